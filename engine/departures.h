// Where an engine does not do what the standard says, one name each. All false
// is the standard. Each has a row in docs/departures.md under its name, with
// its evidence. The engines' readers (chromium_head.cc, firefox_head.cc,
// webkit_head.cc) are departures as a whole; what they do has rows there too.

#ifndef CORSIEVE_ENGINE_DEPARTURES_H_
#define CORSIEVE_ENGINE_DEPARTURES_H_

#include "corsieve/profile.h"

namespace corsieve {

struct Departures {
  // The engine's reader has judged Content-Length in its own way.
  bool reader_judges_content_length = false;
  // Clear-Site-Data is taken out with the cookies.
  bool clear_site_data_is_hidden = false;
  // 407 (Proxy Authentication Required) is a network error.
  bool status_407_is_network_error = false;
  // With redirect mode error, a redirect status without Location, or with an
  // empty one, is an ordinary response.
  bool error_mode_wants_location = false;
  // With redirect mode follow, an empty Location is none.
  bool empty_location_is_none = false;
  // With redirect mode manual, Location must be a URL nevertheless.
  bool manual_mode_resolves_location = false;
  // Of several Location headers the first counts.
  bool first_location_counts = false;
  // Several Location headers are joined like any other.
  bool locations_are_joined = false;
  // A redirect to a URL with credentials is never followed.
  bool redirect_never_has_credentials = false;
  // To fetch(), `*` in an expose list stands although a later element is none.
  bool star_outlives_invalid_elements = false;
  // Two lines spelled Access-Control-Allow-Origin fail, even if one is empty.
  bool counts_allow_origin_lines = false;
  // To XMLHttpRequest, CR around an element of an expose list is white space.
  bool expose_list_takes_cr = false;
  // A request that began same-origin with credentials mode same-origin:
  // redirects from other origins are checked as if credentials went along.
  bool redirect_checked_with_credentials = false;
};

constexpr Departures DeparturesOf(Profile profile) {
  const bool chromium = profile == Profile::kChromium;
  const bool firefox = profile == Profile::kFirefox;
  const bool webkit = profile == Profile::kWebKit;
  Departures d;
  d.reader_judges_content_length = chromium || firefox || webkit;
  d.clear_site_data_is_hidden = chromium;
  d.status_407_is_network_error = chromium;
  d.error_mode_wants_location = chromium || webkit;
  d.empty_location_is_none = chromium;
  d.manual_mode_resolves_location = chromium;
  d.first_location_counts = chromium || firefox;
  d.locations_are_joined = webkit;
  d.redirect_never_has_credentials = chromium;
  d.star_outlives_invalid_elements = firefox;
  d.counts_allow_origin_lines = firefox;
  d.expose_list_takes_cr = firefox;
  d.redirect_checked_with_credentials = webkit;
  return d;
}

// The same, in static storage.
const Departures& GetDepartures(Profile profile);

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_DEPARTURES_H_
