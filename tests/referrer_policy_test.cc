// Referrer policies, one by one.

#include "corsieve/referrer_policy.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"

namespace corsieve {
namespace {

using Policy = ReferrerPolicy;

struct Token {
  std::string_view token;
  Policy policy;
};
constexpr Token kTokens[] = {
    {"no-referrer", Policy::kNoReferrer},
    {"no-referrer-when-downgrade", Policy::kNoReferrerWhenDowngrade},
    {"same-origin", Policy::kSameOrigin},
    {"origin", Policy::kOrigin},
    {"strict-origin", Policy::kStrictOrigin},
    {"origin-when-cross-origin", Policy::kOriginWhenCrossOrigin},
    {"strict-origin-when-cross-origin", Policy::kStrictOriginWhenCrossOrigin},
    {"unsafe-url", Policy::kUnsafeUrl},
};

std::optional<Policy> Parse(const std::vector<std::string_view>& values) {
  HeaderList list;
  list.Append("X-Referrer-Policy", "origin");
  for (std::string_view value : values) {
    list.Append("referrer-POLICY", value);
    list.Append("X", "");
  }
  return ParseReferrerPolicy(list);
}

// https://w3c.github.io/webappsec-referrer-policy/#parse-referrer-policy-from-header
TEST(ParseReferrerPolicyTest, EachToken) {
  EXPECT_EQ(Parse({}), std::nullopt);
  for (const Token& t : kTokens) {
    EXPECT_EQ(Parse({t.token}), t.policy) << t.token;
    EXPECT_EQ(Parse({"unsafe-url", t.token}), t.policy) << t.token;
    EXPECT_EQ(Parse({t.token, "unknown"}), t.policy) << t.token;
  }
}

// The last that is known counts.
TEST(ParseReferrerPolicyTest, Lists) {
  EXPECT_EQ(Parse({"origin, no-referrer"}), Policy::kNoReferrer);
  EXPECT_EQ(Parse({"origin ,\tsame-origin ,"}), Policy::kSameOrigin);
  EXPECT_EQ(Parse({"origin, future-policy"}), Policy::kOrigin);
  EXPECT_EQ(Parse({"origin, "}), Policy::kOrigin);
  EXPECT_EQ(Parse({""}), std::nullopt);
  EXPECT_EQ(Parse({"unknown"}), std::nullopt);
  EXPECT_EQ(Parse({"origin", "same-origin"}), Policy::kSameOrigin);
  // What is no list of policy tokens says nothing at all.
  for (std::string_view value :
       {"origin, no_referrer", "a/b, origin", "origin;q=1", "0, origin"}) {
    EXPECT_EQ(Parse({value}), std::nullopt) << value;
    EXPECT_EQ(Parse({"origin", value}), std::nullopt) << value;
    EXPECT_EQ(Parse({value, "origin"}), std::nullopt) << value;
  }
  EXPECT_EQ(Parse({"NO-REFERRER"}), std::nullopt);
  EXPECT_EQ(Parse({"origin, NO-REFERRER"}), Policy::kOrigin);
}

// https://fetch.spec.whatwg.org/#append-a-request-origin-header
TEST(HidesOriginTest, EachPolicy) {
  struct Row {
    std::string_view origin, url;
    bool downgrade, same_origin;
  };
  const Row rows[] = {
      {"https://a.test", "https://a.test/", false, true},
      {"https://a.test", "https://b.test/", false, false},
      {"https://a.test", "https://a.test:8443/", false, false},
      {"https://a.test", "http://a.test/", true, false},
      {"http://a.test", "http://a.test/", false, true},
      {"http://a.test", "https://a.test/", false, false},
      {"http://a.test", "http://b.test/", false, false},
      {"null", "http://a.test/", false, false},
      {"null", "https://a.test/", false, false},
  };
  for (const Row& row : rows) {
    const Origin origin = *ParseSerializedOrigin(row.origin);
    const UrlParts url = *ParseSerializedUrl(row.url);
    EXPECT_TRUE(HidesOrigin(Policy::kNoReferrer, origin, url));
    for (Policy policy :
         {Policy::kNoReferrerWhenDowngrade, Policy::kStrictOrigin,
          Policy::kStrictOriginWhenCrossOrigin}) {
      EXPECT_EQ(HidesOrigin(policy, origin, url), row.downgrade)
          << row.origin << row.url;
    }
    EXPECT_EQ(HidesOrigin(Policy::kSameOrigin, origin, url), !row.same_origin);
    for (Policy policy : {Policy::kOrigin, Policy::kOriginWhenCrossOrigin,
                          Policy::kUnsafeUrl}) {
      EXPECT_FALSE(HidesOrigin(policy, origin, url));
    }
  }
}

}  // namespace
}  // namespace corsieve
