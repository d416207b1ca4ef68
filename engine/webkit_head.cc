// How WebKitGTK reads a response head: libsoup 3.2.3 with Debian's patches,
// whose files and functions are named below, and what fetch then leaves of it.
// Numbers such as P05667 are recorded cases.

#include <algorithm>
#include <array>
#include <cstdint>

#include "engine/bytes.h"
#include "engine/header_name.h"
#include "engine/profile_head.h"
#include "engine/simd.h"

namespace corsieve {
namespace {

// soup-message-io-data.c, HEADER_SIZE_LIMIT: of each head, without the blank
// line at its end.
constexpr size_t kMaxHead = 64 * 1024;
// A header takes three bytes or more, as in "a:\n".
constexpr size_t kMaxHeaders = kMaxHead / 3;

constexpr bool IsBlank(char c) { return IsTabOrSpace(c) || c == '\r'; }

// g_ascii_isspace; no LF is left where it is asked.
constexpr bool IsSpace(char c) { return IsBlank(c) || c == '\f'; }

template <typename Matches>
constexpr std::string_view SkipWhile(std::string_view s, Matches matches) {
  while (!s.empty() && matches(s.front())) s.remove_prefix(1);
  return s;
}

template <typename Matches>
constexpr std::string_view TrimRight(std::string_view s, Matches matches) {
  while (!s.empty() && matches(s.back())) s.remove_suffix(1);
  return s;
}

constexpr bool TakePrefix(std::string_view prefix, std::string_view* s) {
  if (s->substr(0, prefix.size()) != prefix) return false;
  s->remove_prefix(prefix.size());
  return true;
}

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
std::string_view Repair(std::string_view s, size_t total, HeaderList* list) {
  size_t sound = SoundLength(s);
  if (sound == s.size()) return s;
  std::string_view repaired;
  while (sound < s.size()) {
    repaired = list->Join(repaired, s.substr(0, sound),
                          s[sound] == '\r' ? " " : "\xEF\xBF\xBD", total);
    s.remove_prefix(sound + 1);
    sound = SoundLength(s);
  }
  return list->Join(repaired, "", s, total);
}

// Whether g_ascii_strtoull takes all of `value`: empty, signed and too large
// are fine (P06165, P06151, P06175).
constexpr bool IsContentLength(std::string_view value) {
  if (value.empty()) return true;
  value = SkipWhile(value, [](char c) { return IsSpace(c) || c == '\v'; });
  if (!TakePrefix("+", &value)) TakePrefix("-", &value);
  return !value.empty() && SkipWhile(value, IsDigit).empty();
}

// How the body is delimited; soup-message-headers.c, soup_message_headers_set.
class Framing {
 public:
  // In the order received, so a Content-Length overrules a Transfer-Encoding
  // before it, unless that is chunked.
  void Add(HeaderId id, std::string_view value, size_t at) {
    if (id == HeaderId::kContentLength) {
      length_at_ = at;
      AddLength(value);
    } else if (id == HeaderId::kTransferEncoding) {
      // Not a list (P06493, P06507). "identity" changes nothing.
      if (EqualsIgnoreCase(value, "chunked")) {
        Set(kChunked, at);
      } else if (!EqualsIgnoreCase(value, "identity")) {
        Set(kUnrecognized, at);
      }
    }
  }

  // Forgets all, even if there is no such header.
  void Remove(HeaderId id) {
    if (id == HeaderId::kTransferEncoding ||
        (id == HeaderId::kContentLength && kind_ != kChunked)) {
      kind_ = kUnset;
    }
  }

  // Then the last Content-Length that is left decides;
  // soup_message_headers_get_encoding.
  void Settle(const HeaderList& list) {
    for (size_t i = list.size(); i-- > 0 && kind_ == kUnset;) {
      if (list.id(i) == HeaderId::kContentLength) AddLength(list[i].value);
    }
  }

  bool unrecognized() const { return kind_ == kUnrecognized; }
  size_t at() const { return at_; }

 private:
  enum Kind : uint8_t { kUnset, kLength, kChunked, kUnrecognized };

  void AddLength(std::string_view value) {
    if (kind_ == kChunked) return;
    Set(IsContentLength(value) ? kLength : kUnrecognized, length_at_);
  }
  void Set(Kind kind, size_t at) {
    kind_ = kind;
    at_ = at;
  }

