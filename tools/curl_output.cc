#include "tools/curl_output.h"

#include <algorithm>

#include "corsieve/corsieve.h"

namespace corsieve::tools {
namespace {

bool StartsWith(std::string_view s, std::string_view prefix) {
  return s.substr(0, prefix.size()) == prefix;
}

// Where the head that `s` begins with ends: behind its empty line.
size_t HeadSize(std::string_view s) {
  size_t pos = 0;
  while (true) {
    const size_t end = s.find('\n', pos);
    if (end == std::string_view::npos) return s.size();
    const std::string_view line = s.substr(pos, end - pos);
    pos = end + 1;
    if (line.empty() || line == "\r") return pos;
  }
}

bool IsInterim(std::string_view head) {
  const size_t space = head.find(' ');
  return space != std::string_view::npos && space + 1 < head.size() &&
         head[space + 1] == '1';
}

// Whether a head that another follows at once was a proxy's: its answer to
// CONNECT, which has no headers or says so, or its demand to authenticate.
bool IsOfProxy(const ResponseHead& head, const HeaderList& list) {
  std::string message(head.status_message);
  for (char& c : message) c = static_cast<char>(c | 0x20);
  return head.status == 407 ||
         (head.status >= 200 && head.status <= 299 &&
          (list.empty() || message == "connection established"));
}

// Takes one response off the front: its interim heads, its head, and all that
// follows.
ReceivedHead TakeHead(std::string_view output, size_t* head_end) {
  ReceivedHead head;
  size_t pos = 0;
  while (true) {
    const std::string_view rest = output.substr(pos);
    const size_t size = HeadSize(rest);
    if (StartsWith(rest, "HTTP/2 ") || StartsWith(rest, "HTTP/3 ")) {
      head.inserted.push_back(head.bytes.size() + 6);
      head.bytes.append(rest.substr(0, 6)).append(".0");
      head.bytes.append(rest.substr(6, size - 6));
    } else {
      head.bytes.append(rest.substr(0, size));
    }
    pos += size;
    const bool more = StartsWith(output.substr(pos), "HTTP/");
    if (!IsInterim(rest) || !more) break;
  }
  *head_end = pos;
  return head;
}

}  // namespace

std::string ReceivedHead::Place(size_t offset) const {
  const std::string_view before = std::string_view(bytes).substr(0, offset);
  const size_t line = first_line + static_cast<size_t>(std::count(
                                       before.begin(), before.end(), '\n'));
  const size_t newline = before.rfind('\n');
  const size_t start = newline == std::string_view::npos ? 0 : newline + 1;
  size_t column = offset - start + 1;
  for (size_t at : inserted) {
    if (at >= start && at < offset) column -= std::min<size_t>(2, offset - at);
  }
  return "line " + std::to_string(line) + ", byte " + std::to_string(column);
}

std::vector<ReceivedHead> SplitCurlOutput(std::string_view output) {
  std::vector<ReceivedHead> heads;
  HeaderList list;
  size_t line = 1;
  while (true) {
    size_t end = 0;
    ReceivedHead head = TakeHead(output, &end);
    head.first_line = line;
    line += static_cast<size_t>(
        std::count(output.begin(), output.begin() + end, '\n'));
    output.remove_prefix(end);
    const ResponseHead parsed = ParseResponseHead(head.bytes, &list);
    const bool more = StartsWith(output, "HTTP/");
    const bool redirect = !parsed.error && IsRedirectStatus(parsed.status) &&
                          list.Contains("Location");
    if (more && !parsed.error && IsOfProxy(parsed, list)) continue;
    heads.push_back(std::move(head));
    if (more && redirect) continue;
    return heads;
  }
}

}  // namespace corsieve::tools
