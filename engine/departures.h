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

  // Preflights; tests/browsers/PREFLIGHTS.md has them by chapter.
  // User-Agent is a forbidden request header.
  bool user_agent_is_forbidden = false;
  // To fetch() too, request headers of one name become one.
  bool request_headers_are_joined = false;
  // A name that is unsafe in several headers is asked for as often.
  bool unsafe_names_repeat = false;
  // Safelisted request headers may have any size in all.
  bool safelisted_sizes_are_not_summed = false;
  // A byte from 0x80 on makes Accept unsafe.
  bool safelisted_accept_is_ascii = false;
  // DPR, Save-Data and their like are safelisted, if their values are theirs.
  bool client_hints_are_safelisted = false;
  // The `bytes` of a safelisted Range may be in any case.
  bool range_unit_in_any_case = false;
  // An upload listener asks for a preflight only where a body is sent.
  bool listener_needs_body = false;
  // Once a hop was made with a preflight, all later ones are.
  bool once_preflighted_always = false;
  // Preflights are sent, checked and remembered with the page's origin, however
  // tainted the request's is.
  bool preflight_tells_page_origin = false;
  // Origin is the first header of a preflight.
  bool preflight_begins_with_origin = false;
  // Authorization that a redirect took away is asked for nevertheless.
  bool lost_authorization_is_asked_for = false;
  // DELETE becomes GET with any redirect to another origin.
  bool cross_origin_delete_becomes_get = false;
  // Content-Type and its like stay where a redirect makes the method GET.
  bool body_headers_outlive_body = false;
  // A preflight to the page's own server passes without CORS check.
  bool own_preflight_is_unchecked = false;
  // In what a preflight allows, CR around an element is white space.
  bool allow_lists_take_cr = false;
  // In what a preflight allows, `*` stands for Authorization too.
  bool star_covers_authorization = false;
  // Without Access-Control-Allow-Methods, an upload listener's method is not
  // allowed either.
  bool absent_methods_allow_none = false;
  // Access-Control-Max-Age is a signed number; several are joined, so none.
  bool max_age_is_signed = false;
  // The white space of C around it is skipped.
  bool max_age_takes_whitespace = false;
  // Where it is not a number, the answer is not remembered.
  bool max_age_must_be_digits = false;

  // The preflight cache.
  // An answer is remembered even if it lists nothing, for what asks for no more
  // than a preflight.
  bool cache_keeps_empty_answers = false;
  // A remembered `*` stands for itself alone.
  bool cache_star_is_literal = false;
  // A remembered `*` stands for Authorization too.
  bool cache_star_covers_authorization = false;
  // HEAD must have been allowed by name.
  bool cache_wants_head = false;
  // What came with credentials serves no request without.
  bool cache_keeps_credentials_apart = false;
  // An answer takes the place of what was remembered before it.
  bool answer_replaces_entry = false;
  // A question that finds no answer makes the cache forget the others.
  bool mismatch_drops_entry = false;
  // Nothing is remembered for origin `null`.
  bool null_origin_is_not_cached = false;
  // Nothing is remembered for a tainted request.
  bool tainted_is_not_cached = false;
  // A fetch that fails leaves the cache as it is.
  bool failure_keeps_entry = false;
  // An answer that does not allow what was asked is remembered.
  bool refusal_is_cached = false;
};

constexpr Departures DeparturesOf(Profile profile) {
  const bool chromium = profile == Profile::kChromium;
  const bool firefox = profile == Profile::kFirefox;
  const bool webkit = profile == Profile::kWebKit;
  Departures d;
  d.reader_judges_content_length = chromium || webkit;
  d.clear_site_data_is_hidden = chromium;
  d.status_407_is_network_error = chromium;
  d.error_mode_wants_location = chromium || webkit;
  d.empty_location_is_none = chromium;
  d.manual_mode_resolves_location = chromium;
  d.first_location_counts = chromium;
  d.locations_are_joined = webkit;
  d.redirect_never_has_credentials = chromium;
  d.star_outlives_invalid_elements = firefox;
  d.counts_allow_origin_lines = firefox;
  d.expose_list_takes_cr = firefox;
  d.redirect_checked_with_credentials = webkit;
  d.user_agent_is_forbidden = chromium;
  d.request_headers_are_joined = chromium || webkit;
  d.unsafe_names_repeat = firefox;
  d.safelisted_sizes_are_not_summed = firefox;
  d.safelisted_accept_is_ascii = firefox;
  d.client_hints_are_safelisted = chromium;
  d.range_unit_in_any_case = webkit;
  d.listener_needs_body = chromium;
  d.once_preflighted_always = firefox || webkit;
  d.preflight_tells_page_origin = firefox;
  d.preflight_begins_with_origin = webkit;
  d.lost_authorization_is_asked_for = webkit;
  d.cross_origin_delete_becomes_get = webkit;
  d.body_headers_outlive_body = webkit;
  d.own_preflight_is_unchecked = firefox;
  d.allow_lists_take_cr = firefox;
  d.star_covers_authorization = chromium || firefox || webkit;
  d.absent_methods_allow_none = chromium || firefox || webkit;
  d.max_age_is_signed = chromium || webkit;
  d.max_age_takes_whitespace = webkit;
  d.max_age_must_be_digits = firefox;
  d.cache_keeps_empty_answers = chromium || firefox || webkit;
  d.cache_star_is_literal = firefox;
  d.cache_star_covers_authorization = webkit;
  d.cache_wants_head = firefox;
  d.cache_keeps_credentials_apart = firefox;
  d.answer_replaces_entry = webkit;
  d.mismatch_drops_entry = chromium;
  d.null_origin_is_not_cached = chromium;
  d.tainted_is_not_cached = webkit;
  d.failure_keeps_entry = chromium || webkit;
  d.refusal_is_cached = webkit;
  return d;
}

// The same, in static storage.
const Departures& GetDepartures(Profile profile);

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_DEPARTURES_H_
