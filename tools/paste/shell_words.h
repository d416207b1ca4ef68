// A command line in words, as bash and cmd.exe split it.

#ifndef CORSIEVE_TOOLS_PASTE_SHELL_WORDS_H_
#define CORSIEVE_TOOLS_PASTE_SHELL_WORDS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace corsieve::tools {

struct ShellWords {
  std::vector<std::string> words;
  // What is behind the command: from an operator as "|", or from a line on that
  // is none of the command's.
  std::string_view rest;
};

// Splits the command that `text` begins with; that it is cmd.exe's is seen from
// its carets. A line that begins with an option or a quote goes on with the
// command, because continuation marks get lost. nullopt: a quote is not closed.
std::optional<ShellWords> SplitShellWords(std::string_view text,
                                          std::string* error);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_PASTE_SHELL_WORDS_H_
