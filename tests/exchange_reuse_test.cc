// One Exchange for fetch after fetch: nothing of the first is left in the
// second, whenever it begins. Each test breaks if Start() forgets a member.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "corsieve/corsieve.h"
#include "gtest/gtest.h"
#include "tests/exchange_helpers.h"

namespace corsieve::tests {
namespace {

using Next = Exchange::Next;

// What a fetch leaves behind that was begun, and ended, in each of these ways.
void Spoil(Fetcher* fetcher, size_t way) {
  const std::vector<Header> headers = {{"X-Old", "1"},
                                       {"Authorization", "secret"},
                                       {"If-None-Match", "1"},
                                       {"Accept", "old/old"}};
  Request request = With("PUT", "https://b.test/old#f");
  request.headers = headers;
  request.body = RequestBody::kSource;
  request.credentials_mode = CredentialsMode::kOmit;
  request.referrer_policy = ReferrerPolicy::kNoReferrer;
  request.schemelessly_same_site = true;
  request.destination = "script";
  const std::string redirect =
      Redirect(307, "https://c.test/old#g", {"Referrer-Policy: no-referrer"});
  switch (way) {
    case 0:  // Stopped at the first preflight.
      return void(fetcher->Fetch(request, {}));
    case 1:  // At the request.
      fetcher->Fetch(request, {Allowing()});
      return fetcher->exchange.SetStored("HTTP/1.1 200 OK\r\nOld: 1\r\n\r\n");
    case 2:  // At the second preflight, tainted.
      return void(fetcher->Fetch(request, {Allowing(), redirect}));
    case 3:  // Done.
      return void(fetcher->Fetch(
          request, {Allowing(), redirect, Allowing(), Ok({"Old: 1"})}));
    case 4:  // Failed.
      return void(fetcher->Fetch(request, {Allowing(), redirect, Allowing(),
                                           Head("200 OK", {"Old: 1"})}));
    case 5:  // Failed at the preflight.
      return void(fetcher->Fetch(request, {Head("404 X", {"Old: 1"})}));
    case 6:  // Refused at once.
      request.url = "old";
      return void(fetcher->Fetch(request, {}));
    case 7:  // Waiting for a URL.
      fetcher->exchange.Start(Get("https://a.test/old"), 0);
      return fetcher->exchange.Receive(
          "HTTP/1.1 302 X\r\nLocation: /old\r\n\r\n", 0);
    case 8:  // After Authorization was lost.
      request.method = "GET";
      request.url = "https://a.test/";
      return void(
          fetcher->Fetch(request, {Redirect(302, "https://b.test/old")}));
    case 9:  // An upload with a listener.
      request.initiator = Initiator::kXmlHttpRequest;
      request.method = "POST";
      request.upload_listener = true;
      return void(fetcher->Fetch(request, {}));
    default:
      return void(fetcher->Fetch(Get("https://a.test/"), {Ok({"Old: 1"})}));
  }
}

constexpr size_t kWays = 11;

class ExchangeReuseTest : public testing::TestWithParam<Profile> {};

TEST_P(ExchangeReuseTest, ASimpleFetchIsSimpleAgain) {
  for (size_t way = 0; way < kWays; ++way) {
    Fetcher fetcher(GetParam());
    Spoil(&fetcher, way);
    Exchange& exchange = fetcher.Fetch(Get("https://a.test/new"), {});
    ASSERT_EQ(exchange.next(), Next::kSendRequest) << way;
    const Sent& sent = fetcher.sent.at(0);
    EXPECT_EQ(sent.method, "GET");
    EXPECT_EQ(sent.url, "https://a.test/new");
    EXPECT_EQ(sent.headers, Lines{"Accept: */*"}) << way;
    EXPECT_EQ(sent.origin, std::nullopt);
    EXPECT_TRUE(sent.include_credentials);
    EXPECT_FALSE(sent.include_body);
    EXPECT_EQ(exchange.url_list(), Lines{"https://a.test/new"});
    EXPECT_EQ(exchange.preflight_count(), 0u);
    EXPECT_FALSE(exchange.preflight()) << way;
    EXPECT_FALSE(exchange.redirect_tainted());
    EXPECT_EQ(exchange.response_tainting(), ResponseTainting::kBasic);
    EXPECT_TRUE(exchange.latest().is_network_error());
    EXPECT_TRUE(exchange.latest().outcomes().empty()) << way;
    EXPECT_TRUE(exchange.timing_allow_passed()) << way;
    fetcher.GoOn({Head("304 X", {"X: 1"})});
    EXPECT_EQ(exchange.response().status(), 304) << way;
    EXPECT_EQ(Seen(exchange.response()), Lines{"x: 1"});
    EXPECT_EQ(exchange.response_url(), "https://a.test/new");
    EXPECT_FALSE(exchange.redirected());
    EXPECT_TRUE(exchange.timing_allow_passed()) << way;
    EXPECT_TRUE(exchange.body_null());
  }
}

TEST_P(ExchangeReuseTest, AnotherOriginIsAskedAnew) {
  for (size_t way = 0; way < kWays; ++way) {
    Fetcher fetcher(GetParam());
    Spoil(&fetcher, way);
    // No preflight, whatever was before.
    Exchange& exchange = fetcher.Fetch(With("POST", "https://b.test/new"), {});
    ASSERT_EQ(exchange.next(), Next::kSendRequest) << way;
    EXPECT_EQ(fetcher.sent.at(0).headers,
              (Lines{"Accept: */*", "Origin: https://a.test"}));
    EXPECT_EQ(exchange.response_tainting(), ResponseTainting::kCors);
    fetcher.GoOn({Ok({"Timing-Allow-Origin: *", "Pragma: 1"})});
    EXPECT_EQ(exchange.response().type(), ResponseType::kCors) << way;
    EXPECT_TRUE(exchange.timing_allow_passed()) << way;
    EXPECT_EQ(Seen(exchange.response()), Lines{"pragma: 1"});
    EXPECT_FALSE(exchange.body_null());
  }
}

TEST_P(ExchangeReuseTest, AuthorizationIsSentAgain) {
  const std::vector<Header> headers = {{"Authorization", "new"}};
  for (size_t way = 0; way < kWays; ++way) {
    Fetcher fetcher(GetParam());
    Spoil(&fetcher, way);
    Request request = Get("https://b.test/new");
    request.headers = headers;
    fetcher.Fetch(request, {Allowing()});
    ASSERT_EQ(fetcher.exchange.next(), Next::kSendRequest);
    EXPECT_EQ(HeaderOf(fetcher.sent.back(), "Authorization"), "new") << way;
    EXPECT_EQ(HeaderOf(fetcher.sent.at(0), "Access-Control-Request-Headers"),
              "authorization");
  }
}

TEST_P(ExchangeReuseTest, AStoredResponseCountsAgain) {
  for (size_t way = 0; way < kWays; ++way) {
    Fetcher fetcher(GetParam());
    Spoil(&fetcher, way);
    fetcher.Fetch(Get("https://a.test/new"), {});
    fetcher.exchange.SetStored("HTTP/1.1 200 OK\r\nX: 1\r\n\r\n");
    fetcher.GoOn({Head("304 X")});
    EXPECT_EQ(fetcher.exchange.response().status(), 200) << way;
    EXPECT_EQ(Seen(fetcher.exchange.response()), Lines{"x: 1"});
  }
}

// The policy is the new request's.
TEST_P(ExchangeReuseTest, TheReferrerPolicyIsTheRequests) {
  for (size_t way = 0; way < kWays; ++way) {
    Fetcher fetcher(GetParam());
    Spoil(&fetcher, way);
    Request request = With("POST", "https://b.test/new");
    request.mode = Mode::kNoCors;
    fetcher.Fetch(request, {});
    EXPECT_EQ(fetcher.sent.at(0).origin, "https://a.test") << way;
    // No site either, and no destination.
    fetcher.GoOn({Head("200 OK", {"Cross-Origin-Resource-Policy: same-site"})});
    EXPECT_EQ(fetcher.exchange.response().reason(), Reason::kCorpNotSameSite);
    fetcher.Fetch(Get("https://a.test/"), {Ok({"Content-Type: image/png"})});
    EXPECT_EQ(fetcher.exchange.response().type(), ResponseType::kBasic);
  }
}

// A request that is refused at once leaves nothing of the one before.
TEST_P(ExchangeReuseTest, ARefusalLeavesNothing) {
  for (size_t way = 0; way < kWays; ++way) {
    Fetcher fetcher(GetParam());
    Spoil(&fetcher, way);
    Exchange& exchange = fetcher.Fetch(With("TRACE", "https://b.test/new"), {});
    EXPECT_EQ(exchange.next(), Next::kDone);
    EXPECT_EQ(exchange.response().reason(), Reason::kMethodInvalid);
    EXPECT_TRUE(exchange.response().outcomes().empty());
    EXPECT_TRUE(CopyOf(exchange.outgoing()).url.empty()) << way;
    EXPECT_TRUE(CopyOf(exchange.outgoing()).headers.empty()) << way;
    EXPECT_EQ(exchange.preflight_count(), 0u);
    EXPECT_FALSE(exchange.preflight());
    EXPECT_EQ(exchange.url_list(), Lines{"https://b.test/new"});
    EXPECT_EQ(exchange.response_url(), "");
  }
}

// Departure once_preflighted_always and the clearing of the cache go by the
// fetch in hand.
TEST_P(ExchangeReuseTest, AFailureClearsForItsOwnPreflightOnly) {
  PreflightCache cache(GetParam());
  Fetcher fetcher(GetParam(), &cache);
  fetcher.Fetch(With("PUT", "https://b.test/"), {Allowing("PUT"), Ok()});
  EXPECT_EQ(cache.size(), 1u);
  fetcher.Fetch(Get("https://b.test/"), {kCloses});
  EXPECT_EQ(cache.size(), 1u);
  fetcher.Fetch(With("TRACE", "https://b.test/"), {});
  EXPECT_EQ(cache.size(), 1u);
}

// The request may be made of what the exchange itself returned.
TEST_P(ExchangeReuseTest, StartMayBeGivenItsOwnStrings) {
  const std::vector<Header> first = {
      {"X-A-Name-That-No-String-Holds-Inside", "and a value that none does"}};
  Request request = With("PUT", "https://b.test/");
  request.headers = first;
  Fetcher fetcher(GetParam());
  Exchange& exchange = fetcher.Fetch(
      request,
      {Allowing(),
       Redirect(307, "https://b.test/a-long-path-that-no-string-holds-inside"),
       Allowing()});
  const Sent before = fetcher.sent.back();
  std::vector<Header> headers;
  for (const auto& [name, value] : exchange.outgoing().headers) {
    headers.push_back({name, value});
  }
  Request again;
  again.origin = *exchange.outgoing().origin;
  again.url = exchange.current_url();
  again.method = exchange.outgoing().method;
  again.headers = headers;
  fetcher.Fetch(again, {Allowing()});
  ASSERT_EQ(exchange.next(), Next::kSendRequest);
  EXPECT_EQ(fetcher.sent.back().method, "PUT");
  EXPECT_EQ(fetcher.sent.back().url, before.url);
  EXPECT_EQ(fetcher.sent.back().headers, before.headers);
}

// The request and all that it points to may go once Start() returned.
TEST_P(ExchangeReuseTest, TheRequestMayGo) {
  auto text = std::make_unique<std::vector<std::string>>(
      Lines{"https://a.test", "https://b.test/a-path-of-some-length", "PUT",
            "x-some-header-of-a-length", "and some value of it", "script"});
  Exchange exchange(nullptr, "", GetParam());
  {
    const std::vector<Header> headers = {{(*text)[3], (*text)[4]}};
    Request request;
    request.origin = (*text)[0];
    request.url = (*text)[1];
    request.method = (*text)[2];
    request.destination = (*text)[5];
    request.headers = headers;
    exchange.Start(request, 0);
    for (std::string& s : *text) s.assign(s.size(), '?');
    text.reset();
  }
  const std::string allowing = Allowing("PUT");
  exchange.Receive(allowing, 0);
  ASSERT_EQ(exchange.next(), Next::kSendRequest);
  const Sent sent = CopyOf(exchange.outgoing());
  EXPECT_EQ(sent.method, "PUT");
  EXPECT_EQ(sent.url, "https://b.test/a-path-of-some-length");
  EXPECT_EQ(sent.headers, (Lines{"x-some-header-of-a-length: and some value "
                                 "of it",
                                 "Accept: */*", "Origin: https://a.test"}));
  const std::string image = Ok({"Content-Type: image/png"});
  exchange.Receive(image, 0);
  EXPECT_EQ(exchange.response().reason(), Reason::kBlockedByMimeType);
}

// A method that is normalized is what readers go by: WebKit's does not ask what
// frames the body of an answer to HEAD.
TEST_P(ExchangeReuseTest, TheMethodIsNormalizedForReaders) {
  Fetcher fetcher(GetParam());
  for (std::string_view method : {"head", "HEAD"}) {
    fetcher.Fetch(With(method, "https://a.test/"),
                  {Ok({"Transfer-Encoding: gzip, chunked"})});
    EXPECT_EQ(fetcher.exchange.response().type(), ResponseType::kBasic);
  }
}

INSTANTIATE_TEST_SUITE_P(Profiles, ExchangeReuseTest,
                         testing::ValuesIn(kProfiles),
                         [](const auto& info) { return NameOf(info.param); });

}  // namespace
}  // namespace corsieve::tests
