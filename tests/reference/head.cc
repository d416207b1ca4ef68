// HTTP/1.x response heads, and what HTTP caching does with them.

#include "tests/reference/reference.h"

namespace corsieve::reference {
namespace {

// Reads a line and its end: LF with an optional CR before it. nullopt: the
// bytes end before the line does, or the line has a NUL or another CR in it.
// https://www.rfc-editor.org/rfc/rfc9112#section-2.2
std::optional<std::string> ReadLine(const std::string& bytes,
                                    size_t* position) {
  std::string line;
  while (true) {
    if (*position >= bytes.size()) return std::nullopt;
    const char c = bytes[*position];
    ++*position;
    if (c == '\n') break;
    line += c;
  }
  if (!line.empty() && line.back() == '\r') line.pop_back();
  for (char c : line) {
    if (c == '\r' || c == '\0') return std::nullopt;
  }
  return line;
}

// https://www.rfc-editor.org/rfc/rfc9112#section-4
// web-platform-tests has it that a status code may be of one or two digits and
// that the reason phrase may be absent, with the space before it.
bool ParseStatusLine(const std::string& line, Head* head) {
  size_t i = 0;
  for (char c : std::string("HTTP/")) {
    if (i >= line.size() || line[i] != c) return false;
    ++i;
  }
  if (i >= line.size() || !IsDigit(line[i])) return false;
  ++i;
  if (i >= line.size() || line[i] != '.') return false;
  ++i;
  if (i >= line.size() || !IsDigit(line[i])) return false;
  ++i;
  if (i >= line.size() || line[i] != ' ') return false;
  ++i;
  int digits = 0;
  head->status = 0;
  while (i < line.size() && IsDigit(line[i])) {
    if (digits == 3) return false;
    head->status = head->status * 10 + (line[i] - '0');
    ++digits;
    ++i;
  }
  if (digits == 0) return false;
  head->status_message.clear();
  if (i == line.size()) return true;
  if (line[i] != ' ') return false;
  head->status_message = line.substr(i + 1);
  return true;
}

// field-line = field-name ":" OWS field-value OWS
// https://www.rfc-editor.org/rfc/rfc9112#section-5
bool ParseFieldLine(const std::string& line, Header* header) {
  const size_t colon = line.find(':');
  if (colon == std::string::npos) return false;
  header->first = line.substr(0, colon);
  if (!IsToken(header->first)) return false;
  header->second = Strip(line.substr(colon + 1), IsHttpTabOrSpace);
  return true;
}

// obs-fold, replaced by one space together with the white space around it.
// https://www.rfc-editor.org/rfc/rfc9112#section-5.2
void Unfold(const std::string& line, Header* header) {
  const std::string continuation = Strip(line, IsHttpTabOrSpace);
  if (continuation.empty()) return;
  if (!header->second.empty()) header->second += ' ';
  header->second += continuation;
}

bool IsInterim(int status) { return status >= 100 && status <= 199; }

}  // namespace

std::optional<Head> ParseHead(const std::string& bytes, size_t* position) {
  Head head;
  const std::optional<std::string> status_line = ReadLine(bytes, position);
  if (!status_line || !ParseStatusLine(*status_line, &head)) {
    return std::nullopt;
  }
  // The head ends with an empty line or, after a complete line, with the bytes.
  while (*position < bytes.size()) {
    const std::optional<std::string> line = ReadLine(bytes, position);
    if (!line) return std::nullopt;
    if (line->empty()) break;
    if (IsHttpTabOrSpace((*line)[0])) {
      if (head.header_list.empty()) return std::nullopt;
      Unfold(*line, &head.header_list.back());
      continue;
    }
    Header header;
    if (!ParseFieldLine(*line, &header)) return std::nullopt;
    head.header_list.push_back(header);
  }
  return head;
}

// https://fetch.spec.whatwg.org/#concept-http-network-fetch: responses with a
// status in the range 100 to 199 are passed over; 101 too, as the request's
// mode is never "websocket" here.
std::optional<Head> ParseFinalHead(const std::string& bytes) {
  size_t position = 0;
  while (true) {
    const std::optional<Head> head = ParseHead(bytes, &position);
    if (!head || !IsInterim(head->status)) return head;
  }
}

// https://www.rfc-editor.org/rfc/rfc9111#section-3.2
HeaderList Freshen(HeaderList stored, const HeaderList& not_modified) {
  // Not updated: Content-Length, and what section 3.1 excludes from storage,
  // which is Connection, what it names, and what RFC 9110 section 7.6.1 and
  // RFC 9111 section 3.1 name themselves.
  std::vector<std::string> excluded = {"Content-Length",
                                       "Connection",
                                       "Proxy-Connection",
                                       "Keep-Alive",
                                       "TE",
                                       "Transfer-Encoding",
                                       "Upgrade",
                                       "Proxy-Authenticate",
                                       "Proxy-Authentication-Info",
                                       "Proxy-Authorization"};
  for (const Header& header : not_modified) {
    if (!ByteCaseInsensitiveMatch(header.first, "Connection")) continue;
    for (const std::string& name : GetDecodeAndSplit(header.second)) {
      excluded.push_back(name);
    }
  }
  for (const Header& header : not_modified) {
    if (!ContainsIgnoringCase(excluded, header.first)) {
      Delete(&stored, header.first);
    }
  }
  for (const Header& header : not_modified) {
    if (!ContainsIgnoringCase(excluded, header.first)) stored.push_back(header);
  }
  return stored;
}

}  // namespace corsieve::reference
