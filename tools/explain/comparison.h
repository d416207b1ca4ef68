// The answers to pages of several origins, and what a cache makes of them.

#ifndef CORSIEVE_TOOLS_EXPLAIN_COMPARISON_H_
#define CORSIEVE_TOOLS_EXPLAIN_COMPARISON_H_

#include <string>
#include <vector>

#include "tools/explain/writer.h"
#include "tools/json.h"

namespace corsieve::tools {

// What one origin was answered with, bytes as they came; "" for no such line.
struct ComparedAnswer {
  std::string origin;  // "none": asked without an Origin.
  std::string allow_origin;
  std::string vary;
  std::string outcome;  // "readable", or why not.
};

struct Comparison {
  std::vector<ComparedAnswer> answers;
  // Sentences: what a cache that does as the answers say mixes up.
  std::vector<std::string> mixed_up;
  // What there is to say where it mixes nothing up, or to do where it does.
  std::string conclusion;
};

void WriteComparison(const Comparison& comparison, Writer* out);
Json ComparisonToJson(const Comparison& comparison);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_EXPLAIN_COMPARISON_H_
