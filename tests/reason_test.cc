#include "corsieve/reason.h"

#include <cctype>
#include <set>
#include <string>

#include "gtest/gtest.h"

namespace corsieve {
namespace {

TEST(ReasonTest, TableIsInTheOrderOfTheEnumeration) {
  const absl::Span<const ReasonInfo> all = AllReasons();
  ASSERT_GT(all.size(), static_cast<size_t>(Reason::kRedirectModeError));
  for (size_t i = 0; i < all.size(); ++i) {
    ASSERT_EQ(static_cast<size_t>(all[i].reason), i) << all[i].name;
    EXPECT_EQ(&GetReasonInfo(all[i].reason), &all[i]) << all[i].name;
  }
}

TEST(ReasonTest, NamesAreCamelCaseAndUnique) {
  std::set<std::string_view> seen;
  for (const ReasonInfo& info : AllReasons()) {
    SCOPED_TRACE(info.name);
    EXPECT_TRUE(seen.insert(info.name).second);
    ASSERT_FALSE(info.name.empty());
    EXPECT_TRUE(std::isupper(info.name.front()));
    for (char c : info.name) EXPECT_TRUE(std::isalnum(c));
  }
}

TEST(ReasonTest, EachHasAFragmentOfASentenceAndAnAnchor) {
  for (const ReasonInfo& info : AllReasons()) {
    SCOPED_TRACE(info.name);
    EXPECT_EQ(info.url.substr(0, 8), "https://");
    const size_t hash = info.url.find('#');
    ASSERT_NE(hash, std::string_view::npos);
    EXPECT_LT(hash + 1, info.url.size());
    EXPECT_FALSE(info.text.empty());
    for (const std::string_view text : {info.text, info.fix}) {
      if (text.empty()) continue;
      EXPECT_NE(text.back(), '.');
      EXPECT_NE(text.back(), ' ');
      for (char c : text) EXPECT_TRUE(c >= ' ' && c < 0x7f) << text;
    }
  }
}

TEST(ReasonTest, AccessorsReadTheTable) {
  for (const ReasonInfo& info : AllReasons()) {
    EXPECT_EQ(ReasonName(info.reason), info.name);
    EXPECT_EQ(ReasonText(info.reason), info.text);
    EXPECT_EQ(ReasonUrl(info.reason), info.url);
    EXPECT_EQ(ReasonFix(info.reason), info.fix);
  }
}

TEST(ReasonTest, ExposedIsAKind) {
  for (const ReasonInfo& info : AllReasons()) {
    EXPECT_EQ(IsExposed(info.reason), info.kind == ReasonKind::kExposed)
        << info.name;
  }
}

// What a reason is about; names that developers know from the DevTools
// protocol, and JSON output's own, which stay.
TEST(ReasonTest, StableNamesAndKinds) {
  const struct {
    Reason reason;
    std::string_view name;
    ReasonKind kind;
  } kRows[] = {
      {Reason::kBasicResponse, "BasicResponse", ReasonKind::kExposed},
      {Reason::kSafelisted, "Safelisted", ReasonKind::kExposed},
      {Reason::kExposedByName, "ExposedByName", ReasonKind::kExposed},
      {Reason::kExposedByStar, "ExposedByStar", ReasonKind::kExposed},
      {Reason::kForbiddenResponseHeaderName, "ForbiddenResponseHeaderName",
       ReasonKind::kHidden},
      {Reason::kNotExposed, "NotExposed", ReasonKind::kHidden},
      {Reason::kStarIsLiteralWithCredentials, "StarIsLiteralWithCredentials",
       ReasonKind::kHidden},
      {Reason::kExposeListInvalid, "ExposeListInvalid", ReasonKind::kHidden},
      {Reason::kSameOrigin, "SameOrigin", ReasonKind::kResponse},
      {Reason::kRedirectToFollow, "RedirectToFollow", ReasonKind::kRedirect},
      {Reason::kOriginNotSerialized, "OriginNotSerialized",
       ReasonKind::kWrongCall},
      {Reason::kUrlNotSerialized, "UrlNotSerialized", ReasonKind::kWrongCall},
      {Reason::kHeadEmpty, "HeadEmpty", ReasonKind::kNetworkError},
      {Reason::kMissingAllowOriginHeader, "MissingAllowOriginHeader",
       ReasonKind::kNetworkError},
      {Reason::kMultipleAllowOriginValues, "MultipleAllowOriginValues",
       ReasonKind::kNetworkError},
      {Reason::kInvalidAllowOriginValue, "InvalidAllowOriginValue",
       ReasonKind::kNetworkError},
      {Reason::kAllowOriginMismatch, "AllowOriginMismatch",
       ReasonKind::kNetworkError},
      {Reason::kWildcardOriginNotAllowed, "WildcardOriginNotAllowed",
       ReasonKind::kNetworkError},
      {Reason::kInvalidAllowCredentials, "InvalidAllowCredentials",
       ReasonKind::kNetworkError},
      {Reason::kDisallowedByMode, "DisallowedByMode",
       ReasonKind::kNetworkError},
      {Reason::kCorsDisabledScheme, "CorsDisabledScheme",
       ReasonKind::kNetworkError},
  };
  for (const auto& row : kRows) {
    EXPECT_EQ(ReasonName(row.reason), row.name);
    EXPECT_EQ(GetReasonInfo(row.reason).kind, row.kind) << row.name;
  }
}

}  // namespace
}  // namespace corsieve
