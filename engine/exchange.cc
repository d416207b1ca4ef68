// The order of a whole fetch:
// https://fetch.spec.whatwg.org/#concept-main-fetch and
// https://fetch.spec.whatwg.org/#concept-http-fetch
// Preflights are in exchange_preflight.cc, redirects in exchange_redirect.cc.

#include "corsieve/exchange.h"

#include "corsieve/cors.h"
#include "corsieve/mime_type.h"
#include "corsieve/redirect.h"
#include "corsieve/referrer_policy.h"
#include "corsieve/request_header.h"
#include "corsieve/response_head.h"
#include "corsieve/revalidation.h"
#include "engine/bytes.h"
#include "engine/departures.h"
#include "engine/profile_head.h"
#include "engine/request_pairs.h"

namespace corsieve {
namespace {

// The guard of a Headers object for mode no-cors: whether `value`, after what
// the list already has, is taken.
// https://fetch.spec.whatwg.org/#concept-headers-append
bool NoCorsGuardTakes(const Pairs& headers, std::string_view name,
                      std::string_view value) {
  std::string combined;
  for (const auto& [other, other_value] : headers) {
    if (EqualsIgnoreCase(other, name)) combined += other_value + ", ";
  }
  combined += value;
  return IsNoCorsSafelistedRequestHeaderName(name) &&
         IsCorsSafelistedRequestHeader(name, combined);
}

}  // namespace

Exchange::Exchange(PreflightCache* cache, std::string partition,
                   Profile profile)
    : profile_(profile),
      departures_(GetDepartures(profile)),
      cache_(cache),
      partition_(std::move(partition)),
      filter_(profile),
      response_(&filter_.NetworkError(Reason::kConnectionClosed)) {
  url_list_.emplace_back();
}

namespace {

// A request and all that it points to.
struct RequestCopy {
  explicit RequestCopy(const Request& original)
      : origin(original.origin),
        url(original.url),
        destination(original.destination),
        method(original.method),
        request(original) {
    for (const Header& h : original.headers)
      pairs.emplace_back(h.name, h.value);
    for (const auto& [name, value] : pairs) headers.push_back({name, value});
    request.origin = origin;
    request.url = url;
    request.destination = destination;
    request.method = method;
    request.headers = headers;
  }
  RequestCopy(const RequestCopy&) = delete;

