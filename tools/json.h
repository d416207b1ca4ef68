// JSON, by nlohmann/json, for input that nobody vouches for.

#ifndef CORSIEVE_TOOLS_JSON_H_
#define CORSIEVE_TOOLS_JSON_H_

#include <string>
#include <string_view>

#include "nlohmann/json.hpp"
#include "tools/bytes_text.h"

namespace corsieve::tools {

using Json = nlohmann::ordered_json;

// Parses JSON that nobody vouches for: nesting is limited. On failure the value
// is discarded (json.is_discarded()) and `*error` says where and why. A number
// that is no integer of 64 bits is a string, as it is written.
Json ParseJson(std::string_view text, std::string* error);

// Adds a member whose name the object does not have: it is not looked for.
void AddMember(Json* object, std::string name, Json value);

// One line, without its end; ASCII only.
std::string Dump(const Json& json);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_JSON_H_
