#include "tools/paste/head_lines.h"

#include <algorithm>

namespace corsieve::tools {
namespace {

constexpr std::string_view kBlanks = " \t\r";

bool IsTokenByte(char c) {
  return IsDigit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         (c != '\0' && std::string_view("!#$%&'*+-.^_`|~").find(c) !=
                           std::string_view::npos);
}

// Of "HTTP/1.1", up to a blank; empty where it is none.
std::string_view VersionOf(std::string_view s) {
  const std::string_view version = s.substr(0, s.find(' '));
  const bool has_minor = version.size() == 8 && version[6] == '.';
  if (version.size() != 6 && !has_minor) return "";
  if (!StartsWith(version, "HTTP/") || !IsDigit(version[5])) return "";
  return has_minor && !IsDigit(version[7]) ? "" : version;
}

}  // namespace

bool StartsWith(std::string_view s, std::string_view prefix) {
  return s.substr(0, prefix.size()) == prefix;
}

bool EndsWith(std::string_view s, std::string_view suffix) {
  return s.size() >= suffix.size() &&
         s.substr(s.size() - suffix.size()) == suffix;
}

bool Contains(std::string_view s, std::string_view part) {
  return s.find(part) != s.npos;
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool TakePrefix(std::string_view prefix, std::string_view* s) {
  if (!StartsWith(*s, prefix)) return false;
  s->remove_prefix(prefix.size());
  return true;
}

bool IsBlankLine(std::string_view line) {
  return line.find_first_not_of(kBlanks) == line.npos;
}

std::string_view WithoutBlanks(std::string_view s) {
  s.remove_prefix(std::min(s.find_first_not_of(kBlanks), s.size()));
  return s.substr(0, s.find_last_not_of(kBlanks) + 1);
}

std::string InLowerCase(std::string_view s) {
  std::string lower(s);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  return lower;
}

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
  read.message = WithoutBlanks(rest.substr(3));
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
  line = WithoutBlanks(line);
  const size_t method = line.find(' ');
  const size_t version = line.rfind(' ');
  if (method == line.npos || method == 0 || version == method) return false;
  return std::all_of(line.begin(), line.begin() + method, IsTokenByte) &&
         !VersionOf(line.substr(version + 1)).empty();
}

std::optional<std::pair<std::string_view, std::string_view>> SplitField(
    std::string_view line) {
  const size_t colon = line.find(':', 1);
  if (colon == line.npos) return std::nullopt;
  const std::string_view name = line.substr(0, colon);
  const std::string_view token = name.substr(name[0] == ':' ? 1 : 0);
  if (token.empty() || !std::all_of(token.begin(), token.end(), IsTokenByte)) {
    return std::nullopt;
  }
  return std::make_pair(name, WithoutBlanks(line.substr(colon + 1)));
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
