#include "tools/har/progress.h"

#include <sys/stat.h>

#include <algorithm>
#include <string>

namespace corsieve::tools {

Progress::Progress(std::FILE* in, std::FILE* out)
    : out_(out), next_(Clock::now() + std::chrono::seconds(1)) {
  struct stat info;
  if (fstat(fileno(in), &info) == 0 && S_ISREG(info.st_mode)) {
    size_ = static_cast<uint64_t>(info.st_size);
  }
}

void Progress::Tell(uint64_t position, size_t entries) {
  if (out_ == nullptr || Clock::now() < next_) return;
  next_ = Clock::now() + std::chrono::milliseconds(250);
  std::string text = "\r" + std::to_string(position >> 20) + " MiB";
  if (size_ > 0) {
    text += ", " +
            std::to_string(std::min<uint64_t>(100, position * 100 / size_)) +
            " %";
  }
  text += ", " + std::to_string(entries) + " entries";
  std::fprintf(out_, "%s\x1b[K", text.c_str());
  std::fflush(out_);
  is_shown_ = true;
}

void Progress::Finish() {
  if (is_shown_) std::fputs("\r\x1b[K", out_);
  is_shown_ = false;
}

}  // namespace corsieve::tools
