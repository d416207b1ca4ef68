// `corsieve warc`: the answers, for pages of any origin, by any number of
// threads; files as crawlers write them.

#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/warc_text.h"
#include "tools/commands/batch.h"
#include "tools/input.h"

namespace corsieve::tools {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// ---- Files as crawlers write them. A .want has a line a result: the end of
// its id, the URL, what came of it, and what script reads; then what is said.

std::string ResultLine(const std::string& line) {
  const Json json = Json::parse(line);
  std::string text = "null";
  if (json["id"].is_string()) {
    const std::string id = json["id"];
    text = id.substr(id.size() - std::min<size_t>(id.size(), 3), 2);
  }
  if (json.contains("error")) {
    return text + " error: " + json["error"].get<std::string>() + "\n";
  }
  text += " " + json["request"]["url"].get<std::string>() + " " +
          json["type"].get<std::string>() + " " + json["status"].dump() + " " +
          json["reason"].get<std::string>() + ":";
  for (const Json& header : json["headers"]) {
    text += " " + header[0].get<std::string>();
  }
  return text + "\n";
}

class WarcFileTest : public testing::TestWithParam<const char*> {};

TEST_P(WarcFileTest, ComesToItsWant) {
  const std::string name = std::string("tests/warc/") + GetParam();
  const std::string file = ReadFile(name + ".warc");
  for (const bool gzip : {false, true}) {
    const WarcAnswer answer = RunWarc(gzip ? Gzip(file) : file);
    std::string got;
    for (const std::string& line : LinesOf(answer.out)) got += ResultLine(line);
    EXPECT_EQ(got + answer.err, ReadFile(name + ".want"));
    EXPECT_EQ(answer.status, 0);
  }
}

INSTANTIATE_TEST_SUITE_P(All, WarcFileTest,
                         testing::Values("common-crawl", "wget", "browser"));

// ---- Answers.

// What batch says of the same case, but for where a redirect leads.
TEST(WarcTest, AnswersAsBatchDoes) {
  const WarcAnswer answer = RunWarc(Response("a"));
  Json json;
  json["id"] = "<urn:a>";
  json["request"] = {{"origin", "https://app.example"},
                     {"url", "https://api.example/a"}};
  json["responses"] = {HttpHead("a")};
  const File in(std::tmpfile());
  const File out(std::tmpfile());
  std::fputs(json.dump().c_str(), in.get());
  std::rewind(in.get());
  EXPECT_EQ(Batch(Profile::kStandard, in.get(), out.get(), stderr), 0);
  EXPECT_EQ(answer.out, Content(out.get()));
  EXPECT_EQ(answer.status, 0);
  EXPECT_EQ(answer.err, "corsieve: 1 records: 1 responses over HTTP\n");
}

TEST(WarcTest, ForEachOrigin) {
  WarcOptions options = AsApp();
  options.origins = {"https://app.example", "https://api.example", "null"};
  const std::vector<std::string> lines =
      LinesOf(RunWarc(Response("a"), options).out);
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_EQ(Json::parse(lines[0])["type"], "cors");
  EXPECT_EQ(Json::parse(lines[1])["type"], "basic");
  EXPECT_EQ(Json::parse(lines[2])["request"]["origin"], "null");
  EXPECT_EQ(Json::parse(lines[2])["type"], "cors");
}

TEST(WarcTest, CredentialsAndProfile) {
  WarcOptions options = AsApp();
  options.credentials = "include";
  EXPECT_THAT(ShortLines(RunWarc(Response("a"), options)),
              ElementsAre("a = WildcardOriginNotAllowed"));
  // Chromium refuses what the standard takes: two values of Location.
  options = AsApp();
  std::string head = HttpHead("a");
  head.insert(head.size() - 2, "Location: a\r\nLocation: b\r\n");
  const std::string warc = RecordOf("response", "a", head);
  EXPECT_THAT(ShortLines(RunWarc(warc, options)), ElementsAre("a = a"));
  options.profile = Profile::kChromium;
  EXPECT_EQ(Json::parse(RunWarc(warc, options).out)["type"], "error");
}

// Where it leads is another record: whether it passes is all that this one
// says.
TEST(WarcTest, Redirects) {
  const std::string head = "HTTP/1.1 302 Found\r\nLocation: /b\r\n";
  const WarcAnswer answer =
      RunWarc(RecordOf("response", "a",
                       head + "Access-Control-Allow-Origin: *\r\n\r\n") +
              RecordOf("response", "b", head + "\r\n"));
  EXPECT_EQ(answer.status, 0);
  const std::vector<std::string> lines = LinesOf(answer.out);
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(Json::parse(lines[0])["type"], "opaqueredirect");
  EXPECT_EQ(Json::parse(lines[1])["reason"], "MissingAllowOriginHeader");
}

TEST(WarcTest, CountsWhatItDoesNotAnswer) {
  std::string dns = Replaced(RecordOf("response", "d", "1.2.3.4"),
                             "application/http", "text/dns");
  const WarcAnswer answer =
      RunWarc(RecordOf("warcinfo", "w", "") + RecordOf("request", "q", "GET") +
              Response("a") + RecordOf("request", "r", "GET") + dns +
              RecordOf("\x1b[31m", "x", ""));
  EXPECT_EQ(answer.status, 0);
  EXPECT_EQ(answer.err,
            "corsieve: 6 records: 1 responses over HTTP; not answered: 1 "
            "\\x1b[31m, 2 request, 1 response of text/dns and 1 warcinfo\n");
  std::string kinds;
  for (int i = 0; i < 1000; ++i) {
    kinds += RecordOf(std::string(1000, 'k') + std::to_string(i), "k", "") +
             RecordOf("k" + std::to_string(i), "k", "");
  }
  const WarcAnswer many = RunWarc(kinds);
  EXPECT_LT(many.err.size(), 2000u);
  EXPECT_THAT(many.err, HasSubstr(" of other types"));
}

// ---- Threads.

TEST(WarcThreadsTest, AnswerAsOneDoes) {
  std::string plain;
  std::string gzip;
  for (int i = 0; i < 2000; ++i) {
    const std::string id = std::to_string(i);
    std::string record = Response(id);
    if (i % 7 == 3) record = RecordOf("request", id, "GET / HTTP/1.1\r\n\r\n");
    if (i % 101 == 5) record = RecordOf("response", id, "no head");
    if (i % 301 == 8) {
      record =
          RecordOf("response", id, HttpHead(id) + std::string(200000, 'x'));
    }
    if (i % 501 == 9) {
      record = RecordOf(
          "response", id,
          "HTTP/1.1 200 OK\r\nX: " + std::string(300000, 'x') + "\r\n\r\n");
    }
    if (i % 503 == 9) record = "junk\r\n";
    plain += record;
    gzip += Gzip(record);
  }
  for (const std::string& file : {plain, gzip}) {
    const WarcAnswer one = RunWarc(file);
    EXPECT_EQ(one.status, 1);
    for (const size_t threads : {2, 4}) {
      const WarcAnswer many = RunWarc(file, AsApp(threads));
      EXPECT_EQ(many.status, one.status);
      EXPECT_EQ(many.err, one.err);
      EXPECT_TRUE(many.out == one.out) << threads;
    }
  }
}

TEST(WarcThreadsTest, NothingIn) {
  EXPECT_EQ(RunWarc("", AsApp(4)).out, "");
  EXPECT_EQ(RunWarc("", AsApp(4)).status, 1);
}

TEST(WarcTest, AFullDiskIsTold) {
  for (const size_t threads : {1, 4}) {
    const File in(std::tmpfile());
    for (int i = 0; i < 2000; ++i) {
      std::fputs(Response(std::to_string(i)).c_str(), in.get());
    }
    std::rewind(in.get());
    const File full(std::fopen("/dev/full", "w"));
    const File err(std::tmpfile());
    EXPECT_EQ(Warc(AsApp(threads), in.get(), full.get(), err.get()), 1);
    EXPECT_EQ(Content(err.get()),
              "corsieve: cannot write: No space left on device\n");
  }
}

// ---- Memory.

long PeakKilobytes() {
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

// A body of 1 GiB is read from a file that has holes in place of it.
TEST(WarcMemoryTest, OfBodiesNothingIsKept) {
  const size_t size = size_t{1} << 30;
  const std::string head =
      Fields("response", "a", std::to_string(HttpHead("a").size() + size)) +
      HttpHead("a");
  const File in(std::tmpfile());
  const File out(std::tmpfile());
  const File err(std::tmpfile());
  std::fputs(head.c_str(), in.get());
  std::fseek(in.get(), static_cast<long>(size), SEEK_CUR);
  std::fputs(("\r\n\r\n" + Response("b")).c_str(), in.get());
  std::rewind(in.get());
  RunWarc(Response("warm"));
  const long before = PeakKilobytes();
  EXPECT_EQ(Warc(AsApp(), in.get(), out.get(), err.get()), 0);
  EXPECT_EQ(LinesOf(Content(out.get())).size(), 2u);
  EXPECT_LT(PeakKilobytes() - before, 2000);
}

}  // namespace
}  // namespace corsieve::tools
