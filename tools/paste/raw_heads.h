// Response heads that follow directly on one another, as curl -si, -siL and -I
// print them.

#ifndef CORSIEVE_TOOLS_PASTE_RAW_HEADS_H_
#define CORSIEVE_TOOLS_PASTE_RAW_HEADS_H_

#include <string>
#include <vector>

#include "tools/paste/paste.h"

namespace corsieve::tools {

// Splits `text`, which begins with "HTTP/" and whose `lines` are numbered as a
// head's, into heads: each with its interim heads, the last with the body. An
// answer to CONNECT is dropped, and what was assumed is noted.
std::vector<PastedHead> SplitHeads(const PastedHead& text,
                                   std::vector<std::string>* notes);

// The same as a paste, with one exchange for each head.
Paste PasteOfHeads(const PastedHead& text);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_PASTE_RAW_HEADS_H_
