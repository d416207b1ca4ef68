#include "tools/paste/http2_head.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <utility>

#include "tools/text.h"

namespace corsieve::tools {
namespace {

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
  std::string_view status;   // Up to a blank.
  size_t bad_status = 0;  // If it is no three digits: the byte that shows it.
};

std::optional<StatusLine> ReadStatusLine(std::string_view line) {
  constexpr std::string_view kHttp = "HTTP/";
  if (line.substr(0, kHttp.size()) != kHttp) return std::nullopt;
  const size_t space = line.find(' ');
  if (space == line.npos) return std::nullopt;
  StatusLine status;
  status.version = line.substr(kHttp.size(), space - kHttp.size());
  const std::string_view rest = line.substr(space + 1);
  status.status = rest.substr(0, rest.find_first_of(" \t"));
  const size_t digits =
      std::min(rest.find_first_not_of("0123456789"), rest.size());
  if (digits != 3 || status.status.size() != 3) {
    status.bad_status = space + 1 + std::min<size_t>(digits, 3);
  }
  return status;
}

// Old versions of curl wrote "HTTP/2.0".
bool IsVersion2Or3(std::string_view version) {
  return version == "2" || version == "2.0" || version == "3";
}

}  // namespace

int StatusOfText(std::string_view text) {
  return std::atoi(std::string(text.substr(0, 9)).c_str());
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
    const bool is_interim =
        status && status->bad_status == 0 && status->status.front() == '1';
    // An upgrade to HTTP/2 begins with an interim head of HTTP/1.1.
    if (!status || (!IsVersion2Or3(status->version) && !is_interim)) break;
    const int code = StatusOfText(status->status);
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
        out.answer.interim.emplace_back(code, std::move(headers));
      }
      continue;
    }
    if (!IsVersion2Or3(status->version)) break;
    if (status->bad_status > 0) {
      out.bad_status = start + status->bad_status;
      out.answer.status_text = std::string(status->status);
    }
    out.answer.protocol = status->version == "3" ? "h3" : "h2";
    out.answer.status = code;
    out.answer.headers = std::move(headers);
    out.lines = std::move(lines);
    return out;
  }
  return std::nullopt;
}

}  // namespace corsieve::tools
