#include "tools/paste/parts.h"

#include <algorithm>

#include "corsieve/header_list.h"
#include "tools/text.h"

namespace corsieve::tools::parts {
namespace {

bool IsVersion(std::string_view s) {
  return StartsWith(s, "HTTP/") && s.size() > 5 && s.size() <= 8 &&
         IsDigit(s[5]);
}

}  // namespace

bool HasForbiddenByte(std::string_view value) {
  return value.find_first_of(std::string_view("\r\n\0", 3)) != value.npos;
}

std::optional<int> Number(std::string_view s) {
  if (s.empty() || s.size() > 9) return std::nullopt;
  int number = 0;
  for (char c : s) {
    if (!IsDigit(c)) return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number;
}

std::string Quote(std::string_view s) {
  constexpr size_t kMost = 80;
  std::string quoted = "\"" + std::string(s.substr(0, kMost));
  if (s.size() > kMost) quoted += "...";
  return quoted + "\"";
}

std::optional<Field> ReadField(std::string_view line) {
  const size_t colon = line.find(':', StartsWith(line, ":") ? 1 : 0);
  if (colon == line.npos) return std::nullopt;
  Field field = {line.substr(0, colon), Trim(line.substr(colon + 1))};
  const std::string_view token =
      field.name.substr(StartsWith(field.name, ":") ? 1 : 0);
  if (!IsHeaderName(token)) return std::nullopt;
  return field;
}

std::optional<RequestLine> ReadRequestLine(std::string_view line) {
  line = Trim(line);
  const size_t first = line.find(' ');
  if (first == line.npos || !IsHeaderName(line.substr(0, first))) {
    return std::nullopt;
  }
  // Prose begins with words, but with none in capitals.
  for (char c : line.substr(0, first)) {
    if (c != '-' && (c < 'A' || c > 'Z')) return std::nullopt;
  }
  const size_t last = line.rfind(' ');
  RequestLine request;
  request.method = line.substr(0, first);
  if (IsVersion(line.substr(last + 1))) {
    if (last == first) return std::nullopt;
    request.target = Trim(line.substr(first + 1, last - first - 1));
    request.version = line.substr(last + 1);
  } else {
    request.target = Trim(line.substr(first + 1));
    if (!IsHttpUrl(request.target)) return std::nullopt;
  }
  if (request.target.empty() || request.target.find(' ') != line.npos) {
    return std::nullopt;
  }
  return request;
}

bool IsHttpUrl(std::string_view s) {
  return StartsWithAnyCase(s, "http://") || StartsWithAnyCase(s, "https://");
}

std::string_view HostOfUrl(std::string_view url) {
  const size_t start = url.find("://");
  if (start == url.npos) return "";
  const std::string_view rest = url.substr(start + 3);
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
  const size_t at = authority.rfind('@');
  return authority.substr(at == authority.npos ? 0 : at + 1);
}

JoinedLines::JoinedLines(const Lines& lines) {
  for (const Line& line : lines) {
    starts_.push_back(text_.size());
    numbers_.push_back(line.number);
    text_.append(line.text).push_back('\n');
  }
}

size_t JoinedLines::LineOf(size_t offset) const {
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
  if (after == starts_.begin()) return 1;
  return numbers_[static_cast<size_t>(after - starts_.begin()) - 1];
}

}  // namespace corsieve::tools::parts
