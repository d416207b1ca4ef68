#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "tools/paste/head_lines.h"
#include "tools/paste/known_names.h"
#include "tools/paste/readers.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

struct Entry {
  std::string_view name;
  std::string_view value;
  size_t number;
};

// The name that ends right before `end`.
std::string_view NameBefore(std::string_view text, size_t end) {
  size_t start = end;
  while (start > 0 && text[start - 1] != ' ' && text[start - 1] != '[' &&
         text[start - 1] != '{') {
    --start;
  }
  return text.substr(start, end - start);
}

// What is inside of "map[...]", with the bracket of the last value; all of the
// text where there is none.
std::string_view MapIn(std::string_view text) {
  constexpr std::string_view kMap = "map[";
  const size_t map = text.find(kMap);
  if (map == text.npos) return text;
  text.remove_prefix(map + kMap.size());
  for (size_t end = text.find("]]"); end != text.npos;
       end = text.find("]]", end + 1)) {
    const std::string_view behind = text.substr(end + 2, 1);
    if (behind.empty() || Contains(" },", behind)) {
      return text.substr(0, end + 1);
    }
  }
  return text;
}

// Reads "Name:[value] Name:[value]", with "map[" before or without.
std::vector<Entry> ReadEntries(const Line& line) {
  std::vector<Entry> entries;
  constexpr std::string_view kOpen = ":[";
  const std::string_view text = MapIn(line.text);
  size_t open = text.find(kOpen);
  while (open != text.npos) {
    const size_t value = open + kOpen.size();
    // A value may have brackets; the last ends it.
    const size_t next = text.find(kOpen, value);
    const std::string_view name = NameBefore(text, open);
    const size_t limit =
        next == text.npos ? text.size() : next - NameBefore(text, next).size();
    const std::string_view rest =
        text.substr(value, std::max(limit, value) - value);
    entries.push_back({name, rest.substr(0, rest.rfind(']')), line.number});
    open = next;
  }
  return entries;
}

// What is behind `name` in "&{Status:200 OK StatusCode:200 ...".
int StatusOf(std::string_view text) {
  constexpr std::string_view kName = "StatusCode:";
  const size_t at = text.find(kName);
  if (at == text.npos) return 0;
  return StatusOfLine("HTTP/1.1 " +
                      std::string(text.substr(at + kName.size(), 3)));
}

}  // namespace

std::optional<Paste> ReadGoHeaders(const Lines& lines, std::string* error) {
  static_cast<void>(error);
  std::vector<Entry> entries;
  int status = 0;
  for (const Line& line : lines) {
    if (IsBlankLine(line.text)) continue;
    const std::vector<Entry> found = ReadEntries(line);
    // A text of something else has lines of something else.
    if (found.empty() && lines.size() > 1) return std::nullopt;
    entries.insert(entries.end(), found.begin(), found.end());
    if (status == 0) status = StatusOf(line.text);
  }
  if (std::none_of(entries.begin(), entries.end(),
                   [](const Entry& e) { return IsKnownName(e.name); })) {
    return std::nullopt;
  }
  Paste paste;
  paste.format = "headers as Go prints them";
  if (status == 0) {
    paste.notes.push_back("There is no status; 200 was assumed.");
    status = 200;
  }
  HeadBuilder head;
  head.Add(StatusLineOf(status), entries.front().number);
  for (const Entry& entry : entries) {
    head.Add(std::string(entry.name) + ": " + std::string(entry.value),
             entry.number);
  }
  head.End(entries.back().number);
  const auto spaced =
      std::find_if(entries.begin(), entries.end(),
                   [](const Entry& e) { return Contains(e.value, " "); });
  if (spaced != entries.end()) {
    paste.notes.push_back(
        "Go shows several headers of one name with a blank between their "
        "values; what has one was taken for one header.");
  }
  paste.exchanges.emplace_back().response = head.Take();
  return paste;
}

}  // namespace corsieve::tools
