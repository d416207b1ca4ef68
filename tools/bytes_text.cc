#include "tools/bytes_text.h"

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace corsieve::tools {

std::string BytesToText(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  for (unsigned char c : bytes) {
    if (c < 0x80) {
      text.push_back(static_cast<char>(c));
    } else {
      text.push_back(static_cast<char>(0xc0 | (c >> 6)));
      text.push_back(static_cast<char>(0x80 | (c & 0x3f)));
    }
  }
  return text;
}

std::optional<std::string> TextToBytes(std::string_view text) {
  std::string bytes;
  if (!AssignTextAsBytes(text, &bytes)) return std::nullopt;
  return bytes;
}

bool AssignTextAsBytes(std::string_view text, std::string* bytes) {
  bytes->assign(text);
  // Most texts are ASCII, and then this is all.
  size_t i = 0;
  for (uint64_t words[4]; i + sizeof words <= text.size(); i += sizeof words) {
    std::memcpy(words, text.data() + i, sizeof words);
    const uint64_t any = words[0] | words[1] | words[2] | words[3];
    if ((any & 0x8080808080808080u) != 0) break;
  }
  char* end = bytes->data() + i;
  for (; i < text.size(); ++i) {
    const unsigned char c = static_cast<unsigned char>(text[i]);
    if (c < 0x80) {
      *end++ = text[i];
    } else if ((c == 0xc2 || c == 0xc3) && i + 1 < text.size()) {
      *end++ = static_cast<char>(((c & 3) << 6) | (text[++i] & 0x3f));
    } else {
      return false;
    }
  }
  bytes->resize(static_cast<size_t>(end - bytes->data()));
  return true;
}

}  // namespace corsieve::tools
