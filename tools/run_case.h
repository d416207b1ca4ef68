// The engine's answer to a case.

#ifndef CORSIEVE_TOOLS_RUN_CASE_H_
#define CORSIEVE_TOOLS_RUN_CASE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corsieve/corsieve.h"
#include "tools/case.h"
#include "tools/result_view.h"
#include "tools/serve_case.h"

namespace corsieve::tools {

// The request of a case; its views are of the case and of `*headers`.
Request RequestOf(const Case& c, std::vector<Header>* headers);

// Answers one request, `asked`, whose server is `served`'s.
using RunRequest = std::function<std::optional<Result>(
    const Case& asked, const Case& served, int64_t now_ms)>;
// Answers all requests of a case, one after the other: what comes of the last,
// and what was sent by all. nullopt as soon as one of them is.
std::optional<Result> RunRequests(const Case& c, const RunRequest& run);

// What script sees at the end of an exchange, and the fates, as views of both
// and of this: good until the next call.
class ResultViewer {
 public:
  // `xhr` says which API; `c` what names are asked for.
  void View(const Exchange& exchange, bool xhr, const Case& c,
            ResultView* result);

 private:
  void ViewNames(const FilteredResponse& seen,
                 const std::vector<std::string>& names, ResultView* result);

  ScriptApi entries_;
  ScriptApi values_;
  ScriptApi all_;
  std::string url_;
  std::vector<std::string> joined_;
};

Result ResultOf(const Exchange& exchange, bool xhr, const Case& c,
                ResultViewer* viewer);

// Answers one case after the other; reuses the engine's memory.
class CaseRunner {
 public:
  explicit CaseRunner(Profile profile = Profile::kStandard)
      : profile_(profile) {}

  // nullopt where the case makes no sense to the engine (its origin is not a
  // serialized origin, say): `*error` says why.
  std::optional<Result> Run(const Case& c, std::string* error);
  // The same as a view of the case and of this, good until the next call;
  // nullptr where Run() has nullopt.
  const ResultView* View(const Case& c, std::string* error);

  // How many bytes the URLs and headers of all requests of a case may have: a
  // loop sends the same twenty times, and each of `then` does so again.
  void SetMostSent(size_t bytes) { most_sent_ = bytes; }

 private:
  bool ViewOne(const Case& asked, const Case& served, int64_t now_ms,
               std::string* error);

  // What is of one browser.
  struct Browser {
    explicit Browser(Profile profile)
        : cache(profile), exchange(&cache, "", profile) {}
    PreflightCache cache;
    Exchange exchange;
  };

  Profile profile_;
  size_t most_sent_ = static_cast<size_t>(-1);
  size_t room_ = 0;  // What is left of that.
  std::unique_ptr<Browser> browser_;
  std::optional<CaseServer> server_;
  ResultViewer viewer_;
  ResultView view_;
  std::optional<Result> result_;
  std::vector<Header> headers_;
};

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_RUN_CASE_H_
