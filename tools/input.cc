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
  if (buffer_.size() > 4 * kChunk) buffer_ = std::string();
  if (ends_.size() > kChunk / 16) ends_ = std::vector<size_t>();
}

LineReader::Status LineReader::Next(Lines* lines) {
  while (true) {
    const std::string_view read(buffer_.data(), size_);
    const size_t first = read.find('\n', scanned_);
    if (first != read.npos) {
      if (is_skipping_ || first > kMaxInput) {
        SkipTo(first + 1, lines);
      } else {
        GiveAll(first, lines);
      }
      return Status::kLines;
    }
    scanned_ = size_;
    if (is_skipping_ || size_ > kMaxInput) {
      is_skipping_ = true;
      size_ = scanned_ = 0;
    }
    MakeRoom();
    const ssize_t n = ReadChunk(in_, &buffer_[size_]);
    if (n < 0) return Status::kError;
    size_ += static_cast<size_t>(n);
    if (n > 0) continue;
    if (is_skipping_) {
      SkipTo(0, lines);
    } else if (size_ > 0) {
      lines->ends_.assign(1, size_);
      Give(size_, lines);
    } else {
      return Status::kEnd;
    }
    return Status::kLines;
  }
}

void LineReader::MakeRoom() {
  const size_t needed = size_ + kChunk + Lines::kAhead;
  if (buffer_.size() < needed) {
    buffer_.resize(std::max(needed, 2 * buffer_.size()));
  }
}

// Gives all lines that end, the first one where it says.
void LineReader::GiveAll(size_t first, Lines* lines) {
  const std::string_view read(buffer_.data(), size_);
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
  const size_t rest = size_ - end;
  std::string& next = lines->buffer_;
  if (next.size() < rest + Lines::kAhead) next.resize(rest + Lines::kAhead);
  std::copy_n(&buffer_[end], rest, next.begin());
  next.swap(buffer_);
  lines->is_too_long_ = false;
  size_ = scanned_ = rest;
}

// Drops a line that ends there.
void LineReader::SkipTo(size_t end, Lines* lines) {
  buffer_.erase(0, end);
  size_ -= end;
  if (buffer_.size() > 4 * kChunk) {
    buffer_.resize(size_ + Lines::kAhead);
    buffer_.shrink_to_fit();
  }
  scanned_ = 0;
  is_skipping_ = false;
  lines->ends_.assign(1, 0);
  lines->is_too_long_ = true;
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
