#include "tools/commands/completion.h"

#include <string_view>

#include "corsieve/reason.h"
#include "tools/commands/commands.h"
#include "tools/commands/usage.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

// The names of reasons, all or those for which a fetch fails, by spaces.
std::string ReasonNames(bool errors_only) {
  std::string names;
  for (const ReasonInfo& info : AllReasons()) {
    const bool is_error = info.kind == ReasonKind::kNetworkError ||
                          info.kind == ReasonKind::kWrongCall;
    if (errors_only && !is_error) continue;
    names += (names.empty() ? "" : " ") + std::string(info.name);
  }
  return names;
}

// All that the option's value can be; "" where there is no list of it.
std::string Words(const OptionInfo& option) {
  return option.value == "REASON" ? ReasonNames(true)
                                  : std::string(option.words);
}

std::string OptionNames(const CommandInfo& command) {
  std::string names;
  for (const OptionInfo& option : command.options) {
    if (option.group.empty()) continue;
    if (option.letter != '\0') names += std::string("-") + option.letter + " ";
    names += "--" + std::string(option.name) + " ";
  }
  if (!names.empty()) names.pop_back();
  return names;
}

std::string CommandNames() {
  std::string names;
  for (const CommandInfo* command : AllCommands()) {
    names += std::string(command->name) + " ";
  }
  return names;
}

// ---- bash

std::string BashWords(std::string_view words) {
  return "words='" + std::string(words) + "'";
}

// A pattern of `case` that finds the option behind its command.
std::string BashPattern(const CommandInfo& command, const OptionInfo& option) {
  const std::string before = std::string(command.name) + ":";
  std::string pattern = before + "--" + std::string(option.name);
  if (option.letter != '\0') {
    pattern += " | " + before + "-" + option.letter;
  }
  return pattern;
}

std::string BashCases(const CommandInfo& command) {
  std::string out;
  for (const OptionInfo& option : command.options) {
    if (option.value.empty()) continue;
    const std::string words = Words(option);
    out += "    " + BashPattern(command, option) + ") ";
    if (option.value == "FILE") {
      out += "files=1";
    } else {
      out += words.empty() ? "return" : BashWords(words);
    }
    out += " ;;\n";
  }
  out += "    " + std::string(command.name) + ":*)\n      ";
  out += BashWords(OptionNames(command)) + "\n";
  if (Contains(command.arguments, "FILE")) {
    out += "      [[ $cur == -* ]] || files=1\n";
  }
  if (Contains(command.arguments, "NAME")) {
    out += "      [[ $cur == -* ]] || " + BashWords(ReasonNames(false)) + "\n";
  }
  return out + "      ;;\n";
}

// ---- zsh

// Within quotes and brackets of a specification for _arguments.
std::string ZshText(std::string_view text) {
  std::string out;
  for (char c : text.substr(0, text.find(';'))) {
    if (c == '\'') {
      out += "'\\''";
      continue;
    }
    if (c == '[' || c == ']' || c == ':' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string ZshOption(const OptionInfo& option) {
  const bool takes_value = !option.value.empty();
  const std::string name =
      "--" + std::string(option.name) + (takes_value ? "=" : "");
  std::string spec = "'";
  if (option.repeats) spec += "*";
  if (option.letter == '\0') {
    spec += name;
  } else {
    const std::string letter = std::string("-") + option.letter;
    if (!option.repeats) {
      spec += "(" + letter + " --" + std::string(option.name) + ")";
    }
    spec += "'{" + letter + (takes_value ? "+" : "") + "," + name + "}'";
  }
  spec += "[" + ZshText(option.text) + "]";
  if (takes_value) {
    const std::string words = Words(option);
    spec += ":" + std::string(option.value) + ":";
    if (option.value == "FILE") {
      spec += "_files";
    } else {
      spec += words.empty() ? " " : "(" + words + ")";
    }
  }
  return spec + "'";
}

std::string ZshArguments(const CommandInfo& command) {
  std::string out = "_arguments -s -S";
  for (const OptionInfo& option : command.options) {
    if (!option.group.empty()) out += " \\\n        " + ZshOption(option);
  }
  if (Contains(command.arguments, "FILE"))
    out += " \\\n        '*:FILE:_files'";
  if (Contains(command.arguments, "NAME")) {
    out += " \\\n        ':NAME:(" + ReasonNames(false) + ")'";
  }
  return out;
}

}  // namespace

std::string BashCompletion() {
  std::string out =
      R"(# Completes corsieve's arguments in bash. Written by corsieve --help-bash.

_corsieve() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
  local words='' files=''
  COMPREPLY=()
  # bash takes --mode=cors for three words.
  if [[ $cur == = ]]; then
    cur=''
  elif [[ $prev == = ]]; then
    prev=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W ')" +
      CommandNames() + OptionNames(kProgram) + R"(' -- "$cur"))
    return
  fi
  case ${COMP_WORDS[1]}:$prev in
)";
  for (const CommandInfo* command : AllCommands()) out += BashCases(*command);
  return out + R"(  esac
  if [[ $files ]]; then
    compopt -o filenames 2> /dev/null
    COMPREPLY=($(compgen -f -- "$cur"))
  else
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
  fi
}

complete -F _corsieve corsieve
)";
}

std::string ZshCompletion() {
  std::string out =
      R"(#compdef corsieve
# Completes corsieve's arguments in zsh. Written by corsieve --help-zsh.

_corsieve() {
  local -a commands
  commands=(
)";
  for (const CommandInfo* command : AllCommands()) {
    out += "    '" + std::string(command->name) + ":" +
           ZshText(command->summary) + "'\n";
  }
  out += R"(  )
  if (( CURRENT == 2 )); then
    _describe command commands
    )" + ZshArguments(kProgram) +
         R"(
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
)";
  for (const CommandInfo* command : AllCommands()) {
    out += "    " + std::string(command->name) + ")\n      " +
           ZshArguments(*command) + "\n      ;;\n";
  }
  return out + R"(  esac
}

_corsieve "$@"
)";
}

}  // namespace corsieve::tools
