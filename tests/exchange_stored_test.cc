// A stored response that a 304 revalidates.
// https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch

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

const std::string kStored =
    Head("203 Stored", {"Content-Type: a/b", "Pragma: old", "Expires: 1"});
const std::string kNotModified =
    Head("304 Not Modified", {"Pragma: new", "Last-Modified: 2"});

// What script sees of a fetch that is answered by `answer` while `stored` is.
Lines Answered(const Request& request, std::string_view stored,
               std::string_view answer, Profile profile = Profile::kStandard) {
  Exchange exchange(nullptr, "", profile);
  exchange.Start(request, 0);
  EXPECT_EQ(exchange.next(), Next::kSendRequest);
  exchange.SetStored(stored);
  exchange.Receive(answer, 0);
  EXPECT_EQ(exchange.next(), Next::kDone);
  Lines lines = Seen(exchange.response());
  lines.insert(lines.begin(),
               std::to_string(exchange.response().status()) + " " +
                   std::string(exchange.response().status_message()));
  return lines;
}

const Lines& Merged() {
  static const auto* const kLines =
      new Lines{"203 Stored", "content-type: a/b", "expires: 1",
                "last-modified: 2", "pragma: new"};
  return *kLines;
}

const Lines& AsReceived() {
  static const auto* const kLines =
      new Lines{"304 Not Modified", "last-modified: 2", "pragma: new"};
  return *kLines;
}

TEST(ExchangeStoredTest, A304MergesInEachProfile) {
  for (Profile profile : kProfiles) {
    EXPECT_EQ(Answered(Get("https://a.test/"), kStored, kNotModified, profile),
              Merged())
        << NameOf(profile);
    // Nothing but a 304 is about it.
    for (std::string_view status : {"200 OK", "303 X", "305 X", "412 X"}) {
      const Lines lines = Answered(Get("https://a.test/"), kStored,
                                   Head(status, {"Pragma: new"}), profile);
      EXPECT_EQ(lines, (Lines{std::string(status), "pragma: new"}));
    }
  }
}

// The body of the stored response is not part of its head.
TEST(ExchangeStoredTest, ParsedA304MergesToo) {
  const std::vector<Header> headers = {{"Pragma", "new"},
                                       {"Last-Modified", "2"}};
  for (Profile profile : kProfiles) {
    Exchange exchange(nullptr, "", profile);
    exchange.Start(Get("https://a.test/"), 0);
    const std::string stored = kStored + "body: no\r\n\r\n";
    exchange.SetStored(stored);
    exchange.Receive(304, "", headers, 0);
    EXPECT_EQ(exchange.response().status(), 203);
    EXPECT_EQ(exchange.response().status_message(), "Stored");
    EXPECT_EQ(Seen(exchange.response()),
              (Lines{"content-type: a/b", "expires: 1", "last-modified: 2",
                     "pragma: new"}));
    EXPECT_FALSE(exchange.body_null());
  }
}

TEST(ExchangeStoredTest, OnlyGetAndHeadAreStored) {
  for (std::string_view method : {"GET", "HEAD", "get", "head"}) {
    EXPECT_EQ(Answered(With(method, "https://a.test/"), kStored, kNotModified),
              Merged())
        << method;
  }
  for (std::string_view method : {"POST", "PUT", "OPTIONS", "DELETE"}) {
    EXPECT_EQ(Answered(With(method, "https://a.test/"), kStored, kNotModified),
              AsReceived())
        << method;
  }
}

// A 304 that script asked for is script's.
TEST(ExchangeStoredTest, ConditionalRequestsGetThe304) {
  for (std::string_view name :
       {"If-Modified-Since", "If-None-Match", "If-Unmodified-Since", "If-Match",
        "If-Range", "if-none-match"}) {
    const std::vector<Header> headers = {{"X", "1"}, {name, "1"}};
    Request request = Get("https://a.test/");
    request.headers = headers;
    EXPECT_EQ(Answered(request, kStored, kNotModified), AsReceived()) << name;
  }
  for (std::string_view name : {"If", "If-None", "If-None-Match-Not"}) {
    const std::vector<Header> headers = {{name, "1"}};
    Request request = Get("https://a.test/");
    request.headers = headers;
    EXPECT_EQ(Answered(request, kStored, kNotModified), Merged()) << name;
  }
}

// Nobody has stored what cannot be read.
TEST(ExchangeStoredTest, WhatIsNoResponseWasNotStored) {
  for (std::string_view stored :
       {"", "x", "HTTP/1.1 200 OK\r\na line\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1, 2\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\n"}) {
    EXPECT_EQ(Answered(Get("https://a.test/"), stored, kNotModified),
              AsReceived())
        << stored;
  }
}

TEST(ExchangeStoredTest, A304ThatCannotBeReadIsAnError) {
  const auto reason = [](std::string_view answer) {
    Exchange exchange;
    exchange.Start(Get("https://a.test/"), 0);
    exchange.SetStored(kStored);
    exchange.Receive(answer, 0);
    EXPECT_TRUE(exchange.response().is_network_error());
    return exchange.response().reason();
  };
  EXPECT_EQ(reason("HTTP/1.1 304 X\r\na line\r\n\r\n"),
            Reason::kHeaderLineWithoutColon);
  EXPECT_EQ(reason("HTTP/1.1 304 X\r\nContent-Length: 1\r\n"
                   "Content-Length: 2\r\n\r\n"),
            Reason::kContentLengthConflict);
  EXPECT_EQ(reason(""), Reason::kHeadEmpty);
}

