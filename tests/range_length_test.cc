#include "engine/fetch/range_length.h"

#include <string>
#include <vector>

#include "corsieve/corsieve.h"
#include "gtest/gtest.h"
#include "tests/exchange_helpers.h"

namespace corsieve::tests {
namespace {

std::string LengthOf(std::string_view range, std::string_view content_range,
                     std::vector<Header> more = {}) {
  HeaderTable table;
  if (!content_range.empty()) table.Append("Content-Range", content_range);
  for (const Header& h : more) table.Append(h.name, h.value);
  return RangeLength(range, table).value_or("");
}

TEST(RangeLengthTest, Rows) {
  const struct {
    std::string_view range, content_range, want;
  } rows[] = {
      {"bytes=0-1", "bytes 0-1/10", "2"},
      {"bytes=0-1", "BYTES 0-1/10", "2"},
      {"Bytes=0-1", "bytes 0-1/10", "2"},
      {"bytes=5-9", "bytes 5-9/10", "5"},
      {"bytes=0-", "bytes 0-1/10", "2"},
      {"bytes=-2", "bytes 5-9/10", "5"},
      {"bytes = 0 - 1", "bytes 0-1/10", "2"},
      // Beyond the end means up to it.
      {"bytes=0-9", "bytes 0-1/2", "2"},
      {"bytes=0-2", "bytes 0-1/2", "2"},
      {"bytes=0-9", "bytes 0-1/10", ""},
      {"bytes=0-1", "bytes 0-2/10", ""},
      {"bytes=0-1", "bytes 1-1/10", ""},
      {"bytes=1-1", "bytes 0-1/10", ""},
      {"bytes=0-1", "bytes 0-1/*", ""},
      {"bytes=0-1", "bytes 0-1/1", ""},
      {"bytes=0-1", "bytes 1-0/10", ""},
      {"bytes=0-1", "bytes */10", ""},
      {"bytes=0-1", "bytes=0-1/10", ""},
      {"bytes=0-1", "bytes0-1/10", ""},
      {"bytes=0-1", "bytes 0-1", ""},
      {"bytes=0-1", "bytes 0/1-10", ""},
      {"bytes=0-1", "items 0-1/10", ""},
      {"bytes=0-1", "bytes 0-1/10x", ""},
      {"bytes=0-1", "bytes 0-1/999999999999999999", "2"},
      {"bytes=0-1", "bytes 0-1/1000000000000000000", ""},
      {"bytes=0-1", "bytes 0-1/9999999999999999999", ""},
      {"bytes=0-1", "x", ""},
      {"bytes=0-1", "", ""},
      {"bytes=0-1,3-4", "bytes 0-1/10", ""},
      {"items=0-1", "bytes 0-1/10", ""},
      {"bytes=1-0", "bytes 0-1/10", ""},
      {"bytes=-", "bytes 0-1/10", ""},
      {"", "bytes 0-1/10", ""},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(LengthOf(row.range, row.content_range), row.want)
        << row.range << " / " << row.content_range;
  }
  EXPECT_EQ(LengthOf("bytes=0-1", "bytes 0-1/10", {{"content-length", "2"}}),
            "");
  EXPECT_EQ(LengthOf("bytes=0-1", "bytes 0-1/10",
                     {{"content-range", "bytes 0-1/10"}}),
            "");
}

// Only a GET of Chromium with a Range, answered by 206.
TEST(RangeLengthTest, WhereItIsMadeUp) {
  const std::vector<Header> range = {{"range", "bytes=0-1"}};
  const struct {
    Profile profile;
    std::string_view method;
    bool has_range;
    std::string_view status;
    bool made_up;
  } rows[] = {
      {Profile::kChromium, "GET", true, "206 P", true},
      {Profile::kChromium, "HEAD", true, "206 P", false},
      {Profile::kChromium, "POST", true, "206 P", false},
      {Profile::kChromium, "GET", false, "206 P", false},
      {Profile::kChromium, "GET", true, "200 OK", false},
      {Profile::kStandard, "GET", true, "206 P", false},
      {Profile::kFirefox, "GET", true, "206 P", false},
      {Profile::kWebKit, "GET", true, "206 P", false},
  };
  for (const auto& row : rows) {
    for (std::string_view url : {"https://a.test/", "https://b.test/"}) {
      Request request = With(row.method, url);
      if (row.has_range) request.headers = range;
      Fetcher fetcher(row.profile);
      fetcher.Fetch(request,
                    {Head(row.status, {"Access-Control-Allow-Origin: *",
                                       "Content-Range: bytes 0-1/10"})});
      std::string length;
      for (const std::string& line : Seen(fetcher.exchange.response())) {
        if (line.compare(0, 15, "content-length:") == 0) length = line;
      }
      EXPECT_EQ(length, row.made_up ? "content-length: 2" : "")
          << NameOf(row.profile) << row.method << row.status;
    }
  }
}

}  // namespace
}  // namespace corsieve::tests
