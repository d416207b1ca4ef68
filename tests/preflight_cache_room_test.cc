// How long the preflight cache remembers, and how many.
// https://fetch.spec.whatwg.org/#concept-cache-create-entry

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "corsieve/preflight_cache.h"
#include "gtest/gtest.h"

namespace corsieve {
namespace {

constexpr CredentialsMode kOmit = CredentialsMode::kOmit;
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

PreflightCache::Key Url(std::string_view url) {
  return {"p", "https://a.test", url};
}

TEST(PreflightCacheRoomTest, AnEntryIsGoneOnceItsAgeIsItsMaxAge) {
  for (int64_t begin : {int64_t{-5000}, int64_t{0}, int64_t{1234567}}) {
    PreflightCache cache;
    cache.Store(kKey, kOmit, Grant({"PUT"}, {"x"}, 3), begin);
    EXPECT_TRUE(cache.MatchMethod(kKey, kOmit, "PUT", begin));
    EXPECT_TRUE(cache.MatchMethod(kKey, kOmit, "PUT", begin + 2999));
    EXPECT_TRUE(cache.MatchHeaderName(kKey, kOmit, "x", begin + 2999));
    EXPECT_FALSE(cache.MatchMethod(kKey, kOmit, "PUT", begin + 3000));
    EXPECT_FALSE(cache.MatchHeaderName(kKey, kOmit, "x", begin + 3000));
    EXPECT_EQ(cache.size(), 0u);
  }
}

// Each entry has its own age; a key is there as long as one of them.
TEST(PreflightCacheRoomTest, EntriesOfOneKeyAgeApart) {
  PreflightCache cache;
  cache.Store(kKey, kOmit, Grant({"PUT"}, {}, 1), 0);
  cache.Store(kKey, kOmit, Grant({"PATCH"}, {}, 2), 0);
  EXPECT_FALSE(cache.MatchMethod(kKey, kOmit, "PUT", 1000));
  EXPECT_TRUE(cache.MatchMethod(kKey, kOmit, "PATCH", 1999));
  EXPECT_EQ(cache.size(), 1u);
  EXPECT_FALSE(cache.MatchMethod(kKey, kOmit, "PATCH", 2000));
  EXPECT_EQ(cache.size(), 0u);
}

// https://fetch.spec.whatwg.org/#cors-preflight-fetch sets the max-age of what
// is there: later, or sooner.
TEST(PreflightCacheRoomTest, TheSameAgainIsRefreshed) {
  PreflightCache cache;
  cache.Store(kKey, kOmit, Grant({"PUT"}, {"x"}, 10), 0);
  cache.Store(kKey, kOmit, Grant({"PUT"}, {}, 10), 5000);
  EXPECT_TRUE(cache.MatchMethod(kKey, kOmit, "PUT", 14999));
  EXPECT_FALSE(cache.MatchHeaderName(kKey, kOmit, "x", 14999));
  cache.Store(kKey, kOmit, Grant({"PUT"}, {}, 10), 0);
  cache.Store(kKey, kOmit, Grant({"PUT"}, {}, 1), 0);
  EXPECT_FALSE(cache.MatchMethod(kKey, kOmit, "PUT", 1000));
}

// docs/departures.md, decisions: what merely matches is not prolonged.
TEST(PreflightCacheRoomTest, WhatMerelyMatchesIsNotRefreshed) {
  PreflightCache cache;
  cache.Store(kKey, kInclude, Grant({"PUT"}, {}, 1), 0);
  cache.Store(kKey, kOmit, Grant({"*"}, {}, 2), 0);
  cache.Store(kKey, kOmit, Grant({"PUT"}, {}, 3), 0);
  EXPECT_FALSE(cache.MatchMethod(kKey, kInclude, "PUT", 1000));
  EXPECT_TRUE(cache.MatchMethod(kKey, kOmit, "PUT", 2999));
  EXPECT_FALSE(cache.MatchMethod(kKey, kOmit, "ANY", 2000));
}

TEST(PreflightCacheRoomTest, NoAgeIsNotKept) {
  for (int64_t seconds :
       {int64_t{0}, int64_t{-1}, std::numeric_limits<int64_t>::min()}) {
    PreflightCache cache;
    cache.Store(kKey, kOmit, Grant({"PUT"}, {"x"}, seconds), 100);
    EXPECT_EQ(cache.size(), 0u);
    EXPECT_FALSE(cache.MatchMethod(kKey, kOmit, "PUT", 100));
    // Not before that either.
    EXPECT_FALSE(cache.MatchMethod(kKey, kOmit, "PUT", 99));
    // Of what is there it says that its time is over.
    cache.Store(kKey, kOmit, Grant({"PUT", "PATCH"}, {}, 10), 100);
    cache.Store(kKey, kOmit, Grant({"PUT"}, {}, seconds), 100);
    EXPECT_FALSE(cache.MatchMethod(kKey, kOmit, "PUT", 100));
    EXPECT_TRUE(cache.MatchMethod(kKey, kOmit, "PATCH", 100));
  }
}

TEST(PreflightCacheRoomTest, MaxAgeIsCapped) {
  const auto lasts = [](int64_t cap, int64_t seconds, int64_t ms) {
    PreflightCache cache(8, cap);
    cache.Store(kKey, kOmit, Grant({"PUT"}, {}, seconds), 0);
    return cache.MatchMethod(kKey, kOmit, "PUT", ms);
  };
  constexpr int64_t kMost = std::numeric_limits<int64_t>::max();
  EXPECT_TRUE(lasts(600, 599, 598999));
  EXPECT_FALSE(lasts(600, 599, 599000));
  EXPECT_TRUE(lasts(600, 601, 599999));
  EXPECT_FALSE(lasts(600, 601, 600000));
  EXPECT_FALSE(lasts(600, kMost, 600000));
  EXPECT_FALSE(lasts(0, 10, 0));
  EXPECT_FALSE(lasts(-1, 10, 0));
  // No cap: still no number is too large.
  EXPECT_TRUE(lasts(kMost, kMost, int64_t{1} << 40));
  EXPECT_TRUE(lasts(kMost, int64_t{1} << 30, (int64_t{1} << 30) * 1000 - 1));
  EXPECT_FALSE(lasts(kMost, int64_t{1} << 30, (int64_t{1} << 30) * 1000));
  PreflightCache cache;
  cache.Store(kKey, kOmit, Grant({"PUT"}, {}, 100000), 0);
  EXPECT_TRUE(cache.MatchMethod(kKey, kOmit, "PUT", 7199999));
  EXPECT_FALSE(cache.MatchMethod(kKey, kOmit, "PUT", 7200000));
}

// The clock may begin and end anywhere.
TEST(PreflightCacheRoomTest, AtTheEndsOfTime) {
  constexpr int64_t kEnd = std::numeric_limits<int64_t>::max();
  constexpr int64_t kBegin = std::numeric_limits<int64_t>::min();
  PreflightCache cache(8, kEnd);
  cache.Store(kKey, kOmit, Grant({"PUT"}, {}, kEnd), kBegin);
  EXPECT_TRUE(cache.MatchMethod(kKey, kOmit, "PUT", kBegin));
  EXPECT_TRUE(cache.MatchMethod(kKey, kOmit, "PUT", kBegin + 1));
  EXPECT_FALSE(cache.MatchMethod(kKey, kOmit, "PUT", kEnd));
  // Near the end nothing lasts beyond it, and nothing overflows.
  cache.Store(kKey, kOmit, Grant({"PUT"}, {}, kEnd), kEnd - 1);
  EXPECT_TRUE(cache.MatchMethod(kKey, kOmit, "PUT", kEnd - 1));
  EXPECT_FALSE(cache.MatchMethod(kKey, kOmit, "PUT", kEnd));
  cache.Store(kKey, kOmit, Grant({"PUT"}, {}, 1), kEnd);
  EXPECT_FALSE(cache.MatchMethod(kKey, kOmit, "PUT", kEnd));
}

TEST(PreflightCacheRoomTest, TheLeastRecentlyUsedGoes) {
  PreflightCache cache(2);
  const auto store = [&](std::string_view url) {
    cache.Store(Url(url), kOmit, Grant({"PUT"}, {}, 10), 0);
  };
  const auto has = [&](std::string_view url) {
    return cache.MatchMethod(Url(url), kOmit, "PUT", 0);
  };
  store("a");
  store("b");
  store("c");
  EXPECT_EQ(cache.size(), 2u);
  EXPECT_FALSE(has("a"));
  EXPECT_TRUE(has("b"));  // Now "c" is the older one.
  EXPECT_TRUE(has("c"));
  EXPECT_TRUE(has("b"));
  store("d");
  EXPECT_FALSE(has("c"));
  EXPECT_TRUE(has("d"));
  EXPECT_TRUE(has("b"));
  // To store again is to use.
  store("d");
  store("e");
  EXPECT_FALSE(has("b"));
  EXPECT_TRUE(has("d"));
  EXPECT_TRUE(has("e"));
  // A question that is answered no is a use as well: the key was looked up.
  EXPECT_FALSE(cache.MatchMethod(Url("d"), kOmit, "PATCH", 0));
  store("f");
  EXPECT_FALSE(has("e"));
  EXPECT_TRUE(has("d"));
}

TEST(PreflightCacheRoomTest, ClearAndAgeMakeRoom) {
  PreflightCache cache(2);
  cache.Store(Url("a"), kOmit, Grant({"PUT"}, {}, 10), 0);
  cache.Store(Url("b"), kOmit, Grant({"PUT"}, {}, 10), 0);
  cache.Clear(Url("a"));
  EXPECT_EQ(cache.size(), 1u);
  cache.Store(Url("c"), kOmit, Grant({"PUT"}, {}, 20), 0);
  EXPECT_TRUE(cache.MatchMethod(Url("b"), kOmit, "PUT", 0));
  EXPECT_FALSE(cache.MatchMethod(Url("b"), kOmit, "PUT", 10000));
  cache.Store(Url("d"), kOmit, Grant({"PUT"}, {}, 10), 10000);
  EXPECT_EQ(cache.size(), 2u);
  EXPECT_TRUE(cache.MatchMethod(Url("c"), kOmit, "PUT", 10000));
  EXPECT_TRUE(cache.MatchMethod(Url("d"), kOmit, "PUT", 10000));
}

// What is not kept drives nothing out.
TEST(PreflightCacheRoomTest, NoAgeTakesNoRoom) {
  PreflightCache cache(1);
  cache.Store(Url("a"), kOmit, Grant({"PUT"}, {}, 10), 0);
  cache.Store(Url("b"), kOmit, Grant({"PUT"}, {}, 0), 0);
  EXPECT_TRUE(cache.MatchMethod(Url("a"), kOmit, "PUT", 0));
}

TEST(PreflightCacheRoomTest, CapacityOfNoneAndOne) {
  PreflightCache none(0);
  none.Store(kKey, kOmit, Grant({"PUT"}, {}, 10), 0);
  EXPECT_EQ(none.size(), 0u);
  EXPECT_FALSE(none.MatchMethod(kKey, kOmit, "PUT", 0));
  none.Clear(kKey);
  PreflightCache one(1);
  for (std::string_view url : {"a", "b", "a"}) {
    one.Store(Url(url), kOmit, Grant({"PUT"}, {}, 10), 0);
    EXPECT_EQ(one.size(), 1u);
    EXPECT_TRUE(one.MatchMethod(Url(url), kOmit, "PUT", 0));
    EXPECT_FALSE(one.MatchMethod(Url(url == "a" ? "b" : "a"), kOmit, "PUT", 0));
  }
}

TEST(PreflightCacheRoomTest, RemembersAThousandAndTwentyFourKeys) {
  PreflightCache cache;
  std::vector<std::string> urls;
  for (int i = 0; i <= 1024; ++i) urls.push_back(std::to_string(i));
  for (int i = 0; i < 1024; ++i) {
    cache.Store(Url(urls[i]), kOmit, Grant({"PUT"}, {}, 10), 0);
  }
  EXPECT_EQ(cache.size(), 1024u);
  EXPECT_TRUE(cache.MatchMethod(Url("0"), kOmit, "PUT", 0));
  cache.Store(Url(urls[1024]), kOmit, Grant({"PUT"}, {}, 10), 0);
  EXPECT_EQ(cache.size(), 1024u);
  EXPECT_FALSE(cache.MatchMethod(Url("1"), kOmit, "PUT", 0));
  EXPECT_TRUE(cache.MatchMethod(Url("0"), kOmit, "PUT", 0));
}

// 256 methods and names for each key; those that are there are refreshed still.
TEST(PreflightCacheRoomTest, RemembersTwoHundredAndFiftySixEntries) {
  std::vector<std::string> texts;
  for (int i = 0; i < 300; ++i) texts.push_back("m" + std::to_string(i));
  std::vector<std::string_view> methods(texts.begin(), texts.begin() + 255);
  PreflightCache cache;
  cache.Store(kKey, kOmit, Grant(methods, {"x", "y"}, 10), 0);
  EXPECT_TRUE(cache.MatchMethod(kKey, kOmit, "m254", 0));
  EXPECT_TRUE(cache.MatchHeaderName(kKey, kOmit, "x", 0));
  EXPECT_FALSE(cache.MatchHeaderName(kKey, kOmit, "y", 0));
  cache.Store(kKey, kOmit, Grant({"m0", "NEW"}, {}, 20), 0);
  EXPECT_TRUE(cache.MatchMethod(kKey, kOmit, "m0", 19999));
  EXPECT_FALSE(cache.MatchMethod(kKey, kOmit, "NEW", 0));
  // The others are over now and leave room.
  cache.Store(kKey, kOmit, Grant({"NEW"}, {}, 10), 10000);
  EXPECT_TRUE(cache.MatchMethod(kKey, kOmit, "NEW", 10000));
}

}  // namespace
}  // namespace corsieve
