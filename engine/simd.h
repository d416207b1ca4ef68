// The one file with intrinsics. Each instruction set is a struct with the same
// members: Block (64 bytes of input, of which it makes masks of 64 bits),
// CappedSum (of such blocks), Name (32 bytes), FourMasks, LookUp and a few
// numbers. What they do is said once, at Portable, and tests/simd_test.cc holds
// them against each other.

#ifndef CORSIEVE_ENGINE_SIMD_H_
#define CORSIEVE_ENGINE_SIMD_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "engine/bytes.h"

#if defined(__x86_64__) && defined(__GNUC__)
#define CORSIEVE_X86_64 1
#include <immintrin.h>
#elif defined(__aarch64__) && defined(__ARM_NEON) && defined(__GNUC__)
#define CORSIEVE_AARCH64 1
#include <arm_neon.h>
#endif

// AVX2 code is compiled for AVX2 function by function, whatever the compiler's
// options: all between these two is.
// clang-format off
#if defined(CORSIEVE_X86_64) && defined(__clang__)
#define CORSIEVE_AVX2 1
#define CORSIEVE_BEGIN_AVX2 \
  _Pragma("clang attribute push(__attribute__((target(\"avx2,bmi,bmi2,popcnt\"))), apply_to = function)")
#define CORSIEVE_END_AVX2 _Pragma("clang attribute pop")
#elif defined(CORSIEVE_X86_64)
#define CORSIEVE_AVX2 1
#define CORSIEVE_BEGIN_AVX2 \
  _Pragma("GCC push_options") _Pragma("GCC target(\"avx2,bmi,bmi2,popcnt\")")
#define CORSIEVE_END_AVX2 _Pragma("GCC pop_options")
#endif
// clang-format on

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

namespace simd {

// 32 bytes FF, then 32 zeros: a window of it keeps the first n bytes of 32.
inline constexpr struct KeepWindow {
  uint8_t bytes[2 * kFoldedSize] = {};
  constexpr KeepWindow() {
    for (size_t i = 0; i < kFoldedSize; ++i) bytes[i] = 0xFF;
  }
  const uint8_t* First(size_t n) const { return bytes + kFoldedSize - n; }
} kKeep;

// The `size` bytes at `p`, of less than 32, and zeros.
inline std::array<char, kFoldedSize> Padded(const char* p, size_t size) {
  std::array<char, kFoldedSize> bytes{};
  std::memcpy(bytes.data(), p, size);
  return bytes;
}

// No more than C++ has.
struct Portable {
  class CappedSum;
  // 64 bytes at `p`. In a mask, bit i stands for byte i.
  class Block {
   public:
    explicit Block(const char* p) : p_(p) {}
    // The bytes that are `c`.
    uint64_t Equal(char c) const {
      const uint64_t pattern = 0x0101010101010101u * static_cast<uint8_t>(c);
      uint64_t mask = 0;
      for (int i = 0; i < 8; ++i) {
        mask |= ZeroBytes(LoadLittleEndian(p_ + 8 * i) ^ pattern) << (8 * i);
      }
      return mask;
    }
    // Spaces and tabs.
    uint64_t Blank() const { return Equal(' ') | Equal('\t'); }
    // IsPlainByte. A set may know fewer bytes to be plain, not more; letters,
    // digits, `-`, `.` and `_` it knows.
    uint64_t Plain() const {
      uint64_t mask = 0;
      for (int i = 0; i < 64; ++i) {
        mask |= uint64_t{IsPlainByte(p_[i])} << i;
      }
      return mask;
    }

    // The bytes that are, as unsigned numbers, not above `most`.
    uint64_t AtMost(char most) const {
      uint64_t mask = 0;
      for (int i = 0; i < 64; ++i) {
        const bool found =
            static_cast<uint8_t>(p_[i]) <= static_cast<uint8_t>(most);
        mask |= uint64_t{found} << i;
      }
      return mask;
    }

   private:
    friend class CappedSum;
    // A bit for each byte that is zero.
    static uint64_t ZeroBytes(uint64_t word) {
      constexpr uint64_t kLow = 0x7F7F7F7F7F7F7F7Fu;
      const uint64_t high_bits = ~(((word & kLow) + kLow) | word | kLow);
      return ((high_bits >> 7) * 0x0102040810204080u) >> 56;
    }

