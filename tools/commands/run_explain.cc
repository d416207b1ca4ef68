#include <string>
#include <vector>

#include "tools/commands/explain_command.h"
#include "tools/commands/read_text.h"
#include "tools/commands/terminal.h"
#include "tools/explain/explain.h"
#include "tools/text.h"

namespace corsieve::tools {

ExplainOptions OptionsOf(const ExplainArguments& arguments) {
  ExplainOptions options;
  GivenRequest& given = options.given;
  given.origin = arguments.origin;
  given.url = arguments.url;
  given.api = arguments.api;
  given.mode = arguments.mode;
  given.credentials = arguments.credentials;
  given.redirect = arguments.redirect;
  given.method = arguments.method;
  given.headers = arguments.headers;
  // No profile has the name "all".
  options.profile = FindProfile(arguments.profile.value_or("standard"));
  options.json = arguments.format == "json";
  options.colour = IsTerminal(Stream::kOutput) && !options.json;
  options.for_server = arguments.for_server;
  options.wants = arguments.wants;
  options.expect.exposed = arguments.expect_exposed;
  options.expect.hidden = arguments.expect_hidden;
  options.expect.type = arguments.expect_type;
  options.expect.error = arguments.expect_error;
  options.notes = arguments.notes;
  return options;
}

namespace {

// False, and a message, where one cannot be read.
bool ReadTexts(const std::vector<std::string>& files,
               std::vector<GivenText>* texts) {
  for (const std::string& file : files) {
    GivenText& given = texts->emplace_back();
    given.name = file == "-" ? "standard input" : file;
    std::string error;
    if (!ReadText(file, &given.text, &error)) {
      Complain("corsieve: cannot read " + Printable(given.name) + ": " + error +
               "\n");
      return false;
    }
  }
  return true;
}

}  // namespace

int RunExplain(const ExplainArguments& arguments) {
  std::vector<std::string> files = arguments.files;
  // With the answer to OPTIONS alone nobody is to type another at a terminal.
  const bool may_lack =
      !arguments.preflight_files.empty() && IsTerminal(Stream::kInput);
  if (files.empty() && !may_lack) files.push_back("-");
  std::vector<GivenText> preflights;
  std::vector<GivenText> texts;
  if (!ReadTexts(arguments.preflight_files, &preflights) ||
      !ReadTexts(files, &texts)) {
    return 1;
  }
  std::string out;
  std::string err;
  const int status =
      Explain(OptionsOf(arguments), texts, preflights, &out, &err);
  Complain(err);
  return Write(out) ? status : 1;
}

}  // namespace corsieve::tools
