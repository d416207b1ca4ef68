// What a redirect makes of the request that follows it.
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
    EXPECT_EQ(fetcher.sent[1].preflight, webkit) << NameOf(profile);
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

// https://fetch.spec.whatwg.org/#concept-request-tainted-origin
TEST(ExchangeRedirectTest, OriginTaintingAndType) {
  struct Row {
    std::vector<std::string> hops;
    Mode mode;
    std::optional<std::string> origin;  // Of the last request, a GET.
    bool tainted;
    ResponseTainting tainting;
  };
  constexpr ResponseTainting kBasic = ResponseTainting::kBasic;
  constexpr ResponseTainting kCors = ResponseTainting::kCors;
  constexpr ResponseTainting kOpaque = ResponseTainting::kOpaque;
  const std::string page = "https://a.test";
  const Row rows[] = {
      {{"https://a.test/", "https://a.test/x"},
       Mode::kCors,
       std::nullopt,
       false,
       kBasic},
      {{"https://a.test/", "https://b.test/"}, Mode::kCors, page, false, kCors},
      {{"https://b.test/", "https://b.test/x"},
       Mode::kCors,
       page,
       false,
       kCors},
      {{"https://a.test/", "https://b.test/", "https://b.test/x"},
       Mode::kCors,
       page,
       false,
       kCors},
      {{"https://b.test/", "https://c.test/"},
       Mode::kCors,
       "null",
       true,
       kCors},
      {{"https://b.test/", "https://a.test/"},
       Mode::kCors,
       "null",
       true,
       kCors},
      {{"https://b.test/", "http://b.test/"}, Mode::kCors, "null", true, kCors},
      {{"https://b.test/", "https://b.test:1/"},
       Mode::kCors,
       "null",
       true,
       kCors},
      {{"https://a.test/", "https://b.test/", "https://c.test/",
        "https://c.test/x"},
       Mode::kCors,
       "null",
       true,
       kCors},
      {{"https://a.test/", "https://b.test/"},
       Mode::kNoCors,
       std::nullopt,
       false,
       kOpaque},
      {{"https://b.test/", "https://a.test/"},
       Mode::kNoCors,
       std::nullopt,
       true,
       kOpaque},
  };
  for (const Row& row : rows) {
    for (Profile profile : kProfiles) {
      Request request = Get(row.hops[0]);
      request.mode = row.mode;
      request.credentials_mode = CredentialsMode::kOmit;
      std::vector<Answer> answers;
      for (size_t i = 1; i < row.hops.size(); ++i) {
        answers.push_back(Redirect(302, row.hops[i]));
      }
      Fetcher fetcher(profile);
      Exchange& exchange = fetcher.Fetch(request, answers);
      ASSERT_EQ(fetcher.sent.size(), row.hops.size());
      EXPECT_EQ(fetcher.sent.back().origin, row.origin)
          << testing::PrintToString(row.hops);
      EXPECT_EQ(exchange.redirect_tainted(), row.tainted)
          << testing::PrintToString(row.hops);
      EXPECT_EQ(exchange.response_tainting(), row.tainting);
      EXPECT_EQ(exchange.url_list(), row.hops);
      EXPECT_EQ(exchange.current_url(), row.hops.back());
      fetcher.GoOn({Ok({"X: 1", "Pragma: x"})});
      const bool opaque = row.tainting == kOpaque;
      EXPECT_EQ(exchange.redirected(), !opaque);
      EXPECT_EQ(exchange.response_url(), opaque ? "" : row.hops.back());
      EXPECT_EQ(exchange.response().type(), opaque ? ResponseType::kOpaque
                                            : row.tainting == kCors
                                                ? ResponseType::kCors
                                                : ResponseType::kBasic);
      EXPECT_EQ(exchange.body_null(), opaque);
    }
  }
}

// A tainted request is checked as "null", whoever asks.
TEST(ExchangeRedirectTest, ATaintedResponseMustAllowNull) {
  for (Profile profile : kProfiles) {
    for (std::string_view last : {"https://a.test/", "https://c.test/"}) {
      const auto reason = [&](std::string_view allowed) {
        Fetcher fetcher(profile);
        fetcher.Fetch(Get("https://b.test/"),
                      {Redirect(302, last),
                       Head("200 OK", {"Access-Control-Allow-Origin: " +
                                       std::string(allowed)})});
        return fetcher.exchange.response().reason();
      };
      EXPECT_EQ(reason("null"), Reason::kCorsCheckPassed);
      EXPECT_EQ(reason("*"), Reason::kCorsCheckPassed);
      EXPECT_EQ(reason("https://a.test"), Reason::kAllowOriginMismatch);
    }
  }
}

TEST(ExchangeRedirectTest, ModeSameOriginEndsAtAnotherOrigin) {
  Request request = Get("https://a.test/");
  request.mode = Mode::kSameOrigin;
  Fetcher fetcher;
  fetcher.Fetch(request, {Redirect(302, "/x")});
  EXPECT_EQ(fetcher.exchange.next(), Next::kSendRequest);
  fetcher.Fetch(request, {Redirect(302, "https://b.test/")});
  EXPECT_EQ(fetcher.exchange.next(), Next::kDone);
  EXPECT_EQ(fetcher.exchange.response().reason(), Reason::kDisallowedByMode);
  EXPECT_TRUE(fetcher.exchange.response().outcomes().empty());
}

