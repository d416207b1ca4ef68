#include "bench/engine_access.h"

#include <cstdio>
#include <cstdlib>
#include <string>

#include "engine/fetch/exchange_state.h"
#include "engine/filter/filter_state.h"
#include "engine/headers/header_name.h"
#include "engine/hot_path/hot_path.h"
#include "engine/simd/simd.h"

namespace corsieve::bench {
namespace {

const HotPath& FindPath(std::string_view set) {
  for (const HotPath* path : AllHotPaths()) {
    if (path->name == set) return *path;
  }
  std::fprintf(stderr, "this machine has no %s\n", std::string(set).c_str());
  std::exit(1);
}

}  // namespace

std::vector<std::string_view> InstructionSets() {
  std::vector<std::string_view> sets;
  for (const HotPath* path : AllHotPaths()) {
    if (path->name != kNoSet) sets.push_back(path->name);
  }
  return sets;
}

std::string_view BestInstructionSet() { return BestHotPath().name; }

std::unique_ptr<Filter> MakeFilter(Profile profile, std::string_view set) {
  return FilterAccess::Make(profile, FindPath(set));
}

std::unique_ptr<Exchange> MakeExchange(Profile profile, std::string_view set,
                                       PreflightCache* cache) {
  return ExchangeAccess::Make(cache, "", profile, FindPath(set));
}

uint8_t ByteHash(std::string_view name) {
  char folded[kFoldedSize];
  return MakeNameKey(name, folded).hash;
}

uint64_t IndexHash(std::string_view name) {
  char folded[kFoldedSize];
  MakeNameKey(name, folded);
  return HashOfName(name, folded);
}

}  // namespace corsieve::bench