    const char* p_;
  };

  // The bytes of some blocks, summed up: all above kCap as if they were that.
  class CappedSum {
   public:
    // One more than the greatest line end.
    static constexpr uint8_t kCap = '\r' + 1;
    void Add(const Block& block) {
      for (int i = 0; i < 64; ++i) {
        const uint8_t byte = static_cast<uint8_t>(block.p_[i]);
        sum_ += byte < kCap ? byte : kCap;
      }
    }
    uint64_t sum() const { return sum_; }

   private:
    uint64_t sum_ = 0;
  };

  // The 32 bytes at `p`, of which a name is the first few.
  class Name {
   public:
    explicit Name(const char* p) { std::memcpy(bytes_, p, kFoldedSize); }
    // The first `size` bytes at `p`, less than kFoldedSize, and zeros. The last
    // `size` % 4 may be zeros too: a head's end is no part of a name.
    Name(const char* p, size_t size) : bytes_{} {
      std::memcpy(bytes_, p, size);
    }
    // How many of the first bytes are plain; see Block::Plain.
    unsigned PlainLength() const {
      unsigned n = 0;
      while (n < kFoldedSize && IsPlainByte(bytes_[n])) ++n;
      return n;
    }
    // Makes the first n bytes a folded name.
    void Fold(unsigned n) {
      for (unsigned i = 0; i < kFoldedSize; ++i) {
        bytes_[i] = i < n ? static_cast<char>(bytes_[i] | 0x20) : '\0';
      }
    }
    void MarkAsLonger() { corsieve::MarkAsLonger(bytes_); }
    // Of a folded name: HashOfWords.
    uint64_t Hash() const {
      return HashOfWords(LoadLittleEndian(bytes_), LoadLittleEndian(bytes_ + 8),
                         LoadLittleEndian(bytes_ + 16),
                         LoadLittleEndian(bytes_ + 24));
    }
    // `folded` is aligned, by 16 bytes.
    bool Equals(const char* folded) const {
      return std::memcmp(bytes_, folded, kFoldedSize) == 0;
    }
    void Store(char* folded) const { std::memcpy(folded, bytes_, kFoldedSize); }
    // Makes a folded name of plain bytes a lower-case one: the fold moved `_`.
    // The mark of a longer one goes.
    void Lower() {
      for (char& c : bytes_) {
        c = static_cast<char>(c & 0x7F);
        if (c == '\x7F') c = '_';
      }
    }

   private:
    char bytes_[kFoldedSize];
  };

  // Four masks that get a bit each, again and again, up to 64 times.
  class FourMasks {
   public:
    // Shifts each mask down by a bit; its top one is then that of its word at
    // `tops`. These four have no other bits, and are aligned, by 16 bytes.
    void Add(const char* tops) {
      uint64_t words[4];
      std::memcpy(words, tops, sizeof(words));
      for (int k = 0; k < 4; ++k) masks_[k] = masks_[k] >> 1 | words[k];
    }
    // After `count` of these: bit i is what the i-th added, of the first
    // `keep`.
    void Store(size_t count, size_t keep, uint64_t* masks) const {
      for (int k = 0; k < 4; ++k) {
        masks[k] = masks_[k] << (count - keep) >> (64 - keep);
      }
    }

   private:
    uint64_t masks_[4] = {};
  };

  // table[index[i]] for `count` indexes below 32, of which as many are read,
  // and answers written, as make `count` a multiple of 64.
  static void LookUp(const uint8_t* table, const uint8_t* index, size_t count,
                     uint8_t* out) {
    for (size_t at = 0; at < count; at += 8, index += 8, out += 8) {
#pragma GCC unroll 8
      for (size_t i = 0; i < 8; ++i) out[i] = table[index[i]];
    }
  }

