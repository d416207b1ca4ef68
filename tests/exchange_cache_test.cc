// Exchanges that share a preflight cache: when one answer serves the next
// fetch. https://fetch.spec.whatwg.org/#cors-preflight-cache

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "corsieve/corsieve.h"
#include "gtest/gtest.h"
#include "tests/exchange_helpers.h"

namespace corsieve::tests {
namespace {

using Next = Exchange::Next;

constexpr std::string_view kUrl = "https://b.test/";

class ExchangeCacheTest : public testing::TestWithParam<Profile> {
 protected:
  bool Is(Profile profile) const { return GetParam() == profile; }

  // Whether a fetch begins with a preflight; it goes on if `answers` say how.
  bool Asks(const Request& request, std::vector<Answer> answers = {},
            std::string partition = "", int64_t now_ms = 0) {
    Fetcher fetcher(GetParam(), &cache_, std::move(partition));
    fetcher.now_ms = now_ms;
    fetcher.Fetch(request, std::move(answers));
    return fetcher.sent.at(0).preflight;
  }

  PreflightCache cache_{GetParam()};
};

TEST_P(ExchangeCacheTest, OneAnswerServesTheNextFetch) {
  EXPECT_TRUE(Asks(With("PUT", kUrl), {Allowing("PUT"), Ok()}));
  EXPECT_FALSE(Asks(With("PUT", kUrl), {Ok()}));
  EXPECT_TRUE(Asks(With("PATCH", kUrl)));
}

TEST_P(ExchangeCacheTest, TheFirstRequestIsCachedBeforeItIsSent) {
  EXPECT_TRUE(Asks(With("PUT", kUrl), {Allowing("PUT")}));
  EXPECT_FALSE(Asks(With("PUT", kUrl)));
}

TEST_P(ExchangeCacheTest, ByPartition) {
  EXPECT_TRUE(Asks(With("PUT", kUrl), {Allowing("PUT"), Ok()}, "one"));
  EXPECT_TRUE(Asks(With("PUT", kUrl), {}, "two"));
  EXPECT_TRUE(Asks(With("PUT", kUrl), {}, ""));
  EXPECT_FALSE(Asks(With("PUT", kUrl), {}, "one"));
}

TEST_P(ExchangeCacheTest, ByOriginAndUrl) {
  EXPECT_TRUE(Asks(With("PUT", kUrl), {Allowing("PUT"), Ok()}));
  Request request = With("PUT", kUrl);
  request.origin = "https://x.test";
  EXPECT_TRUE(Asks(request));
  EXPECT_TRUE(Asks(With("PUT", "https://b.test/x")));
  EXPECT_TRUE(Asks(With("PUT", "https://b.test/?")));
  EXPECT_FALSE(Asks(With("PUT", kUrl)));
}

TEST_P(ExchangeCacheTest, ByCredentials) {
  const std::string answer =
      Head("200 OK", {"Access-Control-Allow-Origin: https://a.test",
                      "Access-Control-Allow-Credentials: true",
                      "Access-Control-Allow-Methods: PUT"});
  Request request = With("PUT", kUrl);
  EXPECT_TRUE(Asks(request, {answer, Ok()}));
  request.credentials_mode = CredentialsMode::kInclude;
  EXPECT_TRUE(Asks(request, {answer, answer}));
  EXPECT_FALSE(Asks(request, {answer}));
  request.credentials_mode = CredentialsMode::kOmit;
  EXPECT_FALSE(Asks(request, {answer}));
}

TEST_P(ExchangeCacheTest, ForAsLongAsTheAnswerSays) {
  EXPECT_TRUE(Asks(With("PUT", kUrl),
                   {Allowing("PUT", "", {"Access-Control-Max-Age: 30"}), Ok()},
                   "", 1000));
  EXPECT_FALSE(Asks(With("PUT", kUrl), {}, "", 30999));
  EXPECT_TRUE(Asks(With("PUT", kUrl), {}, "", 31000));
  // Without the header, five seconds.
  EXPECT_TRUE(Asks(With("PUT", kUrl), {Allowing("PUT"), Ok()}, "", 50000));
  EXPECT_FALSE(Asks(With("PUT", kUrl), {}, "", 54999));
  EXPECT_TRUE(Asks(With("PUT", kUrl), {}, "", 55000));
}

// From when the answer came, not from when the fetch began.
TEST_P(ExchangeCacheTest, AgeBeginsWithTheAnswer) {
  Fetcher fetcher(GetParam(), &cache_);
  fetcher.Fetch(With("PUT", kUrl), {});
  fetcher.now_ms = 100000;
  fetcher.GoOn({Allowing("PUT")});
  EXPECT_FALSE(Asks(With("PUT", kUrl), {}, "", 104999));
  EXPECT_TRUE(Asks(With("PUT", kUrl), {}, "", 105000));
}

// The time of a parsed answer, and of the redirect before a preflight.
TEST_P(ExchangeCacheTest, TimeIsThatOfTheLastCall) {
  Fetcher fetcher(GetParam(), &cache_);
  const std::vector<Header> headers = {{"Access-Control-Allow-Origin", "*"},
                                       {"Access-Control-Allow-Methods", "PUT"}};
  fetcher.Fetch(With("PUT", kUrl), {});
  fetcher.exchange.Receive(200, "", headers, 100000);
  EXPECT_EQ(fetcher.exchange.next(), Next::kSendRequest);
  EXPECT_FALSE(Asks(With("PUT", kUrl), {}, "", 104999));
  const std::string redirect = Redirect(307, kUrl);
  Exchange late(&cache_, "", GetParam());
  late.Start(With("PUT", "https://a.test/"), 0);
  late.Receive(redirect, 104999);
  late.Resolved(std::string(kUrl));
  EXPECT_EQ(late.next(), Next::kSendRequest);
  late.Start(With("PUT", "https://a.test/"), 0);
  const std::vector<Header> location = {{"Location", kUrl}};
  late.Receive(307, "", location, 105000);
  late.Resolved(std::string(kUrl));
  EXPECT_EQ(late.next(), Next::kSendPreflight);
}

// Fail: https://fetch.spec.whatwg.org/#concept-http-fetch clears the entries;
// departure failure_keeps_entry.
TEST_P(ExchangeCacheTest, AFailureOfTheRequestClears) {
  const bool keeps = Is(Profile::kChromium) || Is(Profile::kWebKit);
  const auto after = [&](std::vector<Answer> answers) {
    answers.insert(answers.begin(), Allowing("PUT"));
    Asks(With("PUT", kUrl), answers);
    const bool asks = Asks(With("PUT", kUrl));
    cache_.Clear({"", "https://a.test", kUrl});
    return asks;
  };
  EXPECT_FALSE(after({Ok()}));
  EXPECT_FALSE(after({Head("404 X", {"Access-Control-Allow-Origin: *"})}));
  EXPECT_EQ(after({Head("200 OK")}), !keeps);
  EXPECT_EQ(after({kCloses}), !keeps);
  const std::string nul("HTTP/1.1 200 OK\r\nA: \0\r\n\r\n", 25);
  EXPECT_EQ(after({nul}), !keeps);
}

// What was not made with a preflight clears nothing.
TEST_P(ExchangeCacheTest, AFailureWithoutPreflightClearsNothing) {
  Asks(With("PUT", kUrl), {Allowing("PUT"), Ok()});
  EXPECT_FALSE(Asks(With("GET", kUrl), {kCloses}));
  EXPECT_FALSE(Asks(With("PUT", kUrl)));
}

// A cache hit is a fetch with a preflight, too.
TEST_P(ExchangeCacheTest, AFailureAfterAHitClears) {
  const bool keeps = Is(Profile::kChromium) || Is(Profile::kWebKit);
  Asks(With("PUT", kUrl), {Allowing("PUT"), Ok()});
  EXPECT_FALSE(Asks(With("PUT", kUrl), {kCloses}));
  EXPECT_EQ(Asks(With("PUT", kUrl)), !keeps);
}

// Departure refusal_is_cached: WebKit remembers before it compares.
TEST_P(ExchangeCacheTest, WhatRefusesIsNotRemembered) {
  EXPECT_TRUE(Asks(With("PUT", kUrl), {Allowing("PATCH")}));
  EXPECT_EQ(Asks(With("PATCH", kUrl)), !Is(Profile::kWebKit));
  const std::vector<Header> headers = {{"X", "1"}};
  Request request = With("DELETE", "https://b.test/x");
  request.headers = headers;
  EXPECT_TRUE(Asks(request, {Allowing("DELETE", "y")}));
  EXPECT_EQ(Asks(With("DELETE", "https://b.test/x")), !Is(Profile::kWebKit));
  // What fails otherwise is remembered by none.
  EXPECT_TRUE(Asks(With("PUT", "https://b.test/y"),
                   {Head("404 X", {"Access-Control-Allow-Origin: *",
                                   "Access-Control-Allow-Methods: PUT"})}));
  EXPECT_TRUE(Asks(With("PUT", "https://b.test/y")));
}

// Of a tainted hop under "null"; departures tainted_is_not_cached,
// null_origin_is_not_cached, preflight_tells_page_origin.
TEST_P(ExchangeCacheTest, OfATaintedHop) {
  const std::string to_c = Redirect(307, "https://c.test/");
  const std::vector<Answer> answers = {Allowing("PUT"), to_c, Allowing("PUT"),
                                       Ok()};
  EXPECT_TRUE(Asks(With("PUT", kUrl), answers));
  // The page itself is not asked for by "null".
  EXPECT_EQ(Asks(With("PUT", "https://c.test/")), !Is(Profile::kFirefox));
  Fetcher fetcher(GetParam(), &cache_);
  fetcher.Fetch(With("PUT", kUrl), {to_c});
  EXPECT_EQ(fetcher.sent.back().preflight,
            Is(Profile::kChromium) || Is(Profile::kWebKit));
  Request request = With("PUT", "https://c.test/");
  request.origin = "null";
  EXPECT_EQ(Asks(request), !Is(Profile::kStandard));
}

// Of an opaque origin, which is not tainted.
TEST_P(ExchangeCacheTest, OfAnOpaqueOrigin) {
  Request request = With("PUT", kUrl);
  request.origin = "null";
  EXPECT_TRUE(Asks(request, {Allowing("PUT"), Ok()}));
  EXPECT_EQ(Asks(request), Is(Profile::kChromium));
}

TEST_P(ExchangeCacheTest, WithoutACacheEachFetchAsks) {
  Fetcher fetcher(GetParam());
  for (int i = 0; i < 2; ++i) {
    fetcher.Fetch(With("PUT", kUrl), {Allowing("PUT"), Ok()});
    EXPECT_EQ(fetcher.exchange.preflight_count(), 1u);
    EXPECT_EQ(fetcher.exchange.response().type(), ResponseType::kCors);
    fetcher.Fetch(With("PUT", kUrl), {Allowing("PUT"), kCloses});
    EXPECT_EQ(fetcher.exchange.response().reason(), Reason::kConnectionClosed);
  }
}

// A hit counts as no preflight, and preflight() tells of none.
TEST_P(ExchangeCacheTest, AHitIsNotCounted) {
  Asks(With("PUT", kUrl), {Allowing("PUT"), Ok()});
  Fetcher fetcher(GetParam(), &cache_);
  fetcher.Fetch(With("PUT", kUrl), {Redirect(307, "/x"), Allowing("PUT")});
  EXPECT_EQ(fetcher.exchange.preflight_count(), 1u);
  EXPECT_EQ(CopyOf(*fetcher.exchange.preflight()).url, "https://b.test/x");
  fetcher.Fetch(With("PUT", kUrl), {Ok()});
  EXPECT_EQ(fetcher.exchange.preflight_count(), 0u);
  EXPECT_FALSE(fetcher.exchange.preflight());
}

INSTANTIATE_TEST_SUITE_P(Profiles, ExchangeCacheTest,
                         testing::ValuesIn(kProfiles),
                         [](const auto& info) { return NameOf(info.param); });

}  // namespace
}  // namespace corsieve::tests
