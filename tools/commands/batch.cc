#include "tools/commands/batch.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <new>
#include <string_view>
#include <utility>

#include "absl/types/span.h"
#include "tools/commands/answer_line.h"
#include "tools/in_order.h"
#include "tools/input.h"
#include "tools/json_writer.h"

namespace corsieve::tools {
namespace {

// Lines that are answered one behind the other.
struct Block {
  Lines lines;
  size_t first;  // The number of the first line.

  JsonWriter answers;
  size_t failed = 0;
  bool out_of_memory = false;  // So that answers are missing.
};

class BatchRun {
 public:
  BatchRun(Profile profile, std::FILE* in, std::FILE* out)
      : profile_(profile), reader_(in), out_(out) {}

  void Run(size_t threads) {
    InOrderSteps<Block> steps;
    steps.read = [this](Block* block) { return Read(block); };
    steps.make_work = [this] {
      auto answerer = std::make_shared<Answerer>(profile_);
      return [answerer](Block* block) { Answer(answerer.get(), block); };
    };
    steps.write = [this](Block* block) { return Write(block); };
    InOrder<Block>(threads, std::move(steps)).Run();
  }

  // Says what went wrong, if anything; the program's exit status.
  int Say(std::FILE* err) const {
    if (write_error_ != 0) {
      std::fprintf(err, "corsieve: cannot write: %s\n",
                   std::strerror(write_error_));
      return 1;
    }
    if (read_error_ != 0) {
      std::fprintf(err,
                   "corsieve: cannot read standard input after line %zu: %s\n",
                   lines_, std::strerror(read_error_));
      return 1;
    }
    if (out_of_memory_) {
      std::fprintf(err,
                   "corsieve: there is not enough memory for the answers\n");
      return 1;
    }
    if (failed_ > 0) {
      std::fprintf(err,
                   "corsieve: %zu of %zu lines could not be used; their "
                   "results have \"error\"\n",
                   failed_, lines_);
      return 1;
    }
    return 0;
  }

 private:
  bool Read(Block* block) {
    const LineReader::Status status = reader_.Next(&block->lines);
    if (status == LineReader::Status::kError) read_error_ = errno;
    if (status != LineReader::Status::kLines) return false;
    block->first = lines_ + 1;
    lines_ += block->lines.size();
    return true;
  }

  static void Answer(Answerer* answerer, Block* block) {
    const Lines& lines = block->lines;
    std::array<std::string_view, Answerer::kTogether> some;
    try {
      if (lines.is_too_long()) {
        block->failed += answerer->AnswerTooLong(block->first, &block->answers);
        return;
      }
      for (size_t i = 0; i < lines.size();) {
        const size_t number = block->first + i;
        size_t count = 0;
        while (count < some.size() && i < lines.size()) {
          some[count++] = lines[i++];
        }
        block->failed += answerer->Answer(
            absl::MakeConstSpan(some.data(), count), number, &block->answers);
      }
    } catch (const std::bad_alloc&) {
      block->out_of_memory = true;
    }
  }

  // Whoever feeds line after line is answered.
  bool Write(Block* block) {
    const std::string_view text = block->answers.text();
    if (std::fwrite(text.data(), 1, text.size(), out_) != text.size() ||
        std::fflush(out_) != 0) {
      write_error_ = errno;
      return false;
    }
    failed_ += block->failed;
    out_of_memory_ = block->out_of_memory;
    block->lines.Shrink();
    block->answers.Clear();
    block->failed = 0;
    return !out_of_memory_;
  }

  const Profile profile_;
  LineReader reader_;
  std::FILE* const out_;
  size_t lines_ = 0;
  size_t failed_ = 0;
  int read_error_ = 0;  // As errno has it.
  int write_error_ = 0;
  bool out_of_memory_ = false;
};

}  // namespace

int Batch(Profile profile, std::FILE* in, std::FILE* out, std::FILE* err,
          size_t threads) {
  BatchRun run(profile, in, out);
  run.Run(threads);
  return run.Say(err);
}

}  // namespace corsieve::tools
