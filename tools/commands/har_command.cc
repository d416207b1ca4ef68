#include "tools/commands/har_command.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>
#include <string_view>

#include "corsieve/profile.h"
#include "tools/commands/explain_command.h"
#include "tools/commands/page_origin.h"
#include "tools/har/har.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

constexpr std::string_view kFile = "The file";
constexpr std::string_view kOutput = "The output";
constexpr std::string_view kExpect = "Expectations, for scripts and CI";

constexpr OptionInfo kOptions[] = {
    {kFile, '\0', "origin", "ORIGIN", "",
     "of the page, whatever the file says: https://app.example"},
    {kFile, '\0', "url", "PART", "",
     "only fetches of a URL that has this in it"},

    {kOutput, '\0', "want", "NAME", "",
     "a header that the page wants to read, in place of all that a page could "
     "be after; may be repeated",
     true},
    {kOutput, '\0', "all", "", "",
     "in the table also what is fine, and what is not judged"},
    {kOutput, '\0', "profile", "PROFILE", "standard chromium firefox webkit",
     "standard (default), chromium, firefox, webkit"},
    {kOutput, '\0', "format", "FORMAT", "text json ndjson html github sarif",
     "text (default); html, one file for a browser; json; ndjson, a line a "
     "fetch; github, sarif: for CI"},
    {kOutput, 'h', "help", "", "", "this text"},

    {kExpect, '\0', "expect-exposed", "NAME", "",
     "fails unless script can read this header of each fetch; may be repeated",
     true},
    {kExpect, '\0', "expect-hidden", "NAME", "",
     "fails if script can read this header of a fetch; may be repeated", true},
    {kExpect, '\0', "expect-type", "TYPE",
     "basic cors opaque opaqueredirect error",
     "fails unless each response is basic, cors, opaque, opaqueredirect or "
     "error"},
    {kExpect, '\0', "expect-error", "REASON", "",
     "fails unless each fetch fails for this reason: a name of corsieve "
     "reasons"},
};

constexpr Example kExamples[] = {
    {"What fails, and which headers do pages not get?",
     "corsieve har session.har"},
    {"Can pages read X-Total-Count wherever it is sent?",
     "zcat session.har.gz | corsieve har --want X-Total-Count -"},
    {"A check for CI, shown at the pull request",
     "corsieve har --format github --url /api/ --expect-type cors session.har"},
};

}  // namespace

constexpr CommandInfo kHarCommand = {
    "har",
    "[option]... [FILE]",
    "what page script can read of all that a HAR has, and why",
    R"(Reads a HAR of any size, as every browser and many proxies write it, from FILE or standard input, compressed by gzip or not, and judges each fetch in it: who asked, in which mode and with what preflight is taken from what the file has of the request. First in the table are fetches that fail, then those whose response has headers that the page may want and does not get.

What a file does not tell is not guessed: files of Chromium lack cookies ("sanitized"), answers from a cache lack headers. Such fetches are unclear or not judged, and it is said why. Nothing is asked of any server.)",
    kOptions,
    kExamples,
};

int HarCommand(const CommandLine& line) {
  HarOptions options;
  std::string error;
  if (line.operands().size() > 1) {
    return WrongUsage(kHarCommand, "har takes one FILE");
  }
  if (const auto given = line.Last("origin")) {
    const std::optional<PageOrigin> page = ReadPageOrigin(*given, &error);
    if (!page) return WrongUsage(kHarCommand, error);
    options.origin = page->origin;
  }
  options.url = line.Last("url").value_or("");
  options.profile = *FindProfile(line.Last("profile").value_or("standard"));
  options.format = line.Last("format").value_or("text");
  options.all = line.Has("all");
  options.wants = line.All("want");
  options.expect.exposed = line.All("expect-exposed");
  options.expect.hidden = line.All("expect-hidden");
  options.expect.type = line.Last("expect-type");
  if (const auto given = line.Last("expect-error")) {
    options.expect.error = ErrorName(*given);
    if (!options.expect.error) {
      return WrongUsage(kHarCommand,
                        "--expect-error " + *given +
                            " is no reason for which a fetch fails: see "
                            "corsieve reasons");
    }
  }
  options.colour = isatty(STDOUT_FILENO) != 0;
  options.progress = isatty(STDERR_FILENO) != 0;
  if (!line.operands().empty()) options.file = line.operands()[0];
  std::FILE* in = stdin;
  if (options.file != "-") in = std::fopen(options.file.c_str(), "rb");
  if (in == nullptr) {
    std::fprintf(stderr, "corsieve: cannot read %s: %s\n",
                 Printable(options.file).c_str(), std::strerror(errno));
    return 1;
  }
  HarSummary summary;
  const int status = Har(options, in, stdout, stderr, &summary);
  if (in != stdin) std::fclose(in);
  return status;
}

}  // namespace corsieve::tools
