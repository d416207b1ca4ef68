// Requests that script cannot make, and calls that an embedder should not make.

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

// https://fetch.spec.whatwg.org/#dom-request and
// https://xhr.spec.whatwg.org/#the-open()-method
TEST(ExchangeStartTest, RequestsThatScriptCannotMake) {
  struct Row {
    std::string_view origin, url, method;
    Mode mode;
    Initiator initiator;
    std::vector<Header> headers;
    Reason reason;
  };
  constexpr Initiator kFetch = Initiator::kFetch;
  constexpr Initiator kXhr = Initiator::kXmlHttpRequest;
  constexpr std::string_view kPage = "https://a.test";
  constexpr std::string_view kUrl = "https://b.test/";
  const Row rows[] = {
      {"", kUrl, "GET", Mode::kCors, kFetch, {}, Reason::kOriginNotSerialized},
      {"https://a.test/",
       kUrl,
       "GET",
       Mode::kCors,
       kFetch,
       {},
       Reason::kOriginNotSerialized},
      {kPage, "", "GET", Mode::kCors, kFetch, {}, Reason::kUrlNotSerialized},
      {kPage, "/x", "GET", Mode::kCors, kXhr, {}, Reason::kUrlNotSerialized},
      {kPage, kUrl, "", Mode::kCors, kFetch, {}, Reason::kMethodInvalid},
      {kPage, kUrl, "A B", Mode::kCors, kXhr, {}, Reason::kMethodInvalid},
      {kPage, kUrl, "connect", Mode::kCors, kXhr, {}, Reason::kMethodInvalid},
      {kPage, kUrl, "TRACE", Mode::kCors, kFetch, {}, Reason::kMethodInvalid},
      {kPage, kUrl, "Track", Mode::kCors, kFetch, {}, Reason::kMethodInvalid},
      {kPage, kUrl, "GET", Mode::kNavigate, kFetch, {}, Reason::kNavigateMode},
      {kPage,
       "https://u:p@b.test/",
       "GET",
       Mode::kCors,
       kFetch,
       {},
       Reason::kUrlIncludesCredentials},
      {kPage, kUrl, "PUT", Mode::kNoCors, kFetch, {}, Reason::kNoCorsMethod},
      {kPage, kUrl, "patch", Mode::kNoCors, kFetch, {}, Reason::kNoCorsMethod},
      {kPage,
       kUrl,
       "GET",
       Mode::kCors,
       kFetch,
       {{"A B", ""}},
       Reason::kRequestHeaderInvalid},
      {kPage,
       kUrl,
       "GET",
       Mode::kCors,
       kXhr,
       {{"A", "b\nc"}},
       Reason::kRequestHeaderInvalid},
      {kPage,
       kUrl,
       "GET",
       Mode::kSameOrigin,
       kFetch,
       {},
       Reason::kDisallowedByMode},
      {kPage,
       "data:x",
       "GET",
       Mode::kSameOrigin,
       kFetch,
       {},
       Reason::kDataUrlInvalid},
      {kPage,
       "blob:https://a.test/1",
       "GET",
       Mode::kCors,
       kFetch,
       {},
       Reason::kBlobNotHere},
      {kPage,
       "blob:https://b.test/1",
       "GET",
       Mode::kCors,
       kFetch,
       {},
       Reason::kCorsDisabledScheme},
      {kPage,
       "about:blank",
       "GET",
       Mode::kCors,
       kFetch,
       {},
       Reason::kCorsDisabledScheme},
      {kPage,
       "about:config",
       "GET",
       Mode::kNoCors,
       kFetch,
       {},
       Reason::kSchemeNotHttp},
      {kPage,
       "https://a.test:6667/",
       "GET",
       Mode::kCors,
       kFetch,
       {},
       Reason::kBadPort},
      {kPage,
       "https://b.test:22/",
       "PUT",
       Mode::kSameOrigin,
       kFetch,
       {},
       Reason::kBadPort},
      {kPage,
       "ftp://b.test/",
       "GET",
       Mode::kCors,
       kFetch,
       {},
       Reason::kCorsDisabledScheme},
      {kPage,
       "ftp://b.test/",
       "GET",
       Mode::kNoCors,
       kFetch,
       {},
       Reason::kSchemeNotHttp},
  };
  for (const Row& row : rows) {
    for (Profile profile : kProfiles) {
      Request request = With(row.method, row.url);
      request.origin = row.origin;
      request.mode = row.mode;
      request.initiator = row.initiator;
      request.headers = row.headers;
      Fetcher fetcher(profile);
      const Exchange& exchange = fetcher.Fetch(request, {});
      EXPECT_EQ(exchange.next(), Next::kDone);
      EXPECT_EQ(exchange.response().reason(), row.reason)
          << row.method << " " << row.url;
      EXPECT_TRUE(fetcher.sent.empty());
      EXPECT_EQ(exchange.preflight_count(), 0u);
      EXPECT_TRUE(exchange.body_null());
      EXPECT_EQ(exchange.response_url(), "");
    }
  }
}

