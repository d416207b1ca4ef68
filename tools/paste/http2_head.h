// The heads that curl prints for responses of HTTP/2 and HTTP/3.

#ifndef CORSIEVE_TOOLS_PASTE_HTTP2_HEAD_H_
#define CORSIEVE_TOOLS_PASTE_HTTP2_HEAD_H_

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "tools/case.h"

namespace corsieve::tools {

struct Http2Head {
  ParsedAnswer answer;
  // Of each of answer.headers, the line that it is on; the first line is 0.
  std::vector<size_t> lines;
  // Where the status is no three digits: the byte that shows it. Engines may
  // take it nevertheless.
  std::optional<size_t> bad_status;
};

// What the text of :status comes to, of nine bytes at most; 0: it is no number.
int StatusOfText(std::string_view text);

// Reads a head that begins with "HTTP/2 " or "HTTP/3 ", or "HTTP/2.0 " as curl
// wrote it once, interim heads before it included, as the list of headers that
// it was: names are put in lower case, which they had on the wire, whoever
// wrote them otherwise. A reason, which there is none of, is left out. nullopt:
// it begins in another way. A line without a colon becomes a name. Of interim
// heads without a final one the last is the answer.
std::optional<Http2Head> ReadHttp2Head(std::string_view head);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_PASTE_HTTP2_HEAD_H_
