#include "tools/paste/powershell_text.h"

#include <algorithm>
#include <iterator>

#include "tools/text.h"

namespace corsieve::tools {
namespace {

struct Escape {
  char letter;
  char byte;
};
constexpr Escape kEscapes[] = {{'0', '\0'},   {'a', '\a'}, {'b', '\b'},
                               {'e', '\x1b'}, {'f', '\f'}, {'n', '\n'},
                               {'r', '\r'},   {'t', '\t'}, {'v', '\v'}};

char EscapedByte(char letter) {
  for (const Escape& escape : kEscapes) {
    if (escape.letter == letter) return escape.byte;
  }
  return letter;
}

bool IsNameByte(char c) {
  return IsDigit(c) || c == '_' || c == ':' ||
         (Lower(c) >= 'a' && Lower(c) <= 'z');
}

bool EndsWord(char c) {
  return IsBlank(c) || std::string_view("\r\n;|)}(){\"'`@$=,", 16).find(c) !=
                           std::string_view::npos;
}

}  // namespace

char PowerShellScanner::Peek() {
  while (at_ < s_.size()) {
    const char c = s_[at_];
    if (IsBlank(c) || c == '\r') {
      ++at_;
    } else if (c == '`') {
      const size_t next = s_.find_first_not_of(" \t\r", at_ + 1);
      if (next == s_.npos || s_[next] != '\n') return c;
      at_ = next + 1;
    } else {
      return c;
    }
  }
  return '\0';
}

bool PowerShellScanner::Take(char c) {
  if (Peek() != c || at_ == s_.size()) return false;
  ++at_;
  return true;
}

std::string_view PowerShellScanner::TakeParameter() {
  if (Peek() != '-') return "";
  const size_t start = at_ + 1;
  size_t end = start;
  while (end < s_.size() && Lower(s_[end]) >= 'a' && Lower(s_[end]) <= 'z') {
    ++end;
  }
  if (end == start) return "";
  at_ = end;
  return s_.substr(start, end - start);
}

std::optional<std::string> PowerShellScanner::TakeText() {
  const char quote = Peek();
  const size_t start = at_;
  if (quote == '@' && (At(1) == '"' || At(1) == '\'')) return TakeHereString();
  std::string out;
  if (quote != '"' && quote != '\'') {
    while (at_ < s_.size() && !EndsWord(s_[at_])) out.push_back(s_[at_++]);
    if (out.empty()) return std::nullopt;
    return out;
  }
  for (++at_; at_ < s_.size(); ++at_) {
    const char c = s_[at_];
    if (c == quote) {
      if (At(1) != quote) {
        ++at_;
        return out;
      }
      ++at_;  // A quote twice is the quote.
      out.push_back(quote);
    } else if (c == '`' && quote == '"' && at_ + 1 < s_.size()) {
      out.push_back(EscapedByte(s_[++at_]));
    } else {
      out.push_back(c);
    }
  }
  at_ = start;
  return std::nullopt;
}

std::optional<std::string> PowerShellScanner::TakeHereString() {
  const std::string end = std::string("\n") + At(1) + "@";
  const size_t first = s_.find('\n', at_);
  if (first == s_.npos) return std::nullopt;
  const size_t last = s_.find(end, first);
  if (last == s_.npos) return std::nullopt;
  std::string out(s_.substr(first + 1, std::max(last, first + 1) - first - 1));
  at_ = last + end.size();
  return out;
}

std::string_view PowerShellScanner::TakeVariable() {
  const char sigil = Peek();
  if (sigil != '$' && sigil != '@') return "";
  const size_t start = at_ + 1;
  size_t end = start;
  while (end < s_.size() && IsNameByte(s_[end])) ++end;
  if (end == start) return "";
  at_ = end;
  return s_.substr(start, end - start);
}

void PowerShellScanner::SkipValue() {
  int depth = 0;
  while (true) {
    const char c = Peek();
    if (at_ >= s_.size()) return;
    if (depth == 0 && (c == '\n' || c == ';' || c == '|')) return;
    if (c == '(' || c == '{' || c == '[') {
      ++depth;
    } else if (c == ')' || c == '}' || c == ']') {
      if (depth == 0) return;
      --depth;
    }
    if (c == '"' || c == '\'') {
      if (!TakeText()) at_ = s_.size();
    } else {
      ++at_;
    }
    // A blank ends a value that is in no bracket.
    if (depth == 0 && (at_ >= s_.size() || IsBlank(s_[at_]) ||
                       s_[at_] == '\n' || s_[at_] == '\r')) {
      return;
    }
  }
}

bool PowerShellScanner::TakeHashtable(const Member& member) {
  if (Peek() != '@' || At(1) != '{') return false;
  at_ += 2;
  while (at_ < s_.size()) {
    if (Take('}')) return true;
    if (Take('\n') || Take(';')) continue;
    const auto key = TakeText();
    if (key && Take('=')) {
      member(*key);
    } else if (at_ < s_.size()) {
      const size_t before = at_;
      SkipValue();
      // What ends no value here is skipped as well.
      if (at_ == before) ++at_;
    }
  }
  return true;
}

}  // namespace corsieve::tools
