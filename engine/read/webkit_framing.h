// How libsoup finds out how a body is delimited, for which WebKit refuses some
// responses.

#ifndef CORSIEVE_ENGINE_READ_WEBKIT_FRAMING_H_
#define CORSIEVE_ENGINE_READ_WEBKIT_FRAMING_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engine/headers/header_name.h"
#include "engine/headers/header_table.h"

namespace corsieve {

// soup-message-headers.c: soup_message_headers_set
class WebKitFraming {
 public:
  // Takes the headers in the order received, so a Content-Length overrules a
  // Transfer-Encoding before it, unless that is chunked. `at` is the caller's
  // note of where it is.
  void Add(HeaderId id, std::string_view value, size_t at) {
    if (id == HeaderId::kContentLength) {
      length_at_ = at;
      AddLength(value);
    } else if (id == HeaderId::kTransferEncoding) {
      AddEncoding(value, at);
    }
  }

  // Drops the headers that Connection names, as HTTP/1.0 has it (P08773), and
  // forgets what they said; soup_message_headers_clean_connection_headers.
  void DropConnectionHeaders(HeaderTable* table);

  // Then the last Content-Length that is left decides;
  // soup_message_headers_get_encoding.
  void Settle(const HeaderTable& table);

  bool unrecognized() const { return kind_ == kUnrecognized; }
  // Of the header that decided.
  size_t at() const { return at_; }

 private:
  enum Kind : uint8_t { kUnset, kLength, kChunked, kUnrecognized };

  void Remove(HeaderId id);
  void AddLength(std::string_view value);
  void AddEncoding(std::string_view value, size_t at);
  void Set(Kind kind, size_t at) {
    kind_ = kind;
    at_ = at;
  }

  Kind kind_ = kUnset;
  size_t at_ = 0;
  size_t length_at_ = 0;  // Of the last Content-Length.
};

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_READ_WEBKIT_FRAMING_H_
