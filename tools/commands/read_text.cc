#include "tools/commands/read_text.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstring>

#include "tools/commands/enough_text.h"

namespace corsieve::tools {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kPatience = std::chrono::seconds(1);

// Reads on; 0 at the end, -1 on an error, which errno tells.
ssize_t ReadMore(int fd, std::string* text) {
  char chunk[1 << 16];
  ssize_t n;
  do {
    n = read(fd, chunk, sizeof chunk);
  } while (n < 0 && errno == EINTR);
  if (n > 0) text->append(chunk, static_cast<size_t>(n));
  return n;
}

bool ReadAsNeeded(int fd, std::string* text, std::string* error) {
  Clock::time_point looked = Clock::now();
  while (true) {
    pollfd poll_fd = {fd, POLLIN, 0};
    const int timeout =
        static_cast<int>(std::chrono::milliseconds(kPatience).count());
    const int ready = poll(&poll_fd, 1, timeout);
    if (ready < 0 && errno != EINTR) break;
    if (Clock::now() - looked >= kPatience) {
      if (HasWholeAnswer(*text)) return true;
      looked = Clock::now();
    }
    if (ready <= 0) continue;
    const ssize_t n = ReadMore(fd, text);
    if (n == 0) return true;
    if (n < 0) break;
    if (!CutText(text, error)) return false;
    if (IsCut(*text)) return true;
  }
  *error = std::strerror(errno);
  return false;
}

}  // namespace

bool ReadText(const std::string& file, std::string* text, std::string* error) {
  const bool is_stdin = file == "-";
  const int fd = is_stdin ? STDIN_FILENO : open(file.c_str(), O_RDONLY);
  if (fd < 0) {
    *error = std::strerror(errno);
    return false;
  }
  const bool ok = ReadAsNeeded(fd, text, error);
  if (!is_stdin) close(fd);
  return ok;
}

}  // namespace corsieve::tools
