#include "corsieve/nosniff.h"

#include <optional>
#include <string>

#include "corsieve/mime_type.h"
#include "engine/base/bytes.h"
#include "engine/headers/header_table.h"

namespace corsieve {
namespace {

// https://fetch.spec.whatwg.org/#request-destination-script-like
bool IsScriptLike(std::string_view destination) {
  return destination == "audioworklet" || destination == "paintworklet" ||
         destination == "script" || destination == "serviceworker" ||
         destination == "sharedworker" || destination == "worker";
}

}  // namespace

bool DetermineNosniff(const HeaderList& list) {
  std::string scratch;
  std::optional<std::string_view> value =
      TableOf(list).Get(HeaderId::kXContentTypeOptions, &scratch);
  std::string_view first;
  return value && TakeElement(&*value, &first) &&
         EqualsIgnoreCase(first, "nosniff");
}

bool IsBlockedByNosniff(std::string_view destination, const HeaderList& list) {
  const bool script_like = IsScriptLike(destination);
  if (!script_like && destination != "style") return false;
  if (!DetermineNosniff(list)) return false;
  const std::optional<MimeType> mime_type = ExtractMimeType(list);
  if (!mime_type) return true;
  return script_like ? !IsJavaScriptMimeType(*mime_type)
                     : mime_type->essence() != "text/css";
}

bool IsBlockedByMimeType(std::string_view destination, const HeaderList& list) {
  if (!IsScriptLike(destination)) return false;
  const std::optional<MimeType> mime_type = ExtractMimeType(list);
  if (!mime_type) return false;
  return mime_type->type == "audio" || mime_type->type == "image" ||
         mime_type->type == "video" || mime_type->essence() == "text/csv";
}

}  // namespace corsieve
