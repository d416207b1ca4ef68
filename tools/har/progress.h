// How far a long file has been read, for a terminal.

#ifndef CORSIEVE_TOOLS_HAR_PROGRESS_H_
#define CORSIEVE_TOOLS_HAR_PROGRESS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>

namespace corsieve::tools {

// Says nothing in the first second, and then four times in each.
class Progress {
 public:
  // `in` is the file that is read, and `out` nullptr where nothing is to be
  // said.
  Progress(std::FILE* in, std::FILE* out);

  void Tell(uint64_t position, size_t entries);
  // Takes the line away.
  void Finish();

 private:
  using Clock = std::chrono::steady_clock;

  std::FILE* out_;
  uint64_t size_ = 0;  // 0: not known.
  Clock::time_point next_;
  bool is_shown_ = false;
};

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_HAR_PROGRESS_H_
