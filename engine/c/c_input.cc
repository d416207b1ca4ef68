#include "engine/c/c_input.h"

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "engine/c/c_lists.h"
#include "engine/c/c_structs.h"

namespace corsieve {
namespace {

constexpr uint8_t kZeros[sizeof corsieve_response().reserved] = {};

// `*flag` becomes what `value` says; false if it is neither 0 nor 1.
bool ToBool(uint8_t value, bool* flag) {
  *flag = value != 0;
  return value <= 1;
}

}  // namespace

std::optional<Profile> ToProfile(corsieve_profile profile) {
  if (profile >= AllProfiles().size()) return std::nullopt;
  return static_cast<Profile>(profile);
}

corsieve_status RequestInput::ReadOptions(const corsieve_request& r) {
  if (!ToEnum(r.mode, Mode::kNavigate, &request_.mode) ||
      !ToEnum(r.credentials, CredentialsMode::kInclude,
              &request_.credentials_mode) ||
      !ToEnum(r.redirect, RedirectMode::kManual, &request_.redirect_mode) ||
      !ToEnum(r.initiator, Initiator::kXmlHttpRequest, &request_.initiator) ||
      !ToEnum(r.body, RequestBody::kStream, &request_.body) ||
      !ToEnum(r.referrer_policy, ReferrerPolicy::kUnsafeUrl,
              &request_.referrer_policy) ||
      !ToEnum(r.embedder_policy, EmbedderPolicy::kCredentialless,
              &request_.embedder_policy) ||
      !ToBool(r.upload_listener, &request_.upload_listener) ||
      !ToBool(r.schemelessly_same_site, &request_.schemelessly_same_site) ||
      !ToEnum(r.response_tainting, ResponseTainting::kOpaque,
              &before_.response_tainting) ||
      !ToBool(r.redirect_tainted, &before_.redirect_tainted) ||
      !ToBool(r.began_same_origin, &before_.began_same_origin)) {
    return CORSIEVE_BAD_VALUE;
  }
  return CORSIEVE_OK;
}

corsieve_status RequestInput::ReadOther(const corsieve_request* given) {
  last_ = {};
  corsieve_request room;
  const corsieve_request* known;
  corsieve_status status = ReadStruct(given, &room, &known);
  if (status != CORSIEVE_OK) return status;
  const corsieve_request& r = *known;
  if (!IsString(r.origin) || !IsString(r.url) || !IsString(r.destination) ||
      !IsString(r.method)) {
    return CORSIEVE_BAD_STRING;
  }
  status = ReadOptions(r);
  if (status != CORSIEVE_OK) return status;
  request_.origin = ToView(r.origin);
  request_.url = ToView(r.url);
  request_.destination = ToView(r.destination);
  request_.method = r.method.data == nullptr ? "GET" : ToView(r.method);
  request_.headers = {};
  if (r.headers.count == 0) {
    last_ = r;
    return CORSIEVE_OK;
  }
  headers_.Clear();
  status = headers_.Append(r.headers);
  request_.headers = headers_.Part(0, headers_.size());
  return status;
}

corsieve_status ResponseInput::ReadPlain(const corsieve_response& r) {
  if (!IsString(r.message)) return CORSIEVE_BAD_STRING;
  if (!ToEnum(r.protocol, Protocol::kHttp3, &parsed_.protocol)) {
    return CORSIEVE_BAD_VALUE;
  }
  parsed_.status = r.status;
  parsed_.status_message = ToView(r.message);
  rows_.Clear();
  const corsieve_status status = rows_.Append(r.headers);
  parsed_.headers = rows_.Part(0, rows_.size());
  return status;
}

corsieve_status ResponseInput::ReadOther(const corsieve_response* given) {
  corsieve_response room;
  const corsieve_response* known;
  corsieve_status status = ReadStruct(given, &room, &known);
  if (status != CORSIEVE_OK) return status;
  was_plain_ = IsPlain(*known);
  if (!was_plain_) {
    status = ReadRest(*known);
  } else {
    parsed_ = ParsedResponse();
  }
  if (status == CORSIEVE_OK) status = ReadPlain(*known);
  return was_plain_ || status != CORSIEVE_OK ? status : ReadRows(*known);
}

corsieve_status ResponseInput::ReadRest(const corsieve_response& r) {
  if (!IsString(r.status_text)) return CORSIEVE_BAD_STRING;
  if (r.interim == nullptr && r.interim_count != 0) {
    return CORSIEVE_NULL_ARGUMENT;
  }
  if (r.interim_count > PTRDIFF_MAX / sizeof(corsieve_interim)) {
    return CORSIEVE_BAD_LIST;
  }
  if (!ToBool(r.body_is_empty, &parsed_.body_is_empty) ||
      std::memcmp(r.reserved, kZeros, sizeof r.reserved) != 0) {
    return CORSIEVE_BAD_VALUE;
  }
  parsed_.status_text = std::nullopt;
  if (r.status_text.data != nullptr) {
    parsed_.status_text = ToView(r.status_text);
  }
  return CORSIEVE_OK;
}

// Called when the headers of the final response are in rows_.
corsieve_status ResponseInput::ReadRows(const corsieve_response& given) {
  corsieve_status status = rows_.Append(given.trailers);
  if (status != CORSIEVE_OK) return status;
  interim_.resize(given.interim_count);
  for (size_t i = 0; i < given.interim_count; ++i) {
    status = rows_.Append(given.interim[i].headers);
    if (status != CORSIEVE_OK) return status;
  }
  // Only now do the rows stay where they are.
  size_t at = 0;
  const auto take = [&](const corsieve_headers& list) {
    at += list.count;
    return rows_.Part(at - list.count, list.count);
  };
  parsed_.headers = take(given.headers);
  parsed_.trailers = take(given.trailers);
  for (size_t i = 0; i < given.interim_count; ++i) {
    const corsieve_interim& interim = given.interim[i];
    interim_[i] = {interim.status, take(interim.headers)};
  }
  parsed_.interim = interim_;
  return CORSIEVE_OK;
}

void ResponseInput::CopyTo(std::string* bytes) {
  size_t size = parsed_.status_message.size();
  if (parsed_.status_text) size += parsed_.status_text->size();
  for (const Header& row : rows_) size += row.name.size() + row.value.size();
  bytes->clear();
  // Nothing moves while the views are made.
  bytes->reserve(size);
  const auto copy = [bytes](std::string_view* s) {
    const size_t at = bytes->size();
    bytes->append(*s);
    *s = std::string_view(*bytes).substr(at);
  };
  copy(&parsed_.status_message);
  if (parsed_.status_text) copy(&*parsed_.status_text);
  for (Header& row : rows_) {
    copy(&row.name);
    copy(&row.value);
  }
}

}  // namespace corsieve
