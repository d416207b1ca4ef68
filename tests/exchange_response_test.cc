// What script is told of a response beside its headers, and responses that come
// parsed.

#include <cstddef>
#include <limits>
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

TEST(ExchangeResponseTest, UrlIsToldWithoutFragment) {
  struct Row {
    std::string_view url;
    Mode mode;
    RedirectMode redirect_mode;
    std::string answer, want;
  };
  const Row rows[] = {
      {"https://a.test/p?q#f", Mode::kCors, RedirectMode::kFollow, Ok(),
       "https://a.test/p?q"},
      {"https://b.test/#", Mode::kCors, RedirectMode::kFollow, Ok(),
       "https://b.test/"},
      {"https://b.test/", Mode::kNoCors, RedirectMode::kFollow, Ok(), ""},
      {"https://b.test/", Mode::kCors, RedirectMode::kFollow, Head("200 OK"),
       ""},
      {"https://b.test/#f", Mode::kCors, RedirectMode::kManual,
       Redirect(302, "/x"), "https://b.test/"},
  };
  for (const Row& row : rows) {
    Request request = Get(row.url);
    request.mode = row.mode;
    request.redirect_mode = row.redirect_mode;
    Fetcher fetcher;
    fetcher.Fetch(request, {row.answer});
    EXPECT_EQ(fetcher.exchange.response_url(), row.want) << row.url;
    EXPECT_FALSE(fetcher.exchange.redirected());
    EXPECT_EQ(fetcher.exchange.url_list(), Lines{std::string(row.url)});
  }
}

// https://fetch.spec.whatwg.org/#null-body-status, and HEAD
TEST(ExchangeResponseTest, BodyIsNull) {
  struct Row {
    std::string_view method, url, status;
    Mode mode;
    bool is_null;
  };
  const Row rows[] = {
      {"GET", "https://a.test/", "200 OK", Mode::kCors, false},
      {"GET", "https://b.test/", "200 OK", Mode::kCors, false},
      {"POST", "https://b.test/", "404 X", Mode::kCors, false},
      {"GET", "https://a.test/", "203 X", Mode::kCors, false},
      {"GET", "https://a.test/", "204 X", Mode::kCors, true},
      {"GET", "https://b.test/", "205 X", Mode::kCors, true},
      {"GET", "https://b.test/", "206 X", Mode::kCors, false},
      {"GET", "https://b.test/", "304 X", Mode::kCors, true},
      {"head", "https://a.test/", "200 OK", Mode::kCors, true},
      {"HEAD", "https://b.test/", "404 X", Mode::kCors, true},
      {"GET", "https://b.test/", "200 OK", Mode::kNoCors, true},
  };
  for (const Row& row : rows) {
    Request request = With(row.method, row.url);
    request.mode = row.mode;
    Fetcher fetcher;
    fetcher.Fetch(request,
                  {Head(row.status, {"Access-Control-Allow-Origin: *"})});
    EXPECT_EQ(fetcher.exchange.body_null(), row.is_null)
        << row.method << " " << row.status;
  }
  Fetcher fetcher;
  fetcher.Fetch(Get("https://b.test/"), {Head("200 OK")});
  EXPECT_TRUE(fetcher.exchange.body_null());
  Request request = Get("https://b.test/");
  request.redirect_mode = RedirectMode::kManual;
  fetcher.Fetch(request, {Redirect(302, "/x")});
  EXPECT_TRUE(fetcher.exchange.body_null());
}

// Why a CORS check fails, as Chromium's console has it
// (services/network/public/cpp/cors/cors.cc): what may be a URL is another
// origin, what may not is no origin.
TEST(ExchangeResponseTest, WhatIsTakenForAnOrigin) {
  for (std::string_view value :
       {"null", "a://b", "https://b.test", "https://a.test/", "x y://z"}) {
    const bool list = value.find(' ') != std::string_view::npos;
    Fetcher fetcher;
    fetcher.Fetch(Get("https://b.test/"),
                  {Head("200 OK", {"Access-Control-Allow-Origin: " +
                                   std::string(value)})});
    EXPECT_EQ(fetcher.exchange.response().reason(),
              list ? Reason::kMultipleAllowOriginValues
                   : Reason::kAllowOriginMismatch)
        << value;
  }
  for (std::string_view value :
       {"", "Null", "a.test", "://b", "a://", "a:b", "a:/b", "**"}) {
    Fetcher fetcher;
    fetcher.Fetch(Get("https://b.test/"),
                  {Head("200 OK", {"Access-Control-Allow-Origin: " +
                                   std::string(value)})});
    EXPECT_EQ(fetcher.exchange.response().reason(),
              Reason::kInvalidAllowOriginValue)
        << value;
  }
}

// An embedder of HTTP/2 hands on interim responses as they come.
TEST(ExchangeParsedTest, InterimResponsesAreNoAnswer) {
  const std::vector<Header> headers = {{"Access-Control-Allow-Origin", "*"},
                                       {"Content-Type", "a/b"}};
  for (Profile profile : kProfiles) {
    for (std::string_view method : {"GET", "PUT"}) {
      for (int status : {100, 101, 102, 103, 150, 198, 199}) {
        Fetcher fetcher(profile);
        Exchange& exchange = fetcher.Fetch(With(method, "https://b.test/"), {});
        const Next before = exchange.next();
        ASSERT_NE(before, Next::kDone);
        exchange.Receive(status, "", headers, 0);
        EXPECT_EQ(exchange.next(), before) << status << NameOf(profile);
        EXPECT_TRUE(exchange.latest().outcomes().empty());
      }
    }
    for (int status : {0, 1, 99, 200, 299, 999}) {
      Fetcher fetcher(profile);
      Exchange& exchange = fetcher.Fetch(Get("https://b.test/"), {});
      exchange.Receive(status, "X", headers, 0);
      ASSERT_EQ(exchange.next(), Next::kDone);
      EXPECT_EQ(exchange.response().type(), ResponseType::kCors) << status;
      EXPECT_EQ(exchange.response().status(), status);
      EXPECT_EQ(exchange.response().status_message(), "X");
      EXPECT_EQ(Seen(exchange.response()), Lines{"content-type: a/b"});
    }
  }
}

