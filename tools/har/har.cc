#include "tools/har/har.h"

#include <cerrno>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "tools/byte_source.h"
#include "tools/har/har_fetches.h"
#include "tools/har/har_reader.h"
#include "tools/har/har_writer.h"
#include "tools/har/progress.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

bool IsAsked(const HarFetch& fetch, const std::string& part) {
  for (const HarEntry& hop : fetch.hops) {
    if (Contains(hop.url, part)) return true;
  }
  return false;
}

bool HasExpectations(const HarOptions& options) {
  return !options.expect.exposed.empty() || !options.expect.hidden.empty() ||
         options.expect.type || options.expect.error;
}

void Complain(std::FILE* err, const std::string& what) {
  std::fprintf(err, "corsieve: %s\n", what.c_str());
}

// Whether what was wanted and expected is so.
bool IsAsWanted(const HarOptions& options, const HarSummary& summary,
                size_t expected_of, std::FILE* err) {
  bool ok = summary.unmet == 0;
  for (const std::string& name : options.wants) {
    if (summary.wanted.count(Lower(name)) > 0) ok = false;
    if (summary.readable.count(Lower(name)) > 0) continue;
    Complain(err, Printable(name) + " is readable in no response");
    ok = false;
  }
  if (HasExpectations(options) && expected_of == 0) {
    Complain(err, "no fetch by script to expect anything of");
    ok = false;
  }
  return ok;
}

}  // namespace

int Har(const HarOptions& options, std::FILE* in, std::FILE* out,
        std::FILE* err, HarSummary* summary) {
  ByteSource source(in);
  Progress progress(in, options.progress ? err : nullptr);
  HarLog log;
  HarPages pages;
  bool is_written = true;
  const auto writer = NewHarWriter(options, [&](std::string_view text) {
    is_written = std::fwrite(text.data(), 1, text.size(), out) == text.size() &&
                 is_written;
  });
  size_t expected_of = 0;
  HarFetches fetches([&](HarFetch fetch) {
    if (!IsAsked(fetch, options.url)) return;
    const HarVerdict verdict = JudgeHarFetch(fetch, pages, options);
    const bool is_judged = verdict.kind == HarVerdict::Kind::kFailed ||
                           verdict.kind == HarVerdict::Kind::kHidden ||
                           verdict.kind == HarVerdict::Kind::kFine;
    expected_of += is_judged && verdict.api != "none";
    summary->Add(verdict);
    writer->Add(verdict);
    if (!verdict.unmet.empty()) progress.Finish();
    for (const std::string& unmet : verdict.unmet) {
      Complain(err, "entry " + std::to_string(verdict.numbers.front()) + ", " +
                        Printable(verdict.url) + ": " + unmet);
    }
  });
  std::string error;
  const bool ok = ReadHarEntries(
      &source, &log,
      [&](HarEntry entry) {
        ++summary->entries;
        progress.Tell(source.position(), summary->entries);
        pages.Learn(log, entry);
        fetches.Add(std::move(entry));
      },
      &error);
  fetches.Finish();
  progress.Finish();
  if (!ok) Complain(err, Printable(options.file) + ": " + error);
  summary->error = error;
  // Of what is no HAR there is nothing to be told.
  if (ok || summary->entries > 0) writer->Finish(log, *summary);
  if (std::fflush(out) != 0 || !is_written) {
    Complain(err, "cannot write: " + std::string(std::strerror(errno)));
    return 1;
  }
  if (!ok) return 1;
  return IsAsWanted(options, *summary, expected_of, err) ? 0 : 1;
}

}  // namespace corsieve::tools
