#include "tools/explain/answer.h"

#include <string>

#include "tools/explain/nginx.h"
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
  if (options.for_server.empty()) {
    const std::string note =
        NginxNote(ReceivedOf(advice, fetch), advice.corrections);
    if (!note.empty()) advice.notes.push_back(note);
  }
  for (const std::string& name : options.wants) {
    wanted.push_back(Want(fetch, advice, name));
  }
}

}  // namespace corsieve::tools
