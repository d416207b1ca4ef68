// How WebKitGTK reads a response head: libsoup 3.2.3 with Debian's patches,
// whose files and functions are named below, and what fetch then leaves of it.
// Numbers such as P05667 are recorded cases.

#include "engine/read/webkit_head.h"

#include <algorithm>
#include <cstdint>

#include "engine/base/bytes.h"
#include "engine/headers/header_name.h"
#include "engine/read/webkit_framing.h"
#include "engine/simd/simd.h"

namespace corsieve {
namespace {

constexpr ByteSet kZero("0");
constexpr ByteSet kDigits("0123456789");

bool TakePrefix(std::string_view prefix, std::string_view* s) {
  if (s->substr(0, prefix.size()) != prefix) return false;
  s->remove_prefix(prefix.size());
  return true;
}

// The blanks of a header line; no LF is left where they are asked for.
constexpr ByteSet kLineBlanks("\t \r");

// The length of the UTF-8 sequence that `s` begins with, or 0. As in glib's
// g_utf8_validate, neither surrogates nor overlong forms are.
constexpr size_t Utf8Length(std::string_view s) {
  const auto byte = [s](size_t i) -> uint8_t {
    return i < s.size() ? s[i] : 0;
  };
  const uint8_t first = byte(0);
  if (first < 0x80) return 1;
  if (first < 0xC2 || first > 0xF4) return 0;
  const uint8_t low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  const uint8_t high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  if (byte(1) < low || byte(1) > high) return 0;
  const size_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  for (size_t i = 2; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  return length;
}

// How much of `s` Repair() leaves as it is.
constexpr size_t SoundLength(std::string_view s) {
  size_t i = 0;
  while (i < s.size() && s[i] != '\r') {
    const size_t length = Utf8Length(s.substr(i));
    if (length == 0) break;
    i += length;
  }
  return i;
}

// A space for each CR (P05619; soup_headers_parse), and U+FFFD for each byte
// that is not part of UTF-8 (P00396; g_utf8_make_valid).
std::string_view Repair(std::string_view s, HeaderTable* table) {
  size_t sound = SoundLength(s);
  if (sound == s.size()) return s;
  std::string_view repaired;
  while (sound < s.size()) {
    repaired = table->Join(repaired, s.substr(0, sound),
                           s[sound] == '\r' ? " " : "\xEF\xBF\xBD");
    s.remove_prefix(sound + 1);
    sound = SoundLength(s);
  }
  return table->Join(repaired, "", s);
}

// Takes the version off `*line`, and what of it is right if not all is;
// soup_headers_parse_status_line. Numbers may have leading zeros (P05268); ICY,
// which has none, is HTTP/1.0 (P05316).
bool TakeVersion(std::string_view* line, bool* http_1_0) {
  *http_1_0 = true;
  if (TakePrefix("ICY", line)) return true;
  if (!TakePrefix("HTTP/", line)) return false;
  *line = TrimLeft(*line, kZero);
  if (!TakePrefix("1.", line) || line->empty()) return false;
  if (!IsDigit(line->front())) return false;
  *line = TrimLeft(*line, kZero);
  *http_1_0 = !TakePrefix("1", line);
  return line->empty() || !IsDigit(line->front());
}

// Where the header is for which the response is refused, as it was noted.
std::optional<size_t> SettleFraming(const Hop& hop, int status,
                                    bool is_http_1_0, WebKitFraming* framing,
                                    HeaderTable* table) {
  if (is_http_1_0) framing->DropConnectionHeaders(table);
  framing->Settle(*table);
  const bool no_body =
      hop.method == "HEAD" || status < 200 || status == 204 || status == 304;
  if (no_body || !framing->unrecognized()) return std::nullopt;
  return framing->at();
}

class WebKitReader {
 public:
  WebKitReader(std::string_view bytes, const Hop& hop, HeaderTable* table)
      : bytes_(bytes), hop_(hop), table_(table) {}

  ResponseHead Read() {
    if (bytes_.empty()) Fail(Reason::kHeadEmpty, 0);
    // soup-client-message-io-http1.c, io_read. 101 is interim too (A02743).
    while (!head_.error && head_.status < 200) {
      table_->clear();
      if (head_.body_offset == bytes_.size()) {
        Fail(Reason::kNoFinalResponse, bytes_.size());
      } else {
        ReadOneHead();
      }
    }
    return head_;
  }

 private:
  bool Fail(Reason error, size_t offset) {
    head_.error = error;
    head_.error_offset = offset;
    return false;
  }
  size_t OffsetOf(std::string_view part) const {
    return static_cast<size_t>(part.data() - bytes_.data());
  }

  // soup_headers_parse_response, and parse_headers in
  // soup-client-message-io-http1.c.
  bool ReadOneHead() {
    pos_ = head_.body_offset;
    if (!FindEnd()) return false;
    // Debian's patch; libsoup 3.2.3 itself takes them out.
    const size_t nul = bytes_.substr(0, end_).find('\0', pos_);
    if (nul < end_) return Fail(Reason::kHeadContainsNul, nul);
    // As many line breaks as FindEnd() lets pass.
    while (pos_ < end_ && (bytes_[pos_] == '\r' || bytes_[pos_] == '\n')) {
      ++pos_;
    }
    if (pos_ == end_) return Fail(Reason::kStatusLineMalformed, end_);
    if (bytes_[end_ - 1] != '\n') return Fail(Reason::kHeadTruncated, end_);
    bool http_1_0 = false;
    if (!ReadStatusLine(&http_1_0)) return false;
    WebKitFraming framing;
    while (pos_ < end_) ReadHeader(&framing);
    const std::optional<size_t> at =
        SettleFraming(hop_, head_.status, http_1_0, &framing, table_);
    return !at || Fail(Reason::kFramingMalformed, *at);
  }

  // Finds the blank line; soup_message_io_data_read_headers. The end of the
  // input ends a head too (P06018), but no line (P06027).
  bool FindEnd() {
    const std::string_view window = bytes_.substr(pos_, kMaxWebKitHead + 2);
    size_t start = 0;
    while (start < window.size()) {
      const size_t lf = window.find('\n', start);
      const size_t next = lf == std::string_view::npos ? window.size() : lf + 1;
      const std::string_view line = window.substr(start, next - start);
      head_.body_offset = pos_ + next;
      // It needs more than its own length before it, so one or two may come
      // first (A02430).
      const bool blank = line == "\n" || line == "\r\n";
      if (blank && start > line.size()) break;
      if (next > kMaxWebKitHead)
        return Fail(Reason::kHeadTooLarge, pos_ + kMaxWebKitHead);
      start = next;
    }
    end_ = pos_ + start;
    return true;
  }

  // Takes a line off the head, without its LF.
  std::string_view TakeLine() {
    const size_t start = pos_;
    pos_ = bytes_.find('\n', start) + 1;
    return bytes_.substr(start, pos_ - 1 - start);
  }

  bool ReadStatusLine(bool* http_1_0) {
    std::string_view rest = TakeLine();
    if (!TakeVersion(&rest, http_1_0)) {
      return Fail(Reason::kStatusLineMalformed, OffsetOf(rest));
    }
    rest = TrimLeft(rest, kBlanks);
    const std::string_view message = TrimLeft(rest, kDigits);
    if (rest.size() - message.size() != 3 || rest[0] == '0') {
      return Fail(Reason::kStatusCodeMalformed, OffsetOf(rest));
    }
    head_.status =
        (rest[0] - '0') * 100 + (rest[1] - '0') * 10 + (rest[2] - '0');
    head_.status_message = WebKitStatusText(message);
    return true;
  }

  // soup_headers_parse. A name is what has no blank in it.
  void ReadHeader(WebKitFraming* framing) {
    const size_t at = pos_;
    std::string_view line = TakeLine();
    const size_t colon = line.find_first_of(": \t\r");
    if (colon == 0 || colon == std::string_view::npos || line[colon] != ':') {
      if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
      return table_->AppendMalformed(line);
    }
    table_->Append(Repair(line.substr(0, colon), table_),
                   Trim(line.substr(colon + 1), kLineBlanks));
    const size_t last = table_->size() - 1;
    // All blanks around a line break become one space (P05670).
    while (pos_ < end_ && IsTabOrSpace(bytes_[pos_])) {
      line = TrimLeft(TakeLine(), kBlanks);
      if ((*table_)[last].value.empty()) line = TrimLeft(line, kLineBlanks);
      table_->Fold(TrimRight(line, kLineBlanks));
    }
    table_->SetValue(last, Repair((*table_)[last].value, table_));
    framing->Add(table_->id(last), (*table_)[last].value, at);
  }

  const std::string_view bytes_;
  const Hop& hop_;
  HeaderTable* const table_;
  ResponseHead head_;
  size_t pos_ = 0;
  size_t end_ = 0;  // Of this head's lines, without the blank line.
};

}  // namespace

ResponseHead ReadWebKitHead(std::string_view bytes, const Hop& hop,
                            HeaderTable* table) {
  return WebKitReader(bytes, hop, table).Read();
}

std::string_view WebKitStatusText(std::string_view message) {
  return TrimRight(TrimLeft(message, kBlanks), kLineBlanks);
}

bool IsAscii(std::string_view bytes) {
  simd::Baseline::ValueCheck check;
  if (!bytes.empty()) check.Add(bytes.data(), bytes.size());
  return check.IsAscii();
}

void RepairWebKitValues(HeaderTable* table) {
  if (table->values_are_ascii()) return;
  for (size_t i = 0; i < table->size(); ++i) {
    const std::string_view value = (*table)[i].value;
    if (IsAscii(value)) continue;
    const std::string_view repaired = Repair(value, table);
    if (repaired.data() != value.data()) table->SetValue(i, repaired);
  }
}

std::optional<Refusal> SettleWebKitHeaders(const Hop& hop, int status,
                                           bool is_http_1_0,
                                           HeaderTable* table) {
  WebKitFraming framing;
  for (size_t i = 0; i < table->size(); ++i) {
    framing.Add(table->id(i), (*table)[i].value, i);
  }
  const std::optional<size_t> row =
      SettleFraming(hop, status, is_http_1_0, &framing, table);
  if (!row) return std::nullopt;
  return Refusal{Reason::kFramingMalformed, *row};
}

}  // namespace corsieve
