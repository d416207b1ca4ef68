#include "tools/explain/reason_pages.h"

namespace corsieve::tools {
namespace {

#define CHROMIUM_BLOCKED                           \
  "Access to fetch at 'URL' from origin 'ORIGIN' " \
  "has been blocked by CORS policy: "
#define CHROMIUM_PREFLIGHT         \
  CHROMIUM_BLOCKED                 \
  "Response to preflight request " \
  "doesn't pass access control check: "
#define FIREFOX_BLOCKED                                                     \
  "Cross-Origin Request Blocked: The Same Origin Policy disallows reading " \
  "the remote resource at URL. (Reason: "
#define FIREFOX_NO_SUCCESS \
  FIREFOX_BLOCKED "CORS request did not succeed). Status code: STATUS."
#define SAFARI_NOT_ALLOWED                                        \
  "Origin ORIGIN is not allowed by Access-Control-Allow-Origin. " \
  "Status code: STATUS"

constexpr std::string_view kServersAreAskedFirst =
    "Servers that never heard of CORS must not get from other sites' pages "
    "what no form could send them (PUT, JSON, a token in a header). So the "
    "browser asks first, with OPTIONS, and sends nothing unless it is allowed.";
constexpr std::string_view kCredentialsNeedAName =
    "With credentials the request acts in the visitor's name: a server has to "
    "say by name which page may do so.";
constexpr std::string_view kTheWrongScript =
    "A server that lets users upload files must not serve them as script to "
    "other sites by accident.";
constexpr std::string_view kPreflightLines =
    "Access-Control-Allow-Origin: https://app.example\n"
    "Access-Control-Allow-Methods: GET, HEAD, POST, PUT, PATCH, DELETE\n"
    "Access-Control-Allow-Headers: Authorization, Content-Type\n"
    "Access-Control-Max-Age: 600\n"
    "Vary: Origin\n";
constexpr std::string_view kCredentialLines =
    "Access-Control-Allow-Origin: https://app.example\n"
    "Access-Control-Allow-Credentials: true\n"
    "Access-Control-Allow-Methods: GET, HEAD, POST, PUT, PATCH, DELETE\n"
    "Access-Control-Allow-Headers: Authorization, Content-Type\n"
    "Vary: Origin\n";
constexpr std::string_view kAvoidThePreflight =
    "A GET or POST that sets no header of its own and sends "
    "application/x-www-form-urlencoded, multipart/form-data or text/plain "
    "needs no preflight, if the API takes that. Else call it from your own "
    "server and have the page ask that one.";

constexpr ReasonPage kPages[] = {
    {Reason::kPreflightConnectionClosed,
     {"The browser asked with OPTIONS whether the request is allowed, and no "
      "answer came: the connection was refused, closed or timed out. The "
      "request itself was not sent.",
      kServersAreAskedFirst},
     {"net::ERR_EMPTY_RESPONSE\n"
      "net::ERR_CONNECTION_REFUSED\n"
      "net::ERR_CONNECTION_RESET",
      FIREFOX_NO_SUCCESS, ""},
     {"Look whether the server, or a firewall in front of it, drops OPTIONS.",
      kPreflightLines, kAvoidThePreflight}},
    {Reason::kPreflightResponseMalformed,
     {"The browser asked with OPTIONS whether the request is allowed, and what "
      "came back is no HTTP response that can be read. The request itself was "
      "not sent.",
      kServersAreAskedFirst},
     {"net::ERR_INVALID_HTTP_RESPONSE", FIREFOX_NO_SUCCESS,
      "Could not parse HTTP response"},
     {"Ask with curl -si -X OPTIONS and look at the lines of the answer.",
      kPreflightLines, kAvoidThePreflight}},
    {Reason::kPreflightInvalidStatus,
     {"The browser asked with OPTIONS whether the request is allowed; the "
      "answer has the headers that allow the page, but a status other than 200 "
      "to 299. Mostly OPTIONS is not routed (404, 405), or a login is wanted "
      "(401, 403), though a preflight never has cookies or tokens.",
      kServersAreAskedFirst},
     {CHROMIUM_PREFLIGHT "It does not have HTTP ok status.",
      FIREFOX_BLOCKED
      "CORS preflight response did not succeed). Status code: STATUS.",
      "Preflight response is not successful. Status code: STATUS"},
     {"Answer OPTIONS with status 204, before any check of logins, tokens and "
      "methods.",
      kPreflightLines, kAvoidThePreflight}},
    {Reason::kPreflightDisallowedRedirect,
     {"The browser asked with OPTIONS whether the request is allowed, and was "
      "redirected; a preflight is not. Mostly the URL lacks a slash, is http "
      "instead of https, or leads to a login. Firefox also says that the "
      "preflight response did not succeed, with the status; so does Safari.",
      kServersAreAskedFirst},
     {CHROMIUM_PREFLIGHT "Redirect is not allowed for a preflight request.",
      FIREFOX_BLOCKED "CORS request external redirect not allowed).",
      "Preflight response is not successful. Status code: STATUS"},
     {"Answer OPTIONS with status 204 at this URL, and redirect the request "
      "itself, if at all. An API answers who is not logged in with 401, not "
      "with a redirect to a login page.",
      kPreflightLines,
      "Request the URL that it redirects to: curl -si shows it as Location."}},

    {Reason::kPreflightMissingAllowOriginHeader,
     {"The browser asked with OPTIONS whether the request is allowed, and the "
      "answer has no Access-Control-Allow-Origin. The request itself was not "
      "sent. Look at the answer's status too: with 401, 403, 404 or 405 that "
      "is the cause, for such answers seldom have CORS headers.",
      kServersAreAskedFirst},
     {CHROMIUM_PREFLIGHT "No 'Access-Control-Allow-Origin' header is present "
                         "on the requested resource.",
      FIREFOX_BLOCKED "CORS header ‘Access-Control-Allow-Origin’ missing). "
                      "Status code: STATUS.",
      SAFARI_NOT_ALLOWED},
     {"Answer OPTIONS too, with status 204 and these lines; it is not enough "
      "to send them with GET and POST.",
      kPreflightLines, kAvoidThePreflight}},
    {Reason::kPreflightMultipleAllowOriginValues,
     {"The answer to OPTIONS has Access-Control-Allow-Origin twice, or lists "
      "several origins. It takes one value: mostly an application and the "
      "proxy in front of it both add one. The request itself was not sent.",
      "What is in doubt allows nothing."},
     {CHROMIUM_PREFLIGHT
      "The 'Access-Control-Allow-Origin' header contains multiple values "
      "'VALUE', but only one is allowed. Have the server send the header with "
      "a valid value.",
      FIREFOX_BLOCKED
      "Multiple CORS header ‘Access-Control-Allow-Origin’ not "
      "allowed).\n" FIREFOX_BLOCKED
      "CORS header ‘Access-Control-Allow-Origin’ does not match ‘VALUE, "
      "VALUE’).",
      "Access-Control-Allow-Origin cannot contain more than one origin."},
     {"Remove one of the two; do not add a third. Let either the application "
      "or the proxy answer OPTIONS.",
      kPreflightLines, kAvoidThePreflight}},
    {Reason::kPreflightInvalidAllowOriginValue,
     {"The answer to OPTIONS has an Access-Control-Allow-Origin that is not "
      "even an origin: it is empty, lacks the scheme, or is a pattern. The "
      "request itself was not sent.",
      "What is in doubt allows nothing."},
     {CHROMIUM_PREFLIGHT
      "The 'Access-Control-Allow-Origin' header contains the invalid value "
      "'VALUE'. Have the server send the header with a valid value.",
      FIREFOX_BLOCKED
      "CORS header ‘Access-Control-Allow-Origin’ does not match ‘VALUE’).",
      SAFARI_NOT_ALLOWED},
     {"Answer OPTIONS with the page's origin, scheme and port included and "
      "without a slash at the end.",
      kPreflightLines, kAvoidThePreflight}},
    {Reason::kPreflightAllowOriginMismatch,
     {"The answer to OPTIONS allows one origin, and it is another one than the "
      "page's. They are compared byte for byte: scheme, host, port, and no "
      "slash at the end. The request itself was not sent.",
      kServersAreAskedFirst},
     {CHROMIUM_PREFLIGHT
      "The 'Access-Control-Allow-Origin' header has a value 'VALUE' that is "
      "not equal to the supplied origin. Have the server send the header with "
      "a valid value.",
      FIREFOX_BLOCKED
      "CORS header ‘Access-Control-Allow-Origin’ does not match ‘VALUE’).",
      SAFARI_NOT_ALLOWED},
     {"Look up the request's Origin in your list of origins and answer OPTIONS "
      "with that one. Never answer with whatever Origin says: that allows "
      "every page on the web.",
      kPreflightLines,
      "Open the page under the origin that is allowed. If the request was "
      "redirected to another origin, request the last URL directly, so that "
      "Origin is the page's."}},
    {Reason::kPreflightWildcardOriginNotAllowed,
     {"The answer to OPTIONS allows every page with *, but the request is to "
      "be made with credentials, and with those * does not do. The request "
      "itself was not sent.",
      kCredentialsNeedAName},
     {CHROMIUM_PREFLIGHT
      "The value of the 'Access-Control-Allow-Origin' header in the response "
      "must not be the wildcard '*' when the request's credentials mode is "
      "'include'.",
      "Cross-Origin Request Blocked: The Same Origin Policy disallows reading "
      "the remote resource at ‘URL’. (Reason: Credential is not supported if "
      "the CORS header ‘Access-Control-Allow-Origin’ is ‘*’).",
      "Cannot use wildcard in Access-Control-Allow-Origin when credentials "
      "flag is true."},
     {"If the page needs cookies, look up the request's Origin in your list of "
      "origins and answer OPTIONS, and the request, with that one. Then * is "
      "no wildcard in the other Access-Control headers either.",
      kCredentialLines,
      "Request it without credentials: drop credentials: \"include\" or "
      "withCredentials. A token in Authorization is sent all the same."}},
    {Reason::kPreflightInvalidAllowCredentials,
     {"The request is to be made with credentials, and the answer to OPTIONS "
      "does not have Access-Control-Allow-Credentials: true, exactly that and "
      "once. The request itself was not sent.",
      kCredentialsNeedAName},
     {CHROMIUM_PREFLIGHT
      "The value of the 'Access-Control-Allow-Credentials' header in the "
      "response is 'VALUE' which must be 'true' when the request's credentials "
      "mode is 'include'.",
      FIREFOX_BLOCKED
      "expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’).",
      "Credentials flag is true, but Access-Control-Allow-Credentials is not "
      "\"true\"."},
     {"Answer OPTIONS with it too, for origins from your list alone.",
      kCredentialLines,
      "Request it without credentials, where the API does not need them."}},

    {Reason::kInvalidAllowMethodsPreflightResponse,
     {"The answer to OPTIONS has an Access-Control-Allow-Methods that is not a "
      "comma-separated list of methods: blanks instead of commas, or brackets. "
      "Then nothing is allowed. The request itself was not sent.",
      "What is in doubt allows nothing."},
     {CHROMIUM_BLOCKED "Cannot parse Access-Control-Allow-Methods response "
                       "header field in preflight response.",
      FIREFOX_BLOCKED
      "invalid token ‘VALUE’ in CORS header ‘Access-Control-Allow-Methods’).",
      "Header Access-Control-Allow-Methods has an invalid value: VALUE"},
     {"Separate the methods with commas and write nothing else.",
      kPreflightLines, kAvoidThePreflight}},
    {Reason::kInvalidAllowHeadersPreflightResponse,
     {"The answer to OPTIONS has an Access-Control-Allow-Headers that is not a "
      "comma-separated list of header names: blanks instead of commas, quotes "
      "or brackets. Then nothing is allowed. The request itself was not sent.",
      "What is in doubt allows nothing."},
     {CHROMIUM_BLOCKED "Cannot parse Access-Control-Allow-Headers response "
                       "header field in preflight response.",
      FIREFOX_BLOCKED
      "invalid token ‘VALUE’ in CORS header ‘Access-Control-Allow-Headers’).",
      "Header Access-Control-Allow-Headers has an invalid value: VALUE"},
     {"Separate the names with commas and write nothing else.", kPreflightLines,
      kAvoidThePreflight}},
    {Reason::kMethodDisallowedByPreflightResponse,
     {"The answer to OPTIONS does not list the request's method in "
      "Access-Control-Allow-Methods. Methods are compared byte for byte: a "
      "page that writes patch sends patch, which is not PATCH. * counts only "
      "without credentials. The request itself was not sent.",
      kServersAreAskedFirst},
     {CHROMIUM_BLOCKED
      "Method METHOD is not allowed by Access-Control-Allow-Methods in "
      "preflight response.",
      FIREFOX_BLOCKED
      "Did not find method in CORS header ‘Access-Control-Allow-Methods’).",
      "Method METHOD is not allowed by Access-Control-Allow-Methods."},
     {"Add the method to what is listed, in upper case, in the answer to "
      "OPTIONS.",
      kPreflightLines,
      "Write the method in upper case: method: \"PATCH\". Browsers make upper "
      "case of get, head, post, put, delete and options, and of no other."}},
    {Reason::kHeaderDisallowedByPreflightResponse,
     {"The page sets a header that the answer to OPTIONS does not list in "
      "Access-Control-Allow-Headers. Content-Type counts as one where it is "
      "application/json. * counts only without credentials, and the standard "
      "has it never stand for Authorization. The request itself was not sent.",
      kServersAreAskedFirst},
     {CHROMIUM_BLOCKED "Request header field NAME is not allowed by "
                       "Access-Control-Allow-Headers in preflight response.",
      FIREFOX_BLOCKED
      "header ‘NAME’ is not allowed according to header "
      "‘Access-Control-Allow-Headers’ from CORS preflight response).",
      "Request header field NAME is not allowed by "
      "Access-Control-Allow-Headers."},
     {"Add the name to what is listed, in the answer to OPTIONS. "
      "Access-Control-Expose-Headers is something else: it is about what the "
      "page may read.",
      kPreflightLines,
      "Do not set the header: Access-Control-Allow-Origin is none that a "
      "request has, Content-Type means nothing with GET, and Cache-Control or "
      "X-Requested-With are seldom needed; some libraries add them."}},

    {Reason::kBlockedByNosniff,
     {"A script or style element got a response whose type is none of a script "
      "or a style sheet, and X-Content-Type-Options: nosniff forbids to look "
      "at the bytes instead. Mostly it is an error page in HTML.",
      kTheWrongScript},
     {"Refused to execute script from 'URL' because its MIME type ('TYPE') is "
      "not executable, and strict MIME type checking is enabled.\n"
      "Refused to apply style from 'URL' because its MIME type ('TYPE') is not "
      "a supported stylesheet MIME type, and strict MIME checking is enabled.",
      "The resource from “URL” was blocked due to MIME type (“TYPE”) mismatch "
      "(X-Content-Type-Options: nosniff).",
      "Refused to execute URL as script because \"X-Content-Type-Options: "
      "nosniff\" was given and its Content-Type is not a script MIME type.\n"
      "Did not parse stylesheet at 'URL' because non CSS MIME types are not "
      "allowed when 'X-Content-Type-Options: nosniff' is given."},
     {"Answer with text/javascript or text/css, and leave nosniff.",
      "Content-Type: text/javascript; charset=utf-8\n",
      "Open the URL in a tab and look whether it is the file at all."}},
    {Reason::kBlockedByMimeType,
     {"A script element got an image, audio, video or CSV file, which no "
      "script "
      "is.",
      kTheWrongScript},
     {"Refused to execute script from 'URL' because its MIME type ('TYPE') is "
      "not executable.",
      "Script from “URL” was blocked because of a disallowed MIME type "
      "(“TYPE”).",
      "Refused to execute URL as script because TYPE is not a script MIME "
      "type."},
     {"Answer with text/javascript.",
      "Content-Type: text/javascript; charset=utf-8\n",
      "Open the URL in a tab and look whether it is the file at all."}},
};
static_assert(PagesRise(kPages));

#undef CHROMIUM_BLOCKED
#undef CHROMIUM_PREFLIGHT
#undef FIREFOX_BLOCKED
#undef FIREFOX_NO_SUCCESS
#undef SAFARI_NOT_ALLOWED

}  // namespace

absl::Span<const ReasonPage> PreflightPages() { return kPages; }

}  // namespace corsieve::tools
