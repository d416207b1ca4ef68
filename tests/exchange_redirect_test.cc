// What a redirect makes of the request that follows it: method, body, headers.
// https://fetch.spec.whatwg.org/#concept-http-redirect-fetch

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

const std::vector<Header>& BodyHeaders() {
  static const auto* const kHeaders = new std::vector<Header>{
      {"Content-Encoding", "x"}, {"content-LANGUAGE", "en"},
      {"Content-Location", "x"}, {"Content-Type", "text/plain"},
      {"Content-Other", "x"},    {"Authorization", "secret"}};
  return *kHeaders;
}

// The second request of a fetch whose first is answered by a redirect; no hop
// of another origin is preflighted.
Sent SecondRequest(const Request& request, int status,
                   std::string_view location,
                   Profile profile = Profile::kStandard) {
  Fetcher fetcher(profile);
  std::vector<Answer> answers;
  fetcher.Fetch(request, {});
  if (fetcher.sent.back().preflight) answers.push_back(Allowing());
  answers.push_back(Redirect(status, location));
  fetcher.GoOn(answers);
  if (fetcher.sent.back().preflight) fetcher.GoOn({Allowing()});
  EXPECT_EQ(fetcher.exchange.next(), Next::kSendRequest);
  return fetcher.sent.back();
}

TEST(ExchangeRedirectTest, MethodAndBody) {
  struct Row {
    std::string_view method;
    int status;
    std::string_view want;
  };
  const Row rows[] = {
      {"GET", 301, "GET"},   {"HEAD", 301, "HEAD"},     {"POST", 301, "GET"},
      {"PUT", 301, "PUT"},   {"GET", 302, "GET"},       {"HEAD", 302, "HEAD"},
      {"POST", 302, "GET"},  {"DELETE", 302, "DELETE"}, {"patch", 302, "patch"},
      {"GET", 303, "GET"},   {"HEAD", 303, "HEAD"},     {"POST", 303, "GET"},
      {"PUT", 303, "GET"},   {"patch", 303, "GET"},     {"OPTIONS", 303, "GET"},
      {"POST", 307, "POST"}, {"PUT", 307, "PUT"},       {"HEAD", 307, "HEAD"},
      {"POST", 308, "POST"}, {"DELETE", 308, "DELETE"},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(RedirectChangesMethodToGet(row.status, row.method),
              row.method != row.want);
    for (Profile profile : kProfiles) {
      Request request = With(row.method, "https://a.test/");
      request.headers = BodyHeaders();
      const bool bodiless = row.method == "GET" || row.method == "HEAD";
      request.body = bodiless ? RequestBody::kNone : RequestBody::kSource;
      const Sent sent = SecondRequest(request, row.status, "/x", profile);
      EXPECT_EQ(sent.method, row.want) << row.method << row.status;
      const bool changed = row.method != row.want;
      EXPECT_EQ(sent.include_body, !bodiless && !changed);
      // Departure body_headers_outlive_body.
      const bool dropped = changed && profile != Profile::kWebKit;
      for (std::string_view name : {"Content-Encoding", "content-LANGUAGE",
                                    "Content-Location", "Content-Type"}) {
        EXPECT_EQ(HeaderOf(sent, name).has_value(), !dropped) << name;
      }
      EXPECT_EQ(HeaderOf(sent, "Content-Other"), "x");
      EXPECT_EQ(HeaderOf(sent, "Authorization"), "secret");
      EXPECT_EQ(HeaderOf(sent, "Accept"), "*/*");
    }
  }
}

// Departure cross_origin_delete_becomes_get: in WebKit, whatever the status.
TEST(ExchangeRedirectTest, DeleteToAnotherOrigin) {
  for (Profile profile : kProfiles) {
    for (int status : {301, 302, 307, 308}) {
      Request request = With("DELETE", "https://a.test/");
      request.body = RequestBody::kSource;
      EXPECT_EQ(SecondRequest(request, status, "/x", profile).method, "DELETE");
      const Sent sent =
          SecondRequest(request, status, "https://b.test/", profile);
      const bool becomes_get = profile == Profile::kWebKit;
      EXPECT_EQ(sent.method, becomes_get ? "GET" : "DELETE") << status;
      EXPECT_EQ(sent.include_body, !becomes_get);
      request.method = "PUT";
      EXPECT_EQ(
          SecondRequest(request, status, "https://b.test/", profile).method,
          "PUT");
    }
  }
}

