#include "tools/paste/decode.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "tools/text.h"

namespace corsieve::tools {
namespace {

constexpr std::string_view kUtf8Mark = "\xef\xbb\xbf";
constexpr uint32_t kReplacement = 0xfffd;

enum class Utf16 { kLittleEndian, kBigEndian };

// Whether all of the beginning is ASCII with a NUL at the given places.
bool HasNulsAt(std::string_view bytes, size_t remainder) {
  const size_t size = std::min<size_t>(bytes.size(), 64) & ~size_t{1};
  for (size_t i = 0; i < size; ++i) {
    if ((bytes[i] == '\0') != (i % 2 == remainder)) return false;
  }
  return size >= 8;
}

std::optional<Utf16> FindUtf16(std::string_view bytes) {
  if (StartsWith(bytes, "\xff\xfe")) return Utf16::kLittleEndian;
  if (StartsWith(bytes, "\xfe\xff")) return Utf16::kBigEndian;
  if (HasNulsAt(bytes, 1)) return Utf16::kLittleEndian;
  if (HasNulsAt(bytes, 0)) return Utf16::kBigEndian;
  return std::nullopt;
}

void AppendUtf8(uint32_t c, std::string* out) {
  const auto add = [&](uint32_t byte) { *out += static_cast<char>(byte); };
  const auto tail = [&](int shift) { add(0x80 | (c >> shift & 0x3f)); };
  if (c < 0x80) return add(c);
  if (c < 0x800) {
    add(0xc0 | c >> 6);
  } else if (c < 0x10000) {
    add(0xe0 | c >> 12);
    tail(6);
  } else {
    add(0xf0 | c >> 18);
    tail(12);
    tail(6);
  }
  tail(0);
}

std::string Utf16ToUtf8(std::string_view bytes, Utf16 order) {
  const auto unit = [&](size_t i) -> uint32_t {
    const uint32_t first = static_cast<unsigned char>(bytes[i]);
    const uint32_t second = static_cast<unsigned char>(bytes[i + 1]);
    return order == Utf16::kBigEndian ? first << 8 | second
                                      : second << 8 | first;
  };
  std::string text;
  text.reserve(bytes.size() / 2);
  for (size_t i = 0; i + 1 < bytes.size(); i += 2) {
    uint32_t c = unit(i);
    if (c >= 0xd800 && c <= 0xdfff) {
      const uint32_t low = i + 3 < bytes.size() ? unit(i + 2) : 0;
      const bool is_pair = c < 0xdc00 && low >= 0xdc00 && low <= 0xdfff;
      c = is_pair ? 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00)
                  : kReplacement;
      if (is_pair) i += 2;
    }
    if (i == 0 && c == 0xfeff) continue;
    AppendUtf8(c, &text);
  }
  return text;
}

}  // namespace

std::string DecodeText(std::string_view bytes,
                       std::vector<std::string>* notes) {
  if (const std::optional<Utf16> order = FindUtf16(bytes)) {
    notes->push_back("The text is UTF-16 and was read as that.");
    if (bytes.size() % 2 != 0) {
      notes->push_back("It ends in the middle of a character.");
    }
    return Utf16ToUtf8(bytes, *order);
  }
  if (TakePrefix(kUtf8Mark, &bytes)) {
    notes->push_back("A byte order mark in front was left out.");
  }
  return std::string(bytes);
}

}  // namespace corsieve::tools
