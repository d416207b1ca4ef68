// The text of the inner loops, for the instruction set CORSIEVE_SIMD of
// engine/simd.h. Included by one file per set, and by nothing else; its
// parts are included by nothing but this.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "absl/base/attributes.h"
#include "absl/base/optimization.h"
#include "engine/base/bytes.h"
#include "engine/headers/header_name.h"
#include "engine/hot_path/hot_path.h"
#include "engine/simd/simd.h"

CORSIEVE_SIMD_BEGIN
namespace corsieve {
namespace {
// So that those of all sets can be in one translation unit, as they are in the
// amalgamation.
namespace CORSIEVE_SIMD {

using Simd = simd::CORSIEVE_SIMD;

constexpr size_t kBlock = 64;

inline size_t TakeBit(uint64_t* mask) {
  const size_t bit = Simd::LowestBit(*mask);
  *mask &= *mask - 1;
  return bit;
}

inline uint8_t HashByte(const Simd::Name& name) {
  return static_cast<uint8_t>(name.Hash() >> 56);
}

void GiveReasons(const HeaderTable& table, const Reason* by_id,
                 Reason* reasons) {
  Simd::LookUp(reinterpret_cast<const uint8_t*>(by_id),
               reinterpret_cast<const uint8_t*>(table.ids().data()),
               table.size(), reinterpret_cast<uint8_t*>(reasons));
}

}  // namespace CORSIEVE_SIMD
}  // namespace
}  // namespace corsieve
CORSIEVE_SIMD_END

// The order counts.
// clang-format off
#include "engine/hot_path/find_ids-inl.h"
#include "engine/hot_path/clean_head-inl.h"
#include "engine/hot_path/clean_list-inl.h"
#include "engine/hot_path/split_tokens-inl.h"
// clang-format on
