#include "engine/fetch/scheme_fetch.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "engine/base/bytes.h"
#include "engine/checks/data_url.h"

namespace corsieve {
namespace {

// Whether its path is "blank", whatever its query and fragment are.
bool IsAboutBlank(std::string_view url) {
  return url.substr(0, FindAny(url, kAuthorityEnds)) == "about:blank";
}

}  // namespace

Failure SchemeFetch(const Hop& hop, LocalResponse* response) {
  const std::string_view scheme = hop.url.scheme;
  *response = LocalResponse();
  // Departure: Chromium and WebKit fetch no about: URL at all
  // (own-about-blank-opaque).
  if (scheme == "about" && IsAboutBlank(hop.url_text) &&
      !hop.departures.about_blank_is_not_fetched) {
    response->content_type = "text/html;charset=utf-8";
    return std::nullopt;
  }
  if (scheme == "data") {
    std::optional<DataUrl> data = ProcessDataUrl(hop.url_text);
    if (!data) return Reason::kDataUrlInvalid;
    response->content_type = std::move(data->mime_type);
    // Departure: Firefox tells fetch() its length (own-data-url).
    if (hop.departures.data_url_has_length &&
        hop.request->initiator == Initiator::kFetch) {
      response->content_length = std::to_string(data->body_size);
    }
    return std::nullopt;
  }
  // Whether there is such a blob, and of which type, is the caller's to know.
  if (scheme == "blob") return Reason::kBlobNotHere;
  return Reason::kSchemeNotHttp;
}

}  // namespace corsieve
