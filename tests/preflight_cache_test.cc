// The preflight cache of the standard: its keys, and what matches an entry.
// https://fetch.spec.whatwg.org/#cors-preflight-cache

#include "corsieve/preflight_cache.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"

namespace corsieve {
namespace {

constexpr CredentialsMode kOmit = CredentialsMode::kOmit;
constexpr CredentialsMode kSameOrigin = CredentialsMode::kSameOrigin;
constexpr CredentialsMode kInclude = CredentialsMode::kInclude;
constexpr PreflightCache::Key kKey = {"p", "https://a.test", "https://b.test/"};

PreflightGrant Grant(std::vector<std::string_view> methods,
                     std::vector<std::string_view> names,
                     int64_t max_age_seconds) {
  PreflightGrant grant;
  grant.methods = std::move(methods);
  grant.header_names = std::move(names);
  grant.max_age_seconds = max_age_seconds;
  return grant;
}

TEST(PreflightCacheTest, IsEmptyAtFirst) {
  PreflightCache cache;
  EXPECT_EQ(cache.size(), 0u);
  EXPECT_FALSE(cache.MatchMethod(kKey, kOmit, "PUT", 0));
  EXPECT_FALSE(cache.MatchHeaderName(kKey, kOmit, "x", 0));
  cache.Clear(kKey);
  EXPECT_EQ(cache.size(), 0u);
}

TEST(PreflightCacheTest, EachPartOfTheKeyCounts) {
  PreflightCache cache;
  cache.Store(kKey, kOmit, Grant({"PUT"}, {"x"}, 10), 0);
  const PreflightCache::Key others[] = {
      {"q", "https://a.test", "https://b.test/"},
      {"", "https://a.test", "https://b.test/"},
      {"pp", "https://a.test", "https://b.test/"},
      {"p", "http://a.test", "https://b.test/"},
      {"p", "null", "https://b.test/"},
      {"p", "https://a.test", "https://b.test/x"},
      {"p", "https://a.test", "https://b.test/#"},
      {"p", "https://a.test", "https://b.test"},
  };
  EXPECT_TRUE(cache.MatchMethod(kKey, kOmit, "PUT", 0));
  EXPECT_TRUE(cache.MatchHeaderName(kKey, kOmit, "x", 0));
  for (const PreflightCache::Key& other : others) {
    EXPECT_FALSE(cache.MatchMethod(other, kOmit, "PUT", 0)) << other.url;
    EXPECT_FALSE(cache.MatchHeaderName(other, kOmit, "x", 0)) << other.url;
    cache.Clear(other);
  }
  EXPECT_TRUE(cache.MatchMethod(kKey, kOmit, "PUT", 0));
  for (const PreflightCache::Key& other : others) {
    cache.Store(other, kOmit, Grant({"OTHER"}, {}, 10), 0);
  }
  EXPECT_EQ(cache.size(), 9u);
  EXPECT_FALSE(cache.MatchMethod(kKey, kOmit, "OTHER", 0));
  cache.Clear(kKey);
  EXPECT_EQ(cache.size(), 8u);
  EXPECT_FALSE(cache.MatchMethod(kKey, kOmit, "PUT", 0));
  EXPECT_TRUE(cache.MatchMethod(others[0], kOmit, "OTHER", 0));
}

// The parts are not merely written one behind the other.
TEST(PreflightCacheTest, PartsOfTheKeyDoNotRunIntoEachOther) {
  PreflightCache cache;
  cache.Store({"ab", "c", "d"}, kOmit, Grant({"PUT"}, {}, 10), 0);
  for (const PreflightCache::Key& other :
       {PreflightCache::Key{"a", "bc", "d"},
        PreflightCache::Key{"ab", "cd", ""},
        PreflightCache::Key{"a", "c", "db"},
        PreflightCache::Key{"b", "c", "da"},
        PreflightCache::Key{"abd", "c", ""},
        PreflightCache::Key{"ab", "", "cd"}}) {
    EXPECT_FALSE(cache.MatchMethod(other, kOmit, "PUT", 0));
  }
}

// https://fetch.spec.whatwg.org/#concept-cache-match: what came with
// credentials serves both, what came without only those without.
TEST(PreflightCacheTest, Credentials) {
  const CredentialsMode modes[] = {kOmit, kSameOrigin, kInclude};
  for (CredentialsMode stored : modes) {
    for (CredentialsMode asked : modes) {
      PreflightCache cache;
      cache.Store(kKey, stored, Grant({"PUT"}, {"x"}, 10), 0);
      const bool want = asked != kInclude || stored == kInclude;
      EXPECT_EQ(cache.MatchMethod(kKey, asked, "PUT", 0), want);
      EXPECT_EQ(cache.MatchHeaderName(kKey, asked, "x", 0), want);
      EXPECT_EQ(cache.size(), 1u);
    }
  }
}

// Both kinds of answers are kept beside each other.
TEST(PreflightCacheTest, AnswersOfBothKindsAddUp) {
  PreflightCache cache;
  cache.Store(kKey, kOmit, Grant({"PUT"}, {"x"}, 10), 0);
  cache.Store(kKey, kInclude, Grant({"PATCH"}, {"y"}, 20), 0);
  EXPECT_EQ(cache.size(), 1u);
  EXPECT_TRUE(cache.MatchMethod(kKey, kOmit, "PUT", 0));
  EXPECT_TRUE(cache.MatchMethod(kKey, kOmit, "PATCH", 0));
  EXPECT_FALSE(cache.MatchMethod(kKey, kInclude, "PUT", 0));
  EXPECT_TRUE(cache.MatchMethod(kKey, kInclude, "PATCH", 0));
  // Each lasts as long as its answer said.
  cache.Store(kKey, kInclude, Grant({"PUT"}, {}, 20), 0);
  EXPECT_TRUE(cache.MatchMethod(kKey, kInclude, "PUT", 19999));
  EXPECT_FALSE(cache.MatchHeaderName(kKey, kOmit, "x", 10000));
}

TEST(PreflightCacheTest, MethodsAreNotNames) {
  PreflightCache cache;
  cache.Store(kKey, kOmit, Grant({"range"}, {"x"}, 10), 0);
  EXPECT_TRUE(cache.MatchMethod(kKey, kOmit, "range", 0));
  EXPECT_FALSE(cache.MatchHeaderName(kKey, kOmit, "range", 0));
  EXPECT_TRUE(cache.MatchHeaderName(kKey, kOmit, "x", 0));
  EXPECT_FALSE(cache.MatchMethod(kKey, kOmit, "x", 0));
  // One text as both is two entries.
  cache.Store(kKey, kOmit, Grant({"both"}, {}, 5), 0);
  cache.Store(kKey, kOmit, Grant({}, {"both"}, 9), 0);
  EXPECT_TRUE(cache.MatchMethod(kKey, kOmit, "both", 4999));
  EXPECT_FALSE(cache.MatchMethod(kKey, kOmit, "both", 5000));
  EXPECT_TRUE(cache.MatchHeaderName(kKey, kOmit, "both", 8999));
}

// Methods are compared byte by byte, names byte-case-insensitively.
TEST(PreflightCacheTest, Case) {
  PreflightCache cache;
  cache.Store(kKey, kOmit, Grant({"patch", "PUT"}, {"X-One"}, 10), 0);
  EXPECT_TRUE(cache.MatchMethod(kKey, kOmit, "patch", 0));
  EXPECT_FALSE(cache.MatchMethod(kKey, kOmit, "PATCH", 0));
  EXPECT_FALSE(cache.MatchMethod(kKey, kOmit, "put", 0));
  for (std::string_view name : {"X-One", "x-one", "X-ONE"}) {
    EXPECT_TRUE(cache.MatchHeaderName(kKey, kOmit, name, 0)) << name;
  }
  EXPECT_FALSE(cache.MatchHeaderName(kKey, kOmit, "x-on", 0));
  // "X-One" and "x-one" are one entry.
  cache.Store(kKey, kOmit, Grant({}, {"x-ONE"}, 20), 0);
  EXPECT_TRUE(cache.MatchHeaderName(kKey, kOmit, "x-one", 19999));
}

// https://fetch.spec.whatwg.org/#concept-cache-match-header
TEST(PreflightCacheTest, StarCoversAllButAuthorization) {
  PreflightCache cache;
  cache.Store(kKey, kOmit, Grant({"*"}, {}, 10), 0);
  EXPECT_TRUE(cache.MatchMethod(kKey, kOmit, "ANY", 0));
  EXPECT_TRUE(cache.MatchMethod(kKey, kOmit, "authorization", 0));
  EXPECT_FALSE(cache.MatchHeaderName(kKey, kOmit, "any", 0));
  EXPECT_FALSE(cache.MatchMethod(kKey, kInclude, "ANY", 0));
  cache.Store(kKey, kOmit, Grant({}, {"*"}, 10), 0);
  EXPECT_TRUE(cache.MatchHeaderName(kKey, kOmit, "any", 0));
  EXPECT_FALSE(cache.MatchHeaderName(kKey, kOmit, "authorization", 0));
  EXPECT_FALSE(cache.MatchHeaderName(kKey, kOmit, "Authorization", 0));
  EXPECT_FALSE(cache.MatchHeaderName(kKey, kInclude, "any", 0));
  cache.Store(kKey, kOmit, Grant({}, {"Authorization"}, 10), 0);
  EXPECT_TRUE(cache.MatchHeaderName(kKey, kOmit, "authorization", 0));
}

// docs/departures.md, decisions: with credentials `*` is a name, and as an
// entry it would stand for all.
TEST(PreflightCacheTest, StarWithCredentialsIsNotKept) {
  PreflightCache cache;
  cache.Store(kKey, kInclude, Grant({"*", "PUT"}, {"*", "x"}, 10), 0);
  for (CredentialsMode mode : {kOmit, kInclude}) {
    EXPECT_TRUE(cache.MatchMethod(kKey, mode, "PUT", 0));
    EXPECT_TRUE(cache.MatchHeaderName(kKey, mode, "x", 0));
    EXPECT_FALSE(cache.MatchMethod(kKey, mode, "ANY", 0));
    EXPECT_FALSE(cache.MatchMethod(kKey, mode, "*", 0));
    EXPECT_FALSE(cache.MatchHeaderName(kKey, mode, "any", 0));
    EXPECT_FALSE(cache.MatchHeaderName(kKey, mode, "*", 0));
  }
}

TEST(PreflightCacheTest, AnAnswerThatListsNothingKeepsNothing) {
  PreflightCache cache;
  cache.Store(kKey, kOmit, Grant({}, {}, 10), 0);
  EXPECT_FALSE(cache.MatchMethod(kKey, kOmit, "", 0));
  EXPECT_FALSE(cache.MatchMethod(kKey, kOmit, "PUT", 0));
}

// https://fetch.spec.whatwg.org/#concept-http-fetch: whether a preflight is
// needed.
TEST(PreflightCacheTest, AllowsWhatIsAskedAsAWhole) {
  const std::vector<std::string> none, x = {"x"}, both = {"x", "y"};
  PreflightCache cache;
  EXPECT_TRUE(cache.Allows(kKey, kOmit, {"GET", none, false}, 0));
  EXPECT_FALSE(cache.Allows(kKey, kOmit, {"GET", x, false}, 0));
  cache.Store(kKey, kOmit, Grant({"PUT"}, {"X"}, 10), 0);
  EXPECT_TRUE(cache.Allows(kKey, kOmit, {"PUT", none, false}, 0));
  EXPECT_TRUE(cache.Allows(kKey, kOmit, {"PUT", x, false}, 0));
  EXPECT_FALSE(cache.Allows(kKey, kOmit, {"PUT", both, false}, 0));
  EXPECT_FALSE(cache.Allows(kKey, kOmit, {"PATCH", x, false}, 0));
  EXPECT_FALSE(cache.Allows(kKey, kInclude, {"PUT", x, false}, 0));
  EXPECT_FALSE(cache.Allows(kKey, kOmit, {"PUT", x, false}, 10000));
  // A safelisted method need not be remembered, but for a listener's.
  cache.Store(kKey, kOmit, Grant({"PUT"}, {"X"}, 10), 0);
  for (std::string_view method : {"GET", "HEAD", "POST"}) {
    EXPECT_TRUE(cache.Allows(kKey, kOmit, {method, x, false}, 0));
    EXPECT_FALSE(cache.Allows(kKey, kOmit, {method, x, true}, 0));
  }
  EXPECT_TRUE(cache.Allows(kKey, kOmit, {"PUT", x, true}, 0));
  cache.Store(kKey, kOmit, Grant({"POST"}, {}, 10), 0);
  EXPECT_TRUE(cache.Allows(kKey, kOmit, {"POST", x, true}, 0));
  EXPECT_FALSE(cache.Allows(kKey, kOmit, {"GET", x, true}, 0));
}

}  // namespace
}  // namespace corsieve
