// Reading what may be endless, in bounded memory.

#ifndef CORSIEVE_TOOLS_INPUT_H_
#define CORSIEVE_TOOLS_INPUT_H_

#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "tools/byte_buffer.h"

namespace corsieve::tools {

// What is longer is not kept: no browser reads more than 384 KiB of a head, and
// no line that was recorded has 2 MiB.
inline constexpr size_t kMaxInput = size_t{4} << 20;
inline constexpr size_t kMaxHead = size_t{1} << 20;

// Whole lines, one behind the other.
class Lines {
 public:
  // How many bytes behind each line can be read, whatever they are.
  static constexpr size_t kAhead = 64;

  // How many there are, and each of them, without its LF.
  size_t size() const { return ends_.size(); }
  std::string_view operator[](size_t i) const {
    const size_t start = i == 0 ? 0 : ends_[i - 1] + 1;
    return buffer_.text().substr(start, ends_[i] - start);
  }
  // There is one line, empty here, which was longer than kMaxInput.
  bool is_too_long() const { return is_too_long_; }
  // Forgets them, and gives memory back that a long line took.
  void Shrink();

 private:
  friend class LineReader;

  ByteBuffer buffer_;
  std::vector<size_t> ends_;  // Where lines' LFs are, or would be.
  bool is_too_long_ = false;
};

// Reads lines, LF or the end of the input ending each.
class LineReader {
 public:
  explicit LineReader(std::FILE* in) : in_(in) {}

  enum class Status { kLines, kEnd, kError };  // kError: see errno.

  // Reads one or more lines, as soon as there are some. Where it throws
  // bad_alloc it can be called again, and loses nothing.
  Status Next(Lines* lines);

 private:
  void GiveAll(size_t first, Lines* lines);
  void Give(size_t end, Lines* lines);
  void SkipTo(size_t end, Lines* lines);

  std::FILE* in_;
  // What was read and not given, from the start of a line.
  ByteBuffer buffer_;
  size_t scanned_ = 0;        // There is no LF before.
  bool is_skipping_ = false;  // The line is too long.
};

// Reads `in` to its end, so that whoever writes is not cut off, but keeps only
// the first kMaxInput bytes; `*cut` says whether there were more. False on a
// read error (errno tells).
bool ReadAll(std::FILE* in, std::string* bytes, bool* cut);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_INPUT_H_
