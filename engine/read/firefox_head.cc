// Reads a response head as Firefox does: nsHttpTransaction.cpp cuts the lines,
// nsHttpResponseHead.cpp and nsHttpHeaderArray.cpp read them. The whole input
// is taken to arrive at once; Firefox judges the beginning by what comes first.

#include "engine/read/firefox_head.h"

#include <algorithm>
#include <optional>

#include "engine/base/bytes.h"
#include "engine/headers/header_name.h"
#include "engine/read/firefox_merge.h"

namespace corsieve {
namespace {

// MAX_INVALID_RESPONSE_BODY_SIZE: what may come before a status line.
constexpr size_t kMaxJunk = 128 * 1024;
constexpr size_t kNotFound = std::string_view::npos;

// nsCRT::IsAsciiSpace
bool IsAsciiSpace(char c) {
  return IsHttpWhitespace(c) || c == '\v' || c == '\f';
}

// Finds a status line in `bytes`, at or after `from`. What is not 1.x must not
// have had anything but blanks before it, nor junk earlier (`clean`).
// nsHttpTransaction::LocateHttpStart (P05955)
size_t LocateStart(std::string_view bytes, size_t from, bool clean) {
  for (size_t i = from; i < bytes.size(); ++i) {
    const char c = ToLower(bytes[i]);
    if (c == 'h' || c == 'i') {
      const std::string_view rest = bytes.substr(i);
      if (StartsWithIgnoreCase(rest, "HTTP/1.")) return i;
      if (clean && (StartsWithIgnoreCase(rest, "HTTP/2") ||
                    StartsWithIgnoreCase(rest, "HTTP/3") ||
                    StartsWithIgnoreCase(rest, "ICY "))) {
        return i;
      }
    }
    clean = clean && IsAsciiSpace(c);
  }
  return kNotFound;
}

// The first one is looked for in 11 bytes: up to four of junk are skipped. An
// input that is shorter than what is looked for may be a prefix of it (P06041).
size_t LocateFirstStart(std::string_view bytes) {
  constexpr std::string_view kWanted = "HTTP/1.";
  constexpr size_t kWindow = 11;
  if (bytes.size() < kWanted.size()) {
    return EqualsIgnoreCase(bytes, kWanted.substr(0, bytes.size())) ? 0
                                                                    : kNotFound;
  }
  return LocateStart(bytes.substr(0, kWindow), 0, /*clean=*/true);
}

// One head, cut into lines at LF; one CR before it belongs to it, no other
// does.
class FirefoxLines {
 public:
  // nsHttpTransaction::ParseHead, and Close for an input that ends before the
  // empty line: an empty line is then made up (P06006).
  FirefoxLines(std::string_view bytes, size_t start)
      : bytes_(bytes), offset_(start), start_(start) {
    size_t line = start;
    while (true) {
      const size_t lf = bytes.find('\n', line);
      if (lf == kNotFound) break;
      if (lf == line || (lf == line + 1 && bytes[line] == '\r')) {
        end_ = line;
        next_ = lf + 1;
        return;
      }
      line = lf + 1;
    }
    truncated_ = true;
    end_ = next_ = bytes.size();
    // A CR alone at the end is no line.
    if (end_ - line == 1 && bytes[line] == '\r') end_ = line;
  }

  bool at_end() const { return offset_ == end_; }
  size_t offset() const { return offset_; }
  // Where the head ends, and what follows begins.
  size_t next() const { return next_; }
  bool truncated() const { return truncated_; }
  size_t size() const { return next_ - start_; }

  std::string_view Next() {
    const size_t lf = std::min(bytes_.find('\n', offset_), end_);
    std::string_view line = bytes_.substr(offset_, lf - offset_);
    if (line.back() == '\r') line.remove_suffix(1);
    offset_ = std::min(lf + 1, end_);
    return line;
  }

  bool NextIsFolded() const {
    return !at_end() && IsTabOrSpace(bytes_[offset_]);
  }

 private:
  std::string_view bytes_;
  size_t offset_;
  size_t start_;
  size_t end_ = 0;
  size_t next_ = 0;
  bool truncated_ = false;
};

class HeadReader {
 public:
  HeadReader(std::string_view bytes, const Hop& hop, HeaderTable* table)
      : bytes_(bytes), hop_(hop), table_(table) {}

