// Bytes that JSON has as they are, copied a block at a time.

#ifndef CORSIEVE_TOOLS_PLAIN_BYTES_H_
#define CORSIEVE_TOOLS_PLAIN_BYTES_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace corsieve::tools {

// GCC and Clang take what vectors the machine has.
using Block16 = signed char __attribute__((vector_size(16)));

// Not zero where a byte is not plain: as signed numbers, those above 7F are
// less than all others.
template <typename Block>
inline Block Special(Block block) {
  return (block < ' ') | (block == 0x7F) | (block == '"') | (block == '\\');
}

template <typename Block>
inline bool IsZero(Block block) {
  uint64_t words[sizeof block / sizeof(uint64_t)];
  std::memcpy(words, &block, sizeof block);
  uint64_t any = 0;
  for (uint64_t word : words) any |= word;
  return any == 0;
}

// How far CopyAhead() reads and writes behind the end of what it copies.
inline constexpr size_t kAhead = 32;

// Copies bytes behind which as many as kAhead can be read; at `to` there is
// room for these too. Without a branch for each size, which no processor
// foresees. False if not all are plain.
inline Block16 CopyAhead(std::string_view bytes, char* to) {
  constexpr Block16 kFirst = {0, 1, 2,  3,  4,  5,  6,  7,
                              8, 9, 10, 11, 12, 13, 14, 15};
  constexpr signed char kHalf = sizeof(Block16);
  static_assert(kAhead == 2 * kHalf);
  const char* from = bytes.data();
  size_t left = bytes.size();
  Block16 special = {};
  while (true) {
    Block16 first;
    Block16 second;
    std::memcpy(&first, from, sizeof first);
    std::memcpy(&second, from + kHalf, sizeof second);
    std::memcpy(to, &first, sizeof first);
    std::memcpy(to + kHalf, &second, sizeof second);
    if (left <= kAhead) {
      const auto end = static_cast<signed char>(left);
      special |= Special(first) & (kFirst < end);
      special |= Special(second) & (kFirst + kHalf < end);
      return special;
    }
    special |= Special(first) | Special(second);
    from += kAhead;
    to += kAhead;
    left -= kAhead;
  }
}

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_PLAIN_BYTES_H_
