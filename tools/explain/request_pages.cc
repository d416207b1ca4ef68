#include "tools/explain/reason_pages.h"

namespace corsieve::tools {
namespace {

#define CHROMIUM_BLOCKED                           \
  "Access to fetch at 'URL' from origin 'ORIGIN' " \
  "has been blocked by CORS policy: "
#define FIREFOX_BLOCKED                                                     \
  "Cross-Origin Request Blocked: The Same Origin Policy disallows reading " \
  "the remote resource at URL. (Reason: "
#define FIREFOX_NO_SUCCESS \
  FIREFOX_BLOCKED "CORS request did not succeed). Status code: STATUS."

constexpr ReasonPage kPages[] = {
    {Reason::kRedirectModeError,
     {"The page asked with redirect: \"error\" to fail where it is redirected, "
      "and it is.",
      "A page can so make sure that the answer comes from the URL that it "
      "requested."},
     {"", "", "Not allowed to follow a redirection while loading URL"},
     {"Answer at this URL instead of redirecting.", "",
      "Take redirect: \"error\" out of the call, or request the last URL."}},
    {Reason::kLocationInvalid,
     {"The redirect's Location is no URL, or there are two that differ: nobody "
      "can tell where it leads.",
      "What is in doubt is not followed: it could lead elsewhere than a filter "
      "believed."},
     {"net::ERR_INVALID_REDIRECT\n"
      "net::ERR_RESPONSE_HEADERS_MULTIPLE_LOCATION",
      FIREFOX_NO_SUCCESS, ""},
     {"Answer with one Location that is a URL, with percent signs for what no "
      "URL may have.",
      "Location: https://api.example/items/\n",
      "Request the URL that is meant directly."}},
    {Reason::kLocationNotHttp,
     {"The redirect leads to a URL that is not http or https, as data: or an "
      "app's own scheme. A fetch does not follow it; a link would.",
      "A server must not send script to files, or to URLs that speak with the "
      "server's voice."},
     {"net::ERR_UNSAFE_REDIRECT\n" CHROMIUM_BLOCKED
      "Cross origin requests are only supported for protocol schemes: SCHEME.",
      "Redirecting to data: URI not allowed (Blocked loading of: "
      "“URL”)\n" FIREFOX_NO_SUCCESS,
      "Cross-origin redirection to URL denied by Cross-Origin Resource Sharing "
      "policy: not allowed to follow a cross-origin CORS redirection with non "
      "CORS scheme"},
     {"Redirect to an https URL; where an app is to open, put its URL into the "
      "body and let the page go there.",
      "Location: https://app.example/done\n", ""}},
    {Reason::kTooManyRedirects,
     {"After 20 redirects the 21st is not followed. Mostly two rules send the "
      "request back and forth: http and https, with and without a slash or "
      "www, "
      "or a login that does not see its cookie.",
      "A fetch must come to an end."},
     {"net::ERR_TOO_MANY_REDIRECTS", FIREFOX_NO_SUCCESS,
      "Load cannot follow more than 20 redirections"},
     {"Follow the redirects with curl -siL --max-redirs 5 and take one of the "
      "two rules out.",
      "",
      "Request the last URL directly, and look whether a cookie is "
      "missing: credentials: \"include\" sends it."}},
    {Reason::kRedirectContainsCredentials,
     {"The redirect leads to a URL with a user name or password in it, which a "
      "request of mode cors to another origin does not follow.",
      "A server must not make a page log in somewhere under a name of the "
      "server's choice."},
     {CHROMIUM_BLOCKED "Redirect location 'URL' contains a username and "
                       "password, which is disallowed for cross-origin "
                       "requests.",
      FIREFOX_NO_SUCCESS,
      "Cross-origin redirection to URL denied by Cross-Origin Resource Sharing "
      "policy: redirection URL URL has credentials"},
     {"Redirect to the URL without user:password@.",
      "Location: https://api.example/items/\n",
      "Request the last URL directly, with an Authorization header."}},
    {Reason::kRedirectBodyStream,
     {"The request's body is a stream, the redirect (307 or 308) wants the "
      "body "
      "sent once more, and a stream is gone once it is read.",
      "It protects nothing: the bytes are no longer there."},
     {"", "", ""},
     {"Answer with 303, if the target is to be requested with GET, or at this "
      "URL.",
      "",
      "Send a Blob, a string or an ArrayBuffer instead of a stream, or request "
      "the last URL directly."}},

    {Reason::kMethodInvalid,
     {"The method is CONNECT, TRACE or TRACK, or has a byte that no method may "
      "have. No request is sent.",
      "TRACE sends back what the browser sent, cookies included; CONNECT is "
      "for proxies."},
     {"Failed to execute 'fetch' on 'Window': 'METHOD' HTTP method is "
      "unsupported.\n"
      "Failed to execute 'fetch' on 'Window': 'METHOD' is not a valid HTTP "
      "method.",
      "Window.fetch: Invalid request method METHOD.",
      "Method is forbidden.\n"
      "Method is not a valid HTTP token."},
     {"Offer the same under GET or POST.", "",
      "Request it with another method."}},
    {Reason::kRequestHeaderInvalid,
     {"The name of a header that the page sets is not made of letters, digits "
      "and hyphens, or its value has a line break in it. No request is sent.",
      "With a line break in a value a page could write further headers, or a "
      "whole second request."},
     {"Failed to execute 'fetch' on 'Window': Invalid name\n"
      "Failed to execute 'fetch' on 'Window': Invalid value",
      "Window.fetch: NAME is an invalid header name.\n"
      "Window.fetch: VALUE is an invalid header value.",
      "Invalid header name: 'NAME'\n"
      "Header 'NAME' has invalid value: 'VALUE'"},
     {"", "",
      "Trim the value: a token read from a file often ends in a line "
      "break."}},
    {Reason::kUrlIncludesCredentials,
     {"The URL has a user name or password in it, which fetch() does not take. "
      "No request is sent.",
      "Passwords in URLs end up in logs and histories."},
     {"Failed to execute 'fetch' on 'Window': Request cannot be constructed "
      "from a URL that includes credentials: URL",
      "Window.fetch: URL is an url with embedded credentials.",
      "URL is not valid or contains user credentials."},
     {"", "",
      "Take user:password@ out of the URL and set an Authorization "
      "header: \"Basic \" + btoa(\"user:password\")."}},
    {Reason::kNoCorsMethod,
     {"Mode no-cors takes GET, HEAD and POST only: what a form or an image "
      "could send. No request is sent.",
      "A server must not get from other sites' pages what it never got from "
      "forms, unless it allows it."},
     {"Failed to execute 'fetch' on 'Window': 'METHOD' is unsupported in "
      "no-cors mode.",
      "Window.fetch: Invalid request method METHOD.",
      "Method must be GET, POST or HEAD in no-cors mode."},
     {"", "", "Take mode: \"no-cors\" out of the call."}},
    {Reason::kNavigateMode,
     {"Mode navigate is what the browser itself uses to open pages; script "
      "cannot make such a request. None is sent.",
      "Servers trust requests that open a page more than those of script."},
     {"Failed to execute 'fetch' on 'Window': Cannot construct a Request with "
      "a RequestInit whose mode member is set as 'navigate'.",
      "Window.fetch: Invalid request mode navigate.",
      "Request constructor does not accept navigate fetch mode."},
     {"", "",
      "Take mode out of the call, or set location.href to open the "
      "page."}},
    {Reason::kRequestBodyInvalid,
     {"A GET or HEAD request has no body, and one of mode no-cors none that is "
      "a stream. No request is sent.",
      "Servers and proxies expect none there, and would take it for the next "
      "request."},
     {"Failed to execute 'fetch' on 'Window': Request with GET/HEAD method "
      "cannot have body.",
      "Window.fetch: HEAD or GET Request cannot have a body.",
      "Request has method 'METHOD' and cannot have a body"},
     {"", "", "Put the parameters into the URL's query, or use POST."}},

    {Reason::kConnectionClosed,
     {"No response came: the host has no address, nobody listens, the "
      "certificate is not trusted, or the connection was closed. CORS has no "
      "part in it, though Firefox words it so.",
      "It protects nothing: there is no answer."},
     {"net::ERR_CONNECTION_REFUSED\n"
      "net::ERR_CONNECTION_RESET\n"
      "net::ERR_NAME_NOT_RESOLVED\n"
      "net::ERR_EMPTY_RESPONSE",
      FIREFOX_NO_SUCCESS, ""},
     {"Look whether the server runs, listens on that address (localhost may be "
      "::1) and has a certificate that browsers trust.",
      "",
      "Open the URL in a tab: that shows the real error, and an ad blocker "
      "shows up there too."}},
    {Reason::kSchemeNotHttp,
     {"Browsers fetch nothing from URLs of this scheme; http, https, data and "
      "blob are what there is, and about:blank. A URL that begins with "
      "localhost:3000 has the scheme localhost.",
      "Other schemes reach into the machine, or open other programs."},
     {"Fetch API cannot load URL. URL scheme \"SCHEME\" is not supported.", "",
      "Cross origin requests are only supported for HTTP."},
     {"Serve it over https.", "",
      "Write http:// or https:// in front of the host."}},
    {Reason::kDataUrlInvalid,
     {"The data: URL has no comma between its type and its data, or says "
      "base64 and is none.",
      "It protects nothing: there is no data."},
     {"net::ERR_INVALID_URL", "", ""},
     {"", "",
      "Write data:text/plain,hello or "
      "data:text/plain;base64,aGVsbG8=."}},
    {Reason::kStreamWantsHttp2,
     {"Chromium sends a body that is a stream over HTTP/2 and HTTP/3 only, and "
      "the server speaks HTTP/1.1.",
      "HTTP/1.1 servers and proxies fail in strange ways where a body's length "
      "is not known."},
     {"net::ERR_ALPN_NEGOTIATION_FAILED", "",
      "ReadableStream uploading is not supported"},
     {"Serve it over https with HTTP/2.", "",
      "Send a Blob, a string or an ArrayBuffer instead of a stream."}},
};
static_assert(PagesRise(kPages));

#undef CHROMIUM_BLOCKED
#undef FIREFOX_BLOCKED
#undef FIREFOX_NO_SUCCESS

}  // namespace

absl::Span<const ReasonPage> RequestPages() { return kPages; }

}  // namespace corsieve::tools
