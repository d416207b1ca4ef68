#include "tools/explain/reason_pages.h"

namespace corsieve::tools {
namespace {

#define FIREFOX_NO_SUCCESS                                                  \
  "Cross-Origin Request Blocked: The Same Origin Policy disallows reading " \
  "the remote resource at URL. (Reason: CORS request did not succeed). "    \
  "Status code: STATUS."

constexpr std::string_view kSmuggling =
    "A head that two programs read differently can be used to smuggle a "
    "response past one of them: what is in doubt is refused.";

constexpr ReasonPage kPages[] = {
    {Reason::kHeadEmpty,
     {"There is not one byte of a response: the connection was closed first.",
      "It protects nothing: there is no answer."},
     {"net::ERR_EMPTY_RESPONSE", FIREFOX_NO_SUCCESS, ""},
     {"Look in the server's log whether it crashed or timed out.", "",
      "Ask with curl -si and see whether there is an answer at all."}},
    {Reason::kHeadTruncated,
     {"The response ends in the middle of a header line. Browsers take what "
      "has come; the standard lets a reader refuse it.",
      "A head that was cut off may lack the header that forbids something."},
     {"", "", ""},
     {"Send the head whole: each line with its end, then an empty line.", "",
      ""}},
    {Reason::kHeadContainsNul,
     {"A byte of value 0 is in the head. Often the text is UTF-16, which "
      "PowerShell's > writes.",
      kSmuggling},
     {"net::ERR_INVALID_HTTP_RESPONSE", FIREFOX_NO_SUCCESS, ""},
     {"Encode the value, as base64 or with percent signs.", "", ""}},
    {Reason::kHeadContainsCr,
     {"A carriage return stands in the head without the line feed that makes "
      "it the end of a line. Browsers take such a head in one way or another; "
      "the standard lets a reader refuse it.",
      kSmuggling},
     {"", "", ""},
     {"End each line with CR LF and take CR out of values.", "", ""}},
    {Reason::kStatusLineMalformed,
     {"What came does not begin with HTTP/1.1 and a status: it is no HTTP "
      "response. Often another protocol answers on this port, or what was "
      "pasted is something else than a response.",
      "What is not HTTP must not be read as if it were: a page could talk to "
      "mail servers and printers."},
     {"net::ERR_INVALID_HTTP_RESPONSE", "", ""},
     {"Look whether scheme and port are right: http or https, and the port of "
      "the web server.",
      "", ""}},
    {Reason::kStatusCodeMalformed,
     {"The status line has no status code of one to three digits.", kSmuggling},
     {"",
      FIREFOX_NO_SUCCESS "\n"
                         "The status line of the HTTP response is invalid",
      ""},
     {"Answer with a status code of three digits.", "", ""}},
    {Reason::kFirstHeaderLineFolded,
     {"The first header line begins with a blank, as if it continued a line "
      "before it, and there is none. Browsers skip it; the standard lets a "
      "reader refuse it.",
      kSmuggling},
     {"", "", ""},
     {"Begin each header line with its name.", "", ""}},
    {Reason::kHeaderLineWithoutColon,
     {"A header line has no colon, so that there is no name and no value. "
      "Browsers skip it; the standard lets a reader refuse it.",
      kSmuggling},
     {"", "", ""},
     {"Write each header line as Name: value.", "", ""}},
    {Reason::kHeaderNameMalformed,
     {"A header's name is empty or has a blank, a colon, a quote or another "
      "byte that no name may have. Browsers skip the line or take it in some "
      "way; the standard lets a reader refuse it.",
      kSmuggling},
     {"", "", ""},
     {"Write names with letters, digits and hyphens, and the colon right "
      "behind them.",
      "", ""}},
    {Reason::kHeaderValueMalformed,
     {"A header's value has a NUL, a carriage return or a line feed in it, "
      "which no value may have.",
      kSmuggling},
     {"", "", ""},
     {"Encode the value, as base64 or with percent signs, and check what "
      "users can write into it.",
      "", ""}},
    {Reason::kNoFinalResponse,
     {"Only interim responses came (status 100 to 199), which announce another "
      "one, and that other one is missing.",
      "It protects nothing: there is no answer."},
     {"net::ERR_EMPTY_RESPONSE", "", ""},
     {"Send the final response behind 100 Continue or 103 Early Hints.", "",
      ""}},
    {Reason::kContentLengthConflict,
     {"The response names two different lengths for its body.", kSmuggling},
     {"net::ERR_RESPONSE_HEADERS_MULTIPLE_CONTENT_LENGTH", FIREFOX_NO_SUCCESS,
      ""},
     {"Send one Content-Length; look whether both the application and a proxy "
      "set it.",
      "Content-Length: 42\n", ""}},
    {Reason::kConnectionSpecificHeader,
     {"A response over HTTP/2 or HTTP/3 has a header about the connection, as "
      "Connection or Transfer-Encoding, which only HTTP/1.1 has. Browsers "
      "differ: some take the header out, some refuse the response.",
      kSmuggling},
     {"", "", ""},
     {"Leave out Connection, Keep-Alive, Proxy-Connection, Transfer-Encoding "
      "and Upgrade over HTTP/2. A proxy that turns HTTP/1.1 into HTTP/2 does "
      "so by itself.",
      "", ""}},
    {Reason::kStatusMalformed,
     {"The status is none that a response of HTTP/2 or later can have.",
      kSmuggling},
     {"", "", ""},
     {"Answer with a status from 200 to 599.", "", ""}},
    {Reason::kContentLengthForbidden,
     {"An interim response (status 100 to 199) has a Content-Length, though it "
      "never has a body.",
      kSmuggling},
     {"", "", ""},
     {"Send Content-Length with the final response alone.", "", ""}},

    {Reason::kHeadTooLarge,
     {"The response's head is larger than this browser reads: 256 KiB in "
      "Chromium, 384 KiB in Firefox, 64 KiB in WebKitGTK.",
      "A browser must not run out of memory because of a server."},
     {"net::ERR_RESPONSE_HEADERS_TOO_BIG", FIREFOX_NO_SUCCESS, ""},
     {"Send less: long lists belong into the body, and old cookies want to be "
      "deleted.",
      "", ""}},
    {Reason::kFramingMalformed,
     {"This browser does not take such a Content-Length or Transfer-Encoding. "
      "This reason comes up in the profiles of browsers only.",
      kSmuggling},
     {"", "", ""},
     {"Send one Content-Length that is a number, or Transfer-Encoding: "
      "chunked, not both.",
      "Content-Length: 42\n", ""}},
    {Reason::kDuplicateConflict,
     {"The response has a header twice, with different values, that this "
      "browser takes once only: Content-Length, Content-Disposition or "
      "Location. This reason comes up in the profiles of browsers only.",
      kSmuggling},
     {"net::ERR_RESPONSE_HEADERS_MULTIPLE_CONTENT_DISPOSITION\n"
      "net::ERR_RESPONSE_HEADERS_MULTIPLE_LOCATION",
      FIREFOX_NO_SUCCESS, ""},
     {"Send the header once; look whether both the application and a proxy set "
      "it.",
      "Content-Disposition: attachment; filename=\"report.csv\"\n", ""}},
    {Reason::kProxyAuthenticationRequired,
     {"The server answers with status 407, which only a proxy may send. "
      "Chromium takes it for an error; other browsers show it to script.",
      "A server that poses as a proxy could make the browser send it the "
      "proxy's password."},
     {"net::ERR_UNEXPECTED_PROXY_AUTH", "", ""},
     {"Answer with 401 or 403 instead.", "", ""}},
};
static_assert(PagesRise(kPages));

#undef FIREFOX_NO_SUCCESS

}  // namespace

absl::Span<const ReasonPage> HeadPages() { return kPages; }

}  // namespace corsieve::tools
