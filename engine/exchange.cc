// The order of a whole fetch:
// https://fetch.spec.whatwg.org/#concept-main-fetch,
// https://fetch.spec.whatwg.org/#concept-http-fetch and
// https://fetch.spec.whatwg.org/#concept-http-redirect-fetch

#include "corsieve/exchange.h"

#include <algorithm>

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

namespace corsieve {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

Pairs::iterator FindHeader(Pairs* headers, std::string_view name) {
  return std::find_if(headers->begin(), headers->end(), [&](const auto& h) {
    return EqualsIgnoreCase(h.first, name);
  });
}

template <typename Matches>
void DropHeaders(Pairs* headers, Matches matches) {
  headers->erase(
      std::remove_if(headers->begin(), headers->end(),
                     [&](const auto& h) { return matches(h.first); }),
      headers->end());
}

std::vector<Header> Views(const Pairs& headers) {
  std::vector<Header> views;
  for (const auto& [name, value] : headers) views.push_back({name, value});
  return views;
}

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
      response_(&filter_.NetworkError(Reason::kConnectionClosed)) {}

void Exchange::Start(const Request& request, int64_t now_ms) {
  now_ms_ = now_ms;
  url_list_.clear();
  headers_.clear();
  unsafe_names_.clear();
  outgoing_ = OutgoingRequest();
  preflight_.reset();
  preflight_count_ = 0;
  made_with_preflight_ = false;
  timing_allow_failed_ = false;
  stored_.reset();
  if (const std::optional<Reason> error = CopyRequest(request)) {
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
  use_cors_preflight_ =
      fetch ? request.body == RequestBody::kStream : request.upload_listener;
  return CopyHeaders(request.headers);
}

// https://fetch.spec.whatwg.org/#concept-headers-append and
// https://xhr.spec.whatwg.org/#dom-xmlhttprequest-setrequestheader
std::optional<Reason> Exchange::CopyHeaders(absl::Span<const Header> headers) {
  for (const Header& h : headers) {
    const std::string_view value = NormalizeHeaderValue(h.value);
    if (!IsHeaderName(h.name) || !IsHeaderValue(value)) {
      return Reason::kRequestHeaderInvalid;
    }
    if (IsForbiddenRequestHeader(h.name, value)) continue;
    if (request_.mode == Mode::kNoCors &&
        !NoCorsGuardTakes(headers_, h.name, value)) {
      continue;
    }
    const auto first = FindHeader(&headers_, h.name);
    if (first == headers_.end()) {
      headers_.emplace_back(h.name, value);
    } else if (request_.initiator == Initiator::kXmlHttpRequest) {
      first->second.append(", ").append(value);
    } else {
      headers_.emplace_back(first->first, value);
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
  if (chosen.tainting == ResponseTainting::kCors) {
    unsafe_names_ = CorsUnsafeRequestHeaderNames(Views(headers_));
    if (NeedsPreflight(question())) {
      made_with_preflight_ = true;
      // https://fetch.spec.whatwg.org/#concept-http-fetch
      if (cache_ == nullptr ||
          !cache_->Allows(cache_key(), request_.credentials_mode, question(),
                          now_ms_)) {
        return SendPreflight();
      }
    }
  }
  SendRequest();
}

PreflightQuestion Exchange::question() const {
  return {method_, unsafe_names_, use_cors_preflight_};
}

PreflightCache::Key Exchange::cache_key() const {
  return {partition_, SerializeRequestOrigin(request_), url_list_.back()};
}

// https://fetch.spec.whatwg.org/#cors-preflight-fetch
void Exchange::SendPreflight() {
  outgoing_ = OutgoingRequest();
  outgoing_.method = "OPTIONS";
  outgoing_.url = url_list_.back();
  outgoing_.origin = std::string(SerializeRequestOrigin(request_));
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
  preflight_ = outgoing_;
  ++preflight_count_;
  next_ = Next::kSendPreflight;
}

// https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
void Exchange::SendRequest() {
  outgoing_ = OutgoingRequest();
  outgoing_.method = method_;
  outgoing_.url = url_list_.back();
  outgoing_.headers = headers_;
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
  now_ms_ = now_ms;
  if (next_ != Next::kSendPreflight && !stored_) {
    if (next_ != Next::kSendRequest) return;
    filter_.Run(request_, bytes);
    return HandleResponse();
  }
  const ResponseHead head = ParseHeadAs(profile_, bytes, request_, &received_);
  if (head.error) {
    const bool preflight = next_ == Next::kSendPreflight;
    return Fail(preflight ? Reason::kPreflightResponseMalformed : *head.error,
                /*keep_headers=*/false);
  }
  ReceiveList(head.status, received_, [&] { filter_.Run(request_, bytes); });
}

void Exchange::Receive(int status, std::string_view status_message,
                       absl::Span<const Header> headers, int64_t now_ms) {
  now_ms_ = now_ms;
  received_.clear();
  for (const Header& h : headers) {
    received_.Append(h.name, TrimTabOrSpace(h.value));
  }
  ReceiveList(status, received_,
              [&] { filter_.Run(request_, status, status_message, headers); });
}

// Whether there is a stored response that a 304 would be about: what cannot be
// read, nobody has stored, and a 304 that script asked for is script's.
bool Exchange::ReadStored(ResponseHead* head) {
  const bool may_be_stored = method_ == "GET" || method_ == "HEAD";
  if (!stored_ || conditional_ || !may_be_stored) return false;
  *head = ParseHeadAs(profile_, *stored_, request_, &stored_list_);
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
  if (next_ != Next::kSendRequest) return;
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
    Fail(Reason::kConnectionClosed, /*keep_headers=*/false);
  }
}

void Exchange::HandlePreflightResponse(int status, const HeaderList& list) {
  std::string scratch;
  if (!departures_.reader_judges_content_length &&
      ExtractLength(list, &scratch).kind == Length::kFailure) {
    return Fail(Reason::kPreflightResponseMalformed, /*keep_headers=*/false);
  }
  PreflightGrant grant;
  const std::optional<Reason> failure =
      CheckPreflightResponse(request_, question(), status, list, &grant);
  if (failure) return Fail(*failure, /*keep_headers=*/false);
  if (cache_ != nullptr) {
    cache_->Store(cache_key(), request_.credentials_mode, grant, now_ms_);
  }
  SendRequest();
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

// https://fetch.spec.whatwg.org/#concept-http-redirect-fetch
void Exchange::Resolved(std::optional<std::string> url,
                        bool schemelessly_same_site) {
  if (next_ != Next::kResolveLocation) return;
  const std::optional<UrlParts> location =
      url ? ParseSerializedUrl(*url) : std::nullopt;
  if (!location) return Fail(Reason::kLocationInvalid, /*keep_headers=*/true);
  if (filter_.response().type() == ResponseType::kOpaqueRedirect) {
    return Done();  // Redirect mode manual; the URL was only to parse.
  }
  // Departure: Chromium follows no redirect to a URL with credentials
  // (services/network/cors/cors_url_loader.cc, P07925).
  if (departures_.redirect_never_has_credentials &&
      location->includes_credentials) {
    return Fail(Reason::kRedirectContainsCredentials, /*keep_headers=*/true);
  }
  const int status = filter_.response().internal_response().status;
  const int redirect_count = static_cast<int>(url_list_.size()) - 1;
  if (const std::optional<Reason> error =
          RedirectCheck(request_, request_origin_, request_.response_tainting,
                        status, *location, redirect_count)) {
    return Fail(*error, /*keep_headers=*/true);
  }
  if (RedirectChangesMethodToGet(status, method_)) {
    method_ = "GET";
    request_.method = method_;
    request_.body = RequestBody::kNone;
    DropHeaders(&headers_, IsRequestBodyHeaderName);
  }
  const bool same_origin = IsSameOrigin(current_.origin, location->origin);
  if (!same_origin) {
    DropHeaders(&headers_, IsCorsNonWildcardRequestHeaderName);
    // https://fetch.spec.whatwg.org/#concept-request-tainted-origin
    if (!IsSameOrigin(request_origin_, current_.origin)) {
      request_.redirect_tainted = true;
    }
  }
  if (url->find('#') == std::string::npos) {
    const std::string& before = url_list_.back();
    *url += before.substr(std::min(before.find('#'), before.size()));
  }
  request_.schemelessly_same_site = schemelessly_same_site;
  request_.referrer_policy =
      ParseReferrerPolicy(filter_.response().internal_response().header_list)
          .value_or(request_.referrer_policy);
  EnterUrl(*std::move(url));
  MainFetch();
}

void Exchange::Fail(Reason reason, bool keep_headers) {
  // https://fetch.spec.whatwg.org/#concept-cache-clear
  if (made_with_preflight_ && cache_ != nullptr) cache_->Clear(cache_key());
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
