#include "corsieve/reason.h"

#include <cctype>
#include <iterator>
#include <optional>
#include <set>
#include <string>

#include "gtest/gtest.h"

namespace corsieve {
namespace {

struct Pin {
  int number;
  Reason reason;
  std::string_view name;
};

// What C, JSON and WASM rely on: a line may be added, and none may change.
#define R(number, name) \
  { number, Reason::k##name, #name }
// clang-format off
constexpr Pin kPins[] = {
    R(0, BasicResponse),
    R(1, Safelisted),
    R(2, ExposedByName),
    R(3, ExposedByStar),
    R(10, ForbiddenResponseHeaderName),
    R(11, NotExposed),
    R(12, StarIsLiteralWithCredentials),
    R(13, ExposeListInvalid),
    R(14, OpaqueResponse),
    R(15, OpaqueRedirectResponse),
    R(16, NetworkErrorResponse),
    R(17, RedirectResponse),
    R(25, MalformedLine),
    R(26, DroppedByEngine),
    R(30, SameOrigin),
    R(31, CorsCheckPassed),
    R(32, NoCors),
    R(33, ManualRedirect),
    R(40, RedirectToFollow),
    R(45, OriginNotSerialized),
    R(46, UrlNotSerialized),
    R(47, BlobNotHere),
    R(50, HeadEmpty),
    R(51, HeadTruncated),
    R(52, HeadContainsNul),
    R(53, HeadContainsCr),
    R(54, StatusLineMalformed),
    R(55, StatusCodeMalformed),
    R(56, FirstHeaderLineFolded),
    R(57, HeaderLineWithoutColon),
    R(58, HeaderNameMalformed),
    R(59, HeaderValueMalformed),
    R(60, NoFinalResponse),
    R(61, ContentLengthConflict),
    R(62, ConnectionSpecificHeader),
    R(63, StatusMalformed),
    R(64, ContentLengthForbidden),
    R(75, HeadTooLarge),
    R(76, FramingMalformed),
    R(77, DuplicateConflict),
    R(78, ProxyAuthenticationRequired),
    R(90, DisallowedByMode),
    R(91, CorsDisabledScheme),
    R(92, NoCorsRedirectMode),
    R(93, BadPort),
    R(100, MissingAllowOriginHeader),
    R(101, MultipleAllowOriginValues),
    R(102, InvalidAllowOriginValue),
    R(103, AllowOriginMismatch),
    R(104, WildcardOriginNotAllowed),
    R(105, InvalidAllowCredentials),
    R(110, CorpNotSameOrigin),
    R(111, CorpNotSameSite),
    R(112, CorpDefaultedByEmbedderPolicy),
    R(120, RedirectModeError),
    R(121, LocationInvalid),
    R(122, LocationNotHttp),
    R(123, TooManyRedirects),
    R(124, RedirectContainsCredentials),
    R(125, RedirectBodyStream),
    R(135, MethodInvalid),
    R(136, RequestHeaderInvalid),
    R(137, UrlIncludesCredentials),
    R(138, NoCorsMethod),
    R(139, NavigateMode),
    R(140, RequestBodyInvalid),
    R(150, ConnectionClosed),
    R(151, SchemeNotHttp),
    R(152, DataUrlInvalid),
    R(153, StreamWantsHttp2),
    R(160, PreflightConnectionClosed),
    R(161, PreflightResponseMalformed),
    R(162, PreflightInvalidStatus),
    R(163, PreflightDisallowedRedirect),
    R(170, PreflightMissingAllowOriginHeader),
    R(171, PreflightMultipleAllowOriginValues),
    R(172, PreflightInvalidAllowOriginValue),
    R(173, PreflightAllowOriginMismatch),
    R(174, PreflightWildcardOriginNotAllowed),
    R(175, PreflightInvalidAllowCredentials),
    R(180, InvalidAllowMethodsPreflightResponse),
    R(181, InvalidAllowHeadersPreflightResponse),
    R(182, MethodDisallowedByPreflightResponse),
    R(183, HeaderDisallowedByPreflightResponse),
    R(200, BlockedByNosniff),
    R(201, BlockedByMimeType),
};
// clang-format on
#undef R

TEST(ReasonTest, NumbersAndNamesNeverChange) {
  const absl::Span<const ReasonInfo> all = AllReasons();
  ASSERT_EQ(all.size(), std::size(kPins));
  for (size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(static_cast<int>(kPins[i].reason), kPins[i].number)
        << kPins[i].name;
    EXPECT_EQ(static_cast<int>(all[i].reason), kPins[i].number)
        << kPins[i].name;
    EXPECT_EQ(all[i].name, kPins[i].name);
    EXPECT_EQ(&GetReasonInfo(kPins[i].reason), &all[i]) << kPins[i].name;
  }
}

TEST(ReasonTest, KindsNeverChange) {
  EXPECT_EQ(static_cast<int>(ReasonKind::kExposed), 0);
  EXPECT_EQ(static_cast<int>(ReasonKind::kHidden), 1);
  EXPECT_EQ(static_cast<int>(ReasonKind::kResponse), 2);
  EXPECT_EQ(static_cast<int>(ReasonKind::kRedirect), 3);
  EXPECT_EQ(static_cast<int>(ReasonKind::kNetworkError), 4);
  EXPECT_EQ(static_cast<int>(ReasonKind::kWrongCall), 5);
}

TEST(ReasonTest, KindsAreRangesOfNumbers) {
  constexpr struct {
    int last;  // The next range begins behind it.
    ReasonKind kind;
  } kRanges[] = {
      {9, ReasonKind::kExposed},    {29, ReasonKind::kHidden},
      {39, ReasonKind::kResponse},  {44, ReasonKind::kRedirect},
      {49, ReasonKind::kWrongCall}, {255, ReasonKind::kNetworkError},
  };
  for (const ReasonInfo& info : AllReasons()) {
    const int number = static_cast<int>(info.reason);
    size_t range = 0;
    while (number > kRanges[range].last) ++range;
    EXPECT_EQ(info.kind, kRanges[range].kind) << info.name;
  }
}

TEST(ReasonTest, AreFoundByNumberAndName) {
  std::set<int> numbers;
  for (const ReasonInfo& info : AllReasons()) {
    const int number = static_cast<int>(info.reason);
    numbers.insert(number);
    EXPECT_EQ(FindReason(number), info.reason) << info.name;
    EXPECT_EQ(FindReason(info.name), info.reason) << info.name;
  }
  EXPECT_EQ(numbers.count(255), 0);
  for (int number = -300; number < 600; ++number) {
    EXPECT_EQ(FindReason(number).has_value(), numbers.count(number) > 0)
        << number;
  }
  for (const char* name :
       {"", "Unknown", "basicResponse", "BasicRespons", "BasicResponse "}) {
    EXPECT_EQ(FindReason(name), std::nullopt) << name;
  }
}

TEST(ReasonTest, WhatNoReasonHasIsUnknownAndExposesNothing) {
  for (int number = 0; number < 256; ++number) {
    if (FindReason(number)) continue;
    const Reason none = static_cast<Reason>(number);
    EXPECT_EQ(ReasonName(none), "Unknown") << number;
    EXPECT_EQ(GetReasonInfo(none).kind, ReasonKind::kNetworkError) << number;
    EXPECT_FALSE(IsExposed(none)) << number;
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

}  // namespace
}  // namespace corsieve
