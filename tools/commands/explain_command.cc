#include "tools/commands/explain_command.h"

#include <string_view>

#include "tools/commands/options.h"
#include "tools/commands/page_origin.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

constexpr std::string_view kAnswer = "The answer";

constexpr OptionInfo kOptions[] = {
    {kPageGroup, '\0', "origin", "ORIGIN", "",
     "its origin or URL: https://app.example, localhost:3000; null for a "
     "sandboxed frame or a file"},
    {kPageGroup, '\0', "url", "URL", "",
     "what it requested; without --origin or --url, two that are cross-origin "
     "are assumed"},

    {kRequestGroup, 'X', "method", "METHOD", "", "GET (default)"},
    kHeaderOption,
    kCredentialsOption,
    kModeOption,
    kRedirectOption,
    kApiOption,

    {kAnswer, '\0', "preflight", "FILE", "",
     "what OPTIONS is answered with, where the request needs a preflight; "
     "repeated: at the next hop that needs one",
     true},

    kWantOption,
    kProfileOrAllOption,
    kFormatOption,
    kForOption,
    HelpOption(kOutputGroup),

    kExpectExposedOption,
    kExpectHiddenOption,
    kExpectTypeOption,
    kExpectErrorOption,
};

constexpr Example kExamples[] = {
    {"Why can the page not read X-Total-Count?",
     R"(curl -si -H 'Origin: https://app.example' https://api.example/items |
  corsieve explain --origin https://app.example \
      --url https://api.example/items --want X-Total-Count)"},
    {"A request that needs a preflight: what is OPTIONS answered with?",
     R"(curl -si -X OPTIONS -H 'Origin: https://app.example' \
    -H 'Access-Control-Request-Method: PUT' \
    https://api.example/items/1 > preflight.txt
curl -si -X PUT -H 'Origin: https://app.example' \
    https://api.example/items/1 |
  corsieve explain --origin https://app.example \
      --url https://api.example/items/1 -X PUT --preflight preflight.txt)"},
    {"A check for CI: exit status 1 once the header is hidden",
     R"(curl -siL -H 'Origin: https://app.example' https://api.example/items |
  corsieve explain --origin https://app.example \
      --url https://api.example/items --expect-exposed Content-Type)"},
};

// Adds "Name: value" to `*headers`.
bool AddHeader(const std::string& line, Pairs* headers, std::string* error) {
  const size_t colon = line.find(':');
  const std::string_view value =
      colon == std::string::npos
          ? ""
          : TrimBlanks(std::string_view(line).substr(colon + 1));
  if (colon != std::string::npos && colon > 0 && !value.empty()) {
    headers->emplace_back(line.substr(0, colon), value);
    return true;
  }
  const char* why = "";
  if (colon != std::string::npos && colon > 0) {
    why = " (with which curl leaves a header out)";
  } else if (colon == std::string::npos && line.back() == ';') {
    why = " (with which curl sends an empty one)";
  }
  *error = "--header is 'Name: value'; not " + line + why;
  return false;
}

bool ReadOriginAndUrl(const CommandLine& line, ExplainArguments* arguments,
                      std::string* error) {
  if (const auto given = line.Last("origin")) {
    std::optional<PageOrigin> page = ReadPageOrigin(*given, error);
    if (!page) return false;
    arguments->origin = std::move(page->origin);
    if (!page->note.empty()) arguments->notes.push_back(std::move(page->note));
  }
  if (const auto given = line.Last("url")) {
    std::optional<RequestUrl> url = ReadRequestUrl(*given, error);
    if (!url) return false;
    arguments->url = std::move(url->url);
    if (!url->note.empty()) arguments->notes.push_back(std::move(url->note));
  }
  return true;
}

}  // namespace

constexpr CommandInfo kExplainCommand = {
    "explain",
    "[option]... [FILE]...",
    "what page script can read of a response, and why",
    "Reads what people paste, from each FILE or standard input, and says which "
    "headers script sees: what curl -i, -v and -L, httpie, wget or PowerShell "
    "print; a pane, a HAR entry or Copy as ... of DevTools; headers as JSON or "
    "alone; a sentence of a console. Of redirects it tells hop by hop. What "
    "the "
    "input says of the request counts unless an option says otherwise. Ask "
    "curl with the page's Origin, as browsers do: many servers answer "
    "otherwise without it.",
    kOptions,
    kExamples,
};

std::optional<ExplainArguments> ReadExplainArguments(const CommandLine& line,
                                                     std::string* error) {
  ExplainArguments arguments;
  if (!ReadOriginAndUrl(line, &arguments, error)) return std::nullopt;
  arguments.mode = line.Last("mode");
  arguments.credentials = line.Last("credentials");
  arguments.redirect = line.Last("redirect");
  arguments.api = line.Last("api");
  arguments.method = line.Last("method");
  for (const std::string& header : line.All("header")) {
    if (!AddHeader(header, &arguments.headers, error)) return std::nullopt;
  }
  arguments.preflight_files = line.All("preflight");
  arguments.profile = line.Last("profile");
  arguments.format = line.Last("format");
  arguments.for_server = line.Last("for").value_or("");
  arguments.wants = line.All("want");
  arguments.expect_exposed = line.All("expect-exposed");
  arguments.expect_hidden = line.All("expect-hidden");
  arguments.expect_type = line.Last("expect-type");
  if (!ReadExpectError(line, &arguments.expect_error, error)) {
    return std::nullopt;
  }
  arguments.files = line.operands();
  if (arguments.api == "xhr" &&
      (arguments.mode.value_or("cors") != "cors" ||
       arguments.redirect.value_or("follow") != "follow")) {
    *error = "an XMLHttpRequest has mode cors and redirect follow";
    return std::nullopt;
  }
  return arguments;
}

int ExplainCommand(const CommandLine& line) {
  std::string error;
  const auto arguments = ReadExplainArguments(line, &error);
  if (!arguments) return WrongUsage(kExplainCommand, error);
  return RunExplain(*arguments);
}

}  // namespace corsieve::tools
