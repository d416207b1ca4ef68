// tools/commands/split_arguments.h as CLI11 does it, of which this is all that
// the program makes use of: the library itself wants exceptions and iostreams.
// bindings/npm/test/cli.test.js asks both, of command lines made at random.

#include "tools/commands/split_arguments.h"

#include <algorithm>
#include <cstddef>

#include "tools/text.h"

namespace corsieve::tools {
namespace {

const KnownOption* FindLong(const std::vector<KnownOption>& known,
                            const std::string& name) {
  for (const KnownOption& option : known) {
    if (std::count(option.names.begin(), option.names.end(), name) > 0) {
      return &option;
    }
  }
  return nullptr;
}

const KnownOption* FindShort(const std::vector<KnownOption>& known, char c) {
  for (const KnownOption& option : known) {
    if (option.letter == c) return &option;
  }
  return nullptr;
}

}  // namespace

std::optional<SplitLine> SplitArguments(
    const std::vector<KnownOption>& known,
    const std::vector<std::string>& arguments, std::string* error) {
  SplitLine line;
  line.values.resize(known.size());
  std::vector<std::string> left(arguments.rbegin(), arguments.rend());
  while (!left.empty()) {
    const std::string arg = left.back();
    left.pop_back();
    if (arg == "--") {
      line.rest.push_back(arg);
      line.rest.insert(line.rest.end(), left.rbegin(), left.rend());
      break;
    }
    const bool is_long = StartsWith(arg, "--");
    const size_t equals = std::min(arg.find('='), arg.size());
    const KnownOption* option =
        is_long ? FindLong(known, arg.substr(2, equals - 2))
        : arg.size() > 1 && arg[0] == '-' ? FindShort(known, arg[1])
                                          : nullptr;
    if (option == nullptr) {
      line.rest.push_back(arg);
      continue;
    }
    std::string value =
        is_long ? arg.substr(std::min(equals + 1, arg.size())) : arg.substr(2);
    std::vector<std::string>& values =
        line.values[static_cast<size_t>(option - known.data())];
    if (!option->takes_value) {
      values.push_back("true");
      // Behind a flag's letter there may be another.
      if (!is_long && !value.empty()) left.push_back("-" + value);
      continue;
    }
    if (value.empty()) {
      if (left.empty()) {
        *error = arguments.back() + " wants a value";
        return std::nullopt;
      }
      value = left.back();
      left.pop_back();
    }
    values.push_back(value);
  }
  return line;
}

}  // namespace corsieve::tools
