// Main fetch's choice, for callers that know whether origin and URL are of the
// same origin.

#ifndef CORSIEVE_ENGINE_CHECKS_RESPONSE_TAINTING_H_
#define CORSIEVE_ENGINE_CHECKS_RESPONSE_TAINTING_H_

#include <cstdint>

#include "corsieve/origin.h"
#include "corsieve/request.h"
#include "corsieve/response_tainting.h"

namespace corsieve {

// What there is to know of a URL's scheme.
enum class SchemeKind : uint8_t { kHttp, kData, kOther };
inline SchemeKind KindOfScheme(const UrlParts& url) {
  return url.is_http()          ? SchemeKind::kHttp
         : url.scheme == "data" ? SchemeKind::kData
                                : SchemeKind::kOther;
}

// https://fetch.spec.whatwg.org/#main-fetch, where it chooses by the request's
// current URL, response tainting and mode.
inline TaintingOrError ChooseResponseTainting(const Request& request,
                                              ResponseTainting so_far,
                                              bool is_same_origin,
                                              SchemeKind scheme) {
  const bool same_origin = is_same_origin && so_far == ResponseTainting::kBasic;
  if (same_origin || scheme == SchemeKind::kData ||
      request.mode == Mode::kNavigate) {
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
  if (scheme != SchemeKind::kHttp) {
    return {ResponseTainting::kCors, Reason::kCorsDisabledScheme};
  }
  return {ResponseTainting::kCors, {}};
}

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_CHECKS_RESPONSE_TAINTING_H_
