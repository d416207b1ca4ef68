// HTTP/1.x response heads.

#ifndef CORSIEVE_RESPONSE_HEAD_H_
#define CORSIEVE_RESPONSE_HEAD_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/base/attributes.h"
#include "corsieve/header_list.h"
#include "corsieve/reason.h"

namespace corsieve {

// What ParseResponseHead makes of bytes.
struct ResponseHead {
  int status = 0;  // 0 to 999
  std::string_view status_message;
  // Where the body begins: just after the empty line, or the end of the input.
  size_t body_offset = 0;
  // Set if the input is not a response head; then `error_offset` is the byte
  // that shows it (the input's size where something is missing at its end) and
  // `header_list` holds what came before it.
  Failure error;
  size_t error_offset = 0;
};

// Reads the first final response head of `bytes`; interim (1xx) heads before it
// are skipped, what follows it is the body and is not looked at.
//
// Fetch leaves HTTP/1.x to RFC 9112, which leaves recovery to the recipient.
// This reader takes what RFC 9112 calls valid and what web-platform-tests wants
// beyond it: bare LF as line end, status codes of one to three digits, no
// reason phrase, and a head that ends with its connection, after a complete
// line. A folded line is joined with one space. All else that is malformed,
// NUL, CR that is not part of CRLF, and conflicting Content-Length are errors.
//
// `header_list` is cleared first; its views are of `bytes` and of itself.
// Linear in the size of the head.
// https://www.rfc-editor.org/rfc/rfc9112#section-2.2
ResponseHead ParseResponseHead(std::string_view bytes
                                   ABSL_ATTRIBUTE_LIFETIME_BOUND,
                               HeaderList* header_list);

// Reads header lines alone, without a status line, up to an empty line or the
// end of the input; otherwise the same. The result's status is 0.
ResponseHead ParseHeaderLines(std::string_view bytes
                                  ABSL_ATTRIBUTE_LIFETIME_BOUND,
                              HeaderList* header_list);

}  // namespace corsieve

#endif  // CORSIEVE_RESPONSE_HEAD_H_
