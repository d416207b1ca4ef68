// What of a HAR is read: in envelopes, cut, with what few readers of JSON take,
// and what is no HAR.

#include <algorithm>
#include <string>

#include "gtest/gtest.h"
#include "tests/gzip.h"
#include "tests/har_report.h"
#include "tools/har/har.h"

namespace corsieve::tools {
namespace {

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

TEST(HarReaderTest, ReadsGzipOfAnyNumberOfMembers) {
  const std::string text = ReadFile("tests/har/chromium.har");
  const std::string want = RunHar(Format("json"), text).out;
  const std::string both =
      tests::Gzip(text.substr(0, 700)) + tests::Gzip(text.substr(700));
  EXPECT_EQ(RunHar(Format("json"), tests::Gzip(text)).out, want);
  EXPECT_EQ(RunHar(Format("json"), both).out, want);
}

TEST(HarReaderTest, SaysWhatIsNoHar) {
  struct Row {
    std::string text;
    std::string error;
  };
  const std::string har = ReadFile("tests/har/chromium.har");
  const std::string gzip = tests::Gzip(har);
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

TEST(HarReaderTest, TellsOfTheEntriesBeforeTheFault) {
  const std::string text = ReadFile("tests/har/chromium.har");
  const Report report =
      RunHar(Format("text"), text.substr(0, text.size() - 10));
  EXPECT_EQ(report.status, 1);
  EXPECT_EQ(report.summary.entries, 11u);
  EXPECT_NE(report.out.find("MissingAllowOriginHeader"), std::string::npos);
}

// As of a browser that came to its end while it wrote.
TEST(HarReaderTest, SaysInWhichEntryItEnds) {
  const std::string text = ReadFile("tests/har/chromium.har");
  const size_t cut = text.rfind("\"request\"");
  const std::string place =
      "line " +
      std::to_string(1 + std::count(text.begin(),
                                    text.begin() + static_cast<long>(cut),
                                    '\n')) +
      ", byte " + std::to_string(cut + 1) +
      " of it all, in entry 11: it ends before its end";
  for (const char* format :
       {"text", "json", "ndjson", "html", "github", "sarif"}) {
    const Report report = RunHar(Format(format), text.substr(0, cut));
    EXPECT_EQ(report.status, 1);
    EXPECT_EQ(report.summary.entries, 10u);
    EXPECT_NE(report.err.find(place), std::string::npos) << report.err;
    // Whoever is passed the report has to know, too.
    EXPECT_NE(report.out.find("it ends before its end"), std::string::npos)
        << format;
  }
}

TEST(HarReaderTest, PassesOverBodies) {
  const char* bodies[] = {
      R"("text": "a half \ud83d of a pair, \udc00\ud83d\\ud83d")",
      R"("text": "{\"name\": \"x\"}", "_deep": [[[{"headers": [1]}]]])",
      R"("headers": [{"name": "x-no", "value": "header"}], "size": 1.5e300)",
      R"("_list": ["a", "\ud83d", 5, "\\"], "_not": "\q")",
  };
  for (const char* body : bodies) {
    const Report report = RunHar(Format("ndjson"), HarWith(body));
    EXPECT_EQ(report.err, "") << body;
    EXPECT_EQ(ShortForm(report),
              "hidden #1 cors x-total-count\nhidden lines 2\n")
        << body;
  }
}

TEST(HarReaderTest, KeepsNoMoreThanAHead) {
  const std::string body = "\"text\": \"" + std::string(8 << 20, 'x') + "\"";
  EXPECT_EQ(ShortForm(RunHar(Format("ndjson"), HarWith(body))),
            "hidden #1 cors x-total-count\nhidden lines 2\n");
  const Report report = RunHar(
      Format("ndjson"), HarWith("\"size\": 1", std::string(2 << 20, 'x')));
  EXPECT_EQ(ShortForm(report), "not judged #1\nhidden lines 0\n");
}

TEST(HarReaderTest, PassesOverLongStringsOfLists) {
  const std::string body =
      "\"_list\": [\"a\", \"" + std::string(2 << 20, 'x') + "\"]";
  EXPECT_EQ(ShortForm(RunHar(Format("ndjson"), HarWith(body))),
            "hidden #1 cors x-total-count\nhidden lines 2\n");
}

TEST(HarReaderTest, SaysThatNothingIsThere) {
  for (const char* nothing : {"", " \n", "\xef\xbb\xbf"}) {
    const Report report = RunHar(Format("text"), nothing);
    EXPECT_NE(report.err.find(": nothing is there\n"), std::string::npos)
        << report.err;
    EXPECT_EQ(report.status, 1);
  }
}

// ---- What JSON has and few readers take.

// Numbers that no double has, and what Python writes for them.
TEST(HarReaderTest, ReadsAnyNumber) {
  const std::string digits(5000, '9');
  for (const std::string& number :
       {std::string("1e400"), std::string("-1E+99999999999999999999"),
        std::string("1e-400"), digits, digits + "." + digits + "e" + digits,
        std::string("NaN"), std::string("-Infinity")}) {
    const Report report =
        RunHar(Format("ndjson"), HarWith("\"time\": " + number));
    EXPECT_EQ(report.err, "") << number.substr(0, 20);
    EXPECT_EQ(ShortForm(report),
              "hidden #1 cors x-total-count\nhidden lines 2\n")
        << number.substr(0, 20);
  }
  for (const char* alone : {"0e19195", "\xef\xbb\xbf-1e999", " 1e400", "17"}) {
    EXPECT_EQ(RunHar(Format("ndjson"), alone).err,
              "corsieve: -: it is JSON but no HAR: there is no "
              "list \"entries\" in a \"log\"\n")
        << alone;
  }
  for (const char* none :
       {"1e", "1.", "01", "1-1", "1e+-5", "--1", "1e400e1"}) {
    const Report report =
        RunHar(Format("ndjson"), HarWith("\"time\": " + std::string(none)));
    EXPECT_EQ(report.status, 1) << none;
  }
}

std::string WithStatus(const std::string& status) {
  std::string har = HarWith("\"size\": 1");
  const std::string part = "\"status\": 200";
  return har.replace(har.find(part), part.size(), "\"status\": " + status);
}

TEST(HarReaderTest, TakesNoStatusThatIsNone) {
  for (const char* status : {"200", "200.0", "2e2", "\"200\""}) {
    EXPECT_EQ(ShortForm(RunHar(Format("ndjson"), WithStatus(status))),
              "hidden #1 cors x-total-count\nhidden lines 2\n")
        << status;
  }
  for (const char* status : {"1e400", "200.5", "2000", "\"OK\""}) {
    const Report report = RunHar(Format("ndjson"), WithStatus(status));
    EXPECT_EQ(ShortForm(report), "not judged #1\nhidden lines 0\n") << status;
    EXPECT_NE(report.out.find("its status is none: "), std::string::npos)
        << status << report.out;
  }
}

// Before what is told of any response to *.
TEST(HarReaderTest, TellsOfHeadersThatWereMended) {
  struct Row {
    const char* value;  // As JSON.
    const char* note;
  };
  const Row rows[] = {
      {R"("a \ud83d b")", "Half a surrogate pair in it is read as U+FFFD"},
      {R"("\udc00")", "Half a surrogate pair in it is read as U+FFFD"},
      {R"("\ud83d\ud83d\ude00")",
       "Half a surrogate pair in it is read as U+FFFD"},
      {R"("\ud83d\ude00 \\ud83d \u00e9")", nullptr},
      {"null", "Left out, as the file has null for its value: X-Total-Count"},
      {"true", "Left out, as the file has true for its value: X-Total-Count"},
      {"-Infinity",
       "Left out, as the file has no number for its value: X-Total-Count"},
      {"1e400", nullptr},
      {"1.5", nullptr},
  };
  for (const Row& row : rows) {
    std::string har = HarWith("\"size\": 1");
    har.replace(har.find("\"7\""), 3, row.value);
    const Report report = RunHar(Format("ndjson"), har);
    EXPECT_EQ(report.status, 0) << row.value << report.err;
    const Json json = Json::parse(LinesOf(report.out).at(0));
    if (row.note == nullptr) {
      EXPECT_EQ(json["notes"].size(), 1u) << row.value << json.dump();
      EXPECT_EQ(json["verdict"], "hidden") << row.value;
    } else {
      EXPECT_EQ(json["notes"][0], row.note) << row.value;
    }
  }
}

// Of numbers the text counts: Polly.JS has numbers for values.
TEST(HarReaderTest, ShowsNumbersOfHeadersAsTheyStand) {
  HarOptions options = Format("json");
  options.origin = "https://api.example";
  options.wants = {"X-Total-Count"};
  for (const char* number : {"1.5", "18446744073709551616", "1e400", "-0"}) {
    std::string har = HarWith("\"size\": 1");
    har.replace(har.find("\"7\""), 3, number);
    const Json json = Json::parse(RunHar(options, har).out);
    EXPECT_EQ(json["fetches"][0]["want"][0]["value"], number);
  }
}

TEST(HarReaderTest, AccountsForWhatIsNoEntry) {
  const Report report = RunHar(
      Format("ndjson"),
      R"({"log": {"entries": [null, 1, "a", {}, [{"request": 1}], 1e400]}})");
  EXPECT_EQ(report.summary.entries, 6u);
  EXPECT_EQ(report.summary.fetches, 6u);
  EXPECT_EQ(report.summary.not_judged, Counts({{"it has no URL", 6}}));
}

}  // namespace
}  // namespace corsieve::tools
