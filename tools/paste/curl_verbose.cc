#include <string>
#include <string_view>
#include <utility>

#include "tools/paste/curl_talk.h"
#include "tools/paste/head_lines.h"
#include "tools/paste/readers.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

// How curl -v begins before there is a request.
constexpr std::string_view kFirstInfo[] = {"Trying ",
                                           "Connected to ",
                                           "Could not resolve host",
                                           "processing: ",
                                           "connect to ",
                                           "Failed to connect to ",
                                           "Rebuilt URL to",
                                           "Established connection to ",
                                           "Closing connection",
                                           "About to connect() to "};

// Takes what --trace-time and --trace-ids put in front of a line.
std::string_view WithoutTime(std::string_view line) {
  // 12:00:00.123456
  if (line.size() > 16 && line[2] == ':' && line[5] == ':' && line[8] == '.' &&
      line[15] == ' ' && IsDigit(line[0])) {
    line.remove_prefix(16);
  }
  if (line.size() > 4 && line[0] == '[' && IsDigit(line[1])) {
    const size_t end = line.find_first_not_of("0123456789-x", 1);
    if (end != line.npos && StartsWith(line.substr(end), "] ")) {
      line.remove_prefix(end + 2);
    }
  }
  return line;
}

bool IsInfo(std::string_view line) {
  return StartsWith(line, "* ") || line == "*";
}

// "{ [5 bytes data]", as curl tells of what it sent or received.
bool IsDataSize(std::string_view line) {
  return (StartsWith(line, "{ [") || StartsWith(line, "} [")) &&
         EndsWith(Trim(line), "]");
}

// The line behind `mark` and the blank, which some lose.
std::string_view BehindMark(std::string_view line) {
  line.remove_prefix(1);
  TakePrefix(" ", &line);
  return line;
}

bool BeginsResponse(std::string_view line) {
  return StartsWith(line, "< HTTP/") || StartsWith(line, "<HTTP/");
}

bool BeginsRequest(std::string_view line) {
  return StartsWith(line, ">") && IsRequestLine(BehindMark(line));
}

bool IsOfCurl(const Lines& lines) {
  int infos = 0;
  for (const Line& line : lines) {
    std::string_view text = WithoutTime(line.text);
    if (BeginsResponse(text) || BeginsRequest(text)) return true;
    if (!TakePrefix("* ", &text)) continue;
    text = Trim(text);
    for (std::string_view info : kFirstInfo) {
      if (StartsWith(text, info) && ++infos == 2) return true;
    }
  }
  return false;
}

class Reader {
 public:
  void Read(const Line& line) {
    const std::string_view text = WithoutTime(line.text);
    if (IsInfo(text)) {
      talk_.Info(text.substr(1));
      return;
    }
    if (IsDataSize(text)) return;
    if (StartsWith(text, ">") && (talk_.in_request() || BeginsRequest(text))) {
      talk_.Request(BehindMark(text), line.number);
      return;
    }
    if (StartsWith(text, "<") &&
        (talk_.in_response() || BeginsResponse(text))) {
      last_ = BehindMark(text);
      talk_.Response(last_, line.number);
      return;
    }
    // curl -iv prints each line of a head twice.
    if (has_head() && text == last_) return;
    if (StartsWith(text, "< ") && SplitField(text.substr(2))) {
      // What follows a body: HTML seldom looks so.
      talk_.Response(text.substr(2), line.number);
      return;
    }
    if (talk_.in_request() || talk_.in_response()) talk_.EndHead(line.number);
    if (!has_head() && !talk_.has_info() && !IsBlankLine(text)) {
      if (left_out_ == 0) first_left_out_ = line.number;
      ++left_out_;
    }
  }

  bool Finish(Paste* paste, std::string* error) {
    if (left_out_ > 0) {
      paste->notes.push_back("What is before curl's output, from line " +
                             std::to_string(first_left_out_) +
                             " on, was left out.");
    }
    return talk_.Finish(paste, error);
  }

 private:
  bool has_head() const { return last_.data() != nullptr; }

  CurlTalk talk_;
  std::string_view last_;  // Line of a response's head.
  size_t left_out_ = 0;
  size_t first_left_out_ = 0;
};

}  // namespace

std::optional<Paste> ReadCurlVerbose(const Lines& lines, std::string* error) {
  if (!IsOfCurl(lines)) return std::nullopt;
  Reader reader;
  for (const Line& line : lines) reader.Read(line);
  Paste paste;
  paste.format = "the output of curl -v";
  if (!reader.Finish(&paste, error)) return std::nullopt;
  return paste;
}

}  // namespace corsieve::tools