  ResponseHead Read();

 private:
  // Each returns false if it is over, one way or the other.
  bool ReadOne(size_t start);
  bool ReadStatusLine(std::string_view line);
  bool ReadHeaders(FirefoxLines* lines);
  bool ReadHeaderLine(std::string_view line, FirefoxLines* lines);
  std::string_view Unfold(std::string_view first, FirefoxLines* lines);
  bool Merge();

  bool Fail(Reason error, size_t offset);
  bool Fail(Reason error, const char* at) {
    return Fail(error, static_cast<size_t>(at - bytes_.data()));
  }
  void TurnIntoNothing();
  void SetVersion09(size_t body_offset);

  std::string_view bytes_;
  const Hop& hop_;
  HeaderTable* table_;
  ResponseHead head_;
  bool version_09_ = false;
  bool no_text_ = false;
  size_t next_ = 0;
  size_t pending_ = 0;  // Where the line in hand begins.
};

ResponseHead HeadReader::Read() {
  if (bytes_.empty()) {
    Fail(Reason::kHeadEmpty, size_t{0});
    return head_;
  }
  size_t start = LocateFirstStart(bytes_);
  if (start == kNotFound) {
    // HTTP/0.9, on any port; not for a PUT (nsHttpTransaction::ParseHead).
    if (EqualsIgnoreCase(hop_.method, "PUT")) {
      Fail(Reason::kStatusLineMalformed, size_t{0});
    } else {
      SetVersion09(0);
    }
    return head_;
  }
  size_t junk = start;
  while (ReadOne(start)) {
    // After an interim head anything may come before the next one.
    start = LocateStart(bytes_, next_, /*clean=*/junk == 0);
    junk += std::min(start, bytes_.size()) - next_;
    if (junk > kMaxJunk) {
      Fail(Reason::kHeadTooLarge, next_);
      break;
    }
    if (start == kNotFound) {
      Fail(Reason::kNoFinalResponse, bytes_.size());
      TurnIntoNothing();
      break;
    }
  }
  return head_;
}

// Reads one head; true if it is an interim one. 101 is final (P06095).
bool HeadReader::ReadOne(size_t start) {
  FirefoxLines lines(bytes_, start);
  table_->clear();
  table_->SetOddValues(OddValues::kAnywhere);
  head_ = ResponseHead();
  next_ = lines.next();
  if (next_ > kMaxFirefoxHead) {
    return Fail(Reason::kHeadTooLarge, kMaxFirefoxHead);
  }
  pending_ = start;
  const bool read = ReadStatusLine(lines.Next());
  if (version_09_) {
    // Found out when the next line is there, which is then lost. Without one
    // there is nothing of a body, which is an error (P06038).
    if (lines.at_end() && lines.truncated()) {
      return Fail(Reason::kStatusLineMalformed, start);
    }
    if (!lines.at_end()) lines.Next();
    SetVersion09(lines.at_end() ? next_ : lines.offset());
    return false;
  }
  if (!read || !ReadHeaders(&lines) || !Merge()) {
    // What was still to be read when the connection closed is read with errors
    // ignored: the transaction then ends well, without a head.
    const bool last = lines.at_end() && head_.error_offset >= pending_;
    if (last && lines.truncated()) TurnIntoNothing();
    return false;
  }
  if (head_.status / 100 == 1 && head_.status != 101) {
    if (!lines.truncated()) return true;
    Fail(Reason::kNoFinalResponse, bytes_.size());
    TurnIntoNothing();
    return false;
  }
  if (no_text_) head_.status_message = {};
  return false;
}

// nsHttpResponseHead::ParseStatusLine_locked and ParseVersion, which is not
// case-insensitive as the search was (P05228).
bool HeadReader::ReadStatusLine(std::string_view line) {
  constexpr std::string_view kHttp = "HTTP";
  version_09_ = line.substr(0, kHttp.size()) != kHttp &&
                !StartsWithIgnoreCase(line, "ICY ");
  if (version_09_) return false;
  // HttpBaseChannel::GetResponseStatusText shows none for HTTP/2 (P05240); over
  // TLS the version is what was negotiated (T00062).
  no_text_ = hop_.url.scheme != "https" && line.substr(0, 6) == "HTTP/2" &&
             (line.size() == 6 || !IsDigit(line[6]));
  size_t pos = line.find(' ');
  if (pos == kNotFound) {
    head_.status = 200;
    head_.status_message = "OK";
    return true;
  }
  while (pos < line.size() && IsHttpWhitespace(line[pos])) ++pos;
  const size_t code = pos;
  while (pos < line.size() && IsDigit(line[pos]) && pos < code + 3) {
    head_.status = head_.status * 10 + (line[pos++] - '0');
  }
  if (pos == code || (pos < line.size() && !IsHttpWhitespace(line[pos]))) {
    return Fail(Reason::kStatusCodeMalformed, line.data() + pos);
  }
  head_.status_message = FirefoxStatusText(line.substr(pos));
  return true;
}

bool HeadReader::ReadHeaders(FirefoxLines* lines) {
  while (!lines->at_end()) {
    pending_ = lines->offset();
    if (!ReadHeaderLine(lines->Next(), lines)) return false;
  }
  return true;
}

// nsHttpTransaction::ParseLineSegment: a line that begins with a blank goes on
// with the one before, whatever that is, but not with the status line (P08745).
// nsHttpHeaderArray::ParseHeaderLine: the name is a token, with no blanks.
bool HeadReader::ReadHeaderLine(std::string_view line, FirefoxLines* lines) {
  const size_t colon = TokenLength(line);
  if (colon == 0 || colon == line.size() || line[colon] != ':') {
    const char* end = line.data() + line.size();
    while (lines->NextIsFolded()) {
      const std::string_view more = lines->Next();
      end = more.data() + more.size();
    }
    table_->AppendMalformed(
        {line.data(), static_cast<size_t>(end - line.data())});
    return true;
  }
  const std::string_view value = Unfold(line.substr(colon + 1), lines);
  if (head_.error) return false;
  table_->Append(line.substr(0, colon), TrimTabOrSpace(value));
  return true;
}

// Joins a line with those that continue it, all blanks kept (P05670). NUL is an
// error, in a value alone: nsHttpResponseHead::ParseHeaderLine_locked.
std::string_view HeadReader::Unfold(std::string_view first,
                                    FirefoxLines* lines) {
  std::string_view value = first;
  size_t nul = first.find('\0');
  const char* piece = first.data();
  while (lines->NextIsFolded()) {
    const std::string_view more = lines->Next();
    if (nul == kNotFound) {
      nul = more.find('\0');
      piece = more.data();
    }
    value = table_->Join(value, "", more);
  }
  if (nul != kNotFound) Fail(Reason::kHeadContainsNul, piece + nul);
  return value;
}

bool HeadReader::Merge() {
  head_.body_offset = next_;
  const std::optional<Refusal> refusal = SettleFirefoxHeaders(hop_, table_);
  if (!refusal) return true;
  return Fail(refusal->reason, (*table_)[refusal->row].name.data());
}

bool HeadReader::Fail(Reason error, size_t offset) {
  head_.error = error;
  head_.error_offset = offset;
  return false;
}

// A response without a head: XMLHttpRequest takes it, with status 0, where no
// CORS check is in the way (A02613); FetchDriver::OnStartRequest does not.
void HeadReader::TurnIntoNothing() {
  if (hop_.request->initiator == Initiator::kFetch) return;
  table_->clear();
  head_ = ResponseHead();
  head_.body_offset = bytes_.size();
}

void HeadReader::SetVersion09(size_t body_offset) {
  table_->clear();
  head_ = ResponseHead();
  head_.status = 200;
  head_.status_message = "OK";
  head_.body_offset = body_offset;
}

}  // namespace

ResponseHead ReadFirefoxHead(std::string_view bytes, const Hop& hop,
                             HeaderTable* table) {
  return HeadReader(bytes, hop, table).Read();
}

std::string_view FirefoxStatusText(std::string_view message) {
  return TrimLeft(message, kHttpWhitespace);
}

}  // namespace corsieve
