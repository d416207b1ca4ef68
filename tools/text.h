// Text: what is asked of it, and what is made of it for a terminal.

#ifndef CORSIEVE_TOOLS_TEXT_H_
#define CORSIEVE_TOOLS_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

namespace corsieve::tools {

// Bytes that a terminal might act on, made visible.
std::string Printable(std::string_view bytes);

// "200 OK".
std::string StatusText(int status, std::string_view message);

// "a", "a and b", "a, b and c".
std::string Enumerate(const std::vector<std::string>& words);

inline bool IsBlank(char c) { return c == ' ' || c == '\t'; }
inline bool IsDigit(char c) { return c >= '0' && c <= '9'; }
inline char Lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}
std::string Lower(std::string_view s);
std::string Upper(std::string_view s);

bool StartsWith(std::string_view s, std::string_view prefix);
bool EndsWith(std::string_view s, std::string_view suffix);
bool Contains(std::string_view s, std::string_view part);
bool StartsWithAnyCase(std::string_view s, std::string_view prefix);
bool EqualsAnyCase(std::string_view a, std::string_view b);
// Takes `prefix` off the front, if it is there.
bool TakePrefix(std::string_view prefix, std::string_view* s);
// Without the blanks around it.
std::string_view TrimBlanks(std::string_view s);
// Without the blanks and CRs around it, for a line's end may be CR LF.
std::string_view Trim(std::string_view s);

// `word` as one word of a POSIX shell's command line.
std::string ShellQuoted(std::string_view word);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_TEXT_H_
