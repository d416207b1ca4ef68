#include "tools/paste/shell_words.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "tools/paste/parts.h"
#include "tools/paste/utf8.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

// Whether the line that `s` begins with ends in a mark, blanks behind it apart.
bool FirstLineEndsIn(std::string_view s, char mark) {
  const size_t end = s.find('\n');
  if (end == s.npos) return false;
  const std::string_view line = Trim(s.substr(0, end));
  return !line.empty() && line.back() == mark;
}

// Whether the first argument or the end of the first line has a caret.
bool IsOfCmd(std::string_view text) {
  size_t i = text.find(' ');
  if (i == text.npos) return false;
  i = text.find_first_not_of(' ', i);
  if (i == text.npos) return false;
  return text[i] == '^' || FirstLineEndsIn(text, '^');
}

// Takes "^" out as cmd.exe does: what it stands before loses its meaning.
std::string WithoutCarets(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '^' || i + 1 == text.size()) {
      out.push_back(text[i]);
    } else if (const size_t next = text.find_first_not_of(" \t\r", i + 1);
               next != text.npos && text[next] == '\n') {
      i = next;
    } else {
      out.push_back(text[++i]);
    }
  }
  return out;
}

struct Escape {
  char letter;
  char byte;
};
constexpr Escape kAnsiEscapes[] = {
    {'a', '\a'}, {'b', '\b'}, {'e', '\x1b'}, {'E', '\x1b'}, {'f', '\f'},
    {'n', '\n'}, {'r', '\r'}, {'t', '\t'},   {'v', '\v'},
};

class Splitter {
 public:
  Splitter(std::string_view text, bool is_cmd) : s_(text), is_cmd_(is_cmd) {}

  // False where a quote is not closed.
  bool Split() {
    while (i_ < s_.size() && Step()) {
    }
    if (is_open_) return false;
    EndWord();
    return true;
  }

  std::vector<std::string> words() && { return std::move(words_); }
  size_t end() const { return i_; }

 private:
  // False at the command's end.
  bool Step() {
    const char c = s_[i_];
    if (c == '\n') return NextLine();
    if (IsBlank(c) || c == '\r') {
      EndWord();
      ++i_;
    } else if (c == '"') {
      ++i_;
      DoubleQuoted();
    } else if (is_cmd_) {
      return CmdByte(c);
    } else if (c == '\'') {
      ++i_;
      SingleQuoted();
    } else if (c == '$' && At(1) == '\'') {
      i_ += 2;
      AnsiQuoted();
    } else if (c == '$' && At(1) == '"') {
      i_ += 2;
      DoubleQuoted();
    } else if (c == '\\' || c == '`') {
      return Escaped(c);
    } else if (c == '#' && !has_word_) {
      return false;
    } else {
      return PlainByte(c);
    }
    return !is_open_;
  }

  char At(size_t ahead) const {
    return i_ + ahead < s_.size() ? s_[i_ + ahead] : '\0';
  }

  void Push(char c) {
    word_.push_back(c);
    has_word_ = true;
  }

  void EndWord() {
    if (skips_word_) {
      skips_word_ = !has_word_;
    } else if (has_word_) {
      words_.push_back(word_);
    }
    word_.clear();
    has_word_ = false;
  }

  // A mark at the end of the line may have been lost.
  bool NextLine() {
    EndWord();
    const size_t next = s_.find_first_not_of(" \t\r", i_ + 1);
    if (next == s_.npos || (s_[next] != '-' && s_[next] != '\'' &&
                            s_[next] != '"' && s_[next] != '$')) {
      return false;
    }
    // "$ curl" is a prompt.
    if (s_[next] == '$' && s_.substr(next, 2) != "$'") return false;
    i_ = next;
    return true;
  }

  bool PlainByte(char c) {
    if (c == '|' || c == ';' || c == '&') return false;
    if (c == '>' || c == '<') {
      // "2>&1" and "> file": number, operator and file are the shell's.
      if (parts::Number(word_)) {
        word_.clear();
        has_word_ = false;
      }
      EndWord();
      while (At(0) == '>' || At(0) == '<' || At(0) == '&') ++i_;
      skips_word_ = true;
      return true;
    }
    Push(c);
    ++i_;
    return true;
  }

  bool CmdByte(char c) {
    if (c == '\\') {
      Backslashes();
      return true;
    }
    return PlainByte(c);
  }