  // Whether CountBits is one instruction.
  static constexpr bool kCountsBits = false;
  static int CountBits(uint64_t mask) {
    int count = 0;
    for (; mask != 0; mask &= mask - 1) ++count;
    return count;
  }
  // Whether a name is best hashed when it is read, or when it is looked up; by
  // measurement.
  static constexpr bool kHashesEarly = true;
  // The index of the lowest bit; anything for no bit.
  static size_t LowestBit(uint64_t mask) {
    static constexpr auto kIndex = [] {
      std::array<int8_t, 64> index{};
      for (int i = 0; i < 64; ++i) index[(kDeBruijn << i) >> 58] = i;
      return index;
    }();
    return kIndex[((mask & (0 - mask)) * kDeBruijn) >> 58];
  }

 private:
  static constexpr uint64_t kDeBruijn = 0x03F79D71B4CB0A89u;
};

#ifdef CORSIEVE_X86_64

// What every x86-64 has.
struct Sse2 {
  class CappedSum;
  class Block {
   public:
    explicit Block(const char* p)
        : parts_{Load(p), Load(p + 16), Load(p + 32), Load(p + 48)} {}
    uint64_t Equal(char c) const {
      const __m128i all = _mm_set1_epi8(c);
      return Mask(
          _mm_cmpeq_epi8(parts_[0], all), _mm_cmpeq_epi8(parts_[1], all),
          _mm_cmpeq_epi8(parts_[2], all), _mm_cmpeq_epi8(parts_[3], all));
    }
    uint64_t Blank() const {
      return Mask(BlankOf(parts_[0]), BlankOf(parts_[1]), BlankOf(parts_[2]),
                  BlankOf(parts_[3]));
    }
    uint64_t Plain() const {
      return Mask(PlainOf(parts_[0]), PlainOf(parts_[1]), PlainOf(parts_[2]),
                  PlainOf(parts_[3]));
    }
    uint64_t AtMost(char most) const {
      return Mask(IsAtMost(parts_[0], most), IsAtMost(parts_[1], most),
                  IsAtMost(parts_[2], most), IsAtMost(parts_[3], most));
    }

   private:
    friend class CappedSum;
    static uint64_t Mask(__m128i a, __m128i b, __m128i c, __m128i d) {
      const uint32_t low = _mm_movemask_epi8(a) | _mm_movemask_epi8(b) << 16;
      const uint32_t high = _mm_movemask_epi8(c) | _mm_movemask_epi8(d) << 16;
      return low | uint64_t{high} << 32;
    }

    __m128i parts_[4];
  };

  class CappedSum {
   public:
    void Add(const Block& block) {
      // At most four times kCap a byte.
      const __m128i low =
          _mm_add_epi8(Capped(block.parts_[0]), Capped(block.parts_[1]));
      const __m128i high =
          _mm_add_epi8(Capped(block.parts_[2]), Capped(block.parts_[3]));
      sums_ = _mm_add_epi64(
          sums_, _mm_sad_epu8(_mm_add_epi8(low, high), _mm_setzero_si128()));
    }
    uint64_t sum() const {
      return _mm_cvtsi128_si64(
          _mm_add_epi64(sums_, _mm_unpackhi_epi64(sums_, sums_)));
    }

   private:
    static __m128i Capped(__m128i x) {
      return _mm_min_epu8(x, _mm_set1_epi8(Portable::CappedSum::kCap));
    }

    __m128i sums_ = _mm_setzero_si128();
  };

  class Name {
   public:
    explicit Name(const char* p) : low_(Load(p)), high_(Load(p + 16)) {}
    Name(const char* p, size_t size) : Name(Padded(p, size).data()) {}
    unsigned PlainLength() const {
      const uint32_t plain = _mm_movemask_epi8(PlainOf(low_)) |
                             _mm_movemask_epi8(PlainOf(high_)) << 16;
      return LowestBit(uint64_t{~plain} | uint64_t{1} << 32);
    }
    void Fold(unsigned n) {
      const char* keep = reinterpret_cast<const char*>(kKeep.First(n));
      const __m128i bit = _mm_set1_epi8(0x20);
      low_ = _mm_and_si128(_mm_or_si128(low_, bit), Load(keep));
      high_ = _mm_and_si128(_mm_or_si128(high_, bit), Load(keep + 16));
    }
    void MarkAsLonger() {
      high_ = _mm_or_si128(
          high_, _mm_slli_si128(_mm_cvtsi32_si128(0x80), kFoldedSize / 2 - 1));
    }
    uint64_t Hash() const { return HashOf(_mm_xor_si128(low_, high_)); }
    bool Equals(const char* folded) const {
      return _mm_movemask_epi8(_mm_and_si128(
                 _mm_cmpeq_epi8(low_, LoadAligned(folded)),
                 _mm_cmpeq_epi8(high_, LoadAligned(folded + 16)))) == 0xFFFF;
    }
    void Store(char* folded) const {
      _mm_storeu_si128(reinterpret_cast<__m128i*>(folded), low_);
      _mm_storeu_si128(reinterpret_cast<__m128i*>(folded + 16), high_);
    }
    void Lower() {
      low_ = LowerOf(low_);
      high_ = LowerOf(high_);
    }

