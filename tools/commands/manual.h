// The manual page, written from what the help is written from.

#ifndef CORSIEVE_TOOLS_COMMANDS_MANUAL_H_
#define CORSIEVE_TOOLS_COMMANDS_MANUAL_H_

#include <string>

namespace corsieve::tools {

// docs/corsieve.1, in roff with the macros of man(7).
std::string ManualPage();

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_COMMANDS_MANUAL_H_
