// What a text is that has no response head.

#ifndef CORSIEVE_TOOLS_PASTE_LOOKS_LIKE_H_
#define CORSIEVE_TOOLS_PASTE_LOOKS_LIKE_H_

#include <string>
#include <string_view>

namespace corsieve::tools {

// One line: what `text` looks like and what to do.
std::string LooksLike(std::string_view text);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_PASTE_LOOKS_LIKE_H_
