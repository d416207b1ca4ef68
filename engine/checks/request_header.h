// https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names

#ifndef CORSIEVE_ENGINE_CHECKS_REQUEST_HEADER_H_
#define CORSIEVE_ENGINE_CHECKS_REQUEST_HEADER_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/types/span.h"
#include "corsieve/request_header.h"

namespace corsieve {

// NormalizeMethod, without a copy: the method itself, or a constant.
std::string_view NormalizedMethod(std::string_view method);

// Whether a request header of this name is a client hint that Chromium sends by
// itself. (Save-Data is not one of them.)
bool IsClientHintName(std::string_view name);

// CorsUnsafeRequestHeaderNames, in memory that is used again: the first strings
// of `*room`, which grows if need be.
absl::Span<const std::string> CollectCorsUnsafeRequestHeaderNames(
    absl::Span<const Header> headers, Profile profile,
    std::vector<std::string>* room);

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_CHECKS_REQUEST_HEADER_H_
