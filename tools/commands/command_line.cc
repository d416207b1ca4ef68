#include "tools/commands/command_line.h"

#include <algorithm>
#include <charconv>
#include <system_error>

#include "corsieve/reason.h"
#include "tools/commands/split_arguments.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

bool IsBeginning(std::string_view name, const OptionInfo& option) {
  return !name.empty() && !option.group.empty() &&
         StartsWith(option.name, name);
}

// Whether `name` means `option`, as its name or the beginning of no other's.
bool Means(const CommandInfo& command, std::string_view name,
           const OptionInfo& option) {
  if (name == option.name) return true;
  // An option that the help leaves out is nobody's to meet by chance.
  if (option.group.empty() || !IsBeginning(name, option)) return false;
  for (const OptionInfo& other : command.options) {
    if (other.name != option.name && IsBeginning(name, other)) return false;
  }
  return true;
}

// Shortened ones too.
std::vector<std::string> NamesOf(const CommandInfo& command,
                                 const OptionInfo& option) {
  std::vector<std::string> names = {std::string(option.name)};
  for (size_t n = 1; n < option.name.size(); ++n) {
    const std::string_view beginning = option.name.substr(0, n);
    if (Means(command, beginning, option)) names.emplace_back(beginning);
  }
  return names;
}

// What an argument that looks like an option, and is none, is told.
std::string NoSuchOption(const CommandInfo& command, const std::string& arg) {
  if (!StartsWith(arg, "--")) return "there is no option " + arg.substr(0, 2);
  const std::string name = arg.substr(2, arg.find('=') - 2);
  for (const OptionInfo& option : command.options) {
    if (IsBeginning(name, option)) {
      return arg + " is the beginning of more than one option";
    }
  }
  return "there is no option " + arg;
}

// CLI11 takes "--name=" for "--name", whose value is the next argument.
bool HasEmptyValue(const CommandInfo& command,
                   const std::vector<std::string>& arguments,
                   std::string* error) {
  bool is_value = false;
  for (const std::string& arg : arguments) {
    if (is_value) {
      is_value = false;
      continue;
    }
    if (arg == "--") return false;
    const bool has_name = StartsWith(arg, "--");
    const size_t equals = arg.find('=');
    for (const OptionInfo& option : command.options) {
      const bool given =
          has_name
              ? Means(command, arg.substr(2, equals - 2), option)
              : arg.size() == 2 && arg[0] == '-' && arg[1] == option.letter;
      if (!given) continue;
      if (has_name && equals + 1 == arg.size()) {
        *error = arg.substr(0, equals) + " is empty";
        return true;
      }
      is_value =
          !option.value.empty() && !(has_name && equals != std::string::npos);
    }
  }
  return false;
}

bool IsWord(std::string_view words, const std::string& value) {
  for (const std::string& word : SplitText(words, " ")) {
    if (word == value) return true;
  }
  return false;
}

// Whether the option takes these values.
bool CheckValues(const OptionInfo& option,
                 const std::vector<std::string>& values, std::string* error) {
  const std::string name = "--" + std::string(option.name);
  for (const std::string& value : values) {
    if (value.empty()) {
      *error = name + " is empty";
      return false;
    }
    if (!option.words.empty() && !IsWord(option.words, value)) {
      *error =
          name + " is one of: " + std::string(option.words) + "; not " + value;
      return false;
    }
  }
  return true;
}

}  // namespace

bool CommandLine::Has(std::string_view name) const {
  return values_.find(name) != values_.end();
}

std::optional<std::string> CommandLine::Last(std::string_view name) const {
  const auto found = values_.find(name);
  if (found == values_.end()) return std::nullopt;
  return found->second.back();
}

std::vector<std::string> CommandLine::All(std::string_view name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::vector<std::string>() : found->second;
}

std::optional<CommandLine> ReadCommandLine(
    const CommandInfo& command, const std::vector<std::string>& arguments,
    std::string* error) {
  if (HasEmptyValue(command, arguments, error)) return std::nullopt;
  std::vector<KnownOption> known;
  for (const OptionInfo& option : command.options) {
    known.push_back({NamesOf(command, option), option.letter,
                     /*takes_value=*/!option.value.empty()});
  }
  const std::optional<SplitLine> split =
      SplitArguments(known, arguments, error);
  if (!split) return std::nullopt;

  CommandLine line;
  for (size_t i = 0; i < known.size(); ++i) {
    const OptionInfo& option = command.options[i];
    const std::vector<std::string>& given = split->values[i];
    if (given.empty()) continue;
    if (!option.value.empty() && !CheckValues(option, given, error)) {
      return std::nullopt;
    }
    line.values_[std::string(option.name)] = given;
  }
  bool options_ended = false;
  for (const std::string& arg : split->rest) {
    if (options_ended || arg.size() < 2 || arg[0] != '-') {
      line.operands_.push_back(arg);
    } else if (arg == "--") {
      options_ended = true;
    } else {
      *error = NoSuchOption(command, arg);
      return std::nullopt;
    }
  }
  return line;
}

std::optional<size_t> ReadThreads(const CommandLine& line, std::string* error) {
  const std::string given = line.Last("threads").value_or("1");
  constexpr size_t kMost = 256;
  const char* const end = given.data() + given.size();
  size_t threads = 0;
  const auto number = std::from_chars(given.data(), end, threads);
  if (number.ec == std::errc() && number.ptr == end && threads >= 1 &&
      threads <= kMost) {
    return threads;
  }
  *error = "--threads is 1 to 256; not " + given;
  return std::nullopt;
}

bool ReadExpectError(const CommandLine& line,
                     std::optional<std::string>* reason, std::string* error) {
  const auto given = line.Last("expect-error");
  if (!given) return true;
  for (const ReasonInfo& info : AllReasons()) {
    if ((info.kind == ReasonKind::kNetworkError ||
         info.kind == ReasonKind::kWrongCall) &&
        EqualsAnyCase(info.name, *given)) {
      *reason = std::string(info.name);
      return true;
    }
  }
  *error = "--expect-error " + *given +
           " is no reason for which a fetch fails: see corsieve reasons";
  return false;
}

}  // namespace corsieve::tools
