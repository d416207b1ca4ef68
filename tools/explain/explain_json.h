// What `corsieve explain --format json` writes.

#ifndef CORSIEVE_TOOLS_EXPLAIN_EXPLAIN_JSON_H_
#define CORSIEVE_TOOLS_EXPLAIN_EXPLAIN_JSON_H_

#include <vector>

#include "tools/explain/answer.h"
#include "tools/json.h"

namespace corsieve::tools {

Json ExplainJson(const ExplainOptions& options, const ExplainAnswer& answer);

// The answers of all profiles; what is told once is of the first.
Json ExplainAllJson(const ExplainOptions& options,
                    const std::vector<const ExplainAnswer*>& answers);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_EXPLAIN_EXPLAIN_JSON_H_
