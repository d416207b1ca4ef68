// What corsieve.h says of itself: versions, statuses, profiles, reasons, types.

#include <cstddef>
#include <cstdint>
#include <optional>

#include "corsieve.h"
#include "corsieve/filtered_response.h"
#include "corsieve/profile.h"
#include "corsieve/reason.h"
#include "engine/c/c_input.h"
#include "engine/c/c_lists.h"
#include "engine/c/c_output.h"
#include "engine/c/c_structs.h"

using corsieve::CheckStructSize;
using corsieve::IsString;
using corsieve::kNoReason;
using corsieve::Reason;
using corsieve::ToEnum;
using corsieve::ToProfile;
using corsieve::ToStr;
using corsieve::ToView;
using corsieve::WriteStruct;

#define CORSIEVE_TEXT_OF(number) #number
#define CORSIEVE_DOTTED(major, minor, patch) \
  CORSIEVE_TEXT_OF(major)                    \
  "." CORSIEVE_TEXT_OF(minor) "." CORSIEVE_TEXT_OF(patch)

uint32_t corsieve_version_number(void) noexcept {
  return CORSIEVE_VERSION_NUMBER;
}

const char* corsieve_version_string(void) noexcept {
  return CORSIEVE_DOTTED(CORSIEVE_VERSION_MAJOR, CORSIEVE_VERSION_MINOR,
                         CORSIEVE_VERSION_PATCH);
}

const char* corsieve_status_text(corsieve_status status) noexcept {
  switch (status) {
    case CORSIEVE_OK:
      return "all is well";
    case CORSIEVE_NULL_ARGUMENT:
      return "a handle, a struct or an array is NULL";
    case CORSIEVE_BAD_STRUCT:
      return "struct_size is none that the struct ever had: start from its "
             "_INIT";
    case CORSIEVE_NEWER_STRUCT:
      return "a member is set that this version of the library does not know";
    case CORSIEVE_BAD_STRING:
      return "a string has a size and no data";
    case CORSIEVE_BAD_LIST:
      return "a list of headers has no stride, no place, or is too long";
    case CORSIEVE_BAD_VALUE:
      return "a byte is none of the values that it can have";
    case CORSIEVE_BAD_STATE:
      return "the exchange asks for something else now";
    default:
      return "no status of this version of the library";
  }
}

const char* corsieve_profile_name(corsieve_profile profile) noexcept {
  const auto p = ToProfile(profile);
  return p ? corsieve::GetProfileInfo(*p).name.data() : nullptr;
}

const char* corsieve_profile_versions(corsieve_profile profile) noexcept {
  const auto p = ToProfile(profile);
  return p ? corsieve::GetProfileInfo(*p).versions.data() : nullptr;
}

corsieve_status corsieve_profile_find(corsieve_str name,
                                      corsieve_profile* profile) noexcept {
  if (profile == nullptr) return CORSIEVE_NULL_ARGUMENT;
  if (!IsString(name)) return CORSIEVE_BAD_STRING;
  const auto found = corsieve::FindProfile(ToView(name));
  if (!found) return CORSIEVE_BAD_VALUE;
  *profile = static_cast<corsieve_profile>(*found);
  return CORSIEVE_OK;
}

corsieve_status corsieve_reason_get(corsieve_reason reason,
                                    corsieve_reason_info* info) noexcept {
  const corsieve_status status = CheckStructSize(info);
  if (status != CORSIEVE_OK) return status;
  const corsieve::ReasonInfo& known =
      corsieve::GetReasonInfo(static_cast<Reason>(reason));
  corsieve_reason_info i = CORSIEVE_REASON_INFO_INIT;
  i.reason = reason;
  i.kind = static_cast<corsieve_kind>(known.kind);
  i.name = ToStr(known.name);
  i.text = ToStr(known.text);
  i.url = ToStr(known.url);
  i.fix = ToStr(known.fix);
  WriteStruct(i, info);
  return CORSIEVE_OK;
}

const char* corsieve_reason_name(corsieve_reason reason) noexcept {
  return corsieve::ReasonName(static_cast<Reason>(reason)).data();
}

size_t corsieve_reason_count(void) noexcept {
  return corsieve::AllReasons().size();
}

corsieve_reason corsieve_reason_at(size_t i) noexcept {
  const auto all = corsieve::AllReasons();
  return i < all.size() ? static_cast<corsieve_reason>(all[i].reason)
                        : kNoReason;
}

corsieve_status corsieve_reason_find(corsieve_str name,
                                     corsieve_reason* reason) noexcept {
  if (reason == nullptr) return CORSIEVE_NULL_ARGUMENT;
  if (!IsString(name)) return CORSIEVE_BAD_STRING;
  const auto found = corsieve::FindReason(ToView(name));
  if (!found) return CORSIEVE_BAD_VALUE;
  *reason = static_cast<corsieve_reason>(*found);
  return CORSIEVE_OK;
}

const char* corsieve_type_name(corsieve_type type) noexcept {
  corsieve::ResponseType t;
  if (!ToEnum(type, corsieve::ResponseType::kOpaqueRedirect, &t))
    return nullptr;
  return corsieve::ResponseTypeName(t).data();
}
