// https://fetch.spec.whatwg.org/#main-fetch, where it chooses by the request's
// current URL, response tainting and mode.

#include "corsieve/cors.h"

namespace corsieve {

std::string_view SerializeRequestOrigin(const Request& request) {
  return request.redirect_tainted ? "null" : request.origin;
}

TaintingOrError ChooseResponseTainting(const Request& request,
                                       const Origin& origin,
                                       const UrlParts& url) {
  const bool same_origin =
      IsSameOrigin(origin, url.origin) &&
      request.response_tainting == ResponseTainting::kBasic;
  if (same_origin || url.scheme == "data" || request.mode == Mode::kNavigate) {
    return {ResponseTainting::kBasic, {}};
  }
  if (request.mode == Mode::kSameOrigin) {
    return {ResponseTainting::kBasic, Reason::kDisallowedByMode};
  }
  if (request.mode == Mode::kNoCors) {
    if (request.redirect_mode != RedirectMode::kFollow) {
      return {ResponseTainting::kOpaque, Reason::kNoCorsRedirectMode};
    }
    return {ResponseTainting::kOpaque, {}};
  }
  if (!url.is_http()) {
    return {ResponseTainting::kCors, Reason::kCorsDisabledScheme};
  }
  return {ResponseTainting::kCors, {}};
}

}  // namespace corsieve
