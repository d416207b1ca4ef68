#include "tools/paste/encode.h"

#include <cstddef>
#include <cstdint>

#include "tools/text.h"

namespace corsieve::tools {

std::string Base64(std::string_view bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (size_t i = 0; i < bytes.size(); i += 3) {
    const std::string_view group = bytes.substr(i, 3);
    uint32_t bits = 0;
    for (size_t j = 0; j < 3; ++j) {
      bits = bits << 8 |
             (j < group.size() ? static_cast<unsigned char>(group[j]) : 0u);
    }
    for (size_t j = 0; j < 4; ++j) {
      out.push_back(j <= group.size() ? kDigits[bits >> (18 - 6 * j) & 63]
                                      : '=');
    }
  }
  return out;
}

std::string UrlencodeContent(std::string_view data) {
  const size_t equals = data.find('=');
  const size_t start = equals == data.npos ? 0 : equals + 1;
  std::string out(data.substr(0, start > 1 ? start : 0));
  for (char c : data.substr(start)) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    const unsigned char byte = static_cast<unsigned char>(c);
    if (IsDigit(c) || (Lower(c) >= 'a' && Lower(c) <= 'z') || c == '-' ||
        c == '.' || c == '_' || c == '~') {
      out.push_back(c);
    } else {
      (out += '%') += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
  }
  return out;
}

}  // namespace corsieve::tools
