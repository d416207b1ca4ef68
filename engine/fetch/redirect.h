// https://fetch.spec.whatwg.org/#concept-http-redirect-fetch

#ifndef CORSIEVE_ENGINE_FETCH_REDIRECT_H_
#define CORSIEVE_ENGINE_FETCH_REDIRECT_H_

#include <optional>
#include <string>

#include "corsieve/redirect.h"
#include "engine/checks/hop.h"
#include "engine/headers/header_table.h"
#include "engine/terms/departures.h"

namespace corsieve {

// What Location says where there are several and that is no failure: the first
// that is not empty. No standard has this; engines do.
Location ExtractFirstLocation(const HeaderTable& table);

// What Location says, by the rules of the standard or of an engine. The result
// is a view of the table or of `*scratch`.
// https://fetch.spec.whatwg.org/#concept-response-location-url
Location ExtractLocation(const HeaderTable& table, const Departures& departures,
                         std::string* scratch);

// Whether the redirect that answered a hop is followed to `location`: nullopt,
// or why not. `body` is the request's as it stands.
Failure RedirectCheck(const Hop& hop, RequestBody body, int status,
                      const UrlParts& location, int redirect_count);

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_FETCH_REDIRECT_H_
