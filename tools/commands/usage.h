// What each command takes, as data: the command line is read by it, and the
// help, the manual page and the shells' completions are written from it.

#ifndef CORSIEVE_TOOLS_COMMANDS_USAGE_H_
#define CORSIEVE_TOOLS_COMMANDS_USAGE_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/types/span.h"

namespace corsieve::tools {

struct OptionInfo {
  std::string_view group;  // The help's heading; "" for what it leaves out.
  char letter;             // '\0' where there is only the name.
  std::string_view name;
  std::string_view value;  // What the help calls it; "" for a flag.
  std::string_view words;  // All that it can be, by spaces; "" for any text.
  std::string_view text;
  bool repeats = false;  // Whether each counts; otherwise the last one does.
};

struct Example {
  std::string_view text;
  std::string_view command;  // One or more lines for a shell.
};

struct CommandInfo {
  std::string_view name;       // "" for the program itself.
  std::string_view arguments;  // Behind the name: "[option]... [FILE]...".
  std::string_view summary;
  // Paragraphs, by empty lines; one that begins with a blank stands as it is.
  std::string_view description;
  absl::Span<const OptionInfo> options;
  absl::Span<const Example> examples;
};

// The same for all commands, a line each.
inline constexpr std::string_view kExitStatus[] = {
    "0  fine",
    "1  the input had problems, or an expectation is not met",
    "2  wrong usage",
};

// The words of `words`, or the paragraphs where `separator` is an empty line.
std::vector<std::string> SplitText(std::string_view text,
                                   std::string_view separator);

// "corsieve explain", or "corsieve".
std::string FullName(const CommandInfo& command);

// "-H, --header LINE".
std::string OptionLabel(const OptionInfo& option);

// The groups of its options that are shown, in order, each once.
std::vector<std::string_view> OptionGroups(const CommandInfo& command);

// What `corsieve COMMAND --help` prints; `commands` are those to name in it.
std::string HelpText(const CommandInfo& command,
                     absl::Span<const CommandInfo* const> commands);

// Says what is wrong, and where help is, on standard error. Returns the exit
// status.
int WrongUsage(const CommandInfo& command, std::string_view what);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_COMMANDS_USAGE_H_
