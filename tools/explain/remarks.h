// What somebody should know besides: of what was asked and received, what no
// check of the fetch says.

#ifndef CORSIEVE_TOOLS_EXPLAIN_REMARKS_H_
#define CORSIEVE_TOOLS_EXPLAIN_REMARKS_H_

#include <string>
#include <vector>

#include "tools/explain/fetch.h"

namespace corsieve::tools {

// As sentences, bytes made printable, the most important first.
std::vector<std::string> Remarks(const Fetch& fetch);

// How many letters have to be put in, taken out or changed to make `b` of `a`,
// or `limit` where it is not less. https://en.wikipedia.org/wiki/Levenshtein
size_t EditDistance(std::string_view a, std::string_view b, size_t limit);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_EXPLAIN_REMARKS_H_
