#include "tools/explain/correct.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "corsieve/corsieve.h"
#include "tools/explain/page_advice.h"
#include "tools/explain/server_advice.h"

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

void AddNote(std::string note, std::vector<std::string>* notes) {
  if (std::find(notes->begin(), notes->end(), note) == notes->end()) {
    notes->push_back(std::move(note));
  }
}

// Takes out what is not needed: where browsers go different ways, one that was
// corrected first may not have gone there in the end.
void Prune(const Received& received, std::vector<Correction>* all) {
  for (size_t i = 0; all->size() > 1 && i < all->size(); ++i) {
    for (size_t j = 0; j < (*all)[i].changes.size();) {
      std::vector<Correction> fewer = *all;
      auto& changes = fewer[i].changes;
      changes.erase(changes.begin() + static_cast<std::ptrdiff_t>(j));
      const bool is_vary = (*all)[i].changes[j].name == "Vary";
      if (is_vary || !IsReadable(received, {}, fewer)) {
        ++j;
      } else {
        *all = std::move(fewer);
      }
    }
  }
  const auto does_nothing = [](const Correction& c) {
    return std::all_of(c.changes.begin(), c.changes.end(),
                       [](const Change& ch) { return ch.name == "Vary"; });
  };
  all->erase(std::remove_if(all->begin(), all->end(), does_nothing),
             all->end());
}

}  // namespace

void AddCorrection(const Received& received, Correction more,
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
    if (change.action == Change::Action::kStatus ||
        change.action == Change::Action::kDrop) {
      changes.push_back(std::move(change));
    } else if (auto again =
                   SetHeader(gist, change.name, std::move(change.value))) {
      changes.push_back(*std::move(again));
    }
  }
}

bool Correct(const Received& received, std::vector<Correction>* all,
             std::vector<std::string>* notes, std::vector<std::string>* stuck) {
  for (int i = 0; i < kMaxCorrections; ++i) {
    std::optional<Correction> correction;
    bool readable = true;
    for (const ProfileInfo& info : AllProfiles()) {
      const Fetch fetch(received, info.profile, *all);
      if (fetch.readable()) continue;
      readable = false;
      std::vector<std::string> more;
      correction = CorrectionFor(fetch, &more);
      auto* const told = correction ? notes : stuck;
      for (std::string& note : more) AddNote(std::move(note), told);
      if (correction) break;
    }
    if (readable) {
      Prune(received, all);
      return true;
    }
    if (!correction) return false;
    AddCorrection(received, *std::move(correction), all);
  }
  return false;
}

}  // namespace corsieve::tools
