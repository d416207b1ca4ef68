// The preflight caches of the engines: each departure of docs/departures.md,
// held against the profiles that do not have it.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "corsieve/corsieve.h"
#include "gtest/gtest.h"
#include "tests/exchange_helpers.h"

namespace corsieve::tests {
namespace {

constexpr CredentialsMode kOmit = CredentialsMode::kOmit;
constexpr CredentialsMode kInclude = CredentialsMode::kInclude;
constexpr PreflightCache::Key kKey = {"p", "https://a.test", "https://b.test/"};

PreflightGrant Grant(std::vector<std::string_view> methods,
                     std::vector<std::string_view> names,
                     int64_t max_age_seconds = 100) {
  PreflightGrant grant;
  grant.methods = std::move(methods);
  grant.header_names = std::move(names);
  grant.max_age_seconds = max_age_seconds;
  return grant;
}

class PreflightCacheProfileTest : public testing::TestWithParam<Profile> {
 protected:
  bool Is(Profile profile) const { return GetParam() == profile; }
  bool Allows(std::string_view method, const Lines& names = {},
              bool use_cors_preflight = false, CredentialsMode mode = kOmit,
              int64_t now_ms = 0) {
    return cache_.Allows(kKey, mode, {method, names, use_cors_preflight},
                         now_ms);
  }

