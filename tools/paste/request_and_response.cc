#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tools/paste/head_lines.h"
#include "tools/paste/make_head.h"
#include "tools/paste/parts.h"
#include "tools/paste/readers.h"
#include "tools/paste/request_parts.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

// mitmproxy: "127.0.0.1:5000: GET https://api.example/ HTTP/2.0"
std::string_view WithoutClient(std::string_view text) {
  const size_t end = text.find(": ");
  if (end == text.npos || end > 60 || text.find(' ') != end + 1) return text;
  const std::string_view client = text.substr(0, end);
  const size_t colon = client.rfind(':');
  if (colon == client.npos || !parts::Number(client.substr(colon + 1))) {
    return text;
  }
  return text.substr(end + 2);
}

std::optional<parts::RequestLine> RequestLineOf(std::string_view line) {
  return parts::ReadRequestLine(WithoutClient(Trim(line)));
}

// Also mitmproxy's " << HTTP/2.0 200 OK 27b", or without a version.
struct ShownStatus {
  std::string version;
  int status = 0;
  std::string message;
  bool is_of_mitmproxy = false;
  // For the engine to judge: of HTTP/1, or no status line though it begins as
  // one.
  bool stands_as_it_is = false;
};
std::optional<ShownStatus> StatusOf(std::string_view line) {
  const std::string_view text = Trim(line);
  if (StartsWith(text, "HTTP/")) {
    const auto status = ReadStatusLine(text);
    if (!status) return ShownStatus{"", 0, "", false, true};
    return ShownStatus{std::string(status->version), status->status,
                       std::string(status->message), false,
                       StartsWith(status->version, "HTTP/1")};
  }
  if (!StartsWith(text, "<< ")) return std::nullopt;
  std::string with_version(Trim(text.substr(3)));
  if (!StartsWith(with_version, "HTTP/")) {
    with_version = "HTTP/1.1 " + with_version;
  }
  const auto status = ReadStatusLine(with_version);
  if (!status) return std::nullopt;
  // The size of the body is behind the message.
  const std::string_view message =
      status->message.substr(0, status->message.rfind(' ') + 1);
  return ShownStatus{std::string(status->version), status->status,
                     std::string(Trim(message)), true};
}

HeadMaker MakerOf(const ShownStatus& status, const Line& line) {
  if (status.stands_as_it_is) return {Trim(line.text), line.number};
  return {status.version, status.status, status.message, line.number};
}

// "Response:", "### Request"
bool IsTitle(std::string_view line) {
  std::string_view text = Trim(line);
  while (!text.empty() && (text[0] == '#' || text[0] == '*' || text[0] == '-' ||
                           text[0] == '=')) {
    text.remove_prefix(1);
  }
  text = Trim(text);
  return text.empty() ||
         (text.size() < 20 && (StartsWithAnyCase(text, "response") ||
                               StartsWithAnyCase(text, "request")));
}

class PairReader {
 public:
  PairReader(const Lines& lines, std::string* error)
      : lines_(lines), error_(error) {}

  std::optional<Paste> Read() {
    if (!SkipToFirst()) return std::nullopt;
    while (i_ < lines_.size()) {
      if (!ReadNext()) return std::nullopt;
    }
    EndExchange();
    if (!has_headers_) return std::nullopt;
    paste_.format = responses_ > 0 ? "a request and its response" : "a request";
    if (paste_.exchanges.size() > 1) {
      paste_.format = "requests and their responses";
    }
    for (auto at = paste_.exchanges.rbegin(); at != paste_.exchanges.rend();
         ++at) {
      if (at->request) {
        ReadCallFromHeaders(at->request->headers, &paste_.call, nullptr);
      }
    }
    DropRepeatedNotes();
    return std::move(paste_);
  }

 private:
  std::string_view Text(size_t i) const { return lines_[i].text; }
  bool IsEmpty(size_t i) const { return Trim(Text(i)).empty(); }

  // The first head has to be a request's; titles may be before it.
  bool SkipToFirst() {
    constexpr size_t kMostTitles = 5;
    for (; i_ < lines_.size(); ++i_) {
      if (paste_.notes.size() > kMostTitles) return false;
      if (RequestLineOf(Text(i_))) return true;
      if (StatusOf(Text(i_)) || parts::ReadField(Trim(Text(i_)))) {
        // "Request:" is a title, "Name: value" is none.
        const auto field = parts::ReadField(Trim(Text(i_)));
        if (!field || !field->value.empty()) return false;
      }
      if (!IsEmpty(i_)) LeaveOut();
    }
    return false;
  }

