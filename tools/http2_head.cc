#include "tools/http2_head.h"

#include <algorithm>
#include <string>
#include <utility>

namespace corsieve::tools {
namespace {

bool IsBlank(char c) { return c == ' ' || c == '\t'; }

std::string_view TrimBlanks(std::string_view s) {
  while (!s.empty() && IsBlank(s.front())) s.remove_prefix(1);
  while (!s.empty() && IsBlank(s.back())) s.remove_suffix(1);
  return s;
}

std::string Lower(std::string_view s) {
  std::string lower(s);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  return lower;
}

// Takes a line off the front, without its end; false at the end of the input.
bool TakeLine(std::string_view* rest, std::string_view* line) {
  if (rest->empty()) return false;
  const size_t end = rest->find('\n');
  *line = rest->substr(0, end);
  rest->remove_prefix(end == rest->npos ? rest->size() : end + 1);
  if (!line->empty() && line->back() == '\r') line->remove_suffix(1);
  return true;
}

struct StatusLine {
  std::string_view version;  // "1.1", "2"
  int status = -1;           // -1: it is no three digits.
  size_t bad_status = 0;     // Then the byte that shows it.
  std::string_view reason;
};

std::optional<StatusLine> ReadStatusLine(std::string_view line) {
  constexpr std::string_view kHttp = "HTTP/";
  if (line.substr(0, kHttp.size()) != kHttp) return std::nullopt;
  const size_t space = line.find(' ');
  if (space == line.npos) return std::nullopt;
  StatusLine status;
  status.version = line.substr(kHttp.size(), space - kHttp.size());
  const std::string_view rest = line.substr(space + 1);
  const size_t digits =
      std::min(rest.find_first_not_of("0123456789"), rest.size());
  const bool is_code = digits == 3 && (rest.size() == 3 || IsBlank(rest[3]));
  if (is_code) {
    status.status = std::stoi(std::string(rest.substr(0, 3)));
    status.reason = TrimBlanks(rest.substr(3));
  } else {
    status.bad_status = space + 1 + std::min<size_t>(digits, 3);
  }
  return status;
}

bool IsVersion2Or3(std::string_view version) {
  return version == "2" || version == "3";
}

}  // namespace

bool IsHttp2StatusLine(std::string_view head) {
  std::string_view line;
  if (!TakeLine(&head, &line)) return false;
  const std::optional<StatusLine> status = ReadStatusLine(line);
  return status && IsVersion2Or3(status->version) && status->status >= 0 &&
         status->reason.empty();
}

std::optional<Http2Head> ReadHttp2Head(std::string_view head) {
  Http2Head out;
  std::string_view rest = head;
  std::string_view line;
  size_t number = 0;
  while (true) {
    const size_t start = head.size() - rest.size();
    if (!TakeLine(&rest, &line)) break;
    ++number;
    const std::optional<StatusLine> status = ReadStatusLine(line);
    const bool is_interim = status && status->status / 100 == 1;
    // An upgrade to HTTP/2 begins with an interim head of HTTP/1.1.
    if (!status || (!IsVersion2Or3(status->version) && !is_interim)) break;
    Pairs headers;
    std::vector<size_t> lines;
    while (TakeLine(&rest, &line) && !line.empty()) {
      const size_t colon = line.find(':');
      headers.emplace_back(
          Lower(line.substr(0, colon)),
          colon == line.npos ? "" : TrimBlanks(line.substr(colon + 1)));
      lines.push_back(number++);
    }
    ++number;
    if (is_interim && rest.substr(0, 5) == "HTTP/") {
      if (IsVersion2Or3(status->version)) {
        out.answer.interim.emplace_back(status->status, std::move(headers));
      }
      continue;
    }
    if (!IsVersion2Or3(status->version)) break;
    if (status->status < 0) out.bad_status = start + status->bad_status;
    out.answer.protocol = status->version == "3" ? "h3" : "h2";
    out.answer.status = status->status;
    out.answer.headers = std::move(headers);
    out.lines = std::move(lines);
    return out;
  }
  return std::nullopt;
}

}  // namespace corsieve::tools
