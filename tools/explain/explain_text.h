// What `corsieve explain` writes on a terminal.

#ifndef CORSIEVE_TOOLS_EXPLAIN_EXPLAIN_TEXT_H_
#define CORSIEVE_TOOLS_EXPLAIN_EXPLAIN_TEXT_H_

#include <string>
#include <vector>

#include "tools/explain/answer.h"

namespace corsieve::tools {

std::string ExplainText(const ExplainOptions& options,
                        const ExplainAnswer& answer);

// The answers of all profiles side by side; what is told once, steps, remarks
// and advice, is of the first, which is the standard's.
std::string ExplainAllText(const ExplainOptions& options,
                           const std::vector<const ExplainAnswer*>& answers);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_EXPLAIN_EXPLAIN_TEXT_H_
