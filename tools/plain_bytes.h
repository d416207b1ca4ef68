// Bytes that JSON has as they are, copied a block at a time.

#ifndef CORSIEVE_TOOLS_PLAIN_BYTES_H_
#define CORSIEVE_TOOLS_PLAIN_BYTES_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "absl/base/attributes.h"

namespace corsieve::tools {

// GCC and Clang take what vectors the machine has.
using Block16 = signed char __attribute__((vector_size(16)));

// Adds to `*special` what is not zero where a byte is not plain: as signed
// numbers, those above 7F are less than all others. (By address, for what is
// passed as a value depends on whether there is AVX.)
template <typename Block>
ABSL_ATTRIBUTE_ALWAYS_INLINE inline void AddSpecial(const Block& block,
                                                    Block* special) {
  *special |=
      (block < ' ') | (block == 0x7F) | (block == '"') | (block == '\\');
}

template <typename Block>
ABSL_ATTRIBUTE_ALWAYS_INLINE inline bool IsZero(const Block& block) {
  uint64_t words[sizeof block / sizeof(uint64_t)];
  std::memcpy(words, &block, sizeof block);
  uint64_t any = 0;
  for (uint64_t word : words) any |= word;
  return any == 0;
}

// Where there is AVX2 it is one register, and else two.
using Block32 = signed char __attribute__((vector_size(32)));

// How far CopyAhead() reads and writes behind the end of what it copies.
inline constexpr size_t kAhead = sizeof(Block32);

// Copies bytes behind which as many as kAhead can be read; at `to` there is
// room for these too. Without a branch for each size, which no processor
// foresees. Where some are not plain, `*special` is not zero.
ABSL_ATTRIBUTE_ALWAYS_INLINE inline void CopyAhead(std::string_view bytes,
                                                   char* to, Block32* special) {
  constexpr Block32 kFirst = {0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10,
                              11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
                              22, 23, 24, 25, 26, 27, 28, 29, 30, 31};
  const char* from = bytes.data();
  size_t left = bytes.size();
  while (true) {
    Block32 block;
    std::memcpy(&block, from, sizeof block);
    std::memcpy(to, &block, sizeof block);
    if (left <= kAhead) {
      Block32 found = {};
      AddSpecial(block, &found);
      *special |= found & (kFirst < static_cast<signed char>(left));
      return;
    }
    AddSpecial(block, special);
    from += kAhead;
    to += kAhead;
    left -= kAhead;
  }
}

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_PLAIN_BYTES_H_
