#include "tools/commands/har_command.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "corsieve/profile.h"
#include "tools/commands/options.h"
#include "tools/commands/page_origin.h"
#include "tools/commands/terminal.h"
#include "tools/har/har_verdict.h"

namespace corsieve::tools {
namespace {

constexpr std::string_view kFile = "The file";

constexpr OptionInfo kOptions[] = {
    {kFile, '\0', "origin", "ORIGIN", "",
     "of the page, whatever the file says: https://app.example"},
    {kFile, '\0', "url", "PART", "",
     "only fetches of a URL that has this in it"},

    {kOutputGroup, '\0', "want", "NAME", "",
     "a header that the page wants to read, in place of all that a page could "
     "be after; may be repeated",
     true},
    {kOutputGroup, '\0', "all", "", "",
     "in the table also what is fine, and what is not judged"},
    ProfileOption(kOutputGroup),
    {kOutputGroup, '\0', "format", "FORMAT",
     "text json ndjson html github sarif",
     "text (default); html, one file for a browser; json; ndjson, a line a "
     "fetch; github, sarif: for CI"},
    {kOutputGroup, '\0', "docs", "ADDRESS", "",
     "of the documentation site: reasons link to their pages there, in html "
     "and "
     "sarif"},
    {kOutputGroup, '\0', "threads", "N", "",
     "1 (default) to 256: how many threads judge, one of which also reads; "
     "what is said stays the same"},
    HelpOption(kOutputGroup),

    {kExpectGroup, '\0', "expect-exposed", "NAME", "",
     "fails unless script can read this header of each fetch; may be repeated",
     true},
    {kExpectGroup, '\0', "expect-hidden", "NAME", "",
     "fails if script can read this header of a fetch; may be repeated", true},
    {kExpectGroup, '\0', "expect-type", "TYPE",
     "basic cors opaque opaqueredirect error",
     "fails unless each response is basic, cors, opaque, opaqueredirect or "
     "error"},
    {kExpectGroup, '\0', "expect-error", "REASON", "",
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

bool HasScheme(std::string_view address) {
  return address.rfind("https://", 0) == 0 ||
         address.rfind("http://", 0) == 0 || address.rfind("file://", 0) == 0;
}

// What is wrong with --docs, which becomes a part of links; "" if nothing is.
std::string WrongDocs(std::string_view docs, std::string_view format) {
  if (format != "html" && format != "sarif") {
    return "--docs is for --format html and sarif";
  }
  if (HasScheme(docs)) return "";
  // No "javascript:" and the like.
  const bool is_relative =
      docs.find(':') == docs.npos && docs.rfind("//", 0) != 0;
  if (!is_relative) return "--docs is an address of http, https or file";
  return format == "html" ? "" : "--format sarif needs an absolute --docs";
}

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
  if (const auto docs = line.Last("docs")) {
    error = WrongDocs(*docs, options.format);
    if (!error.empty()) return WrongUsage(kHarCommand, error);
    options.docs = *docs;
  }
  options.all = line.Has("all");
  options.wants = line.All("want");
  options.expect.exposed = line.All("expect-exposed");
  options.expect.hidden = line.All("expect-hidden");
  options.expect.type = line.Last("expect-type");
  if (!ReadExpectError(line, &options.expect.error, &error)) {
    return WrongUsage(kHarCommand, error);
  }
  const std::optional<size_t> threads = ReadThreads(line, &error);
  if (!threads) return WrongUsage(kHarCommand, error);
  options.threads = *threads;
  options.colour = IsTerminal(Stream::kOutput);
  options.progress = IsTerminal(Stream::kError);
  if (!line.operands().empty()) options.file = line.operands()[0];
  return RunHar(options);
}

}  // namespace corsieve::tools
