// Where an engine does not do what the standard says, one name each. All false
// is the standard. The engines' readers (chromium_head.cc, firefox_head.cc,
// webkit_head.cc) are departures as a whole. docs/departures.md has a row for
// each departure, with its evidence, and rows for what the readers do.
//
// A new departure is a member with a comment, a row of kDepartures, a row of
// docs/departures.md and a case; tests/departures_test.cc compares them.

#ifndef CORSIEVE_ENGINE_TERMS_DEPARTURES_H_
#define CORSIEVE_ENGINE_TERMS_DEPARTURES_H_

#include <cstdint>
#include <iterator>

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
  // A Headers object has no header whose value has a line break in it.
  bool headers_take_no_line_breaks = false;
  // A Headers object has no header whose name is no token.
  bool headers_take_tokens_only = false;
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

// Engines, as a set of bits.
constexpr uint8_t InEngine(Profile profile) {
  return static_cast<uint8_t>(1 << static_cast<unsigned>(profile));
}
inline constexpr uint8_t kInChromium = InEngine(Profile::kChromium);
inline constexpr uint8_t kInFirefox = InEngine(Profile::kFirefox);
inline constexpr uint8_t kInWebKit = InEngine(Profile::kWebKit);

struct Departure {
  const char* name;  // The member's.
  bool Departures::*member;
  uint8_t engines;  // The engines that depart.
};

#define CORSIEVE_DEPARTURE(name, engines) \
  { #name, &Departures::name, engines }
// This table has every departure, in the order of the members.
inline constexpr Departure kDepartures[] = {
    CORSIEVE_DEPARTURE(reader_judges_content_length, kInChromium | kInWebKit),
    CORSIEVE_DEPARTURE(clear_site_data_is_hidden, kInChromium),
    CORSIEVE_DEPARTURE(status_407_is_network_error, kInChromium),
    CORSIEVE_DEPARTURE(error_mode_wants_location, kInChromium | kInWebKit),
    CORSIEVE_DEPARTURE(empty_location_is_none, kInChromium),
    CORSIEVE_DEPARTURE(manual_mode_resolves_location, kInChromium),
    CORSIEVE_DEPARTURE(first_location_counts, kInChromium),
    CORSIEVE_DEPARTURE(locations_are_joined, kInWebKit),
    CORSIEVE_DEPARTURE(redirect_never_has_credentials, kInChromium),
    CORSIEVE_DEPARTURE(star_outlives_invalid_elements, kInFirefox),
    CORSIEVE_DEPARTURE(counts_allow_origin_lines, kInFirefox),
    CORSIEVE_DEPARTURE(expose_list_takes_cr, kInFirefox),
    CORSIEVE_DEPARTURE(headers_take_no_line_breaks, kInFirefox),
    CORSIEVE_DEPARTURE(headers_take_tokens_only, kInWebKit),
    CORSIEVE_DEPARTURE(redirect_checked_with_credentials, kInWebKit),
    CORSIEVE_DEPARTURE(user_agent_is_forbidden, kInChromium),
    CORSIEVE_DEPARTURE(request_headers_are_joined, kInChromium | kInWebKit),
    CORSIEVE_DEPARTURE(unsafe_names_repeat, kInFirefox),
    CORSIEVE_DEPARTURE(safelisted_sizes_are_not_summed, kInFirefox),
    CORSIEVE_DEPARTURE(safelisted_accept_is_ascii, kInFirefox),
    CORSIEVE_DEPARTURE(client_hints_are_safelisted, kInChromium),
    CORSIEVE_DEPARTURE(range_unit_in_any_case, kInWebKit),
    CORSIEVE_DEPARTURE(listener_needs_body, kInChromium),
    CORSIEVE_DEPARTURE(once_preflighted_always, kInFirefox | kInWebKit),
    CORSIEVE_DEPARTURE(preflight_tells_page_origin, kInFirefox),
    CORSIEVE_DEPARTURE(preflight_begins_with_origin, kInWebKit),
    CORSIEVE_DEPARTURE(lost_authorization_is_asked_for, kInWebKit),
    CORSIEVE_DEPARTURE(cross_origin_delete_becomes_get, kInWebKit),
    CORSIEVE_DEPARTURE(body_headers_outlive_body, kInWebKit),
    CORSIEVE_DEPARTURE(own_preflight_is_unchecked, kInFirefox),
    CORSIEVE_DEPARTURE(allow_lists_take_cr, kInFirefox),
    CORSIEVE_DEPARTURE(star_covers_authorization,
                       kInChromium | kInFirefox | kInWebKit),
    CORSIEVE_DEPARTURE(absent_methods_allow_none,
                       kInChromium | kInFirefox | kInWebKit),
    CORSIEVE_DEPARTURE(max_age_is_signed, kInChromium | kInWebKit),
    CORSIEVE_DEPARTURE(max_age_takes_whitespace, kInWebKit),
    CORSIEVE_DEPARTURE(max_age_must_be_digits, kInFirefox),
    CORSIEVE_DEPARTURE(cache_keeps_empty_answers,
                       kInChromium | kInFirefox | kInWebKit),
    CORSIEVE_DEPARTURE(cache_star_is_literal, kInFirefox),
    CORSIEVE_DEPARTURE(cache_star_covers_authorization, kInWebKit),
    CORSIEVE_DEPARTURE(cache_wants_head, kInFirefox),
    CORSIEVE_DEPARTURE(cache_keeps_credentials_apart, kInFirefox),
    CORSIEVE_DEPARTURE(answer_replaces_entry, kInWebKit),
    CORSIEVE_DEPARTURE(mismatch_drops_entry, kInChromium),
    CORSIEVE_DEPARTURE(null_origin_is_not_cached, kInChromium),
    CORSIEVE_DEPARTURE(tainted_is_not_cached, kInWebKit),
    CORSIEVE_DEPARTURE(failure_keeps_entry, kInChromium | kInWebKit),
    CORSIEVE_DEPARTURE(refusal_is_cached, kInWebKit),
};
#undef CORSIEVE_DEPARTURE

constexpr Departures DeparturesOf(Profile profile) {
  Departures departures;
  for (const Departure& d : kDepartures) {
    departures.*d.member = (d.engines & InEngine(profile)) != 0;
  }
  return departures;
}

// Whether each member has one row, in order, and the standard departs from
// nothing.
constexpr bool TableOfDeparturesIsComplete() {
  const Departures members;
  const bool* last = nullptr;
  for (const Departure& d : kDepartures) {
    const bool* const member = &(members.*d.member);
    if (last != nullptr && member <= last) return false;
    last = member;
    if (d.engines == 0) return false;
    if (d.engines & InEngine(Profile::kStandard)) return false;
  }
  return std::size(kDepartures) == sizeof(Departures);
}
static_assert(TableOfDeparturesIsComplete());

// DeparturesOf(profile), in static storage.
const Departures& GetDepartures(Profile profile);

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_TERMS_DEPARTURES_H_
