#include "tools/input.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace corsieve::tools {
namespace {

constexpr size_t kChunk = size_t{1} << 16;

// Up to kChunk bytes, as soon as there are some; 0 at the end, -1 on an error.
// Not fread, which waits until it has all it was asked for.
ssize_t ReadChunk(std::FILE* in, std::string* chunk) {
  chunk->resize(kChunk);
  ssize_t n;
  do {
    n = read(fileno(in), chunk->data(), kChunk);
  } while (n < 0 && errno == EINTR);
  chunk->resize(n > 0 ? static_cast<size_t>(n) : 0);
  return n;
}

// Whether nothing is there to be read, not even the end.
bool MayWait(std::FILE* in) {
  pollfd file = {fileno(in), POLLIN, 0};
  return poll(&file, 1, 0) == 0;
}

}  // namespace

LineReader::Status LineReader::Next(std::string* line) {
  line->clear();
  bool too_long = false;
  bool any = false;
  while (true) {
    if (pos_ == buffer_.size()) {
      before_read_(MayWait(in_));
      pos_ = 0;
      const ssize_t n = ReadChunk(in_, &buffer_);
      if (n < 0) return Status::kError;
      if (n == 0 && !any) return Status::kEnd;
      if (n == 0) return too_long ? Status::kTooLong : Status::kLine;
    }
    any = true;
    const size_t end = std::min(buffer_.find('\n', pos_), buffer_.size());
    if (line->size() + (end - pos_) > kMaxInput) {
      too_long = true;
      line->clear();
      line->shrink_to_fit();
    }
    if (!too_long) line->append(buffer_, pos_, end - pos_);
    pos_ = end;
    if (end < buffer_.size()) {
      ++pos_;
      return too_long ? Status::kTooLong : Status::kLine;
    }
  }
}

bool ReadAll(std::FILE* in, std::string* bytes, bool* cut) {
  std::string chunk;
  *cut = false;
  ssize_t n;
  while ((n = ReadChunk(in, &chunk)) > 0) {
    const size_t kept = std::min(chunk.size(), kMaxInput - bytes->size());
    bytes->append(chunk, 0, kept);
    *cut = *cut || kept < chunk.size();
  }
  return n == 0;
}

}  // namespace corsieve::tools
