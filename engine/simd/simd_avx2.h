// AVX2; what Portable says of each member is not said again.

#ifndef CORSIEVE_ENGINE_SIMD_SIMD_AVX2_H_
#define CORSIEVE_ENGINE_SIMD_SIMD_AVX2_H_

#include "engine/simd/simd_portable.h"
#include "engine/simd/simd_sse2.h"
#include "engine/simd/simd_target.h"

#ifdef CORSIEVE_AVX2

namespace corsieve {
namespace simd {

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
        : bytes_(LoadFirst(p, size & ~size_t{3})) {}
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
    uint64_t ZeroUnlessEqual(const char* folded, uint64_t number) const {
      const __m256i different = _mm256_xor_si256(bytes_, Load(folded));
      // Compilers make more of it, or a branch.
      __asm__("vptest %1, %1\n\tcmovneq %2, %0"
              : "+r"(number)
              : "x"(different), "r"(uint64_t{0})
              : "cc");
      return number;
    }
    void Store(char* folded) const {
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(folded), bytes_);
    }
    explicit Name(__m256i bytes) : bytes_(bytes) {}
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

  static void CopyName(const char* p, size_t size, char* row) {
    if (size < 4) {
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(row),
                          _mm256_setzero_si256());
      return CopyShort(p, size, row);
    }
    // All whole words, and then the last one, which overlaps.
    _mm256_storeu_si256(
        reinterpret_cast<__m256i*>(row),
        _mm256_maskload_epi32(reinterpret_cast<const int*>(p),
                              LoadAligned(kFirstBytes[size].words)));
    std::memcpy(row + size - 4, p + size - 4, 4);
  }

  class NameFolder {
   public:
    NameFolder() : odd_(_mm256_setzero_si256()) {}
    Name Fold(const char* row, size_t size) {
      const FirstBytes& first = kFirstBytes[size];
      const __m256i bytes = Load(row);
      odd_ = _mm256_or_si256(
          odd_, _mm256_and_si256(NotPlain(bytes), LoadAligned(first.all)));
      return Name(_mm256_or_si256(bytes, LoadAligned(first.fold)));
    }
    bool ArePlain() const { return _mm256_testz_si256(odd_, odd_) != 0; }

   private:
    __m256i odd_;  // Bytes of names that are not plain.
  };

  class ValueCheck {
   public:
    ValueCheck()
        : least_(_mm256_set1_epi8(-1)),
          bits_(_mm256_setzero_si256()),
          few_least_(_mm_set1_epi8(kOther)),
          few_bits_(_mm_setzero_si128()) {}
    void Add(const char* p, size_t size) {
      constexpr size_t kPart = 32;
      for (size_t at = kPart; at + kPart < size; at += kPart) {
        AddPart(Load(p + at));
      }
      // No branch for whether there is more than one part, for nobody can guess
      // it: the whole words of the first part and of the last one, and three
      // bytes, which are all that is left.
      const FirstBytes& first = kFirstBytes[std::min(size, kPart)];
      AddWords(p, first.words, first.others);
      AddWords(p + size - kPart, first.last_words, first.last_others);
      __m128i few = _mm_insert_epi8(few_least_, p[0], 0);
      few = _mm_insert_epi8(few, p[size / 2], 1);
      few = _mm_insert_epi8(few, p[size - 1], 2);
      few_least_ = _mm_min_epu8(few_least_, few);
      few_bits_ = _mm_or_si128(few_bits_, few);
    }
    bool IsClean() const {
      const __m256i line_end = _mm256_set1_epi8(static_cast<char>(kLineEnd));
      const __m256i least =
          _mm256_min_epu8(least_, _mm256_broadcastsi128_si256(few_least_));
      return _mm256_movemask_epi8(_mm256_cmpeq_epi8(
                 _mm256_max_epu8(least, line_end), line_end)) == 0;
    }
    bool IsAscii() const {
      return (_mm256_movemask_epi8(bits_) | _mm_movemask_epi8(few_bits_)) == 0;
    }

   private:
    void AddPart(__m256i part) {
      least_ = _mm256_min_epu8(least_, part);
      bits_ = _mm256_or_si256(bits_, part);
    }
    void AddWords(const char* p, const uint8_t* mask, const uint8_t* others) {
      const __m256i words = _mm256_maskload_epi32(
          reinterpret_cast<const int*>(p), LoadAligned(mask));
      AddPart(_mm256_or_si256(words, LoadAligned(others)));
    }

    __m256i least_, bits_;  // The least byte, the bits that any has.
    __m128i few_least_, few_bits_;
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
  static __m256i LoadAligned(const uint8_t* p) {
    return _mm256_load_si256(reinterpret_cast<const __m256i*>(p));
  }
  // The first `size` bytes, a multiple of 4 and at most 32, and zeros. No other
  // byte is read.
  static __m256i LoadFirst(const char* p, size_t size) {
    return _mm256_maskload_epi32(
        reinterpret_cast<const int*>(p),
        Load(reinterpret_cast<const char*>(kKeep.First(size))));
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

}  // namespace simd
}  // namespace corsieve

#endif  // CORSIEVE_AVX2

#endif  // CORSIEVE_ENGINE_SIMD_SIMD_AVX2_H_
