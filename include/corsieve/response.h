// A response as it was received.

#ifndef CORSIEVE_RESPONSE_H_
#define CORSIEVE_RESPONSE_H_

#include <string_view>

#include "corsieve/header_list.h"

namespace corsieve {

// https://fetch.spec.whatwg.org/#concept-response, as far as headers go.
struct Response {
  int status = 0;  // 0 to 999; to 65535 in profile chromium
  std::string_view status_message;
  HeaderList header_list;
};

}  // namespace corsieve

#endif  // CORSIEVE_RESPONSE_H_
