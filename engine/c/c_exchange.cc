// The exchange and its cache of corsieve.h.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "corsieve.h"
#include "corsieve/exchange.h"
#include "engine/c/c_handles.h"
#include "engine/c/c_input.h"
#include "engine/c/c_lists.h"
#include "engine/c/c_output.h"
#include "engine/c/c_structs.h"

using corsieve::CheckStructSize;
using corsieve::Exchange;
using corsieve::Header;
using corsieve::IsString;
using corsieve::kNoString;
using corsieve::ResponseInput;
using corsieve::ToProfile;
using corsieve::ToStr;
using corsieve::ToView;
using corsieve::WriteStruct;

namespace {

corsieve_step StepOf(const Exchange& exchange) {
  switch (exchange.next()) {
    case Exchange::Next::kSendPreflight:
      return CORSIEVE_STEP_SEND_PREFLIGHT;
    case Exchange::Next::kSendRequest:
      return CORSIEVE_STEP_SEND_REQUEST;
    case Exchange::Next::kResolveLocation:
      return CORSIEVE_STEP_RESOLVE_LOCATION;
    case Exchange::Next::kDone:
      break;
  }
  return CORSIEVE_STEP_DONE;
}

corsieve_status CheckBytes(const char* bytes, size_t size) {
  return IsString({bytes, size}) ? CORSIEVE_OK : CORSIEVE_BAD_STRING;
}

// Why an exchange cannot be handed an answer now; CORSIEVE_OK if it can.
corsieve_status CheckAwaitsAnswer(const corsieve_exchange* exchange) {
  if (exchange == nullptr) return CORSIEVE_NULL_ARGUMENT;
  const corsieve_step step = corsieve_exchange_next(exchange);
  return step == CORSIEVE_STEP_SEND_PREFLIGHT ||
                 step == CORSIEVE_STEP_SEND_REQUEST
             ? CORSIEVE_OK
             : CORSIEVE_BAD_STATE;
}

// Why it cannot say what its fetch came to.
corsieve_status CheckIsDone(const corsieve_exchange* exchange) {
  if (exchange == nullptr) return CORSIEVE_NULL_ARGUMENT;
  return corsieve_exchange_next(exchange) == CORSIEVE_STEP_DONE
             ? CORSIEVE_OK
             : CORSIEVE_BAD_STATE;
}

corsieve_status WriteOutgoing(const corsieve::OutgoingRequest& from,
                              std::vector<corsieve_pair>* pairs,
                              corsieve_outgoing* outgoing) {
  pairs->clear();
  for (const Header& h : from.headers) {
    pairs->push_back({ToStr(h.name), ToStr(h.value)});
  }
  corsieve_outgoing o = CORSIEVE_OUTGOING_INIT;
  o.include_credentials = from.include_credentials;
  o.include_body = from.include_body;
  o.method = ToStr(from.method);
  o.url = ToStr(from.url);
  if (from.origin) o.origin = ToStr(*from.origin);
  o.headers = pairs->data();
  o.header_count = pairs->size();
  WriteStruct(o, outgoing);
  return CORSIEVE_OK;
}

// The step after a call: what is seen of the fetch is to be had when it is
// done.
corsieve_step Settle(corsieve_exchange* exchange) {
  const corsieve_step step = StepOf(exchange->exchange);
  exchange->response.response =
      step == CORSIEVE_STEP_DONE ? &exchange->exchange.response() : nullptr;
  exchange->latest.response = &exchange->exchange.latest();
  return step;
}

// A response that is handed over, in bytes that live long enough.
std::string_view Keep(corsieve_exchange* exchange, const char* bytes,
                      size_t size) {
  if (!exchange->copies) return {bytes, size};
  std::string* copy = exchange->bytes.Next();
  copy->assign(bytes == nullptr ? "" : bytes, size);
  return *copy;
}

corsieve_status Read(const corsieve_response* response,
                     corsieve_exchange* exchange, ResponseInput* input) {
  const corsieve_status status = input->Read(response);
  if (status == CORSIEVE_OK && exchange->copies) {
    input->CopyTo(exchange->bytes.Next());
  }
  return status;
}

}  // namespace

corsieve_cache* corsieve_cache_new(corsieve_profile profile,
                                   size_t capacity) noexcept {
  const auto p = ToProfile(profile);
  return p ? new corsieve_cache(*p, capacity) : nullptr;
}

