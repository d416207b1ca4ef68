#include "tools/explain/change.h"

#include <algorithm>

#include "corsieve/corsieve.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

// Where the line at `pos` ends, behind its LF.
size_t LineEnd(std::string_view s, size_t pos) {
  const size_t end = s.find('\n', pos);
  return end == s.npos ? s.size() : end + 1;
}

bool IsEmptyLine(std::string_view line) {
  return line == "\n" || line == "\r\n" || line.empty();
}

// Where the final head begins, behind interim ones.
size_t FinalHead(std::string_view bytes) {
  size_t start = 0;
  while (true) {
    const size_t space = bytes.find(' ', start);
    if (space == bytes.npos || bytes.substr(space + 1, 1) != "1") return start;
    size_t pos = start;
    std::string_view line;
    do {
      const size_t end = LineEnd(bytes, pos);
      line = bytes.substr(pos, end - pos);
      pos = end;
    } while (!IsEmptyLine(line));
    if (bytes.substr(pos, 5) != "HTTP/") return start;
    start = pos;
  }
}

// What a 204, which has no body, has not.
// https://www.rfc-editor.org/rfc/rfc9110#section-8.6
bool IsOfBody(std::string_view name) {
  return IsSameName(name, "Content-Length") ||
         IsSameName(name, "Transfer-Encoding");
}

}  // namespace

std::string_view ActionName(Change::Action action) {
  switch (action) {
    case Change::Action::kAdd:
      return "add";
    case Change::Action::kReplace:
      return "replace";
    case Change::Action::kRemove:
      return "remove";
    case Change::Action::kDrop:
      return "drop";
    case Change::Action::kStatus:
      return "status";
  }
  return "";
}

std::optional<Change> SetHeader(const Gist& gist, std::string_view name,
                                std::string value) {
  const size_t count = gist.Count(name);
  if (count == 1 && gist.Get(name) == value) return std::nullopt;
  const bool has_it =
      count > 1 &&
      std::any_of(gist.headers.begin(), gist.headers.end(), [&](const auto& h) {
        return IsSameName(h.first, name) && h.second == value;
      });
  const Change::Action action = count == 0 ? Change::Action::kAdd
                                : has_it   ? Change::Action::kRemove
                                           : Change::Action::kReplace;
  return Change{action, std::string(name), std::move(value)};
}

std::optional<Change> DropHeader(const Gist& gist, std::string_view name) {
  if (gist.Count(name) == 0) return std::nullopt;
  return Change{Change::Action::kDrop, std::string(name), ""};
}

ReceivedHead Applied(const ReceivedHead& head, const Change& change) {
  const bool is_status = change.action == Change::Action::kStatus;
  const std::string_view bytes = head.bytes();
  const size_t start = FinalHead(bytes);
  size_t pos = LineEnd(bytes, start);
  const std::string_view status_line = bytes.substr(start, pos - start);
  PastedHead out;
  out.bytes = bytes.substr(0, start);
  if (is_status) {
    out.bytes += status_line.substr(0, status_line.find(' '));
    out.bytes += " " + change.value + " \r\n";
  } else {
    out.bytes += status_line;
    if (out.bytes.empty() || out.bytes.back() != '\n') out.bytes += "\r\n";
    if (change.action != Change::Action::kDrop) {
      out.bytes += change.Line() + "\r\n";
    }
  }
  bool skipping = false;
  while (pos < bytes.size()) {
    const size_t end = LineEnd(bytes, pos);
    const std::string_view line = bytes.substr(pos, end - pos);
    if (IsEmptyLine(line)) break;
    // A folded line goes with the one before it.
    if (!IsBlank(line.front())) {
      const std::string_view name = TrimBlanks(line.substr(0, line.find(':')));
      skipping = is_status ? IsOfBody(name) : IsSameName(name, change.name);
    }
    if (!skipping) out.bytes += line;
    pos = end;
  }
  out.bytes += bytes.substr(pos);
  return ReceivedHead(std::move(out));
}

std::vector<std::string> ListItems(std::string_view list) {
  std::vector<std::string> items;
  while (true) {
    const size_t comma = list.find(',');
    const std::string_view item = TrimBlanks(list.substr(0, comma));
    if (IsHeaderName(item)) items.emplace_back(item);
    if (comma == list.npos) return items;
    list.remove_prefix(comma + 1);
  }
}

std::string Merged(std::string_view list,
                   const std::vector<std::string>& more) {
  const bool is_tight =
      list.find(',') != list.npos && list.find(", ") == list.npos;
  std::vector<std::string> items = ListItems(list);
  items.insert(items.end(), more.begin(), more.end());
  std::string merged;
  for (const std::string& item : items) {
    merged += (merged.empty() ? "" : is_tight ? "," : ", ") + item;
  }
  return merged;
}

}  // namespace corsieve::tools
