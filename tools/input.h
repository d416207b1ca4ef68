// Reading what may be endless, in bounded memory.

#ifndef CORSIEVE_TOOLS_INPUT_H_
#define CORSIEVE_TOOLS_INPUT_H_

#include <cstddef>
#include <cstdio>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace corsieve::tools {

// What is longer is not kept: no browser reads more than 384 KiB of a head, and
// no line that was recorded has 2 MiB.
inline constexpr size_t kMaxInput = size_t{4} << 20;
inline constexpr size_t kMaxHead = size_t{1} << 20;

// Reads lines, LF or the end of the input ending each.
class LineReader {
 public:
  // `before_read` is called before more input is asked for, with whether that
  // may have to be waited for: whoever feeds line after line is to be answered
  // first.
  LineReader(std::FILE* in, std::function<void(bool waits)> before_read)
      : in_(in), before_read_(std::move(before_read)) {}

  enum class Status { kLine, kTooLong, kEnd, kError };  // kError: see errno.

  // How many bytes behind a line can be read, whatever they are.
  static constexpr size_t kAhead = 64;

  // kLine: `*line` is the next line, without its LF, until the next call.
  // kTooLong: it was longer than kMaxInput and was skipped whole.
  Status Next(std::string_view* line);

 private:
  std::FILE* in_;
  std::function<void(bool)> before_read_;
  Status End(bool too_long, std::string_view* line);

  std::string buffer_;
  size_t size_ = 0;  // Of what was read.
  size_t pos_ = 0;
  std::string line_;  // One that is in more than one piece.
};

// Reads `in` to its end, so that whoever writes is not cut off, but keeps only
// the first kMaxInput bytes; `*cut` says whether there were more. False on a
// read error (errno tells).
bool ReadAll(std::FILE* in, std::string* bytes, bool* cut);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_INPUT_H_
