#include "tools/unescape_lines.h"

#include <array>
#include <cstdint>
#include <cstring>

namespace corsieve::tools {

#if defined(__SSE2__)

namespace {

using Block16 = char __attribute__((vector_size(16)));

constexpr size_t kBlock = 64;
static_assert(kReadAhead >= kBlock);

// What a backslash and this character are; 0: something else.
constexpr std::array<char, 256> kUnescaped = [] {
  std::array<char, 256> is = {};
  is['"'] = '"';
  is['\\'] = '\\';
  is['/'] = '/';
  is['b'] = '\b';
  is['f'] = '\f';
  is['n'] = '\n';
  is['r'] = '\r';
  is['t'] = '\t';
  return is;
}();

uint64_t MaskOf(Block16 block) {
  return static_cast<uint32_t>(__builtin_ia32_pmovmskb128(block));
}

// A bit for each backslash, and for each byte above 7F.
struct Masks {
  uint64_t backslash = 0;
  uint64_t high = 0;
};

Masks MasksOf(const char* from) {
  Masks masks;
  for (size_t i = 0; i < kBlock; i += sizeof(Block16)) {
    Block16 block;
    std::memcpy(&block, from + i, sizeof block);
    masks.backslash |= MaskOf(reinterpret_cast<Block16>(block == '\\')) << i;
    masks.high |= MaskOf(block) << i;
  }
  return masks;
}

// Copies whole blocks, and returns where what was asked for ends.
char* CopyPiece(const char* from, size_t size, char* to) {
  size_t copied = 0;
  do {
    std::memcpy(to + copied, from + copied, kBlock);
    copied += kBlock;
  } while (copied < size);
  return to + size;
}

// The bits from `count` on.
uint64_t From(uint64_t mask, size_t count) {
  return count < kBlock ? mask >> count << count : 0;
}

}  // namespace

bool UnescapeLines(std::string_view inside, std::string* out) {
  out->resize(inside.size() + kBlock);
  char* to = &(*out)[0];
  const char* const end = inside.data() + inside.size();
  const char* piece = inside.data();  // What comes next.
  for (const char* block = piece; block < end; block += kBlock) {
    Masks masks = MasksOf(block);
    if (const auto left = static_cast<size_t>(end - block); left < kBlock) {
      const uint64_t behind = From(~uint64_t{0}, left);
      masks.backslash &= ~behind;
      masks.high &= ~behind;
    }
    if (masks.high != 0) return false;
    // An escape may have begun in the block before.
    if (piece > block) {
      masks.backslash =
          From(masks.backslash, static_cast<size_t>(piece - block));
    }
    while (masks.backslash != 0) {
      const char* const at = block + __builtin_ctzll(masks.backslash);
      to = CopyPiece(piece, static_cast<size_t>(at - piece), to);
      if (std::memcmp(at, "\\r\\n", 4) == 0) {
        std::memcpy(to, "\r\n", 2);
        to += 2;
        piece = at + 4;
      } else {
        *to = kUnescaped[static_cast<unsigned char>(at[1])];
        if (*to++ == '\0') return false;
        piece = at + 2;
      }
      masks.backslash =
          From(masks.backslash, static_cast<size_t>(piece - block));
    }
  }
  if (piece < end) to = CopyPiece(piece, static_cast<size_t>(end - piece), to);
  out->resize(static_cast<size_t>(to - out->data()));
  return true;
}

#else

bool UnescapeLines(std::string_view, std::string*) { return false; }

#endif

}  // namespace corsieve::tools