  std::string origin, url, destination, method;
  std::vector<std::pair<std::string, std::string>> pairs;
  std::vector<Header> headers;
  Request request;
};

}  // namespace

void Exchange::Start(const Request& request, int64_t now_ms) {
  // The request may well be made of what this object returned before.
  const RequestCopy copy(request);
  now_ms_ = now_ms;
  url_list_.clear();
  headers_.clear();
  unsafe_names_.clear();
  outgoing_ = OutgoingRequest();
  preflight_.reset();
  preflight_count_ = 0;
  made_with_preflight_ = false;
  lost_authorization_ = false;
  timing_allow_failed_ = false;
  stored_.reset();
  filter_.NetworkError(Reason::kConnectionClosed);  // Nothing was received yet.
  if (const std::optional<Reason> error = CopyRequest(copy.request)) {
    return Fail(*error, /*keep_headers=*/false);
  }
  MainFetch();
}

// Takes over the request as script makes it, by
// https://fetch.spec.whatwg.org/#dom-request or
// https://xhr.spec.whatwg.org/#the-send()-method
std::optional<Reason> Exchange::CopyRequest(const Request& request) {
  request_ = request;
  origin_ = std::string(request.origin);
  destination_ = std::string(request.destination);
  method_ = NormalizeMethod(request.method);
  request_.origin = origin_;
  request_.destination = destination_;
  request_.method = method_;
  request_.headers = {};
  request_.response_tainting = ResponseTainting::kBasic;
  request_.redirect_tainted = false;
  EnterUrl(std::string(request.url));

  const std::optional<Origin> origin = ParseSerializedOrigin(origin_);
  if (!origin) return Reason::kOriginNotSerialized;
  if (!ParseSerializedUrl(url_list_.back())) return Reason::kUrlNotSerialized;
  request_origin_ = *origin;
  request_.began_same_origin = IsSameOrigin(*origin, current_.origin);

  if (!IsMethod(method_) || IsForbiddenMethod(method_)) {
    return Reason::kMethodInvalid;
  }
  const bool fetch = request.initiator == Initiator::kFetch;
  if (fetch && request.mode == Mode::kNavigate) return Reason::kNavigateMode;
  if (fetch && current_.includes_credentials) {
    return Reason::kUrlIncludesCredentials;
  }
  if (request.mode == Mode::kNoCors && !IsCorsSafelistedMethod(method_)) {
    return Reason::kNoCorsMethod;
  }
  const bool bodiless = method_ == "GET" || method_ == "HEAD";
  const bool no_cors_stream =
      request.mode == Mode::kNoCors && request.body == RequestBody::kStream;
  if (fetch && request.body != RequestBody::kNone &&
      (bodiless || no_cors_stream)) {
    return Reason::kRequestBodyInvalid;
  }
  // https://xhr.spec.whatwg.org/#the-send()-method
  if (bodiless) request_.body = RequestBody::kNone;
  use_cors_preflight_ =
      fetch ? request.body == RequestBody::kStream : request.upload_listener;
  // Departure: Chromium looks at listeners where something is uploaded (F01432,
  // F01474).
  if (departures_.listener_needs_body && !fetch &&
      request_.body == RequestBody::kNone) {
    use_cors_preflight_ = false;
  }
  return CopyHeaders(request.headers);
}

// https://fetch.spec.whatwg.org/#concept-headers-append and
// https://xhr.spec.whatwg.org/#dom-xmlhttprequest-setrequestheader
std::optional<Reason> Exchange::CopyHeaders(absl::Span<const Header> headers) {
  // Departure: Chromium and WebKit join what fetch() is given too (F00408,
  // F00410).
  const bool joined = departures_.request_headers_are_joined ||
                      request_.initiator == Initiator::kXmlHttpRequest;
  std::map<std::string, size_t> first_of;  // By name in lower case.
  for (const Header& h : headers) {
    const std::string_view value = NormalizeHeaderValue(h.value);
    if (!IsHeaderName(h.name) || !IsHeaderValue(value)) {
      return Reason::kRequestHeaderInvalid;
    }
    if (IsForbiddenRequestHeader(h.name, value, profile_)) continue;
    if (request_.mode == Mode::kNoCors &&
        !NoCorsGuardTakes(headers_, h.name, value)) {
      continue;
    }
    std::string lower(h.name);
    for (char& c : lower) c = ToLower(c);
    const auto [it, is_new] = first_of.emplace(lower, headers_.size());
    auto& first =
        is_new ? headers_.emplace_back(h.name, value) : headers_[it->second];
    if (is_new) continue;
    if (joined) {
      first.second.append(", ").append(value);
    } else {
      headers_.emplace_back(std::string(first.first), value);
    }
  }
  conditional_ = IsConditionalRequest(Views(headers_));
  // https://fetch.spec.whatwg.org/#concept-fetch
  if (FindHeader(&headers_, "Accept") == headers_.end()) {
    headers_.emplace_back("Accept", "*/*");
  }
  return std::nullopt;
}

void Exchange::EnterUrl(std::string url) {
  url_list_.push_back(std::move(url));
  request_.url = url_list_.back();
  current_ = ParseSerializedUrl(request_.url).value_or(UrlParts());
}

// https://fetch.spec.whatwg.org/#concept-main-fetch
void Exchange::MainFetch() {
  const TaintingOrError chosen =
      ChooseResponseTainting(request_, request_origin_, current_);
  request_.response_tainting = chosen.tainting;
  if (chosen.error) return Fail(*chosen.error, /*keep_headers=*/false);
  if (!current_.is_http()) {
    return Fail(Reason::kSchemeNotHttp, /*keep_headers=*/false);
  }
  if (chosen.tainting == ResponseTainting::kCors && MustPreflight()) {
    return SendPreflight();
  }
  SendRequest();
}

// https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
void Exchange::SendRequest() {
  outgoing_ = OutgoingRequest();
  stored_.reset();  // Of another request.
  outgoing_.method = method_;
  outgoing_.url = url_list_.back();
  outgoing_.headers = headers_;
  if (lost_authorization_) {
    DropHeaders(&outgoing_.headers, IsCorsNonWildcardRequestHeaderName);
  }
  outgoing_.origin = OriginHeader();
  if (outgoing_.origin) {
    outgoing_.headers.emplace_back("Origin", *outgoing_.origin);
  }
  outgoing_.include_credentials =
      request_.credentials_mode == CredentialsMode::kInclude ||
      (request_.credentials_mode == CredentialsMode::kSameOrigin &&
       request_.response_tainting == ResponseTainting::kBasic);
  outgoing_.include_body = request_.body != RequestBody::kNone;
  next_ = Next::kSendRequest;
}

// https://fetch.spec.whatwg.org/#append-a-request-origin-header
std::optional<std::string> Exchange::OriginHeader() const {
  const std::string origin(SerializeRequestOrigin(request_));
  if (request_.response_tainting == ResponseTainting::kCors) return origin;
  if (method_ == "GET" || method_ == "HEAD") return std::nullopt;
  const bool hidden =
      request_.mode != Mode::kCors &&
      HidesOrigin(request_.referrer_policy, request_origin_, current_);
  return hidden ? "null" : origin;
}

void Exchange::SetStored(std::string_view bytes) { stored_ = bytes; }

void Exchange::Receive(std::string_view bytes, int64_t now_ms) {
  if (!AwaitsAnswer()) return;
  now_ms_ = now_ms;
  if (next_ == Next::kSendRequest && !stored_) {
    filter_.Run(request_, bytes);
    return HandleResponse();
  }
  const bool preflight = next_ == Next::kSendPreflight;
  const ResponseHead head =
      ParseHeadAs(profile_, bytes, preflight ? PreflightRequest() : request_,
                  BestHotPath(), &received_);
  if (head.error) {
    return Fail(preflight ? Reason::kPreflightResponseMalformed : *head.error,
                /*keep_headers=*/false);
  }
  ReceiveList(head.status, received_, [&] { filter_.Run(request_, bytes); });
}

void Exchange::Receive(int status, std::string_view status_message,
                       absl::Span<const Header> headers, int64_t now_ms) {
  // An interim response is not the answer yet.
  if (!AwaitsAnswer() || (status >= 100 && status <= 199)) return;
  now_ms_ = now_ms;
  received_.clear();
  for (const Header& h : headers) {
    const std::string_view value = TrimTabOrSpace(h.value);
    const bool valid = IsHeaderName(h.name) && IsHeaderValue(value);
    if (!valid && next_ == Next::kSendPreflight) {
      return Fail(Reason::kPreflightResponseMalformed, /*keep_headers=*/false);
    }
    received_.Append(h.name, value);
  }
  ReceiveList(status, received_,
              [&] { filter_.Run(request_, status, status_message, headers); });
}

// Whether there is a stored response that a 304 would be about: what cannot be
// read, nobody has stored, and a 304 that script asked for is script's.
bool Exchange::ReadStored(ResponseHead* head) {
  const bool may_be_stored = method_ == "GET" || method_ == "HEAD";
  if (!stored_ || conditional_ || !may_be_stored) return false;
  *head =
      ParseHeadAs(profile_, *stored_, request_, BestHotPath(), &stored_list_);
  std::string scratch;
  return !head->error &&
         ExtractLength(stored_list_, &scratch).kind != Length::kFailure;
}

// Tells apart what a response is to; `run_filter` is for one that is itself the
// response to the request.
template <typename Run>
void Exchange::ReceiveList(int status, const HeaderList& list, Run run_filter) {
  if (next_ == Next::kSendPreflight) {
    return HandlePreflightResponse(status, list);
  }
  std::string scratch;
  ResponseHead stored;
  if (status == 304 && ReadStored(&stored)) {
    if (ExtractLength(list, &scratch).kind == Length::kFailure) {
      return Fail(Reason::kContentLengthConflict, /*keep_headers=*/false);
    }
    MergeNotModified(stored_list_, list, &merged_);
    filter_.Run(request_, stored.status, stored.status_message,
                merged_.headers());
  } else {
    run_filter();
  }
  HandleResponse();
}

void Exchange::ReceiveNothing() {
  if (next_ == Next::kSendPreflight) {
    Fail(Reason::kPreflightConnectionClosed, /*keep_headers=*/false);
  } else if (next_ == Next::kSendRequest) {
    // Of a redirect whose target does not answer, say.
    Fail(Reason::kConnectionClosed, /*keep_headers=*/true);
  }
}

// Goes on from what the filter made of the response to the request.
void Exchange::HandleResponse() {
  const FilteredResponse& seen = filter_.response();
  if (seen.is_network_error())
    return Fail(seen.reason(), /*keep_headers=*/true);
  const HeaderList& list = seen.internal_response().header_list;
  if (!TaoCheck(request_, request_.response_tainting, list)) {
    timing_allow_failed_ = true;
  }
  // Departure: Chromium parses Location for redirect mode manual too (P07749).
  const bool resolves_manual = departures_.manual_mode_resolves_location &&
                               seen.type() == ResponseType::kOpaqueRedirect &&
                               ExtractFirstLocation(list).value != "";
  if (seen.type() == ResponseType::kDefault || resolves_manual) {
    // Departure: Chromium and Firefox go by the first (P08703), after their
    // readers have seen to it that the others are equal; WebKit joins (P08705).
    std::string scratch;
    const Location location = departures_.first_location_counts
                                  ? ExtractFirstLocation(list)
                              : departures_.locations_are_joined
                                  ? ExtractJoinedLocation(list, &scratch)
                                  : ExtractLocation(list);
    if (location.kind == Location::kFailure) {
      return Fail(Reason::kLocationInvalid, /*keep_headers=*/true);
    }
    location_ = std::string(location.value);
    next_ = Next::kResolveLocation;
    return;
  }
  if (IsBlockedByMimeType(request_.destination, list)) {
    filter_.TurnIntoNetworkError(Reason::kBlockedByMimeType);
  } else if (IsBlockedByNosniff(request_.destination, list)) {
    filter_.TurnIntoNetworkError(Reason::kBlockedByNosniff);
  }
  Done();
}

void Exchange::Fail(Reason reason, bool keep_headers) {
  // https://fetch.spec.whatwg.org/#concept-cache-clear
  // Departure: Chromium and WebKit do not (F01604, F01605).
  if (made_with_preflight_ && cache_ != nullptr &&
      !departures_.failure_keeps_entry) {
    cache_->Clear(cache_key());
  }
  if (keep_headers) {
    filter_.TurnIntoNetworkError(reason);
  } else {
    filter_.NetworkError(reason);
  }
  Done();
}

void Exchange::Done() {
  response_ = &filter_.response();
  next_ = Next::kDone;
}

std::string Exchange::response_url() const {
  const ResponseType type = response_->type();
  if (type == ResponseType::kError || type == ResponseType::kOpaque) return "";
  return url_list_.back().substr(0, url_list_.back().find('#'));
}

bool Exchange::redirected() const {
  return !response_url().empty() && url_list_.size() > 1;
}

bool Exchange::body_null() const {
  const ResponseType type = response_->type();
  return (type != ResponseType::kBasic && type != ResponseType::kCors) ||
         method_ == "HEAD" ||
         IsNullBodyStatus(response_->internal_response().status);
}

}  // namespace corsieve
