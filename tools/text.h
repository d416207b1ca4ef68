// Text for a terminal.

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

std::string Lower(std::string_view s);
std::string Upper(std::string_view s);

// `word` as one word of a POSIX shell's command line.
std::string ShellQuoted(std::string_view word);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_TEXT_H_
