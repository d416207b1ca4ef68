// What of a WARC is read: compressed or not, broken, cut off, and what is none.

#include <algorithm>
#include <cstdio>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/warc_text.h"
#include "tools/input.h"

namespace corsieve::tools {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string Repeated(const std::string& text, size_t count) {
  std::string out;
  while (count-- > 0) out += text;
  return out;
}

// ---- What is wrong with one record is said, and the next one is read.

struct Row {
  const char* name;
  std::string bad;    // Between two records that are fine.
  std::string error;  // Of its line or lines; # is where it begins.
};

void PrintTo(const Row& row, std::ostream* os) { *os << row.name; }

class BadRecordTest : public testing::TestWithParam<Row> {};

TEST_P(BadRecordTest, IsSaidAndTheNextIsRead) {
  const std::string before = Response("a");
  const WarcAnswer answer = RunWarc(before + GetParam().bad + Response("c"));
  EXPECT_EQ(answer.status, 1);
  EXPECT_THAT(ShortLines(answer),
              ElementsAre("a = a",
                          Replaced(GetParam().error, "#",
                                   std::to_string(before.size())),
                          "c = c"));
  EXPECT_THAT(answer.err, HasSubstr("1 lines have \"error\""));
}

TEST_P(BadRecordTest, AndInMembersOfGzip) {
  const std::string before = Gzip(Response("a"));
  const WarcAnswer answer =
      RunWarc(before + Gzip(GetParam().bad) + Gzip(Response("c")));
  EXPECT_EQ(answer.status, 1);
  std::string error =
      Replaced(GetParam().error, "at byte #",
               "in the gzip member at byte " + std::to_string(before.size()));
  if (error.compare(0, 13, "- behind reco") == 0) {
    error = Replaced(error, "in the", "at byte 0 in the");
  }
  EXPECT_THAT(ShortLines(answer), ElementsAre("a = a", error, "c = c"));
}

std::vector<Row> BadRecords() {
  const std::string good = Response("b");
  const std::string length =
      std::to_string((HttpHead("b") + "body\r\n\r\n").size());
  return {
      {"NoLength", Replaced(good, "Content-Length", "X-Length"),
       "b record 2 at byte #: it has no Content-Length"},
      {"LengthOfWords", Replaced(good, "Length: " + length, "Length: many"),
       "b record 2 at byte #: its Content-Length is no number of bytes: many"},
      {"NegativeLength", Replaced(good, "Length: " + length, "Length: -1"),
       "b record 2 at byte #: its Content-Length is no number of bytes: -1"},
      {"LengthBeyond64Bits",
       Replaced(good, "Length: " + length, "Length: 18446744073709551616"),
       "b record 2 at byte #: its Content-Length is no number of bytes: "
       "18446744073709551616"},
      {"TwoLengths",
       Replaced(good, "Content-Length", "Content-Length: 0\r\nContent-Length"),
       "b record 2 at byte #: it has two Content-Length"},
      {"NoType", Replaced(good, "WARC-Type", "WARC-Kind"),
       "b record 2 at byte #: it has no WARC-Type"},
      {"NoField", Replaced(good, "WARC-Type", "what\r\nWARC-Type"),
       "b record 2 at byte #: a line of its WARC head is no field: what"},
      {"AnotherVersion", Replaced(good, "WARC/1.0", "WARC/0.18"),
       "b record 2 at byte #: WARC/0.18 is neither WARC/1.0 nor WARC/1.1"},
      {"NoTarget", Replaced(good, "WARC-Target-URI", "X-Target"),
       "b record 2 at byte #: its WARC-Target-URI is no URL of http(s): "},
      {"TargetOfFtp", Replaced(good, ": https:", ": ftp:"),
       "b record 2 at byte #: its WARC-Target-URI is no URL of http(s): "
       "ftp://api.example/b"},
      {"Junk", "junk\r\nand more\r\n\r\n",
       "- behind record 1, at byte #: no record begins there"},
      {"HttpHeadWithoutEnd",
       RecordOf("response", "b", "HTTP/1.1 200 OK\r\nA: b\r\n"),
       "b record 2 at byte #: its HTTP head has no end"},
      {"NoHttp", RecordOf("response", "b", ""),
       "b record 2 at byte #: its HTTP head has no end"},
      {"LargeHttpHead",
       RecordOf(
           "response", "b",
           "HTTP/1.1 200 OK\r\nA: " + std::string(kMaxHead, 'x') + "\r\n\r\n"),
       "b record 2 at byte #: its HTTP head does not end in the first MiB"},
      {"LargeWarcHead",
       Replaced(good, "WARC-Type",
                "X: " + std::string(kMaxHead, 'x') + "\r\nWARC-Type"),
       "- record 2 at byte #: its WARC head does not end in the first MiB"},
  };
}

INSTANTIATE_TEST_SUITE_P(Table, BadRecordTest, testing::ValuesIn(BadRecords()),
                         [](const auto& info) { return info.param.name; });

// The length is too small, and what is left is told.
TEST(WarcReaderTest, ShortLength) {
  const std::string a =
      Fields("response", "a", std::to_string(HttpHead("a").size())) +
      HttpHead("a");
  const WarcAnswer answer = RunWarc(a + "the body\r\n\r\n\r\n" + Response("b"));
  EXPECT_EQ(answer.status, 1);
  EXPECT_THAT(ShortLines(answer), ElementsAre("a = a",
                                              "- behind record 1, at byte " +
                                                  std::to_string(a.size()) +
                                                  ": no record begins there",
                                              "b = b"));
}

// It is too large: nothing but a gzip member tells where the next one begins.
TEST(WarcReaderTest, LongLength) {
  const std::string a = Gzip(Fields("response", "a", "999999") + HttpHead("a"));
  const WarcAnswer answer = RunWarc(a + Gzip(Response("b")));
  EXPECT_EQ(answer.status, 1);
  EXPECT_THAT(ShortLines(answer),
              ElementsAre("a = a",
                          "a record 1 in the gzip member at byte 0: it ends "
                          "before its end: " +
                              std::to_string(HttpHead("a").size()) +
                              " of 999999 bytes are there",
                          "b = b"));
  const WarcAnswer plain = RunWarc(Fields("response", "a", "999999") +
                                   HttpHead("a") + Response("b"));
  EXPECT_EQ(plain.status, 1);
  EXPECT_THAT(ShortLines(plain),
              ElementsAre("a = a", HasSubstr("it ends before its end")));
}

// Wherever a file is cut, what is whole is answered and the rest is said.
TEST(WarcReaderTest, CutAnywhere) {
  const std::string a = Response("a");
  const std::string b = Response("b");
  for (const bool gzip : {false, true}) {
    const std::string first = gzip ? Gzip(a) : a;
    const std::string file = first + (gzip ? Gzip(b) : b);
    // Blank lines at the end are nobody's.
    const size_t most = file.size() - (gzip ? 1 : 5);
    for (size_t size = first.size() + 1; size <= most; ++size) {
      const WarcAnswer answer = RunWarc(file.substr(0, size));
      const std::vector<std::string> lines = ShortLines(answer);
      EXPECT_EQ(answer.status, 1) << size;
      ASSERT_GE(lines.size(), 2u) << size;
      ASSERT_LE(lines.size(), 3u) << size;
      EXPECT_EQ(lines[0], "a = a");
      if (lines.size() == 3) {
        EXPECT_EQ(lines[1], "b = b");
      }
      EXPECT_EQ(lines.back().find(" = "), std::string::npos) << lines.back();
      EXPECT_THAT(answer.err, HasSubstr("1 lines have \"error\""));
    }
  }
}

// ---- Gzip.

TEST(WarcGzipTest, MembersMayBeAnything) {
  const std::string text = Response("a") + RecordOf("metadata", "m", "x: y") +
                           Response("b", std::string(100000, 'b')) +
                           Response("c");
  const std::string want = RunWarc(text).out;
  EXPECT_EQ(LinesOf(want).size(), 3u);
  EXPECT_EQ(RunWarc(Gzip(text)).out, want);
  for (const size_t size : {1, 3, 4, 5, 7, 100, 1000, 65536}) {
    if (size < 100 && text.size() / size > 100000) continue;
    std::string file;
    for (size_t at = 0; at < text.size(); at += size) {
      file += Gzip(text.substr(at, size));
    }
    const WarcAnswer answer = RunWarc(file);
    EXPECT_EQ(answer.out, want) << size;
    EXPECT_EQ(answer.status, 0) << size;
  }
}

// A broken member is told with what was behind it, and the next one is read.
TEST(WarcGzipTest, GoesOnBehindABrokenMember) {
  const std::string a = Gzip(Response("a"));
  const std::string b = Gzip(Response("b"));
  const std::string c = Gzip(Response("c"));
  for (size_t at = 0; at < b.size(); ++at) {
    std::string broken = b;
    broken[at] = static_cast<char>(~broken[at]);
    const WarcAnswer answer = RunWarc(a + broken + c + Gzip(Response("d")));
    const std::vector<std::string> lines = ShortLines(answer);
    // Bytes that say nothing of what is in it: its date and system.
    if (at >= 4 && at <= 9) {
      EXPECT_EQ(answer.status, 0) << at;
      EXPECT_EQ(lines.size(), 4u) << at;
      continue;
    }
    EXPECT_EQ(answer.status, 1) << at;
    ASSERT_GE(lines.size(), 3u) << at;
    EXPECT_EQ(lines[0], "a = a");
    EXPECT_EQ(lines[lines.size() - 1], "d = d") << at;
    EXPECT_EQ(lines[lines.size() - 2], "c = c") << at;
    EXPECT_NE(std::find_if(lines.begin(), lines.end(),
                           [](const std::string& line) {
                             return line.find("it is no whole gzip") !=
                                    line.npos;
                           }),
              lines.end())
        << at;
  }
}

// Within a body anything may look like a record, to those who put it there.
TEST(WarcGzipTest, NoRecordIsFoundInABody) {
  const std::string bad =
      Fields("response", "b", "many") + HttpHead("b") + "\n" + Response("x");
  const WarcAnswer answer =
      RunWarc(Gzip(Response("a")) + Gzip(bad) + Gzip(Response("c")));
  EXPECT_THAT(ShortLines(answer),
              ElementsAre("a = a", HasSubstr("b record 2"), "c = c"));
}

TEST(WarcReaderTest, WhatIsNoWarc) {
  EXPECT_EQ(RunWarc("").status, 1);
  EXPECT_EQ(RunWarc("").err, "corsieve: 0 records: 0 responses over HTTP\n");
  const WarcAnswer har = RunWarc(R"({"log": {"entries": []}})");
  EXPECT_EQ(har.status, 1);
  EXPECT_THAT(ShortLines(har),
              ElementsAre("- at byte 0: no record begins there"));
  const WarcAnswer gzip = RunWarc("\x1f\x8b junk");
  EXPECT_EQ(gzip.status, 1);
  EXPECT_THAT(ShortLines(gzip), ElementsAre(HasSubstr("it is no whole gzip")));
  const File directory(std::fopen("/", "r"));
  const File out(std::tmpfile());
  const File err(std::tmpfile());
  EXPECT_EQ(Warc(AsApp(), directory.get(), out.get(), err.get()), 1);
  EXPECT_THAT(Content(out.get()), HasSubstr("Is a directory"));
}

// ---- What is fine.

TEST(WarcReaderTest, HeadsAsTheyAreWritten) {
  std::string folded = Replaced(Response("a"), "Type: application/http;",
                                "Type:\r\n application/http;\r\n\t");
  std::string lf =
      Fields("response", "b", std::to_string(HttpHead("b").size())) +
      HttpHead("b") + "\n\n";
  lf = Replaced(Replaced(lf, "WARC/1.0\r", "WARC/1.1"), "\r\n\r\nHTTP",
                "\n\nHTTP");
  std::string brackets = Replaced(Response("c"), "https://api.example/c",
                                  "<https://api.example/c>");
  std::string cases =
      Replaced(Replaced(Response("d"), "WARC-Type", "warc-type"), ": response",
               ":RESPONSE");
  const WarcAnswer answer = RunWarc(folded + lf + brackets + cases);
  EXPECT_EQ(answer.status, 0) << answer.out;
  EXPECT_THAT(ShortLines(answer),
              ElementsAre("a = a", "b = b", "c = c", "d = d"));
  EXPECT_THAT(answer.out, HasSubstr("\"url\":\"https://api.example/c\""));
}

TEST(WarcReaderTest, InterimHeads) {
  const std::string early =
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: "
      "</a>\r\n\r\n";
  const WarcAnswer answer =
      RunWarc(RecordOf("response", "a", early + HttpHead("a") + "body") +
              RecordOf("response", "b", early));
  EXPECT_EQ(answer.status, 0);
  EXPECT_THAT(ShortLines(answer), ElementsAre("a = a", HasSubstr("b = ")));
}

// ---- Size.

// A head at the limit is answered; a body of any size is not kept.
TEST(WarcReaderTest, LargestHead) {
  std::string head = HttpHead("a");
  head.insert(head.size() - 2,
              "X: " + std::string(kMaxHead - head.size() - 5, 'x') + "\r\n");
  ASSERT_EQ(head.size(), kMaxHead);
  const WarcAnswer answer =
      RunWarc(RecordOf("response", "a", head + "body") + Response("b"));
  EXPECT_EQ(answer.status, 0) << answer.out.substr(0, 200);
  EXPECT_THAT(ShortLines(answer), ElementsAre("a = a", "b = b"));
}

TEST(WarcReaderTest, IsLinearInJunk) {
  // Each looks like the beginning of something.
  const std::string kinds[] = {"\x1f\x8b\x08", "WARC/\n", "\n\r",
                               "WARC/1.0\n\n", Gzip("x").substr(0, 12)};
  for (const std::string& kind : kinds) {
    const std::string junk = Repeated(kind, (size_t{1} << 20) / kind.size());
    EXPECT_EQ(RunWarc(Response("a") + junk).status, kind == "\n\r" ? 0 : 1);
    EXPECT_EQ(RunWarc(Gzip(Response("a")) + junk).status, 1);
  }
}

}  // namespace
}  // namespace corsieve::tools
