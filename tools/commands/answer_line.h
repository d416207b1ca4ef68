// What `corsieve batch` answers a line with.

#ifndef CORSIEVE_TOOLS_COMMANDS_ANSWER_LINE_H_
#define CORSIEVE_TOOLS_COMMANDS_ANSWER_LINE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "corsieve/profile.h"
#include "tools/case_json.h"
#include "tools/run_case.h"

namespace corsieve::tools {

// Answers one line after the other; reuses its memory.
class Answerer {
 public:
  explicit Answerer(Profile profile);

  // False: it is no case, or takes more memory than there is, and the answer
  // says so. Without `line` it was too long.
  bool Answer(std::optional<std::string_view> line, size_t number);

  // The answer, with its line end, until the next.
  std::string_view text() const { return out_.text(); }

 private:
  bool TryAnswer(std::string_view line, std::string* error);
  void Renew();

  Profile profile_;
  std::optional<CaseReader> reader_;
  std::optional<CaseRunner> runner_;
  Case case_;
  std::string id_;
  JsonWriter out_;
};

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_COMMANDS_ANSWER_LINE_H_
