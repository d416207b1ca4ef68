// The order of a whole fetch:
// https://fetch.spec.whatwg.org/#concept-main-fetch and
// https://fetch.spec.whatwg.org/#concept-http-fetch
// What belongs to one part of it is in exchange_request.cc,
// exchange_preflight.cc and exchange_redirect.cc.

#include "corsieve/exchange.h"

#include <utility>

#include "corsieve/nosniff.h"
#include "corsieve/redirect.h"
#include "corsieve/referrer_policy.h"
#include "corsieve/request_header.h"
#include "corsieve/status.h"
#include "engine/base/bytes.h"
#include "engine/checks/content_length.h"
#include "engine/checks/embedder_policy.h"
#include "engine/checks/request_header.h"
#include "engine/checks/timing_allow_origin.h"
#include "engine/fetch/engine_url.h"
#include "engine/fetch/exchange_state.h"
#include "engine/fetch/partial_data.h"
#include "engine/fetch/redirect.h"
#include "engine/fetch/revalidation.h"
#include "engine/fetch/scheme_fetch.h"

namespace corsieve {

ExchangeState::ExchangeState(PreflightCache* cache, std::string partition,
                             Profile profile, const HotPath& hot_path)
    : profile_(profile),
      departures_(GetDepartures(profile)),
      cache_(cache),
      partition_(std::move(partition)),
      urls_(kMaxRedirects + 2),
      url_count_(1),
      filter_(profile, hot_path) {
  filter_.NetworkError(Reason::kConnectionClosed);
}

void ExchangeState::Start(const Request& request, int64_t now_ms) {
  // The request may well be made of what this object returned before, so
  // nothing is changed until it is copied.
  copies_[1 - copy_].Set(request);
  copy_ = 1 - copy_;
  now_ms_ = now_ms;
  url_count_ = 0;
  headers_.clear();
  unsafe_names_ = {};
  outgoing_ = OutgoingRequest();
  preflight_count_ = 0;
  made_with_preflight_ = false;
  lost_authorization_ = false;
  keeps_origin_ = false;
  crossed_origins_ = false;
  doomed_.reset();
  timing_allow_failed_ = false;
  before_ = RedirectState();
  ForgetStored();
  filter_.NetworkError(Reason::kConnectionClosed);  // Nothing was received yet.

  method_ = NormalizedMethod(this->request().method);
  const Failure error =
      EnterUrl(this->request().url, this->request().schemelessly_same_site);
  if (error && GetReasonInfo(*error).kind == ReasonKind::kWrongCall) {
    before_.response_tainting = ResponseTainting::kBasic;
    return Fail(*error, /*keep_headers=*/false);
  }
  before_.began_same_origin = hop().is_same_origin;
  if (const auto impossible = CreateRequest()) {
    before_.response_tainting = ResponseTainting::kBasic;
    return Fail(*impossible, /*keep_headers=*/false);
  }
  MainFetch(error);
}

// nullopt, or why the URL is not fetched.
Failure ExchangeState::EnterUrl(std::string_view url,
                                bool schemelessly_same_site) {
  std::string& current = urls_[url_count_++];
  current.assign(url.data(), url.size());
  RewriteUrl(departures_, &current);
  const Failure error = filter_.hops()->Enter(request(), method_, current,
                                              before_, schemelessly_same_site);
  before_.response_tainting = hop().tainting;
  return error;
}

// https://fetch.spec.whatwg.org/#concept-main-fetch, from where it has chosen
// how the response is tainted; `error` is why it cannot be fetched.
void ExchangeState::MainFetch(Failure error) {
  // What led there stays.
  if (error) return Fail(*error, /*keep_headers=*/url_count_ > 1);
  if (!hop().is_http()) return FetchScheme();
  if (hop().tainting == ResponseTainting::kCors && MustPreflight()) {
    return SendPreflight();
  }
  if (doomed_) return Fail(*doomed_, /*keep_headers=*/true);
  SendRequest();
}

void ExchangeState::FetchScheme() {
  if (const Failure error = SchemeFetch(hop(), &local_response_)) {
    return Fail(*error, /*keep_headers=*/false);
  }
  const std::string_view length = local_response_.content_length;
  const Header headers[] = {{"Content-Type", local_response_.content_type},
                            {"Content-Length", length}};
  const size_t count = length.empty() ? 1 : 2;
  HandleRead(filter_.Read(
      hop(), ParsedResponse{Protocol::kHttp1, 200, "OK", {headers, count}}));
}

// https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
void ExchangeState::SendRequest() {
  ForgetStored();  // It is of another request.
  outgoing_headers_.clear();
  for (const Header& h : headers_) {
    if (lost_authorization_ && IsCorsNonWildcardRequestHeaderName(h.name)) {
      continue;
    }
    outgoing_headers_.push_back(h);
  }
  outgoing_.origin = OriginHeader();
  if (outgoing_.origin) {
    outgoing_headers_.push_back({"Origin", *outgoing_.origin});
  }
  outgoing_.method = method_;
  outgoing_.url = current_url();
  outgoing_.headers = outgoing_headers_;
  outgoing_.include_credentials = IncludesCredentials(hop());
  outgoing_.include_body = body_ != RequestBody::kNone;
  next_ = Next::kSendRequest;
}

// https://fetch.spec.whatwg.org/#append-a-request-origin-header
std::optional<std::string_view> ExchangeState::OriginHeader() {
  const std::string_view origin = hop().serialized_origin();
  if (hop().tainting == ResponseTainting::kCors) return origin;
  if ((method_ == "GET" || method_ == "HEAD") && !keeps_origin_) {
    return std::nullopt;
  }
  // Departure: Chromium tells no other server whose redirect led there
  // (peer-RECR0122).
  if (departures_.no_cors_redirect_hides_origin && crossed_origins_ &&
      request().mode == Mode::kNoCors) {
    return "null";
  }
  // Departure: Chromium's does not depend on the referrer policy (Q00121).
  const bool hidden = request().mode != Mode::kCors &&
                      !departures_.origin_ignores_referrer_policy &&
                      HidesOrigin(referrer_policy_, hop().origin, hop().url);
  return hidden ? "null" : origin;
}

void ExchangeState::Receive(std::string_view bytes, int64_t now_ms) {
  if (!AwaitsAnswer()) return;
  now_ms_ = now_ms;
  if (next_ == Next::kSendPreflight) return ReceivePreflight(bytes);
  if (RefusesStream(Protocol::kHttp1)) return;
  HandleRead(filter_.Read(hop(), bytes));
}

// Departure: Chromium does not send one by chunks (T00079).
bool ExchangeState::RefusesStream(Protocol protocol) {
  const bool refuses = departures_.stream_wants_http2 &&
                       protocol == Protocol::kHttp1 &&
                       body_ == RequestBody::kStream;
  if (refuses) Fail(Reason::kStreamWantsHttp2, /*keep_headers=*/false);
  return refuses;
}

void ExchangeState::Receive(const ParsedResponse& parsed, int64_t now_ms) {
  // An interim response is not the answer yet.
  const bool is_interim =
      IsInterimStatus(parsed.status) &&
      (parsed.status != 101 || parsed.protocol == Protocol::kHttp1);
  if (!AwaitsAnswer() || is_interim) return;
  now_ms_ = now_ms;
  if (next_ == Next::kSendPreflight) return ReceivePreflight(parsed);
  if (RefusesStream(parsed.protocol)) return;
  HandleRead(filter_.Read(hop(), parsed));
}

// Whether there is a stored response that a 304 would be about: what cannot be
// read, nobody has stored, and a 304 that script asked for is script's.
bool ExchangeState::ReadStored() {
  const bool may_be_stored = method_ == "GET" || method_ == "HEAD";
  if (conditional_ || !may_be_stored) return false;
  if (!stored_ && !stored_list_) return false;
  ReadPlaces places;
  const Failure error = stored_
                            ? ReadHead(hop(), *stored_, filter_.hot_path(),
                                       &stored_response_, &places)
                            : ReadList(hop(), *stored_list_, filter_.hot_path(),
                                       &stored_response_, &places);
  return !error &&
         !ContentLengthIsRefused(TableOf(stored_response_.header_list),
                                 departures_, &scratch_);
}

// Merges a 304 into the stored response, which takes its place.
// https://www.rfc-editor.org/rfc/rfc9111#section-4.3.4
Failure ExchangeState::Revalidate() {
  Response* const response = filter_.response();
  if (response->status != 304 || !ReadStored()) return std::nullopt;
  if (ContentLengthIsRefused(TableOf(response->header_list), departures_,
                             &scratch_)) {
    return Reason::kContentLengthConflict;
  }
  std::swap(response->header_list, not_modified_);
  response->status = stored_response_.status;
  response->status_message = stored_response_.status_message;
  MergeNotModified(TableOf(stored_response_.header_list),
                   TableOf(not_modified_), &TableOf(&response->header_list));
  return std::nullopt;
}

// Goes on from the answer to the request, which could be read or not.
void ExchangeState::HandleRead(Failure error) {
  if (!error) error = Revalidate();
  if (error) return Fail(*error, /*keep_headers=*/true);
  if (departures_.range_answer_is_rewritten) RewritePartial();
  filter_.Judge(hop());
  HandleResponse();
}

// Departure: Chromium's cache, through which ranges go, writes Content-Range
// and Content-Length of a part anew (X03435, Y00063); but not where script asks
// for revalidation itself (Z03262).
void ExchangeState::RewritePartial() {
  Response* const response = filter_.response();
  if (response->status != 206 || !has_own_headers_ || conditional_ ||
      method_ != "GET") {
    return;
  }
  // Those of one name were joined, and in mode no-cors there is none.
  for (const Header& h : headers_) {
    if (!EqualsIgnoreCase(h.name, "Range")) continue;
    return RewritePartialAnswer(h.value, &TableOf(&response->header_list),
                                &partial_data_);
  }
}

void ExchangeState::ReceiveNothing() {
  if (next_ == Next::kSendPreflight) {
    Fail(Reason::kPreflightConnectionClosed, /*keep_headers=*/false);
  } else if (next_ == Next::kSendRequest) {
    // Of a redirect whose target does not answer, say.
    Fail(Reason::kConnectionClosed, /*keep_headers=*/true);
  }
}

// Goes on from what the filter made of the response to the request.
void ExchangeState::HandleResponse() {
  const FilteredResponse& seen = filter_.seen();
  if (seen.is_network_error()) {
    if (!IsDoomedAfterPreflight()) {
      return Fail(seen.reason(), /*keep_headers=*/true);
    }
    Doom(seen.reason());
    return AskForLocation();
  }
  const HeaderList& list = seen.internal_response().header_list;
  if (hop().is_http() && !TaoCheck(hop(), TableOf(list), &scratch_)) {
    timing_allow_failed_ = true;
  }
  if (ResolvesLocation()) return AskForLocation();
  next_ = Next::kDone;
  if (request().destination.empty()) return;  // Neither is for fetch().
  if (IsBlockedByMimeType(request().destination, list)) {
    filter_.TurnIntoNetworkError(Reason::kBlockedByMimeType);
  } else if (IsBlockedByNosniff(request().destination, list)) {
    filter_.TurnIntoNetworkError(Reason::kBlockedByNosniff);
  }
}

// The fetch has failed, and goes on to a preflight.
void ExchangeState::Doom(Reason reason) {
  doomed_ = reason;
  doomed_before_ = before_;
  doomed_url_count_ = url_count_;
}

void ExchangeState::Fail(Reason reason, bool keep_headers) {
  // https://fetch.spec.whatwg.org/#concept-cache-clear
  // Departure: Chromium and WebKit do not (F01604, F01605).
  if (made_with_preflight_ && cache_ != nullptr &&
      !departures_.failure_keeps_entry) {
    cache_->Clear(cache_key());
  }
  if (doomed_) {
    // It ended where it failed, whatever was sent after that.
    before_ = doomed_before_;
    url_count_ = doomed_url_count_;
    filter_.TurnIntoNetworkError(*doomed_);
  } else if (keep_headers) {
    filter_.TurnIntoNetworkError(reason);
  } else {
    filter_.NetworkError(reason);
  }
  next_ = Next::kDone;
}

bool ExchangeState::tells_url() const {
  const ResponseType type = response().type();
  return type != ResponseType::kError && type != ResponseType::kOpaque;
}

void ExchangeState::WriteResponseUrl(std::string* url_out) const {
  std::string& url = *url_out;
  url.clear();
  if (!tells_url()) return;
  url.assign(current_url(), 0, current_url().find('#'));
  // Departure: WebKit takes them out of what it tells (peer-RECR0525).
  if (departures_.xhr_url_hides_credentials &&
      response().type() == ResponseType::kCors &&
      request().initiator == Initiator::kXmlHttpRequest) {
    const size_t start = url.find("://") + 3;
    const size_t at = url.rfind('@', FindAny(url, kAuthorityEnds, start));
    if (at != std::string::npos && at > start) url.erase(start, at + 1 - start);
  }
}

Exchange::Exchange(PreflightCache* cache, std::string partition,
                   Profile profile)
    : state_(std::make_unique<ExchangeState>(cache, std::move(partition),
                                             profile, BestHotPath())) {}

Exchange::~Exchange() = default;

std::unique_ptr<Exchange> ExchangeAccess::Make(PreflightCache* cache,
                                               std::string partition,
                                               Profile profile,
                                               const HotPath& hot_path) {
  auto exchange = std::make_unique<Exchange>();
  exchange->state_ = std::make_unique<ExchangeState>(
      cache, std::move(partition), profile, hot_path);
  return exchange;
}

void Exchange::Start(const Request& request, int64_t now_ms) {
  state_->Start(request, now_ms);
}
void Exchange::Receive(std::string_view bytes, int64_t now_ms) {
  state_->Receive(bytes, now_ms);
}
void Exchange::Receive(const ParsedResponse& parsed, int64_t now_ms) {
  state_->Receive(parsed, now_ms);
}
void Exchange::Receive(int status, std::string_view status_message,
                       absl::Span<const Header> headers, int64_t now_ms,
                       Protocol protocol) {
  state_->Receive(ParsedResponse{protocol, status, status_message, headers},
                  now_ms);
}
void Exchange::ReceiveNothing() { state_->ReceiveNothing(); }
void Exchange::SetStored(std::string_view bytes) { state_->SetStored(bytes); }
void Exchange::SetStored(const ParsedResponse& parsed) {
  state_->SetStored(parsed);
}
void Exchange::Resolved(std::optional<std::string> url,
                        bool schemelessly_same_site) {
  state_->Resolved(std::move(url), schemelessly_same_site);
}

Exchange::Next Exchange::next() const { return state_->next(); }
const OutgoingRequest& Exchange::outgoing() const { return state_->outgoing(); }
std::string_view Exchange::location() const { return state_->location(); }
const std::string& Exchange::current_url() const {
  return state_->current_url();
}
absl::Span<const std::string> Exchange::url_list() const {
  return state_->url_list();
}
const FilteredResponse& Exchange::response() const {
  return state_->response();
}
const FilteredResponse& Exchange::latest() const { return state_->response(); }
bool Exchange::timing_allow_passed() const {
  return state_->timing_allow_passed();
}
ResponseTainting Exchange::response_tainting() const {
  return state_->before().response_tainting;
}
bool Exchange::redirect_tainted() const {
  return state_->before().redirect_tainted;
}
size_t Exchange::preflight_count() const { return state_->preflight_count(); }
const OutgoingRequest* Exchange::preflight() const {
  return state_->preflight();
}

std::string Exchange::response_url() const {
  std::string url;
  WriteResponseUrl(&url);
  return url;
}

void Exchange::WriteResponseUrl(std::string* url) const {
  state_->WriteResponseUrl(url);
}

bool Exchange::redirected() const {
  return state_->tells_url() && url_list().size() > 1;
}

bool Exchange::body_null() const {
  const ResponseType type = response().type();
  return (type != ResponseType::kBasic && type != ResponseType::kCors) ||
         state_->method() == "HEAD" ||
         IsNullBodyStatus(response().internal_response().status);
}

}  // namespace corsieve
