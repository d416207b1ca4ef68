// What script may ask for: methods and request headers, and which of them need
// a preflight.

#ifndef CORSIEVE_REQUEST_HEADER_H_
#define CORSIEVE_REQUEST_HEADER_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/types/span.h"
#include "corsieve/header_list.h"
#include "corsieve/profile.h"

namespace corsieve {

// https://fetch.spec.whatwg.org/#concept-method
inline bool IsMethod(std::string_view method) { return IsHeaderName(method); }

// https://fetch.spec.whatwg.org/#cors-safelisted-method
bool IsCorsSafelistedMethod(std::string_view method);

// https://fetch.spec.whatwg.org/#forbidden-method
bool IsForbiddenMethod(std::string_view method);

// Upper-cases DELETE, GET, HEAD, OPTIONS, POST and PUT, and no other method.
// https://fetch.spec.whatwg.org/#concept-method-normalize
std::string NormalizeMethod(std::string_view method);

// https://fetch.spec.whatwg.org/#forbidden-request-header
bool IsForbiddenRequestHeader(std::string_view name, std::string_view value,
                              Profile profile = Profile::kStandard);

// https://fetch.spec.whatwg.org/#cors-safelisted-request-header
bool IsCorsSafelistedRequestHeader(std::string_view name,
                                   std::string_view value,
                                   Profile profile = Profile::kStandard);

// https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header-name
bool IsNoCorsSafelistedRequestHeaderName(std::string_view name);

// https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name
bool IsCorsNonWildcardRequestHeaderName(std::string_view name);

// https://fetch.spec.whatwg.org/#request-body-header-name
bool IsRequestBodyHeaderName(std::string_view name);

// The names that a preflight must ask for, in lower case, sorted, each once
// (profile firefox: as often as there are headers).
// https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names
std::vector<std::string> CorsUnsafeRequestHeaderNames(
    absl::Span<const Header> headers, Profile profile = Profile::kStandard);

// A single byte range; digits are kept as written, so no number overflows.
struct Range {
  std::string_view start;  // Empty: a suffix range.
  std::string_view end;    // Empty: to the end.
};

// nullopt is failure. Tabs and spaces are taken only if `allow_whitespace`.
// https://fetch.spec.whatwg.org/#simple-range-header-value
std::optional<Range> ParseSingleRangeHeaderValue(std::string_view value,
                                                 bool allow_whitespace);

}  // namespace corsieve

#endif  // CORSIEVE_REQUEST_HEADER_H_
