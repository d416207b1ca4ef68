// HARs as files: each tests/har/NAME.har comes to NAME.want, which was written
// by hand; the real ones of $CORSIEVE_SHARED/data/har come to numbers that were
// counted without this program.

#include "tools/har/har.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tools/json.h"
#include "zlib.h"

namespace corsieve::tools {
namespace {

constexpr char kFolder[] = "tests/har";

struct Close {
  void operator()(std::FILE* f) const { std::fclose(f); }
};
using File = std::unique_ptr<std::FILE, Close>;

std::string ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::string Content(std::FILE* f) {
  std::rewind(f);
  std::string content;
  char buffer[4096];
  while (const size_t n = std::fread(buffer, 1, sizeof buffer, f)) {
    content.append(buffer, n);
  }
  return content;
}

struct Report {
  int status = 0;
  std::string out;
  std::string err;
  HarSummary summary;
};

Report RunHar(const HarOptions& options, const std::string& text) {
  const File in(std::tmpfile());
  const File out(std::tmpfile());
  const File err(std::tmpfile());
  std::fwrite(text.data(), 1, text.size(), in.get());
  std::rewind(in.get());
  Report run;
  run.status = Har(options, in.get(), out.get(), err.get(), &run.summary);
  run.out = Content(out.get());
  run.err = Content(err.get());
  return run;
}

HarOptions Format(const std::string& format) {
  HarOptions options;
  options.format = format;
  return options;
}

std::vector<std::string> LinesOf(const std::string& text) {
  std::vector<std::string> lines;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

// A line a fetch: verdict, entries, type or reason, what is wanted and hidden.
std::string ShortForm(const Report& run) {
  std::string text;
  for (const std::string& line : LinesOf(run.out)) {
    const Json json = Json::parse(line);
    if (json.contains("summary")) continue;
    text += json["verdict"].get<std::string>() + " #";
    std::string comma;
    for (const Json& number : json["entries"]) {
      text += comma + number.dump();
      comma = ",";
    }
    if (json.contains("type")) {
      const std::string type = json["type"];
      text +=
          " " + (type == "error" ? json["reason"].get<std::string>() : type);
    }
    if (json.contains("wanted")) {
      for (const std::string name : json["wanted"]) text += " " + name;
    }
    text += "\n";
  }
  return text + "hidden lines " + std::to_string(run.summary.hidden_lines) +
         "\n";
}

std::vector<std::string> Names() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    if (entry.path().extension() == ".har") {
      names.push_back(entry.path().stem().string());
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

class HarFileTest : public testing::TestWithParam<std::string> {
 protected:
  std::string Path() const { return std::string(kFolder) + "/" + GetParam(); }
};

TEST_P(HarFileTest, ComesToWhatIsWanted) {
  const Report run = RunHar(Format("ndjson"), ReadFile(Path() + ".har"));
  EXPECT_EQ(run.status, 0);
  EXPECT_EQ(run.err, "");
  EXPECT_EQ(ShortForm(run), ReadFile(Path() + ".want"));
}

TEST_P(HarFileTest, IsSaidAlikeInEachFormat) {
  const std::string text = ReadFile(Path() + ".har");
  const std::vector<std::string> lines =
      LinesOf(RunHar(Format("ndjson"), text).out);
  const Json whole = Json::parse(RunHar(Format("json"), text).out);
  ASSERT_EQ(whole["fetches"].size() + 1, lines.size());
  size_t told = 0;
  for (size_t i = 0; i < whole["fetches"].size(); ++i) {
    EXPECT_EQ(whole["fetches"][i], Json::parse(lines[i]));
    const std::string verdict = whole["fetches"][i]["verdict"];
    told += verdict == "failed" || verdict == "hidden";
  }
  EXPECT_EQ(whole["summary"], Json::parse(lines.back())["summary"]);
  const Json sarif = Json::parse(RunHar(Format("sarif"), text).out);
  EXPECT_EQ(sarif["runs"][0]["results"].size(), told);
  // And a notice.
  EXPECT_EQ(LinesOf(RunHar(Format("github"), text).out).size(), told + 1);
}

// A page that is passed on has no values in it, and nothing of the file acts.
TEST_P(HarFileTest, IsShownByABrowserAsText) {
  std::string text = ReadFile(Path() + ".har");
  const std::string html = RunHar(Format("html"), text).out;
  EXPECT_EQ(html.rfind("<!doctype html>", 0), 0u);
  EXPECT_EQ(html.substr(html.size() - 8), "</html>\n");
  const auto count = [](const std::string& in, const std::string& part) {
    size_t n = 0;
    for (size_t at = in.find(part); at != in.npos; at = in.find(part, at + 1)) {
      ++n;
    }
    return n;
  };
  const size_t rows = count(html, "<details ");
  EXPECT_EQ(rows, LinesOf(RunHar(Format("ndjson"), text).out).size() - 1);
  EXPECT_EQ(count(html, "</details>"), rows);
  // Wherever URLs, names and origins go.
  for (size_t at = text.find("example/"); at != text.npos;
       at = text.find("example/", at + 30)) {
    text.insert(at + 8, "\\\"'><script>alert(1)</script>");
  }
  EXPECT_EQ(count(RunHar(Format("html"), text).out, "<script"), 1u);
}

INSTANTIATE_TEST_SUITE_P(Files, HarFileTest, testing::ValuesIn(Names()),
                         [](const testing::TestParamInfo<std::string>& info) {
                           std::string name = info.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

// ---- What is no HAR, or is in an envelope.

std::string Compressed(const std::string& text) {
  z_stream z = {};
  EXPECT_EQ(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY),
            Z_OK);
  std::string out(text.size() + 1000, '\0');
  std::string in = text;
  z.next_in = reinterpret_cast<Bytef*>(in.data());
  z.avail_in = static_cast<uInt>(in.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&z, Z_FINISH), Z_STREAM_END);
  out.resize(z.total_out);
  deflateEnd(&z);
  return out;
}

// A HAR of one entry with these members in its response's content.
std::string HarWith(const std::string& content,
                    const std::string& value = "7") {
  return R"({"log": {"version": "1.2", "entries": [{"request": {"method": "GET",
    "url": "https://api.example/list", "headers": [
      {"name": "Origin", "value": "https://app.example"}]},
    "response": {"content": {)" +
         content + R"(}, "status": 200, "headers": [
      {"name": "X-Total-Count", "value": ")" +
         value + R"("},
      {"value": "*", "name": "Access-Control-Allow-Origin"}]}}]}})";
}

