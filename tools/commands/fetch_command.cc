#include "tools/commands/fetch_command.h"

#include <string_view>

#include "tools/commands/options.h"
#include "tools/commands/page_origin.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

constexpr std::string_view kWire = "How it is sent";

constexpr OptionInfo kOptions[] = {
    {kPageGroup, '\0', "origin", "ORIGIN", "",
     "its origin or URL: https://app.example, localhost:3000; null for a "
     "sandboxed frame or a file; there must be one"},
    {kPageGroup, '\0', "compare", "ORIGIN", "",
     "asks once more as a page of this origin, or as none, without an Origin, "
     "and says what a cache mixes up; may be repeated",
     true},

    {kRequestGroup, 'X', "method", "METHOD", "",
     "GET (default); with --data POST"},
    kHeaderOption,
    {kRequestGroup, 'd', "data", "TEXT", "",
     "the body, a string; @FILE: what is in a file"},
    kCredentialsOption,
    kModeOption,
    kRedirectOption,
    kApiOption,

    {kWire, '\0', "cookie", "COOKIES", "",
     "'a=1; b=2': what the browser has of the URL's host, sent to it with "
     "credentials only"},
    {kWire, '\0', "resolve", "HOST:PORT:ADDRESS", "",
     "where HOST is, in place of what DNS says; may be repeated", true},
    {kWire, '\0', "insecure", "", "", "takes any certificate"},
    {kWire, '\0', "timeout", "SECONDS", "", "for each answer; 30 (default)"},

    {kOutputGroup, '\0', "raw", "", "",
     "the heads that were sent and received, as curl -v prints them, and no "
     "explanation"},
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
     "corsieve fetch https://api.example/items --origin https://app.example "
     "\\\n"
     "    --want X-Total-Count"},
    {"A request with a preflight, with cookies, in every engine",
     "corsieve fetch https://api.example/items/1 --origin https://app.example "
     "\\\n"
     "    -X PUT -d '{}' -H 'Content-Type: application/json' \\\n"
     "    --credentials include --cookie sid=1 --profile all"},
    {"Does a cache mix up what two pages are answered?",
     "corsieve fetch https://api.example/items --origin https://app.example "
     "\\\n"
     "    --compare https://other.example --compare none"},
};

// "--url X is not…", of what is given without an option's name.
void DropOptionName(std::string* text) {
  if (StartsWith(*text, "--url ")) text->erase(0, 6);
}

bool ReadUrl(const CommandLine& line, ExplainArguments* arguments,
             std::string* error) {
  if (line.operands().size() != 1) {
    *error =
        line.operands().empty() ? "fetch wants a URL" : "fetch takes one URL";
    return false;
  }
  std::optional<RequestUrl> url = ReadRequestUrl(line.operands()[0], error);
  if (!url) {
    DropOptionName(error);
    return false;
  }
  if (url->url.find('@') < url->url.find_first_of("/?#", 8)) {
    *error = "a page cannot request a URL with a user's name in it";
    return false;
  }
  arguments->url = std::move(url->url);
  if (!url->note.empty()) {
    DropOptionName(&url->note);
    arguments->notes.push_back(std::move(url->note));
  }
  return true;
}

// Whether it has a host, a port and an address.
bool IsResolve(const std::string& entry) {
  const size_t host = entry.find(':');
  const size_t port = entry.find(':', host + 1);
  if (host == 0 || host == entry.npos || port == entry.npos) return false;
  const std::string digits = entry.substr(host + 1, port - host - 1);
  return !digits.empty() && digits.size() <= 5 &&
         digits.find_first_not_of("0123456789") == digits.npos &&
         port + 1 < entry.size() &&
         entry.find_first_of(" \t\r\n", 0) == entry.npos;
}

