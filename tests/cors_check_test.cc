#include "corsieve/cors_check.h"

#include <ostream>
#include <string>
#include <vector>

#include "corsieve/response_tainting.h"
#include "gtest/gtest.h"

namespace corsieve {
namespace {

constexpr CredentialsMode kOmit = CredentialsMode::kOmit;
constexpr CredentialsMode kSame = CredentialsMode::kSameOrigin;
constexpr CredentialsMode kInclude = CredentialsMode::kInclude;

using Values = std::vector<std::string_view>;

struct Row {
  const char* name;
  CredentialsMode credentials;
  Values allow_origin;
  Values allow_credentials;
  std::optional<Reason> failure;
  std::string_view origin = "https://a.example";
  bool redirect_tainted = false;
};

void PrintTo(const Row& row, std::ostream* os) { *os << row.name; }

class CorsCheckTest : public testing::TestWithParam<Row> {};

TEST_P(CorsCheckTest, Row) {
  const Row& row = GetParam();
  HeaderList list;
  list.Append("Content-Type", "text/plain");
  for (std::string_view v : row.allow_origin) {
    list.Append("access-control-allow-ORIGIN", v);
  }
  for (std::string_view v : row.allow_credentials) {
    list.Append("access-control-allow-CREDENTIALS", v);
  }
  RedirectState before;
  before.redirect_tainted = row.redirect_tainted;
  std::string scratch;
  const std::optional<Reason> failure =
      CorsCheck(SerializeRequestOrigin(row.origin, before), row.credentials,
                list, &scratch);
  EXPECT_EQ(failure ? ReasonName(*failure) : "passes",
            row.failure ? ReasonName(*row.failure) : "passes");
}

constexpr std::optional<Reason> kPasses = std::nullopt;

std::vector<Row> OriginRows() {
  constexpr Reason kMissing = Reason::kMissingAllowOriginHeader;
  constexpr Reason kMultiple = Reason::kMultipleAllowOriginValues;
  constexpr Reason kInvalid = Reason::kInvalidAllowOriginValue;
  constexpr Reason kMismatch = Reason::kAllowOriginMismatch;
  return {
      {"Missing", kSame, {}, {}, kMissing},
      {"MissingButCredentials", kInclude, {}, {"true"}, kMissing},
      {"Star", kSame, {"*"}, {}, kPasses},
      {"StarOmit", kOmit, {"*"}, {}, kPasses},
      {"Exact", kSame, {"https://a.example"}, {}, kPasses},
      {"ExactOmit", kOmit, {"https://a.example"}, {}, kPasses},
      {"Other", kSame, {"https://b.example"}, {}, kMismatch},
      // Bytes are compared, not origins.
      {"TrailingSlash", kSame, {"https://a.example/"}, {}, kMismatch},
      {"Path", kSame, {"https://a.example/x"}, {}, kMismatch},
      {"UpperCase", kSame, {"https://A.example"}, {}, kMismatch},
      {"UpperCaseScheme", kSame, {"HTTPS://a.example"}, {}, kMismatch},
      {"DefaultPort", kSame, {"https://a.example:443"}, {}, kMismatch},
      {"OtherScheme", kSame, {"http://a.example"}, {}, kMismatch},
      {"Prefix", kSame, {"https://a.exampl"}, {}, kMismatch},
      {"WildcardSubdomain", kSame, {"https://*.example"}, {}, kMismatch},
      {"NoScheme", kSame, {"a.example"}, {}, kInvalid},
      {"Empty", kSame, {""}, {}, kInvalid},
      {"TwoStars", kSame, {"**"}, {}, kInvalid},
      {"QuotedStar", kSame, {"\"*\""}, {}, kInvalid},
      {"VtStar", kSame, {"\v*"}, {}, kInvalid},
      {"StarFf", kSame, {"*\f"}, {}, kInvalid},
      // No list, no second header, not even an equal or an empty one.
      {"List", kSame, {"https://a.example, https://b.example"}, {}, kMultiple},
      {"ListOfStars", kSame, {"*, *"}, {}, kMultiple},
      {"ListWithoutSpace", kSame, {"*,*"}, {}, kMultiple},
      {"BySpace",
       kSame,
       {"https://a.example https://b.example"},
       {},
       kMultiple},
      {"Twice",
       kSame,
       {"https://a.example", "https://a.example"},
       {},
       kMultiple},
      {"StarTwice", kSame, {"*", "*"}, {}, kMultiple},
      {"StarAndEmpty", kSame, {"*", ""}, {}, kMultiple},
      {"EmptyAndStar", kSame, {"", "*"}, {}, kMultiple},
      {"ExactAndStar", kSame, {"https://a.example", "*"}, {}, kMultiple},
      // null
      {"Null", kSame, {"null"}, {}, kMismatch},
      {"NullForOpaque", kSame, {"null"}, {}, kPasses, "null"},
      {"UpperNullForOpaque", kSame, {"NULL"}, {}, kInvalid, "null"},
      {"MissingForOpaque", kSame, {}, {}, kMissing, "null"},
      {"StarForOpaque", kSame, {"*"}, {}, kPasses, "null"},
      {"NullForTainted",
       kSame,
       {"null"},
       {},
       kPasses,
       "https://a.example",
       true},
      {"ExactForTainted",
       kSame,
       {"https://a.example"},
       {},
       kMismatch,
       "https://a.example",
       true},
      // Irrelevant unless credentials are included.
      {"CredentialsFalse", kSame, {"https://a.example"}, {"false"}, kPasses},
      {"StarAndCredentials", kSame, {"*"}, {"true"}, kPasses},
      {"StarAndCredentialsOmit", kOmit, {"*"}, {"true"}, kPasses},
  };
}

std::vector<Row> CredentialsRows() {
  constexpr Reason kWildcard = Reason::kWildcardOriginNotAllowed;
  constexpr Reason kCredentials = Reason::kInvalidAllowCredentials;
  const Values exact = {"https://a.example"};
  return {
      {"True", kInclude, exact, {"true"}, kPasses},
      {"Missing", kInclude, exact, {}, kCredentials},
      {"Empty", kInclude, exact, {""}, kCredentials},
      {"False", kInclude, exact, {"false"}, kCredentials},
      {"Capital", kInclude, exact, {"True"}, kCredentials},
      {"Upper", kInclude, exact, {"TRUE"}, kCredentials},
      {"One", kInclude, exact, {"1"}, kCredentials},
      {"Star", kInclude, exact, {"*"}, kCredentials},
      {"Quoted", kInclude, exact, {"\"true\""}, kCredentials},
      {"TrueVt", kInclude, exact, {"true\v"}, kCredentials},
      {"List", kInclude, exact, {"true, true"}, kCredentials},
      {"Twice", kInclude, exact, {"true", "true"}, kCredentials},
      {"TrueAndEmpty", kInclude, exact, {"true", ""}, kCredentials},
      {"NullForOpaque", kInclude, {"null"}, {"true"}, kPasses, "null"},
      {"StarOrigin", kInclude, {"*"}, {"true"}, kWildcard},
      {"StarOriginAlone", kInclude, {"*"}, {}, kWildcard},
      {"StarOriginForOpaque", kInclude, {"*"}, {"true"}, kWildcard, "null"},
      {"StarTwice",
       kInclude,
       {"*", "*"},
       {"true"},
       Reason::kMultipleAllowOriginValues},
      {"OriginTwice",
       kInclude,
       {exact[0], exact[0]},
       {"true"},
       Reason::kMultipleAllowOriginValues},
      {"Mismatch",
       kInclude,
       {"https://b.example"},
       {"true"},
       Reason::kAllowOriginMismatch},
  };
}

constexpr auto kName = [](const auto& info) {
  return std::string(info.param.name);
};

// https://fetch.spec.whatwg.org/#concept-cors-check
INSTANTIATE_TEST_SUITE_P(Origin, CorsCheckTest, testing::ValuesIn(OriginRows()),
                         kName);
INSTANTIATE_TEST_SUITE_P(Credentials, CorsCheckTest,
                         testing::ValuesIn(CredentialsRows()), kName);

}  // namespace
}  // namespace corsieve