   private:
    static __m128i LowerOf(__m128i x) {
      const __m128i low_bits = _mm_set1_epi8(0x7F);
      x = _mm_and_si128(x, low_bits);
      return _mm_xor_si128(
          x, _mm_and_si128(_mm_cmpeq_epi8(x, low_bits), _mm_set1_epi8(0x20)));
    }

    __m128i low_, high_;
  };

  class FourMasks {
   public:
    void Add(const char* tops) {
      low_ = _mm_or_si128(_mm_srli_epi64(low_, 1), LoadAligned(tops));
      high_ = _mm_or_si128(_mm_srli_epi64(high_, 1), LoadAligned(tops + 16));
    }
    void Store(size_t count, size_t keep, uint64_t* masks) const {
      const __m128i left = _mm_cvtsi64_si128(count - keep);
      const __m128i right = _mm_cvtsi64_si128(64 - keep);
      __m128i* const words = reinterpret_cast<__m128i*>(masks);
      _mm_storeu_si128(words, _mm_srl_epi64(_mm_sll_epi64(low_, left), right));
      _mm_storeu_si128(words + 1,
                       _mm_srl_epi64(_mm_sll_epi64(high_, left), right));
    }

   private:
    __m128i low_ = _mm_setzero_si128();
    __m128i high_ = _mm_setzero_si128();
  };

  static void LookUp(const uint8_t* table, const uint8_t* index, size_t count,
                     uint8_t* out) {
    Portable::LookUp(table, index, count, out);
  }

  static constexpr bool kCountsBits = false;
  static int CountBits(uint64_t mask) { return __builtin_popcountll(mask); }
  static constexpr bool kHashesEarly = true;
  static size_t LowestBit(uint64_t mask) {
    // BSF leaves the register as it was where there is no bit, so compilers
    // clear it first; callers have no need of that. With the prefix, processors
    // that have the faster TZCNT take it for that.
    uint64_t bit;
    __asm__("rep bsfq %1, %0" : "=r"(bit) : "r"(mask) : "cc");
    return bit;
  }
  static uint64_t HashOf(__m128i words) {
    constexpr int kSwapped = 0x0B;  // The upper word's halves, into the lower.
    return HashOfWords(_mm_cvtsi128_si64(_mm_xor_si128(
                           words, _mm_shuffle_epi32(words, kSwapped))),
                       0, 0, 0);
  }

 private:
  static __m128i Load(const char* p) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
  }
  static __m128i LoadAligned(const char* p) {
    return _mm_load_si128(reinterpret_cast<const __m128i*>(p));
  }
  static __m128i IsAtMost(__m128i x, char most) {
    return _mm_cmpeq_epi8(_mm_min_epu8(x, _mm_set1_epi8(most)), x);
  }
  static __m128i BlankOf(__m128i x) {
    return _mm_or_si128(_mm_cmpeq_epi8(x, _mm_set1_epi8(' ')),
                        _mm_cmpeq_epi8(x, _mm_set1_epi8('\t')));
  }
  // Letters, digits, `-`, `.` and `_`: the others would cost more than they
  // are worth. Each range is moved up to end at 127, where one signed
  // comparison finds it.
  static __m128i PlainOf(__m128i x) {
    const auto between = [](__m128i bytes, char first, char last) {
      return _mm_cmpgt_epi8(
          _mm_add_epi8(bytes, _mm_set1_epi8(static_cast<char>(127 - last))),
          _mm_set1_epi8(static_cast<char>(126 - last + first)));
    };
    const __m128i letter =
        between(_mm_or_si128(x, _mm_set1_epi8(0x20)), 'a', 'z');
    const __m128i digit = between(x, '0', '9');
    const __m128i mark = _mm_or_si128(between(x, '-', '.'),
                                      _mm_cmpeq_epi8(x, _mm_set1_epi8('_')));
    return _mm_or_si128(_mm_or_si128(letter, digit), mark);
  }
};

