// Chromium's reader. The names in comments are those of functions in its
// net/http/: http_util.cc, http_response_headers.cc, http_stream_parser.cc and
// http_network_transaction.cc. P and A numbers are recorded cases.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>

#include "corsieve/origin.h"
#include "engine/bytes.h"
#include "engine/header_name.h"
#include "engine/profile_head.h"

namespace corsieve {
namespace {

constexpr size_t kNone = std::string_view::npos;

// kMaxHeaderBufSize; the connection is given up once this much was read without
// the head's end. P06086, P06087
constexpr size_t kMaxHead = 256 * 1024;

// "http" in any case, after at most 4 bytes of anything:
// LocateStartOfStatusLine
size_t FindStatusLine(std::string_view bytes) {
  constexpr std::string_view kHttp = "http";
  for (size_t i = 0; i <= 4 && i + kHttp.size() <= bytes.size(); ++i) {
    if (EqualsIgnoreCase(bytes.substr(i, kHttp.size()), kHttp)) return i;
  }
  return kNone;
}

// Just after LF LF or LF CR LF. No other CR counts, so a head whose lines end
// with CR CR LF has no end (P05823): LocateEndOfHeadersHelper
size_t FindHeadEnd(std::string_view bytes, size_t from) {
  size_t lf = bytes.find('\n', from);
  while (lf != kNone) {
    if (bytes.substr(lf + 1, 1) == "\n") return lf + 2;
    if (bytes.substr(lf + 1, 2) == "\r\n") return lf + 3;
    lf = bytes.find('\n', lf + 1);
  }
  return kNone;
}

// Cuts a head at runs of CR and LF; a bare CR ends a line like any other
// (P05820): AssembleRawHeaders
class Lines {
 public:
  explicit Lines(std::string_view head) : rest_(head) { SkipLineEnds(); }

  bool at_end() const { return rest_.empty(); }

  std::string_view Next() {
    const size_t end = std::min(rest_.find_first_of("\r\n"), rest_.size());
    const std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(end);
    SkipLineEnds();
    return line;
  }

  // The same, if that line begins with a blank.
  bool NextFolded(std::string_view* line) {
    if (at_end() || !IsTabOrSpace(rest_.front())) return false;
    *line = Next();
    return true;
  }

 private:
  void SkipLineEnds() {
    rest_.remove_prefix(
        std::min(rest_.find_first_not_of("\r\n"), rest_.size()));
  }

