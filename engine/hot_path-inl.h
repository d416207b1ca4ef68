// The text of the inner loops, for the instruction set CORSIEVE_SIMD of
// engine/simd.h. Included by one file per set, and by nothing else; the two
// parts are included by nothing but this.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "absl/base/attributes.h"
#include "absl/base/optimization.h"
#include "engine/bytes.h"
#include "engine/header_name.h"
#include "engine/hot_path.h"
#include "engine/simd.h"

CORSIEVE_SIMD_BEGIN
namespace corsieve {
namespace {

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

void GiveReasons(const HeaderList& list, const Reason* by_id, Reason* reasons) {
  Simd::LookUp(reinterpret_cast<const uint8_t*>(by_id),
               reinterpret_cast<const uint8_t*>(list.ids()), list.size(),
               reinterpret_cast<uint8_t*>(reasons));
}

}  // namespace
}  // namespace corsieve
CORSIEVE_SIMD_END

#include "engine/clean_head-inl.h"
#include "engine/split_tokens-inl.h"
