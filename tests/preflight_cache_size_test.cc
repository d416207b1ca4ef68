// What a PreflightCache holds is bounded, by count and by bytes, and what has
// nothing to remember takes nobody's place.

#include <string>
#include <string_view>
#include <vector>

#include "corsieve/preflight_cache.h"
#include "gtest/gtest.h"

namespace corsieve {
namespace {

constexpr CredentialsMode kOmit = CredentialsMode::kOmit;
constexpr CredentialsMode kInclude = CredentialsMode::kInclude;

PreflightCache::Key Url(std::string_view url) {
  return {"p", "https://a.test", url};
}

PreflightGrant Grant(std::vector<std::string_view> methods,
                     std::vector<std::string_view> names = {}) {
  PreflightGrant grant;
  grant.methods = std::move(methods);
  grant.header_names = std::move(names);
  grant.max_age_seconds = 10;
  return grant;
}

// 64 URLs of 1 MiB once took 130 MiB.
TEST(PreflightCacheSizeTest, LongUrlsAreBounded) {
  PreflightCache cache;
  for (int i = 0; i < 64; ++i) {
    const std::string url =
        "https://b.test/" + std::to_string(i) + std::string(1 << 20, 'u');
    cache.Store(Url(url), kOmit, Grant({"PUT"}), 0);
    EXPECT_LE(cache.bytes(), cache.max_bytes());
  }
  EXPECT_LE(cache.max_bytes(), size_t{1} << 20);
  EXPECT_EQ(cache.size(), 0u);  // Each alone is more than there may be.
  EXPECT_EQ(cache.bytes(), 0u);
  EXPECT_GE(PreflightCache(100000).max_bytes(), size_t{100000} * 1024);
  EXPECT_EQ(PreflightCache(~size_t{0}).max_bytes(), ~size_t{0});
}

// The oldest go, and the one that was stored last stays.
TEST(PreflightCacheSizeTest, TheOldestMakeRoom) {
  PreflightCache cache;
  std::vector<std::string> urls;
  for (int i = 0; i < 8; ++i) {
    urls.push_back("https://b.test/" + std::to_string(i) +
                   std::string(300000, 'u'));
  }
  for (const std::string& url : urls) {
    cache.Store(Url(url), kOmit, Grant({"PUT"}), 0);
    EXPECT_TRUE(cache.MatchMethod(Url(url), kOmit, "PUT", 0));
  }
  EXPECT_EQ(cache.size(), 3u);
  for (size_t i = 0; i < urls.size(); ++i) {
    EXPECT_EQ(cache.MatchMethod(Url(urls[i]), kOmit, "PUT", 0), i >= 5) << i;
  }
}

// What is given back, replaced, or too old counts no more.
TEST(PreflightCacheSizeTest, BytesAreGivenBack) {
  for (Profile profile : {Profile::kStandard, Profile::kChromium,
                          Profile::kFirefox, Profile::kWebKit}) {
    PreflightCache cache(profile);
    const PreflightGrant grant = Grant({"PUT", "PATCH"}, {"x-a", "x-b"});
    cache.Store(Url("https://b.test/"), kOmit, grant, 0);
    const size_t once = cache.bytes();
    EXPECT_GT(once, 0u);
    // Names are the same in any case.
    const PreflightGrant louder = Grant({"PUT", "PATCH"}, {"X-A", "x-B"});
    for (int i = 0; i < 100; ++i) {
      cache.Store(Url("https://b.test/"), kOmit, i % 2 ? louder : grant, i);
    }
    EXPECT_EQ(cache.bytes(), once);
    cache.Clear(Url("https://b.test/"));
    EXPECT_EQ(cache.bytes(), 0u);
    cache.Store(Url("https://b.test/"), kOmit, grant, 0);
    EXPECT_FALSE(
        cache.MatchMethod(Url("https://b.test/"), kOmit, "PUT", 10000));
    EXPECT_EQ(cache.bytes(), 0u);
    EXPECT_EQ(cache.size(), 0u);
  }
}

TEST(PreflightCacheSizeTest, NothingToRememberTakesNoPlace) {
  PreflightCache cache(/*capacity=*/1);
  cache.Store(Url("https://b.test/"), kOmit, Grant({"PUT"}), 0);
  // An answer that lists nothing, and one whose `*` is not kept.
  cache.Store(Url("https://c.test/"), kOmit, Grant({}), 0);
  cache.Store(Url("https://c.test/"), kInclude, Grant({"*"}, {"*"}), 0);
  EXPECT_TRUE(cache.MatchMethod(Url("https://b.test/"), kOmit, "PUT", 0));
  EXPECT_EQ(cache.size(), 1u);
  cache.Store(Url("https://c.test/"), kInclude, Grant({"*"}, {"x"}), 0);
  EXPECT_FALSE(cache.MatchMethod(Url("https://b.test/"), kOmit, "PUT", 0));
  EXPECT_EQ(cache.size(), 1u);
}

TEST(PreflightCacheSizeTest, ManyAreFound) {
  PreflightCache cache(/*capacity=*/20000);
  std::vector<std::string> urls;
  for (int i = 0; i < 20000; ++i) {
    urls.push_back("https://b.test/" + std::to_string(i));
    cache.Store(Url(urls.back()), kOmit, Grant({"PUT"}), 0);
  }
  EXPECT_EQ(cache.size(), 20000u);
  for (const std::string& url : urls) {
    ASSERT_TRUE(cache.MatchMethod(Url(url), kOmit, "PUT", 0)) << url;
  }
  cache.Store(Url("https://c.test/"), kOmit, Grant({"PUT"}), 0);
  EXPECT_FALSE(cache.MatchMethod(Url(urls[0]), kOmit, "PUT", 0));
  EXPECT_TRUE(cache.MatchMethod(Url(urls[1]), kOmit, "PUT", 0));
}

}  // namespace
}  // namespace corsieve