  std::string_view rest_;
};

// `value` and the folded lines behind it. One SP stands for each line end and
// the blanks after it; blanks before it, and blank lines, stay (P05670 ff.):
// AssembleRawHeaders
std::string_view Unfold(std::string_view value, size_t total, Lines* lines,
                        HeaderList* list) {
  std::string_view more;
  while (lines->NextFolded(&more)) {
    more.remove_prefix(std::min(more.find_first_not_of("\t "), more.size()));
    value = list->Join(value, " ", more, total);
  }
  return value;
}

// A header line with what is folded into it. Blanks before the colon are
// trimmed; without a token there the line is skipped, and only a line that has
// a colon behind something takes folded lines with it:
// IsLineSegmentContinuable, HeadersIterator::GetNext
void ReadHeaderLine(std::string_view line, size_t total, Lines* lines,
                    HeaderList* list) {
  const size_t colon = line.find(':');
  const bool continuable =
      colon != kNone && colon > 0 && !IsTabOrSpace(line.front());
  const std::string_view name =
      continuable ? TrimTabOrSpace(line.substr(0, colon)) : std::string_view();
  if (!IsToken(name)) {
    list->AppendMalformed(line);
    while (continuable && lines->NextFolded(&line)) list->AppendMalformed(line);
    return;
  }
  const std::string_view value =
      Unfold(line.substr(colon + 1), total, lines, list);
  list->Append(name, TrimTabOrSpace(value));
}

// Major times ten plus minor. The digits are the one after "http/" and the one
// after the line's first dot, wherever that is; without them it is 1.0:
// ParseVersion, ParseStatusLine
int ParseVersion(std::string_view line, bool has_headers) {
  const size_t dot = line.find('.');
  if (line.substr(4, 1) != "/" || dot == kNone || dot + 1 == line.size() ||
      !IsDigit(line[5]) || !IsDigit(line[dot + 1])) {
    return 10;
  }
  const int version = (line[5] - '0') * 10 + (line[dot + 1] - '0');
  if (version == 9 && !has_headers) return 9;
  return version == 20 ? 20 : version >= 11 ? 11 : 10;
}

// HTAB is part of a reason phrase (P01380).
std::string_view TrimSpace(std::string_view s) {
  while (!s.empty() && s.front() == ' ') s.remove_prefix(1);
  while (!s.empty() && s.back() == ' ') s.remove_suffix(1);
  return s;
}

// The code is any number of digits after the line's first SP. No SP stands for
// " 200 OK" (P05318), no digit for 200 without a text: ParseStatusLine,
// ParseStatus. The result is the code before script's 16 bits cut it.
int ParseStatus(std::string_view line, ResponseHead* head) {
  const size_t space = line.find(' ');
  line = space == kNone ? "200 OK" : TrimSpace(line.substr(space));
  constexpr int64_t kMax = std::numeric_limits<int32_t>::max();
  int64_t code = 0;
  size_t digits = 0;
  while (digits < line.size() && IsDigit(line[digits])) {
    code = std::min(kMax, code * 10 + (line[digits++] - '0'));
  }
  head->status_message = TrimSpace(line.substr(digits));
  if (digits == 0) {
    code = 200;
    head->status_message = {};
  }
  head->status = static_cast<int>(code & 0xFFFF);
  return static_cast<int>(code);
}

// The first header with this id that has another value than the first one, or
// size(). Unless it is Location, values are split at commas and empty elements
// count: HeadersContainMultipleCopiesOfField, IsNonCoalescingHeader. P06185,
// P06229
size_t FindConflict(const HeaderList& list, HeaderId id) {
  const bool split = id != HeaderId::kLocation;
  std::optional<std::string_view> first;
  for (size_t i = list.Find(id); i < list.size(); i = list.FindNext(id, i)) {
    std::string_view rest = list[i].value;
    std::string_view element = rest;
    if (split) TakeElement(&rest, &element);
    do {
      if (first && *first != element) return i;
      first = element;
    } while (split && TakeElement(&rest, &element));
  }
  return list.size();
}

// IsChunkEncoded, HasHeaderValue
bool IsChunked(const HeaderList& list, int version) {
  constexpr HeaderId kId = HeaderId::kTransferEncoding;
  if (version < 11) return false;
  for (size_t i = list.Find(kId); i < list.size(); i = list.FindNext(kId, i)) {
    std::string_view rest = list[i].value;
    std::string_view element;
    while (TakeElement(&rest, &element)) {
      if (EqualsIgnoreCase(element, "chunked")) return true;
    }
  }
  return false;
}

// IsRedirect: an empty Location does not count.
bool IsRedirect(const HeaderList& list, int code) {
  constexpr HeaderId kId = HeaderId::kLocation;
  if (code != 301 && code != 302 && code != 303 && code != 307 && code != 308) {
    return false;
  }
  for (size_t i = list.Find(kId); i < list.size(); i = list.FindNext(kId, i)) {
    if (!list[i].value.empty()) return true;
  }
  return false;
}

// Whether br and zstd are asked for: over https, and from the machine itself
// (IsLocalhost). HttpRequestHeaders::SetAcceptEncodingIfMissing
bool AsksForBrotli(std::string_view request_url) {
  const std::optional<UrlParts> url = ParseSerializedUrl(request_url);
  if (!url || url->scheme == "https") return true;
  std::string_view host = url->origin.host;
  if (host.substr(0, 4) == "127.") {
    return host.find_first_not_of(".0123456789") == kNone;
  }
  if (!host.empty() && host.back() == '.') host.remove_suffix(1);
  constexpr std::string_view kName = ".localhost";
  return host == "[::1]" || host == kName.substr(1) ||
         (host.size() > kName.size() &&
          host.substr(host.size() - kName.size()) == kName);
}

// The first Content-Encoding that fails the response, or size(): bytes of no
// list of tokens (P06571, P06599), or, unless it is a redirect, an encoding
// that was not asked for. Nothing (P09162) is one, names that Chromium does not
// know are none: ContentEncodingsValid, ParseContentEncoding
size_t FindRefusedEncoding(const HeaderList& list, int code,
                           const Request& request) {
  constexpr HeaderId kId = HeaderId::kContentEncoding;
  size_t i = list.Find(kId);
  if (i == list.size()) return i;
  const bool any_encoding = IsRedirect(list, code);
  const bool brotli = AsksForBrotli(request.url);
  // Empty elements are skipped. The first one of a later line is none: the SP
  // of the ", " that joins the lines is in it.
  for (bool joined = false; i < list.size(); i = list.FindNext(kId, i)) {
    std::string_view rest = list[i].value;
    if (rest.find_first_of("\"=;*") != kNone) return i;
    for (size_t comma = 0; comma != kNone; joined = false) {
      comma = rest.find(',');
      const std::string_view element = rest.substr(0, comma);
      const std::string_view encoding = TrimTabOrSpace(element);
      if (encoding.find_first_of("\t ") != kNone) return i;
      const bool unasked =
          encoding.empty() ? joined || !element.empty()
                           : !brotli && (EqualsIgnoreCase(encoding, "br") ||
                                         EqualsIgnoreCase(encoding, "zstd"));
      if (unasked && !any_encoding) return i;
      if (comma != kNone) rest.remove_prefix(comma + 1);
    }
    joined = true;
  }
  return i;
}

// Reads heads until one is final.
class Reader {
 public:
  Reader(std::string_view bytes, const Request& request, HeaderList* list)
      : bytes_(bytes), request_(request), list_(list) {}

