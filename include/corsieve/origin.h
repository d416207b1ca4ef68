// Origins of serialized origins and URLs. No URL is parsed here beyond finding
// its origin: the caller's URL parser serialized it.

#ifndef CORSIEVE_ORIGIN_H_
#define CORSIEVE_ORIGIN_H_

#include <cstddef>
#include <optional>
#include <string_view>

#include "absl/base/attributes.h"

namespace corsieve {

// https://html.spec.whatwg.org/#concept-origin
struct Origin {
  // All empty for an opaque origin.
  std::string_view scheme;
  std::string_view host;
  std::string_view port;  // Digits; empty where it is the scheme's default.

  bool opaque() const { return scheme.empty(); }
};

// The parts of a serialized URL that decide about its origin.
struct UrlParts {
  std::string_view scheme;  // "https", without the colon.
  Origin origin;            // Opaque but for http(s), ws(s), ftp, blob.
  bool includes_credentials = false;

  // https://fetch.spec.whatwg.org/#http-scheme
  bool is_http() const { return scheme == "http" || scheme == "https"; }
};

// nullopt if `url` is not a serialized absolute URL as far as this function
// looks, which is up to its path: scheme and host in lower case, no bytes that
// serializing escapes.
std::optional<UrlParts> ParseSerializedUrl(
    std::string_view url ABSL_ATTRIBUTE_LIFETIME_BOUND);

// nullopt if `origin` is not a serialized origin ("https://a.example:8080" or
// "null").
std::optional<Origin> ParseSerializedOrigin(
    std::string_view origin ABSL_ATTRIBUTE_LIFETIME_BOUND);

// Writes as much of the serialized origin ("null" for an opaque one) as there
// is room for, and returns its size.
// https://html.spec.whatwg.org/#ascii-serialisation-of-an-origin
size_t SerializeOrigin(const Origin& origin, char* buffer, size_t capacity);

// An opaque origin is the same as none, itself included: two that are both
// serialized as "null" cannot be told apart from here.
// https://html.spec.whatwg.org/#same-origin
bool IsSameOrigin(const Origin& a, const Origin& b);

}  // namespace corsieve

#endif  // CORSIEVE_ORIGIN_H_
