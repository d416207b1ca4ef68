// The part of a fetch that is about redirects:
// https://fetch.spec.whatwg.org/#concept-http-redirect-fetch

#include <algorithm>

#include "corsieve/exchange.h"
#include "corsieve/redirect.h"
#include "corsieve/referrer_policy.h"
#include "corsieve/request_header.h"
#include "engine/departures.h"
#include "engine/request_pairs.h"

namespace corsieve {

void Exchange::TurnIntoGet() {
  method_ = "GET";
  request_.method = method_;
  request_.body = RequestBody::kNone;
  // Departure: WebKit keeps the headers of the body (F01212, F01395).
  if (departures_.body_headers_outlive_body) return;
  DropHeaders(&headers_, IsRequestBodyHeaderName);
}

// A redirect leads from one origin to another.
void Exchange::CrossOrigins() {
  // https://fetch.spec.whatwg.org/#concept-request-tainted-origin
  if (!IsSameOrigin(request_origin_, current_.origin)) {
    request_.redirect_tainted = true;
  }
  // Departure: WebKit's preflights ask for it still (F01409); it is not sent.
  if (departures_.lost_authorization_is_asked_for) {
    lost_authorization_ = true;
    return;
  }
  DropHeaders(&headers_, IsCorsNonWildcardRequestHeaderName);
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
  const bool same_origin = IsSameOrigin(current_.origin, location->origin);
  // Departure: WebKitGTK's network process sends no DELETE on to another
  // origin (shouldRedirectAsGET, F01358).
  const bool deletes_no_more = departures_.cross_origin_delete_becomes_get &&
                               !same_origin && method_ == "DELETE";
  if (deletes_no_more || RedirectChangesMethodToGet(status, method_)) {
    TurnIntoGet();
  }
  if (!same_origin) CrossOrigins();
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

}  // namespace corsieve
