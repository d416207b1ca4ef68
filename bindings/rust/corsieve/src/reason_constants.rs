// Made by bindings/rust/declare.py from include/corsieve.h.

use super::Reason;
use corsieve_sys as sys;

impl Reason {
    // 0-9: a header is exposed to script.
    /// `BasicResponse`: same-origin response: all but cookies is exposed.
    pub const BASIC_RESPONSE: Reason = Reason(sys::CORSIEVE_REASON_BASIC_RESPONSE);
    /// `Safelisted`: CORS-safelisted response-header name.
    pub const SAFELISTED: Reason = Reason(sys::CORSIEVE_REASON_SAFELISTED);
    /// `ExposedByName`: Access-Control-Expose-Headers names it.
    pub const EXPOSED_BY_NAME: Reason = Reason(sys::CORSIEVE_REASON_EXPOSED_BY_NAME);
    /// `ExposedByStar`: Access-Control-Expose-Headers has *.
    pub const EXPOSED_BY_STAR: Reason = Reason(sys::CORSIEVE_REASON_EXPOSED_BY_STAR);
    // 10-24: a header is not exposed.
    /// `ForbiddenResponseHeaderName`: forbidden response-header name: script can never read it.
    pub const FORBIDDEN_RESPONSE_HEADER_NAME: Reason = Reason(sys::CORSIEVE_REASON_FORBIDDEN_RESPONSE_HEADER_NAME);
    /// `NotExposed`: Access-Control-Expose-Headers does not name it.
    pub const NOT_EXPOSED: Reason = Reason(sys::CORSIEVE_REASON_NOT_EXPOSED);
    /// `StarIsLiteralWithCredentials`: * in Access-Control-Expose-Headers is no wildcard with credentials.
    pub const STAR_IS_LITERAL_WITH_CREDENTIALS: Reason = Reason(sys::CORSIEVE_REASON_STAR_IS_LITERAL_WITH_CREDENTIALS);
    /// `ExposeListInvalid`: Access-Control-Expose-Headers is not a list of names, so none counts.
    pub const EXPOSE_LIST_INVALID: Reason = Reason(sys::CORSIEVE_REASON_EXPOSE_LIST_INVALID);
    /// `OpaqueResponse`: opaque response: no-cors exposes nothing.
    pub const OPAQUE_RESPONSE: Reason = Reason(sys::CORSIEVE_REASON_OPAQUE_RESPONSE);
    /// `OpaqueRedirectResponse`: redirect mode manual: nothing is exposed.
    pub const OPAQUE_REDIRECT_RESPONSE: Reason = Reason(sys::CORSIEVE_REASON_OPAQUE_REDIRECT_RESPONSE);
    /// `NetworkErrorResponse`: the fetch failed: nothing is exposed.
    pub const NETWORK_ERROR_RESPONSE: Reason = Reason(sys::CORSIEVE_REASON_NETWORK_ERROR_RESPONSE);
    /// `RedirectResponse`: the fetch goes on from this redirect: nothing of it is exposed.
    pub const REDIRECT_RESPONSE: Reason = Reason(sys::CORSIEVE_REASON_REDIRECT_RESPONSE);
    // 25-29: a header is not exposed, in an engine's profile only.
    /// `MalformedLine`: the engine skips the line: it is no header.
    pub const MALFORMED_LINE: Reason = Reason(sys::CORSIEVE_REASON_MALFORMED_LINE);
    /// `DroppedByEngine`: the engine drops it before any filter.
    pub const DROPPED_BY_ENGINE: Reason = Reason(sys::CORSIEVE_REASON_DROPPED_BY_ENGINE);
    // 30-39: script gets the response.
    /// `SameOrigin`: the response is same-origin with the page.
    pub const SAME_ORIGIN: Reason = Reason(sys::CORSIEVE_REASON_SAME_ORIGIN);
    /// `CorsCheckPassed`: the CORS check passed.
    pub const CORS_CHECK_PASSED: Reason = Reason(sys::CORSIEVE_REASON_CORS_CHECK_PASSED);
    /// `NoCors`: mode no-cors: script gets a response that tells nothing.
    pub const NO_CORS: Reason = Reason(sys::CORSIEVE_REASON_NO_CORS);
    /// `ManualRedirect`: redirect mode manual: script gets a response that tells nothing.
    pub const MANUAL_REDIRECT: Reason = Reason(sys::CORSIEVE_REASON_MANUAL_REDIRECT);
    // 40-44: the fetch goes on from the response.
    /// `RedirectToFollow`: the fetch follows this redirect; what script sees is its end.
    pub const REDIRECT_TO_FOLLOW: Reason = Reason(sys::CORSIEVE_REASON_REDIRECT_TO_FOLLOW);
    // 45-49: the caller made a mistake.
    /// `OriginNotSerialized`: the request's origin is not a serialized origin.
    pub const ORIGIN_NOT_SERIALIZED: Reason = Reason(sys::CORSIEVE_REASON_ORIGIN_NOT_SERIALIZED);
    /// `UrlNotSerialized`: the request's URL is not a serialized absolute URL.
    pub const URL_NOT_SERIALIZED: Reason = Reason(sys::CORSIEVE_REASON_URL_NOT_SERIALIZED);
    /// `BlobNotHere`: the URL is a blob's, which the page has and corsieve does not.
    pub const BLOB_NOT_HERE: Reason = Reason(sys::CORSIEVE_REASON_BLOB_NOT_HERE);
    // 50-74: there is no response head, or it is malformed.
    /// `HeadEmpty`: there is no response: the input is empty.
    pub const HEAD_EMPTY: Reason = Reason(sys::CORSIEVE_REASON_HEAD_EMPTY);
    /// `HeadTruncated`: the head ends in the middle of a line.
    pub const HEAD_TRUNCATED: Reason = Reason(sys::CORSIEVE_REASON_HEAD_TRUNCATED);
    /// `HeadContainsNul`: a NUL byte is in the head.
    pub const HEAD_CONTAINS_NUL: Reason = Reason(sys::CORSIEVE_REASON_HEAD_CONTAINS_NUL);
    /// `HeadContainsCr`: a CR that is not before LF is in the head.
    pub const HEAD_CONTAINS_CR: Reason = Reason(sys::CORSIEVE_REASON_HEAD_CONTAINS_CR);
    /// `StatusLineMalformed`: the status line does not begin with HTTP/ digit . digit space.
    pub const STATUS_LINE_MALFORMED: Reason = Reason(sys::CORSIEVE_REASON_STATUS_LINE_MALFORMED);
    /// `StatusCodeMalformed`: the status code is not one to three digits with a space behind.
    pub const STATUS_CODE_MALFORMED: Reason = Reason(sys::CORSIEVE_REASON_STATUS_CODE_MALFORMED);
    /// `FirstHeaderLineFolded`: the first header line begins with a blank.
    pub const FIRST_HEADER_LINE_FOLDED: Reason = Reason(sys::CORSIEVE_REASON_FIRST_HEADER_LINE_FOLDED);
    /// `HeaderLineWithoutColon`: a header line has no colon.
    pub const HEADER_LINE_WITHOUT_COLON: Reason = Reason(sys::CORSIEVE_REASON_HEADER_LINE_WITHOUT_COLON);
    /// `HeaderNameMalformed`: a header's name is empty or has a byte that no name may have.
    pub const HEADER_NAME_MALFORMED: Reason = Reason(sys::CORSIEVE_REASON_HEADER_NAME_MALFORMED);
    /// `HeaderValueMalformed`: a header's value has a NUL, CR or LF.
    pub const HEADER_VALUE_MALFORMED: Reason = Reason(sys::CORSIEVE_REASON_HEADER_VALUE_MALFORMED);
    /// `NoFinalResponse`: only interim (1xx) responses, and no final one.
    pub const NO_FINAL_RESPONSE: Reason = Reason(sys::CORSIEVE_REASON_NO_FINAL_RESPONSE);
    /// `ContentLengthConflict`: Content-Length has values that differ.
    pub const CONTENT_LENGTH_CONFLICT: Reason = Reason(sys::CORSIEVE_REASON_CONTENT_LENGTH_CONFLICT);
    /// `ConnectionSpecificHeader`: a header about the connection, which HTTP/2 and later do not have.
    pub const CONNECTION_SPECIFIC_HEADER: Reason = Reason(sys::CORSIEVE_REASON_CONNECTION_SPECIFIC_HEADER);
    /// `StatusMalformed`: the status is none that a response of HTTP/2 or later can have.
    pub const STATUS_MALFORMED: Reason = Reason(sys::CORSIEVE_REASON_STATUS_MALFORMED);
    /// `ContentLengthForbidden`: an interim response has a Content-Length.
    pub const CONTENT_LENGTH_FORBIDDEN: Reason = Reason(sys::CORSIEVE_REASON_CONTENT_LENGTH_FORBIDDEN);
    // 75-89: an engine refuses the head, in its profile only.
    /// `HeadTooLarge`: the head is larger than the engine reads.
    pub const HEAD_TOO_LARGE: Reason = Reason(sys::CORSIEVE_REASON_HEAD_TOO_LARGE);
    /// `FramingMalformed`: the engine takes no such Content-Length or Transfer-Encoding.
    pub const FRAMING_MALFORMED: Reason = Reason(sys::CORSIEVE_REASON_FRAMING_MALFORMED);
    /// `DuplicateConflict`: the engine takes no two different values of this header.
    pub const DUPLICATE_CONFLICT: Reason = Reason(sys::CORSIEVE_REASON_DUPLICATE_CONFLICT);
    /// `ProxyAuthenticationRequired`: status 407 from what is no proxy.
    pub const PROXY_AUTHENTICATION_REQUIRED: Reason = Reason(sys::CORSIEVE_REASON_PROXY_AUTHENTICATION_REQUIRED);
    // 90-99: the request is not made.
    /// `DisallowedByMode`: mode same-origin, and the URL is of another origin.
    pub const DISALLOWED_BY_MODE: Reason = Reason(sys::CORSIEVE_REASON_DISALLOWED_BY_MODE);
    /// `CorsDisabledScheme`: mode cors, and the URL's scheme is not http(s).
    pub const CORS_DISABLED_SCHEME: Reason = Reason(sys::CORSIEVE_REASON_CORS_DISABLED_SCHEME);
    /// `NoCorsRedirectMode`: mode no-cors to another origin needs redirect mode follow.
    pub const NO_CORS_REDIRECT_MODE: Reason = Reason(sys::CORSIEVE_REASON_NO_CORS_REDIRECT_MODE);
    /// `BadPort`: the URL's port is one that browsers connect to for no web page.
    pub const BAD_PORT: Reason = Reason(sys::CORSIEVE_REASON_BAD_PORT);
    // 100-109: the CORS check fails. The names are the DevTools protocol's.
    /// `MissingAllowOriginHeader`: there is no Access-Control-Allow-Origin.
    pub const MISSING_ALLOW_ORIGIN_HEADER: Reason = Reason(sys::CORSIEVE_REASON_MISSING_ALLOW_ORIGIN_HEADER);
    /// `MultipleAllowOriginValues`: Access-Control-Allow-Origin has more than one value.
    pub const MULTIPLE_ALLOW_ORIGIN_VALUES: Reason = Reason(sys::CORSIEVE_REASON_MULTIPLE_ALLOW_ORIGIN_VALUES);
    /// `InvalidAllowOriginValue`: Access-Control-Allow-Origin is not an origin.
    pub const INVALID_ALLOW_ORIGIN_VALUE: Reason = Reason(sys::CORSIEVE_REASON_INVALID_ALLOW_ORIGIN_VALUE);
    /// `AllowOriginMismatch`: Access-Control-Allow-Origin is not the request's origin, byte for byte.
    pub const ALLOW_ORIGIN_MISMATCH: Reason = Reason(sys::CORSIEVE_REASON_ALLOW_ORIGIN_MISMATCH);
    /// `WildcardOriginNotAllowed`: Access-Control-Allow-Origin is *, which does not do with credentials.
    pub const WILDCARD_ORIGIN_NOT_ALLOWED: Reason = Reason(sys::CORSIEVE_REASON_WILDCARD_ORIGIN_NOT_ALLOWED);
    /// `InvalidAllowCredentials`: Access-Control-Allow-Credentials is not exactly true.
    pub const INVALID_ALLOW_CREDENTIALS: Reason = Reason(sys::CORSIEVE_REASON_INVALID_ALLOW_CREDENTIALS);
    // 110-119: the server keeps the response from other origins.
    /// `CorpNotSameOrigin`: Cross-Origin-Resource-Policy keeps it to its own origin.
    pub const CORP_NOT_SAME_ORIGIN: Reason = Reason(sys::CORSIEVE_REASON_CORP_NOT_SAME_ORIGIN);
    /// `CorpNotSameSite`: Cross-Origin-Resource-Policy keeps it to its own site.
    pub const CORP_NOT_SAME_SITE: Reason = Reason(sys::CORSIEVE_REASON_CORP_NOT_SAME_SITE);
    /// `CorpDefaultedByEmbedderPolicy`: the page's Cross-Origin-Embedder-Policy wants a Cross-Origin-Resource-Policy, and there is none.
    pub const CORP_DEFAULTED_BY_EMBEDDER_POLICY: Reason = Reason(sys::CORSIEVE_REASON_CORP_DEFAULTED_BY_EMBEDDER_POLICY);
    // 120-134: a redirect is not followed.
    /// `RedirectModeError`: redirect mode error, and the response is a redirect.
    pub const REDIRECT_MODE_ERROR: Reason = Reason(sys::CORSIEVE_REASON_REDIRECT_MODE_ERROR);
    /// `LocationInvalid`: Location is there more than once, or is no URL.
    pub const LOCATION_INVALID: Reason = Reason(sys::CORSIEVE_REASON_LOCATION_INVALID);
    /// `LocationNotHttp`: Location leads to a URL that is not http(s).
    pub const LOCATION_NOT_HTTP: Reason = Reason(sys::CORSIEVE_REASON_LOCATION_NOT_HTTP);
    /// `TooManyRedirects`: this is the 21st redirect.
    pub const TOO_MANY_REDIRECTS: Reason = Reason(sys::CORSIEVE_REASON_TOO_MANY_REDIRECTS);
    /// `RedirectContainsCredentials`: Location leads to a URL with credentials, which CORS does not follow.
    pub const REDIRECT_CONTAINS_CREDENTIALS: Reason = Reason(sys::CORSIEVE_REASON_REDIRECT_CONTAINS_CREDENTIALS);
    /// `RedirectBodyStream`: the request's body is a stream and cannot be sent again.
    pub const REDIRECT_BODY_STREAM: Reason = Reason(sys::CORSIEVE_REASON_REDIRECT_BODY_STREAM);
    // 135-149: script cannot make the request: a TypeError of fetch(), a SyntaxError or SecurityError of an XMLHttpRequest.
    /// `MethodInvalid`: the method is not a token, or is CONNECT, TRACE or TRACK.
    pub const METHOD_INVALID: Reason = Reason(sys::CORSIEVE_REASON_METHOD_INVALID);
    /// `RequestHeaderInvalid`: a request header's name is not a token or its value has NUL, CR or LF.
    pub const REQUEST_HEADER_INVALID: Reason = Reason(sys::CORSIEVE_REASON_REQUEST_HEADER_INVALID);
    /// `UrlIncludesCredentials`: fetch() takes no URL with credentials.
    pub const URL_INCLUDES_CREDENTIALS: Reason = Reason(sys::CORSIEVE_REASON_URL_INCLUDES_CREDENTIALS);
    /// `NoCorsMethod`: mode no-cors takes GET, HEAD and POST only.
    pub const NO_CORS_METHOD: Reason = Reason(sys::CORSIEVE_REASON_NO_CORS_METHOD);
    /// `NavigateMode`: script cannot make a request of mode navigate.
    pub const NAVIGATE_MODE: Reason = Reason(sys::CORSIEVE_REASON_NAVIGATE_MODE);
    /// `RequestBodyInvalid`: fetch() takes no body with GET or HEAD, and no stream with no-cors.
    pub const REQUEST_BODY_INVALID: Reason = Reason(sys::CORSIEVE_REASON_REQUEST_BODY_INVALID);
    // 150-159: no response comes.
    /// `ConnectionClosed`: there is no response: the connection failed or was closed.
    pub const CONNECTION_CLOSED: Reason = Reason(sys::CORSIEVE_REASON_CONNECTION_CLOSED);
    /// `SchemeNotHttp`: nothing is fetched from URLs of this scheme.
    pub const SCHEME_NOT_HTTP: Reason = Reason(sys::CORSIEVE_REASON_SCHEME_NOT_HTTP);
    /// `DataUrlInvalid`: the data: URL has no comma, or no base64 where it says so.
    pub const DATA_URL_INVALID: Reason = Reason(sys::CORSIEVE_REASON_DATA_URL_INVALID);
    /// `StreamWantsHttp2`: the engine sends a stream over HTTP/2 and later only.
    pub const STREAM_WANTS_HTTP2: Reason = Reason(sys::CORSIEVE_REASON_STREAM_WANTS_HTTP2);
    // 160-169: the preflight has no answer, or not one that counts.
    /// `PreflightConnectionClosed`: the preflight has no answer: the connection failed or was closed.
    pub const PREFLIGHT_CONNECTION_CLOSED: Reason = Reason(sys::CORSIEVE_REASON_PREFLIGHT_CONNECTION_CLOSED);
    /// `PreflightResponseMalformed`: the preflight's answer is no HTTP response head.
    pub const PREFLIGHT_RESPONSE_MALFORMED: Reason = Reason(sys::CORSIEVE_REASON_PREFLIGHT_RESPONSE_MALFORMED);
    /// `PreflightInvalidStatus`: the preflight's status is not 200 to 299.
    pub const PREFLIGHT_INVALID_STATUS: Reason = Reason(sys::CORSIEVE_REASON_PREFLIGHT_INVALID_STATUS);
    /// `PreflightDisallowedRedirect`: the preflight is answered by a redirect.
    pub const PREFLIGHT_DISALLOWED_REDIRECT: Reason = Reason(sys::CORSIEVE_REASON_PREFLIGHT_DISALLOWED_REDIRECT);
    // 170-179: the preflight's CORS check fails, as in 100-109.
    /// `PreflightMissingAllowOriginHeader`: the preflight's answer has no Access-Control-Allow-Origin.
    pub const PREFLIGHT_MISSING_ALLOW_ORIGIN_HEADER: Reason = Reason(sys::CORSIEVE_REASON_PREFLIGHT_MISSING_ALLOW_ORIGIN_HEADER);
    /// `PreflightMultipleAllowOriginValues`: the preflight's Access-Control-Allow-Origin has more than one value.
    pub const PREFLIGHT_MULTIPLE_ALLOW_ORIGIN_VALUES: Reason = Reason(sys::CORSIEVE_REASON_PREFLIGHT_MULTIPLE_ALLOW_ORIGIN_VALUES);
    /// `PreflightInvalidAllowOriginValue`: the preflight's Access-Control-Allow-Origin is not an origin.
    pub const PREFLIGHT_INVALID_ALLOW_ORIGIN_VALUE: Reason = Reason(sys::CORSIEVE_REASON_PREFLIGHT_INVALID_ALLOW_ORIGIN_VALUE);
    /// `PreflightAllowOriginMismatch`: the preflight's Access-Control-Allow-Origin is not the request's origin, byte for byte.
    pub const PREFLIGHT_ALLOW_ORIGIN_MISMATCH: Reason = Reason(sys::CORSIEVE_REASON_PREFLIGHT_ALLOW_ORIGIN_MISMATCH);
    /// `PreflightWildcardOriginNotAllowed`: the preflight's Access-Control-Allow-Origin is *, which does not do with credentials.
    pub const PREFLIGHT_WILDCARD_ORIGIN_NOT_ALLOWED: Reason = Reason(sys::CORSIEVE_REASON_PREFLIGHT_WILDCARD_ORIGIN_NOT_ALLOWED);
    /// `PreflightInvalidAllowCredentials`: the preflight's Access-Control-Allow-Credentials is not exactly true.
    pub const PREFLIGHT_INVALID_ALLOW_CREDENTIALS: Reason = Reason(sys::CORSIEVE_REASON_PREFLIGHT_INVALID_ALLOW_CREDENTIALS);
    // 180-199: the preflight's answer does not allow the request.
    /// `InvalidAllowMethodsPreflightResponse`: the preflight's Access-Control-Allow-Methods is not a list of methods.
    pub const INVALID_ALLOW_METHODS_PREFLIGHT_RESPONSE: Reason = Reason(sys::CORSIEVE_REASON_INVALID_ALLOW_METHODS_PREFLIGHT_RESPONSE);
    /// `InvalidAllowHeadersPreflightResponse`: the preflight's Access-Control-Allow-Headers is not a list of names.
    pub const INVALID_ALLOW_HEADERS_PREFLIGHT_RESPONSE: Reason = Reason(sys::CORSIEVE_REASON_INVALID_ALLOW_HEADERS_PREFLIGHT_RESPONSE);
    /// `MethodDisallowedByPreflightResponse`: the preflight's Access-Control-Allow-Methods does not name the method.
    pub const METHOD_DISALLOWED_BY_PREFLIGHT_RESPONSE: Reason = Reason(sys::CORSIEVE_REASON_METHOD_DISALLOWED_BY_PREFLIGHT_RESPONSE);
    /// `HeaderDisallowedByPreflightResponse`: the preflight's Access-Control-Allow-Headers does not name a request header.
    pub const HEADER_DISALLOWED_BY_PREFLIGHT_RESPONSE: Reason = Reason(sys::CORSIEVE_REASON_HEADER_DISALLOWED_BY_PREFLIGHT_RESPONSE);
    // 200-209: the MIME type keeps the response from a script or style element.
    /// `BlockedByNosniff`: X-Content-Type-Options is nosniff and the MIME type does not fit.
    pub const BLOCKED_BY_NOSNIFF: Reason = Reason(sys::CORSIEVE_REASON_BLOCKED_BY_NOSNIFF);
    /// `BlockedByMimeType`: the MIME type is one that no script has.
    pub const BLOCKED_BY_MIME_TYPE: Reason = Reason(sys::CORSIEVE_REASON_BLOCKED_BY_MIME_TYPE);
}
