// Why a header is or is not exposed to script, and why a fetch fails or does
// not. The reason is the decision: what is exposed is derived from it.

#ifndef CORSIEVE_REASON_H_
#define CORSIEVE_REASON_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "absl/types/span.h"

namespace corsieve {

// Numbers, names and meanings never change: a number is what C and WASM pass
// on, a name is what JSON has. A new reason takes a free number of its range;
// 210 to 254 are free for new ranges, and 255 will never be a reason.
enum class Reason : uint8_t {
  // 0-9: a header is exposed to script.
  kBasicResponse = 0,
  kSafelisted = 1,
  kExposedByName = 2,
  kExposedByStar = 3,
  // 10-24: a header is not exposed.
  kForbiddenResponseHeaderName = 10,
  kNotExposed = 11,
  kStarIsLiteralWithCredentials = 12,
  kExposeListInvalid = 13,
  kOpaqueResponse = 14,
  kOpaqueRedirectResponse = 15,
  kNetworkErrorResponse = 16,
  kRedirectResponse = 17,
  // 25-29: a header is not exposed, in an engine's profile only.
  kMalformedLine = 25,
  kDroppedByEngine = 26,
  // 30-39: script gets the response.
  kSameOrigin = 30,
  kCorsCheckPassed = 31,
  kNoCors = 32,
  kManualRedirect = 33,
  // 40-44: the fetch goes on from the response.
  kRedirectToFollow = 40,
  // 45-49: the caller made a mistake.
  kOriginNotSerialized = 45,
  kUrlNotSerialized = 46,
  kBlobNotHere = 47,
  // 50-74: there is no response head, or it is malformed.
  kHeadEmpty = 50,
  kHeadTruncated = 51,
  kHeadContainsNul = 52,
  kHeadContainsCr = 53,
  kStatusLineMalformed = 54,
  kStatusCodeMalformed = 55,
  kFirstHeaderLineFolded = 56,
  kHeaderLineWithoutColon = 57,
  kHeaderNameMalformed = 58,
  kHeaderValueMalformed = 59,
  kNoFinalResponse = 60,
  kContentLengthConflict = 61,
  kConnectionSpecificHeader = 62,
  kStatusMalformed = 63,
  kContentLengthForbidden = 64,
  // 75-89: an engine refuses the head, in its profile only.
  kHeadTooLarge = 75,
  kFramingMalformed = 76,
  kDuplicateConflict = 77,
  kProxyAuthenticationRequired = 78,
  // 90-99: the request is not made.
  kDisallowedByMode = 90,
  kCorsDisabledScheme = 91,
  kNoCorsRedirectMode = 92,
  kBadPort = 93,
  // 100-109: the CORS check fails. The names are the DevTools protocol's.
  kMissingAllowOriginHeader = 100,
  kMultipleAllowOriginValues = 101,
  kInvalidAllowOriginValue = 102,
  kAllowOriginMismatch = 103,
  kWildcardOriginNotAllowed = 104,
  kInvalidAllowCredentials = 105,
  // 110-119: the server keeps the response from other origins.
  kCorpNotSameOrigin = 110,
  kCorpNotSameSite = 111,
  kCorpDefaultedByEmbedderPolicy = 112,
  // 120-134: a redirect is not followed.
  kRedirectModeError = 120,
  kLocationInvalid = 121,
  kLocationNotHttp = 122,
  kTooManyRedirects = 123,
  kRedirectContainsCredentials = 124,
  kRedirectBodyStream = 125,
  // 135-149: script cannot make the request: a TypeError of fetch(), a
  // SyntaxError or SecurityError of an XMLHttpRequest.
  kMethodInvalid = 135,
  kRequestHeaderInvalid = 136,
  kUrlIncludesCredentials = 137,
  kNoCorsMethod = 138,
  kNavigateMode = 139,
  kRequestBodyInvalid = 140,
  // 150-159: no response comes.
  kConnectionClosed = 150,
  kSchemeNotHttp = 151,
  kDataUrlInvalid = 152,
  kStreamWantsHttp2 = 153,
  // 160-169: the preflight has no answer, or not one that counts.
  kPreflightConnectionClosed = 160,
  kPreflightResponseMalformed = 161,
  kPreflightInvalidStatus = 162,
  kPreflightDisallowedRedirect = 163,
  // 170-179: the preflight's CORS check fails, as in 100-109.
  kPreflightMissingAllowOriginHeader = 170,
  kPreflightMultipleAllowOriginValues = 171,
  kPreflightInvalidAllowOriginValue = 172,
  kPreflightAllowOriginMismatch = 173,
  kPreflightWildcardOriginNotAllowed = 174,
  kPreflightInvalidAllowCredentials = 175,
  // 180-199: the preflight's answer does not allow the request.
  kInvalidAllowMethodsPreflightResponse = 180,
  kInvalidAllowHeadersPreflightResponse = 181,
  kMethodDisallowedByPreflightResponse = 182,
  kHeaderDisallowedByPreflightResponse = 183,
  // 200-209: the MIME type keeps the response from a script or style element.
  kBlockedByNosniff = 200,
  kBlockedByMimeType = 201,
};

// What a reason is about, and what it decides.
enum class ReasonKind : uint8_t {
  kExposed = 0,       // A header is exposed.
  kHidden = 1,        // A header is not exposed.
  kResponse = 2,      // Script gets the response.
  kRedirect = 3,      // The response is a redirect that the fetch follows.
  kNetworkError = 4,  // The fetch fails: the response is a network error.
  kWrongCall = 5,     // The caller made a mistake; the fetch fails too.
};

// What there is to say of a reason.
struct ReasonInfo {
  Reason reason;
  ReasonKind kind;
  std::string_view name;  // Stable, CamelCase: what JSON output says.
  std::string_view text;  // One sentence fragment, without a full stop.
  std::string_view url;   // The rule's anchor.
  // What would change the outcome, where something would; else "".
  std::string_view fix;
};

// Every reason, in the order of their numbers. Static storage.
absl::Span<const ReasonInfo> AllReasons();

// Takes constant time. A number that no reason has is taken for a network error
// of the name "Unknown": it exposes nothing.
const ReasonInfo& GetReasonInfo(Reason reason);

// The reason of this number or name, for those that come from outside.
std::optional<Reason> FindReason(int number);
std::optional<Reason> FindReason(std::string_view name);

// The members of its ReasonInfo.
inline std::string_view ReasonName(Reason r) { return GetReasonInfo(r).name; }
inline std::string_view ReasonText(Reason r) { return GetReasonInfo(r).text; }
inline std::string_view ReasonUrl(Reason r) { return GetReasonInfo(r).url; }
inline std::string_view ReasonFix(Reason r) { return GetReasonInfo(r).fix; }

// What a check returns: why it fails, or nullopt if it does not.
using Failure = std::optional<Reason>;

// Whether a header with this reason is exposed to script.
constexpr bool IsExposed(Reason reason) {
  return reason <= Reason::kExposedByStar;
}

}  // namespace corsieve

#endif  // CORSIEVE_REASON_H_
