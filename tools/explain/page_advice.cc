#include "tools/explain/page_advice.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "corsieve/corsieve.h"
#include "tools/text.h"

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
  return advice;
}

// The URL that redirects led to, whose answer is the last received.
std::optional<PageAdvice> TargetAtOnce(const Fetch& fetch,
                                       const Received& received) {
  // With every redirect passing, or the first of them refused.
  Received open = received;
  open.c.mode = "no-cors";
  open.c.credentials = "include";
  open.c.method = "GET";
  open.c.headers.clear();
  open.c.redirect = "follow";
  open.c.embedder_policy = "unsafe-none";
  const Fetch whole(open, Profile::kStandard);
  const std::vector<Step>& steps = whole.steps();
  if (steps.size() < 2 || whole.goes_on_to() || steps.back().head == nullptr) {
    return std::nullopt;
  }
  PageAdvice advice;
  const std::string& url = steps.back().sent.url;
  advice.instead = received;
  advice.instead.c.url = url;
  const size_t last = steps.back().number;
  advice.instead.answers.erase(
      advice.instead.answers.begin(),
      advice.instead.answers.begin() + static_cast<std::ptrdiff_t>(last));
  advice.text = "request " + Printable(url) + " at once";
  if (fetch.exchange().redirect_tainted()) {
    advice.text +=
        ", so that Origin is " + Printable(received.c.origin) + " and not null";
  }
  return advice;
}

// Request headers that pages set for nothing: they are the server's to send, or
// tell what the request has not got.
bool IsNeedless(const std::string& name, const Case& c) {
  const std::string lower = Lower(name);
  if (lower == "content-type") return !c.has_body && c.method == "GET";
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
  return advice;
}

std::optional<PageAdvice> RedirectFollow(const Fetch&,
                                         const Received& received) {
  if (received.c.redirect == "follow") return std::nullopt;
  PageAdvice advice;
  advice.text = "request it with redirect: 'follow', which is the default";
  advice.instead = received;
  advice.instead.c.redirect = "follow";
  return advice;
}

constexpr Variant kVariants[] = {MethodInUpperCase,      TargetAtOnce,
                                 WithoutNeedlessHeaders, ModeCors,
                                 RedirectFollow,         WithoutCredentials};

}  // namespace

bool Exposes(const Fetch& fetch, const std::string& name) {
  if (!fetch.readable()) return false;
  for (const Outcome& o : fetch.seen().outcomes()) {
    if (o.exposed() && IsSameName(o.name, name)) return true;
  }
  return false;
}

bool IsReadable(const Received& received,
                const std::vector<std::string>& wants) {
  for (const ProfileInfo& info : AllProfiles()) {
    const Fetch fetch(received, info.profile);
    if (!fetch.readable()) return false;
    for (const std::string& want : wants) {
      if (!Exposes(fetch, want)) return false;
    }
  }
  return true;
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
  if (!helping.empty()) return helping;
  for (const PageAdvice& first : others) {
    for (const Variant variant : kVariants) {
      std::optional<PageAdvice> second = variant(fetch, first.instead);
      if (!second || second->text == first.text) continue;
      if (!IsReadable(second->instead, wants)) continue;
      second->text = first.text + ", and " + second->text;
      return {*std::move(second)};
    }
  }
  return {};
}

}  // namespace corsieve::tools
