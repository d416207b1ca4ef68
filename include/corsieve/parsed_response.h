// A response that came parsed: over HTTP/2 or HTTP/3, or from an embedder's own
// HTTP/1.1 stack.

#ifndef CORSIEVE_PARSED_RESPONSE_H_
#define CORSIEVE_PARSED_RESPONSE_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "absl/types/span.h"
#include "corsieve/header_list.h"

namespace corsieve {

// What a response came over. Engines treat the same headers otherwise over
// HTTP/2 than over HTTP/1.1, and so do the standards (RFC 9112, RFC 9113).
enum class Protocol : uint8_t { kHttp1 = 0, kHttp2 = 1, kHttp3 = 2 };

// An interim (1xx) response.
struct InterimResponse {
  int status = 103;
  absl::Span<const Header> headers;
};

// Names and values may lie anywhere; they must live as long as what is made of
// them is used. Pseudo-headers are no part of `headers`: what `:status` says is
// `status`.
struct ParsedResponse {
  Protocol protocol = Protocol::kHttp1;
  int status = 200;
  // The reason phrase, which HTTP/2 and HTTP/3 do not have: there it plays no
  // part.
  std::string_view status_message;
  absl::Span<const Header> headers;

  // Beyond the final response's headers, where they are known. Only over HTTP/2
  // and HTTP/3 do they play a part: the standard refuses what is malformed
  // there, and of WebKit some of it leaks (docs/departures.md).
  absl::Span<const InterimResponse> interim = {};  // In the order received.
  absl::Span<const Header> trailers = {};
  // What `:status` says, where that is not `status` in three digits: engines
  // take signs and zeros otherwise than the standard and each other. `status`
  // is then what it comes to, to tell interim responses by.
  std::optional<std::string_view> status_text = std::nullopt;
  // No DATA came. Of interest to profile webkit beside trailers and
  // Content-Length, and to firefox beside status 101.
  bool body_is_empty = false;
};

}  // namespace corsieve

#endif  // CORSIEVE_PARSED_RESPONSE_H_