// Only what leaves the origin loses it, and it does not come back.
TEST(ExchangeRedirectTest, AuthorizationIsLostToAnotherOrigin) {
  struct Row {
    std::vector<std::string> hops;
    bool kept;
  };
  const Row rows[] = {
      {{"https://a.test/", "https://a.test/x"}, true},
      {{"https://b.test/", "https://b.test/x"}, true},
      {{"https://a.test/", "https://b.test/"}, false},
      {{"https://a.test/", "http://a.test/"}, false},
      {{"https://a.test/", "https://a.test:8443/"}, false},
      {{"https://b.test/", "https://a.test/"}, false},
      {{"https://a.test/", "https://b.test/", "https://a.test/"}, false},
      {{"https://a.test/", "https://b.test/", "https://b.test/x"}, false},
  };
  const std::vector<Header> headers = {{"AUTHORIZATION", "secret"},
                                       {"X-Other", "1"}};
  for (const Row& row : rows) {
    for (Profile profile : kProfiles) {
      // Without credentials WebKit takes `*` from a redirect.
      Request request = Get(row.hops[0]);
      request.credentials_mode = CredentialsMode::kOmit;
      request.headers = headers;
      Fetcher fetcher(profile);
      fetcher.Fetch(request, {});
      for (size_t i = 1; i < row.hops.size(); ++i) {
        if (fetcher.sent.back().preflight) fetcher.GoOn({Allowing()});
        fetcher.GoOn({Redirect(307, row.hops[i])});
      }
      if (fetcher.sent.back().preflight) fetcher.GoOn({Allowing()});
      ASSERT_EQ(fetcher.exchange.next(), Next::kSendRequest);
      const Sent& sent = fetcher.sent.back();
      EXPECT_EQ(HeaderOf(sent, "AUTHORIZATION").has_value(), row.kept)
          << NameOf(profile) << testing::PrintToString(row.hops);
      EXPECT_EQ(HeaderOf(sent, "X-Other"), "1");
    }
  }
}

// Departure lost_authorization_is_asked_for: WebKit's preflight asks for it,
// and yet it is not sent, preflight or none.
TEST(ExchangeRedirectTest, WebKitAsksForLostAuthorization) {
  const std::vector<Header> headers = {{"Authorization", "secret"}};
  for (Profile profile : kProfiles) {
    Request request = Get("https://a.test/");
    request.credentials_mode = CredentialsMode::kOmit;
    request.headers = headers;
    Fetcher fetcher(profile);
    fetcher.Fetch(request, {Redirect(302, "https://b.test/")});
    const bool webkit = profile == Profile::kWebKit;
    ASSERT_EQ(fetcher.sent.size(), 2u);
    // Departure lost_headers_are_preflighted: Firefox asks, too, and for
    // nothing.
    const bool firefox = profile == Profile::kFirefox;
    EXPECT_EQ(fetcher.sent[1].preflight, webkit || firefox) << NameOf(profile);
    if (firefox) {
      EXPECT_EQ(fetcher.sent[1].headers,
                (Lines{"Accept: */*", "Access-Control-Request-Method: GET",
                       "Origin: https://a.test"}));
      continue;
    }
    if (!webkit) {
      EXPECT_EQ(fetcher.sent[1].headers,
                (Lines{"Accept: */*", "Origin: https://a.test"}));
      continue;
    }
    EXPECT_EQ(HeaderOf(fetcher.sent[1], "Access-Control-Request-Headers"),
              "authorization");
    fetcher.GoOn({Allowing("*", "authorization")});
    ASSERT_EQ(fetcher.exchange.next(), Next::kSendRequest);
    EXPECT_EQ(fetcher.sent.back().headers,
              (Lines{"Accept: */*", "Origin: https://a.test"}));
    // Nor at home again, where no preflight asks.
    fetcher.Fetch(
        request,
        {Redirect(302, "https://b.test/"), Allowing("*", "authorization"),
         Redirect(302, "https://b.test/x"), Allowing("*", "authorization")});
    ASSERT_EQ(fetcher.exchange.next(), Next::kSendRequest);
    EXPECT_EQ(HeaderOf(fetcher.sent.back(), "Authorization"), std::nullopt);
  }
}

// Departure refused_redirect_is_preflighted: what fails has asked the next
// server for permission before, and has failed where it was then.
TEST(ExchangeRedirectTest, WebKitAsksBehindARefusedRedirect) {
  const Answer refused = Redirect(307, "https://c.test/");
  Fetcher fetcher(Profile::kWebKit);
  const Exchange& exchange = fetcher.exchange;
  for (const Answer& answer : {Answer(Allowing("PUT")), Answer()}) {
    fetcher.Fetch(With("PUT", "https://a.test/"),
                  {Redirect(307, "https://b.test/"), Allowing("PUT"), refused});
    ASSERT_EQ(exchange.next(), Next::kSendPreflight);
    EXPECT_EQ(fetcher.sent.back().url, "https://c.test/");
    fetcher.GoOn({answer});
    EXPECT_EQ(exchange.next(), Next::kDone);
    EXPECT_EQ(exchange.response().reason(), Reason::kWildcardOriginNotAllowed);
    EXPECT_EQ(exchange.response().outcomes().size(), 2u);
    EXPECT_EQ(exchange.url_list(),
              (Lines{"https://a.test/", "https://b.test/"}));
    EXPECT_FALSE(exchange.redirect_tainted());
  }
  // Where there is nothing to ask, nothing is sent.
  fetcher.Fetch(Get("https://a.test/"),
                {Redirect(307, "https://b.test/"), refused});
  EXPECT_EQ(exchange.next(), Next::kDone);
  EXPECT_EQ(fetcher.sent.size(), 2u);
  EXPECT_TRUE(exchange.response().is_network_error());
  // The next fetch is not refused.
  fetcher.Fetch(Get("https://b.test/"), {Ok()});
  EXPECT_EQ(exchange.response().type(), ResponseType::kCors);
}

}  // namespace
}  // namespace corsieve::tests
