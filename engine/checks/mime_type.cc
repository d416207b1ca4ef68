// https://mimesniff.spec.whatwg.org/#parsing-a-mime-type

#include "corsieve/mime_type.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <set>
#include <utility>

#include "engine/base/bytes.h"
#include "engine/headers/header_table.h"

namespace corsieve {
namespace {

// Takes what is before the first byte of `stops` off the front.
std::string_view TakeUntil(std::string_view stops, std::string_view* rest) {
  const std::string_view taken = rest->substr(0, rest->find_first_of(stops));
  rest->remove_prefix(taken.size());
  return taken;
}

// https://mimesniff.spec.whatwg.org/#http-quoted-string-token-code-point
bool IsQuotedStringTokenByte(char c) {
  const unsigned char byte = static_cast<unsigned char>(c);
  return byte == '\t' || (byte >= 0x20 && byte != 0x7f);
}

// https://fetch.spec.whatwg.org/#collect-an-http-quoted-string, extracting the
// value; `rest` begins with the quote.
std::string TakeQuotedString(std::string_view* rest) {
  std::string value;
  size_t i = 1;
  for (; i < rest->size() && (*rest)[i] != '"'; ++i) {
    // A backslash at the end stands for itself.
    if ((*rest)[i] == '\\' && i + 1 < rest->size()) ++i;
    value += (*rest)[i];
  }
  rest->remove_prefix(std::min(i + 1, rest->size()));
  return value;
}

}  // namespace

const std::string* MimeType::parameter(std::string_view name) const {
  for (const auto& [key, value] : parameters) {
    if (key == name) return &value;
  }
  return nullptr;
}

std::optional<MimeType> ParseMimeType(std::string_view input) {
  std::string_view rest = NormalizeHeaderValue(input);
  const std::string_view type = TakeUntil("/", &rest);
  if (!IsToken(type) || rest.empty()) return std::nullopt;
  rest.remove_prefix(1);
  const std::string_view subtype =
      TrimRight(TakeUntil(";", &rest), kHttpWhitespace);
  if (!IsToken(subtype)) return std::nullopt;
  MimeType mime_type{Lower(type), Lower(subtype), {}};
  std::set<std::string> names;  // Of the parameters; there may be thousands.
  while (!rest.empty()) {
    rest.remove_prefix(1);  // The semicolon.
    while (!rest.empty() && IsHttpWhitespace(rest.front())) {
      rest.remove_prefix(1);
    }
    const std::string name = Lower(TakeUntil(";=", &rest));
    if (rest.empty()) break;
    if (rest.front() == ';') continue;
    rest.remove_prefix(1);
    std::string value;
    if (!rest.empty() && rest.front() == '"') {
      value = TakeQuotedString(&rest);
      TakeUntil(";", &rest);
    } else {
      value = TrimRight(TakeUntil(";", &rest), kHttpWhitespace);
      if (value.empty()) continue;
    }
    if (IsToken(name) &&
        std::all_of(value.begin(), value.end(), IsQuotedStringTokenByte) &&
        names.insert(name).second) {
      mime_type.parameters.emplace_back(name, value);
    }
  }
  return mime_type;
}

std::string SerializeMimeType(const MimeType& mime_type) {
  std::string out = mime_type.essence();
  for (const auto& [name, value] : mime_type.parameters) {
    out += ";" + name + "=";
    if (IsToken(value)) {
      out += value;
      continue;
    }
    out += '"';
    for (char c : value) {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
    out += '"';
  }
  return out;
}

std::optional<MimeType> ExtractMimeType(const HeaderList& list) {
  std::string scratch;
  std::optional<std::string_view> value =
      TableOf(list).Get(HeaderId::kContentType, &scratch);
  if (!value) return std::nullopt;
  std::optional<MimeType> mime_type;
  std::optional<std::string> charset;
  std::string_view element;
  while (TakeElement(&*value, &element)) {
    std::optional<MimeType> next = ParseMimeType(element);
    if (!next || next->essence() == "*/*") continue;
    const std::string* next_charset = next->parameter("charset");
    if (!mime_type || next->essence() != mime_type->essence()) {
      charset.reset();
      if (next_charset != nullptr) charset = *next_charset;
    } else if (next_charset == nullptr && charset) {
      next->parameters.emplace_back("charset", *charset);
    }
    mime_type = std::move(next);
  }
  return mime_type;
}

bool IsJavaScriptMimeType(const MimeType& mime_type) {
  static constexpr std::string_view kEssences[] = {
      "application/ecmascript",
      "application/javascript",
      "application/x-ecmascript",
      "application/x-javascript",
      "text/ecmascript",
      "text/javascript",
      "text/javascript1.0",
      "text/javascript1.1",
      "text/javascript1.2",
      "text/javascript1.3",
      "text/javascript1.4",
      "text/javascript1.5",
      "text/jscript",
      "text/livescript",
      "text/x-ecmascript",
      "text/x-javascript",
  };
  const std::string essence = mime_type.essence();
  return std::find(std::begin(kEssences), std::end(kEssences), essence) !=
         std::end(kEssences);
}

}  // namespace corsieve
