#include "tools/commands/batch.h"

#include <cerrno>
#include <cstring>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tools/commands/answer_line.h"
#include "tools/in_order.h"
#include "tools/input.h"
#include "tools/json_writer.h"

namespace corsieve::tools {
namespace {

// How many lines there were, and how many were no cases.
struct Counts {
  size_t lines = 0;
  size_t failed = 0;
};

struct Block {
  struct Line {
    size_t start;  // In text.
    size_t size;
    bool too_long;
  };
  size_t first = 0;  // The number of the first line.
  std::string text;
  std::vector<Line> lines;

  JsonWriter answers;
  size_t failed = 0;
  bool out_of_memory = false;  // So that answers are missing.
};

enum class End { kOfInput, kReadError, kWriteError, kNoMemory };

// As much as is read at once, or a long line.
constexpr size_t kBlock = size_t{1} << 16;

bool Write(std::string_view text, std::FILE* out) {
  return std::fwrite(text.data(), 1, text.size(), out) == text.size();
}

End AnswerAll(Profile profile, std::FILE* in, std::FILE* out, Counts* counts) {
  JsonWriter answers;
  End end = End::kOfInput;
  const auto write = [&] {
    if (!Write(answers.text(), out)) end = End::kWriteError;
    answers.Clear();
  };
  // Whoever feeds line after line is answered.
  LineReader lines(in, [&](bool waits) {
    if (!waits) return;
    write();
    std::fflush(out);
  });
  Answerer answerer(profile);
  std::string_view line;
  while (end == End::kOfInput) {
    const LineReader::Status status = lines.Next(&line);
    if (status == LineReader::Status::kEnd ||
        status == LineReader::Status::kError) {
      write();
      return end == End::kOfInput && status == LineReader::Status::kError
                 ? End::kReadError
                 : end;
    }
    ++counts->lines;
    std::optional<std::string_view> text;
    if (status == LineReader::Status::kLine) text = line;
    if (!answerer.Answer(text, counts->lines, &answers)) ++counts->failed;
    if (answers.text().size() >= kBlock) write();
  }
  return end;
}

void AnswerBlock(Answerer* answerer, Block* block) {
  const std::string_view text = block->text;
  size_t number = block->first;
  try {
    for (const Block::Line& line : block->lines) {
      std::optional<std::string_view> one;
      if (!line.too_long) one = text.substr(line.start, line.size);
      if (!answerer->Answer(one, number++, &block->answers)) ++block->failed;
    }
  } catch (const std::bad_alloc&) {
    block->out_of_memory = true;
  }
}

// The same by threads.
class Threads {
 public:
  Threads(size_t threads, Profile profile, std::FILE* in, std::FILE* out)
      : out_(out),
        lines_(in, [this](bool waits) { BeforeRead(waits); }),
        blocks_(threads, [profile] {
          auto answerer = std::make_shared<Answerer>(profile);
          return [answerer](Block* b) { AnswerBlock(answerer.get(), b); };
        }) {}

  End AnswerAll(Counts* counts) {
    counts_ = counts;
    std::string_view line;
    LineReader::Status status;
    do {
      status = lines_.Next(&line);
      if (status == LineReader::Status::kEnd ||
          status == LineReader::Status::kError) {
        break;
      }
      ++counts->lines;
      Add(line, status == LineReader::Status::kTooLong);
    } while (end_ == End::kOfInput);
    HandOver();
    while (end_ == End::kOfInput && Write(/*wait=*/true)) continue;
    if (end_ == End::kOfInput && status == LineReader::Status::kError) {
      return End::kReadError;
    }
    return end_;
  }

 private:
  void Add(std::string_view line, bool too_long) {
    try {
      Append(line, too_long);
    } catch (const std::bad_alloc&) {
      // Threads that answer long lines have it all: once they are done there
      // is some again.
      while (end_ == End::kOfInput && Write(/*wait=*/true)) continue;
      Append(line, too_long);
    }
    if (block_->text.size() >= kBlock || block_->lines.size() >= kBlock / 16) {
      HandOver();
    }
  }

  // Does all of it or, where memory runs out, nothing that matters.
  void Append(std::string_view line, bool too_long) {
    if (block_ == nullptr) {
      block_ = NewBlock();
      block_->first = counts_->lines;
    }
    const size_t start = block_->text.size();
    block_->text.reserve(start + line.size() + LineReader::kAhead);
    block_->lines.push_back({start, line.size(), too_long});
    block_->text += line;
  }

  std::unique_ptr<Block> NewBlock() {
    if (spare_.empty()) return std::make_unique<Block>();
    std::unique_ptr<Block> block = std::move(spare_.back());
    spare_.pop_back();
    return block;
  }

  // Keeps the memory of a block, unless a long line made it large.
  void Reuse(std::unique_ptr<Block> block) {
    if (block->text.capacity() + block->answers.text().size() > 32 * kBlock) {
      return;
    }
    block->text.clear();
    block->lines.clear();
    block->answers.Clear();
    block->failed = 0;
    spare_.push_back(std::move(block));
  }

  void HandOver() {
    if (block_ == nullptr) return;
    block_->text.resize(block_->text.size() + LineReader::kAhead);
    while (end_ == End::kOfInput && Write(/*wait=*/blocks_.is_full())) continue;
    blocks_.Give(std::move(block_));
  }

  // Whoever feeds line after line is answered.
  void BeforeRead(bool waits) {
    if (!waits) return;
    HandOver();
    while (end_ == End::kOfInput && Write(/*wait=*/true)) continue;
    std::fflush(out_);
  }

  // Writes the oldest block's answers; false if there is none to be had.
  bool Write(bool wait) {
    std::unique_ptr<Block> block = blocks_.Take(wait);
    if (block == nullptr) return false;
    counts_->failed += block->failed;
    if (!tools::Write(block->answers.text(), out_)) {
      end_ = End::kWriteError;
    } else if (block->out_of_memory) {
      end_ = End::kNoMemory;
    }
    Reuse(std::move(block));
    return true;
  }

  std::FILE* const out_;
  Counts* counts_ = nullptr;
  End end_ = End::kOfInput;
  LineReader lines_;
  std::unique_ptr<Block> block_;
  std::vector<std::unique_ptr<Block>> spare_;
  InOrder<Block> blocks_;
};

}  // namespace

int Batch(Profile profile, std::FILE* in, std::FILE* out, std::FILE* err,
          size_t threads) {
  Counts counts;
  const End end = threads == 1
                      ? AnswerAll(profile, in, out, &counts)
                      : Threads(threads, profile, in, out).AnswerAll(&counts);
  if (end == End::kReadError) {
    std::fprintf(err,
                 "corsieve: cannot read standard input after line %zu: %s\n",
                 counts.lines, std::strerror(errno));
    return 1;
  }
  if (end == End::kNoMemory) {
    std::fprintf(err, "corsieve: there is not enough memory for the answers\n");
    return 1;
  }
  if (std::fflush(out) != 0 || std::ferror(out)) {
    std::fprintf(err, "corsieve: cannot write: %s\n", std::strerror(errno));
    return 1;
  }
  if (counts.failed > 0) {
    std::fprintf(err,
                 "corsieve: %zu of %zu lines could not be used; their results "
                 "have \"error\"\n",
                 counts.failed, counts.lines);
  }
  return counts.failed > 0 ? 1 : 0;
}

}  // namespace corsieve::tools
