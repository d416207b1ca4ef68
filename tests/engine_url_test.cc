#include "engine/fetch/engine_url.h"

#include <string>
#include <vector>

#include "corsieve/corsieve.h"
#include "gtest/gtest.h"
#include "tests/exchange_helpers.h"

namespace corsieve::tests {
namespace {

std::string Prepared(Profile profile, std::string_view value,
                     bool manual = false) {
  std::string location = "old";
  PrepareLocation(GetDepartures(profile), value, manual, &location);
  return location;
}

std::string Rewritten(Profile profile, std::string url) {
  RewriteUrl(GetDepartures(profile), &url);
  return url;
}

TEST(EngineUrlTest, EachByteOfALocation) {
  const char kHex[] = "0123456789ABCDEF";
  for (int byte = 0; byte < 256; ++byte) {
    const std::string value = std::string("/a") + static_cast<char>(byte) + "b";
    const std::string escaped =
        std::string("/a%") + kHex[byte >> 4] + kHex[byte & 15] + "b";
    EXPECT_EQ(Prepared(Profile::kStandard, value), value);
    EXPECT_EQ(Prepared(Profile::kChromium, value), value);
    EXPECT_EQ(Prepared(Profile::kFirefox, value), byte <= ' ' ? escaped : value)
        << byte;
    // U+0080 to U+07FF in UTF-8.
    const std::string two = {static_cast<char>(0xC0 | byte >> 6),
                             static_cast<char>(0x80 | (byte & 0x3F))};
    EXPECT_EQ(Prepared(Profile::kWebKit, value),
              byte < 0x80 ? value : "/a" + two + "b")
        << byte;
  }
}

TEST(EngineUrlTest, SpacesInTheHostOfManualMode) {
  const std::pair<std::string_view, std::string_view> rows[] = {
      {"http://a b/c d", "http://a-b/c d"},
      {"http://a%20b", "http://a-b"},
      {"//a b?c d", "//a-b?c d"},
      {"//a b#c d", "//a-b#c d"},
      {"//a b\\c d", "//a-b\\c d"},
      {"//a%2 0", "//a%2-0"},
      {"/a b", "/a b"},
      {"http:a b", "http:a b"},
      {"//", "//"},
      {"", ""},
  };
  for (const auto& [value, want] : rows) {
    EXPECT_EQ(Prepared(Profile::kChromium, value, true), want);
    EXPECT_EQ(Prepared(Profile::kChromium, value, false), value);
    EXPECT_EQ(Prepared(Profile::kStandard, value, true), value);
    EXPECT_EQ(Prepared(Profile::kWebKit, value, true), value);
  }
}

TEST(EngineUrlTest, EscapesOfWebKit) {
  const std::pair<std::string_view, std::string_view> rows[] = {
      {"https://a.test/%41%5a%61%7A%30%39%2d%2E%5f%7e",
       "https://a.test/AZaz09-._~"},
      {"https://a.test/%2f%3A%e9%25%20", "https://a.test/%2F%3A%E9%25%20"},
      {"https://a.test/%2541", "https://a.test/%2541"},
      {"https://a.test/%%41", "https://a.test/%A"},
      {"https://a.test/%4", "https://a.test/%4"},
      {"https://a.test/%", "https://a.test/%"},
      {"https://a.test/%zz%4z%z4", "https://a.test/%zz%4z%z4"},
      {"https://a.test/a%2e%2e/b?%41#%41", "https://a.test/a../b?A#A"},
      {"https://a.test?%41", "https://a.test?A"},
      {"https://u%41:%7e%3a@a.test/%41", "https://uA:~%3A@a.test/A"},
      {"data:,%41", "data:,%41"},
  };
  for (const auto& [url, want] : rows) {
    EXPECT_EQ(Rewritten(Profile::kWebKit, std::string(url)), want);
    EXPECT_EQ(Rewritten(Profile::kStandard, std::string(url)), url);
    EXPECT_EQ(Rewritten(Profile::kChromium, std::string(url)), url);
    EXPECT_EQ(Rewritten(Profile::kFirefox, std::string(url)), url);
  }
}

TEST(EngineUrlTest, PipesOfChromium) {
  const std::pair<std::string_view, std::string_view> rows[] = {
      {"https://a.test/a|b|?c|d#e|f", "https://a.test/a%7Cb%7C?c|d#e|f"},
      {"https://a.test/?a|b", "https://a.test/?a|b"},
      {"https://a.test/#a|b", "https://a.test/#a|b"},
      {"https://a.test/a", "https://a.test/a"},
      {"data:,a|b", "data:,a|b"},
  };
  for (const auto& [url, want] : rows) {
    EXPECT_EQ(Rewritten(Profile::kChromium, std::string(url)), want);
    EXPECT_EQ(Rewritten(Profile::kWebKit, std::string(url)), url);
  }
}

// The URL that is requested, told, and looked up in the cache is that one.
TEST(EngineUrlTest, IsTheExchangesUrl) {
  Fetcher fetcher(Profile::kWebKit);
  fetcher.Fetch(Get("https://b.test/%41#%42"),
                {Redirect(302, "https://b.test/%43"), Ok()});
  ASSERT_EQ(fetcher.sent.size(), 2u);
  EXPECT_EQ(fetcher.sent[0].url, "https://b.test/A#B");
  EXPECT_EQ(fetcher.sent[1].url, "https://b.test/C#B");
  EXPECT_EQ(fetcher.exchange.response_url(), "https://b.test/C");
}

TEST(EngineUrlTest, ResponseUrlWithoutCredentials) {
  for (Profile profile : kProfiles) {
    for (std::string_view userinfo : {"u:p@", "u@", ":p@"}) {
      Request request = Get("");
      request.initiator = Initiator::kXmlHttpRequest;
      const bool hides = profile == Profile::kWebKit;
      for (const std::string host : {"b.test/x@y", "a.test/x"}) {
        const std::string url = "https://" + std::string(userinfo) + host;
        request.url = url;
        Fetcher fetcher(profile);
        fetcher.Fetch(request, {Ok()});
        const bool cross_origin = host[0] == 'b';
        EXPECT_EQ(fetcher.exchange.response_url(),
                  hides && cross_origin ? "https://" + host : url);
      }
    }
  }
}

}  // namespace
}  // namespace corsieve::tests
