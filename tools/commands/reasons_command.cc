#include "tools/commands/reasons_command.h"

#include <optional>
#include <string>
#include <string_view>

#include "tools/commands/options.h"
#include "tools/commands/terminal.h"
#include "tools/explain/reasons.h"

namespace corsieve::tools {
namespace {

constexpr std::string_view kGroup = "Options";

constexpr OptionInfo kOptions[] = {
    {kGroup, '\0', "format", "FORMAT", "text markdown",
     "text (default), markdown: all of them on one page"},
    HelpOption(kGroup),
};

constexpr Example kExamples[] = {
    {"All reasons, a line each", "corsieve reasons"},
    {"What one of them means, and what to do",
     "corsieve reasons AllowOriginMismatch"},
    {"A page for your own documentation",
     "corsieve reasons --format markdown > reasons.md"},
};

}  // namespace

constexpr CommandInfo kReasonsCommand = {
    "reasons",
    "[option]... [NAME]",
    "every reason that is given, or what one of them means",
    "Lists the reasons why a header is or is not exposed, and why a fetch "
    "fails "
    "or does not; of NAME, in upper or lower case, all that there is to say.",
    kOptions,
    kExamples,
};

int ReasonsCommand(const CommandLine& line) {
  if (line.operands().size() > 1) {
    return WrongUsage(kReasonsCommand, "reasons takes one NAME");
  }
  const bool markdown = line.Last("format") == "markdown";
  if (line.operands().empty()) {
    return Write(markdown ? ReasonsMarkdown() : ListReasons()) ? 0 : 1;
  }
  if (markdown) {
    return WrongUsage(kReasonsCommand, "--format markdown takes no NAME");
  }
  const std::string& name = line.operands()[0];
  const std::optional<std::string> text = DescribeReason(name);
  if (!text) {
    return WrongUsage(kReasonsCommand, "there is no reason " + name +
                                           ": corsieve reasons lists them");
  }
  return Write(*text) ? 0 : 1;
}

}  // namespace corsieve::tools
