// libsoup 3.2.3, soup-status.c; nghttp2 1.52, nghttp2_http.c

#include "engine/read/webkit_http2.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "engine/base/bytes.h"
#include "engine/headers/header_name.h"

namespace corsieve {
namespace {

struct Phrase {
  int status;
  std::string_view text;
};

// soup_status_get_phrase
constexpr Phrase kPhrases[] = {
    {0, ""},
    {100, "Continue"},
    {101, "Switching Protocols"},
    {102, "Processing"},
    {103, "Early Hints"},
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {203, "Non-Authoritative Information"},
    {204, "No Content"},
    {205, "Reset Content"},
    {206, "Partial Content"},
    {207, "Multi-Status"},
    {300, "Multiple Choices"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {305, "Use Proxy"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {402, "Payment Required"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {407, "Proxy Authentication Required"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {411, "Length Required"},
    {412, "Precondition Failed"},
    {413, "Request Entity Too Large"},
    {414, "Request-URI Too Long"},
    {415, "Unsupported Media Type"},
    {416, "Requested Range Not Satisfiable"},
    {417, "Expectation Failed"},
    {422, "Unprocessable Entity"},
    {423, "Locked"},
    {424, "Failed Dependency"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
    {505, "HTTP Version Not Supported"},
    {507, "Insufficient Storage"},
    {510, "Not Extended"},
};

// parse_uint: whether it is of digits only, and no more than an int64_t.
bool IsLength(std::string_view value) {
  constexpr std::string_view kMost = "9223372036854775807";
  if (value.empty() || !std::all_of(value.begin(), value.end(), IsDigit)) {
    return false;
  }
  value.remove_prefix(std::min(value.find_first_not_of('0'), value.size()));
  return value.size() < kMost.size() ||
         (value.size() == kMost.size() && value <= kMost);
}

bool IsZero(std::string_view value) {
  return value.find_first_not_of('0') == value.npos;
}

}  // namespace

std::string_view WebKitStatusPhrase(int status) {
  for (const Phrase& p : kPhrases) {
    if (p.status == status) return p.text;
  }
  return "Unknown Error";
}

// http_response_on_header, nghttp2_http_on_response_headers,
// nghttp2_http_on_remote_end_stream
Failure SettleWebKitLengths(const Hop& hop, const ParsedResponse& parsed,
                            size_t first, HeaderTable* table) {
  constexpr HeaderId kId = HeaderId::kContentLength;
  const bool has_body =
      hop.method != "HEAD" && parsed.status != 204 && parsed.status != 304;
  const size_t trailers =
      table->size() - (parsed.body_is_empty ? parsed.trailers.size() : 0);
  bool is_known = false;  // The length, that is.
  bool is_zero = true;
  for (size_t i = table->Find(kId, first); i < table->size();
       i = table->Find(kId, i + 1)) {
    const std::string_view value = (*table)[i].value;
    // Once the headers are in, a response without a body has the length 0.
    if (is_known || (i >= trailers && !has_body)) {
      return Reason::kFramingMalformed;
    }
    if (parsed.status == 204) {
      if (value != "0") return Reason::kFramingMalformed;
      table->Drop(i);
    } else if (!IsLength(value)) {
      return Reason::kFramingMalformed;
    } else {
      is_zero = IsZero(value);
    }
    is_known = true;
  }
  const bool is_wrong =
      is_known && has_body && parsed.body_is_empty && !is_zero;
  if (is_wrong) return Reason::kFramingMalformed;
  return std::nullopt;
}

}  // namespace corsieve
