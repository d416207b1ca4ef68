#include "tools/json_writer.h"

namespace corsieve::tools {
namespace {

constexpr size_t kWord = sizeof(uint64_t);

// Printable ASCII but for the quote and the backslash.
bool IsPlain(char c) {
  return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
}

uint64_t Load(const char* bytes) {
  uint64_t word;
  std::memcpy(&word, bytes, kWord);
  return word;
}

// Whether eight bytes are plain. A byte below `n` borrows from its highest bit.
bool ArePlain(uint64_t word) {
  constexpr uint64_t kOnes = 0x0101010101010101u;
  const uint64_t quotes = word ^ (kOnes * '"');
  const uint64_t backslashes = word ^ (kOnes * '\\');
  const uint64_t marks = (word - kOnes * 0x20) | (quotes - kOnes) |
                         (backslashes - kOnes) | word | (word + kOnes);
  return (marks & (kOnes * 0x80)) == 0;
}

void Escape(unsigned char c, char** to) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  const char escape[] = {'\\',           'u', '0', '0', kDigits[c >> 4],
                         kDigits[c & 15]};
  std::memcpy(*to, escape, sizeof escape);
  *to += sizeof escape;
}

}  // namespace

const char* CopyPlain(const char* from, const char* end, char** to) {
  char* out = *to;
  while (true) {
    while (end - from >= static_cast<ptrdiff_t>(kWord)) {
      const uint64_t word = Load(from);
      std::memcpy(out, &word, kWord);
      if (!ArePlain(word)) break;
      from += kWord;
      out += kWord;
    }
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
