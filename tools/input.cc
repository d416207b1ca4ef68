#include "tools/input.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string_view>

namespace corsieve::tools {
namespace {

constexpr size_t kChunk = size_t{1} << 17;

// Up to kChunk bytes, as soon as there are some; 0 at the end, -1 on an error.
// Not fread, which waits until it has all it was asked for.
ssize_t ReadChunk(std::FILE* in, char* chunk) {
  ssize_t n;
  do {
    n = read(fileno(in), chunk, kChunk);
  } while (n < 0 && errno == EINTR);
  return n;
}

}  // namespace

void Lines::Shrink() {
  buffer_.Pop(buffer_.size());
  if (buffer_.capacity() > 4 * kChunk) buffer_.ShrinkToFit();
  ends_.clear();
  if (ends_.capacity() > kChunk / 16) ends_.shrink_to_fit();
}

LineReader::Status LineReader::Next(Lines* lines) {
  while (true) {
    const std::string_view read = buffer_.text();
    const size_t first = read.find('\n', scanned_);
    if (first != read.npos) {
      if (is_skipping_ || first > kMaxInput) {
        SkipTo(first + 1, lines);
      } else {
        GiveAll(first, lines);
      }
      return Status::kLines;
    }
    scanned_ = read.size();
    if (is_skipping_ || read.size() > kMaxInput) {
      is_skipping_ = true;
      buffer_.Pop(buffer_.size());
      scanned_ = 0;
    }
    buffer_.Reserve(kChunk + Lines::kAhead);
    const ssize_t n = ReadChunk(in_, buffer_.PushUnsafe(0));
    if (n < 0) return Status::kError;
    buffer_.PushUnsafe(static_cast<size_t>(n));
    if (n > 0) continue;
    if (is_skipping_) {
      SkipTo(0, lines);
    } else if (buffer_.size() > 0) {
      lines->ends_.assign(1, buffer_.size());
      Give(buffer_.size(), lines);
    } else {
      return Status::kEnd;
    }
    return Status::kLines;
  }
}

// Gives all lines that end, the first one where it says.
void LineReader::GiveAll(size_t first, Lines* lines) {
  const std::string_view read = buffer_.text();
  lines->ends_.clear();
  size_t end = first;
  do {
    lines->ends_.push_back(end);
    end = read.find('\n', end + 1);
  } while (end != read.npos);
  Give(lines->ends_.back() + 1, lines);
}

// Gives what is before `end`.
void LineReader::Give(size_t end, Lines* lines) {
  ByteBuffer& next = lines->buffer_;
  next.Pop(next.size());
  buffer_.Reserve(Lines::kAhead);
  const std::string_view rest = buffer_.text().substr(end);
  next.Reserve(rest.size());  // Nothing is lost where there is no memory.
  std::copy(rest.begin(), rest.end(), next.PushUnsafe(rest.size()));
  buffer_.Pop(rest.size());
  std::fill_n(buffer_.PushUnsafe(0), Lines::kAhead, '\0');
  buffer_.Swap(&next);
  lines->is_too_long_ = false;
  scanned_ = rest.size();
}

// Drops a line that ends there.
void LineReader::SkipTo(size_t end, Lines* lines) {
  lines->ends_.assign(1, 0);
  lines->is_too_long_ = true;
  buffer_.Drop(end);
  if (buffer_.capacity() > 4 * kChunk) buffer_.ShrinkToFit();
  scanned_ = 0;
  is_skipping_ = false;
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
