// What was asked and what came back, as far as it is known.

#ifndef CORSIEVE_TOOLS_EXPLAIN_RECEIVED_H_
#define CORSIEVE_TOOLS_EXPLAIN_RECEIVED_H_

#include <optional>
#include <string>
#include <vector>

#include "tools/case.h"
#include "tools/explain/received_head.h"

namespace corsieve::tools {

// A head and the Origin that it was really asked with, where that is known:
// curl does not always send what a browser would.
struct ReceivedAnswer {
  ReceivedHead head;
  // Whether the request is known; then "" for none.
  std::optional<std::string> asked_origin = {};
};

struct Received {
  Case c;  // The page's request; its responses and preflights are below.
  // Of the chain, hop by hop.
  std::vector<ReceivedAnswer> answers;
  // The answers to OPTIONS, first to last; the last answers all that follow.
  // With none, a preflight is assumed to allow what it asks, and that is said.
  std::vector<ReceivedAnswer> preflights;
  // Then it is not assumed: a console said that it failed.
  bool preflight_failed = false;
  // Whether a server was asked for each answer: no preflight is assumed, and
  // none answers for another.
  bool is_live = false;
  // Why no answer came to what was asked last, as a clause; "": it came.
  std::string failure;
};

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_EXPLAIN_RECEIVED_H_