bool ReadWire(const CommandLine& line, FetchArguments* arguments,
              std::string* error) {
  ClientOptions& client = arguments->client;
  client.resolve = line.All("resolve");
  for (const std::string& entry : client.resolve) {
    if (!IsResolve(entry)) {
      *error = "--resolve is HOST:PORT:ADDRESS; not " + entry;
      return false;
    }
  }
  client.insecure = line.Has("insecure");
  if (const auto given = line.Last("timeout")) {
    if (given->size() > 4 ||
        given->find_first_not_of("0123456789") != given->npos ||
        std::stoi(*given) == 0) {
      *error = "--timeout is 1 to 9999 seconds; not " + *given;
      return false;
    }
    client.timeout_seconds = std::stoi(*given);
  }
  arguments->cookie = line.Last("cookie").value_or("");
  if (arguments->cookie.find_first_of(std::string("\r\n\0", 3)) !=
      std::string::npos) {
    *error = "--cookie is one line; not " + arguments->cookie;
    return false;
  }
  return true;
}

bool ReadCompare(const CommandLine& line, FetchArguments* arguments,
                 std::string* error) {
  for (const std::string& given : line.All("compare")) {
    if (given == "none") {
      arguments->compare.push_back(given);
      continue;
    }
    std::optional<PageOrigin> page = ReadPageOrigin(given, error);
    if (!page) {
      error->replace(0, 8, "--compare");
      return false;
    }
    arguments->compare.push_back(std::move(page->origin));
  }
  return true;
}

bool HasBody(const std::string& method) {
  const std::string upper = Upper(method);
  return upper != "GET" && upper != "HEAD";
}

}  // namespace

constexpr CommandInfo kFetchCommand = {
    "fetch",
    "[option]... URL",
    "asks a server as a browser does, and explains its answers",
    "Sends what a browser sends for a page of --origin: the preflight, the "
    "request, what redirects lead to, with credentials where they go along; "
    "over HTTP/2 where the server can. Then it explains each step, as "
    "corsieve explain does. Only the URL and what it redirects to is asked, "
    "no proxy of the environment, and the output says at which address. "
    "Bodies are not read. What browsers send beside that is not sent: "
    "Referer, Sec-Fetch-..., the name of a browser.",
    kOptions,
    kExamples,
};

std::optional<FetchArguments> ReadFetchArguments(const CommandLine& line,
                                                 std::string* error) {
  FetchArguments arguments;
  std::optional<ExplainArguments> explain = ReadExplainArguments(line, error);
  if (!explain) return std::nullopt;
  arguments.explain = *std::move(explain);
  arguments.explain.files.clear();
  if (!ReadUrl(line, &arguments.explain, error)) return std::nullopt;
  if (!arguments.explain.origin) {
    *error = "fetch wants --origin: of which page is the request?";
    return std::nullopt;
  }
  if (!ReadWire(line, &arguments, error) ||
      !ReadCompare(line, &arguments, error)) {
    return std::nullopt;
  }
  arguments.data = line.Last("data");
  arguments.raw = line.Has("raw");
  if (arguments.data) {
    if (!arguments.explain.method) arguments.explain.method = "POST";
    if (!HasBody(*arguments.explain.method)) {
      *error = "a request with --data is not " + *arguments.explain.method;
      return std::nullopt;
    }
  }
  const std::string method = arguments.explain.method.value_or("GET");
  if (!arguments.compare.empty() && HasBody(method)) {
    *error =
        "--compare is for what caches keep, the answers to GET and HEAD; not " +
        method;
    return std::nullopt;
  }
  if (arguments.raw) {
    for (const char* name : {"format", "want", "for", "compare"}) {
      if (!line.Has(name)) continue;
      *error = "--raw explains nothing: leave out --" + std::string(name);
      return std::nullopt;
    }
  }
  return arguments;
}

int FetchCommand(const CommandLine& line) {
  std::string error;
  const auto arguments = ReadFetchArguments(line, &error);
  if (!arguments) return WrongUsage(kFetchCommand, error);
  return RunFetch(*arguments);
}

}  // namespace corsieve::tools
