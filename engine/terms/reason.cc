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

    {Reason::kMalformedLine, ReasonKind::kHidden, "MalformedLine",
     "the engine skips the line: it is no header", FETCH "#header-name", ""},
    {Reason::kDroppedByEngine, ReasonKind::kHidden, "DroppedByEngine",
     "the engine drops it before any filter",
     FETCH "#concept-response-header-list", ""},

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
    {Reason::kBlobNotHere, ReasonKind::kWrongCall, "BlobNotHere",
     "the URL is a blob's, which the page has and corsieve does not",
     FETCH "#scheme-fetch",
     "ask about http(s), data: or about:blank; a blob's response has its type "
     "and size as Content-Type and Content-Length"},

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
    {Reason::kConnectionSpecificHeader, ReasonKind::kNetworkError,
     "ConnectionSpecificHeader",
     "a header about the connection, which HTTP/2 and later do not have",
     "https://www.rfc-editor.org/rfc/rfc9113#section-8.2.2",
     "send no Connection, Keep-Alive, Proxy-Connection, Transfer-Encoding or "
     "Upgrade over HTTP/2"},
    {Reason::kStatusMalformed, ReasonKind::kNetworkError, "StatusMalformed",
     "the status is none that a response of HTTP/2 or later can have",
     "https://www.rfc-editor.org/rfc/rfc9113#section-8.3.2",
     "answer with a status from 200 to 599"},
    {Reason::kContentLengthForbidden, ReasonKind::kNetworkError,
     "ContentLengthForbidden", "an interim response has a Content-Length",
     "https://www.rfc-editor.org/rfc/rfc9110#section-8.6",
     "send no Content-Length with it"},

    {Reason::kHeadTooLarge, ReasonKind::kNetworkError, "HeadTooLarge",
     "the head is larger than the engine reads", RFC9112 "#section-2.5", ""},
    {Reason::kFramingMalformed, ReasonKind::kNetworkError, "FramingMalformed",
     "the engine takes no such Content-Length or Transfer-Encoding",
     RFC9112 "#section-6", ""},
    {Reason::kDuplicateConflict, ReasonKind::kNetworkError, "DuplicateConflict",
     "the engine takes no two different values of this header",
     RFC9112 "#section-5", "send the header once"},
    {Reason::kProxyAuthenticationRequired, ReasonKind::kNetworkError,
     "ProxyAuthenticationRequired", "status 407 from what is no proxy",
     "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.8", ""},

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
    {Reason::kBadPort, ReasonKind::kNetworkError, "BadPort",
     "the URL's port is one that browsers connect to for no web page",
     FETCH "#bad-port", "serve it on another port"},

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
    {Reason::kCorpDefaultedByEmbedderPolicy, ReasonKind::kNetworkError,
     "CorpDefaultedByEmbedderPolicy",
     "the page's Cross-Origin-Embedder-Policy wants a "
     "Cross-Origin-Resource-Policy, and there is none",
     FETCH "#cross-origin-resource-policy-internal-check",
     "answer with Cross-Origin-Resource-Policy: cross-origin"},

    {Reason::kRedirectModeError, ReasonKind::kNetworkError, "RedirectModeError",
     "redirect mode error, and the response is a redirect",
     FETCH "#concept-http-fetch", "request it with redirect mode follow"},
    {Reason::kLocationInvalid, ReasonKind::kNetworkError, "LocationInvalid",
     "Location is there more than once, or is no URL",
     FETCH "#concept-response-location-url",
     "answer with one Location line that is a URL"},
    {Reason::kLocationNotHttp, ReasonKind::kNetworkError, "LocationNotHttp",
     "Location leads to a URL that is not http(s)",
     FETCH "#concept-http-redirect-fetch", "redirect to an http(s) URL"},
    {Reason::kTooManyRedirects, ReasonKind::kNetworkError, "TooManyRedirects",
     "this is the 21st redirect", FETCH "#concept-http-redirect-fetch",
     "redirect 20 times at most"},
    {Reason::kRedirectContainsCredentials, ReasonKind::kNetworkError,
     "RedirectContainsCredentials",
     "Location leads to a URL with credentials, which CORS does not follow",
     FETCH "#concept-http-redirect-fetch",
     "redirect to a URL without user:password@"},
    {Reason::kRedirectBodyStream, ReasonKind::kNetworkError,
     "RedirectBodyStream",
     "the request's body is a stream and cannot be sent again",
     FETCH "#concept-http-redirect-fetch",
     "answer with 303, or request it with a body that is not a stream"},

    {Reason::kMethodInvalid, ReasonKind::kNetworkError, "MethodInvalid",
     "the method is not a token, or is CONNECT, TRACE or TRACK",
     FETCH "#forbidden-method", "request it with another method"},
    {Reason::kRequestHeaderInvalid, ReasonKind::kNetworkError,
     "RequestHeaderInvalid",
     "a request header's name is not a token or its value has NUL, CR or LF",
     FETCH "#concept-headers-append", "correct the request header"},
    {Reason::kUrlIncludesCredentials, ReasonKind::kNetworkError,
     "UrlIncludesCredentials", "fetch() takes no URL with credentials",
     FETCH "#dom-request", "request a URL without user:password@"},
    {Reason::kNoCorsMethod, ReasonKind::kNetworkError, "NoCorsMethod",
     "mode no-cors takes GET, HEAD and POST only", FETCH "#dom-request",
     "request it with mode cors"},
    {Reason::kNavigateMode, ReasonKind::kNetworkError, "NavigateMode",
     "script cannot make a request of mode navigate", FETCH "#dom-request",
     "request it with mode cors"},
    {Reason::kRequestBodyInvalid, ReasonKind::kNetworkError,
     "RequestBodyInvalid",
     "fetch() takes no body with GET or HEAD, and no stream with no-cors",
     FETCH "#dom-request", "request it without a body"},

    {Reason::kConnectionClosed, ReasonKind::kNetworkError, "ConnectionClosed",
     "there is no response: the connection failed or was closed",
     FETCH "#concept-http-network-fetch", ""},
    {Reason::kSchemeNotHttp, ReasonKind::kNetworkError, "SchemeNotHttp",
     "nothing is fetched from URLs of this scheme", FETCH "#scheme-fetch", ""},
    {Reason::kDataUrlInvalid, ReasonKind::kNetworkError, "DataUrlInvalid",
     "the data: URL has no comma, or no base64 where it says so",
     FETCH "#data-url-processor", "repair the URL"},
    {Reason::kStreamWantsHttp2, ReasonKind::kNetworkError, "StreamWantsHttp2",
     "the engine sends a stream over HTTP/2 and later only",
     FETCH "#concept-http-network-fetch",
     "serve it over HTTP/2, or send a body that is no stream"},

    {Reason::kPreflightConnectionClosed, ReasonKind::kNetworkError,
     "PreflightConnectionClosed",
     "the preflight has no answer: the connection failed or was closed",
     FETCH "#cors-preflight-fetch", "answer OPTIONS"},
    {Reason::kPreflightResponseMalformed, ReasonKind::kNetworkError,
     "PreflightResponseMalformed",
     "the preflight's answer is no HTTP response head",
     FETCH "#cors-preflight-fetch", ""},
    {Reason::kPreflightInvalidStatus, ReasonKind::kNetworkError,
     "PreflightInvalidStatus", "the preflight's status is not 200 to 299",
     FETCH "#cors-preflight-fetch", "answer OPTIONS with status 204"},
    {Reason::kPreflightDisallowedRedirect, ReasonKind::kNetworkError,
     "PreflightDisallowedRedirect", "the preflight is answered by a redirect",
     FETCH "#cors-preflight-fetch",
     "answer OPTIONS with status 204, and redirect the request itself"},

    {Reason::kPreflightMissingAllowOriginHeader, ReasonKind::kNetworkError,
     "PreflightMissingAllowOriginHeader",
     "the preflight's answer has no Access-Control-Allow-Origin",
     FETCH "#cors-preflight-fetch",
     "answer OPTIONS with Access-Control-Allow-Origin too"},
    {Reason::kPreflightMultipleAllowOriginValues, ReasonKind::kNetworkError,
     "PreflightMultipleAllowOriginValues",
     "the preflight's Access-Control-Allow-Origin has more than one value",
     FETCH "#cors-preflight-fetch",
     "answer OPTIONS with one Access-Control-Allow-Origin line that has one "
     "origin"},
    {Reason::kPreflightInvalidAllowOriginValue, ReasonKind::kNetworkError,
     "PreflightInvalidAllowOriginValue",
     "the preflight's Access-Control-Allow-Origin is not an origin",
     FETCH "#cors-preflight-fetch",
     "answer OPTIONS with the page's origin, byte for byte"},
    {Reason::kPreflightAllowOriginMismatch, ReasonKind::kNetworkError,
     "PreflightAllowOriginMismatch",
     "the preflight's Access-Control-Allow-Origin is not the request's origin, "
     "byte for byte",
     FETCH "#cors-preflight-fetch",
     "answer OPTIONS with the page's origin, byte for byte"},
    {Reason::kPreflightWildcardOriginNotAllowed, ReasonKind::kNetworkError,
     "PreflightWildcardOriginNotAllowed",
     "the preflight's Access-Control-Allow-Origin is *, which does not do with "
     "credentials",
     FETCH "#cors-protocol-and-credentials",
     "answer OPTIONS with the page's origin instead of *"},
    {Reason::kPreflightInvalidAllowCredentials, ReasonKind::kNetworkError,
     "PreflightInvalidAllowCredentials",
     "the preflight's Access-Control-Allow-Credentials is not exactly true",
     FETCH "#cors-preflight-fetch",
     "answer OPTIONS with Access-Control-Allow-Credentials: true too"},

    {Reason::kInvalidAllowMethodsPreflightResponse, ReasonKind::kNetworkError,
     "InvalidAllowMethodsPreflightResponse",
     "the preflight's Access-Control-Allow-Methods is not a list of methods",
     FETCH "#cors-preflight-fetch",
     "make Access-Control-Allow-Methods a comma-separated list of methods"},
    {Reason::kInvalidAllowHeadersPreflightResponse, ReasonKind::kNetworkError,
     "InvalidAllowHeadersPreflightResponse",
     "the preflight's Access-Control-Allow-Headers is not a list of names",
     FETCH "#cors-preflight-fetch",
     "make Access-Control-Allow-Headers a comma-separated list of header "
     "names"},
    {Reason::kMethodDisallowedByPreflightResponse, ReasonKind::kNetworkError,
     "MethodDisallowedByPreflightResponse",
     "the preflight's Access-Control-Allow-Methods does not name the method",
     FETCH "#cors-preflight-fetch",
     "name the method in Access-Control-Allow-Methods, in the same case; with "
     "credentials * is no wildcard"},
    {Reason::kHeaderDisallowedByPreflightResponse, ReasonKind::kNetworkError,
     "HeaderDisallowedByPreflightResponse",
     "the preflight's Access-Control-Allow-Headers does not name a request "
     "header",
     FETCH "#cors-preflight-fetch",
     "name it in Access-Control-Allow-Headers; * never covers Authorization, "
     "and nothing with credentials"},

    {Reason::kBlockedByNosniff, ReasonKind::kNetworkError, "BlockedByNosniff",
     "X-Content-Type-Options is nosniff and the MIME type does not fit",
     FETCH "#should-response-to-request-be-blocked-due-to-nosniff?",
     "answer with the right Content-Type"},
    {Reason::kBlockedByMimeType, ReasonKind::kNetworkError, "BlockedByMimeType",
     "the MIME type is one that no script has",
     FETCH "#should-response-to-request-be-blocked-due-to-mime-type?",
     "answer with the right Content-Type"},
};

