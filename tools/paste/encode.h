// What curl makes of its options' values.

#ifndef CORSIEVE_TOOLS_PASTE_ENCODE_H_
#define CORSIEVE_TOOLS_PASTE_ENCODE_H_

#include <string>
#include <string_view>

namespace corsieve::tools {

std::string Base64(std::string_view bytes);

// Of "name=content", "=content" or "content" the content, percent-encoded, with
// the name before it.
std::string UrlencodeContent(std::string_view data);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_PASTE_ENCODE_H_
