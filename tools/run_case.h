// The engine's answer to a case.

#ifndef CORSIEVE_TOOLS_RUN_CASE_H_
#define CORSIEVE_TOOLS_RUN_CASE_H_

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "corsieve/corsieve.h"
#include "tools/case.h"

namespace corsieve::tools {

// The request of a case; its views are of the case and of `*headers`.
Request RequestOf(const Case& c, std::vector<Header>* headers);

// Called before each answer to what the exchange wants next.
using StepFunction = std::function<void(const Exchange&)>;

// Answers `exchange`, which was started, from the case until it is done.
void Drive(const Case& c, Exchange* exchange, const StepFunction& step);

// Answers one case after the other; reuses the engine's memory.
class CaseRunner {
 public:
  // nullopt where the case makes no sense to the engine (its origin is not a
  // serialized origin, say): `*error` says why.
  std::optional<Result> Run(const Case& c, std::string* error);

 private:
  ScriptApi script_api_;
};

// What script sees, and the fates, of a filtered response; the fields that the
// whole exchange decides (url, redirected, …) are left alone.
void FillResult(const FilteredResponse& seen, const Case& c, ScriptApi* api,
                Result* result);

// The request's words as the engine has them; they have been validated.
Mode ModeFromWord(const std::string& word);
CredentialsMode CredentialsFromWord(const std::string& word);
RedirectMode RedirectFromWord(const std::string& word);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_RUN_CASE_H_
