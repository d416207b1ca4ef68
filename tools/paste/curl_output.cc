#include "tools/paste/curl_output.h"

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

// What decides about what follows a head.
struct Gist {
  bool is_head = false;
  int status = 0;
  bool is_established = false;  // By a proxy, as its reason says.
  bool has_headers = false;
  bool has_location = false;
};

Gist GistOf(const ReceivedHead& head) {
  Gist gist;
  if (head.http2) {
    const Pairs& headers = head.http2->answer.headers;
    gist.is_head = true;
    gist.status = head.http2->answer.status;
    gist.has_headers = !headers.empty();
    gist.has_location =
        std::any_of(headers.begin(), headers.end(),
                    [](const auto& h) { return h.first == "location"; });
    return gist;
  }
  HeaderList list;
  const ResponseHead parsed = ParseResponseHead(head.bytes, &list);
  std::string message(parsed.status_message);
  for (char& c : message) c = static_cast<char>(c | 0x20);
  gist.is_head = !parsed.error;
  gist.status = parsed.status;
  gist.is_established = message == "connection established";
  gist.has_headers = !list.empty();
  gist.has_location = list.Contains("Location");
  return gist;
}

// Whether a head that another follows at once was a proxy's: its answer to
// CONNECT, which has no headers or says so, or its demand to authenticate.
bool IsOfProxy(const Gist& gist) {
  return gist.status == 407 || (gist.status >= 200 && gist.status <= 299 &&
                                (!gist.has_headers || gist.is_established));
}

// Takes one response off the front: its interim heads, its head, and all that
// follows.
ReceivedHead TakeHead(std::string_view output, size_t* head_end) {
  ReceivedHead head;
  size_t pos = 0;
  while (true) {
    const std::string_view rest = output.substr(pos);
    pos += HeadSize(rest);
    const bool more = StartsWith(output.substr(pos), "HTTP/");
    if (!IsInterim(rest) || !more) break;
  }
  head.bytes = output.substr(0, pos);
  head.http2 = ReadHttp2Head(head.bytes);
  *head_end = pos;
  return head;
}

}  // namespace

std::string ReceivedHead::Place(size_t offset) const {
  const std::string_view before = std::string_view(bytes).substr(0, offset);
  const size_t line = LineNumber(
      static_cast<size_t>(std::count(before.begin(), before.end(), '\n')));
  const size_t newline = before.rfind('\n');
  const size_t start = newline == std::string_view::npos ? 0 : newline + 1;
  return "line " + std::to_string(line) + ", byte " +
         std::to_string(offset - start + 1);
}

std::string ReceivedHead::PlaceOfHeader(size_t i) const {
  return "line " + std::to_string(LineNumber(http2->lines[i]));
}

size_t ReceivedHead::LineNumber(size_t i) const {
  if (lines.empty()) return first_line + i;
  if (i < lines.size()) return lines[i];
  return lines.back() + (i + 1 - lines.size());
}

ReceivedHead ReceivedFrom(const PastedHead& head) {
  ReceivedHead received;
  received.bytes = head.bytes;
  received.http2 = ReadHttp2Head(head.bytes);
  received.lines = head.lines;
  if (!head.lines.empty()) received.first_line = head.lines[0];
  return received;
}

std::vector<ReceivedHead> SplitCurlOutput(std::string_view output) {
  std::vector<ReceivedHead> heads;
  size_t line = 1;
  while (true) {
    size_t end = 0;
    ReceivedHead head = TakeHead(output, &end);
    head.first_line = line;
    line += static_cast<size_t>(
        std::count(output.begin(), output.begin() + end, '\n'));
    output.remove_prefix(end);
    const Gist gist = GistOf(head);
    const bool more = StartsWith(output, "HTTP/");
    const bool redirect =
        gist.is_head && IsRedirectStatus(gist.status) && gist.has_location;
    if (more && gist.is_head && IsOfProxy(gist)) continue;
    heads.push_back(std::move(head));
    if (more && redirect) continue;
    return heads;
  }
}

}  // namespace corsieve::tools
