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

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_EXPLAIN_REMARKS_H_
