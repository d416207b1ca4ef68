// `corsieve har`: its arguments.

#ifndef CORSIEVE_TOOLS_COMMANDS_HAR_COMMAND_H_
#define CORSIEVE_TOOLS_COMMANDS_HAR_COMMAND_H_

#include "tools/commands/command_line.h"
#include "tools/commands/usage.h"
#include "tools/har/har_verdict.h"

namespace corsieve::tools {

extern const CommandInfo kHarCommand;

// Does what was asked for. Returns the exit status (run_har.cc).
int RunHar(const HarOptions& options);

// Both of it. Returns the exit status.
int HarCommand(const CommandLine& line);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_COMMANDS_HAR_COMMAND_H_
