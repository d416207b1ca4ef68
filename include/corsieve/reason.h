// Why a header is or is not exposed to script, and why a fetch fails or does
// not. The reason is the decision: what is exposed is derived from it.

#ifndef CORSIEVE_REASON_H_
#define CORSIEVE_REASON_H_

#include <cstdint>
#include <string_view>

#include "absl/types/span.h"

namespace corsieve {

// Values may be added; names and meanings stay.
enum class Reason : uint8_t {
  // Of a header that is exposed.
  kBasicResponse,
  kSafelisted,
  kExposedByName,
  kExposedByStar,
  // Of a header that is not.
  kForbiddenResponseHeaderName,
  kNotExposed,
  kStarIsLiteralWithCredentials,
  kExposeListInvalid,
  kOpaqueResponse,
  kOpaqueRedirectResponse,
  kNetworkErrorResponse,
  kRedirectResponse,
  // The same, in an engine's profile.
  kMalformedLine,
  kDroppedByEngine,
  // Of a response that script gets.
  kSameOrigin,
  kCorsCheckPassed,
  kNoCors,
  kManualRedirect,
  // Of a response that the fetch goes on from.
  kRedirectToFollow,
  // Of a wrong call.
  kOriginNotSerialized,
  kUrlNotSerialized,
  // Of a head that is no HTTP/1.x response head.
  kHeadEmpty,
  kHeadTruncated,
  kHeadContainsNul,
  kHeadContainsCr,
  kStatusLineMalformed,
  kStatusCodeMalformed,
  kFirstHeaderLineFolded,
  kHeaderLineWithoutColon,
  kHeaderNameMalformed,
  kHeaderValueMalformed,
  kNoFinalResponse,
  kContentLengthConflict,
  // The same, in an engine's profile.
  kHeadTooLarge,
  kFramingMalformed,
  kDuplicateConflict,
  kProxyAuthenticationRequired,
  // Of a request that is not made.
  kDisallowedByMode,
  kCorsDisabledScheme,
  kNoCorsRedirectMode,
  // Of a failed CORS check. The names are the DevTools protocol's.
  kMissingAllowOriginHeader,
  kMultipleAllowOriginValues,
  kInvalidAllowOriginValue,
  kAllowOriginMismatch,
  kWildcardOriginNotAllowed,
  kInvalidAllowCredentials,
  // Of a response that its server keeps from other origins.
  kCorpNotSameOrigin,
  kCorpNotSameSite,
  // Of a redirect that is not followed.
  kRedirectModeError,
  kLocationInvalid,
  kLocationNotHttp,
  kTooManyRedirects,
  kRedirectContainsCredentials,
  kRedirectBodyStream,
  // Of a request that script cannot make: a TypeError of fetch(), a SyntaxError
  // or SecurityError of an XMLHttpRequest.
  kMethodInvalid,
  kRequestHeaderInvalid,
  kUrlIncludesCredentials,
  kNoCorsMethod,
  kNavigateMode,
  kRequestBodyInvalid,
  // Of a response that does not come.
  kConnectionClosed,
  kSchemeNotHttp,
  // Of a preflight.
  kPreflightInvalidStatus,
  kPreflightDisallowedRedirect,
  kPreflightMissingAllowOriginHeader,
  kPreflightMultipleAllowOriginValues,
  kPreflightInvalidAllowOriginValue,
  kPreflightAllowOriginMismatch,
  kPreflightWildcardOriginNotAllowed,
  kPreflightInvalidAllowCredentials,
  kInvalidAllowMethodsPreflightResponse,
  kInvalidAllowHeadersPreflightResponse,
  kMethodDisallowedByPreflightResponse,
  kHeaderDisallowedByPreflightResponse,
  kPreflightResponseMalformed,
  kPreflightConnectionClosed,
  // Of a response that its MIME type keeps from a script or style element.
  kBlockedByNosniff,
  kBlockedByMimeType,
};

// What a reason is about, and what it decides.
enum class ReasonKind : uint8_t {
  kExposed,       // A header: exposed.
  kHidden,        // A header: not exposed.
  kResponse,      // A response: script gets it.
  kRedirect,      // A response: a redirect that the fetch follows.
  kNetworkError,  // A response: the fetch fails.
  kWrongCall,     // The caller's mistake; the fetch fails too.
};

struct ReasonInfo {
  Reason reason;
  ReasonKind kind;
  std::string_view name;  // Stable, CamelCase: what JSON output says.
  std::string_view text;  // One sentence fragment, without a full stop.
  std::string_view url;   // The rule's anchor.
  // What would change the outcome, where something would; else "".
  std::string_view fix;
};

// Every reason, in the order of the enumeration. Static storage.
absl::Span<const ReasonInfo> AllReasons();

const ReasonInfo& GetReasonInfo(Reason reason);

inline std::string_view ReasonName(Reason r) { return GetReasonInfo(r).name; }
inline std::string_view ReasonText(Reason r) { return GetReasonInfo(r).text; }
inline std::string_view ReasonUrl(Reason r) { return GetReasonInfo(r).url; }
inline std::string_view ReasonFix(Reason r) { return GetReasonInfo(r).fix; }

// Whether a header with this reason is exposed to script.
inline bool IsExposed(Reason reason) {
  return reason <= Reason::kExposedByStar;
}

}  // namespace corsieve

#endif  // CORSIEVE_REASON_H_
