#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "tools/paste/head_lines.h"
#include "tools/paste/known_names.h"
#include "tools/paste/raw_heads.h"
#include "tools/paste/readers.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

constexpr char kCut[] =
    "PowerShell cut a value short in line ";  // A number follows.

struct Entry {
  std::string_view name;
  std::string_view value;
  size_t number;
};

// "Name   : value" of Format-List.
std::optional<Entry> SplitEntry(const Line& line) {
  const size_t colon = line.text.find(':');
  if (colon == line.text.npos || colon == 0 || line.text[0] == ' ') {
    return std::nullopt;
  }
  const std::string_view rest = line.text.substr(colon + 1);
  if (line.text[colon - 1] != ' ' || (!rest.empty() && rest[0] != ' ')) {
    return std::nullopt;
  }
  const std::string_view name = Trim(line.text.substr(0, colon));
  if (Contains(name, " ")) return std::nullopt;
  return Entry{name, Trim(rest), line.number};
}

bool IsCutShort(std::string_view value) {
  return EndsWith(value, "...") || EndsWith(value, "\xe2\x80\xa6");
}

// The value of "{value}", as it shows lists.
std::string_view WithoutBraces(std::string_view value) {
  if (value.size() < 2 || value.front() != '{') return value;
  if (value.back() == '}') return value.substr(1, value.size() - 2);
  return IsCutShort(value) ? value.substr(1) : value;
}

Paste PasteOfEntries(const std::vector<Entry>& entries, int status) {
  Paste paste;
  paste.format = "headers as PowerShell shows them";
  if (status == 0) {
    paste.notes.push_back("There is no status; 200 was assumed.");
    status = 200;
  }
  HeadBuilder head;
  head.Add(StatusLineOf(status), entries.front().number);
  for (const Entry& entry : entries) {
    const std::string_view value = WithoutBraces(entry.value);
    head.Add(std::string(entry.name) + ": " + std::string(value), entry.number);
    if (IsCutShort(value)) {
      paste.notes.push_back(kCut + std::to_string(entry.number) +
                            "; pipe to Format-List to see all of it.");
    }
  }
  head.End(entries.back().number + 1);
  paste.exchanges.emplace_back().response = head.Take();
  return paste;
}

bool HasKnownName(const std::vector<Entry>& entries) {
  return std::any_of(entries.begin(), entries.end(),
                     [](const Entry& e) { return IsKnownName(e.name); });
}

// A table of "Key  Value" above "---  -----".
std::optional<Paste> ReadTable(const Lines& lines) {
  size_t i = 0;
  size_t column = 0;
  for (; i + 1 < lines.size() && column == 0; ++i) {
    const std::string_view head = Trim(lines[i].text);
    const bool is_head =
        (StartsWith(head, "Key ") || StartsWith(head, "Name ")) &&
        EndsWith(head, "Value");
    if (is_head && StartsWith(lines[i + 1].text, "---")) {
      column = lines[i].text.rfind("Value");
    }
  }
  if (column == 0) return std::nullopt;
  std::vector<Entry> entries;
  for (++i; i < lines.size(); ++i) {
    const std::string_view text = lines[i].text;
    if (IsBlankLine(text)) {
      if (!entries.empty()) break;
      continue;
    }
    const size_t end = std::min(text.find(' '), text.size());
    entries.push_back(
        {text.substr(0, end), Trim(text.substr(end)), lines[i].number});
  }
  if (!HasKnownName(entries)) return std::nullopt;
  return PasteOfEntries(entries, 0);
}

// Format-List of the same: "Key : name", "Value : value".
std::optional<Paste> ReadKeysAndValues(const Lines& lines) {
  std::vector<Entry> entries;
  std::string_view name;
  for (const Line& line : lines) {
    if (IsBlankLine(line.text)) continue;
    const auto entry = SplitEntry(line);
    if (!entry) continue;
    if (entry->name == "Key" || entry->name == "Name") {
      name = entry->value;
    } else if (entry->name == "Value" && !name.empty()) {
      entries.push_back({name, entry->value, line.number});
      name = "";
    }
  }
  if (!HasKnownName(entries)) return std::nullopt;
  return PasteOfEntries(entries, 0);
}

