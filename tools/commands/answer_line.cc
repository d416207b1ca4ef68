#include "tools/commands/answer_line.h"

#include <new>

namespace corsieve::tools {

Answerer::Answerer(Profile profile) : profile_(profile) {
  reader_.emplace();
  runner_.emplace(profile);
}

bool Answerer::Answer(std::optional<std::string_view> line, size_t number) {
  std::string error;
  id_ = "null";
  try {
    if (!line) {
      error = "the line is longer than 4 MiB";
    } else if (TryAnswer(*line, &error)) {
      return true;
    }
  } catch (const std::bad_alloc&) {
    Renew();
    error = "there is not enough memory for this line";
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

bool Answerer::TryAnswer(std::string_view line, std::string* error) {
  if (!reader_->Read(line, &case_, &id_, error)) return false;
  const ResultView* const result = runner_->View(case_, error);
  if (result == nullptr) return false;
  out_.Clear();
  WriteResult(id_, *result, &out_);
  out_.Append("\n");
  return true;
}

// Gives all memory back, and with it what was left half done.
void Answerer::Renew() {
  constexpr size_t kKeptId = 1000;
  if (id_.size() > kKeptId) id_ = "null";
  case_ = Case();
  out_.Clear();
  runner_.reset();
  reader_.reset();
  reader_.emplace();
  runner_.emplace(profile_);
}

}  // namespace corsieve::tools
