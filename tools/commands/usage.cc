#include "tools/commands/usage.h"

#include <algorithm>

#include "tools/commands/terminal.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

constexpr size_t kWidth = 80;
// Where the text of an option begins.
constexpr size_t kTextColumn = 24;

// Fills lines up to kWidth; all but the first begin at `indent`, and the first
// goes on at `column`.
std::string Fill(std::string_view text, size_t column, size_t indent) {
  std::string out;
  bool first = true;
  for (const std::string& word : SplitText(text, " ")) {
    if (!first && column + 1 + word.size() > kWidth) {
      out += "\n" + std::string(indent, ' ');
      column = indent;
      first = true;
    }
    if (!first) {
      out += ' ';
      ++column;
    }
    out += word;
    column += word.size();
    first = false;
  }
  return out + "\n";
}

std::string Entry(const std::string& label, std::string_view text) {
  std::string line = "  " + label;
  if (line.size() + 2 > kTextColumn) {
    line += "\n" + std::string(kTextColumn, ' ');
  } else {
    line.resize(kTextColumn, ' ');
  }
  return line + Fill(text, kTextColumn, kTextColumn);
}

std::string Indented(std::string_view lines, const std::string& indent) {
  std::string out;
  for (const std::string& line : SplitText(lines, "\n")) {
    out += indent + line + "\n";
  }
  return out;
}

}  // namespace

std::vector<std::string> SplitText(std::string_view text,
                                   std::string_view separator) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const size_t end = std::min(text.find(separator), text.size());
    if (end > 0) parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + separator.size(), text.size()));
  }
  return parts;
}

std::string FullName(const CommandInfo& command) {
  if (command.name.empty()) return "corsieve";
  return "corsieve " + std::string(command.name);
}

std::string OptionLabel(const OptionInfo& option) {
  std::string label;
  if (option.letter != '\0') label = std::string("-") + option.letter + ", ";
  label += "--" + std::string(option.name);
  if (!option.value.empty()) label += " " + std::string(option.value);
  return label;
}

std::vector<std::string_view> OptionGroups(const CommandInfo& command) {
  std::vector<std::string_view> groups;
  for (const OptionInfo& option : command.options) {
    if (!option.group.empty() &&
        std::find(groups.begin(), groups.end(), option.group) == groups.end()) {
      groups.push_back(option.group);
    }
  }
  return groups;
}

std::string HelpText(const CommandInfo& command,
                     absl::Span<const CommandInfo* const> commands) {
  std::string out =
      FullName(command) + ": " + std::string(command.summary) + "\n\n";
  out += "usage: " + FullName(command) + " " + std::string(command.arguments) +
         "\n";
  for (const std::string& paragraph : SplitText(command.description, "\n\n")) {
    out += "\n";
    out += paragraph[0] == ' ' ? paragraph + "\n" : Fill(paragraph, 0, 0);
  }
  if (!commands.empty()) out += "\nCommands:\n";
  for (const CommandInfo* c : commands) {
    out += Entry(std::string(c->name), c->summary);
  }
  for (std::string_view group : OptionGroups(command)) {
    out += "\n" + std::string(group) + ":\n";
    for (const OptionInfo& option : command.options) {
      if (option.group == group) out += Entry(OptionLabel(option), option.text);
    }
  }
  out += "\nExamples:\n";
  for (const Example& example : command.examples) {
    out += "  " + std::string(example.text) + "\n";
    out += Indented(example.command, "    ");
  }
  out += "\nExit status:\n";
  for (std::string_view line : kExitStatus) {
    out += "  " + std::string(line) + "\n";
  }
  return out;
}

int WrongUsage(const CommandInfo& command, std::string_view what) {
  Complain("corsieve: " + Printable(what) + "\nTry " + FullName(command) +
           " --help.\n");
  return 2;
}

}  // namespace corsieve::tools