// XMLHttpRequest takes what fetch() refuses; the values are normalized.
TEST(ExchangeStartTest, RequestsThatOnlyAnXhrMakes) {
  const std::vector<Header> headers = {{"A", "\r\n x \n"}};
  Request request = Get("https://u:p@b.test/");
  request.initiator = Initiator::kXmlHttpRequest;
  request.headers = headers;
  request.method = "gEt";
  Fetcher fetcher;
  fetcher.Fetch(request, {});
  ASSERT_EQ(fetcher.sent.size(), 1u);
  EXPECT_EQ(fetcher.sent[0].url, "https://u:p@b.test/");
  EXPECT_TRUE(fetcher.sent[0].preflight);
  fetcher.GoOn({Allowing()});
  EXPECT_EQ(fetcher.sent[1].method, "GET");
  EXPECT_EQ(HeaderOf(fetcher.sent[1], "A"), "x");
}

// Departure user_agent_is_forbidden.
TEST(ExchangeStartTest, UserAgentIsChromiumsOwn) {
  const std::vector<Header> headers = {{"User-agent", "x"}};
  for (Profile profile : kProfiles) {
    Request request = Get("https://a.test/");
    request.headers = headers;
    Fetcher fetcher(profile);
    fetcher.Fetch(request, {});
    EXPECT_EQ(HeaderOf(fetcher.sent[0], "User-agent").has_value(),
              profile != Profile::kChromium);
  }
}

TEST(ExchangeWrongCallTest, NothingWasStarted) {
  Exchange exchange;
  const std::vector<Header> none;
  const auto expect_nothing = [&] {
    EXPECT_EQ(exchange.next(), Next::kDone);
    EXPECT_TRUE(exchange.response().is_network_error());
    EXPECT_EQ(exchange.response().reason(), Reason::kConnectionClosed);
    EXPECT_TRUE(exchange.response().outcomes().empty());
    EXPECT_EQ(exchange.preflight_count(), 0u);
    EXPECT_FALSE(exchange.preflight());
    EXPECT_EQ(exchange.response_url(), "");
    EXPECT_FALSE(exchange.redirected());
    EXPECT_TRUE(exchange.body_null());
    EXPECT_TRUE(CopyOf(exchange.outgoing()).url.empty());
  };
  expect_nothing();
  exchange.Receive("HTTP/1.1 200 OK\r\nA: b\r\n\r\n", 0);
  expect_nothing();
  exchange.Receive(200, "OK", none, 0);
  expect_nothing();
  exchange.ReceiveNothing();
  expect_nothing();
  exchange.Resolved("https://a.test/");
  expect_nothing();
  exchange.Resolved(std::nullopt);
  expect_nothing();
  exchange.SetStored("HTTP/1.1 200 OK\r\n\r\n");
  expect_nothing();
}

