// The contract of an instruction set, and what fulfils it in C++ alone. Each
// set is a struct with the same members: Block (64 bytes of input, of which it
// makes masks of 64 bits), CappedSum (of such blocks), Name (32 bytes),
// ValueCheck, FourMasks, LookUp and a few numbers. What they do is said once,
// at Portable, and tests/simd_test.cc holds them against each other.

#ifndef CORSIEVE_ENGINE_SIMD_SIMD_PORTABLE_H_
#define CORSIEVE_ENGINE_SIMD_SIMD_PORTABLE_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "engine/base/bytes.h"
#include "engine/base/folded_name.h"

namespace corsieve {
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

// Copies the `size` bytes at `p`, at least `word` and at most four times that,
// by four words that overlap: no byte beyond them is read or written.
template <size_t word>
inline void CopyByWords(const char* p, size_t size, char* to) {
#pragma GCC unroll 4
  for (size_t k = 0; k < 4; ++k) {
    const size_t at = std::min(word * k, size - word);
    char bytes[word];
    std::memcpy(bytes, p + at, word);
    std::memcpy(to + at, bytes, word);
  }
}

// Copies from 1 to 32 bytes.
inline void CopyShort(const char* p, size_t size, char* to) {
  if (size >= 8) return CopyByWords<8>(p, size, to);
  if (size >= 4) return CopyByWords<4>(p, size, to);
  to[0] = p[0];
  to[size / 2] = p[size / 2];
  to[size - 1] = p[size - 1];
}

// Stands for bytes that are not looked at: one that can be in any value.
inline constexpr uint8_t kOther = 0x7F;

// Masks of the first bytes of 32, for each number of bytes; each is one load,
// and one shift says where it is.
struct alignas(256) FirstBytes {
  alignas(kFoldedSize) uint8_t all[kFoldedSize];    // FF for each.
  alignas(kFoldedSize) uint8_t fold[kFoldedSize];   // 20 for each.
  alignas(kFoldedSize) uint8_t words[kFoldedSize];  // FF: whole words of 4.
  // kOther for all but these words.
  alignas(kFoldedSize) uint8_t others[kFoldedSize];
  // The same of the last bytes of 32.
  alignas(kFoldedSize) uint8_t last_words[kFoldedSize];
  alignas(kFoldedSize) uint8_t last_others[kFoldedSize];
};
// Stands for a name of more than kFoldedSize bytes, whose folded form is
// marked.
inline constexpr size_t kLonger = kFoldedSize + 1;
inline constexpr struct FirstBytesTable {
  FirstBytes first[kLonger + 1] = {};
  constexpr FirstBytesTable() {
    for (size_t n = 0; n <= kLonger; ++n) {
      for (size_t i = 0; i < kFoldedSize; ++i) {
        const bool in_words = i < (n & ~size_t{3});
        first[n].all[i] = i < n ? 0xFF : 0;
        first[n].fold[i] = i < n ? 0x20 : 0;
        first[n].words[i] = in_words ? 0xFF : 0;
        first[n].others[i] = in_words ? 0 : kOther;
        first[n].last_words[kFoldedSize - 1 - i] = in_words ? 0xFF : 0;
        first[n].last_others[kFoldedSize - 1 - i] = in_words ? 0 : kOther;
      }
    }
    first[kLonger].fold[kFoldedSize - 1] |= 0x80;
  }
  const FirstBytes& operator[](size_t n) const { return first[n]; }
} kFirstBytes;

// The greatest byte that no header value has, but for HTAB.
inline constexpr uint8_t kLineEnd = '\r';

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
    // `number` if it Equals(folded), and otherwise 0; without a branch.
    uint64_t ZeroUnlessEqual(const char* folded, uint64_t number) const {
      return number & (0 - AsNumber(Equals(folded)));
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

  // Writes the `size` bytes at `p`, from 4 to kFoldedSize, and zeros behind
  // them to the kFoldedSize at `row`. Reads no other byte.
  static void CopyName(const char* p, size_t size, char* row) {
    std::memset(row, 0, kFoldedSize);
    CopyShort(p, size, row);
  }

  // Folds names, and notes whether all of them are plain. The Name may be of
  // another set.
  template <typename AnyName>
  class NameFolderOf {
   public:
    // The name of the first `size` bytes at `row`, which zeros follow, folded.
    // kLonger stands for more than there are.
    AnyName Fold(const char* row, size_t size) {
      const unsigned first = static_cast<unsigned>(std::min(size, kFoldedSize));
      AnyName name(row);
      are_plain_ &= name.PlainLength() >= first;
      name.Fold(first);
      if (size == kLonger) name.MarkAsLonger();
      return name;
    }
    bool ArePlain() const { return are_plain_; }

   private:
    bool are_plain_ = true;
  };
  using NameFolder = NameFolderOf<Name>;

  // What can be said of the bytes of some values.
  class ValueCheck {
   public:
    // Takes the `size` bytes at `p`, at least one. Reads no other byte.
    void Add(const char* p, size_t size) {
      for (size_t i = 0; i < size; ++i) {
        const uint8_t byte = static_cast<uint8_t>(p[i]);
        least_ = std::min(least_, byte);
        bits_ |= byte;
      }
    }
    // Whether none is at most kLineEnd; so all can be in a header value.
    bool IsClean() const { return least_ > kLineEnd; }
    // Whether none is above 0x7F.
    bool IsAscii() const { return bits_ < 0x80; }

   private:
    uint8_t least_ = 0xFF;
    uint8_t bits_ = 0;  // That any byte has.
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

}  // namespace simd
}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_SIMD_SIMD_PORTABLE_H_
