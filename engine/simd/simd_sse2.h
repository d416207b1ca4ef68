// SSE2; what Portable says of each member is not said again.

#ifndef CORSIEVE_ENGINE_SIMD_SIMD_SSE2_H_
#define CORSIEVE_ENGINE_SIMD_SIMD_SSE2_H_

#include "engine/simd/simd_portable.h"
#include "engine/simd/simd_target.h"

#ifdef CORSIEVE_X86_64

namespace corsieve {
namespace simd {

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

  class NameFolder;
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
    uint64_t ZeroUnlessEqual(const char* folded, uint64_t number) const {
      return number & (0 - AsNumber(Equals(folded)));
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
    friend class NameFolder;
    static __m128i LowerOf(__m128i x) {
      const __m128i low_bits = _mm_set1_epi8(0x7F);
      x = _mm_and_si128(x, low_bits);
      return _mm_xor_si128(
          x, _mm_and_si128(_mm_cmpeq_epi8(x, low_bits), _mm_set1_epi8(0x20)));
    }

    __m128i low_, high_;
  };

  static void CopyName(const char* p, size_t size, char* row) {
    Store(row, _mm_setzero_si128());
    Store(row + 16, _mm_setzero_si128());
    CopyShort(p, size, row);
  }

  class NameFolder {
   public:
    Name Fold(const char* row, size_t size) {
      Name name(row);
      const FirstBytes& first = kFirstBytes[size];
      const char* const all = reinterpret_cast<const char*>(first.all);
      const char* const fold = reinterpret_cast<const char*>(first.fold);
      odd_ = _mm_or_si128(
          odd_,
          _mm_or_si128(
              _mm_andnot_si128(PlainOf(name.low_), LoadAligned(all)),
              _mm_andnot_si128(PlainOf(name.high_), LoadAligned(all + 16))));
      name.low_ = _mm_or_si128(name.low_, LoadAligned(fold));
      name.high_ = _mm_or_si128(name.high_, LoadAligned(fold + 16));
      return name;
    }
    bool ArePlain() const {
      return _mm_movemask_epi8(_mm_cmpeq_epi8(odd_, _mm_setzero_si128())) ==
             0xFFFF;
    }

   private:
    __m128i odd_ = _mm_setzero_si128();  // Bytes of names that are not plain.
  };

  class ValueCheck {
   public:
    void Add(const char* p, size_t size) {
      if (size < 8) return AddShort(p, size);
      for (size_t at = 48; at + 16 < size; at += 16) AddPart(Load(p + at));
      // No branch for other sizes, which nobody can guess: two words, and four
      // parts, which are somewhere else where there are none.
      AddPart(_mm_unpacklo_epi64(LoadWord(p), LoadWord(p + size - 8)));
      const uintptr_t none = reinterpret_cast<uintptr_t>(kFirstBytes[0].others);
      const uintptr_t to_p = reinterpret_cast<uintptr_t>(p) - none;
      const char* const parts = reinterpret_cast<const char*>(
          none + (to_p & (0 - AsNumber(size >= 16))));
      const size_t last = std::max<size_t>(size, 16) - 16;
      AddPart(Load(parts));
      AddPart(Load(parts + std::min<size_t>(16, last)));
      AddPart(Load(parts + std::min<size_t>(32, last)));
      AddPart(Load(parts + last));
    }
    bool IsClean() const {
      const __m128i line_end = _mm_set1_epi8(static_cast<char>(kLineEnd));
      return _mm_movemask_epi8(
                 _mm_cmpeq_epi8(_mm_max_epu8(least_, line_end), line_end)) == 0;
    }
    bool IsAscii() const { return _mm_movemask_epi8(bits_) == 0; }

   private:
    void AddPart(__m128i part) {
      least_ = _mm_min_epu8(least_, part);
      bits_ = _mm_or_si128(bits_, part);
    }
    void AddShort(const char* p, size_t size) {
      if (size >= 4) {
        uint32_t first, last;
        std::memcpy(&first, p, 4);
        std::memcpy(&last, p + size - 4, 4);
        return AddPart(_mm_set1_epi64x(
            static_cast<int64_t>(first | uint64_t{last} << 32)));
      }
      const auto byte = [p](size_t i) {
        return uint32_t{static_cast<uint8_t>(p[i])};
      };
      AddPart(_mm_set1_epi32(static_cast<int>(
          byte(0) * 0x01000001u | byte(size / 2) << 8 | byte(size - 1) << 16)));
    }

    __m128i least_ = _mm_set1_epi8(-1);
    __m128i bits_ = _mm_setzero_si128();  // That any byte has.
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
  static void Store(char* to, __m128i bytes) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to), bytes);
  }
  static __m128i LoadWord(const char* p) {
    return _mm_loadl_epi64(reinterpret_cast<const __m128i*>(p));
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

}  // namespace simd
}  // namespace corsieve

#endif  // CORSIEVE_X86_64

#endif  // CORSIEVE_ENGINE_SIMD_SIMD_SSE2_H_
