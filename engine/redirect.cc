// https://fetch.spec.whatwg.org/#concept-http-redirect-fetch

#include "corsieve/redirect.h"

#include "engine/header_name.h"

namespace corsieve {

Location ExtractLocation(const HeaderList& list) {
  const size_t first = list.Find(HeaderId::kLocation);
  if (first == list.size()) return {};
  // Its grammar has a single value, so a second header is failure.
  // https://fetch.spec.whatwg.org/#extract-header-list-values
  if (list.FindNext(HeaderId::kLocation, first) != list.size()) {
    return {Location::kFailure, {}};
  }
  return {Location::kValue, list[first].value};
}

Location ExtractFirstLocation(const HeaderList& list) {
  constexpr HeaderId kId = HeaderId::kLocation;
  Location location;
  for (size_t i = list.Find(kId); i < list.size() && location.value.empty();
       i = list.FindNext(kId, i)) {
    location = {Location::kValue, list[i].value};
  }
  return location;
}

Location ExtractJoinedLocation(const HeaderList& list, std::string* scratch) {
  const std::optional<std::string_view> value =
      list.Get(HeaderId::kLocation, scratch);
  if (!value) return {};
  return {Location::kValue, *value};
}

std::optional<Reason> RedirectCheck(const Request& request,
                                    const Origin& origin,
                                    ResponseTainting tainting, int status,
                                    const UrlParts& location,
                                    int redirect_count) {
  if (!location.is_http()) return Reason::kLocationNotHttp;
  if (redirect_count >= kMaxRedirects) return Reason::kTooManyRedirects;
  if (location.includes_credentials) {
    const bool cross_origin =
        request.mode == Mode::kCors && !IsSameOrigin(origin, location.origin);
    if (cross_origin || tainting == ResponseTainting::kCors) {
      return Reason::kRedirectContainsCredentials;
    }
  }
  if (status != 303 && request.body == RequestBody::kStream) {
    return Reason::kRedirectBodyStream;
  }
  return std::nullopt;
}

bool RedirectChangesMethodToGet(int status, std::string_view method) {
  if (status == 301 || status == 302) return method == "POST";
  return status == 303 && method != "GET" && method != "HEAD";
}

}  // namespace corsieve
