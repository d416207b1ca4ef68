#include "engine/fetch/partial_data.h"

#include <string>
#include <string_view>
#include <vector>

#include "corsieve/corsieve.h"
#include "gtest/gtest.h"
#include "tests/exchange_helpers.h"

namespace corsieve::tests {
namespace {

constexpr std::string_view kAsItWas = "as it was";

// The rows that are made of the headers of an answer.
Lines Rewrite(std::string_view range, const std::vector<Header>& headers) {
  HeaderTable table;
  for (const Header& h : headers) table.Append(h.name, h.value);
  PartialData made;
  RewritePartialAnswer(range, &table, &made);
  Lines lines;
  for (size_t i = 0; i < table.size(); ++i) {
    lines.push_back(table.is_header(i) ? std::string(table[i].name) + ": " +
                                             std::string(table[i].value)
                                       : "dropped");
  }
  return lines;
}

// Content-Range and Content-Length that an answer with this Content-Range is
// given, or kAsItWas.
std::string Rewritten(std::string_view range, std::string_view content_range) {
  const Lines lines = Rewrite(range, {{"content-range", content_range}});
  if (lines.size() == 1) {
    EXPECT_EQ(lines[0], "content-range: " + std::string(content_range));
    return std::string(kAsItWas);
  }
  constexpr std::string_view kName = "content-range: ";
  EXPECT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0].substr(0, kName.size()), kName);
  EXPECT_EQ(lines[1].substr(0, 16), "Content-Length: ");
  return lines[0].substr(kName.size()) + " " + lines[1].substr(16);
}

TEST(PartialDataTest, WhatWasAsked) {
  constexpr std::string_view kMade = "bytes 0-1/10 2";
  const struct {
    std::string_view range, want;
  } rows[] = {
      {"bytes=0-1", kMade},
      {"Bytes=0-1", kMade},
      {"bytes=0-", kMade},
      {"bytes=-2", kMade},
      {"bytes=-3", kMade},
      {"bytes=-0", kAsItWas},
      {"bytes=-00", kAsItWas},
      {"bytes=-+1", kMade},
      {" bytes\t= 0 -\t1 ", kMade},
      {"bytes= - 2", kMade},
      {"bytes=+0-+1", kMade},
      {"bytes=00-01", kMade},
      {"bytes=+ 0-1", kAsItWas},
      {"bytes=0-+", kAsItWas},
      {"bytes=++0-1", kAsItWas},
      {"bytes=0-1,", kMade},
      {"bytes=,\t, 0-1 ,", kMade},
      {"bytes=0-1,3-4", kAsItWas},
      {"bytes=0-1,0-1", kAsItWas},
      {"bytes=,", kAsItWas},
      {"bytes=", kAsItWas},
      {"bytes", kAsItWas},
      {"", kAsItWas},
      {"bytes=-", kAsItWas},
      {"bytes=0", kAsItWas},
      {"bytes=0--1", kAsItWas},
      {"bytes=0-1-", kAsItWas},
      {"bytes=a-1", kAsItWas},
      {"bytes=0-a", kAsItWas},
      {"bytes=-a", kAsItWas},
      {"bytes=0\v-1", kAsItWas},
      {"items=0-1", kAsItWas},
      {"bytes=1-0", kAsItWas},
      {"bytes=1-1", kAsItWas},
      {"bytes=0-2", kAsItWas},
      // Beyond the end means up to it, and this does not go so far.
      {"bytes=0-9", kAsItWas},
      {"bytes=0-10", kMade},
      {"bytes=0-9223372036854775807", kMade},
      {"bytes=0-9223372036854775808", kAsItWas},
      {"bytes=-9223372036854775808", kAsItWas},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(Rewritten(row.range, "bytes 0-1/10"), row.want) << row.range;
  }
}

