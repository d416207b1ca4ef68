// Files for targets that run a command of the program: what it reads from, and
// what it writes to.

#ifndef CORSIEVE_FUZZ_PROGRAM_RUN_H_
#define CORSIEVE_FUZZ_PROGRAM_RUN_H_

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "tools/json.h"

namespace corsieve::fuzz {

// A file with these bytes in it, until the next call; its descriptor is what is
// read.
std::FILE* FileOf(std::string_view bytes);

// A stream of which `*to` has all once it is gone.
class Stream {
 public:
  explicit Stream(std::string* to) : to_(to) {}
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  ~Stream() {
    std::fclose(file_);
    to_->assign(text_, size_);
    std::free(text_);
  }
  std::FILE* get() { return file_; }

 private:
  std::string* to_;
  char* text_ = nullptr;
  size_t size_ = 0;
  std::FILE* file_ = open_memstream(&text_, &size_);
};

// The line of a command that answers line by line: a result or an error.
tools::Json CheckedLine(std::string_view line);

}  // namespace corsieve::fuzz

#endif  // CORSIEVE_FUZZ_PROGRAM_RUN_H_
