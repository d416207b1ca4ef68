// Where in a HAR what is kept of it stands.
// http://www.softwareishard.com/blog/har-12-spec/

#ifndef CORSIEVE_TOOLS_HAR_HAR_PLACES_H_
#define CORSIEVE_TOOLS_HAR_HAR_PLACES_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "tools/har/har_entry.h"

namespace corsieve::tools {

enum class Place : uint8_t {
  kNone,  // Nothing in it is of interest.
  kFile,
  kLog,
  kCreator,
  kPages,
  kPage,
  kEntries,
  kEntry,
  kRequest,
  kPostData,
  kResponse,
  kContent,
  kHeaders,
  kHeader,
  kHeaderValues,
};

struct Inside {
  Place place;
  std::string_view key;
  Place inner;
};
inline constexpr Inside kInside[] = {
    {Place::kFile, "log", Place::kLog},
    {Place::kLog, "creator", Place::kCreator},
    {Place::kLog, "pages", Place::kPages},
    {Place::kLog, "entries", Place::kEntries},
    {Place::kEntry, "request", Place::kRequest},
    {Place::kEntry, "response", Place::kResponse},
    {Place::kRequest, "headers", Place::kHeaders},
    {Place::kRequest, "postData", Place::kPostData},
    {Place::kResponse, "headers", Place::kHeaders},
    {Place::kResponse, "content", Place::kContent},
    {Place::kHeader, "value", Place::kHeaderValues},
};

struct TextOfEntry {
  Place place;
  std::string_view key;
  std::string HarEntry::*member;
};
inline constexpr TextOfEntry kTexts[] = {
    {Place::kEntry, "pageref", &HarEntry::page_ref},
    {Place::kEntry, "_resourceType", &HarEntry::resource_type},
    {Place::kEntry, "_documentURL", &HarEntry::document_url},
    {Place::kEntry, "_error", &HarEntry::error},
    {Place::kRequest, "method", &HarEntry::method},
    {Place::kRequest, "url", &HarEntry::url},
    {Place::kResponse, "statusText", &HarEntry::status_text},
    {Place::kResponse, "httpVersion", &HarEntry::version},
    {Place::kResponse, "redirectURL", &HarEntry::redirect_url},
    {Place::kResponse, "_error", &HarEntry::error},
    {Place::kContent, "mimeType", &HarEntry::mime_type},
};

struct FlagOfEntry {
  std::string_view key;
  bool HarEntry::*member;
};
inline constexpr FlagOfEntry kFlags[] = {
    {"_fetchedViaServiceWorker", &HarEntry::by_service_worker},
    {"_apiRequest", &HarEntry::is_api_request},
};

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_HAR_HAR_PLACES_H_