  // Reads a head at `i_`, or skips a line.
  bool ReadNext() {
    // Within a body a line that looks like a head's first follows text.
    const bool may_begin =
        i_ == 0 || is_behind_head_ || IsEmpty(i_ - 1) || request_of_mitmproxy_;
    if (may_begin) {
      if (const auto request = RequestLineOf(Text(i_))) {
        return ReadRequest(*request);
      }
      if (const auto status = StatusOf(Text(i_))) return ReadResponse(*status);
    }
    if (!IsEmpty(i_) && !IsTitle(Text(i_))) {
      is_behind_head_ = false;
      if (expects_response_ && exchange_.request) {
        exchange_.request->has_body = true;
      }
    }
    ++i_;
    return true;
  }

  bool ReadRequest(const parts::RequestLine& line) {
    EndExchange();
    request_of_mitmproxy_ = WithoutClient(Trim(Text(i_))) != Trim(Text(i_));
    RequestMaker maker;
    maker.SetMethod(line.method);
    maker.SetTarget(line.target);
    if (StartsWith(VersionOfHead(line.version), "HTTP/2")) {
      maker.SetScheme("https");
    }
    for (++i_; i_ < lines_.size() && !IsEmpty(i_); ++i_) {
      const std::string_view text = Trim(Text(i_));
      if (StatusOf(text)) break;
      const auto field = parts::ReadField(text);
      if (!field) {
        LeaveOut();
        continue;
      }
      if (!maker.Add(field->name, field->value, lines_[i_].number, error_)) {
        return false;
      }
    }
    has_headers_ = has_headers_ || maker.has_headers();
    is_connect_ = line.method == "CONNECT";
    std::vector<std::string> ignored;
    exchange_.request =
        std::move(maker).Finish(is_connect_ ? &ignored : &paste_.notes);
    expects_response_ = true;
    is_behind_head_ = true;
    return true;
  }

  bool ReadResponse(const ShownStatus& status) {
    // Interim heads belong to the one that follows.
    if (exchange_.response && !is_interim_) EndExchange();
    HeadMaker maker = MakerOf(status, lines_[i_]);
    for (++i_; i_ < lines_.size() && !IsEmpty(i_); ++i_) {
      const std::string_view text = Text(i_);
      if (RequestLineOf(text) || StatusOf(text)) break;
      if (text.find('\0') != text.npos || text.find('\r') != text.npos) {
        *error_ = parts::LineName(lines_[i_].number) +
                  ": there is a CR or NUL in the head";
        return false;
      }
      // A line that is no header stays one for the engine to judge.
      maker.AddLine(status.is_of_mitmproxy ? Trim(text) : text,
                    lines_[i_].number);
    }
    PastedHead head = std::move(maker).Finish();
    if (exchange_.response) {
      exchange_.response->bytes += head.bytes;
      exchange_.response->lines.insert(exchange_.response->lines.end(),
                                       head.lines.begin(), head.lines.end());
    } else {
      exchange_.response = std::move(head);
    }
    is_interim_ = status.status / 100 == 1 && status.status != 101;
    ++responses_;
    has_headers_ = true;
    expects_response_ = false;
    is_behind_head_ = true;
    return true;
  }

  void EndExchange() {
    const bool is_empty = !exchange_.request && !exchange_.response;
    if (is_connect_) {
      paste_.notes.push_back(
          "CONNECT is between client and proxy: it and its answer were left "
          "out.");
    } else if (!is_empty) {
      paste_.exchanges.push_back(std::move(exchange_));
    }
    exchange_ = PastedExchange();
    is_connect_ = false;
    is_interim_ = false;
    expects_response_ = false;
  }

  // As of the scheme, which is assumed for each exchange.
  void DropRepeatedNotes() {
    std::vector<std::string> kept;
    std::set<std::string> seen;
    for (std::string& note : paste_.notes) {
      if (seen.insert(note).second) kept.push_back(std::move(note));
    }
    paste_.notes = std::move(kept);
  }

  void LeaveOut() {
    paste_.notes.push_back("What is in " + parts::LineName(lines_[i_].number) +
                           " is no header: it was left out.");
  }

  const Lines& lines_;
  std::string* error_;
  size_t i_ = 0;
  Paste paste_;
  PastedExchange exchange_;
  size_t responses_ = 0;
  bool has_headers_ = false;
  bool is_connect_ = false;
  bool is_interim_ = false;
  bool expects_response_ = false;
  bool is_behind_head_ = true;
  bool request_of_mitmproxy_ = false;
};

}  // namespace

std::optional<Paste> ReadRequestAndResponse(const Lines& lines,
                                            std::string* error) {
  std::optional<Paste> paste = PairReader(lines, error).Read();
  if (paste && paste->exchanges.empty()) return std::nullopt;
  return paste;
}

}  // namespace corsieve::tools
