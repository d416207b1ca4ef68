// Chromium's reader. The names in comments are those of functions in its
// net/http/: http_util.cc, http_response_headers.cc, http_stream_parser.cc and
// http_network_transaction.cc. P and A numbers are recorded cases.

#include "engine/read/chromium_head.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>

#include "corsieve/status.h"
#include "engine/base/bytes.h"
#include "engine/headers/header_name.h"

namespace corsieve {
namespace {

constexpr size_t kNone = std::string_view::npos;

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
class ChromiumLines {
 public:
  explicit ChromiumLines(std::string_view head) : rest_(head) {
    SkipLineEnds();
  }

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
std::string_view Unfold(std::string_view value, ChromiumLines* lines,
                        HeaderTable* table) {
  std::string_view more;
  while (lines->NextFolded(&more)) {
    more.remove_prefix(std::min(more.find_first_not_of("\t "), more.size()));
    value = table->Join(value, " ", more);
  }
  return value;
}

// A header line with what is folded into it. Blanks before the colon are
// trimmed; without a token there the line is skipped, and only a line that has
// a colon behind something takes folded lines with it:
// IsLineSegmentContinuable, HeadersIterator::GetNext
void ReadHeaderLine(std::string_view line, ChromiumLines* lines,
                    HeaderTable* table) {
  const size_t colon = line.find(':');
  const bool continuable =
      colon != kNone && colon > 0 && !IsTabOrSpace(line.front());
  const std::string_view name =
      continuable ? TrimTabOrSpace(line.substr(0, colon)) : std::string_view();
  if (!IsToken(name)) {
    table->AppendMalformed(line);
    while (continuable && lines->NextFolded(&line)) {
      table->AppendMalformed(line);
    }
    return;
  }
  const std::string_view value = Unfold(line.substr(colon + 1), lines, table);
  table->Append(name, TrimTabOrSpace(value));
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

// The code is any number of digits after the line's first SP. No SP stands for
// " 200 OK" (P05318), no digit for 200 without a text: ParseStatusLine,
// ParseStatus. The result is the code before script's 16 bits cut it.
int ParseStatus(std::string_view line, ResponseHead* head) {
  const size_t space = line.find(' ');
  line = space == kNone ? "200 OK" : Trim(line.substr(space), kSpace);
  constexpr int64_t kMax = std::numeric_limits<int32_t>::max();
  int64_t code = 0;
  size_t digits = 0;
  while (digits < line.size() && IsDigit(line[digits])) {
    code = std::min(kMax, code * 10 + (line[digits++] - '0'));
  }
  // HTAB is part of a reason phrase (P01380).
  head->status_message = Trim(line.substr(digits), kSpace);
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
size_t FindConflict(const HeaderTable& table, HeaderId id) {
  const bool split = id != HeaderId::kLocation;
  std::optional<std::string_view> first;
  for (size_t i = table.Find(id); i < table.size(); i = table.Find(id, i + 1)) {
    std::string_view rest = table[i].value;
    std::string_view element = rest;
    if (split) TakeElement(&rest, &element);
    do {
      if (first && *first != element) return i;
      first = element;
    } while (split && TakeElement(&rest, &element));
  }
  return table.size();
}

// IsChunkEncoded, HasHeaderValue
bool IsChunked(const HeaderTable& table, int version) {
  if (version < 11) return false;
  for (std::string_view rest : table.values(HeaderId::kTransferEncoding)) {
    std::string_view element;
    while (TakeElement(&rest, &element)) {
      if (EqualsIgnoreCase(element, "chunked")) return true;
    }
  }
  return false;
}

// IsRedirect: an empty Location does not count.
bool IsRedirect(const HeaderTable& table, int code) {
  if (!IsRedirectStatus(code)) return false;
  for (std::string_view location : table.values(HeaderId::kLocation)) {
    if (!location.empty()) return true;
  }
  return false;
}

// Whether br and zstd are asked for: over https, and from the machine itself
// (IsLocalhost). HttpRequestHeaders::SetAcceptEncodingIfMissing
bool AsksForBrotli(const UrlParts& url) {
  if (url.scheme == "https") return true;
  std::string_view host = url.origin.host;
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
size_t FindRefusedEncoding(const HeaderTable& table, int code, const Hop& hop) {
  constexpr HeaderId kId = HeaderId::kContentEncoding;
  size_t i = table.Find(kId);
  if (i == table.size()) return i;
  const bool any_encoding = IsRedirect(table, code);
  const bool brotli = AsksForBrotli(hop.url);
  // Empty elements are skipped. The first one of a later line is none: the SP
  // of the ", " that joins the lines is in it.
  for (bool joined = false; i < table.size(); i = table.Find(kId, i + 1)) {
    std::string_view rest = table[i].value;
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
class ChromiumReader {
 public:
  ChromiumReader(std::string_view bytes, const Hop& hop, HeaderTable* table)
      : bytes_(bytes), hop_(hop), table_(table) {}

  ResponseHead Read() {
    do {
      table_->clear();
    } while (!ReadOne());
    return head_;
  }

 private:
  bool Fail(Reason error, size_t offset) {
    head_.error = error;
    head_.error_offset = offset;
    return true;
  }

  // HandleReadHeaderResult. Whether there is nothing more to read.
  bool ReadOne() {
    const std::string_view rest = bytes_.substr(start_);
    if (rest.empty()) {
      return Fail(start_ == 0 ? Reason::kHeadEmpty : Reason::kNoFinalResponse,
                  start_);
    }
    const bool secure = hop_.url.scheme == "https";
    const size_t slop = FindStatusLine(rest);
    if (slop == kNone) {
      // Fewer bytes could still have become a status line.
      return secure && rest.size() < 8
                 ? Fail(Reason::kHeadTruncated, bytes_.size())
                 : ReadHttp09(rest);
    }
    const size_t end = FindHeadEnd(rest.substr(0, kMaxChromiumHead), slop);
    if (end != kNone) return ReadHead(rest.substr(0, end), slop);
    if (rest.size() >= kMaxChromiumHead) {
      return Fail(Reason::kHeadTooLarge, start_ + kMaxChromiumHead);
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
    const bool default_port = hop_.url.origin.port.empty();
    const bool icy =
        hop_.url.scheme == "http" && EqualsIgnoreCase(body.substr(0, 3), "icy");
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
    ChromiumLines lines(bytes.substr(line_end));
    const int version = ParseVersion(status_line, !lines.at_end());
    const int code = ParseStatus(status_line, &head_);
    while (!lines.at_end()) {
      ReadHeaderLine(lines.Next(), &lines, table_);
    }
    const bool rejected = Reject(version, code);
    start_ += bytes.size();
    head_.body_offset = start_;
    return rejected || code / 100 != 1;
  }

  // The headers of interim responses fail it too.
  bool Reject(int version, int code) {
    const std::optional<Refusal> refusal =
        ChromiumRefusal(hop_, version, code, *table_);
    if (refusal) {
      // A name is always a stretch of the input; a value may not be.
      return Fail(refusal->reason,
                  (*table_)[refusal->row].name.data() - bytes_.data());
    }
    return code != 103 && version == 9 && IsPut() &&
           Fail(Reason::kStatusLineMalformed, start_);
  }

  // What stands for a head that never comes: DoReadHeadersComplete
  void UsePlaceholder() {
    table_->clear();
    head_.status = 200;
    head_.status_message = "OK";
  }

  // No HTTP/0.9 server takes it: DoReadHeadersComplete
  bool IsPut() const { return EqualsIgnoreCase(hop_.method, "PUT"); }

  const std::string_view bytes_;
  const Hop& hop_;
  HeaderTable* const table_;
  size_t start_ = 0;  // Of the head that is read.
  ResponseHead head_;
};

}  // namespace

ResponseHead ReadChromiumHead(std::string_view bytes, const Hop& hop,
                              HeaderTable* table) {
  return ChromiumReader(bytes, hop, table).Read();
}

std::string_view ChromiumStatusText(std::string_view message) {
  return Trim(message, kSpace);
}

// In the order in which they are looked at: ParseResponseHeaders,
// DoReadHeadersComplete
std::optional<Refusal> ChromiumRefusal(const Hop& hop, int version, int code,
                                       const HeaderTable& table) {
  const size_t none = table.size();
  size_t i;
  if (version < 20 && !IsChunked(table, version) &&
      (i = FindConflict(table, HeaderId::kContentLength)) != none) {
    return Refusal{Reason::kContentLengthConflict, i};
  }
  if ((i = FindConflict(table, HeaderId::kContentDisposition)) != none ||
      (i = FindConflict(table, HeaderId::kLocation)) != none) {
    return Refusal{Reason::kDuplicateConflict, i};
  }
  // Early Hints are not looked at further.
  if (code == 103) return std::nullopt;
  if ((i = FindRefusedEncoding(table, code, hop)) != none) {
    return Refusal{Reason::kFramingMalformed, i};
  }
  return std::nullopt;
}

}  // namespace corsieve
