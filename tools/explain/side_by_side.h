// The answers of several profiles, side by side.

#ifndef CORSIEVE_TOOLS_EXPLAIN_SIDE_BY_SIDE_H_
#define CORSIEVE_TOOLS_EXPLAIN_SIDE_BY_SIDE_H_

#include <string>
#include <vector>

#include "tools/explain/answer.h"
#include "tools/explain/writer.h"
#include "tools/json.h"

namespace corsieve::tools {

// A row in which they differ is marked and explained.
void WriteSideBySide(const std::vector<const ExplainAnswer*>& answers,
                     Writer* out);

// By the names of their profiles.
Json SideBySideToJson(const std::vector<const ExplainAnswer*>& answers);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_EXPLAIN_SIDE_BY_SIDE_H_
