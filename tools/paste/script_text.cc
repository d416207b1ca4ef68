#include "tools/paste/script_text.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include "tools/paste/utf8.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

struct Escape {
  char letter;
  char byte;
};
constexpr Escape kEscapes[] = {
    {'0', '\0'}, {'b', '\b'}, {'f', '\f'}, {'n', '\n'},
    {'r', '\r'}, {'t', '\t'}, {'v', '\v'},
};

bool IsQuote(char c) { return c == '"' || c == '\'' || c == '`'; }

// Reads the escape behind a backslash.
void TakeEscape(std::string_view s, size_t* at, std::string* out) {
  const char letter = s[(*at)++];
  if (letter == 'u' && *at < s.size() && s[*at] == '{') {
    ++*at;
    AppendUtf8(TakeHex(s, 6, at), out);
    if (*at < s.size() && s[*at] == '}') ++*at;
  } else if (letter == 'u') {
    AppendUtf16Escape(s, at, out);
  } else if (letter == 'x') {
    AppendUtf8(TakeHex(s, 2, at), out);
  } else if (letter != '\n') {
    const auto* escape =
        std::find_if(std::begin(kEscapes), std::end(kEscapes),
                     [letter](const Escape& e) { return e.letter == letter; });
    out->push_back(escape == std::end(kEscapes) ? letter : escape->byte);
  }
}

}  // namespace

bool IsScriptNameByte(char c) {
  return IsDigit(c) || (Lower(c) >= 'a' && Lower(c) <= 'z') || c == '_' ||
         c == '$' || c == '.';
}

char ScriptScanner::Peek() {
  while (at_ < s_.size()) {
    const char c = s_[at_];
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
      ++at_;
    } else if (c == '/' && At(1) == '/') {
      at_ = std::min(s_.find('\n', at_), s_.size());
    } else if (c == '/' && At(1) == '*') {
      const size_t end = s_.find("*/", at_ + 2);
      at_ = end == s_.npos ? s_.size() : end + 2;
    } else {
      return c;
    }
  }
  return '\0';
}

bool ScriptScanner::Take(char c) {
  if (Peek() != c || at_ == s_.size()) return false;
  ++at_;
  return true;
}

bool ScriptScanner::TakeWord(std::string_view word) {
  Peek();
  if (s_.substr(std::min(at_, s_.size()), word.size()) != word ||
      IsScriptNameByte(At(word.size()))) {
    return false;
  }
  at_ += word.size();
  return true;
}

std::string_view ScriptScanner::TakeName() {
  Peek();
  const size_t start = at_;
  while (at_ < s_.size() && IsScriptNameByte(s_[at_])) ++at_;
  return s_.substr(start, at_ - start);
}

std::optional<ScriptText> ScriptScanner::TakeText() {
  const char c = Peek();
  if (!IsQuote(c)) {
    const size_t start = at_;
    const std::string word(TakeName());
    const bool is_number = !word.empty() && IsDigit(word[0]);
    if (is_number || word == "true" || word == "false") {
      return ScriptText{word, true};
    }
    at_ = start;
    return std::nullopt;
  }
  ScriptText out = TakeString();
  // 'Bearer ' + token
  while (Take('+')) {
    if (!IsQuote(Peek())) {
      out.text += "...";
      out.is_literal = false;
      SkipExpression();
      break;
    }
    ScriptText more = TakeString();
    out.text += more.text;
    out.is_literal = out.is_literal && more.is_literal;
  }
  return out;
}

ScriptText ScriptScanner::TakeString() {
  const char quote = s_[at_++];
  ScriptText out;
  while (at_ < s_.size() && s_[at_] != quote) {
    const char c = s_[at_++];
    if (c == '\\' && at_ < s_.size()) {
      TakeEscape(s_, &at_, &out.text);
    } else if (quote == '`' && c == '$' && At(0) == '{') {
      ++at_;
      SkipTemplateExpression();
      out.text += "...";
      out.is_literal = false;
    } else {
      out.text.push_back(c);
    }
  }
  if (at_ == s_.size()) out.is_literal = false;
  at_ = std::min(at_ + 1, s_.size());
  return out;
}

void ScriptScanner::SkipTemplateExpression() {
  SkipExpression();
  // What SkipExpression() stops at may be no "}" in a broken text.
  while (at_ < s_.size() && s_[at_] != '}' && s_[at_] != '`') ++at_;
  if (At(0) == '}') ++at_;
}

void ScriptScanner::SkipExpression() {
  // What the brackets and templates that are open wait for.
  std::vector<char> open;
  while (true) {
    const bool in_template = !open.empty() && open.back() == '`';
    const char c = in_template ? At(0) : Peek();
    if (at_ >= s_.size()) return;
    if (in_template) {
      ++at_;
      if (c == '`') {
        open.pop_back();
      } else if (c == '\\') {
        at_ = std::min(at_ + 1, s_.size());
      } else if (c == '$' && At(0) == '{') {
        ++at_;
        open.push_back('}');
      }
      continue;
    }
    if (open.empty() && (c == ',' || c == ';')) return;
    if (c == ')' || c == ']' || c == '}') {
      if (open.empty()) return;
      open.pop_back();
    } else if (c == '(' || c == '[' || c == '{') {
      open.push_back(c);
    } else if (c == '`') {
      open.push_back(c);
    } else if (c == '"' || c == '\'') {
      TakeString();
      continue;
    }
    ++at_;
  }
}

bool ScriptScanner::TakeObject(const Member& member) {
  if (!Take('{')) return false;
  bool is_whole = true;
  while (true) {
    if (Take('}')) return is_whole;
    if (Take(',')) continue;
    const char c = Peek();
    if (at_ >= s_.size()) return false;
    if (c == ')' || c == ']' || c == ';') return false;
    std::string key;
    if (c == '"' || c == '\'') {
      key = TakeString().text;
    } else {
      key = std::string(TakeName());
    }
    if (key.empty() || StartsWith(key, "...") ||
        (Peek() != ':' && Peek() != ',' && Peek() != '}')) {
      is_whole = false;
    } else if (Take(':')) {
      member(key);
    } else {
      member(key);
    }
    SkipExpression();
  }
}

}  // namespace corsieve::tools
