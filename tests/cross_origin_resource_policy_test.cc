#include "corsieve/cross_origin_resource_policy.h"

#include <ostream>
#include <string>
#include <vector>

#include "corsieve/request.h"
#include "gtest/gtest.h"

namespace corsieve {
namespace {

constexpr std::optional<Reason> kAllowed = std::nullopt;
constexpr Reason kNotSameOrigin = Reason::kCorpNotSameOrigin;
constexpr Reason kNotSameSite = Reason::kCorpNotSameSite;

constexpr std::string_view kPage = "https://a.example";
constexpr std::string_view kOther = "https://b.example/";

struct Row {
  const char* name;
  std::vector<std::string_view> policies;
  std::optional<Reason> expected;
  std::string_view origin = kPage;
  std::string_view url = kOther;
  bool same_site = false;
};

void PrintTo(const Row& row, std::ostream* os) { *os << row.name; }

class CrossOriginResourcePolicyTest : public testing::TestWithParam<Row> {};

TEST_P(CrossOriginResourcePolicyTest, Row) {
  const Row& row = GetParam();
  HeaderList list;
  list.Append("X", "same-origin");
  for (std::string_view policy : row.policies) {
    list.Append("cross-origin-RESOURCE-policy", policy);
  }
  std::string scratch;
  const std::optional<Reason> blocked = CrossOriginResourcePolicyCheck(
      *ParseSerializedOrigin(row.origin), *ParseSerializedUrl(row.url),
      row.same_site, list, &scratch);
  EXPECT_EQ(blocked, row.expected);
}

std::vector<Row> Rows() {
  return {
      {"None", {}, kAllowed},
      {"CrossOrigin", {"cross-origin"}, kAllowed},
      {"SameOrigin", {"same-origin"}, kNotSameOrigin},
      {"SameSite", {"same-site"}, kNotSameSite},

      // Anything but the whole value in lower case is no policy.
      {"UpperCase", {"SAME-ORIGIN"}, kAllowed},
      {"Capital", {"Same-Site"}, kAllowed},
      {"Empty", {""}, kAllowed},
      {"Unknown", {"same"}, kAllowed},
      {"Parameter", {"same-origin; x"}, kAllowed},
      {"Quoted", {"\"same-origin\""}, kAllowed},
      {"List", {"same-site, same-origin"}, kAllowed},
      {"Twice", {"same-origin", "same-origin"}, kAllowed},
      {"TwiceSecondEmpty", {"same-origin", ""}, kAllowed},
      {"Different", {"same-origin", "cross-origin"}, kAllowed},

      {"SameOriginOfTheSame",
       {"same-origin"},
       kAllowed,
       kPage,
       "https://a.example/x"},
      {"SameOriginOtherPort",
       {"same-origin"},
       kNotSameOrigin,
       kPage,
       "https://a.example:1/"},
      {"SameOriginSameSite",
       {"same-origin"},
       kNotSameOrigin,
       kPage,
       "https://x.a.example/",
       true},
      {"SameSiteOfTheSame",
       {"same-site"},
       kAllowed,
       kPage,
       "https://a.example/x"},
      {"SameSiteOfTheSameHttp",
       {"same-site"},
       kAllowed,
       "http://a.example",
       "http://a.example/"},
      {"SameSiteSubdomain",
       {"same-site"},
       kAllowed,
       kPage,
       "https://x.a.example/",
       true},
      // Schemelessly same site, unless https would be shown to http.
      {"SameSiteHttpsToHttp",
       {"same-site"},
       kAllowed,
       kPage,
       "http://x.a.example/",
       true},
      {"SameSiteHttpToHttp",
       {"same-site"},
       kAllowed,
       "http://a.example",
       "http://x.a.example/",
       true},
      {"SameSiteHttpToHttps",
       {"same-site"},
       kNotSameSite,
       "http://a.example",
       "https://x.a.example/",
       true},

      {"OpaqueSameOrigin",
       {"same-origin"},
       kNotSameOrigin,
       "null",
       "https://a.example/"},
      {"OpaqueSameSite",
       {"same-site"},
       kNotSameSite,
       "null",
       "https://a.example/",
       true},
      // The scheme rule would let this one pass.
      {"OpaqueSameSiteHttp",
       {"same-site"},
       kNotSameSite,
       "null",
       "http://a.example/",
       true},
      {"OpaqueCrossOrigin",
       {"cross-origin"},
       kAllowed,
       "null",
       "https://a.example/"},
  };
}

// https://fetch.spec.whatwg.org/#cross-origin-resource-policy-internal-check
INSTANTIATE_TEST_SUITE_P(Table, CrossOriginResourcePolicyTest,
                         testing::ValuesIn(Rows()), [](const auto& info) {
                           return std::string(info.param.name);
                         });

}  // namespace
}  // namespace corsieve
