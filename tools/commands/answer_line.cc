#include "tools/commands/answer_line.h"

#include <new>

namespace corsieve::tools {
namespace {

// Requests with headers of 16 KiB that are redirected 20 times, at least.
constexpr size_t kSentOfAnyLine = size_t{1} << 20;
constexpr size_t kSentOfAByte = 8;

}  // namespace

Answerer::Answerer(Profile profile) : profile_(profile) {
  reader_.emplace();
  runner_.emplace(profile);
}

bool Answerer::Answer(std::optional<std::string_view> line, size_t number,
                      JsonWriter* out) {
  const size_t start = out->text().size();
  std::string error;
  try {
    if (!line) {
      id_ = "null";
      error = "the line is longer than 4 MiB";
    } else if (TryAnswer(*line, out, &error)) {
      return true;
    }
  } catch (const std::bad_alloc&) {
    Renew();
    error = "there is not enough memory for this line";
  }
  out->Truncate(start);
  out->StartObject();
  out->Key("id");
  out->Raw(id_);
  out->Key("error");
  out->Text("line " + std::to_string(number) + ": " + error);
  out->EndObject();
  out->EndLine();
  return false;
}

bool Answerer::TryAnswer(std::string_view line, JsonWriter* out,
                         std::string* error) {
  if (!reader_->ReadPadded(line, &case_, &id_, error)) return false;
  // All of it is in the answer.
  runner_->SetMostSent(kSentOfAnyLine + kSentOfAByte * line.size());
  const ResultView* const result = runner_->View(case_, error);
  if (result == nullptr) return false;
  WriteResult(id_, *result, out);
  out->EndLine();
  return true;
}

// Gives all memory back, and with it what was left half done.
void Answerer::Renew() {
  constexpr size_t kKeptId = 1000;
  if (id_.size() > kKeptId) id_ = "null";
  case_ = Case();
  runner_.reset();
  reader_.reset();
  reader_.emplace();
  runner_.emplace(profile_);
}

}  // namespace corsieve::tools
