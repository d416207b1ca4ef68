#include "tools/explain/answer.h"

#include <string>

#include "tools/explain/remarks.h"

namespace corsieve::tools {

ExplainAnswer::ExplainAnswer(const ExplainOptions& options,
                             const Interpretation& interpretation,
                             Profile profile)
    : interpretation(interpretation),
      fetch(interpretation.received, profile),
      deciding(DecidingValues(fetch)),
      advice(Advise(fetch, options.wants)),
      remarks(Remarks(fetch)) {
  for (const std::string& name : options.wants) {
    wanted.push_back(Want(fetch, advice, name));
  }
}

}  // namespace corsieve::tools
