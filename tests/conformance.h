// Case files as tests: what a case expects, held against a result.

#ifndef CORSIEVE_TESTS_CONFORMANCE_H_
#define CORSIEVE_TESTS_CONFORMANCE_H_

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tools/case.h"
#include "tools/case_json.h"

namespace corsieve::tests {

struct CaseLine {
  std::string file;
  int line = 0;
  tools::Json json;
  tools::Case c;
};

// The cases of a file, one JSON object a line. A line that is no case ends the
// program: a test that passes over its data is worse than none.
std::vector<CaseLine> ReadCases(const std::string& path);

// $CORSIEVE_SHARED/cases/NAME, where that exists; larger than what the
// repository carries.
std::optional<std::string> SharedCases(const std::string& name);

// What in `result` is not as `expect` has it, a line each; "" if nothing.
std::string Differences(const tools::Json& expect, const tools::Result& result);

// Registers one test: `check` returns what is wrong, or "".
void RegisterCheck(const std::string& suite, const CaseLine& line,
                   std::function<std::string(const CaseLine&)> check);

}  // namespace corsieve::tests

#endif  // CORSIEVE_TESTS_CONFORMANCE_H_
