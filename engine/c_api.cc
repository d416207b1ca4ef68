// corsieve.h on the engine's API: translation, and no rule of the standard.
// Here are lists, filters, and what script sees; engine/c/ has the rest.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "corsieve.h"
#include "corsieve/corsieve.h"
#include "engine/c/c_handles.h"
#include "engine/c/c_input.h"
#include "engine/c/c_lists.h"
#include "engine/c/c_output.h"
#include "engine/headers/header_table.h"
#include "engine/hot_path/hot_path.h"
#include "engine/read/read.h"

using corsieve::Header;
using corsieve::IsSeen;
using corsieve::IsString;
using corsieve::kNoReason;
using corsieve::kNoString;
using corsieve::Output;
using corsieve::ToEnum;
using corsieve::ToOffset;
using corsieve::ToProfile;
using corsieve::ToStr;
using corsieve::ToView;

corsieve_list* corsieve_list_new(corsieve_keep keep) noexcept {
  if (keep > CORSIEVE_COPY) return nullptr;
  return new corsieve_list(keep == CORSIEVE_COPY);
}

void corsieve_list_free(corsieve_list* list) noexcept { delete list; }

corsieve_status corsieve_list_clear(corsieve_list* list) noexcept {
  if (list == nullptr) return CORSIEVE_NULL_ARGUMENT;
  list->Clear();
  return CORSIEVE_OK;
}

corsieve_status corsieve_list_add(corsieve_list* list, corsieve_str name,
                                  corsieve_str value) noexcept {
  if (list == nullptr) return CORSIEVE_NULL_ARGUMENT;
  if (!IsString(name) || !IsString(value)) return CORSIEVE_BAD_STRING;
  list->Add(name, value);
  return CORSIEVE_OK;
}

corsieve_headers corsieve_list_headers(corsieve_list* list) noexcept {
  if (list == nullptr) return {};
  const std::vector<corsieve_pair>& pairs = list->Pairs();
  if (pairs.empty()) return {};
  return CORSIEVE_PAIRS(pairs.data(), pairs.size());
}

corsieve_filter* corsieve_filter_new(corsieve_profile profile,
                                     corsieve_keep keep) noexcept {
  const auto p = ToProfile(profile);
  if (!p || keep > CORSIEVE_COPY) return nullptr;
  return new corsieve_filter(*p, keep == CORSIEVE_COPY);
}

void corsieve_filter_free(corsieve_filter* filter) noexcept { delete filter; }

corsieve_status corsieve_filter_bytes(corsieve_filter* filter,
                                      const corsieve_request* request,
                                      const char* bytes, size_t size,
                                      corsieve_reason* reasons, size_t capacity,
                                      corsieve_result* result) noexcept {
  if (filter == nullptr) return CORSIEVE_NULL_ARGUMENT;
  if (!IsString({bytes, size})) return CORSIEVE_BAD_STRING;
  const Output output{reasons, capacity, result};
  corsieve_status status = output.Check();
  if (status == CORSIEVE_OK) status = filter->request.Read(request);
  if (status != CORSIEVE_OK) return status;
  std::string_view head(bytes, size);
  if (filter->copies) {
    std::string* const copy = filter->NextBytes();
    copy->assign(head);
    head = *copy;
  }
  output.Write(filter->filter.Run(filter->request.request(), head,
                                  filter->request.before()));
  return CORSIEVE_OK;
}

corsieve_status corsieve_filter_list(corsieve_filter* filter,
                                     const corsieve_request* request,
                                     const corsieve_response* response,
                                     corsieve_reason* reasons, size_t capacity,
                                     corsieve_result* result) noexcept {
  if (filter == nullptr) return CORSIEVE_NULL_ARGUMENT;
  const Output output{reasons, capacity, result};
  corsieve_status status = output.Check();
  if (status == CORSIEVE_OK) status = filter->request.Read(request);
  if (status == CORSIEVE_OK) status = filter->response.Read(response);
  if (status != CORSIEVE_OK) return status;
  if (filter->copies) filter->response.CopyTo(filter->NextBytes());
  output.Write(filter->filter.Run(filter->request.request(),
                                  filter->response.parsed(),
                                  filter->request.before()));
  return CORSIEVE_OK;
}

