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

// The number of the first byte that is not zero; there is one.
inline size_t FirstOf(Block16 block) {
#if defined(__SSE2__)
  using Chars = char __attribute__((vector_size(16)));
  const auto mask = static_cast<unsigned>(
      __builtin_ia32_pmovmskb128(reinterpret_cast<Chars>(block)));
  return static_cast<size_t>(__builtin_ctz(mask));
#else
  size_t i = 0;
  while (block[i] == 0) ++i;
  return i;
#endif
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

// The inside of a JSON string that is lines of ASCII, as heads are: copies it
// up to its quote, with "\\r\\n" made the two bytes that it is. Where each line
// ends no processor foresees; a pair at once is half as many surprises. Reads
// and writes up to 16 bytes more. Returns how much it wrote, or SIZE_MAX where
// another escape or a byte above 7F is.
inline size_t CopyLines(const char* from, char* to) {
  char* const start = to;
  while (true) {
    Block16 block;
    std::memcpy(&block, from, sizeof block);
    std::memcpy(to, &block, sizeof block);
    const Block16 special = (block < 0) | (block == '"') | (block == '\\');
    if (IsZero(special)) {
      from += sizeof block;
      to += sizeof block;
      continue;
    }
    const size_t plain = FirstOf(special);
    from += plain;
    to += plain;
    if (*from == '"') return static_cast<size_t>(to - start);
    if (std::memcmp(from, "\\r\\n", 4) == 0) {
      std::memcpy(to, "\r\n", 2);
      from += 4;
      to += 2;
    } else if (std::memcmp(from, "\\\"", 2) == 0) {
      *to++ = '"';
      from += 2;
    } else {
      return SIZE_MAX;
    }
  }
}

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_PLAIN_BYTES_H_
