#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "tools/commands/fetch_command.h"
#include "tools/commands/terminal.h"
#include "tools/explain/explain.h"
#include "tools/fetch/compare.h"
#include "tools/fetch/live_fetch.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

// The body and the type that fetch() gives a string.
// https://fetch.spec.whatwg.org/#concept-bodyinit-extract
bool ReadBody(const std::string& data, LiveRequest* live) {
  live->body = data;
  if (data[0] == '@') {
    const std::string name = data.substr(1);
    std::ifstream file(name, std::ios::binary);
    std::ostringstream text;
    if (file) text << file.rdbuf();
    if (!file) {
      std::fprintf(stderr, "corsieve: cannot read %s: %s\n",
                   Printable(name).c_str(), std::strerror(errno));
      return false;
    }
    live->body = text.str();
  }
  live->c.has_body = true;
  for (const auto& [name, value] : live->c.headers) {
    if (EqualsAnyCase(name, "Content-Type")) return true;
  }
  live->c.headers.emplace_back("Content-Type", "text/plain;charset=UTF-8");
  return true;
}

Case CaseOf(const ExplainArguments& arguments) {
  Case c;
  c.origin = *arguments.origin;
  c.url = *arguments.url;
  c.api = arguments.api.value_or(c.api);
  c.mode = arguments.mode.value_or(c.mode);
  c.credentials = arguments.credentials.value_or(c.credentials);
  c.redirect = arguments.redirect.value_or(c.redirect);
  c.method = arguments.method.value_or(c.method);
  c.headers = arguments.headers;
  return c;
}

// What a terminal is given of bytes in lines.
std::string PrintableLines(const std::string& text) {
  std::string out;
  std::string line;
  for (char c : text) {
    if (c == '\r') continue;
    if (c != '\n') {
      line += c;
      continue;
    }
    out += Printable(line) + "\n";
    line.clear();
  }
  return out + Printable(line);
}

// Says on standard error why there is no answer, and what was not asked.
void TellFailure(const LiveFetch& live) {
  if (live.asked.empty()) return;
  const Asked& last = live.asked.back();
  if (last.reply.failure.empty()) return;
  std::fprintf(stderr, "corsieve: %s %s: %s\n",
               Printable(last.request.method).c_str(),
               Printable(last.request.url).c_str(), last.reply.failure.c_str());
}

void TellProxy(std::vector<std::string>* notes) {
  for (const char* name :
       {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"}) {
    const char* const value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    notes->push_back("The proxy that " + std::string(name) +
                     " names was not asked");
    return;
  }
}

// Asks as the others, too.
Comparison CompareLive(const FetchArguments& arguments, LiveRequest request,
                       const Received& own, Profile profile) {
  std::vector<AskedAs> asked = {{request.c.origin, own}};
  for (const std::string& origin : arguments.compare) {
    LiveRequest other = request;
    if (origin == "none") {
      // As an image or a link asks.
      other.c.mode = "no-cors";
      other.c.api = "fetch";
      other.c.headers.clear();
    } else {
      other.c.origin = origin;
    }
    // What cookies the others were given is not known to it.
    std::string failure;
    const std::unique_ptr<HttpClient> client =
        MakeHttpClient(arguments.client, &failure);
    if (client == nullptr) continue;  // There was one before: there is one now.
    const LiveFetch live = FetchLive(other, profile, client.get());
    TellFailure(live);
    asked.push_back({origin, live.interpretation.received});
  }
  return Compare(asked, profile);
}

}  // namespace

int RunFetch(const FetchArguments& arguments) {
  LiveRequest request;
  request.c = CaseOf(arguments.explain);
  request.cookie = arguments.cookie;
  if (arguments.data && !ReadBody(*arguments.data, &request)) return 1;
  std::string failure;
  const std::unique_ptr<HttpClient> client =
      MakeHttpClient(arguments.client, &failure);
  if (client == nullptr) {
    std::fputs(failure.c_str(), stderr);
    return 1;
  }
  ExplainOptions options = OptionsOf(arguments.explain);
  const Profile profile = options.profile.value_or(Profile::kStandard);
  LiveFetch live = FetchLive(request, profile, client.get());
  Interpretation& in = live.interpretation;
  TellFailure(live);
  if (!arguments.compare.empty()) {
    in.comparison = CompareLive(arguments, request, in.received, profile);
  }
  TellProxy(&in.notes);
  std::string out;
  std::string err;
  int status = ExplainInterpretation(options, in, &out, &err);
  std::fputs(err.c_str(), stderr);
  if (arguments.raw) {
    out = RawText(live.asked);
    if (isatty(STDOUT_FILENO)) out = PrintableLines(out);
  } else if (!arguments.explain.wants.empty() && !options.json) {
    // The lines alone are the output then.
    for (const std::string& who : in.recognized) {
      std::fprintf(stderr, "%s.\n", who.c_str());
    }
  }
  return Write(out) ? status : 1;
}

}  // namespace corsieve::tools
