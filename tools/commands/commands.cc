#include "tools/commands/commands.h"

#include <string_view>

#include "tools/commands/batch_command.h"
#include "tools/commands/explain_command.h"
#include "tools/commands/fetch_command.h"
#include "tools/commands/har_command.h"
#include "tools/commands/reasons_command.h"
#include "tools/commands/warc_command.h"

namespace corsieve::tools {
namespace {

constexpr std::string_view kGroup = "Options";

constexpr OptionInfo kOptions[] = {
    {kGroup, 'h', "help", "", "", "this text; behind a command, its own"},
    {kGroup, '\0', "version", "", "",
     "the version, and of which browsers the profiles are"},
    // What docs/corsieve.1 and tools/completion/ are written with.
    {"", '\0', "help-man", "", "", ""},
    {"", '\0', "help-bash", "", "", ""},
    {"", '\0', "help-zsh", "", "", ""},
};

constexpr Example kExamples[] = {
    {"Which headers of this response can the page read?",
     R"(curl -si -H 'Origin: https://app.example' https://api.example/data |
  corsieve explain --origin https://app.example \
      --url https://api.example/data)"},
    {"The same over redirects, in every engine",
     R"(curl -siL -H 'Origin: https://app.example' https://api.example/data |
  corsieve explain --origin https://app.example \
      --url https://api.example/data --profile all)"},
    {"What does a reason mean?", "corsieve reasons AllowOriginMismatch"},
};

constexpr const CommandInfo* kCommands[] = {
    &kExplainCommand, &kFetchCommand, &kHarCommand,
    &kBatchCommand,   &kWarcCommand,  &kReasonsCommand,
};

}  // namespace

constexpr CommandInfo kProgram = {
    "",
    "COMMAND [option]...",
    "which response headers page script can read, and why",
    "",
    kOptions,
    kExamples,
};

absl::Span<const CommandInfo* const> AllCommands() { return kCommands; }

}  // namespace corsieve::tools
