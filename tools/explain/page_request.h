// The request that a page made, as far as options and the input say it.

#ifndef CORSIEVE_TOOLS_EXPLAIN_PAGE_REQUEST_H_
#define CORSIEVE_TOOLS_EXPLAIN_PAGE_REQUEST_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/case.h"
#include "tools/explain/explain.h"
#include "tools/paste/paste.h"

namespace corsieve::tools {

struct PageRequest {
  Case c;
  std::vector<std::string> assumed;  // Sentences.
  std::vector<std::string> notes;
};

// `request` and `preflight` are the first of the input, or nullptr. What is not
// said is assumed: a request across origins, from `allowed` if the answer allows
// that origin.
PageRequest PageRequestOf(const GivenRequest& given,
                          const PastedRequest* request,
                          const PastedRequest* preflight,
                          const PastedCall& call,
                          const std::optional<std::string>& allowed);

// Takes from `more` what `*call` does not say.
void MergeCall(const PastedCall& more, PastedCall* call);

// Whether a request like this has a preflight, if it goes across origins.
bool NeedsPreflight(const Case& c);

// The value of the first header of this name.
std::optional<std::string> HeaderOf(const PastedRequest& request,
                                    std::string_view name);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_EXPLAIN_PAGE_REQUEST_H_
