// What shells need to complete a command line, written from what the help is
// written from.

#ifndef CORSIEVE_TOOLS_COMMANDS_COMPLETION_H_
#define CORSIEVE_TOOLS_COMMANDS_COMPLETION_H_

#include <string>

namespace corsieve::tools {

// tools/completion/corsieve.bash
std::string BashCompletion();

// tools/completion/_corsieve
std::string ZshCompletion();

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_COMMANDS_COMPLETION_H_
