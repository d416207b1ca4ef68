// Random calls in any order: an Exchange that is used again and again answers
// as one that is new for each fetch, and keeps what it promises.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "corsieve/corsieve.h"
#include "gtest/gtest.h"
#include "tests/exchange_helpers.h"

namespace corsieve::tests {
namespace {

using Next = Exchange::Next;

std::string TextOf(const Sent& sent) {
  std::string text = sent.method + " " + sent.url + " " +
                     sent.origin.value_or("-") +
                     (sent.include_credentials ? " credentials" : "") +
                     (sent.include_body ? " body" : "");
  for (const std::string& line : sent.headers) text += "\n" + line;
  return text + "\n";
}

std::string TextOf(const FilteredResponse& seen, ScriptApi* api) {
  std::string text(ResponseTypeName(seen.type()));
  text.append(" ").append(ReasonName(seen.reason()));
  text += " " + std::to_string(seen.status());
  text.append(" ").append(seen.status_message());
  text += " " + std::to_string(seen.internal_response().status);
  text += " " + std::to_string(seen.error_offset().value_or(9999)) + "\n";
  for (const Outcome o : seen.outcomes()) {
    text.append(o.name).append(": ").append(o.value).append(" ");
    text.append(ReasonName(o.reason)).append("\n");
  }
  text.append(api->GetAllResponseHeaders(seen));
  for (const Header& h : api->Entries(seen)) {
    text.append(h.name).append("=").append(h.value).append("\n");
  }
  for (std::string_view name : {"x-a", "CONTENT-TYPE", "set-cookie", ""}) {
    text.append(api->Get(seen, name).value_or("-")).append("\n");
  }
  return text;
}

// All that is said of an exchange in its state.
std::string TextOf(const Exchange& exchange, ScriptApi* api) {
  const Next next = exchange.next();
  std::string text = std::to_string(static_cast<int>(next)) + "\n";
  text += TextOf(CopyOf(exchange.outgoing()));
  if (next == Next::kResolveLocation) {
    text.append(exchange.location()).append("\n");
  }
  text += exchange.timing_allow_passed() ? "timing\n" : "no timing\n";
  text += exchange.redirect_tainted() ? "tainted " : "not tainted ";
  text += std::to_string(static_cast<int>(exchange.response_tainting()));
  text += std::to_string(exchange.preflight_count()) + "\n";
  if (exchange.preflight()) text += TextOf(CopyOf(*exchange.preflight()));
  for (const std::string& url : exchange.url_list()) text += url + "\n";
  text += TextOf(exchange.latest(), api);
  if (next == Next::kDone) {
    text += exchange.response_url() + (exchange.redirected() ? " r" : "") +
            (exchange.body_null() ? " n" : "") + "\n";
    text += TextOf(exchange.response(), api);
  }
  return text;
}

// One of each kind of head; views of them are kept.
const Lines& Heads() {
  static const auto* const kHeads = [] {
    auto* heads = new Lines{
        Ok({"X-A: 1", "x-a: 2", "Content-Type: a/b"}),
        Ok({"Access-Control-Expose-Headers: x-a", "X-A: 1"}),
        Ok({"Access-Control-Expose-Headers: *", "X-A: 1", "Set-Cookie: 1"}),
        Ok({"Access-Control-Expose-Headers: x-a, @", "X-A: 1"}),
        Ok({"X-A: 1", " folded", "X-B:"}),
        Head("200 OK", {"X-A: 1"}),
        Head("200 OK", {"Access-Control-Allow-Origin: https://a.test",
                        "Access-Control-Allow-Credentials: true"}),
        Head("200 OK", {"Access-Control-Allow-Origin: null"}),
        Head("304 Not Modified", {"X-A: 3", "Access-Control-Allow-Origin: *"}),
        Head("404 Not Found", {"Timing-Allow-Origin: *"}),
        Head("103 Early Hints", {"X-A: no"}) + Ok(),
        Ok({"a line"}),
        Ok({"Content-Length: 1", "Content-Length: 2"}),
        Redirect(302, "/x", {"X-A: 1"}),
        Redirect(307, "https://b.test/", {"Timing-Allow-Origin: *"}),
        Redirect(307, "https://c.test/#f"),
        Redirect(303, "https://a.test/y"),
        Redirect(302, "data:,x"),
        Redirect(302, "a b"),
        Redirect(302, ""),
        Redirect(302, "/x", {"Location: /x"}),
        Allowing(),
        Allowing("PUT", "x-a", {"Access-Control-Max-Age: 2"}),
        Allowing("", ""),
        "",
        "HTTP/1.1 200 OK\r\nX-A: 1",
        "x",
    };
    // More than 64 rows, so that what is done by blocks is left behind.
    Lines many;
    for (int i = 0; i < 80; ++i) many.push_back("X-" + std::to_string(i) + ":");
    heads->push_back(Ok(many));
    return heads;
  }();
  return *kHeads;
}

class Caller {
 public:
  explicit Caller(unsigned seed) : random_(seed) {}

  size_t Below(size_t n) { return random_() % n; }
  template <typename T>
  const T& Pick(const std::vector<T>& values) {
    return values[Below(values.size())];
  }

