#include "tools/paste/clean.h"

#include <algorithm>
#include <iterator>

#include "tools/paste/head_lines.h"
#include "tools/paste/known_names.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

// The blanks in front.
std::string_view IndentOf(std::string_view line) {
  return line.substr(0, std::min(line.find_first_not_of(" \t"), line.size()));
}

std::string_view CommonPrefix(std::string_view a, std::string_view b) {
  const size_t size = std::min(a.size(), b.size());
  const auto end = std::mismatch(a.begin(), a.begin() + size, b.begin()).first;
  return a.substr(0, static_cast<size_t>(end - a.begin()));
}

void Remove(std::string_view indent, Line* line) {
  line->text.remove_prefix(CommonPrefix(line->text, indent).size());
}

bool IsEveryLineQuoted(const Lines& lines) {
  size_t quoted = 0;
  for (const Line& line : lines) {
    if (StartsWith(line.text, ">")) {
      ++quoted;
    } else if (!IsBlankLine(line.text)) {
      return false;
    }
  }
  return quoted > 0;
}

// A request as curl -v shows it, and nothing else.
bool IsCurlsRequest(const Lines& lines) {
  const auto first =
      std::find_if(lines.begin(), lines.end(),
                   [](const Line& line) { return !IsBlankLine(line.text); });
  return first != lines.end() && IsRequestLine(first->text) &&
         std::none_of(first, lines.end(),
                      [](const Line& line) { return IsStatusLine(line.text); });
}

bool IsEllipsis(std::string_view line) {
  line = Trim(line);
  for (const char* mark : {"< ", "> ", "* "}) TakePrefix(mark, &line);
  for (const char* text :
       {"...", "\xe2\x80\xa6", "[...]", "[\xe2\x80\xa6]", "(...)", "....",
        "<snip>", "[snip]", "--snip--", "<...>"}) {
    if (line == text) return true;
  }
  return false;
}

// A line of a head, or of curl -v.
bool IsLineOfHead(std::string_view line) {
  for (const char* mark : {"< ", "> ", "* "}) {
    if (TakePrefix(mark, &line)) return true;
  }
  const auto field = SplitField(line);
  return field && IsKnownName(field->first);
}

// How many lines from `pos` on stand alternately with empty ones: all lines, or
// those of a head, to the empty line that ends it.
size_t CountSpacedLines(const Lines& lines, size_t pos) {
  const bool is_head = StartsWith(lines[pos].text, "HTTP/");
  size_t i = pos;
  size_t fields = 0;
  for (; i < lines.size(); i += 2) {
    if (is_head && IsBlankLine(lines[i].text)) break;
    fields += IsLineOfHead(lines[i].text) ? 1 : 0;
    if (i + 1 < lines.size() && !IsBlankLine(lines[i + 1].text)) return 0;
  }
  // A head without headers and a body of one line look like that, too.
  const bool has_fields = fields > 1 || (fields == 1 && i - pos >= 6);
  return has_fields ? std::min(i + 2, lines.size()) - pos : 0;
}

bool IsFence(std::string_view line) {
  line = Trim(line);
  return StartsWith(line, "```") || StartsWith(line, "~~~");
}

bool IsBeginOfHead(std::string_view line) {
  TakePrefix("< ", &line) || TakePrefix("> ", &line);
  return IsStatusLine(line) || IsRequestLine(line);
}

// Takes the lines up to the closing fence.
void TakeOneFence(const Lines& lines, size_t* i, Lines* taken) {
  Line first = lines[(*i)++];
  std::string_view text = Trim(first.text);
  const char mark = text[0];
  text.remove_prefix(std::min(text.find_first_not_of(mark), text.size()));
  // Chats put the first line behind the fence, and the last before the other.
  const bool is_inline = Contains(text, " ") && !Contains(text, "{");
  if (is_inline) taken->push_back({text, first.number});
  const std::string closing(3, mark);
  for (; *i < lines.size(); ++*i) {
    Line line = lines[*i];
    const std::string_view bare = Trim(line.text);
    if (StartsWith(bare, closing)) {
      ++*i;
      return;
    }
    const bool closes = is_inline && EndsWith(bare, closing);
    if (closes) line.text = bare.substr(0, bare.size() - closing.size());
    taken->push_back(line);
    if (closes) {
      ++*i;
      return;
    }
  }
}

}  // namespace