#endif  // CORSIEVE_X86_64
#ifdef CORSIEVE_AVX2

CORSIEVE_BEGIN_AVX2
// AVX2, and the bit instructions that came with it.
struct Avx2 {
  class CappedSum;
  class Block {
   public:
    explicit Block(const char* p) : low_(Load(p)), high_(Load(p + 32)) {}
    uint64_t Equal(char c) const {
      const __m256i all = _mm256_set1_epi8(c);
      return Mask(_mm256_cmpeq_epi8(low_, all), _mm256_cmpeq_epi8(high_, all));
    }
    uint64_t Blank() const { return Mask(BlankOf(low_), BlankOf(high_)); }
    uint64_t Plain() const { return ~Mask(NotPlain(low_), NotPlain(high_)); }
    uint64_t AtMost(char most) const {
      return Mask(IsAtMost(low_, most), IsAtMost(high_, most));
    }

   private:
    friend class CappedSum;
    static uint64_t Mask(__m256i low, __m256i high) {
      return static_cast<uint32_t>(_mm256_movemask_epi8(low)) |
             uint64_t{static_cast<uint32_t>(_mm256_movemask_epi8(high))} << 32;
    }

    __m256i low_, high_;
  };

  class CappedSum {
   public:
    CappedSum() : sums_(_mm256_setzero_si256()) {}
    void Add(const Block& block) {
      // At most twice kCap a byte.
      const __m256i cap = _mm256_set1_epi8(Portable::CappedSum::kCap);
      const __m256i both = _mm256_add_epi8(_mm256_min_epu8(block.low_, cap),
                                           _mm256_min_epu8(block.high_, cap));
      sums_ = _mm256_add_epi64(sums_,
                               _mm256_sad_epu8(both, _mm256_setzero_si256()));
    }
    uint64_t sum() const {
      const __m128i sum = _mm_add_epi64(_mm256_castsi256_si128(sums_),
                                        _mm256_extracti128_si256(sums_, 1));
      return _mm_cvtsi128_si64(sum) + _mm_extract_epi64(sum, 1);
    }

   private:
    __m256i sums_;
  };

  class Name {
   public:
    explicit Name(const char* p) : bytes_(Load(p)) {}
    Name(const char* p, size_t size)
        : bytes_(_mm256_maskload_epi32(
              reinterpret_cast<const int*>(p),
              Load(reinterpret_cast<const char*>(kKeep.First(size & ~3u))))) {}
    unsigned PlainLength() const {
      return _tzcnt_u32(
          static_cast<uint32_t>(_mm256_movemask_epi8(NotPlain(bytes_))));
    }
    void Fold(unsigned n) {
      const char* keep = reinterpret_cast<const char*>(kKeep.First(n));
      bytes_ = _mm256_and_si256(_mm256_or_si256(bytes_, _mm256_set1_epi8(0x20)),
                                Load(keep));
    }
    void MarkAsLonger() {
      bytes_ = _mm256_or_si256(
          bytes_, _mm256_set_epi64x(
                      static_cast<long long>(uint64_t{0x80} << 56), 0, 0, 0));
    }
    uint64_t Hash() const {
      const __m128i words = _mm_xor_si128(_mm256_castsi256_si128(bytes_),
                                          _mm256_extracti128_si256(bytes_, 1));
      return Sse2::HashOf(words);
    }
    bool Equals(const char* folded) const {
      const __m256i different = _mm256_xor_si256(bytes_, Load(folded));
      return _mm256_testz_si256(different, different) != 0;
    }
    void Store(char* folded) const {
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(folded), bytes_);
    }
    void Lower() {
      const __m256i low_bits = _mm256_set1_epi8(0x7F);
      bytes_ = _mm256_and_si256(bytes_, low_bits);
      bytes_ = _mm256_xor_si256(
          bytes_, _mm256_and_si256(_mm256_cmpeq_epi8(bytes_, low_bits),
                                   _mm256_set1_epi8(0x20)));
    }

