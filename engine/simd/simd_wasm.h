// WebAssembly's 128-bit vectors; what Portable says of each member is not said
// again.

#ifndef CORSIEVE_ENGINE_SIMD_SIMD_WASM_H_
#define CORSIEVE_ENGINE_SIMD_SIMD_WASM_H_

#include "engine/simd/simd_portable.h"
#include "engine/simd/simd_target.h"

#ifdef CORSIEVE_WASM_SIMD

namespace corsieve {
namespace simd {

struct Wasm : Portable {
  class CappedSum;
  class Block {
   public:
    explicit Block(const char* p)
        : parts_{Load(p), Load(p + 16), Load(p + 32), Load(p + 48)} {}
    uint64_t Equal(char c) const {
      const v128_t all = wasm_i8x16_splat(c);
      return Mask([all](v128_t x) { return wasm_i8x16_eq(x, all); });
    }
    uint64_t Blank() const { return Equal(' ') | Equal('\t'); }
    uint64_t Plain() const { return Mask(PlainOf); }
    uint64_t AtMost(char most) const {
      const v128_t all = wasm_i8x16_splat(most);
      return Mask([all](v128_t x) { return wasm_u8x16_le(x, all); });
    }

   private:
    friend class CappedSum;
    template <typename F>
    uint64_t Mask(F f) const {
      uint64_t mask = 0;
      for (int i = 0; i < 4; ++i) {
        mask |= uint64_t{wasm_i8x16_bitmask(f(parts_[i]))} << (16 * i);
      }
      return mask;
    }

    v128_t parts_[4];
  };

  class CappedSum {
   public:
    void Add(const Block& block) {
      // At most four times kCap a byte.
      v128_t sums = wasm_i8x16_splat(0);
      for (v128_t part : block.parts_) {
        const v128_t cap = wasm_i8x16_splat(Portable::CappedSum::kCap);
        sums = wasm_i8x16_add(sums, wasm_u8x16_min(part, cap));
      }
      const v128_t words = wasm_u32x4_extadd_pairwise_u16x8(
          wasm_u16x8_extadd_pairwise_u8x16(sums));
      sum_ += wasm_u32x4_extract_lane(words, 0) +
              wasm_u32x4_extract_lane(words, 1) +
              wasm_u32x4_extract_lane(words, 2) +
              wasm_u32x4_extract_lane(words, 3);
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
      const uint32_t plain = wasm_i8x16_bitmask(PlainOf(low_)) |
                             uint32_t{wasm_i8x16_bitmask(PlainOf(high_))} << 16;
      return ~plain == 0 ? 32 : __builtin_ctz(~plain);
    }
    void Fold(unsigned n) {
      const char* keep = reinterpret_cast<const char*>(kKeep.First(n));
      const v128_t bit = wasm_i8x16_splat(0x20);
      low_ = wasm_v128_and(wasm_v128_or(low_, bit), Load(keep));
      high_ = wasm_v128_and(wasm_v128_or(high_, bit), Load(keep + 16));
    }
    void MarkAsLonger() {
      high_ = wasm_v128_or(high_, wasm_i64x2_const(0, INT64_MIN));
    }
    uint64_t Hash() const {
      const v128_t words = wasm_v128_xor(low_, high_);
      return HashOfWords(
          static_cast<uint64_t>(wasm_i64x2_extract_lane(words, 0)),
          static_cast<uint64_t>(wasm_i64x2_extract_lane(words, 1)), 0, 0);
    }
    bool Equals(const char* folded) const {
      return !wasm_v128_any_true(
          wasm_v128_or(wasm_v128_xor(low_, Load(folded)),
                       wasm_v128_xor(high_, Load(folded + 16))));
    }
    uint64_t ZeroUnlessEqual(const char* folded, uint64_t number) const {
      return number & (0 - AsNumber(Equals(folded)));
    }
    void Store(char* folded) const {
      wasm_v128_store(folded, low_);
      wasm_v128_store(folded + 16, high_);
    }
    void Lower() {
      low_ = LowerOf(low_);
      high_ = LowerOf(high_);
    }

   private:
    static v128_t LowerOf(v128_t x) {
      const v128_t low_bits = wasm_i8x16_splat(0x7F);
      x = wasm_v128_and(x, low_bits);
      return wasm_v128_xor(
          x, wasm_v128_and(wasm_i8x16_eq(x, low_bits), wasm_i8x16_splat(0x20)));
    }
    v128_t low_, high_;
  };

  using NameFolder = NameFolderOf<Name>;

  class ValueCheck {
   public:
    void Add(const char* p, size_t size) {
      if (size < 16) return rest_.Add(p, size);
      size_t at = 0;
      for (; at + 16 < size; at += 16) AddPart(Load(p + at));
      AddPart(Load(p + size - 16));
    }
    bool IsClean() const {
      return wasm_i8x16_all_true(
                 wasm_u8x16_gt(least_, wasm_i8x16_splat(kLineEnd))) &&
             rest_.IsClean();
    }
    bool IsAscii() const {
      return wasm_i8x16_bitmask(bits_) == 0 && rest_.IsAscii();
    }

   private:
    void AddPart(v128_t part) {
      least_ = wasm_u8x16_min(least_, part);
      bits_ = wasm_v128_or(bits_, part);
    }

    Portable::ValueCheck rest_;  // Of the short ones.
    v128_t least_ = wasm_i8x16_splat(-1);
    v128_t bits_ = wasm_i8x16_splat(0);  // That any byte has.
  };

  static int CountBits(uint64_t mask) { return __builtin_popcountll(mask); }
  static size_t LowestBit(uint64_t mask) {
    return __builtin_ctzll(mask | uint64_t{1} << 63);
  }

 private:
  static v128_t Load(const char* p) { return wasm_v128_load(p); }
  // As Avx2::NotPlain.
  static v128_t PlainOf(v128_t x) {
    const v128_t by_low =
        wasm_u8x16_const(0x2A, 0x3F, 0x3E, 0x3F, 0x3F, 0x3F, 0x3F, 0x3F, 0x3E,
                         0x3E, 0x3C, 0x15, 0x14, 0x15, 0x15, 0x1C);
    const v128_t by_high =
        wasm_u8x16_const(0, 0, 1, 2, 4, 8, 16, 32, 0, 0, 0, 0, 0, 0, 0, 0);
    const v128_t low =
        wasm_i8x16_swizzle(by_low, wasm_v128_and(x, wasm_i8x16_splat(15)));
    const v128_t both =
        wasm_v128_and(low, wasm_i8x16_swizzle(by_high, wasm_u8x16_shr(x, 4)));
    return wasm_i8x16_ne(both, wasm_i8x16_splat(0));
  }
};

}  // namespace simd
}  // namespace corsieve

#endif  // CORSIEVE_WASM_SIMD

#endif  // CORSIEVE_ENGINE_SIMD_SIMD_WASM_H_
