// What a Headers object does not show of a response that XMLHttpRequest shows.

#ifndef CORSIEVE_ENGINE_FILTER_HIDDEN_HEADERS_H_
#define CORSIEVE_ENGINE_FILTER_HIDDEN_HEADERS_H_

#include "engine/checks/hop.h"
#include "engine/headers/header_table.h"

namespace corsieve {

// Whether the engine keeps any headers from the API that made the request.
inline bool HidesHeaders(const Hop& hop) {
  return hop.headers_object_hides &&
         hop.request->initiator == Initiator::kFetch;
}

// Drops the headers that HidesHeaders says there may be. To be called when the
// checks are passed, which go by what was received; `is_redirect` says whether
// Location is still to be gone by.
void HideFromHeadersObject(const Hop& hop, bool is_redirect,
                           HeaderTable* table);

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_FILTER_HIDDEN_HEADERS_H_
