// The part of a fetch that is about redirects:
// https://fetch.spec.whatwg.org/#concept-http-redirect-fetch

#include <algorithm>
#include <utility>

#include "corsieve/redirect.h"
#include "corsieve/referrer_policy.h"
#include "corsieve/request_header.h"
#include "corsieve/status.h"
#include "engine/checks/cors_check.h"
#include "engine/checks/request_header.h"
#include "engine/fetch/engine_url.h"
#include "engine/fetch/exchange_state.h"
#include "engine/fetch/redirect.h"

namespace corsieve {
namespace {

template <typename Matches>
void DropHeaders(std::vector<Header>* headers, Matches matches) {
  headers->erase(
      std::remove_if(headers->begin(), headers->end(),
                     [&](const Header& h) { return matches(h.name); }),
      headers->end());
}

}  // namespace

// Departure: WebKit has asked the next server for permission by the time that
// it finds a redirect wanting that it checks as if with credentials (U00731).
bool ExchangeState::IsDoomedAfterPreflight() {
  const Response& received = response().internal_response();
  const HeaderTable& table = TableOf(received.header_list);
  return departures_.refused_redirect_is_preflighted && !doomed_ &&
         before_.began_same_origin && IsRedirectStatus(received.status) &&
         request().redirect_mode == RedirectMode::kFollow &&
         request().credentials_mode == CredentialsMode::kSameOrigin &&
         hop().tainting == ResponseTainting::kCors &&
         table.Count(HeaderId::kLocation) > 0 &&
         !CorsCheck(hop().serialized_origin(), CredentialsMode::kSameOrigin,
                    table, &scratch_);
}

// Whether the response is a redirect whose Location is to be parsed.
bool ExchangeState::ResolvesLocation() {
  if (response().type() == ResponseType::kDefault) return true;
  if (response().type() != ResponseType::kOpaqueRedirect) return false;
  // Departures: Chromium parses it for redirect mode manual too (P07749), and
  // WebKit looks at its scheme (peer-LOCL9109).
  return (departures_.manual_mode_resolves_location ||
          departures_.manual_mode_refuses_ftp) &&
         ExtractFirstLocation(
             TableOf(response().internal_response().header_list))
                 .value != "";
}

void ExchangeState::AskForLocation() {
  const Location location =
      ExtractLocation(TableOf(response().internal_response().header_list),
                      departures_, &scratch_);
  if (location.kind == Location::kFailure) {
    return Fail(Reason::kLocationInvalid, /*keep_headers=*/true);
  }
  PrepareLocation(departures_, location.value,
                  response().type() == ResponseType::kOpaqueRedirect,
                  &location_);
  next_ = Next::kResolveLocation;
}

// What of script's headers the next preflight asks for.
const std::vector<Header>& ExchangeState::HeadersAskedFor() const {
  // Departure: Firefox asks again for what redirects before the last one took
  // away (R00269, R00245).
  return departures_.lost_headers_are_asked_for && url_count_ > 1
             ? asked_headers_
             : headers_;
}

void ExchangeState::TurnIntoGet() {
  method_ = "GET";
  body_ = RequestBody::kNone;
  // Departure: in WebKit what was sent once is sent again (U00768, V00434).
  keeps_origin_ = departures_.origin_outlives_method && outgoing_.origin;
  // Departure: WebKit keeps the headers of the body (F01212, F01395).
  if (departures_.body_headers_outlive_body) return;
  DropHeaders(&headers_, IsRequestBodyHeaderName);
}

// A redirect leads from one origin to another.
void ExchangeState::CrossOrigins() {
  // https://fetch.spec.whatwg.org/#concept-request-tainted-origin
  if (!hop().is_same_origin) before_.redirect_tainted = true;
  crossed_origins_ = true;
  keeps_origin_ = false;
  // Departure: WebKit's preflights ask for it still (F01409); it is not sent.
  if (departures_.lost_authorization_is_asked_for) {
    lost_authorization_ = true;
    return;
  }
  DropHeaders(&headers_, IsCorsNonWildcardRequestHeaderName);
}

// Goes on in redirect mode manual, where the URL was only to be looked at.
void ExchangeState::ResolvedManually(const std::optional<UrlParts>& location) {
  const bool is_invalid =
      departures_.manual_mode_resolves_location && !location;
  const bool is_refused = departures_.manual_mode_refuses_ftp && location &&
                          location->scheme == "ftp";
  if (is_invalid) return Fail(Reason::kLocationInvalid, /*keep_headers=*/true);
  if (is_refused) return Fail(Reason::kLocationNotHttp, /*keep_headers=*/true);
  next_ = Next::kDone;
}

// https://fetch.spec.whatwg.org/#concept-http-redirect-fetch
void ExchangeState::Resolved(std::optional<std::string> url,
                             bool schemelessly_same_site) {
  if (next_ != Next::kResolveLocation) return;
  const std::optional<UrlParts> location =
      url ? ParseSerializedUrl(*url) : std::nullopt;
  if (response().type() == ResponseType::kOpaqueRedirect) {
    return ResolvedManually(location);
  }
  if (!location) return Fail(Reason::kLocationInvalid, /*keep_headers=*/true);
  // Departure: for fetch(), Chromium follows no redirect to a URL with
  // credentials (services/network/cors/cors_url_loader.cc, P07925).
  if (departures_.redirect_never_has_credentials &&
      request().initiator == Initiator::kFetch &&
      location->includes_credentials) {
    return Fail(Reason::kRedirectContainsCredentials, /*keep_headers=*/true);
  }
  const int status = response().internal_response().status;
  const int redirect_count = static_cast<int>(url_count_) - 1;
  if (const Failure error =
          RedirectCheck(hop(), body_, status, *location, redirect_count)) {
    // Departure: WebKit asks the next server before it refuses that (R00605).
    const bool asks = departures_.refused_redirect_is_preflighted &&
                      error == Reason::kRedirectContainsCredentials &&
                      hop().tainting == ResponseTainting::kBasic && !doomed_;
    if (!asks) return Fail(*error, /*keep_headers=*/true);
    Doom(*error);
  }
  const bool same_origin = IsSameOrigin(hop().url.origin, location->origin);
  FollowRedirect(*std::move(url), same_origin, schemelessly_same_site);
}

void ExchangeState::FollowRedirect(std::string url, bool is_same_origin,
                                   bool schemelessly_same_site) {
  const Response& response = this->response().internal_response();
  // Departure: WebKitGTK's network process sends no DELETE on to another
  // origin (shouldRedirectAsGET, F01358).
  const bool deletes_no_more = departures_.cross_origin_delete_becomes_get &&
                               !is_same_origin && method_ == "DELETE";
  const bool becomes_get =
      deletes_no_more || RedirectChangesMethodToGet(response.status, method_);
  if (becomes_get) TurnIntoGet();
  if (!is_same_origin) CrossOrigins();
  if (departures_.lost_headers_are_asked_for) {
    asked_headers_ = own_headers_;
    if (becomes_get) DropHeaders(&asked_headers_, IsRequestBodyHeaderName);
    if (!is_same_origin) {
      DropHeaders(&asked_headers_, IsCorsNonWildcardRequestHeaderName);
    }
  }
  if (url.find('#') == std::string::npos) {
    const std::string& current = current_url();
    url += current.substr(std::min(current.find('#'), current.size()));
  }
  // Departure: WebKit's Origin does not depend on a redirect's policy, and to
  // another origin is the page's (Q00124).
  if (!departures_.origin_ignores_redirect_policy) {
    referrer_policy_ =
        ParseReferrerPolicy(response.header_list).value_or(referrer_policy_);
  } else if (!is_same_origin) {
    referrer_policy_ = ReferrerPolicy::kUnsafeUrl;
  }
  const Failure error = EnterUrl(url, schemelessly_same_site);
  // Departure: Chromium sends none on (V00134), but to the page's own origin
  // (Q00961).
  if (departures_.redirect_drops_client_hints && !hop().is_same_origin) {
    DropHeaders(&headers_, IsClientHintName);
  }
  MainFetch(error);
}

}  // namespace corsieve
