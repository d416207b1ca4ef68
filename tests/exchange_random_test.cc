// A million random exchanges: engine and reference agree on each, and what must
// hold of every fetch holds.

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "corsieve/corsieve.h"
#include "gtest/gtest.h"
#include "tests/random_case.h"
#include "tests/reference/reference.h"
#include "tools/case_json.h"
#include "tools/run_case.h"
#include "tools/serve_case.h"
#include "tools/url.h"

namespace corsieve::tests {
namespace {

using tools::Case;
using Words = std::vector<std::string>;

size_t Count() {
  const char* count = std::getenv("CORSIEVE_EXCHANGES");
  return count == nullptr ? 1000000 : std::strtoul(count, nullptr, 10);
}

std::string Text(tools::Result result) {
  result.reason.clear();
  if (result.network_error) result.fates.clear();
  for (tools::Fate& fate : result.fates) fate.reason.clear();
  return tools::Dump(tools::ResultToJson(result));
}

std::string CaseText(const Case& c) { return tools::Dump(CaseToJson(c)); }

bool IsForbidden(std::string_view name) {
  return name.size() >= 10 && (name[0] | 0x20) == 's' && name[3] == '-' &&
         (name[4] | 0x20) == 'c';
}

// What must hold of a result, whatever the rules in between; "" if it does.
std::string Broken(const Exchange& exchange, const Request& request) {
  const FilteredResponse& seen = exchange.response();
  const bool silent =
      seen.type() != ResponseType::kBasic && seen.type() != ResponseType::kCors;
  const std::optional<UrlParts> url =
      ParseSerializedUrl(exchange.current_url());
  const std::optional<Origin> origin = ParseSerializedOrigin(request.origin);
  const bool cross_origin =
      !url || !origin || !IsSameOrigin(*origin, url->origin);
  if (seen.type() == ResponseType::kDefault) return "ends with a redirect";
  if (seen.type() == ResponseType::kBasic && cross_origin) {
    return "a cross-origin response is not filtered";
  }
  for (const Outcome& o : seen.outcomes()) {
    if (!o.exposed()) continue;
    if (silent) return "exposes a header of what tells nothing";
    if (IsForbidden(o.name)) return "exposes a forbidden name";
    if (o.reason == Reason::kBasicResponse && cross_origin) {
      return "exposes a cross-origin header as same-origin";
    }
  }
  if (silent && seen.status() != 0) return "tells a status";
  return "";
}

// Drives an exchange from a case and watches it on the way.
std::string DriveAndWatch(const Case& c, Exchange* exchange) {
  std::vector<Header> headers;
  const Request request = tools::RequestOf(c, &headers);
  exchange->Start(request, 0);
  ResponseTainting tainting = ResponseTainting::kBasic;
  // Who goes by hops, and puts no body behind a head.
  tools::CaseServer server(c, Profile::kStandard, 0);
  for (int steps = 0; exchange->next() != Exchange::Next::kDone; ++steps) {
    if (steps > 100) return "does not end";
    if (exchange->response_tainting() < tainting) return "tainting decreased";
    tainting = exchange->response_tainting();
    server.Step(exchange);
  }
  return Broken(*exchange, request);
}

TEST(RandomExchanges, AgreeWithTheReferenceAndKeepTheirPromises) {
  RandomCases cases(20261124);
  tools::CaseRunner runner;
  size_t wrong = 0;
  size_t fine = 0;
  size_t preflights = 0;
  size_t redirected = 0;
  const size_t count = Count();
  for (size_t i = 0; i < count && wrong < 5; ++i) {
    const Case c = cases.Next();
    std::string error;
    const std::optional<tools::Result> engine = runner.Run(c, &error);
    ASSERT_TRUE(engine) << error << CaseText(c);
    const std::string want = Text(reference::RunCase(c, tools::ResolveUrl));
    const std::string got = Text(*engine);
    for (Profile profile : {Profile::kStandard, Profile::kChromium,
                            Profile::kFirefox, Profile::kWebKit}) {
      PreflightCache cache(profile);
      Exchange exchange(&cache, "", profile);
      const std::string broken = DriveAndWatch(c, &exchange);
      if (broken.empty()) continue;
      ++wrong;
      ADD_FAILURE() << GetProfileInfo(profile).name << " " << broken << ": "
                    << CaseText(c);
    }
    fine += !engine->network_error;
    preflights += engine->did_preflight;
    redirected += engine->redirected;
    if (want == got) continue;
    ++wrong;
    ADD_FAILURE() << "exchange " << i << ": " << CaseText(c)
                  << "\nreference: " << want << "\nengine:    " << got
                  << "\nreason:    " << engine->reason;
  }
  std::printf("%zu exchanges: %zu ok, %zu redirected, %zu with a preflight\n",
              count, fine, redirected, preflights);
  // They must not all end at once.
  EXPECT_GT(fine, count / 10);
  EXPECT_GT(redirected, count / 100);
  EXPECT_GT(preflights, count / 10);
}

// An answer that is remembered allows nothing that the same answer, given anew,
// would not.
TEST(RandomPreflights, CacheNeverAllowsMoreThanTheAnswer) {
  std::mt19937 random(7);
  const auto pick = [&](const Words& words) {
    return words[random() % words.size()];
  };
  const Words methods = {"GET", "POST", "PUT", "patch", "*", "DELETE"};
  const Words names = {"x-a", "x-b", "authorization", "*", "range"};
  size_t allowed = 0;
  for (size_t i = 0; i < Count() / 4; ++i) {
    HeaderList answer;
    const std::string method_list = pick(methods) + ", " + pick(methods);
    const std::string name_list = pick(names) + "," + pick(names);
    answer.Append("Access-Control-Allow-Origin", "https://a.test");
    answer.Append("Access-Control-Allow-Credentials", "true");
    if (random() % 4)
      answer.Append("Access-Control-Allow-Methods", method_list);
    if (random() % 4) answer.Append("Access-Control-Allow-Headers", name_list);
    answer.Append("Access-Control-Max-Age", "10");
    const auto ask = [&](const std::string& method, const Words& asked,
                         bool upload, bool include, PreflightGrant* grant) {
      Request request;
      request.origin = "https://a.test";
      if (include) request.credentials_mode = CredentialsMode::kInclude;
      return CheckPreflightResponse(request, {method, asked, upload}, 200,
                                    answer, grant);
    };
    const bool stored_include = random() % 2;
    PreflightGrant grant;  // Has views of what was asked, too.
    const std::string stored_method = pick(methods);
    if (ask(stored_method, {}, random() % 2, stored_include, &grant)) continue;
    PreflightCache cache;
    const PreflightCache::Key key = {"", "https://a.test", "https://b.test/"};
    const auto mode = [](bool include) {
      return include ? CredentialsMode::kInclude : CredentialsMode::kSameOrigin;
    };
    cache.Store(key, mode(stored_include), grant, 0);
    const bool include = random() % 2;
    const std::string method = pick(methods);
    const Words asked = random() % 3 ? Words{pick(names)} : Words{};
    if (!cache.Allows(key, mode(include), {method, asked, false}, 9999)) {
      continue;
    }
    ++allowed;
    EXPECT_FALSE(
        cache.Allows(key, mode(include), {"NEVER", asked, false}, 10000));
    PreflightGrant again;
    ASSERT_FALSE(ask(method, asked, true, include, &again))
        << method_list << " / " << name_list << " / " << method << " "
        << include << stored_include;
  }
  EXPECT_GT(allowed, Count() / 100);
}

}  // namespace
}  // namespace corsieve::tests
