// How far a long file has been read, for a terminal.

#ifndef CORSIEVE_TOOLS_HAR_PROGRESS_H_
#define CORSIEVE_TOOLS_HAR_PROGRESS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <mutex>
#include <string>

namespace corsieve::tools {

// Says nothing in the first second, and then four times in each. Any thread may
// call it.
class Progress {
 public:
  // `in` is the file that is read, `out` the error stream; `is_told` false:
  // nothing is said of how far it is.
  Progress(std::FILE* in, std::FILE* out, bool is_told);

  void Tell(uint64_t position, size_t entries);
  // Takes the line away, and writes `text` to the error stream.
  void Say(const std::string& text);

 private:
  using Clock = std::chrono::steady_clock;

  std::FILE* const out_;
  const bool is_told_;
  std::mutex mutex_;   // Of what follows, and so that lines stay whole.
  uint64_t size_ = 0;  // 0: not known.
  Clock::time_point next_;
  bool is_shown_ = false;
};

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_HAR_PROGRESS_H_
