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
ssize_t ReadChunk(std::FILE* in, char* chunk) {
  ssize_t n;
  do {
    n = read(fileno(in), chunk, kChunk);
  } while (n < 0 && errno == EINTR);
  return n;
}

// Whether nothing is there to be read, not even the end.
bool MayWait(std::FILE* in) {
  pollfd file = {fileno(in), POLLIN, 0};
  return poll(&file, 1, 0) == 0;
}

}  // namespace

LineReader::Status LineReader::Next(std::string_view* line) {
  *line = {};
  // A line of megabytes is rare; its memory is not kept for those behind it.
  if (line_.capacity() > 4 * kChunk) line_ = std::string();
  line_.clear();
  bool too_long = false;
  bool any = false;
  while (true) {
    if (pos_ == size_) {
      before_read_(MayWait(in_));
      pos_ = size_ = 0;
      buffer_.resize(kChunk + kAhead);
      const ssize_t n = ReadChunk(in_, buffer_.data());
      if (n < 0) return Status::kError;
      if (n == 0) return any ? End(too_long, line) : Status::kEnd;
      size_ = static_cast<size_t>(n);
    }
    const std::string_view rest(buffer_.data() + pos_, size_ - pos_);
    const size_t end = rest.find('\n');
    const std::string_view piece = rest.substr(0, end);
    pos_ += piece.size() + (end != rest.npos);
    if (end != rest.npos && !any) {
      *line = piece;
      return Status::kLine;
    }
    any = true;
    if (line_.size() + piece.size() > kMaxInput) {
      too_long = true;
      line_.clear();
      line_.shrink_to_fit();
    }
    if (!too_long) line_.append(piece);
    if (end != rest.npos) return End(too_long, line);
  }
}

LineReader::Status LineReader::End(bool too_long, std::string_view* line) {
  if (too_long) return Status::kTooLong;
  const size_t size = line_.size();
  line_.resize(size + kAhead);
  *line = std::string_view(line_).substr(0, size);
  return Status::kLine;
}

bool ReadAll(std::FILE* in, std::string* bytes, bool* cut) {
  std::string chunk(kChunk, '\0');
  *cut = false;
  ssize_t n;
  while ((n = ReadChunk(in, chunk.data())) > 0) {
    const size_t size = static_cast<size_t>(n);
    const size_t kept = std::min(size, kMaxInput - bytes->size());
    bytes->append(chunk, 0, kept);
    *cut = *cut || kept < size;
  }
  return n == 0;
}

}  // namespace corsieve::tools
