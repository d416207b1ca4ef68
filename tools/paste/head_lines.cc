#include "tools/paste/head_lines.h"

#include <algorithm>

#include "corsieve/header_list.h"
#include "corsieve/request_header.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

// Of "HTTP/1.1", up to a blank; empty where it is none.
std::string_view VersionOf(std::string_view s) {
  const std::string_view version = s.substr(0, s.find(' '));
  const bool has_minor = version.size() == 8 && version[6] == '.';
  if (version.size() != 6 && !has_minor) return "";
  if (!StartsWith(version, "HTTP/") || !IsDigit(version[5])) return "";
  return has_minor && !IsDigit(version[7]) ? "" : version;
}

}  // namespace

bool IsBlankLine(std::string_view line) { return Trim(line).empty(); }

std::optional<StatusLine> ReadStatusLine(std::string_view line) {
  StatusLine read;
  read.version = VersionOf(line);
  if (read.version.empty()) return std::nullopt;
  std::string_view rest = line.substr(read.version.size());
  const size_t blanks = std::min(rest.find_first_not_of(' '), rest.size());
  rest.remove_prefix(blanks);
  if (blanks == 0 || rest.size() < 3 || rest[0] == '0') return std::nullopt;
  if (!std::all_of(rest.begin(), rest.begin() + 3, IsDigit)) {
    return std::nullopt;
  }
  if (rest.size() > 3 && rest[3] != ' ' && rest[3] != '\r') return std::nullopt;
  read.status = (rest[0] - '0') * 100 + (rest[1] - '0') * 10 + rest[2] - '0';
  read.message = Trim(rest.substr(3));
  return read;
}

bool IsStatusLine(std::string_view line) {
  return ReadStatusLine(line).has_value();
}

int StatusOfLine(std::string_view line) {
  const auto read = ReadStatusLine(line);
  return read ? read->status : 0;
}

std::string StatusLineOf(int status) {
  return "HTTP/1.1 " + std::to_string(status) + (status == 200 ? " OK" : " ");
}

bool IsRequestLine(std::string_view line) {
  line = Trim(line);
  const size_t method = line.find(' ');
  const size_t version = line.rfind(' ');
  if (method == line.npos || method == 0 || version == method) return false;
  return IsMethod(line.substr(0, method)) &&
         !VersionOf(line.substr(version + 1)).empty();
}

std::optional<std::pair<std::string_view, std::string_view>> SplitField(
    std::string_view line) {
  const size_t colon = line.find(':', 1);
  if (colon == line.npos) return std::nullopt;
  const std::string_view name = line.substr(0, colon);
  const std::string_view token = name.substr(name[0] == ':' ? 1 : 0);
  if (!IsHeaderName(token)) return std::nullopt;
  return std::make_pair(name, Trim(line.substr(colon + 1)));
}

size_t LineOf(const std::vector<size_t>& lines, size_t i) {
  if (i < lines.size()) return lines[i];
  return lines.empty() ? i + 1 : lines.back() + (i + 1 - lines.size());
}

void HeadBuilder::Add(std::string_view line, size_t number) {
  head_.bytes += line;
  head_.bytes += "\r\n";
  head_.lines.push_back(number);
}

PastedHead HeadBuilder::Take() {
  PastedHead head = std::move(head_);
  head_ = {"", {}};
  ShortenLines(&head.lines);
  return head;
}

std::string LinesText(size_t first, size_t last) {
  if (first == last) return "line " + std::to_string(first);
  return "lines " + std::to_string(first) + " to " + std::to_string(last);
}

void ShortenLines(std::vector<size_t>* lines) {
  while (lines->size() > 1 &&
         lines->back() == (*lines)[lines->size() - 2] + 1) {
    lines->pop_back();
  }
}

}  // namespace corsieve::tools
