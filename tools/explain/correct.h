// Corrections of servers' answers, one after the other.

#ifndef CORSIEVE_TOOLS_EXPLAIN_CORRECT_H_
#define CORSIEVE_TOOLS_EXPLAIN_CORRECT_H_

#include <string>
#include <vector>

#include "tools/explain/change.h"
#include "tools/explain/received.h"

namespace corsieve::tools {

// Corrects fault after fault until script can read the response in every
// profile; `*notes` is what to beware of. False where it ends before: then
// `*stuck` may say why.
bool Correct(const Received& received, std::vector<Correction>* all,
             std::vector<std::string>* notes, std::vector<std::string>* stuck);

// Adds `more` to what is to be changed already: of one header the last change
// counts, as a change of what was received first.
void AddCorrection(const Received& received, Correction more,
                   std::vector<Correction>* all);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_EXPLAIN_CORRECT_H_
