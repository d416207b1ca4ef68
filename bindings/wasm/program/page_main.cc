// What page.wasm has: `corsieve explain --format json`, for a page that wants
// an answer before it wants all of the program. What it has not is a trap.

#include <string>
#include <vector>

#include "bindings/wasm/program/main.h"
#include "tools/commands/command_line.h"
#include "tools/commands/explain_command.h"
#include "tools/commands/terminal.h"
#include "tools/commands/usage.h"

namespace corsieve::tools {

int Main(std::vector<std::string> arguments) {
  if (arguments.empty() || arguments[0] != kExplainCommand.name) {
    Complain("corsieve: page.wasm has explain alone; program.wasm has more\n");
    return 2;
  }
  arguments.erase(arguments.begin());
  std::string error;
  const auto line = ReadCommandLine(kExplainCommand, arguments, &error);
  if (!line) return WrongUsage(kExplainCommand, error);
  if (line->Has("help")) __builtin_trap();
  return ExplainCommand(*line);
}

}  // namespace corsieve::tools
