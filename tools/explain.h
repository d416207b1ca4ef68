// `corsieve explain`: one response, what script sees of it, and why.

#ifndef CORSIEVE_TOOLS_EXPLAIN_H_
#define CORSIEVE_TOOLS_EXPLAIN_H_

#include <string>

#include "tools/case.h"

namespace corsieve::tools {

struct ExplainOptions {
  Case c;  // The request; what was received is filled in.
  bool json = false;
  bool colour = false;
  // Said in the output where the caller gave no origin or URL.
  std::string assumption;
};

// Explains what `bytes` begins with to `*out`, as curl -si prints it. Returns
// the exit status: 0, or 1 if no head can be read from it.
int Explain(const ExplainOptions& options, std::string bytes, std::string* out);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_EXPLAIN_H_
