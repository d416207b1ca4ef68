// What a browser says in its console, and the reasons that it says it for.

#ifndef CORSIEVE_TOOLS_EXPLAIN_CONSOLE_SENTENCE_H_
#define CORSIEVE_TOOLS_EXPLAIN_CONSOLE_SENTENCE_H_

#include <string_view>
#include <vector>

#include "corsieve/reason.h"

namespace corsieve::tools {

// The reasons whose console sentences `text` has, or is a part of: the values
// in it may be any, and case, quotes and blanks are of no account. If it has
// sentences whole, those of the longest; several reasons where browsers word
// them alike. Empty where it is no such sentence. Linear in the text's size.
std::vector<Reason> ReasonsOfConsole(std::string_view text);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_EXPLAIN_CONSOLE_SENTENCE_H_
