// What `corsieve batch` answers a line with.

#ifndef CORSIEVE_TOOLS_COMMANDS_ANSWER_LINE_H_
#define CORSIEVE_TOOLS_COMMANDS_ANSWER_LINE_H_

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "absl/types/span.h"
#include "corsieve/profile.h"
#include "tools/case_json.h"
#include "tools/run_case.h"

namespace corsieve::tools {

// Answers lines; reuses its memory.
class Answerer {
 public:
  explicit Answerer(Profile profile);

  // So many lines are read, then asked about, then written: the code of one of
  // these is as much as a processor's first cache holds.
  static constexpr size_t kTogether = 16;

  // Appends each line's answer and its line end to what was written, and
  // returns how many are errors: the line is no case, or takes more memory than
  // there is. There are 1 to kTogether lines, and behind each of them
  // Lines::kAhead bytes can be read; `number` is the first one's.
  size_t Answer(absl::Span<const std::string_view> lines, size_t number,
                JsonWriter* out);
  // The same of a line that is not kept.
  size_t AnswerTooLong(size_t number, JsonWriter* out);

 private:
  struct Line {
    Case c;
    std::string id;  // As JSON.
    std::string error;
    std::optional<CaseRunner> runner;
    const ResultView* result;
  };

  void Read(absl::Span<const std::string_view> lines);
  size_t Write(size_t count, size_t number, JsonWriter* out);
  void WriteError(const Line& line, size_t number, JsonWriter* out);
  void Renew();

  Profile profile_;
  std::optional<CaseReader> reader_;
  std::array<Line, kTogether> lines_;
};

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_COMMANDS_ANSWER_LINE_H_
