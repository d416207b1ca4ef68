#include "tests/reference/reference.h"

namespace corsieve::reference {
namespace {

// https://infra.spec.whatwg.org/#ascii-whitespace
bool IsAsciiWhitespace(char c) { return c == '\f' || IsHttpWhitespace(c); }

int HexValue(char c) {
  if (IsDigit(c)) return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

// https://url.spec.whatwg.org/#string-percent-decode
std::string PercentDecode(const std::string& input) {
  std::string output;
  for (size_t i = 0; i < input.size(); ++i) {
    if (input[i] == '%' && i + 2 < input.size() &&
        HexValue(input[i + 1]) >= 0 && HexValue(input[i + 2]) >= 0) {
      output += static_cast<char>(HexValue(input[i + 1]) * 16 +
                                  HexValue(input[i + 2]));
      i += 2;
    } else {
      output += input[i];
    }
  }
  return output;
}

// Whether https://infra.spec.whatwg.org/#forgiving-base64-decode is no failure.
bool ForgivingBase64Decodes(const std::string& given) {
  std::string data;
  for (char c : given) {
    if (!IsAsciiWhitespace(c)) data += c;
  }
  if (data.size() % 4 == 0) {
    for (int i = 0; i < 2; ++i) {
      if (!data.empty() && data.back() == '=') data.pop_back();
    }
  }
  if (data.size() % 4 == 1) return false;
  for (char c : data) {
    if (!IsDigit(c) && !IsAlpha(c) && c != '+' && c != '/') return false;
  }
  return true;
}

}  // namespace

// https://fetch.spec.whatwg.org/#data-url-processor
std::optional<MimeType> ProcessDataUrl(const Url& url) {
  const std::string input =
      url.without_fragment.substr(std::string("data:").size());
  const size_t comma = input.find(',');
  std::string mime_type = Strip(input.substr(0, comma), IsAsciiWhitespace);
  if (comma == std::string::npos) return std::nullopt;
  const std::string body = PercentDecode(input.substr(comma + 1));
  // ";", any number of spaces, and "base64" at the end.
  if (mime_type.size() >= 6 &&
      ByteCaseInsensitiveMatch(mime_type.substr(mime_type.size() - 6),
                               "base64")) {
    std::string before = mime_type.substr(0, mime_type.size() - 6);
    while (!before.empty() && before.back() == ' ') before.pop_back();
    if (!before.empty() && before.back() == ';') {
      if (!ForgivingBase64Decodes(body)) return std::nullopt;
      before.pop_back();
      mime_type = before;
    }
  }
  if (!mime_type.empty() && mime_type.front() == ';') {
    mime_type = "text/plain" + mime_type;
  }
  std::optional<MimeType> record = ParseMimeType(mime_type);
  if (!record) record = ParseMimeType("text/plain;charset=US-ASCII");
  return record;
}

}  // namespace corsieve::reference
