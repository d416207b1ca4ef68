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
  // With redirect mode manual, Location must not be an ftp: URL nevertheless.
  bool manual_mode_refuses_ftp = false;
  // With redirect mode manual, a host with spaces in it is one.
  bool manual_mode_takes_space_in_host = false;
  // Of several Location headers the first counts.
  bool first_location_counts = false;
  // Several Location headers are joined like any other.
  bool locations_are_joined = false;
  // Controls and spaces in a Location are percent-encoded before it is parsed.
  bool location_controls_are_escaped = false;
  // Each byte of a Location is a character, U+0080 to U+00FF included.
  bool location_is_latin_one = false;
  // In URLs, escapes of unreserved bytes are decoded, and others in upper case.
  bool url_escapes_are_normalized = false;
  // In the path of a URL, | is percent-encoded.
  bool url_escapes_pipe_in_path = false;
  // To fetch(), a redirect to a URL with credentials is never followed.
  bool redirect_never_has_credentials = false;
  // The URL of an XMLHttpRequest's cross-origin response has no credentials.
  bool xhr_url_hides_credentials = false;
  // To fetch(), the answer of a data: URL has a Content-Length.
  bool data_url_has_length = false;
  // The type of a data: URL is split at each semicolon; its parameters stay as
  // they are.
  bool data_url_parameters_are_kept = false;
  // In mode no-cors, a data: URL is got with redirect mode follow only.
  bool no_cors_data_url_wants_follow = false;
  // The `blank` of about:blank may be in any case.
  bool about_blank_in_any_case = false;
  // No request gets about:blank.
  bool about_blank_is_not_fetched = false;
  // Content-Range and Content-Length of an answer to a range are written anew,
  // or added.
  bool range_answer_is_rewritten = false;
  // Ports 4190 and 6679 are no bad ports.
  bool two_bad_ports_are_good = false;
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
  // Content-Type is safelisted only as one media type without trailing
  // semicolons, of ASCII bytes.
  bool request_content_type_is_strict = false;
  // Behind a blank, Content-Type may say anything up to a semicolon.
  bool request_content_type_skips_words = false;
  // DPR, Save-Data and their like are safelisted, if their values are theirs.
  bool client_hints_are_safelisted = false;
  // The `bytes` of a safelisted Range may be in any case.
  bool range_unit_in_any_case = false;
  // A number of a safelisted Range may have a sign, and vertical tabs and form
  // feeds around it.
  bool range_numbers_take_signs = false;
  // A number of a safelisted Range is less than 2^63 - 1.
  bool range_numbers_have_63_bits = false;
  // A number of a safelisted Range is less than 2^64.
  bool range_numbers_have_64_bits = false;
  // An upload listener asks for a preflight only where a body is sent.
  bool listener_needs_body = false;
  // Once a hop was made with a preflight, all later ones are.
  bool once_preflighted_always = false;
  // A same-origin request whose headers would need a preflight is made with one
  // when it is redirected to another origin, even if they are gone by then.
  bool lost_headers_are_preflighted = false;
  // A preflight asks for what a redirect before the last one took away.
  bool lost_headers_are_asked_for = false;
  // Preflights are sent, checked and remembered with the page's origin, however
  // tainted the request's is.
  bool preflight_tells_page_origin = false;
  // Origin is the first header of a preflight.
  bool preflight_begins_with_origin = false;
  // A redirect that fails only because it is checked with credentials
  // (redirect_checked_with_credentials) has the next URL's preflight sent.
  bool refused_redirect_is_preflighted = false;
  // Authorization that a redirect took away is asked for nevertheless.
  bool lost_authorization_is_asked_for = false;
  // DELETE becomes GET with any redirect to another origin.
  bool cross_origin_delete_becomes_get = false;
  // Content-Type and its like stay where a redirect makes the method GET.
  bool body_headers_outlive_body = false;
  // Origin stays where a same-origin redirect makes the method GET.
  bool origin_outlives_method = false;
  // In mode no-cors, Origin is null once a redirect led to another origin.
  bool no_cors_redirect_hides_origin = false;
  // Origin does not depend on the referrer policy.
  bool origin_ignores_referrer_policy = false;
  // Origin does not depend on the referrer policy that a redirect sets, and is
  // told to another origin.
  bool origin_ignores_redirect_policy = false;
  // Client hints that script set do not outlive a redirect to another origin
  // than the page's.
  bool redirect_drops_client_hints = false;
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

  // A body that is a stream is sent over HTTP/2 and later only.
  bool stream_wants_http2 = false;

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
  // A fetch() that script made conditional does not use the cache.
  bool conditional_fetch_skips_cache = false;
  // Nor does such an XMLHttpRequest.
  bool conditional_xhr_skips_cache = false;
  // An answer takes the place of what was remembered before it.
  bool answer_replaces_entry = false;
  // A question that finds no answer makes the cache forget the others.
  bool mismatch_drops_entry = false;
  // A question with credentials makes the cache forget what came without.
  bool credentials_mismatch_drops_entry = false;
  // Nothing is remembered for origin `null`.
  bool null_origin_is_not_cached = false;
  // Nothing is remembered for a tainted request.
  bool tainted_is_not_cached = false;
  // A fetch that fails leaves the cache as it is.
  bool failure_keeps_entry = false;
  // An answer that does not allow what was asked is remembered.
  bool refusal_is_cached = false;
  // A `*` that came with credentials is remembered, and is a wildcard to a
  // request without.
  bool cache_keeps_star_of_credentials = false;

  // HTTP/2 and HTTP/3.
  // Blanks around a value are taken off.
  bool http2_trims_values = false;
  // Blanks around a value are part of it.
  bool http2_keeps_blanks = false;
  // Of control bytes only HTAB may be in a value.
  bool http2_values_have_no_controls = false;
  // Headers about the connection, but for Transfer-Encoding, are like others.
  bool http2_keeps_connection_headers = false;
  // Headers about the connection, and Host, are taken out.
  bool http2_drops_connection_headers = false;
  // An interim response may have a Content-Length.
  bool http2_interim_has_length = false;
  // Trailers are not looked at.
  bool http2_trailers_are_free = false;
  // Unknown pseudo-headers that come first are skipped.
  bool http2_skips_pseudo_headers = false;
  // All values of a response have 256 KiB at most.
  bool http2_fields_are_limited = false;
  // Several Cookie headers are joined by semicolons.
  bool http2_joins_cookies = false;
  // Content-Length must be one number, and 0 where nothing can follow.
  bool http2_lengths_are_strict = false;
  // The status text is the standard phrase of the status.
  bool http2_status_has_phrase = false;
  // A status may have any number of digits.
  bool http2_status_is_any_number = false;
  // A status may have one digit, or two.
  bool http2_status_may_be_short = false;
  // A status may be less than 100, in three digits.
  bool http2_status_may_begin_with_zero = false;
  // Further :status fields that come first count.
  bool http2_status_may_repeat = false;
  // Over HTTP/3, no status is greater than that.
  bool http3_status_ends_at_599 = false;
  // Blanks around Cross-Origin-Resource-Policy do not count.
  bool resource_policy_is_trimmed = false;
  // Status 101 is an empty response of status 200.
  bool status_101_is_placeholder = false;
  // Status 101 is final, if another one follows.
  bool status_101_is_final = false;
  // Headers of interim responses but the first are the final one's, too. (A
  // fault of that engine: a server that speaks for another can let it be read.)
  bool interim_headers_leak = false;
  // So are trailers, if the body is empty.
  bool trailers_leak = false;
  // Content-Encoding dcb over https, and Content-Length, have no value. (Over
  // HTTP/1.1, too.)
  bool dictionary_coding_is_emptied = false;
  // There is a header that says what the response came over.
  bool response_names_protocol = false;
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
    CORSIEVE_DEPARTURE(manual_mode_refuses_ftp, kInWebKit),
    CORSIEVE_DEPARTURE(manual_mode_takes_space_in_host, kInChromium),
    CORSIEVE_DEPARTURE(first_location_counts, kInChromium),
    CORSIEVE_DEPARTURE(locations_are_joined, kInWebKit),
    CORSIEVE_DEPARTURE(location_controls_are_escaped, kInFirefox),
    CORSIEVE_DEPARTURE(location_is_latin_one, kInWebKit),
    CORSIEVE_DEPARTURE(url_escapes_are_normalized, kInWebKit),
    CORSIEVE_DEPARTURE(url_escapes_pipe_in_path, kInChromium),
    CORSIEVE_DEPARTURE(redirect_never_has_credentials, kInChromium),
    CORSIEVE_DEPARTURE(xhr_url_hides_credentials, kInWebKit),
    CORSIEVE_DEPARTURE(data_url_has_length, kInFirefox),
    CORSIEVE_DEPARTURE(data_url_parameters_are_kept, kInChromium),
    CORSIEVE_DEPARTURE(no_cors_data_url_wants_follow, kInWebKit),
    CORSIEVE_DEPARTURE(about_blank_in_any_case, kInFirefox),
    CORSIEVE_DEPARTURE(about_blank_is_not_fetched, kInChromium | kInWebKit),
    CORSIEVE_DEPARTURE(range_answer_is_rewritten, kInChromium),
    CORSIEVE_DEPARTURE(two_bad_ports_are_good, kInChromium),
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
    CORSIEVE_DEPARTURE(request_content_type_is_strict, kInFirefox),
    CORSIEVE_DEPARTURE(request_content_type_skips_words, kInFirefox),
    CORSIEVE_DEPARTURE(client_hints_are_safelisted, kInChromium),
    CORSIEVE_DEPARTURE(range_unit_in_any_case, kInWebKit),
    CORSIEVE_DEPARTURE(range_numbers_take_signs, kInWebKit),
    CORSIEVE_DEPARTURE(range_numbers_have_63_bits, kInChromium),
    CORSIEVE_DEPARTURE(range_numbers_have_64_bits, kInFirefox | kInWebKit),
    CORSIEVE_DEPARTURE(listener_needs_body, kInChromium),
    CORSIEVE_DEPARTURE(once_preflighted_always, kInFirefox | kInWebKit),
    CORSIEVE_DEPARTURE(lost_headers_are_preflighted, kInFirefox),
    CORSIEVE_DEPARTURE(lost_headers_are_asked_for, kInFirefox),
    CORSIEVE_DEPARTURE(preflight_tells_page_origin, kInFirefox),
    CORSIEVE_DEPARTURE(preflight_begins_with_origin, kInWebKit),
    CORSIEVE_DEPARTURE(refused_redirect_is_preflighted, kInWebKit),
    CORSIEVE_DEPARTURE(lost_authorization_is_asked_for, kInWebKit),
    CORSIEVE_DEPARTURE(cross_origin_delete_becomes_get, kInWebKit),
    CORSIEVE_DEPARTURE(body_headers_outlive_body, kInWebKit),
    CORSIEVE_DEPARTURE(origin_outlives_method, kInWebKit),
    CORSIEVE_DEPARTURE(no_cors_redirect_hides_origin, kInChromium),
    CORSIEVE_DEPARTURE(origin_ignores_referrer_policy, kInChromium),
    CORSIEVE_DEPARTURE(origin_ignores_redirect_policy, kInWebKit),
    CORSIEVE_DEPARTURE(redirect_drops_client_hints, kInChromium),
    CORSIEVE_DEPARTURE(own_preflight_is_unchecked, kInFirefox),
    CORSIEVE_DEPARTURE(allow_lists_take_cr, kInFirefox),
    CORSIEVE_DEPARTURE(star_covers_authorization,
                       kInChromium | kInFirefox | kInWebKit),
    CORSIEVE_DEPARTURE(absent_methods_allow_none,
                       kInChromium | kInFirefox | kInWebKit),
    CORSIEVE_DEPARTURE(max_age_is_signed, kInChromium | kInWebKit),
    CORSIEVE_DEPARTURE(max_age_takes_whitespace, kInWebKit),
    CORSIEVE_DEPARTURE(max_age_must_be_digits, kInFirefox),
    CORSIEVE_DEPARTURE(stream_wants_http2, kInChromium),
    CORSIEVE_DEPARTURE(cache_keeps_empty_answers,
                       kInChromium | kInFirefox | kInWebKit),
    CORSIEVE_DEPARTURE(cache_star_is_literal, kInFirefox),
    CORSIEVE_DEPARTURE(cache_star_covers_authorization, kInWebKit),
    CORSIEVE_DEPARTURE(cache_wants_head, kInFirefox),
    CORSIEVE_DEPARTURE(cache_keeps_credentials_apart, kInFirefox),
    CORSIEVE_DEPARTURE(conditional_fetch_skips_cache, kInChromium | kInFirefox),
    CORSIEVE_DEPARTURE(conditional_xhr_skips_cache, kInChromium),
    CORSIEVE_DEPARTURE(answer_replaces_entry, kInWebKit),
    CORSIEVE_DEPARTURE(mismatch_drops_entry, kInChromium),
    CORSIEVE_DEPARTURE(credentials_mismatch_drops_entry, kInWebKit),
    CORSIEVE_DEPARTURE(null_origin_is_not_cached, kInChromium),
    CORSIEVE_DEPARTURE(tainted_is_not_cached, kInWebKit),
    CORSIEVE_DEPARTURE(failure_keeps_entry, kInChromium | kInWebKit),
    CORSIEVE_DEPARTURE(refusal_is_cached, kInWebKit),
    CORSIEVE_DEPARTURE(cache_keeps_star_of_credentials, kInWebKit),
    CORSIEVE_DEPARTURE(http2_trims_values, kInChromium | kInFirefox),
    CORSIEVE_DEPARTURE(http2_keeps_blanks, kInWebKit),
    CORSIEVE_DEPARTURE(http2_values_have_no_controls, kInChromium | kInWebKit),
    CORSIEVE_DEPARTURE(http2_keeps_connection_headers, kInChromium),
    CORSIEVE_DEPARTURE(http2_drops_connection_headers, kInFirefox),
    CORSIEVE_DEPARTURE(http2_interim_has_length, kInChromium | kInFirefox),
    CORSIEVE_DEPARTURE(http2_trailers_are_free,
                       kInChromium | kInFirefox | kInWebKit),
    CORSIEVE_DEPARTURE(http2_skips_pseudo_headers, kInChromium),
    CORSIEVE_DEPARTURE(http2_fields_are_limited, kInChromium),
    CORSIEVE_DEPARTURE(http2_joins_cookies, kInChromium),
    CORSIEVE_DEPARTURE(http2_lengths_are_strict, kInWebKit),
    CORSIEVE_DEPARTURE(http2_status_has_phrase, kInWebKit),
    CORSIEVE_DEPARTURE(http2_status_is_any_number, kInChromium),
    CORSIEVE_DEPARTURE(http2_status_may_be_short, kInFirefox),
    CORSIEVE_DEPARTURE(http2_status_may_begin_with_zero, kInWebKit),
    CORSIEVE_DEPARTURE(http2_status_may_repeat, kInFirefox),
    CORSIEVE_DEPARTURE(http3_status_ends_at_599, kInChromium),
    CORSIEVE_DEPARTURE(resource_policy_is_trimmed, kInWebKit),
    CORSIEVE_DEPARTURE(status_101_is_placeholder, kInChromium),
    CORSIEVE_DEPARTURE(status_101_is_final, kInFirefox),
    CORSIEVE_DEPARTURE(interim_headers_leak, kInWebKit),
    CORSIEVE_DEPARTURE(trailers_leak, kInWebKit),
    CORSIEVE_DEPARTURE(dictionary_coding_is_emptied, kInFirefox),
    CORSIEVE_DEPARTURE(response_names_protocol, kInFirefox),
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
