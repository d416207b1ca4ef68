// The part of a fetch that is about preflights:
// https://fetch.spec.whatwg.org/#cors-preflight-fetch, and when it takes place.

#include <utility>

#include "corsieve/cors.h"
#include "corsieve/exchange.h"
#include "corsieve/request_header.h"
#include "corsieve/response_head.h"
#include "engine/departures.h"
#include "engine/request_pairs.h"

namespace corsieve {

PreflightQuestion Exchange::question() const {
  return {method_, unsafe_names_, use_cors_preflight_};
}

// The cache as far as it is there for the request in hand.
PreflightCache* Exchange::hop_cache() const {
  // Departure: WebKit has a new opaque origin for each tainted request (F01611,
  // F01612).
  const bool none =
      departures_.tainted_is_not_cached && request_.redirect_tainted;
  return none ? nullptr : cache_;
}

PreflightCache::Key Exchange::cache_key() const {
  return {partition_, SerializePreflightOrigin(request_, profile_),
          url_list_.back()};
}

// Whether the request in hand, whose tainting is cors, has to wait for a
// preflight. https://fetch.spec.whatwg.org/#main-fetch and
// https://fetch.spec.whatwg.org/#concept-http-fetch
bool Exchange::MustPreflight() {
  unsafe_names_ = CorsUnsafeRequestHeaderNames(Views(headers_), profile_);
  // Departure: Firefox and WebKit, having begun with preflights, go on with
  // them (F01247, F01368).
  const bool goes_on =
      departures_.once_preflighted_always && made_with_preflight_;
  if (!goes_on && !NeedsPreflight(question())) return false;
  made_with_preflight_ = true;
  PreflightCache* cache = hop_cache();
  return cache == nullptr ||
         !cache->Allows(cache_key(), request_.credentials_mode, question(),
                        now_ms_);
}

// https://fetch.spec.whatwg.org/#cors-preflight-fetch
void Exchange::SendPreflight() {
  outgoing_ = OutgoingRequest();
  outgoing_.method = "OPTIONS";
  outgoing_.url = url_list_.back();
  outgoing_.origin = std::string(SerializePreflightOrigin(request_, profile_));
  outgoing_.headers = {{"Accept", "*/*"},
                       {"Access-Control-Request-Method", method_}};
  if (!unsafe_names_.empty()) {
    std::string names;
    for (const std::string& name : unsafe_names_) {
      names += (names.empty() ? "" : ",") + name;
    }
    outgoing_.headers.emplace_back("Access-Control-Request-Headers", names);
  }
  outgoing_.headers.emplace_back("Origin", *outgoing_.origin);
  // Departure: WebKit begins with Origin and has Accept last (PREFLIGHTS.md 7).
  if (departures_.preflight_begins_with_origin) {
    std::swap(outgoing_.headers.front(), outgoing_.headers.back());
  }
  preflight_ = outgoing_;
  ++preflight_count_;
  next_ = Next::kSendPreflight;
}

// The preflight as a request for the engines' readers. No script is handed the
// answer, so what a Headers object would drop of it stays: XMLHttpRequest has
// none.
Request Exchange::PreflightRequest() const {
  Request request = request_;
  request.method = "OPTIONS";
  request.initiator = Initiator::kXmlHttpRequest;
  return request;
}

void Exchange::HandlePreflightResponse(int status, const HeaderList& list) {
  std::string scratch;
  if (!departures_.reader_judges_content_length &&
      ExtractLength(list, &scratch).kind == Length::kFailure) {
    return Fail(Reason::kPreflightResponseMalformed, /*keep_headers=*/false);
  }
  PreflightGrant grant;
  const std::optional<Reason> failure = CheckPreflightResponse(
      request_, question(), status, list, &grant, profile_);
  // Departure: WebKit remembers what is allowed before it compares (F01607).
  const bool refused =
      failure == Reason::kMethodDisallowedByPreflightResponse ||
      failure == Reason::kHeaderDisallowedByPreflightResponse;
  const bool stores = !failure || (departures_.refusal_is_cached && refused);
  if (PreflightCache* cache = hop_cache(); cache != nullptr && stores) {
    cache->Store(cache_key(), request_.credentials_mode, grant, now_ms_);
  }
  if (failure) return Fail(*failure, /*keep_headers=*/false);
  SendRequest();
}

}  // namespace corsieve