   private:
    __m256i bytes_;
  };

  class FourMasks {
   public:
    FourMasks() : masks_(_mm256_setzero_si256()) {}
    void Add(const char* tops) {
      masks_ = _mm256_or_si256(_mm256_srli_epi64(masks_, 1), Load(tops));
    }
    void Store(size_t count, size_t keep, uint64_t* masks) const {
      const __m128i left = _mm_cvtsi64_si128(count - keep);
      const __m128i right = _mm_cvtsi64_si128(64 - keep);
      _mm256_storeu_si256(
          reinterpret_cast<__m256i*>(masks),
          _mm256_srl_epi64(_mm256_sll_epi64(masks_, left), right));
    }

   private:
    __m256i masks_;
  };

  static void LookUp(const uint8_t* table, const uint8_t* index, size_t count,
                     uint8_t* out) {
    const __m256i both = Load(reinterpret_cast<const char*>(table));
    const __m256i low = _mm256_permute2x128_si256(both, both, 0x00);
    const __m256i high = _mm256_permute2x128_si256(both, both, 0x11);
    for (size_t at = 0; at < count; at += kFoldedSize) {
      const __m256i x = Load(reinterpret_cast<const char*>(index + at));
      // Bit 4 of an index, which says which half, goes to bit 7, by which
      // blendv chooses.
      const __m256i found = _mm256_blendv_epi8(_mm256_shuffle_epi8(low, x),
                                               _mm256_shuffle_epi8(high, x),
                                               _mm256_slli_epi16(x, 3));
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + at), found);
    }
  }

  static constexpr bool kCountsBits = true;
  static int CountBits(uint64_t mask) { return _mm_popcnt_u64(mask); }
  static constexpr bool kHashesEarly = false;
  static size_t LowestBit(uint64_t mask) { return Sse2::LowestBit(mask); }

 private:
  static __m256i Load(const char* p) {
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p));
  }
  static __m256i IsAtMost(__m256i x, char most) {
    return _mm256_cmpeq_epi8(_mm256_min_epu8(x, _mm256_set1_epi8(most)), x);
  }
  static __m256i BlankOf(__m256i x) {
    return _mm256_or_si256(_mm256_cmpeq_epi8(x, _mm256_set1_epi8(' ')),
                           _mm256_cmpeq_epi8(x, _mm256_set1_epi8('\t')));
  }
  // FF for each byte that is not plain. A byte is plain if the table of its low
  // four bits has the bit of its high four: 1, 2, 4 … 32 for 2x, 3x … 7x.
  // https://arxiv.org/abs/1902.08318, section 3.1.2
  static __m256i NotPlain(__m256i x) {
    const __m256i by_low = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(0x2A, 0x3F, 0x3E, 0x3F, 0x3F, 0x3F, 0x3F, 0x3F, 0x3E,
                      0x3E, 0x3C, 0x15, 0x14, 0x15, 0x15, 0x1C));
    const __m256i by_high = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(0, 0, 1, 2, 4, 8, 16, 32, 0, 0, 0, 0, 0, 0, 0, 0));
    const __m256i low = _mm256_shuffle_epi8(by_low, x);
    const __m256i high = _mm256_shuffle_epi8(
        by_high,
        _mm256_and_si256(_mm256_srli_epi16(x, 4), _mm256_set1_epi8(15)));
    return _mm256_cmpeq_epi8(_mm256_and_si256(low, high),
                             _mm256_setzero_si256());
  }
};
CORSIEVE_END_AVX2

#endif  // CORSIEVE_AVX2
#ifdef CORSIEVE_AARCH64

