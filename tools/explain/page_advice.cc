#include "tools/explain/page_advice.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "corsieve/corsieve.h"
#include "tools/explain/mixed_content.h"
#include "tools/text.h"
#include "tools/url.h"

namespace corsieve::tools {
namespace {

// A change of the call: nullopt where it does not apply.
using Variant = std::optional<PageAdvice> (*)(const Fetch& fetch,
                                              const Received& received);

std::optional<PageAdvice> WithoutCredentials(const Fetch&,
                                             const Received& received) {
  if (received.c.credentials != "include") return std::nullopt;
  PageAdvice advice;
  advice.text = received.c.api == "xhr"
                    ? "leave out withCredentials = true"
                    : "request it without credentials: 'include'";
  advice.instead = received;
  advice.instead.c.credentials = "same-origin";
  return advice;
}

std::optional<PageAdvice> MethodInUpperCase(const Fetch&,
                                            const Received& received) {
  const std::string& method = received.c.method;
  const std::string upper = Upper(method);
  if (upper == method || NormalizeMethod(method) != method) return std::nullopt;
  PageAdvice advice;
  advice.text = "write the method as " + Printable(upper) + ": browsers send " +
                Printable(method) + " as it is, and no server knows it";
  advice.instead = received;
  advice.instead.c.method = upper;
  advice.asked = "requested with the method written as " + Printable(upper);
  return advice;
}

// The URL that redirects led to, whose answer is the last received: nullopt
// where there is none, or none that stands for this request.
std::optional<std::string> LastUrl(const Received& received) {
  const Case& c = received.c;
  const std::string method(NormalizeMethod(c.method));
  std::string url = c.url;
  for (const ReceivedAnswer& answer : received.answers) {
    const Gist& gist = answer.head.gist();
    if (&answer == &received.answers.back()) {
      const bool is_redirected = &answer != &received.answers.front();
      if (!is_redirected || gist.IsRedirect()) return std::nullopt;
      break;
    }
    // What made a GET of it did something else first.
    const bool becomes_get = gist.status == 303
                                 ? method != "GET" && method != "HEAD"
                                 : gist.status <= 302 && method == "POST";
    if (becomes_get || gist.Count("Location") != 1) return std::nullopt;
    std::optional<std::string> next = ResolveUrl(*gist.Get("Location"), url);
    if (!next) return std::nullopt;
    url = *std::move(next);
  }
  if (url == c.url || IsMixedContent(c.origin, url)) return std::nullopt;
  return url;
}

// How many answers to OPTIONS are those of URLs before the last.
size_t PreflightsBeforeLast(Received received) {
  received.c.mode = "cors";
  received.c.redirect = "follow";
  const Fetch fetch(received, Profile::kStandard);
  const size_t last = received.answers.size() - 1;
  size_t answered = 0;
  size_t preflights = 0;
  for (const Step& step : fetch.steps()) {
    if (answered == last) break;
    ++(step.is_preflight ? preflights : answered);
  }
  // What was not reached would be asked in the same way.
  const bool failed_at_options =
      !fetch.steps().empty() && fetch.steps().back().is_preflight;
  if (answered < last && preflights > 0) {
    preflights += last - answered - (failed_at_options ? 1 : 0);
  }
  return preflights;
}

std::optional<PageAdvice> TargetAtOnce(const Fetch& fetch,
                                       const Received& received) {
  const std::optional<std::string> url = LastUrl(received);
  if (!url) return std::nullopt;
  PageAdvice advice;
  advice.instead = received;
  advice.instead.c.url = *url;
  auto& answers = advice.instead.answers;
  answers.erase(answers.begin(), answers.end() - 1);
  auto& preflights = advice.instead.preflights;
  // The last answers all that follow.
  size_t before = PreflightsBeforeLast(received);
  for (; before > 0 && preflights.size() > 1; --before) {
    preflights.erase(preflights.begin());
  }
  advice.text = "request " + Printable(*url) + " at once";
  if (fetch.exchange().redirect_tainted() && received.c.origin != "null") {
    advice.text +=
        ", so that Origin is " + Printable(received.c.origin) + " and not null";
  }
  return advice;
}

// Request headers that pages set for nothing: they are the server's to send, or
// tell what the request has not got.
bool IsNeedless(const std::string& name, const Case& c) {
  const std::string lower = Lower(name);
  if (lower == "content-type") {
    const std::string method(NormalizeMethod(c.method));
    return !c.has_body && (method == "GET" || method == "HEAD");
  }
  return lower.compare(0, 15, "access-control-") == 0 ||
         lower == "x-requested-with" || lower == "cache-control" ||
         lower == "pragma" || lower == "expires" ||
         lower == "cross-origin-resource-policy" || lower == "vary" ||
         lower == "upgrade-insecure-requests" || lower == "mode";
}

std::optional<PageAdvice> WithoutNeedlessHeaders(const Fetch&,
                                                 const Received& received) {
  PageAdvice advice;
  advice.instead = received;
  Pairs& headers = advice.instead.c.headers;
  std::vector<std::string> names;
  for (const auto& [name, value] : headers) {
    if (IsNeedless(name, received.c)) names.push_back(Printable(name));
  }
  if (names.empty()) return std::nullopt;
  headers.erase(std::remove_if(headers.begin(), headers.end(),
                               [&](const auto& h) {
                                 return IsNeedless(h.first, received.c);
                               }),
                headers.end());
  advice.text =
      "do not send " + Enumerate(names) + ", which this request does not need";
  return advice;
}

std::optional<PageAdvice> ModeCors(const Fetch&, const Received& received) {
  if (received.c.mode == "cors") return std::nullopt;
  PageAdvice advice;
  advice.text = "request it with mode: 'cors', which is the default";
  advice.instead = received;
  advice.instead.c.mode = "cors";
  advice.asked = "requested with mode: 'cors'";
  return advice;
}

std::optional<PageAdvice> RedirectFollow(const Fetch&,
                                         const Received& received) {
  if (received.c.redirect == "follow") return std::nullopt;
  PageAdvice advice;
  advice.text = "request it with redirect: 'follow', which is the default";
  advice.instead = received;
  advice.instead.c.redirect = "follow";
  advice.asked = "requested with redirect: 'follow'";
  return advice;
}

constexpr Variant kVariants[] = {MethodInUpperCase,      TargetAtOnce,
                                 WithoutNeedlessHeaders, ModeCors,
                                 RedirectFollow,         WithoutCredentials};

// Where only the changed request has a preflight, nobody knows its answer.
void NamePreflight(const Fetch& fetch, PageAdvice* advice) {
  if (!fetch.assumptions().empty()) return;
  const Fetch instead(advice->instead, Profile::kStandard);
  for (const Step& step : instead.steps()) {
    if (!step.is_preflight || step.head != nullptr) continue;
    advice->text +=
        ", where OPTIONS is answered so that it may, which was not received";
    return;
  }
}

}  // namespace

bool Exposes(const Fetch& fetch, const std::string& name) {
  if (!fetch.readable()) return false;
  for (const Outcome& o : fetch.seen().outcomes()) {
    if (o.exposed() && IsSameName(o.name, name)) return true;
  }
  return false;
}

bool IsReadable(const Received& received, const std::vector<std::string>& wants,
                const std::vector<Correction>& corrections) {
  for (const ProfileInfo& info : AllProfiles()) {
    const Fetch fetch(received, info.profile, corrections);
    if (!fetch.readable()) return false;
    for (const std::string& want : wants) {
      if (!Exposes(fetch, want)) return false;
    }
  }
  return true;
}

std::vector<PageAdvice> CallsToCorrect(const Fetch& fetch) {
  std::vector<PageAdvice> calls;
  for (const Variant variant : {MethodInUpperCase, ModeCors, RedirectFollow}) {
    if (auto advice = variant(fetch, fetch.received())) {
      calls.push_back(*std::move(advice));
    }
  }
  return calls;
}

std::vector<PageAdvice> PageAdviceFor(const Fetch& fetch,
                                      const std::vector<std::string>& wants) {
  std::vector<PageAdvice> helping;
  std::vector<PageAdvice> others;
  for (const Variant variant : kVariants) {
    std::optional<PageAdvice> advice = variant(fetch, fetch.received());
    if (!advice) continue;
    auto& list = IsReadable(advice->instead, wants) ? helping : others;
    list.push_back(*std::move(advice));
  }
  for (PageAdvice& advice : helping) NamePreflight(fetch, &advice);
  if (!helping.empty()) return helping;
  for (const PageAdvice& first : others) {
    for (const Variant variant : kVariants) {
      std::optional<PageAdvice> second = variant(fetch, first.instead);
      if (!second || second->text == first.text) continue;
      if (!IsReadable(second->instead, wants)) continue;
      second->text = first.text + ", and " + second->text;
      NamePreflight(fetch, &*second);
      return {*std::move(second)};
    }
  }
  return {};
}

}  // namespace corsieve::tools
