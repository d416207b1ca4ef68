// `corsieve har`: its arguments.

#ifndef CORSIEVE_TOOLS_COMMANDS_HAR_COMMAND_H_
#define CORSIEVE_TOOLS_COMMANDS_HAR_COMMAND_H_

#include "tools/commands/command_line.h"
#include "tools/commands/usage.h"

namespace corsieve::tools {

extern const CommandInfo kHarCommand;

// Returns the exit status.
int HarCommand(const CommandLine& line);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_COMMANDS_HAR_COMMAND_H_
