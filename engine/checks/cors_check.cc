#include "engine/checks/cors_check.h"

#include "corsieve/cors_check.h"

namespace corsieve {

Reason ClassifyAllowOrigin(std::string_view allow_origin,
                           CredentialsMode credentials_mode) {
  if (allow_origin == "*" && credentials_mode == CredentialsMode::kInclude) {
    return Reason::kWildcardOriginNotAllowed;
  }
  if (allow_origin.find_first_of(" ,") != std::string_view::npos) {
    return Reason::kMultipleAllowOriginValues;
  }
  // Roughly what a URL parser would take.
  const size_t scheme_end = allow_origin.find("://");
  const bool is_url = scheme_end != std::string_view::npos && scheme_end > 0 &&
                      scheme_end + 3 < allow_origin.size();
  return allow_origin == "null" || is_url ? Reason::kAllowOriginMismatch
                                          : Reason::kInvalidAllowOriginValue;
}

Failure CorsCheck(std::string_view serialized_request_origin,
                  CredentialsMode credentials_mode, const HeaderList& list,
                  std::string* scratch) {
  return CorsCheck(serialized_request_origin, credentials_mode, TableOf(list),
                   scratch);
}

}  // namespace corsieve
