// Where in the input what decided about a fetch stands.

#ifndef CORSIEVE_TOOLS_EXPLAIN_FETCH_PLACES_H_
#define CORSIEVE_TOOLS_EXPLAIN_FETCH_PLACES_H_

#include <optional>
#include <vector>

#include "tools/explain/deciding_values.h"
#include "tools/explain/fetch.h"
#include "tools/explain/received_head.h"

namespace corsieve::tools {

// What the fetch failed at, in the answer of its deciding step: the byte that
// cannot be read, or of the values that a check compared what is wrong. Empty
// where nothing that was received shows it.
std::vector<LinePart> DecidingPlaces(const Fetch& fetch,
                                     const std::vector<DecidingValue>& values);

// A header of the last answer.
struct FatePlace {
  std::optional<LinePart> header;
  // What of the expose list exposes or hides it.
  std::optional<LinePart> by;
};

// One for each of the fetch's outcomes.
std::vector<FatePlace> FatePlaces(const Fetch& fetch);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_EXPLAIN_FETCH_PLACES_H_
