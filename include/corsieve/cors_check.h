// The CORS check.

#ifndef CORSIEVE_CORS_CHECK_H_
#define CORSIEVE_CORS_CHECK_H_

#include <optional>
#include <string>
#include <string_view>

#include "corsieve/header_list.h"
#include "corsieve/reason.h"
#include "corsieve/request.h"

namespace corsieve {

// nullopt: the check succeeds. Otherwise why it fails, as the DevTools protocol
// names it. `serialized_request_origin` is what SerializeRequestOrigin returns;
// `*scratch` is for joining repeated headers.
// https://fetch.spec.whatwg.org/#concept-cors-check
Failure CorsCheck(std::string_view serialized_request_origin,
                  CredentialsMode credentials_mode,
                  const HeaderList& header_list, std::string* scratch);

}  // namespace corsieve

#endif  // CORSIEVE_CORS_CHECK_H_
