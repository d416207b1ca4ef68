// `corsieve reasons`: its arguments.

#ifndef CORSIEVE_TOOLS_COMMANDS_REASONS_COMMAND_H_
#define CORSIEVE_TOOLS_COMMANDS_REASONS_COMMAND_H_

#include "tools/commands/command_line.h"
#include "tools/commands/usage.h"

namespace corsieve::tools {

extern const CommandInfo kReasonsCommand;

// Returns the exit status.
int ReasonsCommand(const CommandLine& line);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_COMMANDS_REASONS_COMMAND_H_
