// What Firefox makes of several lines of one name: each rule, and each name
// that has one. docs/departures.md: `reader-merge`, `reader-duplicates`;
// nsHttpHeaderArray.h and nsHttpResponseHead.cpp.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corsieve/corsieve.h"
#include "gtest/gtest.h"
#include "tests/exchange_helpers.h"

namespace corsieve::tests {
namespace {

// The value that script sees of lines with these values; "none" for no header,
// the reason where the fetch fails.
std::string Merged(std::string_view name, const Lines& values,
                   Initiator initiator = Initiator::kXmlHttpRequest) {
  Lines lines = {"X-Before: 1"};
  for (size_t i = 0; i < values.size(); ++i) {
    std::string spelled(name);
    // Names are one in any case.
    if (i % 2) spelled[0] = static_cast<char>(spelled[0] ^ 0x20);
    lines.push_back(spelled + ": " + values[i]);
    lines.push_back("X-Between:");
  }
  const std::string head = Head("200 OK", lines);
  Request request = Get("https://a.test/");
  request.initiator = initiator;
  Filter filter(Profile::kFirefox);
  const FilteredResponse& seen = filter.Run(request, head);
  if (seen.is_network_error()) return std::string(ReasonName(seen.reason()));
  EXPECT_EQ(seen.outcomes().size(), lines.size());
  ScriptApi api;
  return std::string(api.Get(seen, name).value_or("none"));
}

TEST(FirefoxRulesTest, MostAreJoinedAndEmptyOnesVanish) {
  for (std::string_view name :
       {"X-A", "Cache-Control", "Vary", "Content-Language", "Content-Encoding",
        "Access-Control-Allow-Methods", "Expires", "Date", "ETag", "Server",
        "Last-Modified", "Retry-After", "Pragma", "Sec-Other"}) {
    EXPECT_EQ(Merged(name, {"1", "2"}), "1, 2") << name;
    EXPECT_EQ(Merged(name, {"1", "", "2", "3"}), "1, 2, 3") << name;
    EXPECT_EQ(Merged(name, {"", "2"}), "2") << name;
    EXPECT_EQ(Merged(name, {"1", ""}), "1") << name;
    EXPECT_EQ(Merged(name, {"", ""}), "") << name;
    EXPECT_EQ(Merged(name, {"1", "1"}), "1, 1") << name;
  }
}

TEST(FirefoxRulesTest, SomeKeepTheFirst) {
  for (std::string_view name :
       {"Authorization", "From", "Host", "If-Modified-Since",
        "If-Unmodified-Since", "Max-Forwards", "Proxy-Authorization", "Referer",
        "Sec-GPC", "Strict-Transport-Security", "User-Agent"}) {
    EXPECT_EQ(Merged(name, {"1", "2"}), "1") << name;
    EXPECT_EQ(Merged(name, {"1", "2", "3"}), "1") << name;
    EXPECT_EQ(Merged(name, {"", "2"}), "") << name;
  }
}

TEST(FirefoxRulesTest, ContentTypeIsJoinedByACommaAlone) {
  EXPECT_EQ(Merged("Content-Type", {"a/b", "c/d"}), "a/b,c/d");
  EXPECT_EQ(Merged("Content-Type", {"a/b", "", "c/d"}), "a/b,,c/d");
  EXPECT_EQ(Merged("Content-Type", {"", "c/d"}), "c/d");
  EXPECT_EQ(Merged("Content-Type", {"a/b", ""}), "a/b,");
}

TEST(FirefoxRulesTest, FrameOptionsKeepEmptyOnes) {
  EXPECT_EQ(Merged("X-Frame-Options", {"a", "b"}), "a, b");
  EXPECT_EQ(Merged("X-Frame-Options", {"a", "", "b"}), "a, , b");
  EXPECT_EQ(Merged("X-Frame-Options", {"", "b"}), ", b");
}

// With LF, which no Headers object takes.
TEST(FirefoxRulesTest, AuthenticationIsJoinedByLineFeeds) {
  for (std::string_view name : {"WWW-Authenticate", "Proxy-Authenticate"}) {
    EXPECT_EQ(Merged(name, {"a", "b"}), "a\nb") << name;
    EXPECT_EQ(Merged(name, {"a", "", "b"}), "a\nb") << name;
    EXPECT_EQ(Merged(name, {"", "b"}), "b") << name;
    EXPECT_EQ(Merged(name, {"a", "b"}, Initiator::kFetch), "none") << name;
    EXPECT_EQ(Merged(name, {"", "b"}, Initiator::kFetch), "b") << name;
  }
  // No script sees it; what came is told.
  const std::string head = Head("200 OK", {"Set-Cookie: a", "Set-Cookie: b"});
  Request request = Get("https://a.test/");
  request.initiator = Initiator::kXmlHttpRequest;
  Filter filter(Profile::kFirefox);
  EXPECT_EQ(filter.Run(request, head).outcomes()[0].value, "a\nb");
}

TEST(FirefoxRulesTest, SomeMustBeTheSame) {
  for (std::string_view name : {"Content-Disposition", "Location"}) {
    EXPECT_EQ(Merged(name, {"a", "a"}), "a") << name;
    EXPECT_EQ(Merged(name, {"a", "b"}), "DuplicateConflict") << name;
    EXPECT_EQ(Merged(name, {"a", "a", "A"}), "DuplicateConflict") << name;
    EXPECT_EQ(Merged(name, {"", "b"}), "DuplicateConflict") << name;
    EXPECT_EQ(Merged(name, {"a", ""}), "DuplicateConflict") << name;
    EXPECT_EQ(Merged(name, {"a"}), "a") << name;
  }
}

TEST(FirefoxRulesTest, LengthsMustBeTheSame) {
  constexpr std::string_view kName = "Content-Length";
  const std::string conflict = "ContentLengthConflict";
  EXPECT_EQ(Merged(kName, {"2"}), "2");
  EXPECT_EQ(Merged(kName, {"2", "2"}), "2");
  EXPECT_EQ(Merged(kName, {"2", "3"}), conflict);
  EXPECT_EQ(Merged(kName, {"2, 2"}), "2, 2");
  EXPECT_EQ(Merged(kName, {"2, 3"}), conflict);
  EXPECT_EQ(Merged(kName, {"2", "2,2"}), "2");
  EXPECT_EQ(Merged(kName, {"2", "2,3"}), conflict);
  EXPECT_EQ(Merged(kName, {"2,", "2"}), conflict);
  EXPECT_EQ(Merged(kName, {"x", "x"}), "x");
  EXPECT_EQ(Merged(kName, {"2", ""}), conflict);
}

// Of a name, the last line of a head and the only one.
TEST(FirefoxRulesTest, ALengthAtTheEndOfAHead) {
  Filter filter(Profile::kFirefox);
  for (size_t rows : {0, 1, 62, 63, 64, 65, 100}) {
    Lines lines;
    for (size_t i = 0; i < rows; ++i) {
      lines.push_back("X-" + std::to_string(i) + ": 1");
    }
    lines.push_back("Content-Length: 1, 2");
    const std::string head = Head("200 OK", lines);
    EXPECT_EQ(filter.Run(Get("https://a.test/"), head).reason(),
              Reason::kContentLengthConflict)
        << rows;
  }
}

// The first conflict ends it, and its line is the one that is shown.
TEST(FirefoxRulesTest, TheLineOfAConflict) {
  const std::string head =
      Head("200 OK", {"Location: a", "Content-Disposition: b", "X: 1",
                      "content-disposition: c", "location: d"});
  Filter filter(Profile::kFirefox);
  const FilteredResponse& seen = filter.Run(Get("https://a.test/"), head);
  EXPECT_EQ(seen.reason(), Reason::kDuplicateConflict);
  EXPECT_EQ(seen.error_offset(), head.find("location"));
}

// As many as one likes, of several names at once.
TEST(FirefoxRulesTest, ManyLinesOfManyNames) {
  Filter filter(Profile::kFirefox);
  ScriptApi api;
  for (size_t rows = 2; rows <= 140; ++rows) {
    Lines lines;
    std::string even, odd;
    for (size_t i = 0; i < rows; ++i) {
      const std::string number = std::to_string(i);
      lines.push_back((i % 2 ? "X-Odd: " : "x-even: ") + number);
      std::string& value = i % 2 ? odd : even;
      value += value.empty() ? number : ", " + number;
    }
    const std::string head = Head("200 OK", lines);
    const FilteredResponse& seen = filter.Run(Get("https://a.test/"), head);
    EXPECT_EQ(api.Get(seen, "x-even"), even) << rows;
    EXPECT_EQ(api.Get(seen, "x-odd"), odd) << rows;
    for (size_t i = 2; i < rows; ++i) {
      ASSERT_EQ(seen.outcomes()[i].reason, Reason::kDroppedByEngine) << rows;
    }
  }
}

}  // namespace
}  // namespace corsieve::tests
