// Bytes as text, for JSON.

#ifndef CORSIEVE_TOOLS_BYTES_TEXT_H_
#define CORSIEVE_TOOLS_BYTES_TEXT_H_

#include <optional>
#include <string>
#include <string_view>

namespace corsieve::tools {

// Byte n <-> U+00nn, as head strings in JSON have it (isomorphic decode and
// encode); text is UTF-8. Encoding fails on a character beyond U+00FF.
std::string BytesToText(std::string_view bytes);
std::optional<std::string> TextToBytes(std::string_view text);
// The same into a string whose memory is kept; false if that fails.
bool AssignTextAsBytes(std::string_view text, std::string* bytes);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_BYTES_TEXT_H_
