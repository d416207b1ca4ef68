// TODO(merge): what today's ExplainCommand did; --want, --expect-… and further
// files are read, and not used yet.

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>
#include <string_view>

#include "corsieve/origin.h"
#include "corsieve/profile.h"
#include "tools/commands/explain_command.h"
#include "tools/explain/explain.h"
#include "tools/explain/story.h"
#include "tools/input.h"

namespace corsieve::tools {
namespace {

bool CannotRead(const std::string& file, const std::string& why) {
  std::fprintf(stderr, "corsieve: cannot read %s: %s\n",
               Printable(file).c_str(), why.c_str());
  return false;
}

// Assumes an origin and a URL where they were not given.
void SetOriginAndUrl(const ExplainArguments& arguments,
                     ExplainOptions* options) {
  Case& c = options->c;
  c.url = arguments.url.value_or(arguments.origin == "https://api.example"
                                     ? "https://other.example/"
                                     : "https://api.example/");
  const std::optional<UrlParts> parts = ParseSerializedUrl(c.url);
  const bool taken = parts && parts->origin.host == "app.example";
  c.origin = arguments.origin.value_or(taken ? "https://other.example"
                                             : "https://app.example");
  for (const std::string& note : arguments.notes) {
    options->assumption +=
        (options->assumption.empty() ? "" : "\n") + note + ".";
  }
  if (!arguments.origin || !arguments.url) {
    options->assumption += (options->assumption.empty() ? "" : "\n");
    options->assumption += "Assuming a page of " + c.origin +
                           " that requested " + c.url +
                           " (see --origin, --url).";
  }
}

// Reads a file, or standard input for "-", which must begin with a head; false,
// and a message, if that cannot be.
bool ReadHeads(const std::string& file, std::string* bytes) {
  const bool is_stdin = file == "-";
  const std::string name = is_stdin ? "standard input" : file;
  std::FILE* in = is_stdin ? stdin : std::fopen(file.c_str(), "rb");
  if (in == nullptr) return CannotRead(name, std::strerror(errno));
  bool cut = false;
  const bool ok = ReadAll(in, bytes, &cut);
  const int error = errno;
  if (!is_stdin) std::fclose(in);
  if (!ok) return CannotRead(name, std::strerror(error));
  const std::string_view first(bytes->data(),
                               std::min(bytes->size(), kMaxHead));
  if (bytes->size() > kMaxHead &&
      first.find("\n\r\n") == std::string_view::npos &&
      first.find("\n\n") == std::string_view::npos) {
    return CannotRead(name, "no head ends in its first MiB");
  }
  return true;
}

}  // namespace

int RunExplain(const ExplainArguments& arguments) {
  ExplainOptions options;
  Case& c = options.c;
  SetOriginAndUrl(arguments, &options);
  c.mode = arguments.mode.value_or(c.mode);
  c.credentials = arguments.credentials.value_or(c.credentials);
  c.redirect = arguments.redirect.value_or(c.redirect);
  c.api = arguments.api.value_or(c.api);
  c.method = arguments.method.value_or(c.method);
  c.headers = arguments.headers;
  // No profile has the name "all".
  options.profile = FindProfile(arguments.profile.value_or("standard"));
  options.json = arguments.format == "json";
  options.colour = isatty(STDOUT_FILENO) && !options.json;

  for (const std::string& file : arguments.preflight_files) {
    if (!ReadHeads(file, &options.preflights.emplace_back())) return 1;
  }
  std::string received;
  const std::string file = arguments.files.empty() ? "-" : arguments.files[0];
  if (!ReadHeads(file, &received)) return 1;
  std::string out;
  const int status = Explain(options, received, &out);
  return Write(out) ? status : 1;
}

}  // namespace corsieve::tools
