#include "engine/c/c_input.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "engine/c/c_lists.h"
#include "engine/c/c_structs.h"

namespace corsieve {
namespace {

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

corsieve_status RequestInput::Read(const corsieve_request* given) {
  corsieve_request r;
  const corsieve_status status = ReadStruct(given, &r);
  if (status != CORSIEVE_OK) return status;
  if (!IsString(r.origin) || !IsString(r.url) || !IsString(r.destination) ||
      !IsString(r.method)) {
    return CORSIEVE_BAD_STRING;
  }
  request_.origin = ToView(r.origin);
  request_.url = ToView(r.url);
  request_.destination = ToView(r.destination);
  request_.method = r.method.data == nullptr ? "GET" : ToView(r.method);
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
  headers_.clear();
  const corsieve_status list = AppendHeaders(r.headers, &headers_);
  request_.headers = headers_;
  return list;
}

corsieve_status ResponseInput::ReadRows(const corsieve_response& given) {
  rows_.clear();
  corsieve_status status = AppendHeaders(given.headers, &rows_);
  if (status != CORSIEVE_OK) return status;
  const size_t headers = rows_.size();
  status = AppendHeaders(given.trailers, &rows_);
  if (status != CORSIEVE_OK) return status;
  const size_t trailers = rows_.size() - headers;
  interim_.resize(given.interim_count);
  for (size_t i = 0; i < given.interim_count; ++i) {
    status = AppendHeaders(given.interim[i].headers, &rows_);
    if (status != CORSIEVE_OK) return status;
  }
  // Only now do the rows stay where they are.
  const Header* at = rows_.data();
  parsed_.headers = {at, headers};
  at += headers;
  parsed_.trailers = {at, trailers};
  at += trailers;
  for (size_t i = 0; i < given.interim_count; ++i) {
    const corsieve_interim& interim = given.interim[i];
    interim_[i] = {interim.status, {at, interim.headers.count}};
    at += interim.headers.count;
  }
  parsed_.interim = interim_;
  return CORSIEVE_OK;
}

corsieve_status ResponseInput::Read(const corsieve_response* given) {
  corsieve_response r;
  const corsieve_status status = ReadStruct(given, &r);
  if (status != CORSIEVE_OK) return status;
  if (!IsString(r.message) || !IsString(r.status_text)) {
    return CORSIEVE_BAD_STRING;
  }
  if (r.interim == nullptr && r.interim_count != 0) {
    return CORSIEVE_NULL_ARGUMENT;
  }
  if (r.interim_count > PTRDIFF_MAX / sizeof(corsieve_interim)) {
    return CORSIEVE_BAD_LIST;
  }
  if (!ToEnum(r.protocol, Protocol::kHttp3, &parsed_.protocol) ||
      !ToBool(r.body_is_empty, &parsed_.body_is_empty) ||
      std::any_of(std::begin(r.reserved), std::end(r.reserved),
                  [](uint8_t byte) { return byte != 0; })) {
    return CORSIEVE_BAD_VALUE;
  }
  parsed_.status = r.status;
  parsed_.status_message = ToView(r.message);
  parsed_.status_text = std::nullopt;
  if (r.status_text.data != nullptr)
    parsed_.status_text = ToView(r.status_text);
  return ReadRows(r);
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
