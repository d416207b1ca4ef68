#include "tools/explain/reason_pages.h"

namespace corsieve::tools {
namespace {

// Chromium says it for XMLHttpRequest.getResponseHeader() alone: get() of
// fetch()'s Headers returns null without a word.
#define UNSAFE_HEADER "Refused to get unsafe header \"NAME\""

constexpr ReasonPage kPages[] = {
    {Reason::kBasicResponse,
     {"The page and what it requested have the same origin: scheme, host and "
      "port. Script can read every header of the response but Set-Cookie.",
      "What an origin answers to its own pages is theirs to read."},
     {"", "", ""},
     {"", "", ""}},
    {Reason::kSafelisted,
     {"Cache-Control, Content-Language, Content-Length, Content-Type, Expires, "
      "Last-Modified and Pragma can be read by every page that may read the "
      "response; a server need not list them.",
      "Pages have always needed these seven, and they say little that the body "
      "does not."},
     {"", "", ""},
     {"", "", ""}},
    {Reason::kExposedByName,
     {"The server lists the header in Access-Control-Expose-Headers, so script "
      "of another origin can read it.",
      "A server decides header by header what other origins may read."},
     {"", "", ""},
     {"", "", ""}},
    {Reason::kExposedByStar,
     {"The server answers with Access-Control-Expose-Headers: *, and the "
      "request was made without credentials (cookies, HTTP authentication), "
      "so script can read all headers but Set-Cookie.",
      "Without credentials the answer is the same for everybody, so that "
      "there is nothing private in it."},
     {"", "", ""},
     {"A list of names is safer: * also exposes what is added later.", "", ""}},

    {Reason::kForbiddenResponseHeaderName,
     {"Set-Cookie, and the obsolete Set-Cookie2, are taken out of each "
      "response "
      "before script sees it, whatever the server answers and whatever the "
      "page's origin is. The browser may store the cookie all the same.",
      "Cookies hold sessions: a script that is smuggled into a page must not "
      "be able to read them."},
     {"Refused to get unsafe header \"set-cookie\"", "", ""},
     {"Where script needs the value, send it in the body or in another header, "
      "and expose that.",
      "",
      "Do not read the cookie: have it sent back by requesting with "
      "credentials: \"include\"."}},
    {Reason::kNotExposed,
     {"The response can be read, but not this header: it is none of the seven "
      "that every page may read, and the server does not list it in "
      "Access-Control-Expose-Headers. headers.get() returns null, as if the "
      "header were not there, though DevTools and curl show it.",
      "Headers were meant for the browser long before pages of other origins "
      "could read responses: what a server did not offer stays hidden."},
     {UNSAFE_HEADER, "", ""},
     {"Name the header in Access-Control-Expose-Headers, on the response "
      "itself, not on the answer to OPTIONS. Access-Control-Allow-Headers is "
      "something else: it is about what a request may send.",
      "Access-Control-Expose-Headers: X-Total-Count, Link\n",
      "Nothing in the page reveals it. Look whether the body has the same "
      "value, or request the API from your own server and have that pass the "
      "value on."}},
    {Reason::kStarIsLiteralWithCredentials,
     {"The server answers with Access-Control-Expose-Headers: *, but the "
      "request was made with credentials: then * is no wildcard, and stands "
      "only for a header whose name is an asterisk.",
      "With credentials the response may be somebody's own: a server has to "
      "say by name what it gives away of it."},
     {UNSAFE_HEADER, "", ""},
     {"List the names instead of *.",
      "Access-Control-Expose-Headers: X-Total-Count, Link\n",
      "Request it without credentials (credentials: \"omit\", or "
      "withCredentials = false), where the API does not need them: then * "
      "counts."}},
    {Reason::kExposeListInvalid,
     {"The value of Access-Control-Expose-Headers is not a comma-separated "
      "list "
      "of header names: a blank between two names, a quote or a semicolon is "
      "enough. Then none of the names counts, on any line.",
      "What cannot be read for certain exposes nothing."},
     {UNSAFE_HEADER, "", ""},
     {"Separate the names with commas and write nothing else.",
      "Access-Control-Expose-Headers: X-Total-Count, Link\n", ""}},
    {Reason::kOpaqueResponse,
     {"The request has mode no-cors: script gets a response with status 0, no "
      "headers and no body. That is not an error of the server, it is what "
      "no-cors asks for.",
      "no-cors is for what a page may embed but not read, as an image of "
      "another origin."},
     {"", "", ""},
     {"Answer with Access-Control-Allow-Origin, so that the page can use mode "
      "cors. * will do for what everybody may read without credentials.",
      "Access-Control-Allow-Origin: *\n",
      "Take mode: \"no-cors\" out of the call. It never makes a response "
      "readable, and silences the error that would tell why."}},
    {Reason::kOpaqueRedirectResponse,
     {"The request has redirect mode manual, and the answer is a redirect: "
      "script gets a response of type opaqueredirect, with status 0 and no "
      "headers. Where it leads cannot be read.",
      "A redirect's target may be secret (a login's token, an internal host) "
      "and was never readable."},
     {"", "", ""},
     {"Where script has to know the address, answer with status 200 and the "
      "address in the body.",
      "",
      "Request it with redirect: \"follow\", the default, and read "
      "response.url."}},
    {Reason::kNetworkErrorResponse,
     {"The fetch failed, so script gets no response, no status and no header: "
      "fetch() rejects with a TypeError, XMLHttpRequest fires an error event "
      "and has status 0. Script is never told why. The console is: look for "
      "the line next to this one.",
      "An error that said more would tell a page about servers that it may "
      "not read, as those of an intranet."},
     {"TypeError: Failed to fetch\n"
      "net::ERR_FAILED",
      "TypeError: NetworkError when attempting to fetch resource.",
      "TypeError: Load failed\n"
      "Fetch API cannot load URL due to access control checks.\n"
      "XMLHttpRequest cannot load URL due to access control checks."},
     {"", "", ""}},
    {Reason::kRedirectResponse,
     {"The response is a redirect that the fetch follows: script sees the "
      "response at the end, and nothing of those on the way.",
      "A redirect's target may be secret and was never readable."},
     {"", "", ""},
     {"Send the header with the last response.", "", ""}},
    {Reason::kMalformedLine,
     {"A browser's engine skips the line, because what stands before the colon "
      "is no header name, or there is no colon. This reason comes up in the "
      "profiles of browsers only.",
      "A line that two programs read differently can be used to smuggle "
      "headers past one of them."},
     {"", "", ""},
     {"Write header lines as Name: value, the name without blanks.", "", ""}},
    {Reason::kDroppedByEngine,
     {"A browser's engine takes the header away before anybody asks what is "
      "exposed, because it uses it up or cannot hold it. This reason comes up "
      "in the profiles of browsers only.",
      "It protects nothing: engines are built so. docs/departures.md tells of "
      "each."},
     {"", "", ""},
     {"Send what script needs under another name.", "", ""}},

    {Reason::kSameOrigin,
     {"The page and what it requested have the same origin: scheme, host and "
      "port. No permission is needed, and script reads the response.",
      "What an origin answers to its own pages is theirs to read."},
     {"", "", ""},
     {"", "", ""}},
    {Reason::kCorsCheckPassed,
     {"The response is of another origin, and its server allows this page to "
      "read it: Access-Control-Allow-Origin is the page's origin, or * without "
      "credentials. Which headers can be read is another matter.",
      "The server, not the page, decides who reads its responses."},
     {"", "", ""},
     {"", "", ""}},
    {Reason::kNoCors,
     {"The request has mode no-cors: the fetch succeeds, and the response "
      "tells script nothing: status 0, no headers, no body.",
      "no-cors is for what a page may embed but not read."},
     {"", "", ""},
     {"Answer with Access-Control-Allow-Origin, so that the page can use mode "
      "cors. * will do for what everybody may read without credentials.",
      "Access-Control-Allow-Origin: *\n",
      "Take mode: \"no-cors\" out of the call."}},
    {Reason::kManualRedirect,
     {"The request has redirect mode manual: the fetch succeeds, and the "
      "response is a redirect that tells script nothing.",
      "A redirect's target may be secret and was never readable."},
     {"", "", ""},
     {"", "", "Request it with redirect: \"follow\", the default."}},

    {Reason::kRedirectToFollow,
     {"The response is a redirect, and the fetch goes on at its Location. What "
      "script sees is the response at the end; in mode cors each redirect on "
      "the way must pass the CORS check too.",
      "Who may not read a response may not learn where it leads either."},
     {"", "", ""},
     {"", "",
      "Request the last URL directly: that spares a round trip and one more "
      "response that has to allow the page."}},

    {Reason::kOriginNotSerialized,
     {"The origin that corsieve was given is none as browsers write it: "
      "scheme://host or scheme://host:port in lower case, without the scheme's "
      "default port, a path or a slash at the end; or null. No browser says "
      "this: it is about how corsieve was called.",
      "Origins are compared byte for byte, so another spelling would be "
      "another origin."},
     {"", "", ""},
     {"", "", "location.origin in the page's console shows it."}},
    {Reason::kUrlNotSerialized,
     {"The URL that corsieve was given is none as browsers write it. No "
      "browser "
      "says this: it is about how corsieve was called.",
      "URLs are compared byte for byte, so another spelling would be another "
      "URL."},
     {"", "", ""},
     {"", "", "new URL(\"…\", location.href).href in a console shows it."}},
    {Reason::kBlobNotHere,
     {"What a blob: URL stands for is in the memory of the page that made it, "
      "and corsieve does not have it. No browser says this.",
      "It protects nothing: the answer is not here."},
     {"", "", ""},
     {"", "",
      "A blob's response has its type and size as Content-Type and "
      "Content-Length, and no other header."}},
};
static_assert(PagesRise(kPages));

#undef UNSAFE_HEADER

}  // namespace

absl::Span<const ReasonPage> ResponsePages() { return kPages; }

}  // namespace corsieve::tools