corsieve_status corsieve_filter_visible(
    corsieve_filter* filter, corsieve_headers headers, corsieve_str expose,
    corsieve_credentials credentials, corsieve_reason* reasons, size_t capacity,
    corsieve_result* result) noexcept {
  if (filter == nullptr) return CORSIEVE_NULL_ARGUMENT;
  if (!IsString(expose)) return CORSIEVE_BAD_STRING;
  corsieve::CredentialsMode mode;
  if (!ToEnum(credentials, corsieve::CredentialsMode::kInclude, &mode)) {
    return CORSIEVE_BAD_VALUE;
  }
  const Output output{reasons, capacity, result};
  corsieve_status status = output.Check();
  if (status != CORSIEVE_OK) return status;
  filter->rows.Clear();
  status = filter->rows.Append(headers);
  if (status != CORSIEVE_OK) return status;

  corsieve_result r = CORSIEVE_RESULT_INIT;
  r.type = CORSIEVE_TYPE_CORS;
  r.reason = CORSIEVE_REASON_CORS_CHECK_PASSED;
  r.status_message = kNoString;
  r.error_offset = r.error_header = CORSIEVE_NONE;
  filter->list.clear();
  corsieve::HeaderTable& table = corsieve::TableOf(&filter->list);
  const size_t count = filter->rows.size();
  corsieve::ReadPlaces places = {};
  corsieve::Failure error;
  if (!corsieve::PrefetchedHotPath().ReadCleanList(
          {}, filter->rows.Part(0, count), &table)) {
    table.clear();
    for (Header& row : filter->rows) {
      row.value = corsieve::NormalizeHeaderValue(row.value);
    }
    error =
        corsieve::ReadUncleanList(filter->rows.Part(0, count), &table, &places);
  }
  if (error) {
    r.type = CORSIEVE_TYPE_ERROR;
    r.reason = static_cast<corsieve_reason>(*error);
    r.error_header = ToOffset(places.error_header);
    filter->reasons.assign(filter->list.size(),
                           corsieve::Reason::kNetworkErrorResponse);
    output.Write(filter->reasons, r);
    return CORSIEVE_OK;
  }
  if (expose.data == nullptr) {
    filter->names.Read(filter->list, mode);
  } else {
    filter->names.ReadValue(ToView(expose), mode);
  }
  corsieve::CorsFilteredResponse(filter->list, filter->names, &filter->visible);
  output.Write(filter->visible.reasons(), r);
  return CORSIEVE_OK;
}

corsieve_seen* corsieve_filter_seen(corsieve_filter* filter) noexcept {
  return filter == nullptr ? nullptr : &filter->seen;
}

size_t corsieve_origin_of(corsieve_str url, char* buffer,
                          size_t capacity) noexcept {
  if (!IsString(url) || (buffer == nullptr && capacity != 0)) return 0;
  const auto parts = corsieve::ParseSerializedUrl(ToView(url));
  return parts ? corsieve::SerializeOrigin(parts->origin, buffer, capacity) : 0;
}

corsieve_status corsieve_seen_result(const corsieve_seen* seen,
                                     corsieve_reason* reasons, size_t capacity,
                                     corsieve_result* result) noexcept {
  if (seen == nullptr) return CORSIEVE_NULL_ARGUMENT;
  if (seen->response == nullptr) return CORSIEVE_BAD_STATE;
  const Output output{reasons, capacity, result};
  const corsieve_status status = output.Check();
  if (status == CORSIEVE_OK) output.Write(*seen->response);
  return status;
}

corsieve_pair corsieve_seen_header(const corsieve_seen* seen,
                                   size_t i) noexcept {
  if (!corsieve::IsSeen(seen) || i >= seen->response->outcomes().size()) {
    return {kNoString, kNoString};
  }
  const corsieve::Outcome outcome = seen->response->outcome(i);
  return {ToStr(outcome.name), ToStr(outcome.value)};
}

corsieve_reason corsieve_seen_reason(const corsieve_seen* seen,
                                     size_t i) noexcept {
  if (!corsieve::IsSeen(seen) || i >= seen->response->reasons().size()) {
    return kNoReason;
  }
  return static_cast<corsieve_reason>(seen->response->reasons()[i]);
}

corsieve_str corsieve_seen_get(corsieve_seen* seen,
                               corsieve_str name) noexcept {
  if (!corsieve::IsSeen(seen) || !IsString(name)) return kNoString;
  const auto value = seen->api.Get(*seen->response, ToView(name));
  return value ? ToStr(*value) : kNoString;
}

int corsieve_seen_has(corsieve_seen* seen, corsieve_str name) noexcept {
  return corsieve::IsSeen(seen) && IsString(name) &&
         seen->api.Has(*seen->response, ToView(name));
}

size_t corsieve_seen_entries(corsieve_seen* seen,
                             const corsieve_pair** entries) noexcept {
  if (entries == nullptr) return 0;
  *entries = nullptr;
  if (!corsieve::IsSeen(seen)) return 0;
  seen->entries.clear();
  for (const Header& h : seen->api.Entries(*seen->response)) {
    seen->entries.push_back({ToStr(h.name), ToStr(h.value)});
  }
  *entries = seen->entries.data();
  return seen->entries.size();
}

size_t corsieve_seen_set_cookie(corsieve_seen* seen,
                                const corsieve_str** values) noexcept {
  if (values == nullptr) return 0;
  *values = nullptr;
  if (!corsieve::IsSeen(seen)) return 0;
  seen->set_cookie.clear();
  for (std::string_view value : seen->api.GetSetCookie(*seen->response)) {
    seen->set_cookie.push_back(ToStr(value));
  }
  *values = seen->set_cookie.data();
  return seen->set_cookie.size();
}

corsieve_str corsieve_seen_all(corsieve_seen* seen) noexcept {
  if (!corsieve::IsSeen(seen)) return kNoString;
  return ToStr(seen->api.GetAllResponseHeaders(*seen->response));
}
