#include "engine/hot_path/hot_path.h"

#include <cstddef>

#include "engine/simd/simd.h"

namespace corsieve {

extern const HotPath kPortableHotPath;
extern const HotPath kSse2HotPath;
extern const HotPath kAvx2HotPath;
extern const HotPath kNeonHotPath;
extern const HotPath kWasmHotPath;

namespace {

bool ReadNoHead(std::string_view, HeaderTable*, CleanHead*) { return false; }
bool ReadNoList(std::string_view, absl::Span<const Header>, bool,
                HeaderTable*) {
  return false;
}
Tokens SplitNoTokens(std::string_view, const char*, const Marking&, NameList*) {
  return Tokens::kRefused;
}

void GiveEachItsReason(const HeaderTable& table, const Reason* by_id,
                       Reason* reasons) {
  for (size_t i = 0; i < table.size(); ++i) {
    reasons[i] = by_id[static_cast<size_t>(table.id(i))];
  }
}

const HotPath kNoHotPath = {"none", ReadNoHead, ReadNoList, SplitNoTokens,
                            GiveEachItsReason};

struct Choice {
  const HotPath* paths[4];
  size_t count = 0;

  Choice() {
    Add(kNoHotPath);
#ifndef CORSIEVE_WASM_SIMD  // Nothing chooses there, and it is to be small.
    Add(kPortableHotPath);
#endif
#if defined(CORSIEVE_X86_64)
    Add(kSse2HotPath);
#elif defined(CORSIEVE_AARCH64)
    Add(kNeonHotPath);
#elif defined(CORSIEVE_WASM_SIMD)
    Add(kWasmHotPath);
#endif
#ifdef CORSIEVE_AVX2
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
        __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt")) {
      Add(kAvx2HotPath);
    }
#endif
  }

 private:
  void Add(const HotPath& path) { paths[count++] = &path; }
};

const Choice& Choose() {
  static const Choice choice;
  return choice;
}

}  // namespace

const HotPath& NoHotPath() { return kNoHotPath; }

const HotPath& BestHotPath() { return *AllHotPaths().back(); }

const HotPath& PrefetchedHotPath() {
  static const HotPath path = [] {
    HotPath best = BestHotPath();
    best.prefetches_lists = false;
    return best;
  }();
  return path;
}

absl::Span<const HotPath* const> AllHotPaths() {
  return {Choose().paths, Choose().count};
}

}  // namespace corsieve