// Once done, nothing changes what script sees.
TEST(ExchangeWrongCallTest, AfterTheEnd) {
  const std::vector<Header> headers = {{"X", "2"}};
  for (Profile profile : kProfiles) {
    Fetcher fetcher(profile);
    Exchange& exchange =
        fetcher.Fetch(Get("https://a.test/p"), {Head("201 Made", {"X: 1"})});
    const auto expect_the_same = [&] {
      EXPECT_EQ(exchange.next(), Next::kDone);
      EXPECT_EQ(exchange.response().status(), 201);
      EXPECT_EQ(exchange.latest().status(), 201);
      EXPECT_EQ(Seen(exchange.response()), Lines{"x: 1"});
      EXPECT_EQ(exchange.response_url(), "https://a.test/p");
      EXPECT_EQ(CopyOf(exchange.outgoing()).url, "https://a.test/p");
    };
    expect_the_same();
    exchange.Receive("HTTP/1.1 200 OK\r\nX: 2\r\n\r\n", 0);
    expect_the_same();
    exchange.Receive("HTTP/1.1 302 Found\r\nLocation: /x\r\n\r\n", 0);
    expect_the_same();
    exchange.Receive(200, "OK", headers, 0);
    expect_the_same();
    exchange.ReceiveNothing();
    expect_the_same();
    exchange.Resolved("https://b.test/");
    expect_the_same();
  }
}

// Each step takes its own call and ignores the others.
TEST(ExchangeWrongCallTest, OutOfTurn) {
  const std::vector<Header> headers = {{"X", "2"}};
  for (Profile profile : kProfiles) {
    Fetcher fetcher(profile);
    Exchange& exchange = fetcher.Fetch(With("PUT", "https://b.test/"), {});
    ASSERT_EQ(exchange.next(), Next::kSendPreflight);
    exchange.Resolved("https://c.test/");
    exchange.Resolved(std::nullopt);
    ASSERT_EQ(exchange.next(), Next::kSendPreflight);
    fetcher.GoOn({Allowing("PUT")});
    ASSERT_EQ(exchange.next(), Next::kSendRequest);
    exchange.Resolved("https://c.test/");
    exchange.Resolved(std::nullopt);
    ASSERT_EQ(exchange.next(), Next::kSendRequest);
    const std::string redirect = Redirect(307, "/x");
    exchange.Receive(redirect, 0);
    ASSERT_EQ(exchange.next(), Next::kResolveLocation);
    exchange.Receive("HTTP/1.1 200 OK\r\nX: 2\r\n\r\n", 0);
    exchange.Receive(200, "OK", headers, 0);
    exchange.ReceiveNothing();
    ASSERT_EQ(exchange.next(), Next::kResolveLocation);
    EXPECT_EQ(exchange.location(), "/x");
    EXPECT_EQ(exchange.latest().internal_response().status, 307);
    EXPECT_EQ(exchange.url_list(), Lines{"https://b.test/"});
    exchange.Resolved("https://b.test/x");
    EXPECT_EQ(exchange.next(), Next::kSendPreflight);
    EXPECT_EQ(exchange.url_list(),
              (Lines{"https://b.test/", "https://b.test/x"}));
  }
}

TEST(ExchangeWrongCallTest, AClosedConnectionIsAnError) {
  for (Profile profile : kProfiles) {
    Fetcher fetcher(profile);
    fetcher.Fetch(Get("https://a.test/"), {kCloses});
    EXPECT_EQ(fetcher.exchange.next(), Next::kDone);
    EXPECT_EQ(fetcher.exchange.response().reason(), Reason::kConnectionClosed);
    EXPECT_TRUE(fetcher.exchange.response().outcomes().empty());
    // What redirected is still told.
    fetcher.Fetch(Get("https://a.test/"), {Redirect(302, "/x"), kCloses});
    EXPECT_EQ(fetcher.exchange.response().reason(), Reason::kConnectionClosed);
    EXPECT_EQ(fetcher.exchange.response().outcomes().size(), 2u);
    EXPECT_EQ(Seen(fetcher.exchange.response()), Lines());
    fetcher.Fetch(With("PUT", "https://b.test/"), {kCloses});
    EXPECT_EQ(fetcher.exchange.response().reason(),
              Reason::kPreflightConnectionClosed);
    EXPECT_TRUE(fetcher.exchange.response().outcomes().empty());
  }
}

}  // namespace
}  // namespace corsieve::tests