  // Of views that live for ever.
  Request NextRequest() {
    static const std::vector<std::string_view> kOrigins = {
        "https://a.test", "https://a.test", "https://a.test",
        "null",           "http://a.test",  "bad"};
    static const std::vector<std::string_view> kUrls = {"https://a.test/",
                                                        "https://a.test/",
                                                        "https://b.test/",
                                                        "https://b.test/",
                                                        "https://a.test.evil/",
                                                        "https://b.test/#f",
                                                        "http://a.test/",
                                                        "https://a.test:443/",
                                                        "https://u:p@a.test/",
                                                        "https://a.test:8443",
                                                        "bad"};
    static const std::vector<std::string_view> kMethods = {
        "GET", "GET", "POST", "PUT", "put", "HEAD", "DELETE", "TRACE"};
    static const std::vector<std::vector<Header>> kHeaders = {
        {},
        {},
        {{"X-A", "1"}},
        {{"Authorization", "1"}, {"x-a", "2"}, {"X-A", "3"}},
        {{"If-None-Match", "1"}},
        {{"Content-Type", "text/plain"}, {"Accept", "a/b"}}};
    Request request;
    request.origin = Pick(kOrigins);
    request.url = Pick(kUrls);
    request.method = Pick(kMethods);
    request.headers = Pick(kHeaders);
    request.mode = static_cast<Mode>(Below(8) < 5 ? 0 : Below(4));
    request.credentials_mode = static_cast<CredentialsMode>(Below(3));
    request.redirect_mode =
        static_cast<RedirectMode>(Below(6) != 0 ? 0 : Below(3));
    request.initiator = static_cast<Initiator>(Below(2));
    if (Below(3) == 0) request.body = static_cast<RequestBody>(Below(3));
    request.upload_listener = Below(6) == 0;
    if (Below(6) == 0) request.destination = "script";
    request.referrer_policy = static_cast<ReferrerPolicy>(Below(8));
    request.schemelessly_same_site = Below(2) == 0;
    return request;
  }

  // Does one thing to both, most often what they wait for.
  void Call(Exchange* one, Exchange* other) {
    const auto both = [&](auto call) {
      call(one);
      call(other);
    };
    now_ms_ += Below(3) * 700;
    const int64_t now_ms = now_ms_;
    size_t what = Below(12);
    if (what < 7) what = one->next() == Next::kResolveLocation ? 1 : 0;
    const std::string& head = Pick(Heads());
    switch (what) {
      case 0:
      case 7:
        return both([&](Exchange* e) { e->Receive(head, now_ms); });
      case 1: {
        const std::optional<std::string> url =
            one->next() == Next::kResolveLocation
                ? Resolve(one->location(), one->current_url())
                : std::optional<std::string>("https://c.test/");
        const bool same_site = Below(2) == 0;
        return both([&](Exchange* e) { e->Resolved(url, same_site); });
      }
      case 8: {
        static const std::vector<std::vector<Header>> kLists = {
            {{"Access-Control-Allow-Origin", "*"}, {"X-A", " 1 "}},
            {{"Access-Control-Allow-Origin", "*"},
             {"Access-Control-Allow-Methods", "PUT"},
             {"Access-Control-Expose-Headers", "x-a"},
             {"X-A", "1"}},
            {{"Location", "/x"}, {"Access-Control-Allow-Origin", "*"}},
            {{"bad name", "1"}},
            {}};
        static const std::vector<int> kStatuses = {200, 200, 204, 302,
                                                   304, 103, 999, 1000};
        const std::vector<Header>& list = Pick(kLists);
        const int status = Pick(kStatuses);
        return both(
            [&](Exchange* e) { e->Receive(status, "OK", list, now_ms); });
      }
      case 9:
        return both([&](Exchange* e) { e->SetStored(head); });
      case 10:
        return both([&](Exchange* e) { e->ReceiveNothing(); });
      default:
        return both([&](Exchange* e) { e->Receive(head, now_ms); });
    }
  }

  int64_t now_ms() const { return now_ms_; }

 private:
  std::mt19937 random_;
  int64_t now_ms_ = 0;
};

class ExchangeCallsTest : public testing::TestWithParam<Profile> {};

TEST_P(ExchangeCallsTest, AnOldExchangeAnswersAsANewOne) {
  Caller caller(20260731);
  PreflightCache old_cache(GetParam());
  PreflightCache new_cache(GetParam());
  Exchange old_one(&old_cache, "p", GetParam());
  ScriptApi old_api;
  size_t done = 0, followed = 0, preflights = 0;
  for (int round = 0; round < 20000; ++round) {
    const Request request = caller.NextRequest();
    // Another heap block than any before, so that no view is right by chance.
    const auto new_one =
        std::make_unique<Exchange>(&new_cache, "p", GetParam());
    ScriptApi new_api;
    old_one.Start(request, caller.now_ms());
    new_one->Start(request, caller.now_ms());
    for (size_t calls = caller.Below(9);; --calls) {
      ASSERT_EQ(TextOf(old_one, &old_api), TextOf(*new_one, &new_api))
          << round << " " << request.method << " " << request.url;
      ASSERT_EQ(old_cache.size(), new_cache.size());
      if (calls == 0) break;
      caller.Call(&old_one, new_one.get());
    }
    done +=
        old_one.next() == Next::kDone && !old_one.response().is_network_error();
    followed += old_one.url_list().size() > 1;
    preflights += old_one.preflight_count();
  }
  // They must not all end at once.
  EXPECT_GT(done, 1000u);
  EXPECT_GT(followed, 200u);
  EXPECT_GT(preflights, 1000u);
}

INSTANTIATE_TEST_SUITE_P(Profiles, ExchangeCallsTest,
                         testing::ValuesIn(kProfiles),
                         [](const auto& info) { return NameOf(info.param); });

}  // namespace
}  // namespace corsieve::tests
