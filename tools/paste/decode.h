// The bytes of a pasted text as readers want them.

#ifndef CORSIEVE_TOOLS_PASTE_DECODE_H_
#define CORSIEVE_TOOLS_PASTE_DECODE_H_

#include <string>
#include <string_view>
#include <vector>

namespace corsieve::tools {

// UTF-16, with a byte order mark or evidently so, becomes UTF-8, and a byte
// order mark is left out; other bytes stay as they are.
std::string DecodeText(std::string_view bytes, std::vector<std::string>* notes);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_PASTE_DECODE_H_