Lines SplitLines(std::string_view text, Notes* notes) {
  const bool has_lf = Contains(text, "\n");
  const char line_end = has_lf ? '\n' : '\r';
  if (!has_lf && text.find('\r') < text.size() - 1) {
    notes->push_back("CR was taken for a line end, as there is no LF.");
  }
  Lines lines;
  for (size_t number = 1; !text.empty(); ++number) {
    const size_t end = std::min(text.find(line_end), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (has_lf && EndsWith(line, "\r")) line.remove_suffix(1);
    lines.push_back({line, number});
  }
  return lines;
}

void DropExtraCarriageReturns(Lines* lines, Notes* notes) {
  size_t count = 0;
  for (const Line& line : *lines) {
    if (line.text.empty() || line.text == "\r") break;
    // The last line may lack its end.
    if (!EndsWith(line.text, "\r") && &line != &lines->back()) return;
    ++count;
  }
  if (count < 2) return;
  for (Line& line : *lines) {
    if (EndsWith(line.text, "\r")) line.text.remove_suffix(1);
  }
  notes->push_back("Lines end with CR CR LF; one CR of each was left out.");
}

void DropQuoting(Lines* lines, Notes* notes) {
  constexpr int kDeepest = 8;
  bool found = false;
  for (int i = 0; i < kDeepest && IsEveryLineQuoted(*lines); ++i) {
    Lines inner = *lines;
    for (Line& line : inner) {
      TakePrefix(">", &line.text);
      TakePrefix(" ", &line.text);
    }
    if (IsCurlsRequest(inner)) break;
    *lines = std::move(inner);
    found = true;
  }
  if (found) notes->push_back("The quoting \"> \" of each line was left out.");
}

void DropEmptyLinesInFront(Lines* lines, Notes* notes) {
  const auto first =
      std::find_if(lines->begin(), lines->end(),
                   [](const Line& line) { return !IsBlankLine(line.text); });
  if (first == lines->begin() || first == lines->end()) return;
  lines->erase(lines->begin(), first);
  notes->push_back("Empty lines in front were left out.");
}

void DropIndentation(Lines* lines, Notes* notes) {
  if (lines->empty()) return;
  // A head that was marked from its first letter on.
  const bool is_head = IsStatusLine(lines->front().text);
  std::optional<std::string_view> indent;
  size_t count = 0;
  for (size_t i = is_head ? 1 : 0; i < lines->size(); ++i) {
    const std::string_view text = (*lines)[i].text;
    if (IsBlankLine(text)) {
      if (is_head) break;
      continue;
    }
    indent = indent ? CommonPrefix(*indent, IndentOf(text)) : IndentOf(text);
    if (indent->empty()) return;
    ++count;
  }
  if (!indent || (is_head && count < 2)) return;
  for (Line& line : *lines) Remove(*indent, &line);
  notes->push_back("The indentation of the lines was left out.");
}

void DropDoubleSpacing(Lines* lines, Notes* notes) {
  Lines kept;
  size_t pos = 0;
  while (pos < lines->size()) {
    const size_t end = pos + CountSpacedLines(*lines, pos);
    if (end == pos) break;
    for (; pos < end; pos += 2) kept.push_back((*lines)[pos]);
    pos = end;
  }
  if (pos == 0) return;
  kept.insert(kept.end(), lines->begin() + static_cast<std::ptrdiff_t>(pos),
              lines->end());
  *lines = std::move(kept);
  notes->push_back(
      "Every second line is empty; those were left out, as the text is "
      "double-spaced.");
}

void DropEllipses(Lines* lines, Notes* notes) {
  const size_t in_heads = CountHeadLines(*lines);
  const size_t end = in_heads == 0 ? lines->size() : in_heads;
  Lines kept;
  size_t first = 0;
  for (size_t i = 0; i < lines->size(); ++i) {
    const Line& line = (*lines)[i];
    const bool is_dropped = i < end && IsEllipsis(line.text);
    if (!is_dropped) kept.push_back(line);
    if (is_dropped && first == 0) first = line.number;
  }
  if (first == 0) return;
  *lines = std::move(kept);
  notes->push_back("Line " + std::to_string(first) +
                   " says that something was left out there.");
}

std::vector<Lines> TakeFenced(const Lines& lines, Notes* notes) {
  std::vector<Lines> fenced;
  size_t outside = 0;
  for (size_t i = 0; i < lines.size();) {
    const std::string_view text = lines[i].text;
    if (IsFence(text)) {
      TakeOneFence(lines, &i, &fenced.emplace_back());
      continue;
    }
    if (fenced.empty() && IsBeginOfHead(text)) return {};
    outside += IsBlankLine(text) ? 0 : 1;
    ++i;
  }
  if (fenced.empty()) return {};
  std::string note = "Markdown's fences were left out";
  if (outside == 1) note += ", and a line outside of them";
  if (outside > 1) {
    note += ", and " + std::to_string(outside) + " lines outside of them";
  }
  notes->push_back(note + ".");
  return fenced;
}

size_t CountHeadLines(const Lines& lines) {
  size_t i = 0;
  while (i < lines.size() && IsStatusLine(lines[i].text)) {
    while (i < lines.size() && !IsBlankLine(lines[i].text)) ++i;
    const size_t end = i;
    while (i < lines.size() && IsBlankLine(lines[i].text)) ++i;
    if (i == lines.size() || !IsStatusLine(lines[i].text)) return end;
  }
  return i;
}

}  // namespace corsieve::tools