void corsieve_cache_free(corsieve_cache* cache) noexcept {
  if (cache != nullptr) cache->Release();
}

corsieve_status corsieve_cache_clear(corsieve_cache* cache,
                                     corsieve_str partition,
                                     corsieve_str origin,
                                     corsieve_str url) noexcept {
  if (cache == nullptr) return CORSIEVE_NULL_ARGUMENT;
  if (!IsString(partition) || !IsString(origin) || !IsString(url)) {
    return CORSIEVE_BAD_STRING;
  }
  cache->cache.Clear({ToView(partition), ToView(origin), ToView(url)});
  return CORSIEVE_OK;
}

size_t corsieve_cache_size(const corsieve_cache* cache) noexcept {
  return cache == nullptr ? 0 : cache->cache.size();
}

corsieve_exchange* corsieve_exchange_new(corsieve_profile profile,
                                         corsieve_cache* cache,
                                         corsieve_str partition,
                                         corsieve_keep keep) noexcept {
  const auto p = ToProfile(profile);
  if (!p || keep > CORSIEVE_COPY || !IsString(partition) ||
      (cache != nullptr && cache->profile != *p)) {
    return nullptr;
  }
  return new corsieve_exchange(*p, cache, std::string(ToView(partition)),
                               keep == CORSIEVE_COPY);
}

void corsieve_exchange_free(corsieve_exchange* exchange) noexcept {
  delete exchange;
}

corsieve_step corsieve_exchange_start(corsieve_exchange* exchange,
                                      const corsieve_request* request,
                                      int64_t now_ms) noexcept {
  if (exchange == nullptr) return CORSIEVE_NULL_ARGUMENT;
  const corsieve_status status = exchange->request.Read(request);
  if (status != CORSIEVE_OK) return status;
  exchange->exchange.Start(exchange->request.request(), now_ms);
  exchange->started = true;
  exchange->bytes.Clear();
  return Settle(exchange);
}

corsieve_step corsieve_exchange_next(
    const corsieve_exchange* exchange) noexcept {
  if (exchange == nullptr) return CORSIEVE_NULL_ARGUMENT;
  if (!exchange->started) return CORSIEVE_BAD_STATE;
  return StepOf(exchange->exchange);
}

corsieve_status corsieve_exchange_outgoing(
    corsieve_exchange* exchange, corsieve_outgoing* outgoing) noexcept {
  if (exchange == nullptr) return CORSIEVE_NULL_ARGUMENT;
  const corsieve_status status = CheckStructSize(outgoing);
  if (status != CORSIEVE_OK) return status;
  if (!exchange->started) return CORSIEVE_BAD_STATE;
  return WriteOutgoing(exchange->exchange.outgoing(), &exchange->outgoing,
                       outgoing);
}

corsieve_status corsieve_exchange_preflight(
    corsieve_exchange* exchange, corsieve_outgoing* outgoing) noexcept {
  if (exchange == nullptr) return CORSIEVE_NULL_ARGUMENT;
  const corsieve_status status = CheckStructSize(outgoing);
  if (status != CORSIEVE_OK) return status;
  const corsieve::OutgoingRequest* preflight =
      exchange->started ? exchange->exchange.preflight() : nullptr;
  if (preflight == nullptr) return CORSIEVE_BAD_STATE;
  return WriteOutgoing(*preflight, &exchange->preflight, outgoing);
}

corsieve_step corsieve_exchange_bytes(corsieve_exchange* exchange,
                                      const char* bytes, size_t size,
                                      int64_t now_ms) noexcept {
  corsieve_status status = CheckAwaitsAnswer(exchange);
  if (status == CORSIEVE_OK) status = CheckBytes(bytes, size);
  if (status != CORSIEVE_OK) return status;
  exchange->exchange.Receive(Keep(exchange, bytes, size), now_ms);
  return Settle(exchange);
}

corsieve_step corsieve_exchange_list(corsieve_exchange* exchange,
                                     const corsieve_response* response,
                                     int64_t now_ms) noexcept {
  corsieve_status status = CheckAwaitsAnswer(exchange);
  if (status == CORSIEVE_OK) {
    status = Read(response, exchange, &exchange->answer);
  }
  if (status != CORSIEVE_OK) return status;
  exchange->exchange.Receive(exchange->answer.parsed(), now_ms);
  return Settle(exchange);
}