// The checks see what the 304 made of the stored headers.
TEST(ExchangeStoredTest, ChecksSeeTheMergedHeaders) {
  const std::string allow = "Access-Control-Allow-Origin: ";
  const auto type = [&](Lines stored, Lines received) {
    Exchange exchange;
    exchange.Start(Get("https://b.test/"), 0);
    const std::string stored_head = Head("200 OK", stored);
    const std::string head = Head("304 X", received);
    exchange.SetStored(stored_head);
    exchange.Receive(head, 0);
    return exchange.response().type();
  };
  EXPECT_EQ(type({allow + "*"}, {}), ResponseType::kCors);
  EXPECT_EQ(type({}, {allow + "*"}), ResponseType::kCors);
  EXPECT_EQ(type({allow + "https://x.test"}, {allow + "https://a.test"}),
            ResponseType::kCors);
  EXPECT_EQ(type({allow + "*"}, {allow + "https://x.test"}),
            ResponseType::kError);
  EXPECT_EQ(type({}, {}), ResponseType::kError);
}

TEST(ExchangeStoredTest, AStoredRedirectIsFollowed) {
  Exchange exchange;
  exchange.Start(Get("https://a.test/"), 0);
  const std::string stored = Head("301 X", {"Location: /old"});
  const std::string head = Head("304 X", {"Location: /new"});
  exchange.SetStored(stored);
  exchange.Receive(head, 0);
  ASSERT_EQ(exchange.next(), Next::kResolveLocation);
  EXPECT_EQ(exchange.location(), "/new");
}

// It is that of the request in hand, and of no later one.
TEST(ExchangeStoredTest, ARedirectForgetsIt) {
  Fetcher fetcher;
  fetcher.Fetch(Get("https://a.test/"), {});
  fetcher.exchange.SetStored(kStored);
  fetcher.GoOn({Redirect(302, "/x"), kNotModified});
  EXPECT_EQ(fetcher.exchange.response().status(), 304);
  // Nor is what is said while there is nothing to revalidate.
  fetcher.Fetch(Get("https://a.test/"), {});
  const std::string redirect = Redirect(302, "/x");
  fetcher.exchange.Receive(redirect, 0);
  fetcher.exchange.SetStored(kStored);
  fetcher.GoOn({kNotModified});
  EXPECT_EQ(fetcher.exchange.response().status(), 304);
  // The second hop may have one of its own.
  fetcher.Fetch(Get("https://a.test/"), {Redirect(302, "/x")});
  fetcher.exchange.SetStored(kStored);
  fetcher.GoOn({kNotModified});
  EXPECT_EQ(fetcher.exchange.response().status(), 203);
}

TEST(ExchangeStoredTest, AnotherFetchForgetsIt) {
  Fetcher fetcher;
  fetcher.Fetch(Get("https://a.test/"), {});
  fetcher.exchange.SetStored(kStored);
  fetcher.Fetch(Get("https://a.test/"), {kNotModified});
  EXPECT_EQ(fetcher.exchange.response().status(), 304);
  fetcher.exchange.SetStored(kStored);
  fetcher.Fetch(Get("https://a.test/"), {kNotModified});
  EXPECT_EQ(fetcher.exchange.response().status(), 304);
  // Of a parsed answer, too.
  fetcher.Fetch(Get("https://a.test/"), {});
  fetcher.exchange.SetStored(kStored);
  fetcher.Fetch(Get("https://a.test/"), {});
  const std::vector<Header> headers = {{"X", "1"}};
  fetcher.exchange.Receive(304, "", headers, 0);
  EXPECT_EQ(fetcher.exchange.response().status(), 304);
  EXPECT_EQ(Seen(fetcher.exchange.response()), Lines{"x: 1"});
}

// The last one counts.
TEST(ExchangeStoredTest, CanBeSetAgain) {
  Exchange exchange;
  exchange.Start(Get("https://a.test/"), 0);
  exchange.SetStored("HTTP/1.1 200 OK\r\nX: no\r\n\r\n");
  exchange.SetStored(kStored);
  exchange.Receive(kNotModified, 0);
  EXPECT_EQ(exchange.response().status(), 203);
}

// It is not the preflight's, whose 304 is no success.
TEST(ExchangeStoredTest, IsNotOfThePreflight) {
  Exchange exchange;
  exchange.Start(With("PUT", "https://b.test/"), 0);
  ASSERT_EQ(exchange.next(), Next::kSendPreflight);
  exchange.SetStored(kStored);
  const std::string head = Head("304 X", {"Access-Control-Allow-Origin: *",
                                          "Access-Control-Allow-Methods: PUT"});
  exchange.Receive(head, 0);
  EXPECT_EQ(exchange.response().reason(), Reason::kPreflightInvalidStatus);
}

// Interim heads before the 304 are none of it.
TEST(ExchangeStoredTest, AfterAnInterimHead) {
  for (Profile profile : kProfiles) {
    EXPECT_EQ(
        Answered(Get("https://a.test/"), kStored,
                 Head("103 Early Hints", {"X: no"}) + kNotModified, profile),
        Merged());
  }
}

}  // namespace
}  // namespace corsieve::tests
