#include "tools/commands/split_arguments.h"

#include "CLI/CLI.hpp"

namespace corsieve::tools {
namespace {

// "--name,-n,--nam": CLI11 knows no shortened ones.
std::string NamesOf(const KnownOption& option) {
  std::string names = "--" + option.names[0];
  if (option.letter != '\0') names += std::string(",-") + option.letter;
  for (size_t i = 1; i < option.names.size(); ++i) {
    names += ",--" + option.names[i];
  }
  return names;
}

}  // namespace

std::optional<SplitLine> SplitArguments(
    const std::vector<KnownOption>& known,
    const std::vector<std::string>& arguments, std::string* error) {
  CLI::App app;
  app.set_help_flag();
  // Operands among them: CLI11 would take "[x]" for a list of its own.
  app.allow_extras();
  for (const KnownOption& option : known) {
    if (option.takes_value) {
      app.add_option(NamesOf(option),
                     [](const CLI::results_t&) { return true; })
          ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    } else {
      app.add_flag(NamesOf(option));
    }
  }
  try {
    // CLI11 takes them from the back.
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::ArgumentMismatch&) {
    // All options take one value: the last argument can be the only one that
    // lacks it.
    *error = arguments.back() + " wants a value";
    return std::nullopt;
  } catch (const CLI::ParseError& e) {
    *error = e.what();
    return std::nullopt;
  }
  SplitLine line;
  for (const KnownOption& option : known) {
    line.values.push_back(app["--" + option.names[0]]->results());
  }
  line.rest = app.remaining();
  return line;
}

}  // namespace corsieve::tools
