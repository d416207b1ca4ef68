// Main fetch's choice, for callers that know whether origin and URL are of the
// same origin.

#ifndef CORSIEVE_ENGINE_CHECKS_RESPONSE_TAINTING_H_
#define CORSIEVE_ENGINE_CHECKS_RESPONSE_TAINTING_H_

#include "corsieve/origin.h"
#include "corsieve/request.h"
#include "corsieve/response_tainting.h"

namespace corsieve {

// https://fetch.spec.whatwg.org/#main-fetch, where it chooses by the request's
// current URL, response tainting and mode.
inline TaintingOrError ChooseResponseTainting(const Request& request,
                                              ResponseTainting so_far,
                                              bool is_same_origin,
                                              const UrlParts& url) {
  const bool same_origin = is_same_origin && so_far == ResponseTainting::kBasic;
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

#endif  // CORSIEVE_ENGINE_CHECKS_RESPONSE_TAINTING_H_
