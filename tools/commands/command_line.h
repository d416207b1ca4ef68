// A command's arguments, read by CLI11 as its CommandInfo says.

#ifndef CORSIEVE_TOOLS_COMMANDS_COMMAND_LINE_H_
#define CORSIEVE_TOOLS_COMMANDS_COMMAND_LINE_H_

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/commands/usage.h"

namespace corsieve::tools {

class CommandLine {
 public:
  // Whether the option, or flag, of this name was given.
  bool Has(std::string_view name) const;
  // The last value; nullopt where there is none.
  std::optional<std::string> Last(std::string_view name) const;
  // All values, in order.
  std::vector<std::string> All(std::string_view name) const;
  // What is no option, in order.
  const std::vector<std::string>& operands() const { return operands_; }

 private:
  friend std::optional<CommandLine> ReadCommandLine(
      const CommandInfo& command, const std::vector<std::string>& arguments,
      std::string* error);

  std::map<std::string, std::vector<std::string>, std::less<>> values_;
  std::vector<std::string> operands_;
};

// Reads what stands behind the command's name. Options may be shortened as long
// as one only is meant; behind "--" there are none. nullopt: wrong usage, and
// `*error` says what, arguments as they are in it.
std::optional<CommandLine> ReadCommandLine(
    const CommandInfo& command, const std::vector<std::string>& arguments,
    std::string* error);

// --threads: 1 without it; nullopt: it is no number of 1 to 256.
std::optional<size_t> ReadThreads(const CommandLine& line, std::string* error);

// --expect-error, if it is given: the name of the reason for which a fetch
// fails that it is in any case. False, and a message, if it is none.
bool ReadExpectError(const CommandLine& line,
                     std::optional<std::string>* reason, std::string* error);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_COMMANDS_COMMAND_LINE_H_
