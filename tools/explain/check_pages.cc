#include "tools/explain/reason_pages.h"

namespace corsieve::tools {
namespace {

#define CHROMIUM_BLOCKED                           \
  "Access to fetch at 'URL' from origin 'ORIGIN' " \
  "has been blocked by CORS policy: "
#define FIREFOX_BLOCKED                                                     \
  "Cross-Origin Request Blocked: The Same Origin Policy disallows reading " \
  "the remote resource at URL. (Reason: "
#define SAFARI_NOT_ALLOWED                                        \
  "Origin ORIGIN is not allowed by Access-Control-Allow-Origin. " \
  "Status code: STATUS"
#define FIREFOX_CORP                                                               \
  "The resource at “URL” was blocked due to its Cross-Origin-Resource-Policy " \
  "header (or lack thereof). See URL"
#define SAFARI_CORP                                           \
  "Cancelled load to URL because it violates the resource's " \
  "Cross-Origin-Resource-Policy response header."

constexpr std::string_view kOthersReadNothing =
    "Without this rule any page could read, with its visitor's cookies, that "
    "visitor's mail and intranet. So nothing is readable until its server "
    "says for whom.";
constexpr std::string_view kCredentialsNeedAName =
    "With credentials the response may be the visitor's own: a server has to "
    "say by name which page may read it, and that it means with credentials.";
constexpr std::string_view kCorpProtects =
    "A server can so keep what it answers out of the memory of pages that it "
    "does not know, where attacks as Spectre could read it.";
constexpr std::string_view kAskYourOwnServer =
    "Call the API from your own server, which no CORS rule binds, and have the "
    "page ask that one.";
constexpr std::string_view kOriginLines =
    "Access-Control-Allow-Origin: https://app.example\n"
    "Vary: Origin\n";
constexpr std::string_view kCredentialLines =
    "Access-Control-Allow-Origin: https://app.example\n"
    "Access-Control-Allow-Credentials: true\n"
    "Vary: Origin\n";

constexpr ReasonPage kPages[] = {
    {Reason::kDisallowedByMode,
     {"The page requested a URL of another origin and said itself, with mode: "
      "\"same-origin\", that it wants none. No request is sent.",
      "A page can so make sure that it only ever talks to its own server."},
     {"Fetch API cannot load URL. Request mode is \"same-origin\" but the "
      "URL's origin is not same as the request origin ORIGIN.",
      "Security Error: Content at URL may not load data from URL.", ""},
     {"", "", "Take mode: \"same-origin\" out of the call."}},
    {Reason::kCorsDisabledScheme,
     {"The page requested a URL of another origin whose scheme is not http or "
      "https, as file: or ftp:. No request is sent. A page opened as a file "
      "meets this when it requests the file next to it.",
      "Only HTTP has headers in which a server can allow anything."},
     {"Fetch API cannot load URL. URL scheme \"SCHEME\" is not supported.\n"
      "Access to XMLHttpRequest at 'URL' from origin 'ORIGIN' has been blocked "
      "by CORS policy: Cross origin requests are only supported for protocol "
      "schemes: SCHEME.\n"
      "Not allowed to load local resource: URL",
      FIREFOX_BLOCKED
      "CORS request not http).\n"
      "Security Error: Content at URL may not load or link to URL.",
      "Cross origin requests are only supported for HTTP."},
     {"Serve it over https.", "",
      "Open the page from a local web server (python3 -m http.server) instead "
      "of as a file, and write the scheme in front of the host: "
      "https://localhost, not localhost:3000."}},
    {Reason::kNoCorsRedirectMode,
     {"A request of mode no-cors to another origin must follow redirects: "
      "redirect modes error and manual are refused. No request is sent.",
      "Whether another origin redirects is something that no-cors must not "
      "tell a page."},
     {"Fetch API cannot load URL. Request mode is \"no-cors\" but the redirect "
      "mode is not \"follow\".",
      "", "No-Cors mode requires follow redirect mode"},
     {"", "", "Take redirect out of the call, or mode: \"no-cors\"."}},
    {Reason::kBadPort,
     {"The URL's port belongs to another protocol, as 25 to mail or 6000 to "
      "X11, and browsers connect to none of these for a web page. No request "
      "is sent.",
      "A page could otherwise send commands to servers that are no web "
      "servers."},
     {"net::ERR_UNSAFE_PORT", "",
      "Not allowed to use restricted network port PORT: URL"},
     {"Serve it on another port: 443, 8080, 8443.", "", ""}},

    {Reason::kMissingAllowOriginHeader,
     {"The response has no Access-Control-Allow-Origin, so that its server "
      "allows no page of another origin to read it. The request was sent and "
      "answered, and curl shows the answer; only the page may not have it. "
      "Often the header is missing from errors and redirects alone: then the "
      "status is the cause, and this is what hides it.",
      kOthersReadNothing},
     {CHROMIUM_BLOCKED "No 'Access-Control-Allow-Origin' header is present on "
                       "the requested resource.",
      FIREFOX_BLOCKED "CORS header ‘Access-Control-Allow-Origin’ missing). "
                      "Status code: STATUS.",
      SAFARI_NOT_ALLOWED},
     {"Answer with it on the response itself, errors and redirects included "
      "(nginx: add_header … always). Where several pages may read it, look up "
      "the request's Origin in your list of origins and answer with that one, "
      "with Vary: Origin. For what everybody may read, * is enough. Many "
      "servers send it only where the request has Origin, so ask with curl -H "
      "'Origin: https://app.example'.",
      kOriginLines,
      "If the URL was redirected, request the last URL directly: a missing "
      "slash, http for https or an expired login is often all. mode: "
      "\"no-cors\" does not help, the response could then not be read at all. "
      "Where the API allows no page, call it from your own server, which no "
      "CORS rule binds, and have the page ask that one."}},
    {Reason::kMultipleAllowOriginValues,
     {"Access-Control-Allow-Origin is there twice, or lists several origins. "
      "It takes one value, even if both are the same: mostly an application "
      "and the proxy in front of it both add one.",
      "What is in doubt allows nothing."},
     {CHROMIUM_BLOCKED "The 'Access-Control-Allow-Origin' header contains "
                       "multiple values 'VALUE', but only one is allowed. Have "
                       "the server send the header with a valid value.",
      FIREFOX_BLOCKED
      "Multiple CORS header ‘Access-Control-Allow-Origin’ not "
      "allowed).\n" FIREFOX_BLOCKED
      "CORS header ‘Access-Control-Allow-Origin’ does not match ‘VALUE, "
      "VALUE’).",
      "Access-Control-Allow-Origin cannot contain more than one origin."},
     {"Remove one of the two; do not add a third. Let either the application "
      "or the proxy send CORS headers. For several origins, look up the "
      "request's Origin in your list and answer with that one alone.",
      kOriginLines, kAskYourOwnServer}},
    {Reason::kInvalidAllowOriginValue,
     {"The value of Access-Control-Allow-Origin is not even an origin: it is "
      "empty, lacks the scheme, or is a pattern as *.app.example, which no "
      "browser knows.",
      "What is in doubt allows nothing."},
     {CHROMIUM_BLOCKED "The 'Access-Control-Allow-Origin' header contains the "
                       "invalid value 'VALUE'. Have the server send the header "
                       "with a valid value.",
      FIREFOX_BLOCKED
      "CORS header ‘Access-Control-Allow-Origin’ does not match ‘VALUE’).",
      SAFARI_NOT_ALLOWED},
     {"Answer with the page's origin, scheme and port included and without a "
      "slash at the end, or with * for what everybody may read.",
      kOriginLines, kAskYourOwnServer}},
    {Reason::kAllowOriginMismatch,
     {"The server allows one origin, and it is another one than the page's. "
      "They are compared byte for byte: http is not https, app.example is not "
      "www.app.example, port 3000 is not 3001, and a slash at the end is one "
      "byte too many. After a redirect to another origin, and in a sandboxed "
      "frame or a file, the page's origin is null.",
      kOthersReadNothing},
     {CHROMIUM_BLOCKED "The 'Access-Control-Allow-Origin' header has a value "
                       "'VALUE' that is not equal to the supplied origin. Have "
                       "the server send the header with a valid value.",
      FIREFOX_BLOCKED
      "CORS header ‘Access-Control-Allow-Origin’ does not match ‘VALUE’).",
      SAFARI_NOT_ALLOWED},
     {"Look up the request's Origin in your list of origins and answer with "
      "that one, and with Vary: Origin, else a cache gives one page's answer "
      "to another. Never answer with whatever Origin says: that allows every "
      "page on the web.",
      kOriginLines,
      "Open the page under the origin that is allowed. If the request was "
      "redirected to another origin, request the last URL directly, so that "
      "Origin is the page's."}},
    {Reason::kWildcardOriginNotAllowed,
     {"The server allows every page with *, but the request was made with "
      "credentials (credentials: \"include\", withCredentials), and with "
      "those * does not do.",
      kCredentialsNeedAName},
     {CHROMIUM_BLOCKED "The value of the 'Access-Control-Allow-Origin' header "
                       "in the response must not be the wildcard '*' when the "
                       "request's credentials mode is 'include'.",
      "Cross-Origin Request Blocked: The Same Origin Policy disallows reading "
      "the remote resource at ‘URL’. (Reason: Credential is not supported if "
      "the CORS header ‘Access-Control-Allow-Origin’ is ‘*’).",
      "Cannot use wildcard in Access-Control-Allow-Origin when credentials "
      "flag is true."},
     {"If the page needs cookies, look up the request's Origin in your list of "
      "origins and answer with that one and with "
      "Access-Control-Allow-Credentials: true. Then * is no wildcard in the "
      "other Access-Control headers either. Else leave * and have the page "
      "drop the credentials.",
      kCredentialLines,
      "Request it without credentials: drop credentials: \"include\" or "
      "withCredentials. A public API that answers with * does not need them, "
      "and a token in Authorization is sent all the same."}},
    {Reason::kInvalidAllowCredentials,
     {"The request was made with credentials, and the server does not answer "
      "with Access-Control-Allow-Credentials: true. It has to be exactly that, "
      "in lower case and once; every other value counts as no.",
      kCredentialsNeedAName},
     {CHROMIUM_BLOCKED "The value of the 'Access-Control-Allow-Credentials' "
                       "header in the response is 'VALUE' which must be 'true' "
                       "when the request's credentials mode is 'include'.",
      FIREFOX_BLOCKED
      "expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’).",
      "Credentials flag is true, but Access-Control-Allow-Credentials is not "
      "\"true\"."},
     {"Answer with it, for origins from your list alone.", kCredentialLines,
      "Request it without credentials, where the API does not need them."}},

    {Reason::kCorpNotSameOrigin,
     {"The server answers with Cross-Origin-Resource-Policy: same-origin, and "
      "the page of another origin requests it with mode no-cors, as images and "
      "scripts do without the attribute crossorigin.",
      kCorpProtects},
     {"net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin", FIREFOX_CORP, SAFARI_CORP},
     {"Answer with cross-origin, where other sites may embed it.",
      "Cross-Origin-Resource-Policy: cross-origin\n",
      "Request it with mode cors (fetch's default, or the attribute "
      "crossorigin), if the server answers with Access-Control-Allow-Origin: "
      "the policy is about no-cors alone."}},
    {Reason::kCorpNotSameSite,
     {"The server answers with Cross-Origin-Resource-Policy: same-site, and "
      "the "
      "page is of another site: another registrable domain, or http where the "
      "server has https.",
      kCorpProtects},
     {"net::ERR_BLOCKED_BY_RESPONSE.NotSameSite", FIREFOX_CORP, SAFARI_CORP},
     {"Answer with cross-origin, where other sites may embed it.",
      "Cross-Origin-Resource-Policy: cross-origin\n",
      "Request it with mode cors, if the server answers with "
      "Access-Control-Allow-Origin."}},
    {Reason::kCorpDefaultedByEmbedderPolicy,
     {"The page itself answers with Cross-Origin-Embedder-Policy: then what it "
      "embeds of other origins must say, with Cross-Origin-Resource-Policy, "
      "that it may be. This response does not.",
      "Such a page gets precise timers and shared memory, which could read "
      "whatever is in its process."},
     {"net::ERR_BLOCKED_BY_RESPONSE."
      "NotSameOriginAfterDefaultedToSameOriginByCoep",
      FIREFOX_CORP, SAFARI_CORP},
     {"Answer with cross-origin, where other sites may embed it.",
      "Cross-Origin-Resource-Policy: cross-origin\n",
      "Request it with mode cors (the attribute crossorigin), if the server "
      "answers with Access-Control-Allow-Origin; or serve the page with "
      "Cross-Origin-Embedder-Policy: credentialless, or without it."}},
};
static_assert(PagesRise(kPages));

#undef CHROMIUM_BLOCKED
#undef FIREFOX_BLOCKED
#undef SAFARI_NOT_ALLOWED
#undef FIREFOX_CORP
#undef SAFARI_CORP

}  // namespace

absl::Span<const ReasonPage> CheckPages() { return kPages; }

}  // namespace corsieve::tools