struct Neon {
  class CappedSum;
  class Block {
   public:
    explicit Block(const char* p)
        : parts_{Load(p), Load(p + 16), Load(p + 32), Load(p + 48)} {}
    uint64_t Equal(char c) const {
      const uint8x16_t all = vdupq_n_u8(static_cast<uint8_t>(c));
      return Mask(vceqq_u8(parts_[0], all), vceqq_u8(parts_[1], all),
                  vceqq_u8(parts_[2], all), vceqq_u8(parts_[3], all));
    }
    uint64_t Blank() const {
      return Mask(BlankOf(parts_[0]), BlankOf(parts_[1]), BlankOf(parts_[2]),
                  BlankOf(parts_[3]));
    }
    uint64_t Plain() const {
      return Mask(PlainOf(parts_[0]), PlainOf(parts_[1]), PlainOf(parts_[2]),
                  PlainOf(parts_[3]));
    }
    uint64_t AtMost(char most) const {
      return Mask(IsAtMost(parts_[0], most), IsAtMost(parts_[1], most),
                  IsAtMost(parts_[2], most), IsAtMost(parts_[3], most));
    }

   private:
    friend class CappedSum;
    // There is no movemask: each byte keeps its bit of eight, and neighbours
    // are added until eight bytes are one.
    static uint64_t Mask(uint8x16_t a, uint8x16_t b, uint8x16_t c,
                         uint8x16_t d) {
      const uint8x16_t bits = {1, 2, 4, 8, 16, 32, 64, 128,
                               1, 2, 4, 8, 16, 32, 64, 128};
      uint8x16_t ab = vpaddq_u8(vandq_u8(a, bits), vandq_u8(b, bits));
      uint8x16_t cd = vpaddq_u8(vandq_u8(c, bits), vandq_u8(d, bits));
      ab = vpaddq_u8(ab, cd);
      ab = vpaddq_u8(ab, ab);
      return vgetq_lane_u64(vreinterpretq_u64_u8(ab), 0);
    }

    uint8x16_t parts_[4];
  };

  class CappedSum {
   public:
    void Add(const Block& block) {
      // At most four times kCap a byte.
      uint8x16_t sums = vdupq_n_u8(0);
      for (uint8x16_t part : block.parts_) {
        const uint8x16_t cap = vdupq_n_u8(Portable::CappedSum::kCap);
        sums = vaddq_u8(sums, vminq_u8(part, cap));
      }
      sum_ += vaddlvq_u8(sums);
    }
    uint64_t sum() const { return sum_; }

   private:
    uint64_t sum_ = 0;
  };

  class Name {
   public:
    explicit Name(const char* p) : low_(Load(p)), high_(Load(p + 16)) {}
    Name(const char* p, size_t size) : Name(Padded(p, size).data()) {}
    unsigned PlainLength() const {
      // Four bits a byte.
      const uint64_t low = Nibbles(PlainOf(low_));
      const uint64_t high = Nibbles(PlainOf(high_));
      return ~low != 0    ? LowestBit(~low) / 4
             : ~high != 0 ? 16 + LowestBit(~high) / 4
                          : 32;
    }
    void Fold(unsigned n) {
      const uint8_t* keep = kKeep.First(n);
      const uint8x16_t bit = vdupq_n_u8(0x20);
      low_ = vandq_u8(vorrq_u8(low_, bit), vld1q_u8(keep));
      high_ = vandq_u8(vorrq_u8(high_, bit), vld1q_u8(keep + 16));
    }
    void MarkAsLonger() {
      high_ = vsetq_lane_u8(vgetq_lane_u8(high_, 15) | 0x80, high_, 15);
    }
    uint64_t Hash() const {
      const uint64x2_t words = vreinterpretq_u64_u8(veorq_u8(low_, high_));
      return HashOfWords(vgetq_lane_u64(words, 0), vgetq_lane_u64(words, 1), 0,
                         0);
    }
    bool Equals(const char* folded) const {
      return vminvq_u8(vandq_u8(vceqq_u8(low_, Load(folded)),
                                vceqq_u8(high_, Load(folded + 16)))) == 0xFF;
    }
    void Store(char* folded) const {
      vst1q_u8(reinterpret_cast<uint8_t*>(folded), low_);
      vst1q_u8(reinterpret_cast<uint8_t*>(folded) + 16, high_);
    }
    void Lower() {
      low_ = LowerOf(low_);
      high_ = LowerOf(high_);
    }

