// Cases and results as JSON, one object a line.

#ifndef CORSIEVE_TOOLS_CASE_JSON_H_
#define CORSIEVE_TOOLS_CASE_JSON_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "tools/case.h"
#include "tools/json.h"
#include "tools/json_writer.h"
#include "tools/result_view.h"

namespace corsieve::tools {

// Whether a case is of the server that recordings are made with, by its URL.
bool IsRecorded(const Case& c);

// Reads one case after the other; reuses its memory.
class CaseReader {
 public:
  CaseReader();
  ~CaseReader();

  // False: `*error` says where and why. A head that curl wrote for HTTP/2 or
  // HTTP/3 becomes the response that it was, but in a recorded case, where it
  // came over HTTP/1.1. `*id` is the case's id as JSON wherever it could be
  // read, else "null".
  bool Read(std::string_view line, Case* c, std::string* id,
            std::string* error);
  // The same of a line behind which Lines::kAhead bytes can be read.
  bool ReadPadded(std::string_view line, Case* c, std::string* id,
                  std::string* error);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// In the order that reads best: the outcome first, the reasons last. `id` is
// JSON.
void WriteResult(std::string_view id, const ResultView& result,
                 JsonWriter* out);

// The same by values of nlohmann/json, for those who look into them.
std::optional<Case> ParseCase(std::string_view line, Json* id,
                              std::string* error);
std::optional<Case> CaseFromJson(const Json& json, std::string* error);
Json ResultToJson(const Result& result);
// The member `request` of a case.
Json RequestToJson(const Case& c);
// [[name, value], …].
Json PairsToJson(const Pairs& pairs);
// A case that CaseFromJson makes the same one of; but for `then`.
Json CaseToJson(const Case& c);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_CASE_JSON_H_