  // A run of backslashes before a quote is half as long, as Windows programs
  // read it; an odd one makes the quote a byte.
  void Backslashes() {
    const size_t behind = std::min(s_.find_first_not_of('\\', i_), s_.size());
    const size_t count = behind - i_;
    i_ = behind;
    const bool quote = At(0) == '"';
    word_.append(quote ? count / 2 : count, '\\');
    has_word_ = true;
    if (quote && count % 2 == 1) {
      Push('"');
      ++i_;
    }
  }

  bool Escaped(char mark) {
    const size_t next = s_.find_first_not_of(" \t\r", i_ + 1);
    if (next != s_.npos && s_[next] == '\n') {
      EndWord();
      i_ = next + 1;
      return true;
    }
    if (mark == '`') {
      Push(mark);
      ++i_;
      return true;
    }
    ++i_;
    if (i_ < s_.size()) Push(s_[i_++]);
    return true;
  }

  void SingleQuoted() {
    has_word_ = true;
    const size_t end = s_.find('\'', i_);
    is_open_ = end == s_.npos;
    if (is_open_) return;
    word_.append(s_.substr(i_, end - i_));
    i_ = end + 1;
  }

  void DoubleQuoted() {
    has_word_ = true;
    is_open_ = true;
    while (i_ < s_.size()) {
      const char c = s_[i_];
      if (c == '"' && is_cmd_ && At(1) == '"') {
        Push('"');
        i_ += 2;
      } else if (c == '"') {
        ++i_;
        is_open_ = false;
        return;
      } else if (c == '\\' && is_cmd_) {
        Backslashes();
      } else if (c == '\\' && At(1) == '\n') {
        i_ += 2;
      } else if (c == '\\' && At(1) != '\0' &&
                 std::string_view("\"\\$`").find(At(1)) !=
                     std::string_view::npos) {
        Push(At(1));
        i_ += 2;
      } else {
        Push(c);
        ++i_;
      }
    }
  }

  void AnsiQuoted() {
    has_word_ = true;
    is_open_ = true;
    while (i_ < s_.size()) {
      const char c = s_[i_++];
      if (c == '\'') {
        is_open_ = false;
        return;
      }
      if (c != '\\' || i_ == s_.size()) {
        Push(c);
      } else {
        AnsiEscape(s_[i_++]);
      }
    }
  }

  void AnsiEscape(char letter) {
    if (letter == 'u') {
      AppendUtf16Escape(s_, &i_, &word_);
    } else if (letter == 'U') {
      AppendUtf8(TakeHex(s_, 8, &i_), &word_);
    } else if (letter == 'x') {
      Push(static_cast<char>(static_cast<unsigned char>(TakeHex(s_, 2, &i_))));
    } else if (letter >= '0' && letter <= '7') {
      unsigned value = static_cast<unsigned>(letter - '0');
      for (int n = 0; n < 2 && At(0) >= '0' && At(0) <= '7'; ++n, ++i_) {
        value = value * 8 + static_cast<unsigned>(At(0) - '0');
      }
      Push(static_cast<char>(static_cast<unsigned char>(value)));
    } else {
      for (const Escape& escape : kAnsiEscapes) {
        if (escape.letter == letter) return Push(escape.byte);
      }
      Push(letter);
    }
  }

  std::string_view s_;
  bool is_cmd_;
  size_t i_ = 0;
  std::vector<std::string> words_;
  std::string word_;
  bool has_word_ = false;
  bool skips_word_ = false;
  bool is_open_ = false;
};

}  // namespace

std::optional<ShellWords> SplitShellWords(std::string_view text,
                                          std::string* error) {
  const bool is_cmd = IsOfCmd(text);
  const std::string without_carets = is_cmd ? WithoutCarets(text) : "";
  const std::string_view s = is_cmd ? std::string_view(without_carets) : text;
  Splitter splitter(s, is_cmd);
  if (!splitter.Split()) {
    *error = "the command ends within a quote";
    return std::nullopt;
  }
  ShellWords out;
  // Carets are before the end alone, where lengths are counted from behind.
  out.rest = text.substr(text.size() -
                         std::min(text.size(), s.size() - splitter.end()));
  out.words = std::move(splitter).words();
  return out;
}

}  // namespace corsieve::tools