   private:
    static uint8x16_t LowerOf(uint8x16_t x) {
      const uint8x16_t low_bits = vdupq_n_u8(0x7F);
      x = vandq_u8(x, low_bits);
      return veorq_u8(x, vandq_u8(vceqq_u8(x, low_bits), vdupq_n_u8(0x20)));
    }
    static uint64_t Nibbles(uint8x16_t x) {
      return vget_lane_u64(
          vreinterpret_u64_u8(vshrn_n_u16(vreinterpretq_u16_u8(x), 4)), 0);
    }
    uint8x16_t low_, high_;
  };

  class FourMasks {
   public:
    void Add(const char* tops) {
      low_ = vorrq_u64(vshrq_n_u64(low_, 1), vreinterpretq_u64_u8(Load(tops)));
      high_ = vorrq_u64(vshrq_n_u64(high_, 1),
                        vreinterpretq_u64_u8(Load(tops + 16)));
    }
    void Store(size_t count, size_t keep, uint64_t* masks) const {
      // A negative shift to the left is one to the right.
      const int64x2_t left = vdupq_n_s64(static_cast<int64_t>(count - keep));
      const int64x2_t right = vdupq_n_s64(static_cast<int64_t>(keep) - 64);
      vst1q_u64(masks, vshlq_u64(vshlq_u64(low_, left), right));
      vst1q_u64(masks + 2, vshlq_u64(vshlq_u64(high_, left), right));
    }

   private:
    uint64x2_t low_ = vdupq_n_u64(0);
    uint64x2_t high_ = vdupq_n_u64(0);
  };

  static void LookUp(const uint8_t* table, const uint8_t* index, size_t count,
                     uint8_t* out) {
    const uint8x16x2_t both = {vld1q_u8(table), vld1q_u8(table + 16)};
    for (size_t at = 0; at < count; at += 16) {
      vst1q_u8(out + at, vqtbl2q_u8(both, vld1q_u8(index + at)));
    }
  }

  static constexpr bool kCountsBits = false;
  static int CountBits(uint64_t mask) { return __builtin_popcountll(mask); }
  static constexpr bool kHashesEarly = true;
  static size_t LowestBit(uint64_t mask) {
    return __builtin_ctzll(mask | uint64_t{1} << 63);
  }

 private:
  static uint8x16_t Load(const char* p) {
    return vld1q_u8(reinterpret_cast<const uint8_t*>(p));
  }
  static uint8x16_t IsAtMost(uint8x16_t x, char most) {
    return vcleq_u8(x, vdupq_n_u8(static_cast<uint8_t>(most)));
  }
  static uint8x16_t BlankOf(uint8x16_t x) {
    return vorrq_u8(vceqq_u8(x, vdupq_n_u8(' ')),
                    vceqq_u8(x, vdupq_n_u8('\t')));
  }
  // As Avx2::NotPlain.
  static uint8x16_t PlainOf(uint8x16_t x) {
    const uint8x16_t by_low = {0x2A, 0x3F, 0x3E, 0x3F, 0x3F, 0x3F, 0x3F, 0x3F,
                               0x3E, 0x3E, 0x3C, 0x15, 0x14, 0x15, 0x15, 0x1C};
    const uint8x16_t by_high = {0, 0, 1, 2, 4, 8, 16, 32,
                                0, 0, 0, 0, 0, 0, 0,  0};
    const uint8x16_t low = vqtbl1q_u8(by_low, vandq_u8(x, vdupq_n_u8(15)));
    return vtstq_u8(low, vqtbl1q_u8(by_high, vshrq_n_u8(x, 4)));
  }
};

#endif  // CORSIEVE_AARCH64

// The best that needs no question to the processor.
#if defined(CORSIEVE_X86_64)
using Baseline = Sse2;
#elif defined(CORSIEVE_AARCH64)
using Baseline = Neon;
#else
using Baseline = Portable;
#endif

}  // namespace simd
}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_SIMD_H_
