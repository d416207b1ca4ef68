#include "tools/commands/batch.h"

#include <cerrno>
#include <cstring>
#include <optional>
#include <string>

#include "tools/case_json.h"
#include "tools/input.h"
#include "tools/run_case.h"

namespace corsieve::tools {
namespace {

Json AnswerLine(const std::string& line, CaseRunner* runner,
                std::string* error) {
  Json id;
  const std::optional<Case> c = ParseCase(line, &id, error);
  if (c) {
    if (const std::optional<Result> result = runner->Run(*c, error)) {
      Json json = ResultToJson(*result);
      json["id"] = id;
      return json;
    }
  }
  return {{"id", id}};
}

}  // namespace

int Batch(Profile profile, std::FILE* in, std::FILE* out, std::FILE* err) {
  LineReader lines(in, out);
  CaseRunner runner(profile);
  std::string line;
  size_t number = 0;
  size_t failed = 0;
  while (true) {
    const LineReader::Status status = lines.Next(&line);
    if (status == LineReader::Status::kEnd) break;
    if (status == LineReader::Status::kError) {
      std::fprintf(err,
                   "corsieve: cannot read standard input after line %zu: %s\n",
                   number, std::strerror(errno));
      return 1;
    }
    ++number;
    Json json;
    std::string error;
    if (status == LineReader::Status::kTooLong) {
      error = "the line is longer than 4 MiB";
      json = {{"id", nullptr}};
    } else {
      json = AnswerLine(line, &runner, &error);
    }
    if (!error.empty()) {
      ++failed;
      json["error"] = "line " + std::to_string(number) + ": " + error;
    }
    const std::string text = Dump(json) + "\n";
    if (std::fwrite(text.data(), 1, text.size(), out) != text.size()) break;
  }
  if (std::fflush(out) != 0 || std::ferror(out)) {
    std::fprintf(err, "corsieve: cannot write: %s\n", std::strerror(errno));
    return 1;
  }
  if (failed > 0) {
    std::fprintf(err,
                 "corsieve: %zu of %zu lines could not be used; their results "
                 "have \"error\"\n",
                 failed, number);
  }
  return failed > 0 ? 1 : 0;
}

}  // namespace corsieve::tools
