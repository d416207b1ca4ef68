// A response as it was received.

#ifndef CORSIEVE_RESPONSE_H_
#define CORSIEVE_RESPONSE_H_

#include <cstddef>
#include <optional>
#include <string_view>

#include "corsieve/header_list.h"

namespace corsieve {

// https://fetch.spec.whatwg.org/#concept-response, as far as headers go.
struct Response {
  int status = 0;  // 0 to 999; to 65535 in profile chromium
  std::string_view status_message;
  HeaderList header_list;
};

namespace internal {
// Where in its bytes a response was found.
struct ReadPlaces {
  size_t body_offset;
  std::optional<size_t> error_offset;  // Of a head that could not be read.
  std::optional<size_t> error_header;  // Of a list that could not be.
};
}  // namespace internal

}  // namespace corsieve

#endif  // CORSIEVE_RESPONSE_H_
