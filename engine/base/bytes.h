// Classes of bytes and what is done with runs of them.

#ifndef CORSIEVE_ENGINE_BASE_BYTES_H_
#define CORSIEVE_ENGINE_BASE_BYTES_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "absl/base/attributes.h"

namespace corsieve {

inline constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }

inline constexpr bool IsLowerAlpha(char c) { return c >= 'a' && c <= 'z'; }

inline constexpr char ToLower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

// https://infra.spec.whatwg.org/#byte-lowercase
inline std::string Lower(std::string_view s) {
  std::string lower(s);
  for (char& c : lower) c = ToLower(c);
  return lower;
}

inline constexpr char ToUpper(char c) {
  return IsLowerAlpha(c) ? static_cast<char>(c & ~0x20) : c;
}

// https://fetch.spec.whatwg.org/#http-tab-or-space
inline constexpr bool IsTabOrSpace(char c) { return c == '\t' || c == ' '; }

// https://fetch.spec.whatwg.org/#http-whitespace-byte
inline constexpr bool IsHttpWhitespace(char c) {
  return IsTabOrSpace(c) || c == '\n' || c == '\r';
}

// A set of bytes, to be made by the compiler.
class ByteSet {
 public:
  constexpr explicit ByteSet(std::string_view bytes) {
    for (char c : bytes) {
      const uint8_t byte = static_cast<uint8_t>(c);
      bits_[byte >> 6] |= uint64_t{1} << (byte & 63);
    }
  }
  constexpr bool Has(char c) const {
    const uint8_t byte = static_cast<uint8_t>(c);
    return (bits_[byte >> 6] >> (byte & 63)) & 1;
  }

 private:
  uint64_t bits_[4] = {};
};

