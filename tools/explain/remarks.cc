#include "tools/explain/remarks.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>

#include "corsieve/corsieve.h"
#include "tools/explain/ask_with_curl.h"
#include "tools/explain/change.h"
#include "tools/explain/mixed_content.h"
#include "tools/explain/slips.h"
#include "tools/text.h"
#include "tools/url.h"

namespace corsieve::tools {
namespace {

using Sentences = std::vector<std::string>;

// More names than this nobody reads.
constexpr size_t kMaxNames = 12;

std::string EnumerateSome(std::vector<std::string> names) {
  if (names.size() <= kMaxNames) return Enumerate(names);
  const size_t more = names.size() - kMaxNames;
  names.resize(kMaxNames);
  return Enumerate(names) + " and " + std::to_string(more) + " more";
}

void MixedContent(const Fetch& fetch, Sentences* out) {
  const std::optional<std::string> url = MixedContentUrl(fetch);
  if (!url) return;
  out->push_back(
      "Mixed content: the page is of https, and " + Printable(*url) +
      " is of http. Browsers block that before they ask, whatever its "
      "headers say; corsieve does not judge it. Use the https URL, and "
      "let no redirect lead to http");
}

// https://fetch.spec.whatwg.org/#forbidden-request-header
void ForbiddenRequestHeaders(const Fetch& fetch, Sentences* out) {
  std::vector<std::string> names;
  for (const auto& [name, value] : fetch.received().c.headers) {
    if (IsForbiddenRequestHeader(name, value, fetch.profile())) {
      names.push_back(Printable(name));
    }
  }
  if (names.empty()) return;
  const bool one = names.size() == 1;
  out->push_back(EnumerateSome(names) +
                 (one ? " is a forbidden request-header"
                      : " are forbidden request-headers") +
                 ": a page cannot set " + (one ? "it" : "them") + ", and " +
                 (one ? "it was" : "they were") + " not sent");
}

void NeedlessPreflight(const Fetch& fetch, Sentences* out) {
  if (fetch.received().preflights.empty()) return;
  size_t sent = 0;
  for (const Step& step : fetch.steps()) sent += step.is_preflight;
  if (sent == 0) {
    out->push_back(
        "The answer to OPTIONS was not used: this request is sent without a "
        "preflight");
  } else if (sent < fetch.received().preflights.size()) {
    out->push_back("Of " + std::to_string(fetch.received().preflights.size()) +
                   " answers to OPTIONS " + std::to_string(sent) +
                   (sent == 1 ? " was" : " were") +
                   " used: there are no more preflights");
  }
}

// curl sends what it is told to, a browser what Fetch says.
void AskedWithAnotherOrigin(const Fetch& fetch, Sentences* out) {
  for (const Step& step : fetch.steps()) {
    const std::string origin = step.Asked("Origin");
    if (step.head == nullptr || origin.empty()) continue;
    const Gist& gist = step.head->gist();
    const std::optional<std::string> allowed =
        gist.Get("Access-Control-Allow-Origin");
    const std::string command = ":\n    " + AskWithCurl(step.sent);
    if (step.asked_origin) {
      if (*step.asked_origin == origin) continue;
      const std::string was = *step.asked_origin == ""
                                  ? "no Origin"
                                  : "Origin " + *step.asked_origin;
      out->push_back(
          Printable(step.sent.url) + " was asked with " + Printable(was) +
          ", a browser sends Origin " + Printable(origin) +
          ", and may be answered otherwise. Ask as it does" + command);
      return;
    }
    if (!allowed && fetch.failed() && &step == &fetch.deciding_step()) {
      bool varies = false;
      for (const std::string& item : ListItems(gist.Get("Vary").value_or(""))) {
        varies = varies || IsSameName(item, "Origin");
      }
      out->push_back(
          std::string(varies
                          ? "Vary names Origin: this server answers otherwise "
                            "where Origin is sent, and it was asked without. "
                            "Ask as a browser does"
                          : "Was it asked with Origin? Many servers send CORS "
                            "headers only then, and browsers always send it") +
          command);
      return;
    }
    if (origin == "null" && allowed == fetch.received().c.origin &&
        fetch.failed()) {
      out->push_back("The answer allows " + Printable(*allowed) +
                     ", which curl -L goes on to send after a redirect to "
                     "another origin, where a browser sends Origin null. Ask "
                     "as it does" +
                     command);
      return;
    }
  }
}

// https://fetch.spec.whatwg.org/#cors-preflight-fetch
void AnswerToOptions(const Fetch& fetch, Sentences* out) {
  const Step& step = fetch.deciding_step();
  const ReceivedHead* head = step.head;
  if (!step.is_preflight || head == nullptr) return;
  const int status = head->gist().status;
  if (status == 401 || status == 403 || status == 407) {
    out->push_back(
        "OPTIONS was answered with " + std::to_string(status) +
        ": a preflight never has cookies or Authorization with it, so the "
        "server must answer it before it asks who that is");
  } else if (status == 404 || status == 405 || status == 501) {
    out->push_back("OPTIONS was answered with " + std::to_string(status) +
                   ": the server has no answer to OPTIONS at this URL, which "
                   "it needs for requests with a preflight");
  } else if (head->gist().IsRedirect()) {
    out->push_back(
        "OPTIONS was answered with a redirect to " +
        Printable(*head->gist().Get("Location")) +
        ", which no browser follows: request the URL that it leads to at "
        "once (https, the final slash, www)");
  } else if (status >= 500) {
    out->push_back("OPTIONS was answered with " + std::to_string(status) +
                   ": the server, or what is in front of it, failed");
  }
}

// Servers often add headers to what succeeds only.
void ErrorPage(const Fetch& fetch, Sentences* out) {
  const Step& step = fetch.deciding_step();
  const ReceivedHead* head = step.head;
  if (head == nullptr || step.is_preflight) return;
  const int status = head->gist().status;
  if (status < 400 ||
      fetch.seen().reason() != Reason::kMissingAllowOriginHeader) {
    return;
  }
  out->push_back(
      "The page does not see the status " + std::to_string(status) +
      " either. Many servers add headers to successful answers only: nginx "
      "wants add_header ... always, Apache Header always set");
}

// Where nothing but the redirect itself was received: with its target's answer
// the advice tries whether the page can request that at once.
void RefusedRedirect(const Fetch& fetch, Sentences* out) {
  const Step& step = fetch.steps().back();
  if (step.is_preflight || step.head == nullptr) return;
  const Gist& gist = step.head->gist();
  if (!gist.IsRedirect() || !fetch.place().empty() ||
      fetch.received().answers.size() > step.number + 1) {
    return;
  }
  const Reason reason = fetch.seen().reason();
  if (reason < Reason::kMissingAllowOriginHeader ||
      reason > Reason::kInvalidAllowCredentials) {
    return;
  }
  const std::optional<std::string> target =
      ResolveUrl(*gist.Get("Location"), step.sent.url);
  // By a redirect of these statuses POST and others become GET.
  const bool keeps_method = step.sent.method == "GET" ||
                            step.sent.method == "HEAD" || gist.status == 307 ||
                            gist.status == 308;
  if (!target || !keeps_method ||
      IsMixedContent(fetch.received().c.origin, *target)) {
    return;
  }
  out->push_back(
      "The answer is a redirect to " + Printable(*target) +
      ", which needs CORS headers of its own. Request that URL at once (https, "
      "the final slash, www), and there is no redirect. If it is a login page, "
      "scripts are to be answered with 401 instead");
}

void Preflightless(const Fetch& fetch, Sentences* out) {
  for (const Step& step : fetch.steps()) {
    if (!step.is_preflight || step.head != nullptr) continue;
    out->push_back(
        "That the preflight is allowed is not proven, and it is what fails "
        "most often. Ask for its answer, and give that as --preflight FILE:\n"
        "    " +
        AskWithCurl(step.sent));
    return;
  }
}

// https://fetch.spec.whatwg.org/#http-access-control-expose-headers
void ListedButNotReceived(const Fetch& fetch, Sentences* out) {
  if (fetch.seen().type() != ResponseType::kCors || fetch.steps().empty()) {
    return;
  }
  const ReceivedHead* head = fetch.steps().back().head;
  if (head == nullptr) return;
  const Gist& gist = head->gist();
  std::set<std::string> received;
  for (const auto& [name, value] : gist.headers) received.insert(Lower(name));
  std::vector<std::string> missing;
  std::set<std::string> seen;
  for (const std::string& name :
       ListItems(gist.Get("Access-Control-Expose-Headers").value_or(""))) {
    if (name == "*" || received.count(Lower(name)) > 0) continue;
    if (!seen.insert(Lower(name)).second) continue;
    const std::optional<std::string> near =
        seen.size() <= kMaxNames ? NearMiss(name, gist) : std::nullopt;
    missing.push_back(Printable(name) +
                      (near ? " (is " + Printable(*near) + " meant?)" : ""));
  }
  if (missing.empty()) return;
  out->push_back("Access-Control-Expose-Headers names " +
                 EnumerateSome(missing) +
                 ", which this response does not have");
}

// https://fetch.spec.whatwg.org/#concept-tao-check
void Timing(const Fetch& fetch, Sentences* out) {
  if (!fetch.readable() || fetch.steps().empty()) return;
  const ReceivedHead* head = fetch.steps().back().head;
  if (head == nullptr || fetch.seen().type() != ResponseType::kCors) return;
  const std::optional<std::string> value =
      head->gist().Get("Timing-Allow-Origin");
  if (!value) return;
  if (fetch.exchange().timing_allow_passed()) {
    out->push_back(
        "Timing-Allow-Origin passes: performance entries show the page this "
        "response's timing in detail");
  } else {
    out->push_back("Timing-Allow-Origin does not pass: it is \"" +
                   Printable(*value) + "\", and " +
                   Printable(fetch.steps().back().Asked("Origin")) +
                   " or * was wanted at every hop; that hides the timing from "
                   "performance entries, and nothing else");
  }
}

}  // namespace

std::vector<std::string> Remarks(const Fetch& fetch) {
  Sentences out;
  MixedContent(fetch, &out);
  if (fetch.failed() && !fetch.steps().empty()) {
    AnswerToOptions(fetch, &out);
    ErrorPage(fetch, &out);
    RefusedRedirect(fetch, &out);
  }
  AskedWithAnotherOrigin(fetch, &out);
  MisspeltCorsHeaders(fetch, &out);
  AllowOriginIsNoOrigin(fetch, &out);
  ListedButNotReceived(fetch, &out);
  ForbiddenRequestHeaders(fetch, &out);
  NeedlessPreflight(fetch, &out);
  Timing(fetch, &out);
  Preflightless(fetch, &out);
  return out;
}

}  // namespace corsieve::tools
