// The part of a fetch that is before it: the request as script makes it, by
// https://fetch.spec.whatwg.org/#dom-request or
// https://xhr.spec.whatwg.org/#the-send()-method

#include <algorithm>

#include "corsieve/request_header.h"
#include "corsieve/revalidation.h"
#include "engine/base/bytes.h"
#include "engine/fetch/exchange_state.h"

namespace corsieve {
namespace {

// The guard of a Headers object for mode no-cors: whether `value`, after what
// the list already has, is taken. What it takes is short, so this is too.
// https://fetch.spec.whatwg.org/#concept-headers-append
bool NoCorsGuardTakes(absl::Span<const Header> headers, std::string_view name,
                      std::string_view value) {
  if (!IsNoCorsSafelistedRequestHeaderName(name)) return false;
  std::string combined;
  for (const Header& h : headers) {
    if (EqualsIgnoreCase(h.name, name)) combined.append(h.value).append(", ");
  }
  combined.append(value);
  return IsCorsSafelistedRequestHeader(name, combined);
}

bool HasHeader(absl::Span<const Header> headers, std::string_view name) {
  return std::any_of(headers.begin(), headers.end(), [&](const Header& h) {
    return EqualsIgnoreCase(h.name, name);
  });
}

}  // namespace

// nullopt, or why script cannot make this request.
Failure ExchangeState::CreateRequest() {
  const Request& made = request();
  body_ = made.body;
  referrer_policy_ = made.referrer_policy;
  if (!IsMethod(method_) || IsForbiddenMethod(method_)) {
    return Reason::kMethodInvalid;
  }
  const bool fetch = made.initiator == Initiator::kFetch;
  if (fetch && made.mode == Mode::kNavigate) return Reason::kNavigateMode;
  if (fetch && hop().url.includes_credentials) {
    return Reason::kUrlIncludesCredentials;
  }
  if (made.mode == Mode::kNoCors && !IsCorsSafelistedMethod(method_)) {
    return Reason::kNoCorsMethod;
  }
  const bool bodiless = method_ == "GET" || method_ == "HEAD";
  const bool no_cors_stream =
      made.mode == Mode::kNoCors && made.body == RequestBody::kStream;
  if (fetch && made.body != RequestBody::kNone &&
      (bodiless || no_cors_stream)) {
    return Reason::kRequestBodyInvalid;
  }
  // https://xhr.spec.whatwg.org/#the-send()-method
  if (bodiless) body_ = RequestBody::kNone;
  use_cors_preflight_ =
      fetch ? made.body == RequestBody::kStream : made.upload_listener;
  // Departure: Chromium looks at listeners where something is uploaded (F01432,
  // F01474).
  if (departures_.listener_needs_body && !fetch &&
      body_ == RequestBody::kNone) {
    use_cors_preflight_ = false;
  }
  return TakeHeaders();
}

// https://fetch.spec.whatwg.org/#concept-headers-append and
// https://xhr.spec.whatwg.org/#dom-xmlhttprequest-setrequestheader
Failure ExchangeState::TakeHeaders() {
  for (const Header& h : request().headers) {
    const std::string_view value = NormalizeHeaderValue(h.value);
    if (!IsHeaderName(h.name) || !IsHeaderValue(value)) {
      return Reason::kRequestHeaderInvalid;
    }
    if (IsForbiddenRequestHeader(h.name, value, profile_)) continue;
    if (request().mode == Mode::kNoCors &&
        !NoCorsGuardTakes(headers_, h.name, value)) {
      continue;
    }
    headers_.push_back({h.name, value});
  }
  // Departure: Chromium and WebKit join what fetch() is given too (F00408,
  // F00410).
  CombineHeaders(departures_.request_headers_are_joined ||
                 request().initiator == Initiator::kXmlHttpRequest);
  has_own_headers_ = !headers_.empty();
  if (departures_.lost_headers_are_asked_for ||
      departures_.lost_headers_are_preflighted) {
    own_headers_ = headers_;
  }
  conditional_ = has_own_headers_ && IsConditionalRequest(headers_);
  // https://fetch.spec.whatwg.org/#concept-fetch
  if (!HasHeader(headers_, "Accept")) headers_.push_back({"Accept", "*/*"});
  return std::nullopt;
}

// Spells each name as it was spelled first, and if `joined` makes one header of
// those that have it.
void ExchangeState::CombineHeaders(bool joined) {
  const size_t size = headers_.size();
  if (!joined_values_.empty()) joined_values_.clear();
  if (size < 2) return;
  header_names_.clear();
  for (const Header& h : headers_) header_names_.Append(h.name);
  // Each header's first one, then each one's next one of its name.
  chains_.resize(2 * size);
  uint32_t* const first_of = chains_.data();
  uint32_t* const next = first_of + size;
  header_names_.FindFirstRows(first_of);
  if (!joined) {
    for (size_t i = 0; i < size; ++i) {
      headers_[i].name = headers_[first_of[i]].name;
    }
    return;
  }
  // A name's headers are joined one after the other, so that no byte is copied
  // twice; from the last one on, each finds the one behind it.
  std::fill_n(next, size, 0);
  std::vector<uint32_t>& last_seen = last_seen_;
  last_seen.assign(size, 0);
  for (size_t i = size; i-- > 0;) {
    next[i] = last_seen[first_of[i]];
    last_seen[first_of[i]] = static_cast<uint32_t>(i);
  }
  size_t kept = 0;
  for (size_t i = 0; i < size; ++i) {
    if (first_of[i] != i) continue;
    Header combined = headers_[i];
    for (uint32_t k = next[i]; k != 0; k = next[k]) {
      combined.value =
          joined_values_.Join(combined.value, ", ", headers_[k].value);
    }
    headers_[kept++] = combined;
  }
  headers_.resize(kept);
}

}  // namespace corsieve