corsieve_step corsieve_exchange_nothing(corsieve_exchange* exchange) noexcept {
  const corsieve_status status = CheckAwaitsAnswer(exchange);
  if (status != CORSIEVE_OK) return status;
  exchange->exchange.ReceiveNothing();
  return Settle(exchange);
}

corsieve_status corsieve_exchange_stored_bytes(corsieve_exchange* exchange,
                                               const char* bytes,
                                               size_t size) noexcept {
  corsieve_status status = CheckAwaitsAnswer(exchange);
  if (status == CORSIEVE_OK) status = CheckBytes(bytes, size);
  if (status == CORSIEVE_OK) {
    exchange->exchange.SetStored(Keep(exchange, bytes, size));
  }
  return status;
}

corsieve_status corsieve_exchange_stored_list(
    corsieve_exchange* exchange, const corsieve_response* response) noexcept {
  corsieve_status status = CheckAwaitsAnswer(exchange);
  // The engine has views of what is stored, which an error must not change: it
  // is read into the place of the answer, where nothing is yet.
  if (status == CORSIEVE_OK) {
    status = Read(response, exchange, &exchange->answer);
  }
  if (status == CORSIEVE_OK) {
    std::swap(exchange->answer, exchange->stored);
    exchange->exchange.SetStored(exchange->stored.parsed());
  }
  return status;
}

corsieve_str corsieve_exchange_location(
    const corsieve_exchange* exchange) noexcept {
  return corsieve_exchange_next(exchange) == CORSIEVE_STEP_RESOLVE_LOCATION
             ? ToStr(exchange->exchange.location())
             : kNoString;
}

corsieve_str corsieve_exchange_url(const corsieve_exchange* exchange) noexcept {
  return corsieve_exchange_next(exchange) > 0
             ? ToStr(exchange->exchange.current_url())
             : kNoString;
}

corsieve_step corsieve_exchange_resolved(
    corsieve_exchange* exchange, corsieve_str url,
    uint8_t schemelessly_same_site) noexcept {
  if (exchange == nullptr) return CORSIEVE_NULL_ARGUMENT;
  if (!IsString(url)) return CORSIEVE_BAD_STRING;
  if (schemelessly_same_site > 1) return CORSIEVE_BAD_VALUE;
  if (corsieve_exchange_next(exchange) != CORSIEVE_STEP_RESOLVE_LOCATION) {
    return CORSIEVE_BAD_STATE;
  }
  std::optional<std::string> resolved;
  if (url.data != nullptr) resolved.emplace(ToView(url));
  exchange->exchange.Resolved(std::move(resolved), schemelessly_same_site != 0);
  return Settle(exchange);
}

corsieve_seen* corsieve_exchange_response(
    corsieve_exchange* exchange) noexcept {
  return CheckIsDone(exchange) == CORSIEVE_OK ? &exchange->response : nullptr;
}

corsieve_seen* corsieve_exchange_latest(corsieve_exchange* exchange) noexcept {
  return exchange != nullptr ? &exchange->latest : nullptr;
}

corsieve_status corsieve_exchange_info_get(
    const corsieve_exchange* exchange, corsieve_exchange_info* info) noexcept {
  corsieve_status status = CheckIsDone(exchange);
  if (status == CORSIEVE_OK) status = CheckStructSize(info);
  if (status != CORSIEVE_OK) return status;
  const Exchange& e = exchange->exchange;
  corsieve_exchange_info i = CORSIEVE_EXCHANGE_INFO_INIT;
  i.redirected = e.redirected();
  i.body_null = e.body_null();
  i.timing_allow_passed = e.timing_allow_passed();
  i.response_tainting = static_cast<corsieve_tainting>(e.response_tainting());
  i.redirect_tainted = e.redirect_tainted();
  i.preflight_count = e.preflight_count();
  i.url_count = e.url_list().size();
  WriteStruct(i, info);
  return CORSIEVE_OK;
}

corsieve_str corsieve_exchange_url_at(const corsieve_exchange* exchange,
                                      size_t i) noexcept {
  if (corsieve_exchange_next(exchange) < 0) return kNoString;
  const auto urls = exchange->exchange.url_list();
  return i < urls.size() ? ToStr(urls[i]) : kNoString;
}

corsieve_str corsieve_exchange_response_url(
    corsieve_exchange* exchange) noexcept {
  if (CheckIsDone(exchange) != CORSIEVE_OK) return kNoString;
  exchange->exchange.WriteResponseUrl(&exchange->response_url);
  return ToStr(exchange->response_url);
}
