#include "tools/commands/manual.h"

#include <string_view>

#include "tools/commands/commands.h"
#include "tools/commands/usage.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

// Text of a line of its own, so that roff takes nothing in it for a request.
std::string Roff(std::string_view text) {
  std::string out;
  bool line_begins = true;
  for (char c : text) {
    if (line_begins && (c == '.' || c == '\'')) out += "\\&";
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else if (c == '\'') {
      out += "\\(aq";
    } else if (c == '^') {
      out += "\\(ha";
    } else if (c == '`') {
      out += "\\(ga";
    } else if (c == '~') {
      out += "\\(ti";
    } else {
      out += c;
    }
    line_begins = c == '\n';
  }
  return out;
}

std::string AsItStands(std::string_view lines) {
  return ".PP\n.nf\n" + Roff(lines) + "\n.fi\n";
}

std::string Synopsis(const CommandInfo& command) {
  return ".B " + Roff(FullName(command)) + "\n" + Roff(command.arguments) +
         "\n";
}

std::string Description(const CommandInfo& command) {
  std::string out;
  for (const std::string& paragraph : SplitText(command.description, "\n\n")) {
    if (paragraph[0] == ' ') {
      out += AsItStands(paragraph);
    } else {
      out += ".PP\n" + Roff(paragraph) + "\n";
    }
  }
  return out;
}

// With a heading for each group, unless there is only one.
std::string Options(const CommandInfo& command) {
  std::string out;
  const auto groups = OptionGroups(command);
  for (std::string_view group : groups) {
    if (groups.size() > 1) out += ".SS " + Roff(group) + "\n";
    for (const OptionInfo& option : command.options) {
      if (option.group != group) continue;
      out += ".TP\n.B " + Roff(OptionLabel(option)) + "\n" + Roff(option.text) +
             "\n";
    }
  }
  return out;
}

std::string Examples(const CommandInfo& command) {
  std::string out;
  for (const Example& example : command.examples) {
    out += ".PP\n" + Roff(example.text) + "\n.RS 4\n" +
           AsItStands(example.command) + ".RE\n";
  }
  return out;
}

}  // namespace

std::string ManualPage() {
  std::string out =
      ".\\\" Written by corsieve --help-man.\n"
      ".TH CORSIEVE 1 \"\" corsieve \"User Commands\"\n"
      ".SH NAME\ncorsieve \\- " +
      Roff(kProgram.summary) + "\n.SH SYNOPSIS\n";
  for (const CommandInfo* command : AllCommands()) {
    out += Synopsis(*command) + ".br\n";
  }
  out += ".B corsieve\n" + Roff("--help | --version") + "\n";
  out += ".SH OPTIONS\n" + Options(kProgram);
  for (const CommandInfo* command : AllCommands()) {
    out += ".SH \"" + Roff(Upper(FullName(*command))) + "\"\n" +
           Roff(command->summary) + ".\n" + Description(*command) +
           Options(*command);
  }
  out += ".SH \"EXIT STATUS\"\n";
  for (std::string_view line : kExitStatus) {
    out += ".TP\n.B " + Roff(line.substr(0, 1)) + "\n" + Roff(line.substr(3)) +
           "\n";
  }
  out += ".SH EXAMPLES\n" + Examples(kProgram);
  for (const CommandInfo* command : AllCommands()) out += Examples(*command);
  return out;
}

}  // namespace corsieve::tools
