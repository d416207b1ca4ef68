// All that there is to say about an input under one profile.

#ifndef CORSIEVE_TOOLS_EXPLAIN_ANSWER_H_
#define CORSIEVE_TOOLS_EXPLAIN_ANSWER_H_

#include <string>
#include <vector>

#include "tools/explain/advice.h"
#include "tools/explain/deciding_values.h"
#include "tools/explain/expect.h"
#include "tools/explain/explain.h"
#include "tools/explain/fetch.h"
#include "tools/explain/interpret.h"

namespace corsieve::tools {

// What is told, in text and in JSON.
struct ExplainAnswer {
  ExplainAnswer(const ExplainOptions& options,
                const Interpretation& interpretation, Profile profile);

  const Interpretation& interpretation;
  Fetch fetch;
  std::vector<DecidingValue> deciding;
  Advice advice;
  std::vector<std::string> remarks;
  std::vector<WantedHeader> wanted;
};

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_EXPLAIN_ANSWER_H_
