// Fetches of URLs that are not http(s).

#ifndef CORSIEVE_ENGINE_FETCH_SCHEME_FETCH_H_
#define CORSIEVE_ENGINE_FETCH_SCHEME_FETCH_H_

#include <string>

#include "corsieve/reason.h"
#include "engine/checks/hop.h"

namespace corsieve {

// A response of status 200 and "OK" that no server sends.
struct LocalResponse {
  std::string content_type;
  std::string content_length;  // "": it has none.
};

// nullopt, and `*response`; or why there is no response.
// https://fetch.spec.whatwg.org/#concept-scheme-fetch
Failure SchemeFetch(const Hop& hop, LocalResponse* response);

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_FETCH_SCHEME_FETCH_H_
