// `corsieve har`: whatever a file has, each entry is in one fetch or is asked
// for by one; all formats tell of the same fetches, and none lets the file's
// text be anything but text; compressed in any pieces it is the same file; two
// threads say what one does.
// Input: a byte for profile and options, one for the pieces, then the HAR.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "corsieve/profile.h"
#include "fuzz/check.h"
#include "fuzz/gzip_member.h"
#include "fuzz/input.h"
#include "fuzz/program_run.h"
#include "tools/file_source.h"
#include "tools/har/har.h"
#include "tools/har/har_fetches.h"
#include "tools/har/har_page.h"
#include "tools/har/har_reader.h"
#include "tools/json.h"

namespace corsieve::fuzz {
namespace {

using tools::Json;

struct Report {
  int status = 0;
  std::string out;
  std::string err;
  tools::HarSummary summary;
};

Report RunHar(tools::HarOptions options, const char* format,
              std::string_view text) {
  options.format = format;
  Report report;
  {
    Stream out(&report.out);
    Stream err(&report.err);
    report.status = tools::Har(options, FileOf(text), out.get(), err.get(),
                               &report.summary);
  }
  FUZZ_CHECK(report.status == 0 || !report.err.empty(),
             "a failure without a word", report.out, Quoted(text));
  return report;
}

// In members of `size` bytes, but not too many.
std::string Compressed(std::string_view text, size_t size) {
  size = std::max(size, text.size() / 64 + 1);
  std::string out;
  for (size_t at = 0; at < text.size(); at += size) {
    out += GzipMember(text.substr(at, size));
  }
  return out;
}

// Each entry is a hop of one fetch, or a preflight that a hop was found to
// have. Returns how many fetches there are.
size_t CheckEntries(std::string_view text) {
  tools::FileSource source(FileOf(text));
  tools::HarLog log;
  size_t entries = 0;
  size_t fetches = 0;
  std::vector<int> hops;
  std::vector<bool> is_preflight;
  const auto at = [](auto* list, size_t i) {
    if (list->size() <= i) list->resize(i + 1);
    return list->begin() + static_cast<ptrdiff_t>(i);
  };
  tools::HarFetches all([&](tools::HarFetch fetch) {
    ++fetches;
    for (const auto& hop : fetch.hops) ++*at(&hops, hop.number);
    for (const auto& p : fetch.preflights) *at(&is_preflight, p.number) = true;
  });
  std::string error;
  tools::ReadHarEntries(
      &source, &log,
      [&](tools::HarEntry entry) {
        FUZZ_CHECK(entry.number == ++entries, "a number that is not the next",
                   std::to_string(entry.number), Quoted(text));
        FUZZ_CHECK(entry.line > 0, "an entry without its line", "0",
                   Quoted(text));
        all.Add(std::move(entry));
        return true;
      },
      &error);
  all.Finish();
  for (size_t n = 1; n <= entries; ++n) {
    const int as_hop = *at(&hops, n);
    FUZZ_CHECK(as_hop == 1 || (as_hop == 0 && *at(&is_preflight, n)),
               "an entry that is in no fetch, or in two",
               std::to_string(n) + ": " + std::to_string(as_hop), Quoted(text));
  }
  return fetches;
}

void CheckVerdict(const Json& json, std::string_view text) {
  const std::string verdict = json.value("verdict", "");
  const bool is_known = verdict == "failed" || verdict == "hidden" ||
                        verdict == "unclear" || verdict == "fine" ||
                        verdict == "not judged";
  FUZZ_CHECK(is_known, "a verdict that is none", json.dump(), Quoted(text));
  FUZZ_CHECK(!json.value("why", "").empty(), "a verdict that is not explained",
             json.dump(), Quoted(text));
  FUZZ_CHECK(verdict != "failed" ||
                 (json.value("type", "") == "error" && json.contains("reason")),
             "a failure without its reason", json.dump(), Quoted(text));
  FUZZ_CHECK(verdict != "hidden" || json.contains("wanted"),
             "hidden, but nothing wanted", json.dump(), Quoted(text));
}

// How many fetches each format for people and CI has to tell of.
size_t CheckLines(const Report& report, size_t fetches, std::string_view text,
                  Json* list) {
  *list = Json::array();
  size_t told = 0;
  Input lines(reinterpret_cast<const uint8_t*>(report.out.data()),
              report.out.size());
  std::string_view line;
  Json last;
  while (lines.Part('\n', &line)) {
    std::string error;
    Json json = tools::ParseJson(line, &error);
    FUZZ_CHECK(!json.is_discarded(), "a line that is no JSON", Quoted(line),
               error);
    if (!lines.rest().empty()) {
      CheckVerdict(json, text);
      const std::string verdict = json["verdict"];
      told +=
          verdict == "failed" || verdict == "hidden" || json.contains("unmet");
      list->push_back(std::move(json));
    } else {
      last = std::move(json);
    }
  }
  if (report.out.empty()) return 0;
  FUZZ_CHECK(last.contains("summary") && list->size() == fetches &&
                 last["summary"]["fetches"] == fetches,
             "another number of fetches", report.out, std::to_string(fetches));
  return told;
}

bool IsNameByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

// What is between `<` and `>` is a name and attributes in quotation marks, and
// nothing else has either.
void CheckHtml(std::string_view html, size_t fetches, std::string_view text) {
  if (html.empty()) return;
  const std::string_view head = tools::kHarPageHead;
  const std::string_view end = tools::kHarPageEnd;
  FUZZ_CHECK(html.substr(0, head.size()) == head &&
                 html.substr(html.size() - end.size()) == end,
             "no page", Quoted(html), Quoted(text));
  html = html.substr(head.size(), html.size() - head.size() - end.size());
  size_t rows = 0;
  for (size_t i = 0; i < html.size(); ++i) {
    const unsigned char c = static_cast<unsigned char>(html[i]);
    FUZZ_CHECK(c >= ' ' || c == '\n', "a control character in HTML",
               Quoted(html), Quoted(text));
    FUZZ_CHECK(c != '>', "a > of the file", Quoted(html), Quoted(text));
    if (c != '<') continue;
    size_t to = i + 1 + (html.substr(i + 1, 1) == "/");
    const size_t name = to;
    while (to < html.size() && IsNameByte(html[to])) ++to;
    const std::string_view tag = html.substr(name, to - name);
    rows += tag == "details" && name == i + 1;
    while (html.substr(to, 1) == " ") {
      ++to;
      while (to < html.size() && IsNameByte(html[to])) ++to;
      if (html.substr(to, 2) != "=\"") continue;
      to = html.find_first_of("\"<>", to + 2);
      to = to == html.npos || html[to] != '"' ? html.size() : to + 1;
    }
    FUZZ_CHECK(!tag.empty() && tag != "script" && html.substr(to, 1) == ">",
               "a < of the file", Quoted(html.substr(i, 200)), Quoted(text));
    i = to;
  }
  FUZZ_CHECK(rows == fetches, "another number of rows", std::to_string(rows),
             std::to_string(fetches));
}

void CheckText(std::string_view out, std::string_view text) {
  for (char c : out) {
    const unsigned char byte = static_cast<unsigned char>(c);
    FUZZ_CHECK((byte >= ' ' && byte != 0x7f) || c == '\n',
               "a control character for a terminal", Quoted(out), Quoted(text));
  }
}

void CheckGithub(const Report& report, size_t told, std::string_view text) {
  Input lines(reinterpret_cast<const uint8_t*>(report.out.data()),
              report.out.size());
  std::string_view line;
  size_t count = 0;
  for (; lines.Part('\n', &line); ++count) {
    FUZZ_CHECK(line.substr(0, 2) == "::", "no annotation", Quoted(line),
               Quoted(text));
  }
  const size_t more = !report.out.empty() + !report.summary.error.empty();
  FUZZ_CHECK(report.out.empty() || count == told + more,
             "another number of annotations", report.out, std::to_string(told));
}

void CheckSarif(const Report& report, size_t told, std::string_view text) {
  if (report.out.empty()) return;
  std::string error;
  const Json json = tools::ParseJson(report.out, &error);
  FUZZ_CHECK(!json.is_discarded(), "no JSON", Quoted(report.out), error);
  FUZZ_CHECK(json["runs"][0]["results"].size() == told,
             "another number of results", report.out, Quoted(text));
}

// Whether the `n`th of what is looked into is to be; when replayed, all is.
bool IsIn(unsigned bits, unsigned n) {
#ifdef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
  return (bits >> 4) % 7 == n;
#else
  static_cast<void>(bits);
  static_cast<void>(n);
  return true;
#endif
}

void Check(unsigned bits, size_t piece, std::string_view text) {
  tools::HarOptions options;
  options.profile = static_cast<Profile>(bits & 3);
  if (bits & 4) options.wants = {"X-Total-Count", "etag"};
  if (bits & 8) options.expect.type = "cors";
  const size_t fetches = CheckEntries(text);
  const Report lines = RunHar(options, "ndjson", text);
  FUZZ_CHECK(lines.summary.fetches == fetches, "fetches that are not told of",
             std::to_string(lines.summary.fetches), Quoted(text));
  Json list;
  const size_t told = CheckLines(lines, fetches, text, &list);
  std::string error;
  if (lines.summary.error.rfind("no JSON", 0) == 0 &&
      lines.summary.error.find("too deep") == std::string::npos) {
    FUZZ_CHECK(tools::ParseJson(text, &error).is_discarded(),
               "JSON that is refused", lines.summary.error, Quoted(text));
  }
  if (IsIn(bits, 0) && !text.empty() && text.substr(0, 2) != "\x1f\x8b") {
    const Report same = RunHar(options, "ndjson", Compressed(text, piece));
    FUZZ_CHECK(same.out == lines.out && same.status == lines.status &&
                   same.err == lines.err,
               "another report if compressed", same.out + same.err,
               lines.out + lines.err);
  }
  if (IsIn(bits, 6)) {
    options.threads = 2;
    const Report same = RunHar(options, "ndjson", text);
    FUZZ_CHECK(same.out == lines.out && same.status == lines.status &&
                   same.err == lines.err,
               "another report by two threads", same.out + same.err,
               lines.out + lines.err);
    options.threads = 1;
  }
  if (IsIn(bits, 1)) {
    const Report whole = RunHar(options, "json", text);
    const Json json = tools::ParseJson(whole.out, &error);
    FUZZ_CHECK(whole.out.empty() == lines.out.empty() &&
                   (whole.out.empty() ||
                    (!json.is_discarded() && json["fetches"] == list)),
               "another report as one object", whole.out, lines.out);
  }
  if (IsIn(bits, 2)) {
    CheckHtml(RunHar(options, "html", text).out, fetches, text);
  }
  if (IsIn(bits, 3)) {
    options.all = true;
    CheckText(RunHar(options, "text", text).out, text);
  }
  if (IsIn(bits, 4)) CheckGithub(RunHar(options, "github", text), told, text);
  if (IsIn(bits, 5)) CheckSarif(RunHar(options, "sarif", text), told, text);
}

}  // namespace
}  // namespace corsieve::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace corsieve::fuzz;
  if (size > 4 * kMaxSize) return -1;
  Input input(data, size);
  const unsigned bits = input.Byte();
  const size_t piece = input.Byte() + size_t{1};
  Check(bits, piece, Exact(input.rest()).view());
  return 0;
}
