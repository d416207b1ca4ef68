// Requests and responses that were pasted apart.

#ifndef CORSIEVE_TOOLS_PASTE_PAIR_UP_H_
#define CORSIEVE_TOOLS_PASTE_PAIR_UP_H_

#include <vector>

#include "tools/paste/paste.h"

namespace corsieve::tools {

// Puts requests alone and responses alone together where they take turns and
// all have a partner, whichever comes first.
void PairUp(std::vector<PastedExchange>* exchanges);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_PASTE_PAIR_UP_H_
