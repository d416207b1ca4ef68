// `corsieve explain`: its arguments.

#ifndef CORSIEVE_TOOLS_COMMANDS_EXPLAIN_COMMAND_H_
#define CORSIEVE_TOOLS_COMMANDS_EXPLAIN_COMMAND_H_

#include <optional>
#include <string>
#include <vector>

#include "tools/case.h"
#include "tools/commands/command_line.h"
#include "tools/commands/usage.h"
#include "tools/explain/explain.h"

namespace corsieve::tools {

// What was given, checked, and nothing that was not.
struct ExplainArguments {
  std::optional<std::string> origin;  // Serialized.
  std::optional<std::string> url;     // Serialized, http(s).
  std::optional<std::string> mode;    // Words of Case.
  std::optional<std::string> credentials;
  std::optional<std::string> redirect;
  std::optional<std::string> api;
  std::optional<std::string> method;
  Pairs headers;  // Without the blanks around a value.
  std::vector<std::string> preflight_files;
  std::optional<std::string> profile;  // Of AllProfiles(), or "all".
  std::optional<std::string> format;   // text | json
  std::string for_server;              // nginx, ..., or "".
  std::vector<std::string> wants;      // Header names.
  std::vector<std::string> expect_exposed;
  std::vector<std::string> expect_hidden;
  std::optional<std::string> expect_type;   // A word of Result::type.
  std::optional<std::string> expect_error;  // A ReasonName().
  // "-" is standard input, and so is none at all.
  std::vector<std::string> files;
  // What was assumed of --origin and --url, to be said: printable, a clause
  // each.
  std::vector<std::string> notes;
};

extern const CommandInfo kExplainCommand;

// nullopt: wrong usage, and `*error` says what, arguments as they are in it.
std::optional<ExplainArguments> ReadExplainArguments(const CommandLine& line,
                                                     std::string* error);

// The same, as they are explained; standard output may be a terminal.
ExplainOptions OptionsOf(const ExplainArguments& arguments);

// Does what was asked for. Returns the exit status (run_explain.cc).
int RunExplain(const ExplainArguments& arguments);

// Both of it. Returns the exit status.
int ExplainCommand(const CommandLine& line);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_COMMANDS_EXPLAIN_COMMAND_H_
