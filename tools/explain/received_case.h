// A fetch that was received, as a case of docs/design.md.

#ifndef CORSIEVE_TOOLS_EXPLAIN_RECEIVED_CASE_H_
#define CORSIEVE_TOOLS_EXPLAIN_RECEIVED_CASE_H_

#include <optional>
#include <string>
#include <vector>

#include "tools/explain/fetch.h"
#include "tools/explain/received_head.h"

namespace corsieve::tools {

// An answer of it: what it came with, or what was assumed in its place.
struct CaseAnswer {
  const ReceivedHead* head = nullptr;
  std::string assumed;  // Of an answer to OPTIONS that was not received.
};

// Views of the fetch.
struct ReceivedCase {
  std::vector<CaseAnswer> responses;
  // By hop; nullopt: there was none.
  std::vector<std::optional<CaseAnswer>> preflights;
};

// The hop that a step is of: the index of its answer in either list.
size_t HopOf(const Fetch& fetch, size_t step);

// The answers of the fetch, with its corrections; those that it did not come to
// as they were received.
ReceivedCase CaseOf(const Fetch& fetch);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_EXPLAIN_RECEIVED_CASE_H_
