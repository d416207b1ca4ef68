// JSON, by nlohmann/json, for input that nobody vouches for.

#ifndef CORSIEVE_TOOLS_JSON_H_
#define CORSIEVE_TOOLS_JSON_H_

#include <optional>
#include <string>
#include <string_view>

#include "nlohmann/json.hpp"

namespace corsieve::tools {

using Json = nlohmann::ordered_json;

// Byte n <-> U+00nn, as head strings in JSON have it (isomorphic decode and
// encode); text is UTF-8. Encoding fails on a character beyond U+00FF.
std::string BytesToText(std::string_view bytes);
std::optional<std::string> TextToBytes(std::string_view text);
// The same into a string whose memory is kept; false if that fails.
bool AssignTextAsBytes(std::string_view text, std::string* bytes);

// Parses JSON that nobody vouches for: nesting is limited. On failure the value
// is discarded (json.is_discarded()) and `*error` says where and why.
Json ParseJson(std::string_view text, std::string* error);

// Adds a member whose name the object does not have: it is not looked for.
void AddMember(Json* object, std::string name, Json value);

// One line, without its end; ASCII only.
std::string Dump(const Json& json);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_JSON_H_
