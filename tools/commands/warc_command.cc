#include "tools/commands/warc_command.h"

#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

#include "corsieve/profile.h"
#include "tools/commands/input_file.h"
#include "tools/commands/options.h"
#include "tools/commands/page_origin.h"
#include "tools/text.h"
#include "tools/warc/warc.h"

namespace corsieve::tools {
namespace {

constexpr std::string_view kGroup = "Options";

constexpr OptionInfo kOptions[] = {
    {kGroup, '\0', "as", "ORIGIN", "",
     "of the page that asks: https://app.example; may be repeated, then each "
     "response has a line for each",
     true},
    {kGroup, '\0', "credentials", "WHEN", "omit same-origin include",
     "omit, same-origin (default) or include, as in fetch()"},
    ProfileOption(kGroup),
    {kGroup, '\0', "threads", "N", "",
     "1 (default) to 256: how many threads answer, one of which also reads; "
     "the "
     "order of the results stays"},
    HelpOption(kGroup),
};

constexpr Example kExamples[] = {
    {"Which responses of a crawl can a page read, and which headers of them?",
     "corsieve warc --as https://app.example crawl.warc.gz > results.ndjson"},
    {"How many, and why the others not?",
     R"(zcat crawl.warc.gz | corsieve warc --as https://app.example - |
  grep -o '"reason":"[A-Za-z]*","fates"' | sort | uniq -c)"},
    {"What could not be used, and where is it?",
     R"(corsieve warc --as https://app.example crawl.warc.gz | grep '"error":')"},
};

// The option has another name here.
void NameAs(std::string* text) {
  constexpr std::string_view kOrigin = "--origin ";
  if (StartsWith(*text, kOrigin)) text->replace(0, kOrigin.size(), "--as ");
}

}  // namespace

constexpr CommandInfo kWarcCommand = {
    "warc",
    "[option]... [FILE]",
    "what pages of an origin can read of all that a crawl got",
    R"(Reads a WARC of version 1.0 or 1.1 and any size from FILE or standard input, compressed by gzip or not, and writes one result a line for each response over HTTP, in order, as corsieve batch does: its id is the record's WARC-Record-ID, its URL the record's. The request is what fetch(url, {redirect: "manual"}) of a page makes, without a preflight. Of bodies nothing is kept.

What cannot be used gets a line whose "error" says where and why, and it goes on with the next record. What there was and is not answered is counted on standard error. docs/scale.md says how to run it on many files.)",
    kOptions,
    kExamples,
};

int WarcCommand(const CommandLine& line) {
  WarcOptions options;
  std::string error;
  if (line.operands().size() > 1) {
    return WrongUsage(kWarcCommand, "warc takes one FILE");
  }
  if (!line.Has("as")) {
    return WrongUsage(kWarcCommand,
                      "warc wants --as: pages of which origin ask?");
  }
  for (const std::string& given : line.All("as")) {
    std::optional<PageOrigin> page = ReadPageOrigin(given, &error);
    if (!page) {
      NameAs(&error);
      return WrongUsage(kWarcCommand, error);
    }
    if (!page->note.empty()) {
      NameAs(&page->note);
      std::fprintf(stderr, "corsieve: %s\n", page->note.c_str());
    }
    options.origins.push_back(page->origin);
  }
  options.profile = *FindProfile(line.Last("profile").value_or("standard"));
  options.credentials = line.Last("credentials").value_or("same-origin");
  const std::optional<size_t> threads = ReadThreads(line, &error);
  if (!threads) return WrongUsage(kWarcCommand, error);
  options.threads = *threads;
  const InputFile in(line.operands().empty() ? "-" : line.operands()[0]);
  if (in.get() == nullptr) return 1;
  return Warc(options, in.get(), stdout, stderr);
}

}  // namespace corsieve::tools
