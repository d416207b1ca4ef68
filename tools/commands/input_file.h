// The FILE of a command that takes one.

#ifndef CORSIEVE_TOOLS_COMMANDS_INPUT_FILE_H_
#define CORSIEVE_TOOLS_COMMANDS_INPUT_FILE_H_

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

#include "tools/text.h"

namespace corsieve::tools {

// Open as long as it lives; standard input for "-".
class InputFile {
 public:
  explicit InputFile(const std::string& name)
      : file_(name == "-" ? stdin : std::fopen(name.c_str(), "rb")) {
    if (file_ != nullptr) return;
    std::fprintf(stderr, "corsieve: cannot read %s: %s\n",
                 Printable(name).c_str(), std::strerror(errno));
  }
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;
  ~InputFile() {
    if (file_ != nullptr && file_ != stdin) std::fclose(file_);
  }

  // nullptr if it cannot be read, which standard error was told.
  std::FILE* get() const { return file_; }

 private:
  std::FILE* const file_;
};

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_COMMANDS_INPUT_FILE_H_
