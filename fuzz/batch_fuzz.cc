// `corsieve batch`: a result or an error for each line. Input: a byte that
// chooses the profile, then lines.

#include <cstdio>
#include <string>
#include <string_view>

#include "corsieve/profile.h"
#include "fuzz/check.h"
#include "fuzz/input.h"
#include "fuzz/program_run.h"
#include "tools/case_json.h"
#include "tools/commands/batch.h"

namespace corsieve::fuzz {
namespace {

struct Answer {
  int exit_status;
  std::string text;
};

Answer RunBatch(Profile profile, std::string_view lines) {
  static std::FILE* const err = std::fopen("/dev/null", "w");
  Answer answer;
  {
    Stream out(&answer.text);
    answer.exit_status = tools::Batch(profile, FileOf(lines), out.get(), err);
  }
  return answer;
}

// Whether the result is an error.
bool CheckLine(std::string_view line, std::string_view result, size_t number) {
  const tools::Json json = CheckedLine(result);
  std::string error;
  tools::Json id;
  const bool is_case = tools::ParseCase(line, &id, &error).has_value();
  FUZZ_CHECK(json["id"] == id, "another id", std::string(result),
             tools::Dump(id));
  const bool failed = json.contains("error");
  FUZZ_CHECK(is_case || failed, "an answer to what is no case",
             std::string(result), error);
  if (failed) {
    const std::string place = "line " + std::to_string(number) + ": ";
    FUZZ_CHECK(json["error"].get<std::string>().rfind(place, 0) == 0,
               "an error elsewhere", std::string(result), place);
  }
  return failed;
}

}  // namespace
}  // namespace corsieve::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace corsieve;
  using namespace corsieve::fuzz;
  if (size > 16 * kMaxSize) return -1;
  Input input(data, size);
  const Profile profile = static_cast<Profile>(input.Byte() & 3);
  if (input.rest().empty()) return 0;
  const Answer answer = RunBatch(profile, input.rest());
  Input results(reinterpret_cast<const uint8_t*>(answer.text.data()),
                answer.text.size());
  bool failed = false;
  std::string_view line;
  std::string_view result;
  for (size_t number = 1; input.Part('\n', &line); ++number) {
    FUZZ_CHECK(results.Part('\n', &result), "a line without a result",
               Quoted(answer.text), Quoted(line));
    failed |= CheckLine(line, result, number);
  }
  FUZZ_CHECK(results.rest().empty(), "results without a line",
             Quoted(results.rest()), "none");
  FUZZ_CHECK(answer.exit_status == (failed ? 1 : 0), "the exit status",
             std::to_string(answer.exit_status), failed ? "1" : "0");
  return 0;
}
