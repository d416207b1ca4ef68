#include "tools/explain/servers/plan.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>

#include "tools/text.h"
#include "tools/url.h"

namespace corsieve::tools {
namespace {

using Kind = HeaderRule::Kind;

// Whether it says who may read the answer.
bool IsOfCors(std::string_view name) {
  return StartsWithAnyCase(name, "Access-Control-") ||
         StartsWithAnyCase(name, "Cross-Origin-") || IsSameName(name, "Vary");
}

bool IsList(std::string_view name) {
  for (const char* list :
       {"Access-Control-Allow-Headers", "Access-Control-Allow-Methods",
        "Access-Control-Expose-Headers"}) {
    if (IsSameName(name, list)) return true;
  }
  return false;
}

ServerPlan& PlanOf(const std::string& url, std::vector<ServerPlan>* plans) {
  const std::string origin = SerializeOrigin(url).value_or("");
  for (ServerPlan& plan : *plans) {
    if (plan.origin == origin) return plan;
  }
  plans->push_back({origin, {}, false});
  return plans->back();
}

PlannedAnswers& AnswersOf(const Correction& correction, ServerPlan* plan) {
  const std::string path = Printable(PathOfUrl(correction.url));
  for (PlannedAnswers& answers : plan->answers) {
    if (answers.path == path &&
        answers.is_preflight == correction.is_preflight) {
      return answers;
    }
  }
  plan->answers.push_back({path, correction.is_preflight, "", {}});
  return plan->answers.back();
}

RuleGroup& GroupOf(const std::optional<std::string>& origin,
                   PlannedAnswers* answers) {
  for (RuleGroup& group : answers->groups) {
    if (group.for_origin == origin) return group;
  }
  answers->groups.push_back({origin, {}});
  return answers->groups.back();
}

void AddRule(HeaderRule rule, RuleGroup* group) {
  for (HeaderRule& known : group->rules) {
    if (!IsSameName(known.name, rule.name)) continue;
    known = std::move(rule);
    return;
  }
  group->rules.push_back(std::move(rule));
}

// `list` with the items of `more` that it has not.
std::string Union(const std::string& list, const std::string& more) {
  const std::vector<std::string> items = ListItems(list);
  std::vector<std::string> missing;
  for (const std::string& item : ListItems(more)) {
    if (std::count(items.begin(), items.end(), item) == 0) {
      missing.push_back(item);
    }
  }
  return Merged(list, missing);
}

void AddChanges(const Correction& more, Correction* correction) {
  for (const Change& change : more.changes) {
    auto& changes = correction->changes;
    const auto known = std::find_if(
        changes.begin(), changes.end(),
        [&](const Change& c) { return IsSameName(c.name, change.name); });
    if (known == changes.end()) {
      changes.push_back(change);
    } else if (IsList(change.name) && !known->value.empty() &&
               !change.value.empty()) {
      known->value = Union(known->value, change.value);
    }
  }
}

// Who answers at once sends what was sent beside.
void AddOthers(const ReceivedHead& head, PlannedAnswers* answers) {
  const Gist& gist = head.gist();
  for (const auto& [name, value] : gist.headers) {
    if (!IsOfCors(name)) continue;
    AddRule({Kind::kSet, Printable(name), Printable(*gist.Get(name))},
            &GroupOf(std::nullopt, answers));
  }
}

HeaderRule RuleOf(const Change& change) {
  if (change.action == Change::Action::kDrop) {
    return {Kind::kDrop, Printable(change.name), ""};
  }
  const bool is_by_origin = IsSameName(change.name, "Vary");
  return {is_by_origin ? Kind::kVaryByOrigin : Kind::kSet,
          Printable(change.name), Printable(change.value)};
}

void Add(const Received& received, const Correction& correction,
         ServerPlan* plan) {
  PlannedAnswers& answers = AnswersOf(correction, plan);
  for (const Change& change : correction.changes) {
    if (change.action != Change::Action::kStatus) continue;
    answers.status = change.value;
    const ReceivedHead* const head = HeadOf(received, correction);
    if (head != nullptr) AddOthers(*head, &answers);
  }
  for (const Change& change : correction.changes) {
    if (change.action == Change::Action::kStatus) continue;
    HeaderRule rule = RuleOf(change);
    plan->has_duplicates =
        plan->has_duplicates || change.action == Change::Action::kRemove;
    // What a cache holds may be of any Origin.
    const bool is_for_all = rule.kind == Kind::kVaryByOrigin;
    // There is no other line of Vary where it is answered at once.
    if (is_for_all && !answers.status.empty()) rule.kind = Kind::kSet;
    AddRule(
        std::move(rule),
        &GroupOf(is_for_all ? std::nullopt : correction.for_origin, &answers));
  }
}

}  // namespace

const ReceivedHead* HeadOf(const Received& received,
                           const Correction& correction) {
  const auto& answers =
      correction.is_preflight ? received.preflights : received.answers;
  if (answers.empty()) return nullptr;
  return &answers[std::min(correction.number, answers.size() - 1)].head;
}

std::vector<Correction> JoinedByPath(
    const std::vector<Correction>& corrections) {
  std::vector<Correction> joined;
  const auto place = [](const Correction& c) {
    return c.url.substr(0, c.url.find_first_of("?#"));
  };
  for (const Correction& correction : corrections) {
    const auto known =
        std::find_if(joined.begin(), joined.end(), [&](const Correction& c) {
          return place(c) == place(correction) &&
                 c.is_preflight == correction.is_preflight &&
                 c.for_origin == correction.for_origin;
        });
    if (known == joined.end()) {
      joined.push_back(correction);
    } else {
      AddChanges(correction, &*known);
    }
  }
  return joined;
}

std::vector<ServerPlan> PlanFor(const Received& received,
                                const std::vector<Correction>& corrections) {
  std::vector<ServerPlan> plans;
  for (const Correction& correction : JoinedByPath(corrections)) {
    Add(received, correction, &PlanOf(correction.url, &plans));
  }
  // What is for all comes first, so that what is for one wins.
  for (ServerPlan& plan : plans) {
    for (PlannedAnswers& answers : plan.answers) {
      std::stable_partition(
          answers.groups.begin(), answers.groups.end(),
          [](const RuleGroup& group) { return !group.for_origin; });
    }
  }
  return plans;
}

std::string Fingerprint(const std::vector<std::string>& parts) {
  // FNV-1a, 32 bits.
  uint32_t hash = 2166136261u;
  for (const std::string& part : parts) {
    for (unsigned char c : part) hash = (hash ^ c) * 16777619u;
  }
  std::string digits;
  for (int shift = 28; shift >= 0; shift -= 4) {
    digits += "0123456789abcdef"[hash >> shift & 15];
  }
  return digits;
}

}  // namespace corsieve::tools
