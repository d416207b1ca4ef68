// `corsieve har --threads N`: for every N the same output, complaints and exit
// status to the byte, of files that are whole, broken, long, or cannot be
// written about; what is known of a page counts from where the file has it.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"
#include "tests/gzip.h"
#include "tests/har_report.h"
#include "tools/har/har.h"

namespace corsieve::tools {
namespace {

constexpr size_t kThreads[] = {2, 3, 8};
constexpr const char* kFormats[] = {"text", "json",   "ndjson",
                                    "html", "github", "sarif"};

// All that may be asked for, each alone.
std::vector<HarOptions> Questions() {
  std::vector<HarOptions> list(4);
  list[0].all = true;
  list[0].colour = true;
  list[0].profile = Profile::kChromium;
  list[1].wants = {"X-Total-Count", "etag", "X-Nowhere"};
  list[2].expect.exposed = {"x-total-count"};
  list[2].expect.type = "cors";
  list[3].url = "/api";
  list[3].origin = "https://other.example";
  return list;
}

void ExpectTheSame(HarOptions options, const std::string& text,
                   const std::string& what) {
  options.threads = 1;
  const Report one = RunHar(options, text);
  for (const size_t threads : kThreads) {
    options.threads = threads;
    const Report many = RunHar(options, text);
    EXPECT_EQ(many.status, one.status) << what << ", " << threads;
    EXPECT_EQ(many.err, one.err) << what << ", " << threads;
    EXPECT_TRUE(many.out == one.out) << what << ", " << threads;
  }
}

// Each format, and each question in two.
void ExpectTheSameInAll(const std::string& text, const std::string& what) {
  for (const char* format : kFormats) {
    ExpectTheSame(Format(format), text, what + " as " + format);
  }
  for (HarOptions options : Questions()) {
    for (const char* format : {"text", "ndjson"}) {
      options.format = format;
      ExpectTheSame(options, text, what + ", asked, as " + format);
    }
  }
}

// By their paths, of this tree and of $CORSIEVE_SHARED.
std::map<std::string, std::string> Files() {
  std::map<std::string, std::string> files;
  const char* shared = std::getenv("CORSIEVE_SHARED");
  for (const std::string& folder :
       {std::string("tests/har"),
        std::string(shared == nullptr ? "/nowhere" : shared) + "/data/har"}) {
    if (!std::filesystem::exists(folder)) continue;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      if (entry.path().extension() != ".har") continue;
      files[entry.path().string()] = ReadFile(entry.path().string());
    }
  }
  return files;
}

TEST(HarThreadsTest, SayTheSameOfEachFile) {
  const auto files = Files();
  ASSERT_GE(files.size(), 12u);
  for (const auto& [path, text] : files) {
    ExpectTheSameInAll(text, path);
    ExpectTheSame(Format("json"), tests::Gzip(text), path + " by gzip");
    for (const size_t part : {size_t{0}, text.size() / 3, text.size() - 5}) {
      ExpectTheSame(Format("text"), text.substr(0, part), path + ", cut");
      ExpectTheSame(Format("json"), text.substr(0, part), path + ", cut");
    }
    const std::string gzip = tests::Gzip(text);
    ExpectTheSame(Format("ndjson"), gzip.substr(0, gzip.size() / 2),
                  path + " by gzip, cut");
  }
}

// ---- Files of many blocks.

// The entries of all files of this tree, `times` times, in one list.
std::string Long(size_t times) {
  std::string entries;
  for (const auto& [path, text] : Files()) {
    if (path.rfind("tests/", 0) != 0) continue;
    const Json har = Json::parse(text);
    for (const Json& entry : har["log"]["entries"]) {
      entries += (entries.empty() ? "\n" : ",\n") + Dump(entry);
    }
  }
  std::string text = R"({"log": {"creator": {"name": "all"}, "entries": [)";
  for (size_t i = 0; i < times; ++i) text += (i > 0 ? "," : "") + entries;
  return text + "]}}";
}

TEST(HarThreadsTest, SayTheSameOfALongFile) {
  const std::string text = Long(8);
  EXPECT_GT(RunHar(Format("text"), text).summary.entries, 500u);
  ExpectTheSameInAll(text, "long");
  ExpectTheSame(Format("ndjson"), tests::Gzip(text), "long by gzip");
  for (const size_t part : {text.size() * 3 / 4, text.size() - 1}) {
    ExpectTheSame(Format("html"), text.substr(0, part), "long, cut");
    ExpectTheSame(Format("json"), text.substr(0, part), "long, cut");
  }
  std::string odd = text;
  odd.insert(odd.find("{\"", odd.size() / 2), "null, 1, \"a\", [[]], ");
  ExpectTheSame(Format("json"), odd, "long, with what is no entry");
}

std::string Entry(const std::string& members, const std::string& header) {
  return R"({"pageref": "page_1", "request": {"method": "GET", )" + members +
         R"("headers": []}, "response": {"status": 200, "headers": [)" +
         header + R"({"name": "Age", "value": "1"}]}})";
}

std::string HarOf(const std::vector<std::string>& entries) {
  std::string text;
  for (const std::string& entry : entries) {
    text += (text.empty() ? "" : ",\n") + entry;
  }
  return "{\"log\": {\"entries\": [" + text + "]}}";
}

std::string Url(const std::string& path) {
  return "\"url\": \"https://app.example/" + path + "\", ";
}

// Heads as long as any, of which few may be kept at once.
TEST(HarThreadsTest, SayTheSameOfLongHeads) {
  std::vector<std::string> entries;
  for (size_t i = 0; i < 400; ++i) {
    const size_t size = i % 10 == 0 ? 500000 : i % 97;
    entries.push_back(Entry(
        Url(std::to_string(i)),
        R"({"name": "X-Long", "value": ")" + std::string(size, 'x') + "\"}, "));
  }
  ExpectTheSame(Format("ndjson"), HarOf(entries), "long heads");
  ExpectTheSame(Format("html"), HarOf(entries), "long heads");
}