// https://w3c.github.io/webappsec-referrer-policy/#set-requests-referrer-policy-on-redirect
TEST(ExchangeRedirectTest, ReferrerPolicyOfARedirectHidesTheOrigin) {
  const auto origin = [](ReferrerPolicy begin, const Lines& first,
                         const Lines& second = {}) {
    Request request = With("POST", "https://a.test/");
    request.mode = Mode::kNoCors;
    request.referrer_policy = begin;
    Fetcher fetcher;
    fetcher.Fetch(request,
                  {Redirect(307, "/x", first), Redirect(307, "/y", second)});
    return fetcher.sent.back().origin;
  };
  constexpr ReferrerPolicy kBegin = ReferrerPolicy::kUnsafeUrl;
  const std::string hides = "Referrer-Policy: no-referrer";
  const std::string tells = "Referrer-Policy: origin";
  EXPECT_EQ(origin(kBegin, {}), "https://a.test");
  EXPECT_EQ(origin(kBegin, {hides}), "null");
  EXPECT_EQ(origin(kBegin, {hides}, {tells}), "https://a.test");
  EXPECT_EQ(origin(kBegin, {tells}, {hides}), "null");
  EXPECT_EQ(origin(kBegin, {"Referrer-Policy: unknown"}), "https://a.test");
  EXPECT_EQ(origin(ReferrerPolicy::kNoReferrer, {}), "null");
  EXPECT_EQ(origin(ReferrerPolicy::kNoReferrer, {"Referrer-Policy: unknown"}),
            "null");
  EXPECT_EQ(origin(ReferrerPolicy::kNoReferrer, {tells}), "https://a.test");
}

// Of each hop anew.
// https://fetch.spec.whatwg.org/#cross-origin-resource-policy-internal-check
TEST(ExchangeRedirectTest, SameSiteIsSaidForEachUrl) {
  const std::string last =
      Head("200 OK", {"Cross-Origin-Resource-Policy: same-site"});
  const auto run = [&](bool first_is, bool second_is) {
    Request request = Get("https://x.a.test/");
    request.mode = Mode::kNoCors;
    request.schemelessly_same_site = first_is;
    Exchange exchange;
    exchange.Start(request, 0);
    const std::string head =
        Head("302 Found", {"Location: https://y.a.test/",
                           "Cross-Origin-Resource-Policy: same-site"});
    exchange.Receive(head, 0);
    if (exchange.next() != Next::kResolveLocation) return -1;
    if (second_is) {
      exchange.Resolved("https://y.a.test/", true);
    } else {
      exchange.Resolved("https://y.a.test/");
    }
    exchange.Receive(last, 0);
    return exchange.response().reason() == Reason::kNoCors            ? 1
           : exchange.response().reason() == Reason::kCorpNotSameSite ? 0
                                                                      : -2;
  };
  EXPECT_EQ(run(false, true), -1);
  EXPECT_EQ(run(true, true), 1);
  EXPECT_EQ(run(true, false), 0);
}

// Departure redirect_checked_with_credentials: in WebKit, of a request that
// began at home, a redirect from elsewhere must allow credentials.
TEST(ExchangeRedirectTest, WebKitChecksRedirectsWithCredentials) {
  for (Profile profile : kProfiles) {
    for (CredentialsMode mode :
         {CredentialsMode::kSameOrigin, CredentialsMode::kOmit}) {
      const auto reason = [&](std::string_view first, Answer last) {
        Request request = Get(first);
        request.credentials_mode = mode;
        Fetcher fetcher(profile);
        std::vector<Answer> answers;
        if (first == "https://a.test/") {
          answers.push_back(Redirect(302, "https://b.test/"));
        }
        answers.push_back(last);
        fetcher.Fetch(request, answers);
        return fetcher.exchange.next() == Next::kDone
                   ? fetcher.exchange.response().reason()
                   : Reason::kRedirectToFollow;
      };
      const bool fails =
          profile == Profile::kWebKit && mode == CredentialsMode::kSameOrigin;
      EXPECT_EQ(reason("https://a.test/", Redirect(302, "/x")),
                fails ? Reason::kWildcardOriginNotAllowed
                      : Reason::kRedirectToFollow);
      EXPECT_EQ(
          reason("https://a.test/",
                 Head("302 Found",
                      {"Location: /x",
                       "Access-Control-Allow-Origin: https://a.test"})),
          fails ? Reason::kInvalidAllowCredentials : Reason::kRedirectToFollow);
      // What is no redirect, and what began elsewhere, is checked as ever.
      EXPECT_EQ(reason("https://a.test/", Ok()), Reason::kCorsCheckPassed);
      EXPECT_EQ(reason("https://b.test/", Redirect(302, "/x")),
                Reason::kRedirectToFollow);
    }
  }
}

}  // namespace
}  // namespace corsieve::tests
