// What program.wasm has: the commands of the program that ask for no network
// and no threads.

#include "bindings/wasm/program/main.h"

#include <string>
#include <vector>

#include "tools/commands/command_line.h"
#include "tools/commands/explain_command.h"
#include "tools/commands/har_command.h"
#include "tools/commands/reasons_command.h"
#include "tools/commands/terminal.h"
#include "tools/commands/usage.h"
#include "tools/commands/version.h"

namespace corsieve::tools {
namespace {

constexpr std::string_view kGroup = "Options";

constexpr OptionInfo kOptions[] = {
    {kGroup, 'h', "help", "", "", "this text; behind a command, its own"},
    {kGroup, '\0', "version", "", "",
     "the version, and of which browsers the profiles are"},
};

constexpr Example kExamples[] = {
    {"Which headers of this response can the page read?",
     R"(curl -si -H 'Origin: https://app.example' https://api.example/data |
  npx corsieve-cli explain --origin https://app.example \
      --url https://api.example/data)"},
    {"What does a reason mean?",
     "npx corsieve-cli reasons AllowOriginMismatch"},
};

constexpr CommandInfo kPackage = {
    "",
    "COMMAND [option]...",
    "which response headers page script can read, and why",
    "This is the npm package's. The program, which is built from its sources, "
    "has fetch, batch and warc as well: these ask servers and use threads.",
    kOptions,
    kExamples,
};

constexpr const CommandInfo* kCommands[] = {
    &kExplainCommand,
    &kHarCommand,
    &kReasonsCommand,
};

// What to do instead of what is only in the program.
struct Missing {
  std::string_view name;
  std::string_view instead;
};
constexpr Missing kMissing[] = {
    {"fetch",
     "ask with curl -si -H 'Origin: ...' URL, and pipe what it prints into "
     "npx corsieve-cli explain"},
    {"batch", "call filterResponse() or Exchange of the package for each case"},
    {"warc", "call filterResponse() of the package for each response"},
};

int RunPackage(const std::string& command, const CommandLine& line) {
  for (const Missing& missing : kMissing) {
    if (command != missing.name) continue;
    Complain("corsieve: " + command +
             " is in the program, and not in the npm package: " +
             std::string(missing.instead) + ".\n");
    return 2;
  }
  if (!line.operands().empty()) {
    return WrongUsage(kPackage, "no command " + line.operands()[0]);
  }
  if (line.Has("version")) return Write(Version()) ? 0 : 1;
  return WrongUsage(kPackage, "what to do? explain, har or reasons");
}

}  // namespace

int Main(std::vector<std::string> arguments) {
  const CommandInfo* command = &kPackage;
  const std::string first = arguments.empty() ? "" : arguments[0];
  for (const CommandInfo* c : kCommands) {
    if (first == c->name) command = c;
  }
  for (const Missing& missing : kMissing) {
    if (first == missing.name) arguments.clear();
  }
  if (command != &kPackage) arguments.erase(arguments.begin());
  std::string error;
  const auto line = ReadCommandLine(*command, arguments, &error);
  if (!line) return WrongUsage(*command, error);
  if (line->Has("help")) {
    absl::Span<const CommandInfo* const> commands;
    if (command == &kPackage) commands = kCommands;
    return Write(HelpText(*command, commands)) ? 0 : 1;
  }
  if (command == &kExplainCommand) return ExplainCommand(*line);
  if (command == &kHarCommand) return HarCommand(*line);
  if (command == &kReasonsCommand) return ReasonsCommand(*line);
  return RunPackage(first, *line);
}

}  // namespace corsieve::tools
