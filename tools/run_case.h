// The engine's answer to a case.

#ifndef CORSIEVE_TOOLS_RUN_CASE_H_
#define CORSIEVE_TOOLS_RUN_CASE_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corsieve/corsieve.h"
#include "tools/case.h"

namespace corsieve::tools {

// The request of a case; its views are of the case and of `*headers`.
Request RequestOf(const Case& c, std::vector<Header>* headers);

// Answers one request, `asked`, whose server is `served`'s.
using RunRequest = std::function<std::optional<Result>(
    const Case& asked, const Case& served, int64_t now_ms)>;
// Answers all requests of a case, one after the other: what comes of the last,
// and what was sent by all. nullopt as soon as one of them is.
std::optional<Result> RunRequests(const Case& c, const RunRequest& run);

// Answers one case after the other; reuses the engine's memory.
class CaseRunner {
 public:
  explicit CaseRunner(Profile profile = Profile::kStandard)
      : profile_(profile) {}

  // nullopt where the case makes no sense to the engine (its origin is not a
  // serialized origin, say): `*error` says why.
  std::optional<Result> Run(const Case& c, std::string* error);

 private:
  std::optional<Result> RunOne(const Case& asked, const Case& served,
                               int64_t now_ms, PreflightCache* cache,
                               std::string* error);

  Profile profile_;
  ScriptApi script_api_;
};

// What script sees at the end of an exchange, and the fates.
// `xhr` says which API; `c` what names are asked for.
Result ResultOf(const Exchange& exchange, bool xhr, const Case& c,
                ScriptApi* api);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_RUN_CASE_H_
