// https://fetch.spec.whatwg.org/#cors-preflight-fetch

#ifndef CORSIEVE_ENGINE_FETCH_PREFLIGHT_H_
#define CORSIEVE_ENGINE_FETCH_PREFLIGHT_H_

#include <string_view>

#include "corsieve/preflight.h"
#include "engine/checks/hop.h"
#include "engine/headers/header_table.h"

namespace corsieve {

// The same as in corsieve/preflight.h, of a hop of the actual request.
std::string_view SerializePreflightOrigin(const Hop& hop);
Failure CheckPreflightResponse(const Hop& hop,
                               const PreflightQuestion& question, int status,
                               const HeaderTable& table, PreflightGrant* grant);

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_FETCH_PREFLIGHT_H_
