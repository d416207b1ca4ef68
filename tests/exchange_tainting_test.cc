// How redirects taint a request: its origin, its type, and what must allow it.
// https://fetch.spec.whatwg.org/#concept-request-tainted-origin

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

// https://fetch.spec.whatwg.org/#concept-request-tainted-origin
TEST(ExchangeTaintingTest, OriginTaintingAndType) {
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
      {{"https://b.test/", "https://b.test:8443/"},
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
TEST(ExchangeTaintingTest, ATaintedResponseMustAllowNull) {
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

TEST(ExchangeTaintingTest, ModeSameOriginEndsAtAnotherOrigin) {
  Request request = Get("https://a.test/");
  request.mode = Mode::kSameOrigin;
  Fetcher fetcher;
  fetcher.Fetch(request, {Redirect(302, "/x")});
  EXPECT_EQ(fetcher.exchange.next(), Next::kSendRequest);
  fetcher.Fetch(request, {Redirect(302, "https://b.test/")});
  EXPECT_EQ(fetcher.exchange.next(), Next::kDone);
  EXPECT_EQ(fetcher.exchange.response().reason(), Reason::kDisallowedByMode);
  // The redirect's headers, which script does not see, are still told of.
  EXPECT_EQ(fetcher.exchange.response().outcomes().size(), 2u);
  EXPECT_FALSE(fetcher.exchange.response().outcome(0).exposed());
}

// https://w3c.github.io/webappsec-referrer-policy/#set-requests-referrer-policy-on-redirect
TEST(ExchangeTaintingTest, ReferrerPolicyOfARedirectHidesTheOrigin) {
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
TEST(ExchangeTaintingTest, SameSiteIsSaidForEachUrl) {
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
TEST(ExchangeTaintingTest, WebKitChecksRedirectsWithCredentials) {
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
