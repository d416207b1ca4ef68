#include "tools/commands/explain_command.h"

#include <string_view>

#include "corsieve/reason.h"
#include "tools/commands/page_origin.h"
#include "tools/explain/servers/servers.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

constexpr std::string_view kPage = "The page";
constexpr std::string_view kRequest = "Its request";
constexpr std::string_view kAnswer = "The answer";
constexpr std::string_view kOutput = "The output";
constexpr std::string_view kExpect = "Expectations, for scripts and CI";

constexpr OptionInfo kOptions[] = {
    {kPage, '\0', "origin", "ORIGIN", "",
     "its origin or URL: https://app.example, localhost:3000; null for a "
     "sandboxed frame or a file"},
    {kPage, '\0', "url", "URL", "",
     "what it requested; without --origin or --url, two that are cross-origin "
     "are assumed"},

    {kRequest, 'X', "method", "METHOD", "", "GET (default)"},
    {kRequest, 'H', "header", "LINE", "",
     "'Name: value' that script sets; may be repeated", true},
    {kRequest, '\0', "credentials", "MODE", "same-origin include omit",
     "same-origin (default), include, omit"},
    {kRequest, '\0', "mode", "MODE", "cors no-cors same-origin navigate",
     "cors (default), no-cors, same-origin, navigate"},
    {kRequest, '\0', "redirect", "MODE", "follow error manual",
     "follow (default), error, manual"},
    {kRequest, '\0', "api", "API", "fetch xhr", "fetch (default), xhr"},

    {kAnswer, '\0', "preflight", "FILE", "",
     "what OPTIONS is answered with, where the request needs a preflight; "
     "repeated: at the next hop that needs one",
     true},

    {kOutput, '\0', "want", "NAME", "",
     "a header that the page wants to read: is it readable, and why (not)? May "
     "be repeated",
     true},
    {kOutput, '\0', "profile", "PROFILE",
     "standard chromium firefox webkit all",
     "standard (default), chromium, firefox, webkit; or all, side by side"},
    {kOutput, '\0', "format", "FORMAT", "text json", "text (default), json"},
    {kOutput, '\0', "for", "SERVER", kServerNames,
     "writes the advice as the configuration of a server: nginx, apache, "
     "caddy, "
     "express, fastapi, spring, s3, go"},
    {kOutput, 'h', "help", "", "", "this text"},

    {kExpect, '\0', "expect-exposed", "NAME", "",
     "fails unless script can read this header; may be repeated", true},
    {kExpect, '\0', "expect-hidden", "NAME", "",
     "fails if script can read this header; may be repeated", true},
    {kExpect, '\0', "expect-type", "TYPE",
     "basic cors opaque opaqueredirect error",
     "fails unless the response is basic, cors, opaque, opaqueredirect or "
     "error"},
    {kExpect, '\0', "expect-error", "REASON", "",
     "fails unless the fetch fails for this reason: a name of corsieve "
     "reasons"},
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

std::optional<std::string> ErrorName(const std::string& given) {
  const auto lower = [](std::string_view text) {
    std::string out(text);
    for (char& c : out) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
    }
    return out;
  };
  for (const ReasonInfo& info : AllReasons()) {
    if (info.kind != ReasonKind::kNetworkError &&
        info.kind != ReasonKind::kWrongCall) {
      continue;
    }
    if (lower(info.name) == lower(given)) return std::string(info.name);
  }
  return std::nullopt;
}

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
  if (const auto given = line.Last("expect-error")) {
    arguments.expect_error = ErrorName(*given);
    if (!arguments.expect_error) {
      *error = "--expect-error " + *given +
               " is no reason for which a fetch fails: see corsieve reasons";
      return std::nullopt;
    }
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