TEST(PartialDataTest, WhatIsSaidToBeThere) {
  constexpr std::string_view kMade = "bytes 0-1/2 2";
  const struct {
    std::string_view content_range, want;
  } rows[] = {
      {"bytes 0-1/2", kMade},
      {"BYTES 0-1/2", kMade},
      {"bytes 0-1/02", kMade},
      {"bytes 00-01/+2", kMade},
      {"bytes  0 -\t1 / 2", kMade},
      {"bytes\t 0-1/2", kMade},
      {"bytes 0-1/2, x", kMade},
      {"bytes 0-1/2,", kMade},
      {"bytes 0-1/9223372036854775807", "bytes 0-1/9223372036854775807 2"},
      {"bytes 0-1/9223372036854775808", kAsItWas},
      {"bytes 0-1/00000000000000000000002", kMade},
      {", bytes 0-1/2", kAsItWas},
      {"bytes 0-1/*", kAsItWas},
      {"bytes */2", kAsItWas},
      {"bytes 0-1/1", kAsItWas},
      {"bytes 1-0/2", kAsItWas},
      {"bytes 1-1/2", kAsItWas},
      {"bytes 0-0/2", kAsItWas},
      {"bytes 0-1/-2", kAsItWas},
      {"bytes 0-1/2x", kAsItWas},
      {"bytes 0-1/2/3", kAsItWas},
      {"bytes 0-1", kAsItWas},
      {"bytes 0/1-2", kAsItWas},
      {"bytes 0--1/2", kAsItWas},
      {"bytes -1/2", kAsItWas},
      {"bytes=0-1/2", kAsItWas},
      {"bytes0-1/2", kAsItWas},
      {"bytes\t0-1/2", kAsItWas},
      {"items 0-1/2", kAsItWas},
      {"0-1/2", kAsItWas},
      {"", kAsItWas},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(Rewritten("bytes=0-1", row.content_range), row.want)
        << row.content_range;
  }
  constexpr std::string_view kAll =
      "bytes 0-9223372036854775806/9223372036854775807";
  EXPECT_EQ(Rewritten("bytes=0-", kAll),
            std::string(kAll) + " 9223372036854775807");
}

TEST(PartialDataTest, LengthsThatFit) {
  for (std::string_view length : {"2", "02", "", "x", "0", "00", "+2", "+3",
                                  "-1", "2, 2", "2x", "9223372036854775808"}) {
    EXPECT_EQ(Rewrite("bytes=0-1", {{"Content-Length", length},
                                    {"Content-Range", "bytes 0-1/10"}}),
              (Lines{"Content-Length: 2", "Content-Range: bytes 0-1/10"}))
        << length;
  }
  for (std::string_view length : {"1", "3", "03", "10"}) {
    EXPECT_EQ(Rewrite("bytes=0-1", {{"Content-Length", length},
                                    {"Content-Range", "bytes 0-01/10"}}),
              (Lines{"Content-Length: " + std::string(length),
                     "Content-Range: bytes 0-01/10"}))
        << length;
  }
}

// outcomes()[i] is about header i: lines stay where they are.
TEST(PartialDataTest, OneLineOfEachNameIsLeft) {
  EXPECT_EQ(Rewrite("bytes=0-1", {{"content-length", "x"},
                                  {"a", "b"},
                                  {"CONTENT-RANGE", "bytes 0-1/02"},
                                  {"Content-Length", "3"},
                                  {"Content-Range", "bytes 3-4/5"},
                                  {"c", "d"}}),
            (Lines{"content-length: 2", "a: b", "CONTENT-RANGE: bytes 0-1/2",
                   "dropped", "dropped", "c: d"}));
  EXPECT_EQ(Rewrite("bytes=0-1", {{"Content-Range", "bytes 0-1/02"},
                                  {"a", "b"},
                                  {"Content-Range", ""}}),
            (Lines{"Content-Range: bytes 0-1/2", "a: b", "dropped",
                   "Content-Length: 2"}));
  EXPECT_EQ(Rewrite("bytes=0-1",
                    {{"Content-Range", ""}, {"Content-Range", "bytes 0-1/2"}}),
            (Lines{"Content-Range: ", "Content-Range: bytes 0-1/2"}));
  EXPECT_EQ(Rewrite("bytes=0-1", {{"a", "b"}}), Lines{"a: b"});
  // More rows than are found by their bits.
  std::vector<Header> many(70, Header{"a", "b"});
  many.push_back({"Content-Range", "bytes 0-1/02"});
  many.push_back({"Content-Length", "x"});
  const Lines lines = Rewrite("bytes=0-1", many);
  ASSERT_EQ(lines.size(), 72u);
  EXPECT_EQ(lines[70], "Content-Range: bytes 0-1/2");
  EXPECT_EQ(lines[71], "Content-Length: 2");
}

