#include "tools/commands/terminal.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace corsieve::tools {

bool Write(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size() &&
      std::fflush(stdout) == 0) {
    return true;
  }
  std::fprintf(stderr, "corsieve: cannot write: %s\n", std::strerror(errno));
  return false;
}

void Complain(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
}

bool IsTerminal(Stream stream) {
  return isatty(stream == Stream::kInput    ? STDIN_FILENO
                : stream == Stream::kOutput ? STDOUT_FILENO
                                            : STDERR_FILENO) != 0;
}

}  // namespace corsieve::tools
