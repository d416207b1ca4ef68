// `corsieve fetch`: its arguments.

#ifndef CORSIEVE_TOOLS_COMMANDS_FETCH_COMMAND_H_
#define CORSIEVE_TOOLS_COMMANDS_FETCH_COMMAND_H_

#include <optional>
#include <string>
#include <vector>

#include "tools/commands/command_line.h"
#include "tools/commands/explain_command.h"
#include "tools/commands/usage.h"
#include "tools/fetch/http_client.h"

namespace corsieve::tools {

struct FetchArguments {
  ExplainArguments explain;         // `origin` and `url` are there, no files.
  std::optional<std::string> data;  // As given: "@FILE" is not read yet.
  std::string cookie;
  ClientOptions client;
  std::vector<std::string> compare;  // Origins, or "none".
  bool raw = false;
};

extern const CommandInfo kFetchCommand;

// nullopt: wrong usage, and `*error` says what, arguments as they are in it.
std::optional<FetchArguments> ReadFetchArguments(const CommandLine& line,
                                                 std::string* error);

// Does what was asked for. Returns the exit status (run_fetch.cc).
int RunFetch(const FetchArguments& arguments);

// Both of it. Returns the exit status.
int FetchCommand(const CommandLine& line);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_COMMANDS_FETCH_COMMAND_H_
