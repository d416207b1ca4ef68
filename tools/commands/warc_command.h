// `corsieve warc`: its arguments.

#ifndef CORSIEVE_TOOLS_COMMANDS_WARC_COMMAND_H_
#define CORSIEVE_TOOLS_COMMANDS_WARC_COMMAND_H_

#include "tools/commands/command_line.h"
#include "tools/commands/usage.h"

namespace corsieve::tools {

extern const CommandInfo kWarcCommand;

// Returns the exit status.
int WarcCommand(const CommandLine& line);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_COMMANDS_WARC_COMMAND_H_
