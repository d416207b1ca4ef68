#include <string>
#include <string_view>
#include <utility>

#include "tools/paste/head_lines.h"
#include "tools/paste/readers.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

constexpr std::string_view kAwaiting =
    "HTTP request sent, awaiting response...";

// The URL of "--2026-01-02 03:04:05--  https://api.example/".
std::string_view UrlOfRequest(std::string_view line) {
  if (!TakePrefix("--", &line)) return "";
  constexpr std::string_view kTime = "0000-00-00 00:00:00--";
  if (line.size() < kTime.size()) return "";
  for (size_t i = 0; i < kTime.size(); ++i) {
    const bool is_right =
        kTime[i] == '0' ? IsDigit(line[i]) : line[i] == kTime[i];
    if (!is_right) return "";
  }
  return Trim(line.substr(kTime.size()));
}

bool IsIndented(std::string_view line) { return StartsWith(line, "  "); }

// A head in it without a blank line at its end: the first line that is not
// indented ends it.
class Reader {
 public:
  void Read(const Line& line) {
    const std::string_view text = line.text;
    last_ = line.number;
    if (const std::string_view url = UrlOfRequest(text); !url.empty()) {
      EndHead(line.number);
      url_ = url;
    } else if (StartsWith(text, "Spider mode enabled")) {
      method_ = "HEAD";
    } else if (Contains(text, kAwaiting)) {
      EndHead(line.number);
      BeginExchange();
      const std::string_view status =
          Trim(text.substr(text.find(kAwaiting) + kAwaiting.size()));
      has_bare_status_ |= !status.empty() && IsDigit(status[0]);
    } else if (IsIndented(text) && IsStatusLine(Trim(text))) {
      BeginHead(line);
    } else if (in_head_ && IsIndented(text) && !IsBlankLine(text)) {
      head_.Add(text.substr(2), line.number);
    } else {
      EndHead(line.number);
    }
  }

  bool Finish(Paste* paste, std::string* error) {
    EndHead(last_ + 1);
    bool has_response = false;
    for (PastedExchange& exchange : exchanges_) {
      has_response |= exchange.response.has_value();
      paste->exchanges.push_back(std::move(exchange));
    }
    if (has_response) return true;
    *error = has_bare_status_
                 ? "this is what wget prints without the head; run wget -S "
                   "with the same options"
                 : "wget shows no response head: it reached no server, or runs "
                   "without -S";
    return false;
  }

 private:
  void BeginExchange() {
    PastedRequest& request = exchanges_.emplace_back().request.emplace();
    request.method = method_;
    request.url = url_;
    request.shows_headers = false;
  }

  void BeginHead(const Line& line) {
    const bool is_interim = in_head_ && status_ >= 100 && status_ <= 199;
    if (in_head_) is_interim ? head_.End(line.number) : EndHead(line.number);
    if (!is_interim &&
        (exchanges_.empty() || exchanges_.back().response.has_value())) {
      BeginExchange();
    }
    in_head_ = true;
    const std::string_view text = Trim(line.text);
    status_ = StatusOfLine(text);
    head_.Add(text, line.number);
  }

  void EndHead(size_t number) {
    if (!in_head_) return;
    in_head_ = false;
    head_.End(number);
    exchanges_.back().response = head_.Take();
  }

  std::vector<PastedExchange> exchanges_;
  HeadBuilder head_;
  bool in_head_ = false;
  int status_ = 0;
  size_t last_ = 0;
  std::string method_ = "GET";
  std::string url_;
  bool has_bare_status_ = false;
};

bool IsOfWget(const Lines& lines) {
  for (const Line& line : lines) {
    if (!UrlOfRequest(line.text).empty() || Contains(line.text, kAwaiting)) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::optional<Paste> ReadWget(const Lines& lines, std::string* error) {
  if (!IsOfWget(lines)) return std::nullopt;
  Reader reader;
  for (const Line& line : lines) reader.Read(line);
  Paste paste;
  paste.format = "the output of wget -S";
  if (!reader.Finish(&paste, error)) return std::nullopt;
  return paste;
}

}  // namespace corsieve::tools
