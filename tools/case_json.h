// Cases and results as JSON, one object a line.

#ifndef CORSIEVE_TOOLS_CASE_JSON_H_
#define CORSIEVE_TOOLS_CASE_JSON_H_

#include <optional>
#include <string>
#include <string_view>

#include "nlohmann/json.hpp"
#include "tools/case.h"

namespace corsieve::tools {

using Json = nlohmann::ordered_json;

// Byte n <-> U+00nn, as head strings in JSON have it (isomorphic decode and
// encode); text is UTF-8. Encoding fails on a character beyond U+00FF.
std::string BytesToText(std::string_view bytes);
std::optional<std::string> TextToBytes(std::string_view text);

// Parses JSON that nobody vouches for: nesting is limited. On failure the value
// is discarded (json.is_discarded()) and `*error` says where and why.
Json ParseJson(std::string_view text, std::string* error);

// nullopt: `*error` says where and why. `*id` is the case's id wherever it
// could be read, else null.
std::optional<Case> ParseCase(std::string_view line, Json* id,
                              std::string* error);
std::optional<Case> CaseFromJson(const Json& json, std::string* error);

// In the order that reads best: the outcome first, the reasons last.
Json ResultToJson(const Result& result);

// One line, without its end; ASCII only.
std::string Dump(const Json& json);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_CASE_JSON_H_
