#include "tools/fetch/compare.h"

#include <optional>
#include <string_view>

#include "corsieve/corsieve.h"
#include "tools/explain/change.h"
#include "tools/explain/fetch.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

// The gist of the answer that script may read; nullptr: none came.
const Gist* LastAnswer(const Received& received) {
  if (!received.failure.empty() || received.answers.empty()) return nullptr;
  return &received.answers.back().head.gist();
}

bool ListHas(const Gist& gist, std::string_view name, std::string_view item) {
  for (const std::string& one : ListItems(gist.Get(name).value_or(""))) {
    if (IsSameName(one, item)) return true;
  }
  return false;
}

// Whether a cache keeps the answer, and does not look at Origin.
// https://www.rfc-editor.org/rfc/rfc9111#section-4.1
bool IsForAnyOrigin(const Gist& gist) {
  const std::string control = Lower(gist.Get("Cache-Control").value_or(""));
  return !Contains(control, "no-store") && !ListHas(gist, "Vary", "*") &&
         !ListHas(gist, "Vary", "Origin");
}

std::string OutcomeOf(const Received& received, Profile profile) {
  const Fetch fetch(received, profile);
  if (!received.failure.empty()) return "no answer: " + received.failure;
  if (fetch.goes_on_to()) return "not known";
  if (fetch.readable()) return "readable";
  return std::string(ReasonName(fetch.seen().reason()));
}

std::string Named(const AskedAs& asked) {
  return asked.origin == "none" ? "a request without Origin"
                                : Printable(asked.origin);
}

// What a page of `to` sees of what was answered to `from`; "" where that is as
// good as its own.
std::string MixedUp(const AskedAs& from, const AskedAs& to, Profile profile) {
  const Gist* const stored = LastAnswer(from.received);
  if (to.origin == "none" || stored == nullptr || !IsForAnyOrigin(*stored) ||
      LastAnswer(to.received) == nullptr ||
      from.received.answers.size() != to.received.answers.size()) {
    return "";
  }
  const Fetch own(to.received, profile);
  Received handed = to.received;
  handed.answers.back() = from.received.answers.back();
  const Fetch cached(handed, profile);
  if (own.readable() == cached.readable()) return "";
  const std::string begin = "a cache that keeps the answer to " + Named(from) +
                            " hands it to " + Named(to) + ", which ";
  if (cached.readable()) {
    return begin + "then reads what the server does not let it read";
  }
  return begin +
         "cannot read it: " + std::string(ReasonText(cached.seen().reason()));
}

}  // namespace

Comparison Compare(const std::vector<AskedAs>& asked, Profile profile) {
  Comparison comparison;
  bool is_known = true;
  bool all_vary = true;
  for (const AskedAs& one : asked) {
    ComparedAnswer& answer = comparison.answers.emplace_back();
    answer.origin = one.origin;
    answer.outcome = one.origin == "none" && one.received.failure.empty()
                         ? "no CORS check"
                         : OutcomeOf(one.received, profile);
    const Gist* const gist = LastAnswer(one.received);
    if (gist == nullptr) {
      is_known = false;
      continue;
    }
    all_vary = all_vary && !IsForAnyOrigin(*gist);
    answer.allow_origin = gist->Get("Access-Control-Allow-Origin").value_or("");
    answer.vary = gist->Get("Vary").value_or("");
  }
  for (const AskedAs& from : asked) {
    for (const AskedAs& to : asked) {
      if (&from == &to) continue;
      std::string text = MixedUp(from, to, profile);
      if (!text.empty()) comparison.mixed_up.push_back(std::move(text));
    }
  }
  if (!comparison.mixed_up.empty()) {
    comparison.conclusion =
        "Send Vary: Origin with every answer of this URL, also where the "
        "request has no Origin or one that is not allowed";
  } else if (!is_known) {
    comparison.conclusion = "What has no answer could not be compared";
  } else if (all_vary) {
    comparison.conclusion =
        "No cache mixes these up: each answer has Vary: Origin, or is not "
        "kept";
  } else {
    comparison.conclusion =
        "No cache mixes these up: whichever of the answers it hands out, each "
        "page reads what it reads without";
  }
  return comparison;
}

}  // namespace corsieve::tools