  Kind kind_ = kUnset;
  size_t at_ = 0;         // Where the header is that decided.
  size_t length_at_ = 0;  // Where the last Content-Length is.
};

// soup_header_parse_list: of a quoted string, no comma counts.
bool TakeConnectionElement(std::string_view* list, std::string_view* element) {
  *list = SkipWhile(*list, [](char c) { return IsSpace(c) || c == ','; });
  bool quoted = false;
  size_t size = 0;
  for (; size < list->size() && (quoted || (*list)[size] != ','); ++size) {
    if ((*list)[size] == '"') {
      quoted = !quoted;
    } else if (quoted && (*list)[size] == '\\') {
      ++size;
    }
  }
  *element = TrimRight(list->substr(0, size), IsSpace);
  list->remove_prefix(std::min(size, list->size()));
  return !element->empty();
}

// Drops the headers that Connection names, as HTTP/1.0 has it (P08773);
// soup_message_headers_clean_connection_headers. Sorted by name first, so that
// many names and many headers do not multiply.
void CleanConnectionHeaders(size_t total, HeaderList* list, Framing* framing) {
  std::array<uint16_t, kMaxHeaders> by_name;
  auto end = by_name.begin();
  std::string_view connection;
  for (size_t i = 0; i < list->size(); ++i) {
    if (IsHeader(list->id(i))) *end++ = i;
    if (list->id(i) != HeaderId::kConnection) continue;
    connection = list->Join(connection, connection.empty() ? "" : ", ",
                            (*list)[i].value, total);
  }
  if (connection.empty()) return;
  const auto compare = [list](uint16_t i, std::string_view name) {
    return Compare<ToLower>((*list)[i].name, name);
  };
  std::sort(by_name.begin(), end, [&](uint16_t a, uint16_t b) {
    return compare(a, (*list)[b].name) < 0;
  });
  std::string_view name;
  while (TakeConnectionElement(&connection, &name)) {
    framing->Remove(FindHeaderId(name));
    auto it = std::lower_bound(
        by_name.begin(), end, name,
        [&](uint16_t i, std::string_view n) { return compare(i, n) < 0; });
    // Where the first of a name is dropped, all are.
    while (it != end && compare(*it, name) == 0 &&
           list->id(*it) != HeaderId::kDroppedByEngine) {
      list->Drop(*it++);
    }
  }
}

// Takes the version off `*line`, and what of it is right if not all is;
// soup_headers_parse_status_line. Numbers may have leading zeros (P05268); ICY,
// which has none, is HTTP/1.0 (P05316).
bool TakeVersion(std::string_view* line, bool* http_1_0) {
  constexpr auto is_zero = [](char c) { return c == '0'; };
  *http_1_0 = true;
  if (TakePrefix("ICY", line)) return true;
  if (!TakePrefix("HTTP/", line)) return false;
  *line = SkipWhile(*line, is_zero);
  if (!TakePrefix("1.", line) || line->empty()) return false;
  if (!IsDigit(line->front())) return false;
  *line = SkipWhile(*line, is_zero);
  *http_1_0 = !TakePrefix("1", line);
  return line->empty() || !IsDigit(line->front());
}

std::string_view TrimMessage(std::string_view message) {
  return TrimRight(SkipWhile(message, IsTabOrSpace), IsBlank);
}

bool IsAscii(std::string_view s) {
  uint64_t bits = 0;
  while (s.size() >= 8) {
    bits |= LoadLittleEndian(s.data());
    s.remove_prefix(8);
  }
  for (char c : s) bits |= static_cast<uint8_t>(c);
  return (bits & 0x8080808080808080u) == 0;
}

class Reader {
 public:
  Reader(std::string_view bytes, const Request& request, HeaderList* list)
      : bytes_(bytes), request_(request), list_(list) {}