TEST(ExchangeParsedTest, WhatCannotBeAResponseIsAnError) {
  struct Row {
    int status;
    std::string_view message;
    std::vector<Header> headers;
    Reason reason;
  };
  constexpr int kMost = std::numeric_limits<int>::max();
  const Row rows[] = {
      {-1, "", {}, Reason::kStatusCodeMalformed},
      {1000, "", {}, Reason::kStatusCodeMalformed},
      {kMost, "", {}, Reason::kStatusCodeMalformed},
      {200, "a\nb", {}, Reason::kStatusLineMalformed},
      {200, "", {{"", "1"}}, Reason::kHeaderNameMalformed},
      {200, "", {{"A B", "1"}}, Reason::kHeaderNameMalformed},
      {200, "", {{"A", "1\n2"}}, Reason::kHeaderValueMalformed},
      {200,
       "",
       {{"Content-Length", "1"}, {"Content-Length", "2"}},
       Reason::kContentLengthConflict},
  };
  for (const Row& row : rows) {
    Fetcher fetcher;
    Exchange& exchange = fetcher.Fetch(Get("https://a.test/"), {});
    exchange.Receive(row.status, row.message, row.headers, 0);
    ASSERT_EQ(exchange.next(), Next::kDone);
    EXPECT_TRUE(exchange.response().is_network_error());
    EXPECT_EQ(exchange.response().reason(), row.reason) << row.status;
    EXPECT_EQ(exchange.response().outcomes().size(), row.headers.size());
  }
}

// Blanks around a value are no part of it, those of the list are the caller's.
TEST(ExchangeParsedTest, ValuesAreTrimmed) {
  const std::vector<Header> headers = {{"Access-Control-Allow-Origin", "\t* "},
                                       {"Content-Type", "  a/b"}};
  const std::vector<Header> allowing = {
      {"access-control-allow-origin", " *"},
      {"access-control-allow-methods", "\tPUT "}};
  for (Profile profile : kProfiles) {
    Fetcher fetcher(profile);
    Exchange& exchange = fetcher.Fetch(With("PUT", "https://b.test/"), {});
    exchange.Receive(204, "", allowing, 0);
    ASSERT_EQ(exchange.next(), Next::kSendRequest) << NameOf(profile);
    exchange.Receive(200, "OK", headers, 0);
    EXPECT_EQ(Seen(exchange.response()), Lines{"content-type: a/b"});
  }
}

TEST(ExchangeParsedTest, AMalformedPreflightAnswerFails) {
  for (const Header& bad :
       {Header{"A B", "1"}, Header{"", ""}, Header{"A", "\r"}}) {
    const std::vector<Header> headers = {
        {"Access-Control-Allow-Origin", "*"},
        {"Access-Control-Allow-Methods", "PUT"},
        bad};
    Fetcher fetcher;
    Exchange& exchange = fetcher.Fetch(With("PUT", "https://b.test/"), {});
    exchange.Receive(200, "", headers, 0);
    EXPECT_EQ(exchange.next(), Next::kDone);
    EXPECT_EQ(exchange.response().reason(),
              Reason::kPreflightResponseMalformed);
    EXPECT_TRUE(exchange.response().outcomes().empty());
  }
}

// https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-nosniff?
TEST(ExchangeResponseTest, IsBlockedByItsMimeType) {
  struct Row {
    std::string_view destination;
    Lines lines;
    std::optional<Reason> reason;
  };
  const std::string nosniff = "X-Content-Type-Options: nosniff";
  const Row rows[] = {
      {"script", {"Content-Type: image/png"}, Reason::kBlockedByMimeType},
      // MIME types are asked about first.
      {"script",
       {"Content-Type: image/png", nosniff},
       Reason::kBlockedByMimeType},
      {"script",
       {"Content-Type: text/html", nosniff},
       Reason::kBlockedByNosniff},
      {"style",
       {"Content-Type: text/html", nosniff},
       Reason::kBlockedByNosniff},
      {"style", {"Content-Type: image/png"}, std::nullopt},
      {"", {"Content-Type: image/png", nosniff}, std::nullopt},
  };
  for (const Row& row : rows) {
    for (Mode mode : {Mode::kCors, Mode::kNoCors}) {
      Request request = Get("https://b.test/");
      request.mode = mode;
      request.destination = row.destination;
      Fetcher fetcher;
      const Exchange& exchange = fetcher.Fetch(request, {Ok(row.lines)});
      EXPECT_EQ(exchange.response().is_network_error(), row.reason.has_value());
      if (!row.reason) continue;
      EXPECT_EQ(exchange.response().reason(), *row.reason);
      // What came is still told.
      EXPECT_EQ(exchange.response().outcomes().size(), row.lines.size() + 1);
    }
  }
}

}  // namespace
}  // namespace corsieve::tests
