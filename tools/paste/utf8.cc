#include "tools/paste/utf8.h"

#include "tools/text.h"

namespace corsieve::tools {

void AppendUtf8(uint32_t code_point, std::string* out) {
  uint32_t c = code_point;
  if ((c >= 0xd800 && c <= 0xdfff) || c > 0x10ffff) c = 0xfffd;
  const auto append = [out](uint32_t byte) {
    out->push_back(static_cast<char>(static_cast<unsigned char>(byte)));
  };
  if (c < 0x80) {
    append(c);
    return;
  }
  if (c < 0x800) {
    append(0xc0 | (c >> 6));
  } else if (c < 0x10000) {
    append(0xe0 | (c >> 12));
    append(0x80 | ((c >> 6) & 0x3f));
  } else {
    append(0xf0 | (c >> 18));
    append(0x80 | ((c >> 12) & 0x3f));
    append(0x80 | ((c >> 6) & 0x3f));
  }
  append(0x80 | (c & 0x3f));
}

uint32_t TakeHex(std::string_view s, size_t most, size_t* i) {
  uint32_t value = 0;
  for (size_t n = 0; n < most && *i < s.size(); ++n, ++*i) {
    const char c = Lower(s[*i]);
    if (IsDigit(c)) {
      value = value * 16 + static_cast<uint32_t>(c - '0');
    } else if (c >= 'a' && c <= 'f') {
      value = value * 16 + static_cast<uint32_t>(c - 'a' + 10);
    } else {
      break;
    }
  }
  return value;
}

void AppendUtf16Escape(std::string_view s, size_t* i, std::string* out) {
  const uint32_t unit = TakeHex(s, 4, i);
  if (unit >= 0xd800 && unit <= 0xdbff && s.substr(*i, 2) == "\\u") {
    size_t behind = *i + 2;
    const uint32_t low = TakeHex(s, 4, &behind);
    if (low >= 0xdc00 && low <= 0xdfff) {
      *i = behind;
      AppendUtf8(0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00), out);
      return;
    }
  }
  AppendUtf8(unit, out);
}

}  // namespace corsieve::tools