// More rows than the table shows.
TEST(HarThreadsTest, LeaveOutTheSameRows) {
  std::vector<std::string> entries;
  for (size_t i = 0; i < 10500; ++i) {
    entries.push_back("{\"request\": {" + Url(std::to_string(i)) +
                      "\"method\": \"GET\"}}");
  }
  HarOptions options = Format("text");
  options.all = true;
  const std::string text = HarOf(entries);
  ExpectTheSame(options, text, "10,500 rows");
  const std::string out = RunHar(options, text).out;
  EXPECT_NE(out.find("... and 500 more of these"), std::string::npos);
  EXPECT_NE(out.find("/9999\n"), std::string::npos);
  EXPECT_EQ(out.find("/10000\n"), std::string::npos);
}

// 256 entries wait for what belongs to them. Of which page those are that are
// judged before its document was read, nobody knew.
TEST(HarThreadsTest, KnowAPageFromItsDocumentOn) {
  std::vector<std::string> entries(600, Entry(Url("list"), ""));
  entries[399] = Entry(Url("page"), "");
  entries[399].insert(1, R"("_resourceType": "document", )");
  for (const size_t threads : {1, 2, 3, 8}) {
    HarOptions options = Format("ndjson");
    options.threads = threads;
    const Report report = RunHar(options, HarOf(entries));
    std::string verdicts;
    for (const std::string& line : LinesOf(report.out)) {
      const Json json = Json::parse(line);
      if (json.contains("summary")) continue;
      verdicts += json.contains("origin") ? 'k' : '-';
    }
    const std::string wanted = std::string(143, '-') + std::string(256, 'k') +
                               "-" + std::string(200, 'k');
    EXPECT_EQ(verdicts, wanted) << threads;
  }
}

TEST(HarThreadsTest, TellOfAFullDisk) {
  const std::string text = Long(8);
  for (const char* format : kFormats) {
    for (const size_t threads : {1, 2, 8}) {
      HarOptions options = Format(format);
      options.threads = threads;
      const tests::File in = tests::FileOf(text);
      const tests::File full(std::fopen("/dev/full", "w"));
      const tests::File err(std::tmpfile());
      HarSummary summary;
      EXPECT_EQ(Har(options, in.get(), full.get(), err.get(), &summary), 1);
      EXPECT_EQ(tests::Content(err.get()),
                "corsieve: cannot write: No space left on device\n")
          << format << ", " << threads;
    }
  }
}

}  // namespace
}  // namespace corsieve::tools