// What stands for a number that no reason has.
constexpr ReasonInfo kUnknown = {static_cast<Reason>(255),
                                 ReasonKind::kNetworkError,
                                 "Unknown",
                                 "a reason that this version does not know",
                                 FETCH "#concept-network-error",
                                 ""};

#undef FETCH
#undef RFC9112

// The row of each number in kReasons.
struct Index {
  static constexpr uint8_t kNone = 255;
  uint8_t rows[256];

  constexpr Index() : rows() {
    for (uint8_t& row : rows) row = kNone;
    uint8_t next = 0;
    for (const ReasonInfo& info : kReasons) {
      rows[static_cast<uint8_t>(info.reason)] = next++;
    }
  }
  constexpr const ReasonInfo& Find(uint8_t number) const {
    return rows[number] == kNone ? kUnknown : kReasons[rows[number]];
  }
};
constexpr Index kIndex;
static_assert(std::size(kReasons) < Index::kNone);

constexpr bool NumbersRise() {
  for (size_t i = 1; i < std::size(kReasons); ++i) {
    if (kReasons[i].reason <= kReasons[i - 1].reason) return false;
  }
  return true;
}
static_assert(NumbersRise(), "AllReasons() has them in the order of numbers");

constexpr bool IsExposedAgreesWithKinds() {
  for (int number = 0; number < 256; ++number) {
    const ReasonInfo& info = kIndex.Find(static_cast<uint8_t>(number));
    if (IsExposed(static_cast<Reason>(number)) !=
        (info.kind == ReasonKind::kExposed)) {
      return false;
    }
  }
  return true;
}
static_assert(IsExposedAgreesWithKinds(),
              "IsExposed() and ScriptApi::Collect() go by the last reason of "
              "kind kExposed");

}  // namespace

absl::Span<const ReasonInfo> AllReasons() { return kReasons; }

const ReasonInfo& GetReasonInfo(Reason reason) {
  return kIndex.Find(static_cast<uint8_t>(reason));
}

std::optional<Reason> FindReason(int number) {
  if (number < 0 || number > 255 || kIndex.rows[number] == Index::kNone) {
    return std::nullopt;
  }
  return static_cast<Reason>(number);
}

std::optional<Reason> FindReason(std::string_view name) {
  for (const ReasonInfo& info : kReasons) {
    if (info.name == name) return info.reason;
  }
  return std::nullopt;
}

}  // namespace corsieve
