// The program `corsieve`.

#include <algorithm>
#include <cstdio>
#include <exception>
#include <optional>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "tools/commands/batch_command.h"
#include "tools/commands/command_line.h"
#include "tools/commands/commands.h"
#include "tools/commands/completion.h"
#include "tools/commands/explain_command.h"
#include "tools/commands/fetch_command.h"
#include "tools/commands/har_command.h"
#include "tools/commands/manual.h"
#include "tools/commands/reasons_command.h"
#include "tools/commands/terminal.h"
#include "tools/commands/usage.h"
#include "tools/commands/version.h"
#include "tools/commands/warc_command.h"

namespace corsieve::tools {
namespace {

struct Command {
  const CommandInfo* info;
  int (*run)(const CommandLine& line);
};

int Program(const CommandLine& line) {
  if (!line.operands().empty()) {
    return WrongUsage(kProgram, "no command " + line.operands()[0]);
  }
  std::string text;
  if (line.Has("version")) text = Version();
  if (line.Has("help-man")) text = ManualPage();
  if (line.Has("help-bash")) text = BashCompletion();
  if (line.Has("help-zsh")) text = ZshCompletion();
  if (text.empty()) {
    return WrongUsage(
        kProgram, "what to do? explain, fetch, har, batch, warc or reasons");
  }
  return Write(text) ? 0 : 1;
}

int Main(std::vector<std::string> arguments) {
  static constexpr Command kCommands[] = {
      {&kExplainCommand, ExplainCommand}, {&kFetchCommand, FetchCommand},
      {&kHarCommand, HarCommand},         {&kBatchCommand, BatchCommand},
      {&kWarcCommand, WarcCommand},       {&kReasonsCommand, ReasonsCommand},
  };
  Command command = {&kProgram, Program};
  for (const Command& c : kCommands) {
    if (!arguments.empty() && arguments[0] == c.info->name) command = c;
  }
  if (command.info != &kProgram) arguments.erase(arguments.begin());

  std::string error;
  const auto line = ReadCommandLine(*command.info, arguments, &error);
  if (!line) return WrongUsage(*command.info, error);
  if (line->Has("help")) {
    absl::Span<const CommandInfo* const> commands;
    if (command.info == &kProgram) commands = AllCommands();
    return Write(HelpText(*command.info, commands)) ? 0 : 1;
  }
  return command.run(*line);
}

}  // namespace
}  // namespace corsieve::tools

int main(int argc, char** argv) {
  try {
    return corsieve::tools::Main({argv + std::min(argc, 1), argv + argc});
  } catch (const std::exception& e) {
    // Memory has run out, if anything.
    std::fprintf(stderr, "corsieve: %s\n", e.what());
    return 1;
  }
}