  ResponseHead Read(const HotPath& hot_path) {
    if (ReadClean(hot_path)) return head_;
    do {
      list_->clear();
    } while (!ReadOne());
    return head_;
  }

 private:
  bool Fail(Reason error, size_t offset) {
    head_.error = error;
    head_.error_offset = offset;
    return true;
  }

  // A name is always a stretch of the input; a value may not be.
  bool FailAt(Reason error, size_t i) {
    return Fail(error, (*list_)[i].name.data() - bytes_.data());
  }

  // As ReadHead, if the head is clean.
  bool ReadClean(const HotPath& hot_path) {
    CleanHead clean;
    if (!hot_path.read_clean_head(bytes_.substr(0, kMaxHead), list_, &clean)) {
      return false;
    }
    head_.status = clean.status;
    head_.status_message = TrimSpace(clean.status_message);
    head_.body_offset = clean.body_offset;
    Reject(clean.is_http_1_0 ? 10 : 11, clean.status);
    return true;
  }

  // HandleReadHeaderResult. Whether there is nothing more to read.
  bool ReadOne() {
    const std::string_view rest = bytes_.substr(start_);
    if (rest.empty()) {
      return Fail(start_ == 0 ? Reason::kHeadEmpty : Reason::kNoFinalResponse,
                  start_);
    }
    const bool secure = request_.url.substr(0, 6) == "https:";
    const size_t slop = FindStatusLine(rest);
    if (slop == kNone) {
      // Fewer bytes could still have become a status line.
      return secure && rest.size() < 8
                 ? Fail(Reason::kHeadTruncated, bytes_.size())
                 : ReadHttp09(rest);
    }
    const size_t end = FindHeadEnd(rest.substr(0, kMaxHead), slop);
    if (end != kNone) return ReadHead(rest.substr(0, end), slop);
    if (rest.size() >= kMaxHead) {
      return Fail(Reason::kHeadTooLarge, start_ + kMaxHead);
    }
    // A head that its connection's end cuts off is used as it is (P06000 ff.).
    if (secure) return Fail(Reason::kHeadTruncated, bytes_.size());
    // If that was an interim one, so is the placeholder for the next:
    // Chromium's own test Incomplete100ThenEOF
    if (!ReadHead(rest, slop)) UsePlaceholder();
    return true;
  }

