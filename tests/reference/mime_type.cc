#include "tests/reference/reference.h"

namespace corsieve::reference {
namespace {

// https://mimesniff.spec.whatwg.org/#http-quoted-string-token-code-point
bool IsHttpQuotedStringTokenCodePoint(char c) {
  const unsigned char u = static_cast<unsigned char>(c);
  return u == '\t' || (u >= 0x20 && u <= 0x7E) || u >= 0x80;
}

std::string StripTrailingHttpWhitespace(std::string s) {
  while (!s.empty() && IsHttpWhitespace(s.back())) s.pop_back();
  return s;
}

}  // namespace

const std::string* MimeType::FindParameter(const std::string& name) const {
  for (const auto& parameter : parameters) {
    if (parameter.first == name) return &parameter.second;
  }
  return nullptr;
}

// https://mimesniff.spec.whatwg.org/#parse-a-mime-type
std::optional<MimeType> ParseMimeType(const std::string& given) {
  const std::string input = Strip(given, IsHttpWhitespace);
  size_t position = 0;
  const auto past_the_end = [&] { return position >= input.size(); };

  std::string type;
  while (!past_the_end() && input[position] != '/') type += input[position++];
  if (!IsToken(type)) return std::nullopt;
  if (past_the_end()) return std::nullopt;
  ++position;  // '/'
  std::string subtype;
  while (!past_the_end() && input[position] != ';') {
    subtype += input[position++];
  }
  subtype = StripTrailingHttpWhitespace(subtype);
  if (!IsToken(subtype)) return std::nullopt;

  MimeType mime_type;
  mime_type.type = ByteLowercase(type);
  mime_type.subtype = ByteLowercase(subtype);
  while (!past_the_end()) {
    ++position;  // ';'
    while (!past_the_end() && IsHttpWhitespace(input[position])) ++position;
    std::string parameter_name;
    while (!past_the_end() && input[position] != ';' &&
           input[position] != '=') {
      parameter_name += input[position++];
    }
    parameter_name = ByteLowercase(parameter_name);
    if (!past_the_end()) {
      if (input[position] == ';') continue;
      ++position;  // '='
    }
    if (past_the_end()) break;
    std::string parameter_value;
    if (input[position] == '"') {
      parameter_value =
          CollectHttpQuotedString(input, &position, /*extract_value=*/true);
      while (!past_the_end() && input[position] != ';') ++position;
    } else {
      while (!past_the_end() && input[position] != ';') {
        parameter_value += input[position++];
      }
      parameter_value = StripTrailingHttpWhitespace(parameter_value);
      if (parameter_value.empty()) continue;
    }
    bool valid = IsToken(parameter_name);
    for (char c : parameter_value) {
      if (!IsHttpQuotedStringTokenCodePoint(c)) valid = false;
    }
    if (valid && mime_type.FindParameter(parameter_name) == nullptr) {
      mime_type.parameters.emplace_back(parameter_name, parameter_value);
    }
  }
  return mime_type;
}

// https://mimesniff.spec.whatwg.org/#serialize-a-mime-type
std::string SerializeMimeType(const MimeType& mime_type) {
  std::string serialization = mime_type.essence();
  for (const auto& [name, given_value] : mime_type.parameters) {
    serialization += ';';
    serialization += name;
    serialization += '=';
    std::string value = given_value;
    if (!IsToken(value)) {
      std::string escaped;
      for (char c : value) {
        if (c == '"' || c == '\\') escaped += '\\';
        escaped += c;
      }
      value = "\"" + escaped + "\"";
    }
    serialization += value;
  }
  return serialization;
}

// https://mimesniff.spec.whatwg.org/#javascript-mime-type
bool IsJavaScriptMimeType(const MimeType& mime_type) {
  return Contains(
      {"application/ecmascript", "application/javascript",
       "application/x-ecmascript", "application/x-javascript",
       "text/ecmascript", "text/javascript", "text/javascript1.0",
       "text/javascript1.1", "text/javascript1.2", "text/javascript1.3",
       "text/javascript1.4", "text/javascript1.5", "text/jscript",
       "text/livescript", "text/x-ecmascript", "text/x-javascript"},
      mime_type.essence());
}

// https://fetch.spec.whatwg.org/#concept-header-extract-mime-type
std::optional<MimeType> ExtractMimeType(const HeaderList& list) {
  std::optional<std::string> charset;
  std::optional<std::string> essence;
  std::optional<MimeType> mime_type;
  const auto values = GetDecodeAndSplit(list, "Content-Type");
  if (!values) return std::nullopt;
  for (const std::string& value : *values) {
    const std::optional<MimeType> temporary_mime_type = ParseMimeType(value);
    if (!temporary_mime_type || temporary_mime_type->essence() == "*/*") {
      continue;
    }
    mime_type = temporary_mime_type;
    const std::string* parameter = mime_type->FindParameter("charset");
    if (mime_type->essence() != essence) {
      charset = std::nullopt;
      if (parameter != nullptr) charset = *parameter;
      essence = mime_type->essence();
    } else if (parameter == nullptr && charset) {
      mime_type->parameters.emplace_back("charset", *charset);
    }
  }
  return mime_type;
}

}  // namespace corsieve::reference
