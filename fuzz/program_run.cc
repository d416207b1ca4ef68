#include "fuzz/program_run.h"

#include <unistd.h>

#include "fuzz/check.h"
#include "fuzz/input.h"

namespace corsieve::fuzz {

std::FILE* FileOf(std::string_view bytes) {
  static std::FILE* const in = std::tmpfile();
  const ssize_t written = pwrite(fileno(in), bytes.data(), bytes.size(), 0);
  FUZZ_CHECK(written == static_cast<ssize_t>(bytes.size()) &&
                 ftruncate(fileno(in), written) == 0 &&
                 lseek(fileno(in), 0, SEEK_SET) == 0,
             "a temporary file", std::to_string(written),
             std::to_string(bytes.size()));
  return in;
}

tools::Json CheckedLine(std::string_view line) {
  std::string error;
  tools::Json json = tools::ParseJson(line, &error);
  FUZZ_CHECK(!json.is_discarded(), "a result that is no JSON", Quoted(line),
             error);
  FUZZ_CHECK(json.is_object() && json.contains("id"), "a result without id",
             Quoted(line), "an object with an id");
  for (char c : line) {
    FUZZ_CHECK(c >= ' ' && c < 0x7f, "a result that is no ASCII", Quoted(line),
               "printable ASCII");
  }
  FUZZ_CHECK(json.contains("error") != json.contains("outcome"),
             "neither or both of result and error", Quoted(line), "one");
  return json;
}

}  // namespace corsieve::fuzz
