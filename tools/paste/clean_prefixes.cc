#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>

#include "tools/paste/clean.h"
#include "tools/paste/head_lines.h"
#include "tools/paste/known_names.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

// What is before and behind each line of a head.
struct Frame {
  std::string_view before;
  std::string_view behind;
  bool of_curl = false;  // Of its -v, with marks of its own.
};

// Logs write what ends a line.
constexpr std::string_view kEnds[] = {
    "[\\r][\\n]\"", "\\r\\n\"", "\\r\\n'", "\\r\\n", "\",", "\"", "',", "'"};
// In front of each item of a list.
constexpr std::string_view kBullets[] = {"- ", "* ",  "+ ",
                                         "# ", "// ", "\xe2\x80\xa2 "};
// More than a time, a level and a logger's name do not take.
constexpr size_t kLongestPrefix = 160;

template <typename IsOf>
void SkipRun(std::string_view s, size_t* i, IsOf is_of) {
  while (*i < s.size() && is_of(s[*i])) ++*i;
}

// How much of `line` is like `prefix`: the same but for numbers, of any width,
// and the width of blanks. npos: it does not begin like that.
size_t SizeOfLike(std::string_view prefix, std::string_view line) {
  size_t i = 0;
  size_t j = 0;
  SkipRun(line, &j, IsBlank);
  SkipRun(prefix, &i, IsBlank);
  while (i < prefix.size()) {
    if (IsBlank(prefix[i])) {
      SkipRun(prefix, &i, IsBlank);
      // A line that is empty behind the prefix may lack the prefix's last.
      if (j < line.size() && !IsBlank(line[j])) return line.npos;
      SkipRun(line, &j, IsBlank);
      continue;
    }
    if (j == line.size()) return line.npos;
    if (IsDigit(prefix[i])) {
      if (!IsDigit(line[j])) return line.npos;
      SkipRun(prefix, &i, IsDigit);
      SkipRun(line, &j, IsDigit);
      continue;
    }
    if (prefix[i] != line[j]) return line.npos;
    ++i;
    ++j;
  }
  return j;
}

// The line without the frame; nullopt: it is not in it.
std::optional<std::string_view> InFrame(const Frame& frame,
                                        std::string_view line) {
  const size_t size = SizeOfLike(frame.before, line);
  if (size == line.npos) return std::nullopt;
  line.remove_prefix(size);
  if (EndsWith(line, frame.behind)) line.remove_suffix(frame.behind.size());
  return line;
}

// The frame of a line that has a status line in it, not at its beginning.
std::optional<Frame> FrameOf(std::string_view line) {
  const size_t at = line.substr(0, kLongestPrefix).find("HTTP/");
  if (at == line.npos || at == 0) return std::nullopt;
  Frame frame = {line.substr(0, at), "", false};
  for (std::string_view end : kEnds) {
    if (!EndsWith(line, end)) continue;
    frame.behind = end;
    break;
  }
  const auto status = InFrame(frame, line);
  if (!status || !IsStatusLine(*status)) return std::nullopt;
  // That is curl's own mark, which its readers want; they know its times, too.
  if (EndsWith(frame.before, "< ")) {
    frame.before.remove_suffix(2);
    if (frame.before.find_first_not_of("0123456789:. ") == line.npos) {
      return std::nullopt;
    }
    frame.of_curl = true;
  }
  // wget -S indents.
  if (IsBlankLine(frame.before)) return std::nullopt;
  return frame;
}

// Python's http.client has other words in front of headers.
Frame FrameOfHeaders(const Frame& frame) {
  return EndsWith(frame.before, "reply: '") ? Frame{"header: ", "", false}
                                            : frame;
}

bool IsHeader(std::string_view line) {
  TakePrefix("< ", &line);
  return SplitField(line).has_value();
}

// The first line behind `first` that is not in the frame; whether two of those
// before it are headers.
size_t EndOfFrame(const Lines& lines, size_t first, const Frame& frame,
                  bool* has_headers) {
  size_t end = first + 1;
  size_t headers = 0;
  for (; end < lines.size(); ++end) {
    const auto inner = InFrame(frame, lines[end].text);
    if (!inner) break;
    headers += IsHeader(*inner) ? 1 : 0;
  }
  *has_headers = headers > 1;
  return end;
}

// The request stands before the head.
void DropFrameOfCurl(const Frame& frame, Lines* lines) {
  for (Line& line : *lines) {
    if (const auto inner = InFrame(frame, line.text)) line.text = *inner;
  }
}

// Takes the lines from `*first` on out of their frame; if they have none, goes
// on to the first line that is not like them.
bool DropFrame(const Frame& frame, Lines* lines, size_t* first) {
  const Frame of_headers = FrameOfHeaders(frame);
  bool has_headers = false;
  const size_t end = EndOfFrame(*lines, *first, of_headers, &has_headers);
  if (!has_headers) {
    *first = end;
    return false;
  }
  if (frame.of_curl) {
    DropFrameOfCurl(frame, lines);
    return true;
  }
  Line& status = (*lines)[*first];
  status.text = *InFrame(frame, status.text);
  for (size_t i = *first + 1; i < end; ++i) {
    Line& line = (*lines)[i];
    line.text = *InFrame(of_headers, line.text);
  }
  if (end < lines->size()) {
    lines->insert(lines->begin() + static_cast<std::ptrdiff_t>(end),
                  {"", (*lines)[end].number});
  }
  return true;
}

// Headers alone, each an item of a list.
bool DropBullets(Lines* lines) {
  for (std::string_view bullet : kBullets) {
    size_t known = 0;
    const bool all =
        std::all_of(lines->begin(), lines->end(), [&](const Line& line) {
          std::string_view text = line.text;
          if (IsBlankLine(text)) return true;
          if (!TakePrefix(bullet, &text)) return false;
          const auto field = SplitField(text);
          known += field && IsKnownName(field->first) ? 1 : 0;
          return field.has_value();
        });
    if (!all || known < 2) continue;
    for (Line& line : *lines) TakePrefix(bullet, &line.text);
    return true;
  }
  return false;
}

}  // namespace

void DropLinePrefixes(Lines* lines, Notes* notes) {
  const bool has_head =
      std::any_of(lines->begin(), lines->end(), [](const Line& line) {
        std::string_view text = line.text;
        TakePrefix("< ", &text);
        return IsStatusLine(text);
      });
  if (has_head) return;
  bool found = DropBullets(lines);
  for (size_t i = 0; i < lines->size() && !found;) {
    const auto frame = FrameOf((*lines)[i].text);
    if (!frame) {
      ++i;
    } else {
      found = DropFrame(*frame, lines, &i);
    }
  }
  if (!found) return;
  notes->push_back(
      "What stands before each line of the head, as numbers, times or marks "
      "do, was left out.");
}

}  // namespace corsieve::tools
