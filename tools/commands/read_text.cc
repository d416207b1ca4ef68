#include "tools/commands/read_text.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstring>
#include <optional>
#include <string_view>

#include "tools/explain/received_head.h"
#include "tools/input.h"
#include "tools/paste/paste.h"

namespace corsieve::tools {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kPatience = std::chrono::seconds(1);
// A HAR has the bodies in it.
constexpr size_t kMaxJson = size_t{64} << 20;

bool IsJson(std::string_view text) {
  const size_t start = text.find_first_not_of(" \t\r\n\xef\xbb\xbf");
  return start != text.npos && (text[start] == '{' || text[start] == '[');
}

// Whether a head has ended: at an empty line, or curl -v's.
bool HasEmptyLine(std::string_view text) {
  for (const char* end : {"\n\r\n", "\n\n", "\n< \r\n", "\n< \n", "\n<\n"}) {
    if (text.find(end) != text.npos) return true;
  }
  return false;
}

// Whether the last head in it is whole and final, and no redirect's, which
// another would follow.
bool HasWholeAnswer(const std::string& text) {
  if (IsJson(text) || !HasEmptyLine(text)) return false;
  std::string error;
  const std::optional<Paste> paste = ReadPaste(text, &error);
  if (!paste || paste->exchanges.empty()) return false;
  const auto& response = paste->exchanges.back().response;
  if (!response) return false;
  const Gist gist = ReceivedHead(*response).gist();
  return gist.status >= 200 && !gist.IsRedirect();
}

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
    if (IsJson(*text)) {
      if (text->size() <= kMaxJson) continue;
      *error = "it is longer than 64 MiB";
      return false;
    }
    if (text->size() <= kMaxHead) continue;
    if (!HasEmptyLine(std::string_view(*text).substr(0, kMaxHead))) {
      *error = "no head ends in its first MiB";
      return false;
    }
    // What is behind is a body's.
    if (text->size() > kMaxInput) {
      text->resize(kMaxInput);
      return true;
    }
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
