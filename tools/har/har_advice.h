// Advice as lines, of which a table of a whole session has room for a few.

#ifndef CORSIEVE_TOOLS_HAR_HAR_ADVICE_H_
#define CORSIEVE_TOOLS_HAR_HAR_ADVICE_H_

#include <string>
#include <vector>

#include "tools/explain/advice.h"

namespace corsieve::tools {

std::vector<std::string> AdviceLines(const Advice& advice);

// Adds to `lines` what an answer needs besides `without` if the request had
// credentials.
void AddAdvice(const Advice& without, const Advice& with,
               std::vector<std::string>* lines);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_HAR_HAR_ADVICE_H_
