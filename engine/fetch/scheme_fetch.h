// Fetches of URLs that are not http(s).

#ifndef CORSIEVE_ENGINE_FETCH_SCHEME_FETCH_H_
#define CORSIEVE_ENGINE_FETCH_SCHEME_FETCH_H_

#include <string>

#include "corsieve/reason.h"
#include "engine/checks/hop.h"

namespace corsieve {

// nullopt, and `*content_type` is what the only header of the response says,
// whose status is 200 and "OK"; or why there is no response.
// https://fetch.spec.whatwg.org/#concept-scheme-fetch
Failure SchemeFetch(const Hop& hop, std::string* content_type);

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_FETCH_SCHEME_FETCH_H_
