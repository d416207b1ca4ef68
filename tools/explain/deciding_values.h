// The values that a failed check compared, side by side.

#ifndef CORSIEVE_TOOLS_EXPLAIN_DECIDING_VALUES_H_
#define CORSIEVE_TOOLS_EXPLAIN_DECIDING_VALUES_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "tools/explain/fetch.h"

namespace corsieve::tools {

struct DecidingValue {
  std::string name;  // Of the header, or what else it is.
  // As received; of several lines each; none: there is no such header.
  std::vector<std::string> got;
  std::string wanted;  // A value, in quotes, or a description.
  // Of a `got` that was to be `wanted` byte for byte, the first byte that
  // differs.
  std::optional<size_t> differs_at;
};

// Those of the check that `fetch` failed at; empty where none compares values.
std::vector<DecidingValue> DecidingValues(const Fetch& fetch);

// As lines of text, each with its end.
std::string DecidingValuesText(const std::vector<DecidingValue>& values);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_EXPLAIN_DECIDING_VALUES_H_
