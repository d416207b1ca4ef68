#include "tools/commands/batch.h"

#include <cerrno>
#include <cstring>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "tools/case_json.h"
#include "tools/input.h"
#include "tools/run_case.h"

namespace corsieve::tools {
namespace {

// Answers one line after the other; reuses its memory.
class Answerer {
 public:
  explicit Answerer(Profile profile)
      : profile_(profile), runner_(std::in_place, profile) {}

  // False: it is no case, and the answer says why. Without `line` it was too
  // long.
  bool Answer(std::optional<std::string_view> line, size_t number) {
    std::string error;
    try {
      if (!line) {
        id_ = "null";
        error = "the line is longer than 4 MiB";
      } else if (TryAnswer(*line, &error)) {
        return true;
      }
    } catch (const std::bad_alloc&) {
      Renew();
      error = "not enough memory for this line";
    }
    out_.Clear();
    out_.StartObject();
    out_.Key("id");
    out_.Raw(id_);
    out_.Key("error");
    out_.Text("line " + std::to_string(number) + ": " + error);
    out_.EndObject();
    out_.Append("\n");
    return false;
  }

  // The answer, with its line end.
  std::string_view text() const { return out_.text(); }

 private:
  bool TryAnswer(std::string_view line, std::string* error) {
    id_ = "null";
    if (!reader_->Read(line, &case_, &id_, error)) return false;
    const ResultView* const result = runner_->View(case_, error);
    if (result == nullptr) return false;
    out_.Clear();
    WriteResult(id_, *result, &out_);
    out_.Append("\n");
    return true;
  }

  // Gives all memory back, that of things left half done with it.
  void Renew() {
    case_ = Case();
    runner_.emplace(profile_);
    reader_.emplace();
    if (id_.size() > 1000) id_ = "null";
  }

  Profile profile_;
  std::optional<CaseReader> reader_{std::in_place};
  std::optional<CaseRunner> runner_;
  Case case_;
  std::string id_;
  JsonWriter out_;
};

}  // namespace

int Batch(Profile profile, std::FILE* in, std::FILE* out, std::FILE* err) {
  LineReader lines(in, out);
  Answerer answerer(profile);
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
    std::optional<std::string_view> text;
    if (status == LineReader::Status::kLine) text = line;
    if (!answerer.Answer(text, number)) ++failed;
    const std::string_view answer = answerer.text();
    if (std::fwrite(answer.data(), 1, answer.size(), out) != answer.size()) {
      break;
    }
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