// The value of a hexadecimal digit; -1: it is none.
inline constexpr int HexValue(char c) {
  if (IsDigit(c)) return c - '0';
  const char lower = ToLower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// The byte that the escape which `s` begins with stands for; -1: there is none.
// https://url.spec.whatwg.org/#string-percent-decode
inline constexpr int DecodeEscape(std::string_view s) {
  if (s.size() < 3 || s[0] != '%') return -1;
  const int high = HexValue(s[1]);
  const int low = HexValue(s[2]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

// The index of the first byte of `s`, at or after `from`, that is in `set`;
// otherwise s.size().
inline constexpr size_t FindAny(std::string_view s, const ByteSet& set,
                                size_t from = 0) {
  while (from < s.size() && !set.Has(s[from])) ++from;
  return from;
}

// What ends the host and the port of a serialized URL that has "//".
inline constexpr ByteSet kAuthorityEnds("/?#");

inline constexpr ByteSet kSpace(" ");
// https://fetch.spec.whatwg.org/#http-tab-or-space
inline constexpr ByteSet kBlanks("\t ");
// https://fetch.spec.whatwg.org/#http-whitespace
inline constexpr ByteSet kHttpWhitespace("\t\n\r ");
// isspace() of the C locale.
inline constexpr ByteSet kCWhitespace("\t\n\v\f\r ");

// What is left of `s` without the bytes of `set` that it begins, or ends, with.
inline constexpr std::string_view TrimLeft(std::string_view s,
                                           const ByteSet& set) {
  while (!s.empty() && set.Has(s.front())) s.remove_prefix(1);
  return s;
}
inline constexpr std::string_view TrimRight(std::string_view s,
                                            const ByteSet& set) {
  while (!s.empty() && set.Has(s.back())) s.remove_suffix(1);
  return s;
}
inline constexpr std::string_view Trim(std::string_view s, const ByteSet& set) {
  return TrimRight(TrimLeft(s, set), set);
}

// tchar: https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2
// One load for each byte: whole names are looked through.
inline constexpr struct TokenBytes {
  bool has[256] = {};
  constexpr TokenBytes() {
    for (char c : std::string_view("!#$%&'*+-.^_`|~0123456789"
                                   "abcdefghijklmnopqrstuvwxyz"
                                   "ABCDEFGHIJKLMNOPQRSTUVWXYZ")) {
      has[static_cast<uint8_t>(c)] = true;
    }
  }
} kIsTokenByte;
inline constexpr bool IsTokenByte(char c) {
  return kIsTokenByte.has[static_cast<uint8_t>(c)];
}

inline constexpr bool IsToken(std::string_view s) {
  for (char c : s) {
    if (!IsTokenByte(c)) return false;
  }
  return !s.empty();
}

// The length of the longest prefix of `s` that consists of token bytes.
inline constexpr size_t TokenLength(std::string_view s) {
  size_t n = 0;
  while (n < s.size() && IsTokenByte(s[n])) ++n;
  return n;
}

inline constexpr std::string_view TrimTabOrSpace(std::string_view s) {
  return Trim(s, kBlanks);
}

// As operator==, which calls a function for it, for strings that are mostly
// equal and of 8 to 32 bytes.
inline bool EqualsShort(std::string_view a, std::string_view b) {
  const size_t size = a.size();
  if (size != b.size()) return false;
  const auto different = [&](size_t at) {
    uint64_t x, y;
    std::memcpy(&x, a.data() + at, sizeof(x));
    std::memcpy(&y, b.data() + at, sizeof(y));
    return x ^ y;
  };
  if (size < 8 || size > 32) return a == b;
  uint64_t found = different(0) | different(size - 8);
  if (size > 16) found |= different(8) | different(size - 16);
  return found == 0;
}

// Compilers know these for one load.
inline constexpr uint64_t LoadLittleEndian(const char* p) {
  const auto byte = [p](int i) {
    return uint64_t{static_cast<uint8_t>(p[i])} << (8 * i);
  };
  return byte(0) | byte(1) | byte(2) | byte(3) | byte(4) | byte(5) | byte(6) |
         byte(7);
}
inline constexpr uint64_t LoadBigEndian(const char* p) {
  const auto byte = [p](int i) {
    return uint64_t{static_cast<uint8_t>(p[i])} << (56 - 8 * i);
  };
  return byte(0) | byte(1) | byte(2) | byte(3) | byte(4) | byte(5) | byte(6) |
         byte(7);
}

inline constexpr uint32_t LoadFour(const char* p) {
  const auto byte = [p](int i) {
    return uint32_t{static_cast<uint8_t>(p[i])} << (8 * i);
  };
  return byte(0) | byte(1) | byte(2) | byte(3);
}
// The first four and the last four of `size` bytes, 4 to 8: all of them.
inline constexpr uint64_t LoadEnds(const char* p, size_t size) {
  return LoadFour(p) | uint64_t{LoadFour(p + size - 4)} << 32;
}

// Whether `c` is among the eight bytes of a word.
inline constexpr bool HasByte(uint64_t word, char c) {
  constexpr uint64_t kEach = 0x0101010101010101u;
  const uint64_t zeros = word ^ kEach * static_cast<uint8_t>(c);
  return ((zeros - kEach) & ~zeros & 0x80 * kEach) != 0;
}

// Whether the eight bytes of two words differ in more than the case of letters.
inline constexpr bool DifferBeyondCase(uint64_t x, uint64_t y) {
  constexpr uint64_t kEach = 0x0101010101010101u;
  const uint64_t cases = (x ^ y) & (0x20 * kEach);
  // The top bits of this are set for bytes from `a` to `z`, and only those.
  const uint64_t lower = x | 0x20 * kEach;
  const uint64_t low_bits = lower & 0x7F * kEach;
  const uint64_t letters = (low_bits + (0x80 - 'a') * kEach) &
                           ~(low_bits + (0x7F - 'z') * kEach) & ~lower;
  return ((x ^ y ^ cases) | (cases & ~(letters >> 2))) != 0;
}

// EqualsIgnoreCase of `size` bytes each.
ABSL_ATTRIBUTE_NOINLINE inline constexpr bool BytesEqualIgnoreCase(
    const char* p, const char* q, size_t size) {
  if (size < 4) {
    for (size_t i = 0; i < size; ++i) {
      if (p[i] != q[i] && ToLower(p[i]) != ToLower(q[i])) return false;
    }
    return true;
  }
  if (size < 8) {
    return !DifferBeyondCase(LoadEnds(p, size), LoadEnds(q, size));
  }
  for (size_t at = 0; at + 8 < size; at += 8) {
    if (DifferBeyondCase(LoadLittleEndian(p + at), LoadLittleEndian(q + at))) {
      return false;
    }
  }
  return !DifferBeyondCase(LoadLittleEndian(p + size - 8),
                           LoadLittleEndian(q + size - 8));
}

// https://infra.spec.whatwg.org/#byte-case-insensitive
inline constexpr bool EqualsIgnoreCase(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         BytesEqualIgnoreCase(a.data(), b.data(), a.size());
}

inline constexpr bool StartsWithIgnoreCase(std::string_view s,
                                           std::string_view prefix) {
  return EqualsIgnoreCase(s.substr(0, prefix.size()), prefix);
}

// https://infra.spec.whatwg.org/#byte-less-than, of both sides mapped by `map`:
// negative, zero or positive as `a` is less than, equal to or greater than `b`.
template <char (*map)(char)>
constexpr int Compare(std::string_view a, std::string_view b) {
  const size_t n = a.size() < b.size() ? a.size() : b.size();
  for (size_t i = 0; i < n; ++i) {
    const int x = static_cast<uint8_t>(map(a[i]));
    const int y = static_cast<uint8_t>(map(b[i]));
    if (x != y) return x - y;
  }
  return a.size() == b.size() ? 0 : a.size() < b.size() ? -1 : 1;
}

// Asks for bytes before they are needed; `p` may be anything.
inline void Prefetch(const char* p) {
#ifdef __GNUC__
  __builtin_prefetch(p);
#else
  static_cast<void>(p);
#endif
}

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_BASE_BYTES_H_
