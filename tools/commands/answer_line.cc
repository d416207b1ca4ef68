#include "tools/commands/answer_line.h"

#include <new>

namespace corsieve::tools {
namespace {

// Requests with headers of 16 KiB that are redirected 20 times, at least.
constexpr size_t kSentOfAnyLine = size_t{1} << 20;
constexpr size_t kSentOfAByte = 8;

}  // namespace

Answerer::Answerer(Profile profile) : profile_(profile) { Renew(); }

size_t Answerer::Answer(absl::Span<const std::string_view> lines, size_t number,
                        JsonWriter* out) {
  const size_t start = out->text().size();
  try {
    Read(lines);
    for (size_t i = 0; i < lines.size(); ++i) {
      Line& line = lines_[i];
      if (!line.error.empty()) continue;
      // All of it is in the answer.
      line.runner->SetMostSent(kSentOfAnyLine + kSentOfAByte * lines[i].size());
      line.result = line.runner->View(line.c, &line.error);
    }
    return Write(lines.size(), number, out);
  } catch (const std::bad_alloc&) {
    Renew();
    out->Truncate(start);
  }
  if (lines.size() == 1) {
    lines_[0].error = "there is not enough memory for this line";
    return Write(1, number, out);
  }
  size_t failed = 0;
  for (size_t i = 0; i < lines.size(); ++i) {
    failed += Answer(lines.subspan(i, 1), number + i, out);
  }
  return failed;
}

size_t Answerer::AnswerTooLong(size_t number, JsonWriter* out) {
  lines_[0].id = "null";
  lines_[0].error = "the line is longer than 4 MiB";
  return Write(1, number, out);
}

void Answerer::Read(absl::Span<const std::string_view> lines) {
  for (size_t i = 0; i < lines.size(); ++i) {
    Line& line = lines_[i];
    line.error.clear();
    reader_->ReadPadded(lines[i], &line.c, &line.id, &line.error);
  }
}

size_t Answerer::Write(size_t count, size_t number, JsonWriter* out) {
  size_t failed = 0;
  for (size_t i = 0; i < count; ++i) {
    const Line& line = lines_[i];
    if (line.error.empty()) {
      WriteResult(line.id, *line.result, out);
      out->EndLine();
    } else {
      WriteError(line, number + i, out);
      ++failed;
    }
  }
  return failed;
}

void Answerer::WriteError(const Line& line, size_t number, JsonWriter* out) {
  out->StartObject();
  out->Key("id");
  out->Raw(line.id);
  out->Key("error");
  out->Text("line " + std::to_string(number) + ": " + line.error);
  out->EndObject();
  out->EndLine();
}

// Gives all memory back, and with it what was left half done.
void Answerer::Renew() {
  constexpr size_t kKeptId = 1000;
  for (Line& line : lines_) {
    if (line.id.size() > kKeptId) line.id = "null";
    line.c = Case();
    line.runner.reset();
  }
  reader_.reset();
  reader_.emplace();
  for (Line& line : lines_) line.runner.emplace(profile_);
}

}  // namespace corsieve::tools
