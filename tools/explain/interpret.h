// Which of what was pasted is the page's request, which a preflight's answer,
// and which its own.

#ifndef CORSIEVE_TOOLS_EXPLAIN_INTERPRET_H_
#define CORSIEVE_TOOLS_EXPLAIN_INTERPRET_H_

#include <optional>
#include <string>
#include <vector>

#include "tools/explain/comparison.h"
#include "tools/explain/explain.h"
#include "tools/explain/received.h"
#include "tools/paste/paste.h"

namespace corsieve::tools {

struct Interpretation {
  Received received;
  // One sentence each: what it was read as; what was assumed; what was left
  // out. Bytes are printable.
  std::vector<std::string> recognized;
  std::vector<std::string> assumed;
  std::vector<std::string> notes;
  // The reason that a browser's console gave; "" if none did.
  std::string console_reason;
  // Of answers to several origins, where they were asked for.
  std::optional<Comparison> comparison = {};
};

Interpretation Interpret(const GivenRequest& given,
                         const std::vector<Paste>& pastes,
                         const std::vector<Paste>& preflights);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_EXPLAIN_INTERPRET_H_
