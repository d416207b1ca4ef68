#include "tools/paste/printed_tokens.h"

#include <algorithm>

#include "tools/text.h"

namespace corsieve::tools {
namespace {

using Kind = PrintedToken::Kind;

bool IsWordByte(char c) {
  return IsDigit(c) || (Lower(c) >= 'a' && Lower(c) <= 'z') || c == '-' ||
         c == '_' || c == '.' || c == '$' || c == '@';
}

// What stands for itself behind a backslash, but for the line ends.
char Unescaped(char c) {
  switch (c) {
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return c;
  }
}

// The string that begins with the quote at `start`.
PrintedToken StringAt(std::string_view text, size_t start) {
  PrintedToken token = {Kind::kString, "", start, start + 1, false};
  size_t& i = token.end;
  for (; i < text.size() && text[i] != text[start] && text[i] != '\n'; ++i) {
    const bool is_escape = text[i] == '\\' && i + 1 < text.size();
    if (is_escape) ++i;
    token.text += is_escape ? Unescaped(text[i]) : text[i];
  }
  i = std::min(i + 1, text.size());
  return token;
}

}  // namespace

std::vector<PrintedToken> PrintedTokensOf(std::string_view text) {
  std::vector<PrintedToken> tokens;
  bool starts_line = true;
  for (size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (c == '\'' || c == '"') {
      // Python's b'...' and u'...' are strings, too.
      if (!tokens.empty() && tokens.back().kind == Kind::kWord &&
          tokens.back().end == i && tokens.back().text.size() == 1) {
        starts_line = tokens.back().starts_line;
        tokens.pop_back();
      }
      tokens.push_back(StringAt(text, i));
    } else if (IsWordByte(c)) {
      size_t end = i;
      while (end < text.size() && IsWordByte(text[end])) ++end;
      tokens.push_back(
          {Kind::kWord, std::string(text.substr(i, end - i)), i, end, false});
    } else if (StartsWith(text.substr(i), "=>")) {
      tokens.push_back({Kind::kMark, "=>", i, i + 2, false});
    } else if (!IsBlank(c) && c != '\r' && c != '\n') {
      tokens.push_back({Kind::kMark, std::string(1, c), i, i + 1, false});
    } else {
      starts_line = starts_line || c == '\n';
      ++i;
      continue;
    }
    tokens.back().starts_line = starts_line;
    starts_line = false;
    i = tokens.back().end;
  }
  return tokens;
}

}  // namespace corsieve::tools
