// Header names as they are compared: folded, hashed, and told to be plain.

#ifndef CORSIEVE_ENGINE_BASE_FOLDED_NAME_H_
#define CORSIEVE_ENGINE_BASE_FOLDED_NAME_H_

#include <cstddef>
#include <cstdint>

#include "engine/base/bytes.h"

namespace corsieve {

// A name as it is compared, folded: its first 32 bytes with bit 0x20 set in
// each, and zeros behind a shorter one; of a longer one, the last byte has its
// top bit set. Two names of plain bytes are equal, byte-case-insensitively, if
// and only if they are so folded and, beyond 32 bytes, the rest is equal.
inline constexpr size_t kFoldedSize = 32;

inline constexpr void MarkAsLonger(char* folded) {
  folded[kFoldedSize - 1] = static_cast<char>(folded[kFoldedSize - 1] | 0x80);
}

// Token bytes but for `^`, `~`, `|`, the backquote and `*`. `^` and `~` differ
// in bit 0x20 alone, so that folded they would be equal, as `A` and `a` are;
// the next two would be sorted differently when folded; `*` is what lists have
// for all names. Nobody has them in names; who does takes the slow path.
inline constexpr bool IsPlainByte(char c) {
  return IsTokenByte(c) && c != '^' && c != '~' && c != '|' && c != '`' &&
         c != '*';
}

// Of a folded name, as four little-endian words. The factor is a random one of
// those with which no two of the known names (header_name.cc) have the same top
// byte. No hash decides anything: what it finds is compared.
inline constexpr uint64_t HashOfWords(uint64_t w0, uint64_t w1, uint64_t w2,
                                      uint64_t w3) {
  const uint64_t odd = w1 ^ w3;
  return (w0 ^ w2 ^ (odd << 32 | odd >> 32)) * 0xC17FA881551D493Bu;
}

inline constexpr uint64_t HashOfFolded(const char* folded) {
  return HashOfWords(LoadLittleEndian(folded), LoadLittleEndian(folded + 8),
                     LoadLittleEndian(folded + 16),
                     LoadLittleEndian(folded + 24));
}

// `bit` as a number that compilers cannot see through: they would make a branch
// of what is done with it, which nobody can guess.
inline uint64_t AsNumber(bool bit) {
  uint64_t number = bit;
#ifdef __GNUC__
  __asm__("" : "+r"(number));
#endif
  return number;
}

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_BASE_FOLDED_NAME_H_
