// When an exchange sends a preflight, and what it asks.
// https://fetch.spec.whatwg.org/#cors-preflight-fetch

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corsieve/corsieve.h"
#include "gtest/gtest.h"
#include "tests/exchange_helpers.h"

namespace corsieve::tests {
namespace {

using Next = Exchange::Next;

TEST(ExchangePreflightTest, IsSentWhereSomethingIsUnsafe) {
  struct Row {
    std::string_view method, url;
    std::vector<Header> headers;
    bool sent;
  };
  const Row rows[] = {
      {"GET", "https://b.test/", {}, false},
      {"head", "https://b.test/", {}, false},
      {"POST", "https://b.test/", {{"Content-Type", "text/plain"}}, false},
      {"POST", "https://b.test/", {{"Content-Type", "text/html"}}, true},
      {"PUT", "https://b.test/", {}, true},
      {"OPTIONS", "https://b.test/", {}, true},
      {"patch", "https://b.test/", {}, true},
      {"Get", "https://b.test/", {{"X", ""}}, true},
      {"PUT", "https://a.test/", {{"X", ""}}, false},
      {"PUT", "http://a.test/", {}, true},
      {"PUT", "https://a.test:444/", {}, true},
      {"GET", "https://b.test/", {{"Cookie", "forbidden"}}, false},
  };
  for (const Row& row : rows) {
    for (Profile profile : kProfiles) {
      Request request = With(row.method, row.url);
      request.headers = row.headers;
      Fetcher fetcher(profile);
      const Exchange& exchange = fetcher.Fetch(request, {});
      EXPECT_EQ(exchange.next() == Next::kSendPreflight, row.sent)
          << row.method << row.url;
      EXPECT_EQ(exchange.preflight_count(), row.sent ? 1u : 0u);
      EXPECT_EQ(exchange.preflight() != nullptr, row.sent);
    }
  }
}

TEST(ExchangePreflightTest, AsksInLowerCaseSortedAndOnce) {
  const std::vector<Header> headers = {
      {"X-Two", "1"},         {"x-one", "2"}, {"Accept", "a/b"},
      {"Authorization", "3"}, {"X-TWO", "4"}, {"Content-Type", "text/html"}};
  Request request = With("delete", "https://b.test/p?q#f");
  request.headers = headers;
  for (Profile profile : kProfiles) {
    Fetcher fetcher(profile);
    Exchange& exchange = fetcher.Fetch(request, {});
    ASSERT_EQ(fetcher.sent.size(), 1u);
    const Sent sent = fetcher.sent[0];
    EXPECT_EQ(sent.method, "OPTIONS");
    EXPECT_EQ(sent.url, "https://b.test/p?q#f");
    EXPECT_EQ(sent.origin, "https://a.test");
    // Departures unsafe_names_repeat, preflight_begins_with_origin.
    const std::string names =
        "Access-Control-Request-Headers: authorization,content-type,x-one,"
        "x-two" +
        std::string(profile == Profile::kFirefox ? ",x-two" : "");
    const std::string method = "Access-Control-Request-Method: DELETE";
    EXPECT_EQ(
        sent.headers,
        profile == Profile::kWebKit
            ? (Lines{"Origin: https://a.test", method, names, "Accept: */*"})
            : (Lines{"Accept: */*", method, names, "Origin: https://a.test"}));
    EXPECT_EQ(CopyOf(*exchange.preflight()).headers, sent.headers);
    // preflight() stays what it was when the request itself goes out.
    fetcher.GoOn({Allowing("DELETE", "*, authorization")});
    ASSERT_EQ(fetcher.sent.size(), 2u);
    EXPECT_EQ(fetcher.sent[1].method, "DELETE");
    EXPECT_EQ(HeaderOf(fetcher.sent[1], "Access-Control-Request-Method"),
              std::nullopt);
    EXPECT_EQ(CopyOf(*exchange.preflight()).method, "OPTIONS");
    EXPECT_EQ(CopyOf(*exchange.preflight()).headers, sent.headers);
    EXPECT_EQ(exchange.preflight_count(), 1u);
  }
}

TEST(ExchangePreflightTest, WithoutUnsafeNamesAsksForNone) {
  Fetcher fetcher;
  fetcher.Fetch(With("PUT", "https://b.test/"), {});
  EXPECT_EQ(fetcher.sent[0].headers,
            (Lines{"Accept: */*", "Access-Control-Request-Method: PUT",
                   "Origin: https://a.test"}));
}

// The tainting and redirect of the request: each hop asks again.
TEST(ExchangePreflightTest, EachHopAsksAgain) {
  Fetcher fetcher;
  Exchange& exchange =
      fetcher.Fetch(With("PUT", "https://b.test/"),
                    {Allowing("PUT"), Redirect(307, "/x"), Allowing("PUT"),
                     Redirect(307, "https://c.test/y")});
  ASSERT_EQ(fetcher.sent.size(), 5u);
  EXPECT_EQ(exchange.preflight_count(), 3u);
  EXPECT_TRUE(fetcher.sent[4].preflight);
  EXPECT_EQ(fetcher.sent[4].url, "https://c.test/y");
  EXPECT_EQ(fetcher.sent[4].origin, "null");
  EXPECT_EQ(CopyOf(*exchange.preflight()).url, "https://c.test/y");
  fetcher.GoOn({Allowing("PUT")});
  EXPECT_EQ(fetcher.sent.back().origin, "null");
}

// Departure once_preflighted_always.
TEST(ExchangePreflightTest, FirefoxAndWebKitGoOnWithPreflights) {
  for (Profile profile : kProfiles) {
    const bool goes_on =
        profile == Profile::kFirefox || profile == Profile::kWebKit;
    Fetcher fetcher(profile);
    fetcher.Fetch(With("PUT", "https://b.test/"),
                  {Allowing("PUT"), Redirect(303, "/x")});
    EXPECT_EQ(fetcher.sent.back().preflight, goes_on) << NameOf(profile);
    EXPECT_EQ(fetcher.sent.back().method, goes_on ? "OPTIONS" : "GET");
    // What began without goes on without.
    fetcher.Fetch(With("GET", "https://b.test/"), {Redirect(303, "/x")});
    EXPECT_FALSE(fetcher.sent.back().preflight);
  }
}

// https://xhr.spec.whatwg.org/#the-send()-method; departure
// listener_needs_body.
TEST(ExchangePreflightTest, AnUploadListenerAsksForOne) {
  for (Profile profile : kProfiles) {
    const auto asks = [&](std::string_view method, RequestBody body,
                          bool listener, Initiator initiator) {
      Request request = With(method, "https://b.test/");
      request.initiator = initiator;
      request.upload_listener = listener;
      request.body = body;
      Fetcher fetcher(profile);
      return fetcher.Fetch(request, {}).next() == Next::kSendPreflight;
    };
    constexpr Initiator kXhr = Initiator::kXmlHttpRequest;
    const bool chromium = profile == Profile::kChromium;
    EXPECT_TRUE(asks("POST", RequestBody::kSource, true, kXhr));
    EXPECT_FALSE(asks("POST", RequestBody::kSource, false, kXhr));
    EXPECT_EQ(asks("POST", RequestBody::kNone, true, kXhr), !chromium);
    EXPECT_EQ(asks("GET", RequestBody::kSource, true, kXhr), !chromium);
    EXPECT_FALSE(asks("POST", RequestBody::kSource, true, Initiator::kFetch));
  }
}

// What the hop before had is not the preflight's.
TEST(ExchangePreflightTest, AfterAHopWithCredentialsAndBody) {
  for (Profile profile : kProfiles) {
    Request request = With("PUT", "https://a.test/");
    request.body = RequestBody::kSource;
    Fetcher fetcher(profile);
    fetcher.Fetch(request, {Redirect(307, "https://b.test/")});
    ASSERT_EQ(fetcher.sent.size(), 2u);
    EXPECT_TRUE(fetcher.sent[0].include_credentials);
    EXPECT_TRUE(fetcher.sent[0].include_body);
    ASSERT_TRUE(fetcher.sent[1].preflight);
    EXPECT_FALSE(fetcher.sent[1].include_credentials);
    EXPECT_FALSE(fetcher.sent[1].include_body);
  }
}

// To an engine's reader the answer to a preflight is of an OPTIONS, and the
// next one of the request's own method: of a HEAD, WebKit minds no framing.
TEST(ExchangePreflightTest, TheMethodOfEachAnswer) {
  Request request;
  request.origin = "https://a.test";
  request.url = "https://b.test/";
  request.method = "HEAD";
  const std::vector<Header> set = {{"X-A", "1"}};
  request.headers = set;
  const std::vector<Header> allow = {{"Access-Control-Allow-Origin", "*"},
                                     {"Access-Control-Allow-Headers", "x-a"}};
  const std::string framing = "Transfer-Encoding: gzip\r\n\r\n";
  const std::string allowing =
      "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n"
      "Access-Control-Allow-Headers: x-a\r\n";
  for (bool by_list : {false, true}) {
    Exchange exchange(nullptr, "", Profile::kWebKit);
    exchange.Start(request, 0);
    ASSERT_EQ(exchange.next(), Exchange::Next::kSendPreflight);
    if (by_list) {
      exchange.Receive(200, "", allow, 0);
    } else {
      exchange.Receive(allowing + "\r\n", 0);
    }
    ASSERT_EQ(exchange.next(), Exchange::Next::kSendRequest);
    const std::string answer = allowing + framing;
    exchange.Receive(answer, 0);
    EXPECT_EQ(exchange.response().reason(), Reason::kCorsCheckPassed)
        << by_list;
  }
  Exchange exchange(nullptr, "", Profile::kWebKit);
  exchange.Start(request, 0);
  exchange.Receive(allowing + framing, 0);
  EXPECT_EQ(exchange.response().reason(), Reason::kPreflightResponseMalformed);
  exchange.Start(request, 0);
  std::vector<Header> framed = allow;
  framed.push_back({"Transfer-Encoding", "gzip"});
  exchange.Receive(200, "", framed, 0);
  EXPECT_EQ(exchange.response().reason(), Reason::kPreflightResponseMalformed);
}

}  // namespace
}  // namespace corsieve::tests