  PreflightCache cache_{GetParam()};
};

// preflight_cache.cc: 2 h; nsCORSListenerProxy.cpp: a day;
// CrossOriginPreflightResultCache.cpp: 10 min
TEST_P(PreflightCacheProfileTest, MaxAgeIsCapped) {
  const int64_t cap = Is(Profile::kFirefox)  ? 86400
                      : Is(Profile::kWebKit) ? 600
                                             : 7200;
  cache_.Store(kKey, kOmit, Grant({"PUT"}, {}, cap + 1), 0);
  EXPECT_TRUE(Allows("PUT", {}, false, kOmit, cap * 1000 - 1));
  EXPECT_FALSE(Allows("PUT", {}, false, kOmit, cap * 1000));
  cache_.Store(kKey, kOmit, Grant({"PUT"}, {}, cap - 1), 0);
  EXPECT_TRUE(Allows("PUT", {}, false, kOmit, (cap - 1) * 1000 - 1));
  EXPECT_FALSE(Allows("PUT", {}, false, kOmit, (cap - 1) * 1000));
}

TEST_P(PreflightCacheProfileTest, Capacity) {
  const size_t capacity = Is(Profile::kFirefox) ? 100 : 1024;
  std::vector<std::string> urls;
  for (size_t i = 0; i <= capacity; ++i) urls.push_back(std::to_string(i));
  for (size_t i = 0; i <= capacity; ++i) {
    EXPECT_EQ(cache_.size(), i);
    cache_.Store({"", "https://a.test", urls[i]}, kOmit, Grant({"PUT"}, {}), 0);
  }
  EXPECT_EQ(cache_.size(), capacity);
  const Lines none;
  EXPECT_FALSE(
      cache_.Allows({"", "https://a.test", "0"}, kOmit, {"PUT", none}, 0));
  EXPECT_TRUE(
      cache_.Allows({"", "https://a.test", "1"}, kOmit, {"PUT", none}, 0));
}

// cache_keeps_empty_answers: for what asks for no more than a preflight.
TEST_P(PreflightCacheProfileTest, EmptyAnswers) {
  const bool keeps = !Is(Profile::kStandard);
  // What needs no preflight is not asked about; if it is, an engine wants to
  // have had an answer.
  EXPECT_EQ(Allows("POST"), !keeps);
  EXPECT_FALSE(Allows("POST", {}, true));
  cache_.Store(kKey, kOmit, Grant({}, {}), 0);
  EXPECT_TRUE(Allows("POST"));
  EXPECT_EQ(Allows("POST", {}, true), keeps);
  EXPECT_EQ(Allows("POST", {}, true, kInclude), false);
  cache_.Store(kKey, kOmit, Grant({}, {}), 0);
  EXPECT_FALSE(Allows("PUT"));
  // It ages as the others do.
  cache_.Store(kKey, kOmit, Grant({}, {}, 2), 0);
  EXPECT_EQ(Allows("POST", {}, true, kOmit, 1999), keeps);
  EXPECT_FALSE(Allows("POST", {}, true, kOmit, 2000));
}

// cache_star_is_literal, cache_star_covers_authorization
TEST_P(PreflightCacheProfileTest, Star) {
  const auto store = [&] { cache_.Store(kKey, kOmit, Grant({"*"}, {"*"}), 0); };
  const bool literal = Is(Profile::kFirefox);
  store();
  EXPECT_EQ(Allows("PUT"), !literal);
  store();
  EXPECT_EQ(Allows("GET", {"x"}), !literal);
  store();
  EXPECT_EQ(Allows("GET", {"authorization"}), Is(Profile::kWebKit));
  store();
  EXPECT_TRUE(Allows("*", {"*"}));
}

// With credentials it stands for itself; only where the cache takes it so can
// it be kept.
TEST_P(PreflightCacheProfileTest, StarWithCredentials) {
  cache_.Store(kKey, kInclude, Grant({"*"}, {"*"}), 0);
  EXPECT_FALSE(Allows("PUT", {}, false, kInclude));
  cache_.Store(kKey, kInclude, Grant({"*"}, {"*"}), 0);
  EXPECT_EQ(Allows("*", {"*"}, false, kInclude),
            Is(Profile::kFirefox) || Is(Profile::kWebKit));
  // cache_keeps_star_of_credentials: a wildcard to a request without.
  cache_.Store(kKey, kInclude, Grant({"*"}, {"*"}), 0);
  EXPECT_EQ(Allows("PUT", {"x"}), Is(Profile::kWebKit));
}

// credentials_mismatch_drops_entry
TEST_P(PreflightCacheProfileTest, CredentialsThatAreNotRemembered) {
  const auto store = [&] { cache_.Store(kKey, kOmit, Grant({"PUT"}, {}), 0); };
  store();
  EXPECT_TRUE(Allows("PUT"));
  EXPECT_FALSE(Allows("PUT", {}, false, kInclude));
  EXPECT_EQ(Allows("PUT"), Is(Profile::kStandard) || Is(Profile::kFirefox));
  store();
  // Another method without credentials: only Chromium forgets for that.
  EXPECT_FALSE(Allows("PATCH"));
  EXPECT_EQ(Allows("PUT"), !Is(Profile::kChromium));
}

// cache_wants_head
TEST_P(PreflightCacheProfileTest, Head) {
  const bool wants = Is(Profile::kFirefox);
  cache_.Store(kKey, kOmit, Grant({"PUT"}, {"x"}), 0);
  EXPECT_EQ(Allows("HEAD", {"x"}), !wants);
  cache_.Store(kKey, kOmit, Grant({"HEAD"}, {"x"}), 0);
  EXPECT_TRUE(Allows("HEAD", {"x"}));
  EXPECT_TRUE(Allows("GET", {"x"}));
  EXPECT_TRUE(Allows("POST", {"x"}));
}

// cache_keeps_credentials_apart
TEST_P(PreflightCacheProfileTest, CredentialsApart) {
  const bool apart = Is(Profile::kFirefox);
  cache_.Store(kKey, kInclude, Grant({"PUT"}, {}), 0);
  EXPECT_TRUE(Allows("PUT", {}, false, kInclude));
  EXPECT_EQ(Allows("PUT"), !apart);
  cache_.Clear(kKey);
  cache_.Store(kKey, kOmit, Grant({"PUT"}, {}), 0);
  EXPECT_TRUE(Allows("PUT", {}, false, CredentialsMode::kSameOrigin));
  EXPECT_FALSE(Allows("PUT", {}, false, kInclude));
  cache_.Store(kKey, kOmit, Grant({"PUT"}, {}), 0);
  cache_.Store(kKey, kInclude, Grant({"PATCH"}, {}), 0);
  EXPECT_EQ(cache_.size(), apart ? 2u : 1u);
}

// Both of Firefox's go.
TEST_P(PreflightCacheProfileTest, ClearTakesBothKinds) {
  for (CredentialsMode stored : {kOmit, kInclude}) {
    cache_.Store(kKey, stored, Grant({"PUT"}, {}), 0);
    EXPECT_EQ(cache_.size(), 1u);
    cache_.Clear(kKey);
    EXPECT_EQ(cache_.size(), 0u);
    EXPECT_FALSE(cache_.MatchMethod(kKey, stored, "PUT", 0));
  }
}

// answer_replaces_entry
TEST_P(PreflightCacheProfileTest, ASecondAnswer) {
  cache_.Store(kKey, kOmit, Grant({"PUT"}, {"x"}), 0);
  cache_.Store(kKey, kOmit, Grant({"PATCH"}, {"y"}), 0);
  EXPECT_TRUE(Allows("PATCH", {"y"}));
  EXPECT_EQ(cache_.MatchMethod(kKey, kOmit, "PUT", 0), !Is(Profile::kWebKit));
  EXPECT_EQ(cache_.MatchHeaderName(kKey, kOmit, "x", 0), !Is(Profile::kWebKit));
}

// mismatch_drops_entry
TEST_P(PreflightCacheProfileTest, AMismatch) {
  const bool drops = Is(Profile::kChromium);
  cache_.Store(kKey, kOmit, Grant({"PUT"}, {"x"}), 0);
  EXPECT_FALSE(Allows("PATCH"));
  EXPECT_EQ(Allows("PUT"), !drops);
  cache_.Store(kKey, kOmit, Grant({"PUT"}, {"x"}), 0);
  EXPECT_FALSE(Allows("PUT", {"y"}));
  EXPECT_EQ(Allows("PUT", {"x"}), !drops);
  // Of this key, and no other.
  cache_.Store(kKey, kOmit, Grant({"PUT"}, {}), 0);
  const Lines none;
  EXPECT_FALSE(cache_.Allows({"p", "https://a.test", "https://c.test/"}, kOmit,
                             {"PUT", none}, 0));
  EXPECT_TRUE(Allows("PUT"));
}

// null_origin_is_not_cached
TEST_P(PreflightCacheProfileTest, OriginNull) {
  const PreflightCache::Key null = {"p", "null", "https://b.test/"};
  cache_.Store(null, kOmit, Grant({"PUT"}, {}), 0);
  EXPECT_EQ(cache_.MatchMethod(null, kOmit, "PUT", 0), !Is(Profile::kChromium));
}

INSTANTIATE_TEST_SUITE_P(Profiles, PreflightCacheProfileTest,
                         testing::ValuesIn(kProfiles),
                         [](const auto& info) { return NameOf(info.param); });

}  // namespace
}  // namespace corsieve::tests
