// The part of a fetch that is about preflights:
// https://fetch.spec.whatwg.org/#cors-preflight-fetch, and when it takes place.

#include <utility>

#include "engine/checks/content_length.h"
#include "engine/checks/request_header.h"
#include "engine/fetch/exchange_state.h"
#include "engine/fetch/preflight.h"

namespace corsieve {

PreflightQuestion ExchangeState::question() const {
  return {method_, unsafe_names_, use_cors_preflight_};
}

// The cache as far as it is there for the request in hand.
PreflightCache* ExchangeState::hop_cache() {
  // Departure: WebKit has a new opaque origin for each tainted request (F01611,
  // F01612) of a page that has not got one (T00231).
  const bool none = departures_.tainted_is_not_cached &&
                    before_.redirect_tainted && request().origin != "null";
  return none ? nullptr : cache_;
}

// Departure: a request that script made conditional has cache mode no-store,
// which Chromium takes to be about this cache too, and Firefox for fetch()
// (V00087).
bool ExchangeState::SkipsCache() const {
  return conditional_ && (request().initiator == Initiator::kFetch
                              ? departures_.conditional_fetch_skips_cache
                              : departures_.conditional_xhr_skips_cache);
}

PreflightCache::Key ExchangeState::cache_key() {
  return {partition_, SerializePreflightOrigin(hop()), current_url()};
}

// Whether the request in hand, whose tainting is cors, has to wait for a
// preflight. https://fetch.spec.whatwg.org/#main-fetch and
// https://fetch.spec.whatwg.org/#concept-http-fetch
bool ExchangeState::MustPreflight() {
  // Departure: in Firefox what was unsafe when it set out stays so, wherever
  // redirects lead and whatever they take away (peer-RECR0476).
  const bool was_unsafe = departures_.lost_headers_are_preflighted &&
                          has_own_headers_ && before_.began_same_origin &&
                          !CollectCorsUnsafeRequestHeaderNames(
                               own_headers_, profile_, &unsafe_names_room_)
                               .empty();
  // The Accept that every request has is safelisted.
  if (has_own_headers_) {
    unsafe_names_ = CollectCorsUnsafeRequestHeaderNames(
        HeadersAskedFor(), profile_, &unsafe_names_room_);
  }
  // Departure: Firefox and WebKit, having begun with preflights, go on with
  // them (F01247, F01368).
  const bool goes_on =
      departures_.once_preflighted_always && made_with_preflight_;
  if (!goes_on && !was_unsafe && !NeedsPreflight(question())) return false;
  made_with_preflight_ = true;
  PreflightCache* cache = SkipsCache() ? nullptr : hop_cache();
  return cache == nullptr ||
         !cache->Allows(cache_key(), request().credentials_mode, question(),
                        now_ms_);
}

// https://fetch.spec.whatwg.org/#cors-preflight-fetch
void ExchangeState::SendPreflight() {
  const std::string_view origin = SerializePreflightOrigin(hop());
  preflight_headers_.clear();
  preflight_headers_.push_back({"Accept", "*/*"});
  preflight_headers_.push_back({"Access-Control-Request-Method", method_});
  if (!unsafe_names_.empty()) {
    preflight_names_.clear();
    for (const std::string& name : unsafe_names_) {
      if (!preflight_names_.empty()) preflight_names_ += ',';
      preflight_names_ += name;
    }
    preflight_headers_.push_back(
        {"Access-Control-Request-Headers", preflight_names_});
  }
  preflight_headers_.push_back({"Origin", origin});
  // Departure: WebKit begins with Origin and has Accept last (PREFLIGHTS.md 7).
  if (departures_.preflight_begins_with_origin) {
    std::swap(preflight_headers_.front(), preflight_headers_.back());
  }
  preflight_ = OutgoingRequest();
  preflight_.method = "OPTIONS";
  preflight_.url = current_url();
  preflight_.headers = preflight_headers_;
  preflight_.origin = origin;
  outgoing_ = preflight_;
  ++preflight_count_;
  next_ = Next::kSendPreflight;
}

// To an engine's reader, what is answered is an OPTIONS.
void ExchangeState::ReceivePreflight(std::string_view bytes) {
  filter_.hops()->SetMethod("OPTIONS");
  ReadPlaces places;
  const Failure error =
      ReadHead(hop(), bytes, filter_.hot_path(), &preflight_response_, &places);
  filter_.hops()->SetMethod(method_);
  HandlePreflightResponse(error);
}

void ExchangeState::ReceivePreflight(const ParsedResponse& parsed) {
  filter_.hops()->SetMethod("OPTIONS");
  ReadPlaces places;
  const Failure error = ReadList(hop(), parsed, filter_.hot_path(),
                                 &preflight_response_, &places);
  filter_.hops()->SetMethod(method_);
  HandlePreflightResponse(error);
}

// Goes on from the answer to the preflight, which could be read or not.
void ExchangeState::HandlePreflightResponse(Failure error) {
  const HeaderTable& table = TableOf(preflight_response_.header_list);
  if (doomed_) return Fail(*doomed_, /*keep_headers=*/true);
  if (error || ContentLengthIsRefused(table, departures_, &scratch_)) {
    return Fail(Reason::kPreflightResponseMalformed, /*keep_headers=*/false);
  }
  const Failure failure = CheckPreflightResponse(
      hop(), question(), preflight_response_.status, table, &grant_);
  // Departure: WebKit remembers what is allowed before it compares (F01607).
  const bool refused =
      failure == Reason::kMethodDisallowedByPreflightResponse ||
      failure == Reason::kHeaderDisallowedByPreflightResponse;
  const bool stores = !failure || (departures_.refusal_is_cached && refused);
  if (PreflightCache* cache = hop_cache(); cache != nullptr && stores) {
    cache->Store(cache_key(), request().credentials_mode, grant_, now_ms_);
  }
  if (failure) return Fail(*failure, /*keep_headers=*/false);
  SendRequest();
}

}  // namespace corsieve
