#include "tools/json_writer.h"

#include <array>

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
  const char escape[] = {'\\',           'u', '0', '0', kDigits[c >> 4],
                         kDigits[c & 15]};
  std::memcpy(*to, escape, sizeof escape);
  *to += sizeof escape;
}

// GCC and Clang take what vectors the machine has.
using Block16 = signed char __attribute__((vector_size(16)));
using Block8 = signed char __attribute__((vector_size(8)));

// Copies a block; whether all of its bytes are plain.
template <typename Block>
inline bool CopyBlock(const char* from, char* to) {
  Block block;
  std::memcpy(&block, from, sizeof block);
  std::memcpy(to, &block, sizeof block);
  // As signed numbers all bytes above 7F are less than a blank.
  const Block special =
      (block < ' ') | (block == '"') | (block == '\\') | (block == 0x7f);
  uint64_t words[sizeof block / sizeof(uint64_t)];
  std::memcpy(words, &special, sizeof block);
  uint64_t any = 0;
  for (uint64_t word : words) any |= word;
  return any == 0;
}

// Copies whole blocks while they are plain. The last one may begin again in
// what was copied, so that nothing is left.
template <typename Block>
inline void CopyBlocks(const char* end, const char** from, char** to) {
  constexpr size_t kSize = sizeof(Block);
  if (end - *from < static_cast<ptrdiff_t>(kSize)) return;
  do {
    if (!CopyBlock<Block>(*from, *to)) return;
    *from += kSize;
    *to += kSize;
  } while (end - *from >= static_cast<ptrdiff_t>(kSize));
  const size_t rest = static_cast<size_t>(end - *from);
  if (rest == 0 || !CopyBlock<Block>(end - kSize, *to + rest - kSize)) return;
  *from += rest;
  *to += rest;
}

}  // namespace

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

void JsonWriter::Clear() {
  // A line of megabytes is rare; its memory is not kept for those behind it.
  constexpr size_t kKept = size_t{1} << 20;
  const bool large = buffer_.GetSize() > kKept;
  buffer_.Clear();
  if (large) buffer_.ShrinkToFit();
  first_ = true;
}

}  // namespace corsieve::tools
