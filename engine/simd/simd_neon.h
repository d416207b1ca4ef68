// NEON; what Portable says of each member is not said again.

#ifndef CORSIEVE_ENGINE_SIMD_SIMD_NEON_H_
#define CORSIEVE_ENGINE_SIMD_SIMD_NEON_H_

#include "engine/simd/simd_portable.h"
#include "engine/simd/simd_target.h"

#ifdef CORSIEVE_AARCH64

namespace corsieve {
namespace simd {

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
    uint64_t ZeroUnlessEqual(const char* folded, uint64_t number) const {
      return number & (0 - AsNumber(Equals(folded)));
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

  static void CopyName(const char* p, size_t size, char* row) {
    Portable::CopyName(p, size, row);
  }

  using NameFolder = Portable::NameFolderOf<Name>;

  class ValueCheck {
   public:
    void Add(const char* p, size_t size) {
      if (size < 16) return rest_.Add(p, size);
      size_t at = 0;
      for (; at + 64 < size; at += 16) AddPart(Load(p + at));
      // The rest by four parts that overlap.
      for (size_t k = 0; k < 64; k += 16) {
        AddPart(Load(p + std::min(at + k, size - 16)));
      }
    }
    bool IsClean() const {
      return vminvq_u8(least_) > kLineEnd && rest_.IsClean();
    }
    bool IsAscii() const { return vmaxvq_u8(bits_) < 0x80 && rest_.IsAscii(); }

   private:
    void AddPart(uint8x16_t part) {
      least_ = vminq_u8(least_, part);
      bits_ = vorrq_u8(bits_, part);
    }

    Portable::ValueCheck rest_;  // Of the short ones.
    uint8x16_t least_ = vdupq_n_u8(0xFF);
    uint8x16_t bits_ = vdupq_n_u8(0);  // That any byte has.
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

}  // namespace simd
}  // namespace corsieve

#endif  // CORSIEVE_AARCH64

#endif  // CORSIEVE_ENGINE_SIMD_SIMD_NEON_H_
