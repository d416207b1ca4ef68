// https://fetch.spec.whatwg.org/#concept-cors-check

#ifndef CORSIEVE_ENGINE_CHECKS_CORS_CHECK_H_
#define CORSIEVE_ENGINE_CHECKS_CORS_CHECK_H_

#include <optional>
#include <string>
#include <string_view>

#include "corsieve/reason.h"
#include "corsieve/request.h"
#include "engine/base/bytes.h"
#include "engine/headers/header_lookup.h"
#include "engine/headers/header_name.h"
#include "engine/headers/header_table.h"

namespace corsieve {

// Names the cause once the check has failed on `allow_origin`. What is told
// apart, and how, is Chromium's (services/network/public/cpp/cors/cors.cc), so
// that the names mean what developers know from its console.
Reason ClassifyAllowOrigin(std::string_view allow_origin,
                           CredentialsMode credentials_mode);

// nullopt, or why the check fails. It decides first and asks why only then, so
// that the diagnosis cannot change the answer. Its literal twin is
// reference::CorsCheck (tests/reference/checks.cc).
ABSL_ATTRIBUTE_ALWAYS_INLINE inline Failure CorsCheck(
    std::string_view serialized_request_origin,
    CredentialsMode credentials_mode, const HeaderTable& table,
    std::string* scratch) {
  const std::optional<std::string_view> allow_origin =
      GetValue<HeaderId::kAccessControlAllowOrigin>(table, scratch);
  if (!allow_origin) return Reason::kMissingAllowOriginHeader;
  const bool include = credentials_mode == CredentialsMode::kInclude;
  if (!include && *allow_origin == "*") return std::nullopt;
  if (!EqualsShort(*allow_origin, serialized_request_origin)) {
    return ClassifyAllowOrigin(*allow_origin, credentials_mode);
  }
  if (!include) return std::nullopt;
  const std::optional<std::string_view> allow_credentials =
      GetValue<HeaderId::kAccessControlAllowCredentials>(table, scratch);
  if (allow_credentials == "true") return std::nullopt;
  return Reason::kInvalidAllowCredentials;
}

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_CHECKS_CORS_CHECK_H_
