// Which arguments are options, and which their values.

#ifndef CORSIEVE_TOOLS_COMMANDS_SPLIT_ARGUMENTS_H_
#define CORSIEVE_TOOLS_COMMANDS_SPLIT_ARGUMENTS_H_

#include <optional>
#include <string>
#include <vector>

namespace corsieve::tools {

struct KnownOption {
  std::vector<std::string> names;  // Without "--".
  char letter;                     // '\0' where there is none.
  bool takes_value;
};

struct SplitLine {
  // Of each option as often as it was given; a flag's are of no interest.
  std::vector<std::vector<std::string>> values;
  // In order: what is no option, what looks like one and is none, and "--" with
  // all behind it.
  std::vector<std::string> rest;
};

// nullopt: wrong usage, and `*error` says what.
std::optional<SplitLine> SplitArguments(
    const std::vector<KnownOption>& known,
    const std::vector<std::string>& arguments, std::string* error);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_COMMANDS_SPLIT_ARGUMENTS_H_
