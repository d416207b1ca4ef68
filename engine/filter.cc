// The order of the steps from a response to what script sees of it:
// https://fetch.spec.whatwg.org/#concept-http-fetch and the end of
// https://fetch.spec.whatwg.org/#main-fetch

#include "corsieve/filter.h"

#include <algorithm>
#include <iterator>

#include "corsieve/response_head.h"
#include "engine/allow_origin_lines.h"
#include "engine/bytes.h"
#include "engine/cors_check.h"
#include "engine/departures.h"
#include "engine/header_lookup.h"
#include "engine/header_name.h"
#include "engine/hot_path.h"
#include "engine/profile_head.h"
#include "engine/response_tainting.h"

namespace corsieve {
namespace {

// Why a header is hidden from all scripts, whatever the server says.
std::optional<Reason> HiddenById(HeaderId id, const Departures& departures) {
  // Departure: Chromium strips it where it strips cookies, on the way from the
  // network service (net/http/http_response_headers.cc, P03072).
  if (departures.clear_site_data_is_hidden && id == HeaderId::kClearSiteData) {
    return Reason::kDroppedByEngine;
  }
  if (IsForbiddenResponseHeaderName(id)) {
    return Reason::kForbiddenResponseHeaderName;
  }
  if (id == HeaderId::kMalformedLine) return Reason::kMalformedLine;
  if (id == HeaderId::kDroppedByEngine) return Reason::kDroppedByEngine;
  return std::nullopt;
}

}  // namespace

std::string_view ResponseTypeName(ResponseType type) {
  constexpr std::string_view kNames[] = {"basic", "cors",   "default",
                                         "error", "opaque", "opaqueredirect"};
  return kNames[static_cast<size_t>(type)];
}

Filter::Filter(Profile profile) : Filter(profile, BestHotPath()) {}

Filter::Filter(Profile profile, const HotPath& hot_path)
    : profile_(profile),
      departures_(GetDepartures(profile)),
      hot_path_(hot_path) {
  for (size_t i = 0; i < std::size(reasons_by_id_); ++i) {
    const HeaderId id = static_cast<HeaderId>(i);
    const Reason otherwise = IsCorsSafelistedResponseHeaderName(id)
                                 ? Reason::kSafelisted
                                 : Reason::kNotExposed;
    reasons_by_id_[i] = HiddenById(id, departures_).value_or(otherwise);
  }
}

const FilteredResponse& Filter::Run(const Request& request,
                                    std::string_view bytes) {
  if (const auto error = Start(request)) return NetworkError(*error);
  seen_.exposed_names_.Clear();
  if (const auto error = ReadBytes(request, bytes))
    return TurnIntoNetworkError(*error);
  return Finish(request);
}

const FilteredResponse& Filter::Run(const Request& request, int status,
                                    std::string_view status_message,
                                    absl::Span<const Header> headers) {
  if (const auto error = Start(request)) return NetworkError(*error);
  Reset();
  seen_.internal_.status = status;
  seen_.internal_.status_message = status_message;
  if (const auto error = ReadPairs(headers))
    return TurnIntoNetworkError(*error);
  if (status >= 100 && status <= 199)
    return TurnIntoNetworkError(Reason::kNoFinalResponse);
  if (status < 0 || status > 999)
    return TurnIntoNetworkError(Reason::kStatusCodeMalformed);
  if (!IsHeaderValue(TrimTabOrSpace(status_message))) {
    return TurnIntoNetworkError(Reason::kStatusLineMalformed);
  }
  return Finish(request);
}

const FilteredResponse& Filter::NetworkError(Reason reason) {
  Reset();
  return TurnIntoNetworkError(reason);
}

void Filter::MakeRoomForReasons() {
  const HeaderList& list = seen_.internal_.header_list;
  if (seen_.reasons_.size() < list.size()) {
    seen_.reasons_.resize(list.capacity());
  }
}

const FilteredResponse& Filter::TurnIntoNetworkError(Reason reason) {
  MakeRoomForReasons();
  HideAll(ResponseType::kError, reason, Reason::kNetworkErrorResponse);
  return seen_;
}

void Filter::Reset() {
  seen_.internal_.status = 0;
  seen_.internal_.status_message = {};
  seen_.internal_.header_list.clear();
  seen_.exposed_names_.Clear();
  seen_.error_offset_.reset();
  seen_.body_offset_ = 0;
}

// What is decided before anything is sent.
ABSL_ATTRIBUTE_ALWAYS_INLINE
inline std::optional<Reason> Filter::Start(const Request& request) {
  if (!HasOriginsOf(request)) {
    if (const auto error = ParseOrigins(request)) return error;
  }
  const TaintingOrError chosen =
      ChooseResponseTainting(request, same_origin_, url_);
  tainting_ = chosen.tainting;
  return chosen.error;
}

// Whether origin_ and url_ are those of the request already.
inline bool Filter::HasOriginsOf(const Request& request) const {
  const std::string_view url = request.url;
  const size_t size = url_text_.size();
  if (size == 0 || url.size() < size ||
      !EqualsShort({url.data(), size}, url_text_) ||
      !EqualsShort(request.origin, origin_text_)) {
    return false;
  }
  return url.size() == size || (any_path_ && kAuthorityEnds.Has(url[size]));
}

// Sets them.
ABSL_ATTRIBUTE_NOINLINE std::optional<Reason> Filter::ParseOrigins(
    const Request& request) {
  url_text_.clear();
  if (origin_text_.empty() || origin_text_ != request.origin) {
    origin_text_ = request.origin;
    const std::optional<Origin> origin = ParseSerializedOrigin(origin_text_);
    if (!origin) {
      origin_text_.clear();
      return Reason::kOriginNotSerialized;
    }
    origin_ = *origin;
  }
  // What ParseSerializedUrl looks at, if it is of the kind that has a host.
  const std::string_view text = request.url;
  const size_t host = text.substr(0, 7) == "http://"    ? 7
                      : text.substr(0, 8) == "https://" ? 8
                                                        : 0;
  any_path_ = host != 0;
  url_text_ =
      any_path_ ? text.substr(0, FindAny(text, kAuthorityEnds, host)) : text;
  const std::optional<UrlParts> url = ParseSerializedUrl(url_text_);
  if (!url) {
    url_text_.clear();
    return Reason::kUrlNotSerialized;
  }
  url_ = *url;
  same_origin_ = IsSameOrigin(origin_, url_.origin);
  return std::nullopt;
}

ABSL_ATTRIBUTE_ALWAYS_INLINE
inline std::optional<Reason> Filter::ReadBytes(const Request& request,
                                               std::string_view bytes) {
  HeaderList* const list = &seen_.internal_.header_list;
  seen_.error_offset_.reset();
  const bool is_standard = profile_ == Profile::kStandard;
  // As ParseHeadAs does it; a result of a whole ResponseHead costs more.
  CleanHead clean;
  if (is_standard && hot_path_.read_clean_head(bytes, list, &clean)) {
    seen_.internal_.status = clean.status;
    seen_.internal_.status_message = clean.status_message;
    seen_.body_offset_ = clean.body_offset;
    return std::nullopt;
  }
  const ResponseHead head =
      is_standard ? ParseUncleanHead(bytes, list)
                  : ParseHeadAs(profile_, bytes, request, hot_path_, list);
  seen_.internal_.status = head.status;
  seen_.internal_.status_message = head.status_message;
  seen_.body_offset_ = head.body_offset;
  if (head.error) seen_.error_offset_ = head.error_offset;
  return head.error;
}

std::optional<Reason> Filter::ReadPairs(absl::Span<const Header> headers) {
  std::optional<Reason> error;
  for (const Header& h : headers) {
    const std::string_view value = TrimTabOrSpace(h.value);
    if (!error && !IsHeaderName(h.name)) error = Reason::kHeaderNameMalformed;
    if (!error && !IsHeaderValue(value)) error = Reason::kHeaderValueMalformed;
    seen_.internal_.header_list.Append(h.name, value);
  }
  return error;
}

// https://fetch.spec.whatwg.org/#concept-http-fetch
ABSL_ATTRIBUTE_ALWAYS_INLINE
inline std::optional<Reason> Filter::CheckResponse(const Request& request) {
  const Response& response = seen_.internal_;
  // Fetch is silent on this one; HTTP calls it unrecoverable.
  // https://www.rfc-editor.org/rfc/rfc9112#section-6.3
  if (!departures_.reader_judges_content_length &&
      HasSeveralLengths(response.header_list) &&
      ContentLengthConflicts(response.header_list, &scratch_)) {
    return Reason::kContentLengthConflict;
  }
  // Departure: a 407 that no proxy sent ends the fetch in Chromium, as
  // ERR_UNEXPECTED_PROXY_AUTH (P05025).
  if (departures_.status_407_is_network_error && response.status == 407) {
    return Reason::kProxyAuthenticationRequired;
  }
  if (tainting_ == ResponseTainting::kCors) {
    // Departure: Firefox counts the lines that are spelled like this, before it
    // looks at what they say (nsCORSListenerProxy.cpp CheckOriginHeader,
    // P04689).
    if (departures_.counts_allow_origin_lines &&
        HasSeveralAllowOriginLines(response.header_list)) {
      return Reason::kMultipleAllowOriginValues;
    }
    CredentialsMode credentials_mode = request.credentials_mode;
    // Departure: WebKit's network process takes the request to have credentials
    // from its same-origin start (P08477).
    if (departures_.redirect_checked_with_credentials &&
        request.began_same_origin && IsRedirectStatus(response.status) &&
        request.credentials_mode == CredentialsMode::kSameOrigin) {
      credentials_mode = CredentialsMode::kInclude;
    }
    const std::optional<Reason> failure =
        InlineCorsCheck(SerializeRequestOrigin(request), credentials_mode,
                        response.header_list, &scratch_);
    if (failure) return failure;
  }
  if (tainting_ == ResponseTainting::kOpaque) {
    const std::optional<Reason> failure = CrossOriginResourcePolicyCheck(
        request, origin_, url_, response.header_list, &scratch_);
    if (failure) return failure;
  }
  return std::nullopt;
}

// Whether Location is not empty: any of them, or all joined where that is what
// the engine goes by.
bool Filter::NamesLocation() const {
  const HeaderList& list = seen_.internal_.header_list;
  constexpr HeaderId kId = HeaderId::kLocation;
  if (departures_.locations_are_joined && list.Count(kId) > 1) return true;
  for (size_t i = list.Find(kId); i < list.size(); i = list.FindNext(kId, i)) {
    if (!list[i].value.empty()) return true;
  }
  return false;
}

const FilteredResponse& Filter::Finish(const Request& request) {
  MakeRoomForReasons();
  if (const auto error = CheckResponse(request)) {
    return TurnIntoNetworkError(*error);
  }
  const Response& response = seen_.internal_;
  if (IsRedirectStatus(response.status)) {
    if (request.redirect_mode == RedirectMode::kError) {
      // Departure: to Chromium and WebKit a redirect is what has a Location
      // that is not empty (P07659, P07739).
      const bool not_one =
          departures_.error_mode_wants_location && !NamesLocation();
      if (!not_one) return TurnIntoNetworkError(Reason::kRedirectModeError);
    }
    if (request.redirect_mode == RedirectMode::kManual) {
      HideAll(ResponseType::kOpaqueRedirect, Reason::kManualRedirect,
              Reason::kOpaqueRedirectResponse);
      return seen_;
    }
    // Without Location there is nothing to follow and script gets the response.
    // https://fetch.spec.whatwg.org/#concept-http-redirect-fetch
    // Departure: Chromium takes an empty Location for none (P07744).
    const bool to_follow =
        departures_.empty_location_is_none
            ? NamesLocation()
            : response.header_list.Count(HeaderId::kLocation) > 0;
    if (to_follow && request.redirect_mode == RedirectMode::kFollow) {
      HideAll(ResponseType::kDefault, Reason::kRedirectToFollow,
              Reason::kRedirectResponse);
      return seen_;
    }
  }
  switch (tainting_) {
    case ResponseTainting::kBasic:
      FilterBasic();
      break;
    case ResponseTainting::kCors:
      FilterCors(request);
      break;
    case ResponseTainting::kOpaque:
      // https://fetch.spec.whatwg.org/#concept-filtered-response-opaque
      HideAll(ResponseType::kOpaque, Reason::kNoCors, Reason::kOpaqueResponse);
      break;
  }
  return seen_;
}

void Filter::HideAll(ResponseType type, Reason response, Reason header) {
  seen_.type_ = type;
  seen_.reason_ = response;
  std::fill_n(seen_.reasons_.begin(), seen_.internal_.header_list.size(),
              header);
}

// Gives each header the reason of its id, with these two in place of those that
// the table has for them.
void Filter::GiveReasons(Reason safelisted, Reason others) {
  constexpr size_t kIds = sizeof(reasons_by_id_) / sizeof(Reason);
  Reason replaced[kIds];
  const Reason* by_id = reasons_by_id_;
  if (safelisted != Reason::kSafelisted || others != Reason::kNotExposed) {
    for (size_t id = 0; id < kIds; ++id) {
      const Reason reason = reasons_by_id_[id];
      replaced[id] = reason == Reason::kSafelisted   ? safelisted
                     : reason == Reason::kNotExposed ? others
                                                     : reason;
    }
    by_id = replaced;
  }
  hot_path_.give_reasons(seen_.internal_.header_list, by_id,
                         seen_.reasons_.data());
}

// https://fetch.spec.whatwg.org/#concept-filtered-response-basic
void Filter::FilterBasic() {
  seen_.type_ = ResponseType::kBasic;
  seen_.reason_ = Reason::kSameOrigin;
  GiveReasons(Reason::kBasicResponse, Reason::kBasicResponse);
}

// https://fetch.spec.whatwg.org/#concept-filtered-response-cors
ABSL_ATTRIBUTE_ALWAYS_INLINE
inline void Filter::FilterCors(const Request& request) {
  seen_.type_ = ResponseType::kCors;
  seen_.reason_ = Reason::kCorsCheckPassed;
  const HeaderList& list = seen_.internal_.header_list;
  GiveReasons(Reason::kSafelisted, Reason::kNotExposed);
  const Lookup found = LookUp<HeaderId::kAccessControlExposeHeaders>(list);
  if (found.rows == Rows::kNone) return;
  const Marking marking{list, Reason::kNotExposed, Reason::kExposedByName,
                        seen_.reasons_.data()};
  if (found.rows == Rows::kOne &&
      seen_.exposed_names_.ReadOrdinary(found.row, hot_path_, marking)) {
    return;
  }
  ReadAnyExposeList(request, marking);
}

void Filter::ReadAnyExposeList(const Request& request, Marking marking) {
  // Departure: Firefox's InternalHeaders has remembered the `*` by the time
  // that it meets the invalid element; its XMLHttpRequest has a parser of its
  // own (dom/fetch/InternalHeaders.cpp, P02831).
  const bool star_stands = departures_.star_outlives_invalid_elements &&
                           request.initiator == Initiator::kFetch;
  // Departure: the list that Firefox's XMLHttpRequest reads may have CR around
  // its elements (P02817).
  const bool cr_is_blank = departures_.expose_list_takes_cr &&
                           request.initiator == Initiator::kXmlHttpRequest;
  ExposedHeaderNames& names = seen_.exposed_names_;
  names.ReadAny(marking.list, request.credentials_mode,
                {star_stands, cr_is_blank});
  // What becomes of a header that would have to be listed and is not.
  if (names.wildcard()) {
    marking.from = Reason::kExposedByStar;
  } else if (names.invalid()) {
    marking.from = Reason::kExposeListInvalid;
  } else if (names.star_is_literal()) {
    marking.from = Reason::kStarIsLiteralWithCredentials;
  }
  if (marking.from != Reason::kNotExposed) {
    GiveReasons(Reason::kSafelisted, marking.from);
  }
  names.Mark(marking);
}

}  // namespace corsieve
