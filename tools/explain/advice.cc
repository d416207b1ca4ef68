#include "tools/explain/advice.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "corsieve/corsieve.h"
#include "tools/explain/correct.h"
#include "tools/explain/mixed_content.h"
#include "tools/explain/page_advice.h"
#include "tools/explain/server_advice.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

// Words of login pages, which scripts are sent to where an API ought to say
// that nobody is logged in.
bool LooksLikeLogin(std::string_view url) {
  // /auth/, but not /authors.
  std::string words = Lower(url.substr(0, url.find_first_of("?#"))) + "/";
  for (char& c : words) {
    const bool is_letter = (c >= 'a' && c <= 'z') || c == '-';
    if (!is_letter) c = '/';
  }
  for (const char* word :
       {"login", "log-in", "signin", "sign-in", "auth", "oauth", "saml", "sso",
        "accounts", "cas", "authorize", "users/sign-in"}) {
    if (words.find("/" + std::string(word) + "/") != std::string::npos) {
      return true;
    }
  }
  return false;
}

void ExposeMore(const Received& received, const std::vector<std::string>& wants,
                Advice* advice) {
  const Fetch fetch(received, Profile::kStandard, advice->corrections);
  if (std::optional<Correction> more = Exposure(fetch, wants)) {
    AddCorrection(received, *std::move(more), &advice->corrections);
  }
}

// Where the corrected chain leads to http, which no header line mends; a remark
// tells it of a chain that comes there as it is.
void NameMixedContent(const Fetch& fetch, const Received& received,
                      Advice* advice) {
  if (MixedContentUrl(fetch)) return;
  const Fetch then(received, Profile::kStandard, advice->corrections);
  if (const std::optional<std::string> url = MixedContentUrl(then)) {
    advice->notes.push_back(
        "Besides, let no redirect lead to " + Printable(*url) +
        ": the page is of https, and browsers block what is of http (mixed "
        "content), whatever its headers say");
  }
}

// Corrects what `received` is answered with, until script reads it, or the
// fetch goes on to what was not received; false where neither can be.
bool AdviseServers(const Received& received,
                   const std::vector<std::string>& wants, Advice* advice,
                   std::vector<std::string>* stuck) {
  if (Correct(received, &advice->corrections, &advice->notes, stuck)) {
    advice->purpose = advice->corrections.empty()
                          ? "To expose more"
                          : "To let this page read the response";
    ExposeMore(received, wants, advice);
    return !advice->corrections.empty();
  }
  advice->purpose =
      received.is_live
          ? "To let the fetch go on, to what was not asked for yet"
          : "To let the fetch go on, to a response that was not received";
  const Fetch fetch(received, Profile::kStandard, advice->corrections);
  return !advice->corrections.empty() && fetch.goes_on_to();
}

void AdviseAgainstFailure(const Fetch& fetch,
                          const std::vector<std::string>& wants,
                          Advice* advice) {
  const Received& received = fetch.received();
  const Step* last = fetch.steps().empty() ? nullptr : &fetch.steps().back();
  advice->page = PageAdviceFor(fetch, {});
  if (last != nullptr && fetch.exchange().url_list().size() > 1 &&
      LooksLikeLogin(last->sent.url) && !LooksLikeLogin(received.c.url)) {
    advice->notes.push_back(
        "The redirect leads to what looks like a login page, which is not for "
        "scripts: answer them with 401 instead of the redirect, and let the "
        "page log in by navigating");
    return;
  }
  std::vector<std::string> stuck;
  Advice servers;
  servers.page = advice->page;
  if (AdviseServers(received, wants, &servers, &stuck)) {
    *advice = std::move(servers);
    NameMixedContent(fetch, received, advice);
    return;
  }
  // Half of a way out is none: the page may have to go the other half.
  for (PageAdvice& call : CallsToCorrect(fetch)) {
    Advice both;
    both.page = advice->page;
    std::vector<std::string> unused;
    if (!AdviseServers(call.instead, wants, &both, &unused)) continue;
    both.purpose += ", " + call.asked;
    both.call = std::move(call);
    *advice = std::move(both);
    NameMixedContent(fetch, advice->call->instead, advice);
    return;
  }
  advice->notes = std::move(stuck);
  const std::string_view fix = ReasonFix(fetch.seen().reason());
  if (advice->page.empty() && advice->notes.empty() && !fix.empty()) {
    advice->notes.push_back("To change that, " + std::string(fix));
  }
}

}  // namespace

Advice Advise(const Fetch& fetch, const std::vector<std::string>& wants) {
  Advice advice;
  const Received& received = fetch.received();
  if (fetch.goes_on_to()) return advice;
  const bool is_wrong_call =
      GetReasonInfo(fetch.seen().reason()).kind == ReasonKind::kWrongCall;
  if (!fetch.place().empty() || is_wrong_call) {
    const std::string_view fix = ReasonFix(fetch.seen().reason());
    if (!fix.empty()) {
      advice.notes.push_back("To change that, " + std::string(fix));
    }
    return advice;
  }
  if (!fetch.readable()) {
    AdviseAgainstFailure(fetch, wants, &advice);
    return advice;
  }
  // Some browser may not let the page read it.
  Advice others;
  std::vector<std::string> stuck;
  if (Correct(received, &others.corrections, &others.notes, &stuck) &&
      !others.corrections.empty()) {
    advice = std::move(others);
    advice.purpose = "To let this page read the response in every browser";
  }
  ExposeMore(received, wants, &advice);
  if (!advice.corrections.empty()) {
    if (advice.purpose.empty()) advice.purpose = "To expose more";
    std::vector<std::string> names = wants;
    const auto& outcomes = fetch.seen().outcomes();
    for (const Outcome& o : outcomes) {
      if (names.empty() && o.reason == Reason::kStarIsLiteralWithCredentials) {
        names.emplace_back(o.name);
      }
    }
    if (!names.empty()) advice.page = PageAdviceFor(fetch, names);
  }
  if (std::optional<Correction> vary = VaryByOrigin(fetch)) {
    if (advice.corrections.empty()) {
      advice.purpose =
          "So that no cache hands this answer to a page of another origin";
    }
    AddCorrection(received, *std::move(vary), &advice.corrections);
  }
  return advice;
}

}  // namespace corsieve::tools
