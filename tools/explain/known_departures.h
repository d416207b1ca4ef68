// Which departures of docs/departures.md make an engine end a fetch otherwise
// than the standard says, as far as their reasons tell.

#ifndef CORSIEVE_TOOLS_EXPLAIN_KNOWN_DEPARTURES_H_
#define CORSIEVE_TOOLS_EXPLAIN_KNOWN_DEPARTURES_H_

#include <string_view>
#include <vector>

#include "tools/explain/fetch.h"

namespace corsieve::tools {

// Their names, each once; empty where the two say the same, and where what they
// say is not of one departure alone.
std::vector<std::string_view> KnownDepartures(const Fetch& standard,
                                              const Fetch& engine);

// All that there are.
std::vector<std::string_view> DepartureNames();

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_EXPLAIN_KNOWN_DEPARTURES_H_
