// The order of the steps from a response to what script sees of it:
// https://fetch.spec.whatwg.org/#concept-http-fetch and the end of
// https://fetch.spec.whatwg.org/#main-fetch

#include "corsieve/filter.h"

#include <algorithm>

#include "corsieve/status.h"
#include "engine/checks/allow_origin_lines.h"
#include "engine/checks/content_length.h"
#include "engine/checks/cors_check.h"
#include "engine/checks/cross_origin_resource_policy.h"
#include "engine/checks/embedder_policy.h"
#include "engine/filter/filter_state.h"
#include "engine/filter/hidden_headers.h"

namespace corsieve {

namespace {

// https://fetch.spec.whatwg.org/#concept-http-fetch
Failure CheckResponse(const Hop& hop, int status, const HeaderTable& headers,
                      std::string* scratch) {
  const Departures& departures = hop.departures;
  if (ContentLengthIsRefused(headers, departures, scratch)) {
    return Reason::kContentLengthConflict;
  }
  // Departure: a 407 that no proxy sent ends the fetch in Chromium, as
  // ERR_UNEXPECTED_PROXY_AUTH (P05025).
  if (departures.status_407_is_network_error && status == 407) {
    return Reason::kProxyAuthenticationRequired;
  }
  if (hop.tainting == ResponseTainting::kCors) {
    // Departure: Firefox counts the lines that are spelled like this, before it
    // looks at what they say (nsCORSListenerProxy.cpp CheckOriginHeader,
    // P04689).
    if (departures.counts_allow_origin_lines &&
        HasSeveralAllowOriginLines(headers)) {
      return Reason::kMultipleAllowOriginValues;
    }
    CredentialsMode credentials_mode = hop.request->credentials_mode;
    // Departure: WebKit's network process takes the request to have credentials
    // from its same-origin start (P08477).
    if (departures.redirect_checked_with_credentials &&
        hop.before.began_same_origin && IsRedirectStatus(status) &&
        credentials_mode == CredentialsMode::kSameOrigin) {
      credentials_mode = CredentialsMode::kInclude;
    }
    return CorsCheck(hop.serialized_origin(), credentials_mode, headers,
                     scratch);
  }
  // What is not of a server is not checked (about:blank).
  if (hop.tainting == ResponseTainting::kOpaque && hop.is_http()) {
    return CrossOriginResourcePolicyCheck(
        hop.origin, hop.url, hop.schemelessly_same_site, headers, scratch,
        hop.request->embedder_policy, IncludesCredentials(hop), departures);
  }
  return std::nullopt;
}

// Whether Location is not empty: any of them, or all joined where that is what
// the engine goes by.
bool NamesLocation(const Departures& departures, const HeaderTable& headers) {
  constexpr HeaderId kId = HeaderId::kLocation;
  if (departures.locations_are_joined && headers.Count(kId) > 1) return true;
  for (std::string_view location : headers.values(kId)) {
    if (!location.empty()) return true;
  }
  return false;
}

// What a redirect status makes of the response: nullopt where it is like any
// other.
std::optional<ResponseType> JudgeRedirect(const Hop& hop,
                                          const HeaderTable& headers) {
  switch (hop.request->redirect_mode) {
    case RedirectMode::kError:
      // Departure: to Chromium and WebKit a redirect is what has a Location
      // that is not empty (P07659, P07739).
      if (hop.departures.error_mode_wants_location &&
          !NamesLocation(hop.departures, headers)) {
        return std::nullopt;
      }
      return ResponseType::kError;
    case RedirectMode::kManual:
      return ResponseType::kOpaqueRedirect;
    case RedirectMode::kFollow:
      break;
  }
  // Without Location there is nothing to follow and script gets the response.
  // https://fetch.spec.whatwg.org/#concept-http-redirect-fetch
  // Departure: Chromium takes an empty Location for none (P07744).
  const bool to_follow = hop.departures.empty_location_is_none
                             ? NamesLocation(hop.departures, headers)
                             : headers.Count(HeaderId::kLocation) > 0;
  if (!to_follow) return std::nullopt;
  return ResponseType::kDefault;
}

}  // namespace

FilterState::FilterState(Profile profile, const HotPath& hot_path)
    : hot_path_(hot_path), by_id_(GetDepartures(profile)), hops_(profile) {
  MakeRoomForReasons();
}

void FilterState::Forget() {
  seen_.internal_.status = 0;
  seen_.internal_.status_message = {};
  table().clear();
  seen_.places_ = {};
}

Failure FilterState::Read(const Hop& hop, std::string_view bytes) {
  return ReadHead(hop, bytes, hot_path_, &seen_.internal_, &seen_.places_);
}

Failure FilterState::Read(const Hop& hop, const ParsedResponse& parsed) {
  seen_.places_ = {};
  return ReadList(hop, parsed, hot_path_, &seen_.internal_, &seen_.places_);
}

const FilteredResponse& FilterState::NetworkError(Reason reason) {
  Forget();
  internal::ExposeListAccess::Of(&seen_.exposed_names_).Clear();
  seen_.type_ = ResponseType::kError;
  seen_.reason_ = reason;
  return seen_;
}

const FilteredResponse& FilterState::TurnIntoNetworkError(Reason reason) {
  internal::ExposeListAccess::Of(&seen_.exposed_names_).Clear();
  HideAll(ResponseType::kError, reason, Reason::kNetworkErrorResponse);
  return seen_;
}

const FilteredResponse& FilterState::Judge(const Hop& hop) {
  MakeRoomForReasons();
  ExposeList& names = internal::ExposeListAccess::Of(&seen_.exposed_names_);
  names.Clear();
  if (const auto error =
          CheckResponse(hop, seen_.internal_.status, table(), &scratch_)) {
    return TurnIntoNetworkError(*error);
  }
  const bool is_redirect = IsRedirectStatus(seen_.internal_.status);
  if (HidesHeaders(hop) && hop.tainting != ResponseTainting::kOpaque) {
    HideFromHeadersObject(hop, is_redirect, &table());
  }
  if (is_redirect) {
    const std::optional<ResponseType> type = JudgeRedirect(hop, table());
    if (type == ResponseType::kError) {
      return TurnIntoNetworkError(Reason::kRedirectModeError);
    }
    if (type == ResponseType::kOpaqueRedirect) {
      HideAll(*type, Reason::kManualRedirect, Reason::kOpaqueRedirectResponse);
      return seen_;
    }
    if (type == ResponseType::kDefault) {
      HideAll(*type, Reason::kRedirectToFollow, Reason::kRedirectResponse);
      return seen_;
    }
  }
  const FilterTools tools{by_id_, hot_path_};
  switch (hop.tainting) {
    case ResponseTainting::kBasic:
      seen_.type_ = ResponseType::kBasic;
      seen_.reason_ = Reason::kSameOrigin;
      FilterBasic(table(), tools, reasons_.data());
      break;
    case ResponseTainting::kCors:
      seen_.type_ = ResponseType::kCors;
      seen_.reason_ = Reason::kCorsCheckPassed;
      FilterCorsByOwnLists(table(), hop, tools, &names, reasons_.data());
      break;
    case ResponseTainting::kOpaque:
      // https://fetch.spec.whatwg.org/#concept-filtered-response-opaque
      HideAll(ResponseType::kOpaque, Reason::kNoCors, Reason::kOpaqueResponse);
      break;
  }
  return seen_;
}

void FilterState::HideAll(ResponseType type, Reason response, Reason header) {
  MakeRoomForReasons();
  seen_.type_ = type;
  seen_.reason_ = response;
  std::fill_n(reasons_.data(), table().size(), header);
}

Filter::Filter(Profile profile)
    : state_(std::make_unique<FilterState>(profile, BestHotPath())) {}

Filter::~Filter() = default;

const FilteredResponse& Filter::Run(const Request& request,
                                    std::string_view bytes,
                                    const RedirectState& before) {
  FilterState& state = *state_;
  if (const auto error = state.hops()->Enter(request, before)) {
    return state.NetworkError(*error);
  }
  const Hop& hop = state.hops()->hop();
  const Failure error = state.Read(hop, bytes);
  return error ? state.TurnIntoNetworkError(*error) : state.Judge(hop);
}

const FilteredResponse& Filter::Run(const Request& request, int status,
                                    std::string_view status_message,
                                    absl::Span<const Header> headers,
                                    const RedirectState& before,
                                    Protocol protocol) {
  return Run(request, ParsedResponse{protocol, status, status_message, headers},
             before);
}

const FilteredResponse& Filter::Run(const Request& request,
                                    const ParsedResponse& parsed,
                                    const RedirectState& before) {
  FilterState& state = *state_;
  if (const auto error = state.hops()->Enter(request, before)) {
    return state.NetworkError(*error);
  }
  const Hop& hop = state.hops()->hop();
  const Failure error = state.Read(hop, parsed);
  return error ? state.TurnIntoNetworkError(*error) : state.Judge(hop);
}

const FilteredResponse& Filter::response() const { return state_->seen(); }

const FilteredResponse& Filter::NetworkError(Reason reason) {
  return state_->NetworkError(reason);
}

const FilteredResponse& Filter::TurnIntoNetworkError(Reason reason) {
  return state_->TurnIntoNetworkError(reason);
}

}  // namespace corsieve
