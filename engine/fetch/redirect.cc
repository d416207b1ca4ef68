#include "engine/fetch/redirect.h"

#include "corsieve/status.h"
#include "engine/headers/header_name.h"

namespace corsieve {
namespace {

constexpr HeaderId kId = HeaderId::kLocation;

Location ExtractLocation(const HeaderTable& table) {
  const size_t first = table.Find(kId);
  if (first == table.size()) return {};
  // Its grammar has a single value, so a second header is failure.
  // https://fetch.spec.whatwg.org/#extract-header-list-values
  if (table.Find(kId, first + 1) != table.size()) {
    return {Location::kFailure, {}};
  }
  return {Location::kValue, table[first].value};
}

Failure RedirectCheck(Mode mode, RequestBody body, const Origin& origin,
                      ResponseTainting tainting, int status,
                      const UrlParts& location, int redirect_count) {
  if (!location.is_http()) return Reason::kLocationNotHttp;
  if (redirect_count >= kMaxRedirects) return Reason::kTooManyRedirects;
  if (location.includes_credentials) {
    const bool cross_origin =
        mode == Mode::kCors && !IsSameOrigin(origin, location.origin);
    if (cross_origin || tainting == ResponseTainting::kCors) {
      return Reason::kRedirectContainsCredentials;
    }
  }
  if (status != 303 && body == RequestBody::kStream) {
    return Reason::kRedirectBodyStream;
  }
  return std::nullopt;
}

}  // namespace

Location ExtractFirstLocation(const HeaderTable& table) {
  Location location;
  for (std::string_view value : table.values(kId)) {
    location = {Location::kValue, value};
    if (!value.empty()) break;
  }
  return location;
}

Location ExtractLocation(const HeaderTable& table, const Departures& departures,
                         std::string* scratch) {
  // Departure: Chromium goes by the first (P08703), for its reader has seen to
  // it that the others are equal. Firefox's reader leaves one.
  if (departures.first_location_counts) return ExtractFirstLocation(table);
  // Departure: WebKit joins them (P08731).
  if (departures.locations_are_joined) {
    const std::optional<std::string_view> value = table.Get(kId, scratch);
    return value ? Location{Location::kValue, *value} : Location();
  }
  return ExtractLocation(table);
}

Location ExtractLocation(const HeaderList& list) {
  return ExtractLocation(TableOf(list));
}

Failure RedirectCheck(const Hop& hop, RequestBody body, int status,
                      const UrlParts& location, int redirect_count) {
  return RedirectCheck(hop.request->mode, body, hop.origin, hop.tainting,
                       status, location, redirect_count);
}

Failure RedirectCheck(const Request& request, const Origin& origin,
                      ResponseTainting tainting, int status,
                      const UrlParts& location, int redirect_count) {
  return RedirectCheck(request.mode, request.body, origin, tainting, status,
                       location, redirect_count);
}

bool RedirectChangesMethodToGet(int status, std::string_view method) {
  if (status == 301 || status == 302) return method == "POST";
  return status == 303 && method != "GET" && method != "HEAD";
}

}  // namespace corsieve
