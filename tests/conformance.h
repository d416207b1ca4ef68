// Case files as tests: what a case expects, held against a result.

#ifndef CORSIEVE_TESTS_CONFORMANCE_H_
#define CORSIEVE_TESTS_CONFORMANCE_H_

#include <functional>
#include <map>
#include <optional>
#include <set>
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

// The rows of the tables of docs/departures.md under a heading ("## ..."), head
// rows left out, as cells without the blanks and marks of code around them.
std::vector<std::vector<std::string>> DocumentedRows(
    const std::string& heading);

// What profile `profile` does not answer as its browser did.
struct LeftOver {
  std::string profile;
  std::string cases;  // A file of tests/, or one that SharedCases() has.
  int recorded = 0;   // The browser's answers in that file.
  std::vector<std::string> ids;
};

// tests/cases/known_differences.ndjson
struct KnownDifferences {
  std::vector<LeftOver> left;
  // The groups of cases in which an engine's reader departs, by the row of
  // docs/departures.md that says how.
  std::map<std::string, std::set<std::string>> reader_groups;
};
const KnownDifferences& GetKnownDifferences();

// Registers one test: `check` returns what is wrong, or "".
void RegisterCheck(const std::string& suite, const CaseLine& line,
                   std::function<std::string(const CaseLine&)> check);

}  // namespace corsieve::tests

#endif  // CORSIEVE_TESTS_CONFORMANCE_H_
