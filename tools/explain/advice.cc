#include "tools/explain/advice.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "corsieve/corsieve.h"
#include "tools/explain/mixed_content.h"
#include "tools/explain/page_advice.h"
#include "tools/explain/server_advice.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

// An answer has few faults, and each is corrected once.
constexpr int kMaxCorrections = 24;

// What the correction at `i` finds: the head as received, changed by those in
// front of it.
Gist GistBefore(const Received& received, const std::vector<Correction>& all,
                size_t i) {
  const Correction& it = all[i];
  const auto& answers =
      it.is_preflight ? received.preflights : received.answers;
  ReceivedHead head = answers[std::min(it.number, answers.size() - 1)].head;
  for (size_t j = 0; j < i; ++j) {
    if (!all[j].IsAbout(it.is_preflight, it.number, it.url, it.asked_origin)) {
      continue;
    }
    for (const Change& change : all[j].changes) head = Applied(head, change);
  }
  return head.gist();
}

// Adds `more` to what is to be changed already: of one header the last change
// counts, as a change of what was received first.
void Add(const Received& received, Correction more,
         std::vector<Correction>* all) {
  const auto is_same = [&](const Correction& c) {
    return c.is_preflight == more.is_preflight && c.url == more.url &&
           (c.is_preflight || c.number == more.number);
  };
  size_t i = 0;
  bool has_scoped = false;
  for (; i < all->size(); ++i) {
    const Correction& c = (*all)[i];
    if (!is_same(c)) continue;
    const bool both_for_all = !c.for_origin && !more.for_origin;
    if (c.asked_origin == more.asked_origin || both_for_all) break;
    has_scoped = has_scoped || c.for_origin.has_value();
  }
  if (i == all->size()) {
    // What is for one Origin stays apart from what is for all.
    if (has_scoped) more.for_origin = more.asked_origin;
    all->push_back(std::move(more));
    return;
  }
  Correction* const it = &(*all)[i];
  if (more.for_origin) it->for_origin = more.for_origin;
  const Gist gist = GistBefore(received, *all, i);
  for (Change& change : more.changes) {
    auto& changes = it->changes;
    changes.erase(
        std::remove_if(changes.begin(), changes.end(),
                       [&](const Change& c) { return c.name == change.name; }),
        changes.end());
    if (change.action == Change::Action::kStatus) {
      changes.push_back(std::move(change));
    } else if (auto again =
                   SetHeader(gist, change.name, std::move(change.value))) {
      changes.push_back(*std::move(again));
    }
  }
}

void AddNote(std::string note, std::vector<std::string>* notes) {
  if (std::find(notes->begin(), notes->end(), note) == notes->end()) {
    notes->push_back(std::move(note));
  }
}

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

// Corrects fault after fault until script can read the response in every
// profile. False where it ends before; then `*stuck` may say why.
bool Correct(const Received& received, Advice* advice,
             std::vector<std::string>* stuck) {
  for (int i = 0; i < kMaxCorrections; ++i) {
    std::optional<Correction> correction;
    bool readable = true;
    for (const ProfileInfo& info : AllProfiles()) {
      const Fetch fetch(received, info.profile, advice->corrections);
      if (fetch.readable()) continue;
      readable = false;
      std::vector<std::string> notes;
      correction = CorrectionFor(fetch, &notes);
      auto* const told = correction ? &advice->notes : stuck;
      for (std::string& note : notes) AddNote(std::move(note), told);
      if (correction) break;
    }
    if (readable) return true;
    if (!correction) return false;
    Add(received, *std::move(correction), &advice->corrections);
  }
  return false;
}

void ExposeMore(const Received& received, const std::vector<std::string>& wants,
                Advice* advice) {
  const Fetch fetch(received, Profile::kStandard, advice->corrections);
  if (std::optional<Correction> more = Exposure(fetch, wants)) {
    Add(received, *std::move(more), &advice->corrections);
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

void AdviseAgainstFailure(const Fetch& fetch,
                          const std::vector<std::string>& wants,
                          Advice* advice) {
  Received received = fetch.received();
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
  // What tells nothing in no-cors, or is not sent in same-origin, is to be
  // requested with mode cors.
  const bool is_mode_wrong =
      fetch.failed() ? fetch.seen().reason() == Reason::kDisallowedByMode
                     : fetch.seen().type() == ResponseType::kOpaque;
  if (is_mode_wrong) received.c.mode = "cors";
  std::vector<std::string> stuck;
  const bool readable = Correct(received, advice, &stuck);
  if (readable && !advice->corrections.empty()) {
    advice->purpose = "To let this page read the response";
    if (is_mode_wrong) {
      advice->call = "request it with mode: 'cors'";
      advice->purpose += ", requested with mode: 'cors'";
    }
    ExposeMore(received, wants, advice);
    NameMixedContent(fetch, received, advice);
    return;
  }
  if (readable && is_mode_wrong) {
    ExposeMore(received, wants, advice);
    if (!advice->corrections.empty()) {
      advice->call = "request it with mode: 'cors'";
      advice->purpose = "To expose more, requested with mode: 'cors'";
      return;
    }
  }
  const bool goes_on = Fetch(received, Profile::kStandard, advice->corrections)
                           .goes_on_to()
                           .has_value();
  if (!advice->corrections.empty() && goes_on) {
    advice->purpose =
        "To let the fetch go on, to a response that was not received";
    return;
  }
  // Half of a way out is none, nor is what to beware of on it.
  advice->corrections.clear();
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
  if (Correct(received, &others, &stuck) && !others.corrections.empty()) {
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
    Add(received, *std::move(vary), &advice.corrections);
  }
  return advice;
}

}  // namespace corsieve::tools