  ResponseHead Read(const HotPath& hot_path) {
    if (ReadClean(hot_path)) return head_;
    list_->clear();
    if (bytes_.empty()) Fail(Reason::kHeadEmpty, 0);
    // soup-client-message-io-http1.c, io_read. 101 is interim too (A02743).
    while (!head_.error && head_.status < 200) {
      list_->clear();
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
    return part.data() - bytes_.data();
  }

  // As ReadOneHead, if the head is clean and needs no repair.
  bool ReadClean(const HotPath& hot_path) {
    CleanHead clean;
    if (!hot_path.read_clean_head(bytes_.substr(0, kMaxHead), list_, &clean) ||
        !IsAscii(bytes_.substr(0, clean.body_offset))) {
      return false;
    }
    head_.status = clean.status;
    head_.status_message = TrimMessage(clean.status_message);
    head_.body_offset = clean.body_offset;
    Framing framing;
    for (size_t i = 0; i < list_->size(); ++i) {
      const HeaderId id = list_->id(i);
      if (id != HeaderId::kContentLength && id != HeaderId::kTransferEncoding) {
        continue;
      }
      framing.Add(id, (*list_)[i].value, OffsetOf((*list_)[i].name));
    }
    SettleFraming(clean.is_http_1_0, &framing);
    return true;
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
    Framing framing;
    while (pos_ < end_) ReadHeader(&framing);
    return SettleFraming(http_1_0, &framing);
  }

  bool SettleFraming(bool http_1_0, Framing* framing) {
    if (http_1_0) CleanConnectionHeaders(total_, list_, framing);
    framing->Settle(*list_);
    const bool no_body = request_.method == "HEAD" || head_.status < 200 ||
                         head_.status == 204 || head_.status == 304;
    if (no_body || !framing->unrecognized()) return true;
    return Fail(Reason::kFramingMalformed, framing->at());
  }

  // Finds the blank line; soup_message_io_data_read_headers. The end of the
  // input ends a head too (P06018), but no line (P06027).
  bool FindEnd() {
    const std::string_view window = bytes_.substr(pos_, kMaxHead + 2);
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
      if (next > kMaxHead) return Fail(Reason::kHeadTooLarge, pos_ + kMaxHead);
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
    rest = SkipWhile(rest, IsTabOrSpace);
    const std::string_view message = SkipWhile(rest, IsDigit);
    if (rest.size() - message.size() != 3 || rest[0] == '0') {
      return Fail(Reason::kStatusCodeMalformed, OffsetOf(rest));
    }
    head_.status =
        (rest[0] - '0') * 100 + (rest[1] - '0') * 10 + (rest[2] - '0');
    head_.status_message = TrimMessage(message);
    return true;
  }

  // soup_headers_parse. A name is what has no blank in it.
  void ReadHeader(Framing* framing) {
    const size_t at = pos_;
    std::string_view line = TakeLine();
    const size_t colon = line.find_first_of(": \t\r");
    if (colon == 0 || colon == std::string_view::npos || line[colon] != ':') {
      if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
      return list_->AppendMalformed(line);
    }
    const std::string_view name = Repair(line.substr(0, colon), total_, list_);
    const std::string_view value = SkipWhile(line.substr(colon + 1), IsBlank);
    // FetchHeaders::filterAndFill takes tokens only; XMLHttpRequest shows the
    // others too (P01200).
    if (request_.initiator == Initiator::kFetch && !IsToken(name)) {
      list_->AppendDropped(name, TrimRight(value, IsBlank));
    } else {
      list_->Append(name, TrimRight(value, IsBlank));
    }
    const size_t last = list_->size() - 1;
    // All blanks around a line break become one space (P05670).
    while (pos_ < end_ && IsTabOrSpace(bytes_[pos_])) {
      line = SkipWhile(TakeLine(), IsTabOrSpace);
      if ((*list_)[last].value.empty()) line = SkipWhile(line, IsBlank);
      list_->Fold(TrimRight(line, IsBlank), total_);
    }
    list_->SetValue(last, Repair((*list_)[last].value, total_, list_));
    framing->Add(list_->id(last), (*list_)[last].value, at);
  }

  const std::string_view bytes_;
  const Request& request_;
  HeaderList* const list_;
  // Folding copies values once at most, repairs make names and values three
  // times as long at most, and Connection is copied once more.
  const size_t total_ = 7 * std::min(bytes_.size(), kMaxHead);
  ResponseHead head_;
  size_t pos_ = 0;
  size_t end_ = 0;  // Of this head's lines, without the blank line.
};

}  // namespace

ResponseHead ParseWebKitHead(std::string_view bytes, const Request& request,
                             const HotPath& hot_path, HeaderList* header_list) {
  return Reader(bytes, request, header_list).Read(hot_path);
}

}  // namespace corsieve