TEST(HarTest, ReadsGzipOfAnyNumberOfMembers) {
  const std::string text = ReadFile("tests/har/chromium.har");
  const std::string want = RunHar(Format("json"), text).out;
  const std::string both =
      Compressed(text.substr(0, 700)) + Compressed(text.substr(700));
  EXPECT_EQ(RunHar(Format("json"), Compressed(text)).out, want);
  EXPECT_EQ(RunHar(Format("json"), both).out, want);
}

TEST(HarTest, SaysWhatIsNoHar) {
  struct Row {
    std::string text;
    std::string error;
  };
  const std::string har = ReadFile("tests/har/chromium.har");
  const std::string gzip = Compressed(har);
  const Row rows[] = {
      {"", "no JSON in line 1"},
      {"HTTP/1.1 200 OK\r\n\r\n", "no JSON in line 1"},
      {"{}", "it is JSON but no HAR"},
      {"{\"log\": {\"entries\": 1}}", "it is JSON but no HAR"},
      {har.substr(0, har.size() / 2), "it ends before its end"},
      {gzip.substr(0, gzip.size() / 2), "the gzip ends before its end"},
      {gzip.substr(0, 2) + std::string(50, 'x'), "it is no whole gzip"},
      {std::string(100000, '['), "nested too deep"},
      {"{\"log\": " + std::string(100000, '{'), "no JSON in line 1"},
  };
  for (const Row& row : rows) {
    const Report report = RunHar(Format("text"), row.text);
    EXPECT_EQ(report.status, 1) << row.error;
    EXPECT_NE(report.err.find(row.error), std::string::npos)
        << row.error << "\n"
        << report.err;
  }
}

TEST(HarTest, TellsOfTheEntriesBeforeTheFault) {
  const std::string text = ReadFile("tests/har/chromium.har");
  const Report report =
      RunHar(Format("text"), text.substr(0, text.size() - 10));
  EXPECT_EQ(report.status, 1);
  EXPECT_EQ(report.summary.entries, 11u);
  EXPECT_NE(report.out.find("MissingAllowOriginHeader"), std::string::npos);
}

TEST(HarTest, PassesOverBodies) {
  const char* bodies[] = {
      R"("text": "a half \ud83d of a pair, \udc00\ud83d\\ud83d")",
      R"("text": "{\"name\": \"x\"}", "_deep": [[[{"headers": [1]}]]])",
      R"("headers": [{"name": "x-no", "value": "header"}], "size": 1.5e300)",
  };
  for (const char* body : bodies) {
    const Report report = RunHar(Format("ndjson"), HarWith(body));
    EXPECT_EQ(report.err, "") << body;
    EXPECT_EQ(ShortForm(report),
              "hidden #1 cors x-total-count\nhidden lines 2\n")
        << body;
  }
}

