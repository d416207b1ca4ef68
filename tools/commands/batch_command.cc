#include "tools/commands/batch_command.h"

#include <cstddef>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

#include "corsieve/profile.h"
#include "tools/commands/batch.h"
#include "tools/commands/options.h"

namespace corsieve::tools {
namespace {

constexpr std::string_view kGroup = "Options";

constexpr OptionInfo kOptions[] = {
    {kGroup, '\0', "profile", "PROFILE", "standard chromium firefox webkit",
     "standard (default): what the standards say; chromium, firefox, webkit: "
     "what these do (see corsieve --version)"},
    {kGroup, '\0', "threads", "N", "",
     "1 (default) to 256: how many threads answer; the order of the results "
     "stays"},
    HelpOption(kGroup),
};

constexpr Example kExamples[] = {
    {"One case",
     R"(printf '%s\n' '{"id": "1", "request": {"origin": "https://app.example", "url": "https://api.example/"}, "responses": ["HTTP/1.1 200 OK\r\n\r\n"]}' |
  corsieve batch)"},
    {"What Firefox does with each case of a file, by two processors",
     "corsieve batch --profile firefox --threads 2 < cases.ndjson > "
     "results.ndjson"},
    {"Which lines of a file are no cases?",
     R"(corsieve batch < cases.ndjson | grep '"error":')"},
};

}  // namespace

constexpr CommandInfo kBatchCommand = {
    "batch",
    "[option]...",
    "cases in, results out, a line each",
    R"(Reads cases from standard input, one JSON object a line, and writes one result a line, in the same order:

  {"id": "1", "request": {"origin": "https://app.example",
   "url": "https://api.example/"}, "responses": ["HTTP/1.1 200 OK\r\n\r\n"]}

In head strings each character U+0000 to U+00FF is one byte. A response of HTTP/2 is {"status": 200, "headers": [["name", "value"]]} in place of a head. A line that is no such case is answered with an object whose "error" says where and why. All members of a case are described in docs/design.md.)",
    kOptions,
    kExamples,
};

int BatchCommand(const CommandLine& line) {
  if (!line.operands().empty()) {
    return WrongUsage(kBatchCommand, "batch reads standard input only");
  }
  const std::string profile = line.Last("profile").value_or("standard");
  std::string error;
  const std::optional<size_t> threads = ReadThreads(line, &error);
  if (!threads) return WrongUsage(kBatchCommand, error);
  return Batch(*FindProfile(profile), stdin, stdout, stderr, *threads);
}

}  // namespace corsieve::tools
