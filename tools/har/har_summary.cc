#include "tools/har/har_summary.h"

#include <algorithm>

#include "tools/text.h"
#include "tools/url.h"

namespace corsieve::tools {
namespace {

// A file may have been made to have more names than anybody reads.
constexpr size_t kMostNames = 10000;

void Count(const std::string& name, Counts* counts) {
  const auto found = counts->find(name);
  if (found != counts->end()) {
    ++found->second;
  } else if (counts->size() < kMostNames) {
    (*counts)[name] = 1;
  } else {
    ++(*counts)["others"];
  }
}

}  // namespace

void HarSummary::Add(const HarVerdict& verdict) {
  using Kind = HarVerdict::Kind;
  ++fetches;
  ++kinds[static_cast<size_t>(verdict.kind)];
  hidden_lines += verdict.hidden.size();
  unmet += verdict.unmet.size();
  for (const std::string& name : verdict.hidden) Count(name, &hidden);
  for (const std::string& name : verdict.wanted) Count(name, &wanted);
  for (const WantedHeader& asked : verdict.asked) {
    if (asked.value) Count(Lower(asked.name), &readable);
  }
  if (verdict.kind == Kind::kFailed) Count(verdict.reason, &reasons);
  if (verdict.kind == Kind::kFailed || verdict.kind == Kind::kHidden) {
    Count(SerializeOrigin(verdict.url).value_or(verdict.url), &servers);
  }
  if (verdict.kind == Kind::kNotJudged) {
    // An error's name and a URL are of one entry.
    Count(verdict.why.substr(0, verdict.why.find_first_of(":,")), &not_judged);
  }
}

std::vector<std::pair<std::string, size_t>> ByCount(const Counts& counts) {
  std::vector<std::pair<std::string, size_t>> list(counts.begin(),
                                                   counts.end());
  std::stable_sort(list.begin(), list.end(), [](const auto& a, const auto& b) {
    return a.second > b.second;
  });
  return list;
}

}  // namespace corsieve::tools