TEST(HarTest, KeepsNoMoreThanAHead) {
  const std::string body = "\"text\": \"" + std::string(8 << 20, 'x') + "\"";
  EXPECT_EQ(ShortForm(RunHar(Format("ndjson"), HarWith(body))),
            "hidden #1 cors x-total-count\nhidden lines 2\n");
  const Report report = RunHar(
      Format("ndjson"), HarWith("\"size\": 1", std::string(2 << 20, 'x')));
  EXPECT_EQ(ShortForm(report), "not judged #1\nhidden lines 0\n");
}

// ---- Wishes and expectations.

TEST(HarTest, ExitsWithOneWhereAWishIsNotMet) {
  const std::string text = ReadFile("tests/har/chromium.har");
  const auto status = [&](HarOptions options) {
    return RunHar(options, text).status;
  };
  HarOptions options;
  options.wants = {"X-Total-Count"};
  EXPECT_EQ(status(options), 1);
  options.url = "/good";
  EXPECT_EQ(status(options), 0);
  options.wants = {"X-Nowhere"};
  EXPECT_EQ(status(options), 1);
  options.wants = {};
  options.expect.exposed = {"x-total-count"};
  EXPECT_EQ(status(options), 0);
  options.expect.type = "cors";
  EXPECT_EQ(status(options), 0);
  options.expect.hidden = {"x-total-count"};
  EXPECT_EQ(status(options), 1);
  options = HarOptions();
  options.expect.error = "MissingAllowOriginHeader";
  EXPECT_EQ(status(options), 1);
  // Nothing is there to meet it.
  options.url = "/nowhere";
  EXPECT_EQ(status(options), 1);
}

TEST(HarTest, TakesAnOriginThatIsGiven) {
  HarOptions options = Format("ndjson");
  options.origin = "https://other.example";
  options.url = "/good";
  EXPECT_EQ(ShortForm(RunHar(options, ReadFile("tests/har/chromium.har"))),
            "failed #5 AllowOriginMismatch\nhidden lines 0\n");
}

// ---- Real files. Failures, and lines of what script reads that it does not
// get, were counted with Python from each file: answers to requests with an
// Origin, unless of CSS, scripts, images or fonts; all lines but the safelisted
// and the named ones, and but :status where it is written "status".

struct Counted {
  const char* file;
  size_t entries;
  size_t failed;
  size_t hidden_lines;
  size_t without_wanted;  // Fetches.
};
constexpr Counted kCounted[] = {
    {"browsertime-chrome-har-1.3", 7, 0, 0, 0},
    {"charles-4.6", 1, 0, 0, 0},
    {"chrome-110-devtools", 3, 0, 0, 0},
    {"chrome-114-ping-no-cors", 1, 0, 0, 0},
    {"chrome-56-preflight", 6, 0, 14, 1},
    {"chrome-fetch-set-cookie", 1, 0, 6, 1},
    {"chrome-har-lf-joined", 16, 0, 0, 0},
    {"firefox-111", 14, 0, 10, 1},
    {"handmade-chromium-blocked-by-cors", 2, 1, 0, 0},
    {"mitmproxy-savehar", 2, 0, 0, 0},
    {"playwright-1.23-fulfill", 5, 0, 0, 0},
    {"playwright-1.23-redirect", 3, 0, 0, 0},
    // 15 + 14, of which each has a status.
    {"polly-expose-x-total-count", 2, 0, 27, 2},
    // 17 + 16 + 17 + 17 + 16, of which each has a status.
    {"polly-jest-puppeteer", 5, 0, 78, 5},
    {"safari-16-inspector", 6, 0, 10, 1},
    {"webpagetest-h2-broken-versions", 8, 0, 0, 0},
};

TEST(RealHarsTest, ComeToWhatWasCounted) {
  const char* shared = std::getenv("CORSIEVE_SHARED");
  const std::string folder =
      std::string(shared == nullptr ? "" : shared) + "/data/har/";
  if (shared == nullptr || !std::filesystem::exists(folder)) {
    GTEST_SKIP() << "CORSIEVE_SHARED names no data/har";
  }
  for (const Counted& counted : kCounted) {
    const Report run =
        RunHar(Format("text"), ReadFile(folder + counted.file + ".har"));
    EXPECT_EQ(run.status, 0) << counted.file << run.err;
    EXPECT_EQ(run.summary.entries, counted.entries) << counted.file;
    EXPECT_EQ(run.summary.Of(HarVerdict::Kind::kFailed), counted.failed)
        << counted.file;
    EXPECT_EQ(run.summary.hidden_lines, counted.hidden_lines) << counted.file;
    EXPECT_EQ(run.summary.Of(HarVerdict::Kind::kHidden), counted.without_wanted)
        << counted.file;
  }
}

}  // namespace
}  // namespace corsieve::tools
