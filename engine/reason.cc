#include "corsieve/reason.h"

#include <cstddef>
#include <iterator>

namespace corsieve {
namespace {

#define FETCH "https://fetch.spec.whatwg.org/"
#define RFC9112 "https://www.rfc-editor.org/rfc/rfc9112"

constexpr ReasonInfo kReasons[] = {
    {Reason::kBasicResponse, ReasonKind::kExposed, "BasicResponse",
     "same-origin response: all but cookies is exposed",
     FETCH "#concept-filtered-response-basic", ""},
    {Reason::kSafelisted, ReasonKind::kExposed, "Safelisted",
     "CORS-safelisted response-header name",
     FETCH "#cors-safelisted-response-header-name", ""},
    {Reason::kExposedByName, ReasonKind::kExposed, "ExposedByName",
     "Access-Control-Expose-Headers names it",
     FETCH "#http-access-control-expose-headers", ""},
    {Reason::kExposedByStar, ReasonKind::kExposed, "ExposedByStar",
     "Access-Control-Expose-Headers has *",
     FETCH "#http-access-control-expose-headers", ""},

    {Reason::kForbiddenResponseHeaderName, ReasonKind::kHidden,
     "ForbiddenResponseHeaderName",
     "forbidden response-header name: script can never read it",
     FETCH "#forbidden-response-header-name", ""},
    {Reason::kNotExposed, ReasonKind::kHidden, "NotExposed",
     "Access-Control-Expose-Headers does not name it",
     FETCH "#concept-filtered-response-cors",
     "name it in Access-Control-Expose-Headers, on the response itself (not on "
     "the answer to OPTIONS)"},
    {Reason::kStarIsLiteralWithCredentials, ReasonKind::kHidden,
     "StarIsLiteralWithCredentials",
     "* in Access-Control-Expose-Headers is no wildcard with credentials",
     FETCH "#http-access-control-expose-headers",
     "name it in Access-Control-Expose-Headers: with credentials * only stands "
     "for a header of that name"},
    {Reason::kExposeListInvalid, ReasonKind::kHidden, "ExposeListInvalid",
     "Access-Control-Expose-Headers is not a list of names, so none counts",
     FETCH "#extract-header-list-values",
     "make every Access-Control-Expose-Headers line a comma-separated list of "
     "header names"},
    {Reason::kOpaqueResponse, ReasonKind::kHidden, "OpaqueResponse",
     "opaque response: no-cors exposes nothing",
     FETCH "#concept-filtered-response-opaque",
     "request it with mode cors, and have the server answer with "
     "Access-Control-Allow-Origin"},
    {Reason::kOpaqueRedirectResponse, ReasonKind::kHidden,
     "OpaqueRedirectResponse", "redirect mode manual: nothing is exposed",
     FETCH "#concept-filtered-response-opaque-redirect",
     "request it with redirect mode follow"},
    {Reason::kNetworkErrorResponse, ReasonKind::kHidden, "NetworkErrorResponse",
     "the fetch failed: nothing is exposed", FETCH "#concept-network-error",
     ""},
    {Reason::kRedirectResponse, ReasonKind::kHidden, "RedirectResponse",
     "the fetch goes on from this redirect: nothing of it is exposed",
     FETCH "#concept-http-redirect-fetch", ""},

    {Reason::kSameOrigin, ReasonKind::kResponse, "SameOrigin",
     "the response is same-origin with the page", FETCH "#main-fetch", ""},
    {Reason::kCorsCheckPassed, ReasonKind::kResponse, "CorsCheckPassed",
     "the CORS check passed", FETCH "#concept-cors-check", ""},
    {Reason::kNoCors, ReasonKind::kResponse, "NoCors",
     "mode no-cors: script gets a response that tells nothing",
     FETCH "#concept-filtered-response-opaque", ""},
    {Reason::kManualRedirect, ReasonKind::kResponse, "ManualRedirect",
     "redirect mode manual: script gets a response that tells nothing",
     FETCH "#concept-filtered-response-opaque-redirect", ""},

    {Reason::kRedirectToFollow, ReasonKind::kRedirect, "RedirectToFollow",
     "the fetch follows this redirect; what script sees is its end",
     FETCH "#concept-http-redirect-fetch", ""},

    {Reason::kOriginNotSerialized, ReasonKind::kWrongCall,
     "OriginNotSerialized", "the request's origin is not a serialized origin",
     "https://html.spec.whatwg.org/#ascii-serialisation-of-an-origin",
     "pass scheme://host or scheme://host:port in lower case, without the "
     "scheme's default port and without a trailing slash; or null"},
    {Reason::kUrlNotSerialized, ReasonKind::kWrongCall, "UrlNotSerialized",
     "the request's URL is not a serialized absolute URL",
     "https://url.spec.whatwg.org/#concept-url-serializer",
     "pass it as new URL(...).href shows it"},

    {Reason::kHeadEmpty, ReasonKind::kNetworkError, "HeadEmpty",
     "there is no response: the input is empty", RFC9112 "#section-8", ""},
    {Reason::kHeadTruncated, ReasonKind::kNetworkError, "HeadTruncated",
     "the head ends in the middle of a line", RFC9112 "#section-8", ""},
    {Reason::kHeadContainsNul, ReasonKind::kNetworkError, "HeadContainsNul",
     "a NUL byte is in the head", FETCH "#header-value", ""},
    {Reason::kHeadContainsCr, ReasonKind::kNetworkError, "HeadContainsCr",
     "a CR that is not before LF is in the head", RFC9112 "#section-2.2", ""},
    {Reason::kStatusLineMalformed, ReasonKind::kNetworkError,
     "StatusLineMalformed",
     "the status line does not begin with HTTP/ digit . digit space",
     RFC9112 "#section-4", ""},
    {Reason::kStatusCodeMalformed, ReasonKind::kNetworkError,
     "StatusCodeMalformed",
     "the status code is not one to three digits with a space behind",
     RFC9112 "#section-4", ""},
    {Reason::kFirstHeaderLineFolded, ReasonKind::kNetworkError,
     "FirstHeaderLineFolded", "the first header line begins with a blank",
     RFC9112 "#section-2.2", ""},
    {Reason::kHeaderLineWithoutColon, ReasonKind::kNetworkError,
     "HeaderLineWithoutColon", "a header line has no colon",
     RFC9112 "#section-5", ""},
    {Reason::kHeaderNameMalformed, ReasonKind::kNetworkError,
     "HeaderNameMalformed",
     "a header's name is empty or has a byte that no name may have",
     FETCH "#header-name", ""},
    {Reason::kHeaderValueMalformed, ReasonKind::kNetworkError,
     "HeaderValueMalformed", "a header's value has a NUL, CR or LF",
     FETCH "#header-value", ""},
    {Reason::kNoFinalResponse, ReasonKind::kNetworkError, "NoFinalResponse",
     "only interim (1xx) responses, and no final one",
     "https://www.rfc-editor.org/rfc/rfc9110#section-15.2", ""},
    {Reason::kContentLengthConflict, ReasonKind::kNetworkError,
     "ContentLengthConflict", "Content-Length has values that differ",
     RFC9112 "#section-6.3", "send one Content-Length"},

    {Reason::kDisallowedByMode, ReasonKind::kNetworkError, "DisallowedByMode",
     "mode same-origin, and the URL is of another origin", FETCH "#main-fetch",
     "request it with mode cors"},
    {Reason::kCorsDisabledScheme, ReasonKind::kNetworkError,
     "CorsDisabledScheme", "mode cors, and the URL's scheme is not http(s)",
     FETCH "#main-fetch", "request it over https"},
    {Reason::kNoCorsRedirectMode, ReasonKind::kNetworkError,
     "NoCorsRedirectMode",
     "mode no-cors to another origin needs redirect mode follow",
     FETCH "#main-fetch", "request it with redirect mode follow"},

    {Reason::kMissingAllowOriginHeader, ReasonKind::kNetworkError,
     "MissingAllowOriginHeader", "there is no Access-Control-Allow-Origin",
     FETCH "#concept-cors-check",
     "answer with Access-Control-Allow-Origin, on the response itself"},
    {Reason::kMultipleAllowOriginValues, ReasonKind::kNetworkError,
     "MultipleAllowOriginValues",
     "Access-Control-Allow-Origin has more than one value",
     FETCH "#concept-cors-check",
     "answer with one Access-Control-Allow-Origin line that has one origin"},
    {Reason::kInvalidAllowOriginValue, ReasonKind::kNetworkError,
     "InvalidAllowOriginValue", "Access-Control-Allow-Origin is not an origin",
     FETCH "#concept-cors-check",
     "answer with the page's origin, byte for byte"},
    {Reason::kAllowOriginMismatch, ReasonKind::kNetworkError,
     "AllowOriginMismatch",
     "Access-Control-Allow-Origin is not the request's origin, byte for byte",
     FETCH "#concept-cors-check",
     "answer with the page's origin, byte for byte"},
    {Reason::kWildcardOriginNotAllowed, ReasonKind::kNetworkError,
     "WildcardOriginNotAllowed",
     "Access-Control-Allow-Origin is *, which does not do with credentials",
     FETCH "#cors-protocol-and-credentials",
     "answer with the page's origin instead of *, or request it without "
     "credentials"},
    {Reason::kInvalidAllowCredentials, ReasonKind::kNetworkError,
     "InvalidAllowCredentials",
     "Access-Control-Allow-Credentials is not exactly true",
     FETCH "#concept-cors-check",
     "answer with one Access-Control-Allow-Credentials: true, or request it "
     "without credentials"},

    {Reason::kCorpNotSameOrigin, ReasonKind::kNetworkError, "CorpNotSameOrigin",
     "Cross-Origin-Resource-Policy keeps it to its own origin",
     FETCH "#cross-origin-resource-policy-header",
     "answer with Cross-Origin-Resource-Policy: cross-origin"},
    {Reason::kCorpNotSameSite, ReasonKind::kNetworkError, "CorpNotSameSite",
     "Cross-Origin-Resource-Policy keeps it to its own site",
     FETCH "#cross-origin-resource-policy-header",
     "answer with Cross-Origin-Resource-Policy: cross-origin"},

    {Reason::kRedirectModeError, ReasonKind::kNetworkError, "RedirectModeError",
     "redirect mode error, and the response is a redirect",
     FETCH "#concept-http-fetch", "request it with redirect mode follow"},
};

#undef FETCH
#undef RFC9112

}  // namespace

absl::Span<const ReasonInfo> AllReasons() { return kReasons; }

const ReasonInfo& GetReasonInfo(Reason reason) {
  return kReasons[static_cast<size_t>(reason)];
}

}  // namespace corsieve
