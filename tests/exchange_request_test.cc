// What a request of one hop, and its preflight, put on the wire: credentials,
// body, headers, Origin. Redirects have a program of their own.

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

constexpr CredentialsMode kCredentialsModes[] = {CredentialsMode::kSameOrigin,
                                                 CredentialsMode::kOmit,
                                                 CredentialsMode::kInclude};

// Whether the last request of a fetch through `hops` has credentials.
bool HasCredentials(Mode mode, CredentialsMode credentials_mode,
                    const std::vector<std::string>& hops,
                    Profile profile = Profile::kStandard) {
  Request request = Get(hops[0]);
  request.mode = mode;
  request.credentials_mode = credentials_mode;
  Fetcher fetcher(profile);
  std::vector<Answer> answers;
  for (size_t i = 1; i < hops.size(); ++i) {
    // After a second cross-origin hop the origin is "null".
    answers.push_back(
        Head("302 Found", {"Location: " + hops[i],
                           "Access-Control-Allow-Origin: " +
                               std::string(i < 3 ? "https://a.test" : "null"),
                           "Access-Control-Allow-Credentials: "
                           "true"}));
  }
  fetcher.Fetch(request, answers);
  EXPECT_EQ(fetcher.exchange.next(), Next::kSendRequest);
  EXPECT_EQ(fetcher.sent.size(), hops.size());
  return fetcher.sent.back().include_credentials;
}

// https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
TEST(ExchangeCredentialsTest, IncludeAlwaysAndOmitNever) {
  const std::vector<std::vector<std::string>> routes = {
      {"https://a.test/"},
      {"https://b.test/"},
      {"https://a.test/", "https://b.test/"},
      {"https://b.test/", "https://b.test/x"},
      {"https://a.test/", "https://b.test/", "https://c.test/"}};
  for (Profile profile : kProfiles) {
    for (const auto& route : routes) {
      for (Mode mode : {Mode::kCors, Mode::kNoCors}) {
        EXPECT_TRUE(
            HasCredentials(mode, CredentialsMode::kInclude, route, profile));
        EXPECT_FALSE(
            HasCredentials(mode, CredentialsMode::kOmit, route, profile));
      }
    }
  }
}

// Mode same-origin is about the tainting, not about the URL.
TEST(ExchangeCredentialsTest, SameOriginWhereTheTaintingIsBasic) {
  constexpr CredentialsMode kMode = CredentialsMode::kSameOrigin;
  EXPECT_TRUE(HasCredentials(Mode::kCors, kMode, {"https://a.test/"}));
  EXPECT_TRUE(HasCredentials(Mode::kNoCors, kMode, {"https://a.test/"}));
  EXPECT_TRUE(HasCredentials(Mode::kSameOrigin, kMode, {"https://a.test/"}));
  EXPECT_TRUE(HasCredentials(Mode::kCors, kMode,
                             {"https://a.test/", "https://a.test/x"}));
  EXPECT_FALSE(HasCredentials(Mode::kCors, kMode, {"https://b.test/"}));
  EXPECT_FALSE(HasCredentials(Mode::kNoCors, kMode, {"https://b.test/"}));
  EXPECT_FALSE(HasCredentials(Mode::kCors, kMode, {"http://a.test/"}));
  EXPECT_FALSE(HasCredentials(Mode::kCors, kMode, {"https://a.test:8443/"}));
  EXPECT_FALSE(HasCredentials(Mode::kCors, kMode,
                              {"https://a.test/", "https://b.test/"}));
  // Back home, what has been tainted stays so.
  EXPECT_FALSE(HasCredentials(
      Mode::kCors, kMode,
      {"https://a.test/", "https://b.test/", "https://a.test/"}));
  EXPECT_FALSE(HasCredentials(
      Mode::kNoCors, kMode,
      {"https://a.test/", "https://b.test/", "https://a.test/"}));
}

// A preflight is a request of its own, with credentials mode same-origin and
// tainting cors. https://fetch.spec.whatwg.org/#cors-preflight-fetch
TEST(ExchangeCredentialsTest, APreflightHasNone) {
  for (Profile profile : kProfiles) {
    for (CredentialsMode mode : kCredentialsModes) {
      Request request = With("PUT", "https://b.test/");
      request.credentials_mode = mode;
      request.body = RequestBody::kSource;
      Fetcher fetcher(profile);
      fetcher.Fetch(
          request,
          {Head("200 OK", {"Access-Control-Allow-Origin: https://a.test",
                           "Access-Control-Allow-Credentials: true",
                           "Access-Control-Allow-Methods: PUT"})});
      ASSERT_EQ(fetcher.sent.size(), 2u) << NameOf(profile);
      EXPECT_FALSE(fetcher.sent[0].include_credentials);
      EXPECT_FALSE(fetcher.sent[0].include_body);
      EXPECT_EQ(fetcher.sent[1].include_credentials,
                mode == CredentialsMode::kInclude);
      EXPECT_TRUE(fetcher.sent[1].include_body);
      EXPECT_FALSE(CopyOf(*fetcher.exchange.preflight()).include_credentials);
    }
  }
}

