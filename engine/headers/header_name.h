// Known header names and the classes that the standard puts names in.

#ifndef CORSIEVE_ENGINE_HEADERS_HEADER_NAME_H_
#define CORSIEVE_ENGINE_HEADERS_HEADER_NAME_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engine/simd/simd.h"

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
  kContentDisposition,
  kContentEncoding,
  kCrossOriginResourcePolicy,
  kLocation,
  kReferrerPolicy,
  kTimingAllowOrigin,
  kTransferEncoding,
  kXContentTypeOptions,
  // No names: rows that do not count (RowKind). They are ids so that one table
  // gives every row its reason; HeaderTable alone sets and tells them.
  kMalformedLine,
  kDroppedByEngine,
};
// Tables by id have room for so many.
inline constexpr size_t kIdRoom = 32;
static_assert(static_cast<size_t>(HeaderId::kDroppedByEngine) < kIdRoom);

// What every response is asked for: HeaderTable::asked_rows.
inline constexpr size_t kAsked = 4;
inline constexpr HeaderId kAskedIds[kAsked] = {
    HeaderId::kAccessControlAllowCredentials,
    HeaderId::kAccessControlAllowOrigin,
    HeaderId::kAccessControlExposeHeaders,
    HeaderId::kContentLength,
};

// kOther if the name is none of the above.
HeaderId FindHeaderId(std::string_view name);

// The known names, folded, and where to look for one. All are of plain bytes
// and of at most kFoldedSize, so a folded name that is equal is the same name.
struct KnownNames {
  // By id. No folded name is equal to that of kOther.
  alignas(kFoldedSize) char folded[kIdRoom][kFoldedSize];
  // By id: the top bit of word k is set if it is kAskedIds[k].
  uint64_t asked[kIdRoom][kAsked];
  // By the top byte of the hash: where in each of these two the name's bytes
  // begin, which is kFoldedSize times the id.
  uint16_t place_by_hash[256];
};
extern const KnownNames kKnownNames;

// What a list keeps of a name to find it again.
struct NameKey {
  HeaderId id = HeaderId::kOther;
  uint8_t hash = 0;       // The top byte.
  bool is_plain = false;  // Whether all bytes are.
};
// Folds `name`, which may be any bytes, into the kFoldedSize at `folded`.
NameKey MakeNameKey(std::string_view name, char* folded);

// Of the whole name, however long, given its folded form too: for an index. All
// its bits are as good as any.
uint64_t HashOfName(std::string_view name, const char* folded);

// The canonical spelling; "" for kOther.
std::string_view HeaderIdName(HeaderId id);

// Whether this is of a header, and not of a line that does not count.
inline bool IsHeader(HeaderId id) { return id < HeaderId::kMalformedLine; }

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

#endif  // CORSIEVE_ENGINE_HEADERS_HEADER_NAME_H_
