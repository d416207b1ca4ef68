// Known header names and the classes that the standard puts names in.

#ifndef CORSIEVE_ENGINE_HEADER_NAME_H_
#define CORSIEVE_ENGINE_HEADER_NAME_H_

#include <cstdint>
#include <string_view>

namespace corsieve {

// The names that some algorithm asks for; the order is that of the table in
// header_name.cc.
enum class HeaderId : uint8_t {
  kOther,
  // CORS-safelisted response-header names.
  kCacheControl,
  kContentLanguage,
  kContentLength,
  kContentType,
  kExpires,
  kLastModified,
  kPragma,
  // Forbidden response-header names.
  kSetCookie,
  kSetCookie2,
  // Asked for by name.
  kAccessControlAllowCredentials,
  kAccessControlAllowHeaders,
  kAccessControlAllowMethods,
  kAccessControlAllowOrigin,
  kAccessControlExposeHeaders,
  kAccessControlMaxAge,
  kClearSiteData,
  kConnection,
  kContentEncoding,
  kContentRange,
  kCrossOriginResourcePolicy,
  kLocation,
  kReferrerPolicy,
  kTimingAllowOrigin,
  kTransferEncoding,
  kXContentTypeOptions,
  // No names: lines that an engine's reader saw and does not go by.
  kMalformedLine,
  kDroppedByEngine,
};

// kOther if the name is none of the above.
HeaderId FindHeaderId(std::string_view name);

// The canonical spelling; "" for kOther.
std::string_view HeaderIdName(HeaderId id);

// The seven names that are always readable.
// https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name
inline bool IsCorsSafelistedResponseHeaderName(HeaderId id) {
  return id >= HeaderId::kCacheControl && id <= HeaderId::kPragma;
}

// https://fetch.spec.whatwg.org/#forbidden-response-header-name
inline bool IsForbiddenResponseHeaderName(HeaderId id) {
  return id == HeaderId::kSetCookie || id == HeaderId::kSetCookie2;
}

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_HEADER_NAME_H_