TEST(ExchangeBodyTest, IsSentWhereThereIsOne) {
  Fetcher fetcher;
  Request request = With("POST", "https://b.test/");
  fetcher.Fetch(request, {});
  EXPECT_FALSE(fetcher.sent[0].include_body);
  request.body = RequestBody::kSource;
  fetcher.Fetch(request, {});
  EXPECT_TRUE(fetcher.sent[0].include_body);
  fetcher.Fetch(Get("https://b.test/"), {});
  EXPECT_FALSE(fetcher.sent[0].include_body);
}

// https://xhr.spec.whatwg.org/#the-send()-method: the body of a GET is null.
// https://fetch.spec.whatwg.org/#dom-request: fetch() throws.
TEST(ExchangeBodyTest, OfGetAndHeadIsDroppedOrRefused) {
  for (std::string_view method : {"GET", "HEAD", "get", "head"}) {
    Request request = With(method, "https://b.test/");
    request.body = RequestBody::kSource;
    Fetcher fetcher;
    EXPECT_EQ(fetcher.Fetch(request, {}).response().reason(),
              Reason::kRequestBodyInvalid);
    request.initiator = Initiator::kXmlHttpRequest;
    fetcher.Fetch(request, {});
    ASSERT_EQ(fetcher.sent.size(), 1u);
    EXPECT_FALSE(fetcher.sent[0].include_body);
  }
}

// https://fetch.spec.whatwg.org/#dom-request: a stream needs cors or
// same-origin; https://fetch.spec.whatwg.org/#use-cors-preflight is set for it.
TEST(ExchangeBodyTest, AStreamAsksForAPreflightAndMayNotBeNoCors) {
  Request request = With("POST", "https://b.test/");
  request.body = RequestBody::kStream;
  Fetcher fetcher;
  EXPECT_EQ(fetcher.Fetch(request, {}).next(), Next::kSendPreflight);
  request.url = "https://a.test/";
  EXPECT_EQ(fetcher.Fetch(request, {}).next(), Next::kSendRequest);
  request.mode = Mode::kNoCors;
  EXPECT_EQ(fetcher.Fetch(request, {}).response().reason(),
            Reason::kRequestBodyInvalid);
  request.body = RequestBody::kSource;
  EXPECT_EQ(fetcher.Fetch(request, {}).next(), Next::kSendRequest);
}

TEST(ExchangeOutgoingTest, TellsMethodUrlAndHeaders) {
  const std::vector<Header> headers = {
      {"X-One", " 1\t"}, {"Cookie", "no"}, {"x-one", "2"}, {"Accept", "a/b"}};
  Request request = With("delete", "https://a.test/p?q#f");
  request.headers = headers;
  Fetcher fetcher;
  fetcher.Fetch(request, {});
  ASSERT_EQ(fetcher.sent.size(), 1u);
  const Sent& sent = fetcher.sent[0];
  EXPECT_FALSE(sent.preflight);
  EXPECT_EQ(sent.method, "DELETE");
  EXPECT_EQ(sent.url, "https://a.test/p?q#f");
  // A name is spelled as it was first.
  // https://fetch.spec.whatwg.org/#concept-header-list-append
  EXPECT_EQ(sent.headers, (Lines{"X-One: 1", "X-One: 2", "Accept: a/b",
                                 "Origin: https://a.test"}));
  EXPECT_EQ(sent.origin, "https://a.test");
}

