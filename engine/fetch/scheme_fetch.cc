#include "engine/fetch/scheme_fetch.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "engine/base/bytes.h"
#include "engine/checks/chromium_data_url.h"
#include "engine/checks/data_url.h"

namespace corsieve {
namespace {

// Whether its path is "blank", whatever its query and fragment are.
bool IsAboutBlank(std::string_view url, const Departures& departures) {
  constexpr std::string_view kAboutBlank = "about:blank";
  url = url.substr(0, FindAny(url, kAuthorityEnds));
  // Departure: Firefox takes it in any case (D01294).
  if (departures.about_blank_in_any_case) {
    return EqualsIgnoreCase(url, kAboutBlank);
  }
  return url == kAboutBlank;
}

}  // namespace

Failure SchemeFetch(const Hop& hop, LocalResponse* response) {
  const std::string_view scheme = hop.url.scheme;
  *response = LocalResponse();
  // Departure: Chromium and WebKit fetch no about: URL at all
  // (own-about-blank-opaque).
  if (scheme == "about" && IsAboutBlank(hop.url_text, hop.departures) &&
      !hop.departures.about_blank_is_not_fetched) {
    response->content_type = "text/html;charset=utf-8";
    return std::nullopt;
  }
  if (scheme == "data") {
    // Departure: WebKit (D00879).
    if (hop.departures.no_cors_data_url_wants_follow &&
        hop.request->mode == Mode::kNoCors &&
        hop.request->redirect_mode != RedirectMode::kFollow) {
      return Reason::kNoCorsRedirectMode;
    }
    // Departure: Chromium (Z03560).
    std::optional<DataUrl> data = hop.departures.data_url_parameters_are_kept
                                      ? ProcessDataUrlAsChromium(hop.url_text)
                                      : ProcessDataUrl(hop.url_text);
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
