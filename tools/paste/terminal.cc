#include "tools/paste/terminal.h"

#include <algorithm>
#include <string_view>

#include "tools/paste/head_lines.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

bool IsIn(char c, char first, char last) { return c >= first && c <= last; }

// Size of the control sequence behind "ESC [", 0 if there is none.
size_t SizeOfControl(std::string_view s) {
  size_t i = 0;
  while (i < s.size() && IsIn(s[i], '\x20', '\x3f')) ++i;
  return i < s.size() && IsIn(s[i], '\x40', '\x7e') ? i + 1 : 0;
}

// Size of the rest of a command behind "ESC ]": up to BEL or ESC \.
size_t SizeOfCommand(std::string_view s) {
  const size_t end = s.find_first_of("\a\x1b\n");
  if (end == s.npos || s[end] == '\n') return 0;
  if (s[end] == '\a') return end + 1;
  return s.substr(end + 1, 1) == "\\" ? end + 2 : 0;
}

// Size of the sequence that `s` begins with, 0 if it is none.
size_t SizeOfSequence(std::string_view s) {
  if (s.size() < 2 || s[0] != '\x1b') return 0;
  const std::string_view rest = s.substr(2);
  size_t size = 0;
  switch (s[1]) {
    case '[':
      size = SizeOfControl(rest);
      break;
    case ']':
      size = SizeOfCommand(rest);
      break;
    case '(':  // Chooses a character set, as `tput sgr0` does.
      size = rest.empty() ? 0 : 1;
      break;
    default:
      return 0;
  }
  return size == 0 ? 0 : size + 2;
}

// Size of a colour without its ESC: "[1m", or "^[[1m" as less shows it.
size_t SizeOfBareColour(std::string_view s) {
  std::string_view rest = s;
  if (!TakePrefix("^[[", &rest) && !TakePrefix("[", &rest)) return 0;
  constexpr size_t kLongest = 16;
  const size_t end = rest.substr(0, kLongest).find_first_not_of("0123456789;");
  if (end == rest.npos || end == 0 || rest[end] != 'm') return 0;
  return s.size() - rest.size() + end + 1;
}

std::string WithoutSequences(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const size_t escape = std::min(text.find('\x1b'), text.size());
    out += text.substr(0, escape);
    text.remove_prefix(escape);
    const size_t size = SizeOfSequence(text);
    if (size == 0) out += text.substr(0, 1);
    text.remove_prefix(std::min(std::max<size_t>(size, 1), text.size()));
  }
  return out;
}

// Of lines that begin with a colour.
std::string WithoutBareColours(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end);
    const bool is_coloured = SizeOfBareColour(line) > 0;
    while (is_coloured && !line.empty()) {
      const size_t size = SizeOfBareColour(line);
      if (size == 0) out += line[0];
      line.remove_prefix(std::max<size_t>(size, 1));
    }
    out += line;
  }
  return out;
}

// Takes "12", "1.2M" or "--" of a meter's column off the front.
bool TakeAmount(std::string_view* s) {
  s->remove_prefix(std::min(s->find_first_not_of(' '), s->size()));
  const size_t end = std::min(s->find_first_not_of("0123456789."), s->size());
  if (end == 0 || !IsDigit((*s)[0])) return false;
  s->remove_prefix(end);
  constexpr std::string_view kUnits = "kKMGTP";
  if (!s->empty() && kUnits.find((*s)[0]) != kUnits.npos) s->remove_prefix(1);
  return true;
}

// Takes "--:--:--" or "0:00:12".
bool TakeTime(std::string_view* s) {
  s->remove_prefix(std::min(s->find_first_not_of(' '), s->size()));
  const size_t end = std::min(s->find_first_not_of("0123456789-:"), s->size());
  const std::string_view time = s->substr(0, end);
  if (std::count(time.begin(), time.end(), ':') != 2) return false;
  s->remove_prefix(end);
  return true;
}

// Takes a row of the meter off the front.
bool TakeMeter(std::string_view* s) {
  std::string_view rest = *s;
  constexpr int kAmounts = 8;
  constexpr int kTimes = 3;
  for (int i = 0; i < kAmounts; ++i) {
    if (!TakeAmount(&rest)) return false;
  }
  for (int i = 0; i < kTimes; ++i) {
    if (!TakeTime(&rest)) return false;
  }
  if (!TakeAmount(&rest)) return false;
  *s = rest;
  return true;
}

bool IsMeterHead(std::string_view line) {
  line = Trim(line);
  return (StartsWith(line, "% Total") && Contains(line, "% Received")) ||
         (StartsWith(line, "Dload") && Contains(line, "Upload"));
}

}  // namespace

void StripTerminalCodes(std::string* text, std::vector<std::string>* notes) {
  std::string stripped = Contains(*text, "\x1b") ? WithoutSequences(*text)
                                                 : WithoutBareColours(*text);
  if (stripped.size() == text->size()) return;
  *text = std::move(stripped);
  notes->push_back("Codes for a terminal, such as colours, were left out.");
}

void DropProgressMeter(Lines* lines, std::vector<std::string>* notes) {
  bool found = false;
  Lines kept;
  kept.reserve(lines->size());
  for (Line line : *lines) {
    bool has_meter = false;
    std::string_view rest = line.text;
    while (true) {
      const size_t start = rest.find_first_not_of('\r');
      if (start == rest.npos) break;
      rest.remove_prefix(start);
      if (!TakeMeter(&rest)) break;
      has_meter = true;
      line.text = rest;
    }
    if (has_meter && !IsBlankLine(line.text)) line.text = rest;
    const bool is_dropped =
        (has_meter && IsBlankLine(line.text)) || IsMeterHead(line.text);
    found |= has_meter || is_dropped;
    if (!is_dropped) kept.push_back(line);
  }
  if (!found) return;
  *lines = std::move(kept);
  notes->push_back("The progress meter was left out.");
}

}  // namespace corsieve::tools