// "{[name, value], [name, value]...}".
std::vector<Entry> ReadPairs(const Entry& headers) {
  std::vector<Entry> entries;
  std::string_view rest = WithoutBraces(headers.value);
  while (TakePrefix("[", &rest)) {
    const size_t comma = rest.find(", ");
    size_t end = rest.find("], [");
    if (end == rest.npos) end = rest.rfind(']');
    if (comma == rest.npos || end == rest.npos || comma > end) break;
    const std::string_view value = rest.substr(comma + 2, end - comma - 2);
    if (value != "System.String[]") {
      entries.push_back({rest.substr(0, comma), value, headers.number});
    }
    rest.remove_prefix(end + 1);
    TakePrefix(", ", &rest);
  }
  return entries;
}

// The text of RawContent: its first line and those that are indented behind.
PastedHead RawContentOf(const Lines& lines, size_t* i, const Entry& first) {
  HeadBuilder raw;
  raw.Add(first.value, first.number);
  bool in_head = true;
  std::string pending;
  size_t pending_line = 0;
  const auto flush = [&] {
    if (pending_line > 0) raw.Add(pending, pending_line);
    pending_line = 0;
  };
  for (; *i < lines.size(); ++*i) {
    std::string_view text = lines[*i].text;
    const bool is_blank = IsBlankLine(text);
    if (!is_blank && text[0] != ' ') break;
    if (is_blank) in_head = false;
    text = Trim(text);
    // The console wraps long lines.
    if (in_head && pending_line > 0 && !SplitField(text)) {
      pending += text;
      continue;
    }
    flush();
    pending = text;
    pending_line = lines[*i].number;
  }
  flush();
  return raw.Take();
}

std::optional<Paste> ReadResponseObject(const Lines& lines,
                                        std::string* error) {
  std::optional<PastedHead> raw;
  std::optional<Entry> headers;
  int status = 0;
  for (size_t i = 0; i < lines.size();) {
    const auto entry = SplitEntry(lines[i]);
    ++i;
    if (!entry) continue;
    if (entry->name == "StatusCode") {
      status = StatusOfLine("HTTP/1.1 " + std::string(entry->value));
    } else if (entry->name == "Headers") {
      headers = entry;
    } else if (entry->name == "RawContent" && IsStatusLine(entry->value)) {
      raw = RawContentOf(lines, &i, *entry);
    }
  }
  if (raw) {
    Paste paste = PasteOfHeads(*raw);
    paste.format = "what Invoke-WebRequest shows";
    const std::string_view bytes = raw->bytes;
    if (!Contains(bytes, "\r\n\r\n")) {
      paste.notes.push_back(
          "PowerShell may have cut RawContent short: (...).RawContent shows "
          "all "
          "of it.");
    }
    return paste;
  }
  if (!headers) return std::nullopt;
  const std::vector<Entry> entries = ReadPairs(*headers);
  if (HasKnownName(entries)) {
    Paste paste = PasteOfEntries(entries, status);
    if (IsCutShort(WithoutBraces(headers->value))) {
      paste.notes.push_back("PowerShell left headers out of line " +
                            std::to_string(headers->number) +
                            ": (...).RawContent shows all of them.");
    }
    return paste;
  }
  *error =
      "this is what Invoke-WebRequest shows, without the values of the "
      "headers; "
      "paste what its RawContent shows";
  return std::nullopt;
}

}  // namespace

std::optional<Paste> ReadPowerShell(const Lines& lines, std::string* error) {
  if (auto paste = ReadResponseObject(lines, error)) return paste;
  if (!error->empty()) return std::nullopt;
  if (auto paste = ReadTable(lines)) return paste;
  return ReadKeysAndValues(lines);
}

}  // namespace corsieve::tools
