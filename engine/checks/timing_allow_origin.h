// https://fetch.spec.whatwg.org/#concept-tao-check

#ifndef CORSIEVE_ENGINE_CHECKS_TIMING_ALLOW_ORIGIN_H_
#define CORSIEVE_ENGINE_CHECKS_TIMING_ALLOW_ORIGIN_H_

#include <string>

#include "engine/checks/hop.h"
#include "engine/headers/header_table.h"

namespace corsieve {

// Whether the response to a hop passes the check. `scratch` is overwritten: the
// lines are joined there, if there are several. Its literal twin is
// reference::TaoCheck (tests/reference/checks.cc).
bool TaoCheck(const Hop& hop, const HeaderTable& table, std::string* scratch);

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_CHECKS_TIMING_ALLOW_ORIGIN_H_
