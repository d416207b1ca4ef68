// The program's commands.

#ifndef CORSIEVE_TOOLS_COMMANDS_COMMANDS_H_
#define CORSIEVE_TOOLS_COMMANDS_COMMANDS_H_

#include "absl/types/span.h"
#include "tools/commands/usage.h"

namespace corsieve::tools {

// The program without a command.
extern const CommandInfo kProgram;

absl::Span<const CommandInfo* const> AllCommands();

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_COMMANDS_COMMANDS_H_
