// The command that asks a server what a browser asks it.

#ifndef CORSIEVE_TOOLS_EXPLAIN_ASK_WITH_CURL_H_
#define CORSIEVE_TOOLS_EXPLAIN_ASK_WITH_CURL_H_

#include <string>

#include "tools/case.h"

namespace corsieve::tools {

// One line for a POSIX shell. What script's headers hold is not repeated where
// it may be secret.
std::string AskWithCurl(const Sent& sent);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_EXPLAIN_ASK_WITH_CURL_H_
