// https://fetch.spec.whatwg.org/#concept-filtered-response

#include "engine/filter/filtered_response.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "engine/headers/header_name.h"

namespace corsieve {
namespace {

// Why a row is hidden from all scripts, whatever the server says.
Failure HiddenById(HeaderId id, const Departures& departures) {
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

ReasonsById::ReasonsById(const Departures& departures) {
  for (size_t i = 0; i < kIdRoom; ++i) {
    const HeaderId id = static_cast<HeaderId>(i);
    const Reason otherwise = IsCorsSafelistedResponseHeaderName(id)
                                 ? Reason::kSafelisted
                                 : Reason::kNotExposed;
    reasons_[i] = HiddenById(id, departures).value_or(otherwise);
  }
}

ReasonsById::Table ReasonsById::With(Reason safelisted, Reason others) const {
  Table table;
  for (size_t id = 0; id < kIdRoom; ++id) {
    const Reason reason = reasons_[id];
    table.reasons[id] = reason == Reason::kSafelisted   ? safelisted
                        : reason == Reason::kNotExposed ? others
                                                        : reason;
  }
  return table;
}

// https://fetch.spec.whatwg.org/#concept-filtered-response-basic
void FilterBasic(const HeaderTable& table, const FilterTools& tools,
                 Reason* reasons) {
  const ReasonsById::Table by_id =
      tools.by_id.With(Reason::kBasicResponse, Reason::kBasicResponse);
  tools.hot_path.give_reasons(table, by_id.reasons, reasons);
}

// https://fetch.spec.whatwg.org/#concept-filtered-response-cors
void FilterCors(const HeaderTable& table, const ExposeList& names,
                const FilterTools& tools, Reason* reasons) {
  // What becomes of a header that would have to be listed and is not.
  Reason others = Reason::kNotExposed;
  if (names.wildcard()) {
    others = Reason::kExposedByStar;
  } else if (names.invalid()) {
    others = Reason::kExposeListInvalid;
  } else if (names.star_is_literal()) {
    others = Reason::kStarIsLiteralWithCredentials;
  }
  const ReasonsById::Table by_id =
      tools.by_id.With(Reason::kSafelisted, others);
  tools.hot_path.give_reasons(table, by_id.reasons, reasons);
  if (!names.names().empty()) {
    names.Mark({table, others, Reason::kExposedByName, reasons});
  }
}

namespace {

// What the engine that made a request overlooks in the lists of its response.
ExposeList::Leniency LeniencyFor(const Hop& hop) {
  const bool is_fetch = hop.request->initiator == Initiator::kFetch;
  ExposeList::Leniency leniency;
  // Departure: Firefox's InternalHeaders has remembered the `*` by the time
  // that it meets the invalid element; its XMLHttpRequest has a parser of
  // its own (dom/fetch/InternalHeaders.cpp, P02831).
  leniency.star_outlives_invalid =
      hop.departures.star_outlives_invalid_elements && is_fetch;
  // Departure: the list that Firefox's XMLHttpRequest reads may have CR around
  // its elements (P02817).
  leniency.cr_is_blank = hop.departures.expose_list_takes_cr && !is_fetch;
  return leniency;
}

}  // namespace

void MarkByOwnLists(const HeaderTable& table, Lookup found, const Hop& hop,
                    const FilterTools& tools, ExposeList* names,
                    Reason* reasons) {
  // An ordinary list is read and marked at once.
  if (found.how_many == HowMany::kOne) {
    const Marking marking{table, Reason::kNotExposed, Reason::kExposedByName,
                          reasons};
    if (names->ReadAndMark(table[found.row].value, tools.hot_path, marking)) {
      return;
    }
  }
  names->Read(table, hop.request->credentials_mode, LeniencyFor(hop));
  FilterCors(table, *names, tools, reasons);
}

namespace {

// Those that need no Filter: the standard's, with the best inner loops.
FilterTools StandardTools() {
  static const ReasonsById by_id(GetDepartures(Profile::kStandard));
  return {by_id, BestHotPath()};
}

}  // namespace

struct FilteredHeadersAccess {
  // Takes the headers over, and makes room for their reasons.
  static Reason* Begin(const HeaderList& headers, FilteredHeaders* filtered) {
    filtered->headers_ = headers.headers();
    const size_t room = RoomForReasons(TableOf(headers));
    if (filtered->reasons_.size() < room) filtered->reasons_.resize(room);
    return filtered->reasons_.data();
  }

  static size_t RoomForReasons(const HeaderTable& table) {
    constexpr size_t kBlock = BlockBuffer<Reason>::kBlock;
    return (table.size() + kBlock) / kBlock * kBlock;
  }
};

void BasicFilteredResponse(const HeaderList& headers,
                           FilteredHeaders* filtered) {
  FilterBasic(TableOf(headers), StandardTools(),
              FilteredHeadersAccess::Begin(headers, filtered));
}

void CorsFilteredResponse(const HeaderList& headers,
                          const ExposedHeaderNames& exposed,
                          FilteredHeaders* filtered) {
  FilterCors(TableOf(headers), internal::ExposeListAccess::Of(exposed),
             StandardTools(), FilteredHeadersAccess::Begin(headers, filtered));
}

void OpaqueFilteredResponse(const HeaderList& headers,
                            FilteredHeaders* filtered) {
  std::fill_n(FilteredHeadersAccess::Begin(headers, filtered), headers.size(),
              Reason::kOpaqueResponse);
}

FilteredHeaders BasicFilteredResponse(const HeaderList& headers) {
  FilteredHeaders filtered;
  BasicFilteredResponse(headers, &filtered);
  return filtered;
}

FilteredHeaders CorsFilteredResponse(const HeaderList& headers,
                                     const ExposedHeaderNames& exposed) {
  FilteredHeaders filtered;
  CorsFilteredResponse(headers, exposed, &filtered);
  return filtered;
}

FilteredHeaders OpaqueFilteredResponse(const HeaderList& headers) {
  FilteredHeaders filtered;
  OpaqueFilteredResponse(headers, &filtered);
  return filtered;
}

}  // namespace corsieve