// https://xhr.spec.whatwg.org/#dom-xmlhttprequest-setrequestheader combines;
// departure request_headers_are_joined: so do Chromium's and WebKit's fetch().
TEST(ExchangeOutgoingTest, HeadersOfOneNameAreCombinedByXhr) {
  const std::vector<Header> headers = {
      {"X-One", "1"}, {"Y", ""}, {"x-one", "2"}, {"X-ONE", ""}};
  for (Profile profile : kProfiles) {
    for (Initiator initiator :
         {Initiator::kFetch, Initiator::kXmlHttpRequest}) {
      Request request = Get("https://a.test/");
      request.initiator = initiator;
      request.headers = headers;
      Fetcher fetcher(profile);
      fetcher.Fetch(request, {});
      ASSERT_EQ(fetcher.sent.size(), 1u);
      const bool joined = initiator == Initiator::kXmlHttpRequest ||
                          profile == Profile::kChromium ||
                          profile == Profile::kWebKit;
      const Lines want = joined ? Lines{"X-One: 1, 2, ", "Y: ", "Accept: */*"}
                                : Lines{"X-One: 1", "Y: ", "X-One: 2",
                                        "X-One: ", "Accept: */*"};
      EXPECT_EQ(fetcher.sent[0].headers, want) << NameOf(profile);
    }
  }
}

// https://fetch.spec.whatwg.org/#concept-headers-append, guard request-no-cors
TEST(ExchangeOutgoingTest, NoCorsTakesSafelistedHeadersOnly) {
  const std::string long_value(65, 'x');
  const std::vector<Header> headers = {
      {"X-One", "1"},
      {"Accept", "a/b"},
      {"accept-LANGUAGE", long_value},
      {"Accept-Language", long_value},  // 132 bytes, were it combined.
      {"Accept-Language", "en"},
      {"Content-Type", "application/json"},
      {"Content-Type", "text/plain"},
      {"Range", "bytes=0-"}};
  Request request = Get("https://b.test/");
  request.mode = Mode::kNoCors;
  request.headers = headers;
  Fetcher fetcher;
  fetcher.Fetch(request, {});
  EXPECT_EQ(fetcher.sent[0].headers,
            (Lines{"Accept: a/b", "accept-LANGUAGE: " + long_value,
                   "accept-LANGUAGE: en", "Content-Type: text/plain"}));
}

// https://fetch.spec.whatwg.org/#append-a-request-origin-header
TEST(ExchangeOriginTest, GoesWithCorsAndWithWhatIsNotGetOrHead) {
  struct Row {
    std::string_view method, url;
    Mode mode;
    std::optional<std::string> origin;
  };
  const Row rows[] = {
      {"GET", "https://a.test/", Mode::kCors, std::nullopt},
      {"HEAD", "https://a.test/", Mode::kCors, std::nullopt},
      {"POST", "https://a.test/", Mode::kCors, "https://a.test"},
      {"OPTIONS", "https://a.test/", Mode::kCors, "https://a.test"},
      {"PUT", "https://a.test/", Mode::kSameOrigin, "https://a.test"},
      {"GET", "https://b.test/", Mode::kCors, "https://a.test"},
      {"HEAD", "https://b.test/", Mode::kCors, "https://a.test"},
      {"POST", "https://b.test/", Mode::kCors, "https://a.test"},
      {"GET", "https://b.test/", Mode::kNoCors, std::nullopt},
      {"HEAD", "https://b.test/", Mode::kNoCors, std::nullopt},
      {"POST", "https://b.test/", Mode::kNoCors, "https://a.test"},
      // An origin that is not to be told over http.
      {"POST", "http://b.test/", Mode::kNoCors, "null"},
      {"POST", "http://b.test/", Mode::kCors, "https://a.test"},
  };
  for (const Row& row : rows) {
    Request request = With(row.method, row.url);
    request.mode = row.mode;
    Fetcher fetcher;
    fetcher.Fetch(request, {});
    ASSERT_EQ(fetcher.sent.size(), 1u);
    EXPECT_EQ(fetcher.sent[0].origin, row.origin) << row.method << row.url;
    EXPECT_EQ(HeaderOf(fetcher.sent[0], "Origin"), row.origin);
    if (row.origin) {
      EXPECT_EQ(HeaderNames(fetcher.sent[0]).back(), "Origin");
    }
  }
}

TEST(ExchangeOriginTest, ThePolicyHidesItUnlessTheModeIsCors) {
  for (Mode mode : {Mode::kCors, Mode::kSameOrigin, Mode::kNoCors}) {
    Request request = With("POST", "https://a.test/");
    request.mode = mode;
    request.referrer_policy = ReferrerPolicy::kNoReferrer;
    Fetcher fetcher;
    fetcher.Fetch(request, {});
    const bool hidden = mode != Mode::kCors;
    EXPECT_EQ(fetcher.sent[0].origin, hidden ? "null" : "https://a.test");
    request.referrer_policy = ReferrerPolicy::kSameOrigin;
    fetcher.Fetch(request, {});
    EXPECT_EQ(fetcher.sent[0].origin, "https://a.test");
  }
}

}  // namespace
}  // namespace corsieve::tests
