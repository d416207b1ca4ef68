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

  // Appends the answer and its line end to what was written. False: the line is
  // no case, or takes more memory than there is, and the answer says so.
  // Behind the line LineReader::kAhead bytes can be read; without `line` it was
  // too long.
  bool Answer(std::optional<std::string_view> line, size_t number,
              JsonWriter* out);

 private:
  bool TryAnswer(std::string_view line, JsonWriter* out, std::string* error);
  void Renew();

  Profile profile_;
  std::optional<CaseReader> reader_;
  std::optional<CaseRunner> runner_;
  Case case_;
  std::string id_;
};

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_COMMANDS_ANSWER_LINE_H_