  // ParseResponseHeaders, of what no "http" begins: a body, but only on the
  // scheme's default port and before any interim head; "icy" may come on any
  // port of http. P05316, P05318, P06066
  bool ReadHttp09(std::string_view body) {
    const std::optional<UrlParts> url = ParseSerializedUrl(request_.url);
    const bool default_port = url && url->origin.port.empty();
    const bool icy = url && url->scheme == "http" &&
                     EqualsIgnoreCase(body.substr(0, 3), "icy");
    if (start_ > 0 || (!default_port && !icy) || IsPut()) {
      return Fail(Reason::kStatusLineMalformed, start_);
    }
    UsePlaceholder();
    return true;
  }

  // ParseResponseHeaders. False for an interim head.
  bool ReadHead(std::string_view bytes, size_t slop) {
    // TryToCreate. The slop counts too (P05328).
    const size_t nul = bytes.find('\0');
    if (nul != kNone) return Fail(Reason::kHeadContainsNul, start_ + nul);
    const size_t line_end =
        std::min(bytes.find_first_of("\r\n", slop), bytes.size());
    const std::string_view status_line = bytes.substr(slop, line_end - slop);
    Lines lines(bytes.substr(line_end));
    const int version = ParseVersion(status_line, !lines.at_end());
    const int code = ParseStatus(status_line, &head_);
    while (!lines.at_end()) {
      ReadHeaderLine(lines.Next(), bytes.size(), &lines, list_);
    }
    const bool rejected = Reject(version, code);
    start_ += bytes.size();
    head_.body_offset = start_;
    return rejected || code / 100 != 1;
  }

  // The headers that fail a response, in the order in which they are looked at;
  // those of interim responses too: ParseResponseHeaders, DoReadHeadersComplete
  bool Reject(int version, int code) {
    const size_t none = list_->size();
    size_t i;
    if (!IsChunked(*list_, version) &&
        (i = FindConflict(*list_, HeaderId::kContentLength)) != none) {
      return FailAt(Reason::kContentLengthConflict, i);
    }
    if ((i = FindConflict(*list_, HeaderId::kContentDisposition)) != none ||
        (i = FindConflict(*list_, HeaderId::kLocation)) != none) {
      return FailAt(Reason::kDuplicateConflict, i);
    }
    if (code == 103) return false;  // Early Hints are not looked at further.
    if ((i = FindRefusedEncoding(*list_, code, request_)) != none) {
      return FailAt(Reason::kFramingMalformed, i);
    }
    return version == 9 && IsPut() &&
           Fail(Reason::kStatusLineMalformed, start_);
  }

  // What stands for a head that never comes: DoReadHeadersComplete
  void UsePlaceholder() {
    list_->clear();
    head_.status = 200;
    head_.status_message = "OK";
  }

  // No HTTP/0.9 server takes it: DoReadHeadersComplete
  bool IsPut() const { return EqualsIgnoreCase(request_.method, "PUT"); }

  const std::string_view bytes_;
  const Request& request_;
  HeaderList* const list_;
  size_t start_ = 0;  // Of the head that is read.
  ResponseHead head_;
};

}  // namespace

ResponseHead ParseChromiumHead(std::string_view bytes, const Request& request,
                               const HotPath& hot_path,
                               HeaderList* header_list) {
  return Reader(bytes, request, header_list).Read(hot_path);
}

}  // namespace corsieve