// Only a GET of Chromium with a Range, answered by 206; not where script asks
// for revalidation itself (Z03262).
TEST(PartialDataTest, WhereItIsRewritten) {
  const struct {
    Profile profile;
    std::string_view method;
    std::vector<Header> headers;
    std::string_view status;
    bool rewritten;
  } rows[] = {
      {Profile::kChromium, "GET", {{"range", "bytes=0-1"}}, "206 P", true},
      {Profile::kChromium,
       "GET",
       {{"range", "bytes=0-1"}, {"Range", ""}},
       "206 P",
       true},
      {Profile::kChromium,
       "GET",
       {{"range", "bytes=0-1"}, {"Range", "3-4"}},
       "206 P",
       false},
      {Profile::kChromium,
       "GET",
       {{"range", "bytes=0-1"}, {"IF-range", "a"}},
       "206 P",
       false},
      {Profile::kChromium, "HEAD", {{"range", "bytes=0-1"}}, "206 P", false},
      {Profile::kChromium, "POST", {{"range", "bytes=0-1"}}, "206 P", false},
      {Profile::kChromium, "GET", {}, "206 P", false},
      {Profile::kChromium, "GET", {{"range", "bytes=0-1"}}, "200 OK", false},
      {Profile::kStandard, "GET", {{"range", "bytes=0-1"}}, "206 P", false},
      {Profile::kFirefox, "GET", {{"range", "bytes=0-1"}}, "206 P", false},
      {Profile::kWebKit, "GET", {{"range", "bytes=0-1"}}, "206 P", false},
  };
  for (const auto& row : rows) {
    Request request = With(row.method, "https://a.test/");
    request.headers = row.headers;
    Fetcher fetcher(row.profile);
    fetcher.Fetch(request, {Head(row.status, {"Content-Range: bytes 0-1/02"})});
    const Lines want =
        row.rewritten ? Lines{"content-length: 2", "content-range: bytes 0-1/2"}
                      : Lines{"content-range: bytes 0-1/02"};
    EXPECT_EQ(Seen(fetcher.exchange.response()), want)
        << NameOf(row.profile) << row.method << row.status;
    // Each line has its outcome.
    const auto outcomes = fetcher.exchange.response().outcomes();
    ASSERT_EQ(outcomes.size(), want.size());
    EXPECT_EQ(outcomes[0].name, "Content-Range");
  }
}

// What counts is the method in the end.
TEST(PartialDataTest, PostThatBecameGet) {
  Request request = With("POST", "https://a.test/");
  const std::vector<Header> range = {{"range", "bytes=0-1"}};
  request.headers = range;
  Fetcher fetcher(Profile::kChromium);
  fetcher.Fetch(request, {Redirect(303, "/b"),
                          Head("206 P", {"Content-Range: bytes 0-1/02"})});
  EXPECT_EQ(Seen(fetcher.exchange.response()),
            (Lines{"content-length: 2", "content-range: bytes 0-1/2"}));
}

}  // namespace
}  // namespace corsieve::tests
