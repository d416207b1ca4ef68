// What `corsieve explain --format json` writes for those who show the input and
// change it: the case that was read, where it stands, and what it would be.

#ifndef CORSIEVE_TOOLS_EXPLAIN_INPUT_JSON_H_
#define CORSIEVE_TOOLS_EXPLAIN_INPUT_JSON_H_

#include "tools/explain/answer.h"
#include "tools/json.h"

namespace corsieve::tools {

// Adds `case`, `read_from`, `decided_at`, `fates_at`, `sentences`, and to
// `advice` the cases that come of it.
void AddInput(const ExplainAnswer& answer, Json* json);

// Adds to `*sentences` what each reason that the answer names says.
void AddSentences(const ExplainAnswer& answer, Json* sentences);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_EXPLAIN_INPUT_JSON_H_
