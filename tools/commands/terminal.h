// The three streams that a program has.

#ifndef CORSIEVE_TOOLS_COMMANDS_TERMINAL_H_
#define CORSIEVE_TOOLS_COMMANDS_TERMINAL_H_

#include <string_view>

namespace corsieve::tools {

// Writes to standard output, to its end; false, and a message, if that cannot
// be.
bool Write(std::string_view text);

// Writes to standard error.
void Complain(std::string_view text);

enum class Stream { kInput, kOutput, kError };
bool IsTerminal(Stream stream);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_COMMANDS_TERMINAL_H_
