#include "tools/har/har.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "tools/har/har_fetches.h"
#include "tools/har/har_reader.h"
#include "tools/har/har_writer.h"
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

void Complain(HarStreams* streams, const std::string& what) {
  streams->Complain("corsieve: " + what + "\n");
}

// Whether what was wanted and expected is so.
bool IsAsWanted(const HarOptions& options, const HarSummary& summary,
                size_t expected_of, HarStreams* streams) {
  bool ok = summary.unmet == 0;
  for (const std::string& name : options.wants) {
    if (summary.wanted.count(Lower(name)) > 0) ok = false;
    if (summary.readable.count(Lower(name)) > 0) continue;
    Complain(streams, Printable(name) + " is readable in no response");
    ok = false;
  }
  if (HasExpectations(options) && expected_of == 0) {
    Complain(streams, "no fetch by script to expect anything of");
    ok = false;
  }
  return ok;
}

}  // namespace

int Har(const HarOptions& options, ByteSource* in, HarStreams* streams,
        HarSummary* summary) {
  HarLog log;
  HarPages pages;
  const auto writer = NewHarWriter(
      options, [&](std::string_view text) { streams->Print(text); });
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
    if (!verdict.unmet.empty()) streams->Finish();
    for (const std::string& unmet : verdict.unmet) {
      Complain(streams, "entry " + std::to_string(verdict.numbers.front()) +
                            ", " + Printable(verdict.url) + ": " + unmet);
    }
  });
  std::string error;
  const bool ok = ReadHarEntries(
      in, &log,
      [&](HarEntry entry) {
        ++summary->entries;
        streams->Tell(in->position(), summary->entries);
        pages.Learn(log, entry);
        fetches.Add(std::move(entry));
      },
      &error);
  fetches.Finish();
  streams->Finish();
  if (!ok) Complain(streams, Printable(options.file) + ": " + error);
  summary->error = error;
  // Of what is no HAR there is nothing to be told.
  if (ok || summary->entries > 0) writer->Finish(log, *summary);
  if (const std::string why = streams->Flush(); !why.empty()) {
    Complain(streams, "cannot write: " + why);
    return 1;
  }
  if (!ok) return 1;
  return IsAsWanted(options, *summary, expected_of, streams) ? 0 : 1;
}

}  // namespace corsieve::tools
