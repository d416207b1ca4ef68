// `corsieve explain`: what script sees of a response, or of a chain of them,
// and why.

#ifndef CORSIEVE_TOOLS_EXPLAIN_EXPLAIN_H_
#define CORSIEVE_TOOLS_EXPLAIN_EXPLAIN_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corsieve/profile.h"
#include "tools/case.h"

namespace corsieve::tools {

struct ExplainOptions {
  Case c;  // The request; what was received is not in it.
  // The answers to OPTIONS, first to last; the last answers all that follow.
  // With none, a preflight is assumed to allow what it asks, and that is said.
  std::vector<std::string> preflights;
  // nullopt: all of them, side by side.
  std::optional<Profile> profile = Profile::kStandard;
  bool json = false;
  bool colour = false;
  // Said in the output where the caller gave no origin or URL.
  std::string assumption;
};

// Explains `received`, which is what curl -si or curl -siL prints, to `*out`.
// Returns the exit status: 0, or 1 if a head in it cannot be read.
int Explain(const ExplainOptions& options, std::string_view received,
            std::string* out);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_EXPLAIN_EXPLAIN_H_
