// HARs as files: each tests/har/NAME.har comes to NAME.want, which was written
// by hand; the real ones of $CORSIEVE_SHARED/data/har come to numbers that were
// counted without this program.

#include "tools/har/har.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "corsieve/reason.h"
#include "gtest/gtest.h"
#include "tests/har_report.h"

namespace corsieve::tools {
namespace {

constexpr char kFolder[] = "tests/har";

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

// Only where there is a site to link to.
TEST_P(HarFileTest, LinksReasonsToTheirPages) {
  const std::string text = ReadFile(Path() + ".har");
  const std::string kPage = "https://docs.example/a%26b/reasons/";
  for (const std::string format : {"html", "sarif"}) {
    HarOptions options = Format(format);
    EXPECT_EQ(RunHar(options, text).out.find("/reasons/"), std::string::npos);
    options.docs = "https://docs.example/a%26b";
    const std::string out = RunHar(options, text).out;
    options.docs += "/";
    EXPECT_EQ(RunHar(options, text).out, out);
    for (size_t at = out.find(kPage); at != out.npos;
         at = out.find(kPage, at + 1)) {
      const size_t name = at + kPage.size();
      const size_t end = out.find(".html\"", name);
      ASSERT_NE(end, out.npos);
      EXPECT_TRUE(FindReason(out.substr(name, end - name)))
          << out.substr(name, end - name);
    }
    // Each failure has a reason.
    if (RunHar(Format("ndjson"), text).out.find("\"verdict\":\"failed\"") !=
        std::string::npos) {
      EXPECT_NE(out.find(kPage), out.npos) << format;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Files, HarFileTest, testing::ValuesIn(Names()),
                         [](const testing::TestParamInfo<std::string>& info) {
                           std::string name = info.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

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
