// Cases and results as JSON, one object a line.

#ifndef CORSIEVE_TOOLS_CASE_JSON_H_
#define CORSIEVE_TOOLS_CASE_JSON_H_

#include <optional>
#include <string>
#include <string_view>

#include "tools/case.h"
#include "tools/json.h"

namespace corsieve::tools {

// Whether a case is of the server that recordings are made with, by its URL.
bool IsRecorded(const Case& c);

// nullopt: `*error` says where and why. A head that curl wrote for HTTP/2 or
// HTTP/3 becomes the response that it was, but in a recorded case, where it
// came over HTTP/1.1. `*id` is the case's id wherever it could be read, else
// null.
std::optional<Case> ParseCase(std::string_view line, Json* id,
                              std::string* error);
std::optional<Case> CaseFromJson(const Json& json, std::string* error);

// A case that CaseFromJson makes the same one of; but for `then`.
Json CaseToJson(const Case& c);

// In the order that reads best: the outcome first, the reasons last.
Json ResultToJson(const Result& result);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_CASE_JSON_H_
