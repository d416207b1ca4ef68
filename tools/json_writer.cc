#include "tools/json_writer.h"

#include <array>

#include "tools/plain_bytes.h"

namespace corsieve::tools {
namespace {

// Printable ASCII but for the quote and the backslash.
constexpr std::array<bool, 256> kIsPlain = [] {
  std::array<bool, 256> plain = {};
  for (size_t c = ' '; c < 0x7f; ++c) plain[c] = c != '"' && c != '\\';
  return plain;
}();

bool IsPlain(char c) { return kIsPlain[static_cast<unsigned char>(c)]; }

void Escape(unsigned char c, char** to) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  const char escape[] = {'\\', 'u', '0', '0', kDigits[c >> 4], kDigits[c & 15]};
  std::memcpy(*to, escape, sizeof escape);
  *to += sizeof escape;
}

using Block8 = signed char __attribute__((vector_size(8)));

template <typename Block>
Block Special(Block block) {
  Block special = {};
  AddSpecial(block, &special);
  return special;
}

// Copies a block; what of it is special.
template <typename Block>
Block CopyBlock(const char* from, char* to) {
  Block block;
  std::memcpy(&block, from, sizeof block);
  std::memcpy(to, &block, sizeof block);
  return Special(block);
}

// Two words, which may have bytes in common, as one block.
Block16 BlockOf(uint64_t first, uint64_t last) {
  using Words = uint64_t __attribute__((vector_size(16)));
  return reinterpret_cast<Block16>(Words{first, last});
}

// Copies a word to where it was in its text; returns it.
template <typename Word>
uint64_t CopyWord(const char* from, char* to) {
  Word word;
  std::memcpy(&word, from, sizeof word);
  std::memcpy(to, &word, sizeof word);
  return word;
}

// Copies whole blocks while they are plain. The last one may begin again in
// what was copied, so that nothing is left.
template <typename Block>
inline void CopyBlocks(const char* end, const char** from, char** to) {
  constexpr size_t kSize = sizeof(Block);
  if (end - *from < static_cast<ptrdiff_t>(kSize)) return;
  do {
    if (!IsZero(CopyBlock<Block>(*from, *to))) return;
    *from += kSize;
    *to += kSize;
  } while (end - *from >= static_cast<ptrdiff_t>(kSize));
  const size_t rest = static_cast<size_t>(end - *from);
  if (rest == 0 || !IsZero(CopyBlock<Block>(end - kSize, *to + rest - kSize))) {
    return;
  }
  *from += rest;
  *to += rest;
}

}  // namespace

bool CopyIfPlain(std::string_view bytes, char* to) {
  constexpr size_t kBlock = sizeof(Block16);
  const char* const from = bytes.data();
  const size_t size = bytes.size();
  if (size >= kBlock) {
    // The last block may begin again in the one before.
    Block16 special =
        CopyBlock<Block16>(from + size - kBlock, to + size - kBlock);
    for (size_t i = 0; i + kBlock < size; i += kBlock) {
      special |= CopyBlock<Block16>(from + i, to + i);
    }
    return IsZero(special);
  }
  if (size >= sizeof(uint64_t)) {
    const size_t last = size - sizeof(uint64_t);
    return IsZero(Special(BlockOf(CopyWord<uint64_t>(from, to),
                                  CopyWord<uint64_t>(from + last, to + last))));
  }
  if (size >= sizeof(uint32_t)) {
    const size_t last = size - sizeof(uint32_t);
    const uint64_t both = CopyWord<uint32_t>(from, to) |
                          CopyWord<uint32_t>(from + last, to + last) << 32;
    return IsZero(Special(BlockOf(both, both)));
  }
  for (size_t i = 0; i < size; ++i) {
    if (!IsPlain(from[i])) return false;
    to[i] = from[i];
  }
  return true;
}

const char* CopyPlain(const char* from, const char* end, char** to) {
  char* out = *to;
  while (true) {
    CopyBlocks<Block16>(end, &from, &out);
    CopyBlocks<Block8>(end, &from, &out);
    while (from != end && IsPlain(*from)) *out++ = *from++;
    if (from == end || static_cast<unsigned char>(*from) < 0x7f) break;
    Escape(static_cast<unsigned char>(*from++), &out);
  }
  *to = out;
  return from;
}

void JsonWriter::Truncate(size_t size) {
  // A line of megabytes is rare; its memory is not kept for those behind it.
  constexpr size_t kKept = size_t{1} << 20;
  const size_t taken = buffer_.size() - size;
  buffer_.Pop(taken);
  if (taken > kKept) buffer_.ShrinkToFit();
  first_ = true;
}

}  // namespace corsieve::tools
