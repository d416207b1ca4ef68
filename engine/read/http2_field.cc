#include "engine/read/http2_field.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "engine/base/bytes.h"
#include "engine/base/name_set.h"

namespace corsieve {
namespace {

bool HasUpperCase(std::string_view name) {
  return std::any_of(name.begin(), name.end(),
                     [](char c) { return c >= 'A' && c <= 'Z'; });
}

// Whether a byte is a control, but for HTAB.
bool HasControl(std::string_view value) {
  return std::any_of(value.begin(), value.end(), [](char c) {
    const uint8_t byte = static_cast<uint8_t>(c);
    return (byte < 0x20 && c != '\t') || byte == 0x7f;
  });
}

}  // namespace

std::optional<int> Http2Status(const ParsedResponse& parsed,
                               const Departures& departures) {
  // No :status that was received says a negative number.
  if (!parsed.status_text && parsed.status < 0) return std::nullopt;
  const std::string written = std::to_string(parsed.status);
  std::string_view text = parsed.status_text.value_or(written);
  // Departure: Chromium takes a signed number of any length, and then what is
  // signed for 200 (T00004, T00016).
  const bool is_signed = departures.http2_status_is_any_number &&
                         !text.empty() &&
                         (text.front() == '+' || text.front() == '-');
  if (is_signed) text.remove_prefix(1);
  if (text.empty() || !std::all_of(text.begin(), text.end(), IsDigit)) {
    return std::nullopt;
  }
  if (is_signed) return 200;
  const std::string_view digits =
      text.substr(std::min(text.find_first_not_of('0'), text.size() - 1));
  if (digits.size() > 9) return std::nullopt;
  const int status = std::stoi(std::string(digits));
  // Departure: HTTP/3 of Chromium ends there (h2.md 5).
  if (departures.http3_status_ends_at_599 &&
      parsed.protocol == Protocol::kHttp3 && status > 599) {
    return std::nullopt;
  }
  if (departures.http2_status_is_any_number) return status & 0xFFFF;
  // Departure: Firefox takes fewer digits, but no zero before them (T00005,
  // T00008).
  if (departures.http2_status_may_be_short) {
    if (text.front() == '0' || text.size() > 3) return std::nullopt;
    return status;
  }
  if (text.size() != 3) return std::nullopt;
  // Departure: to WebKit any three digits do (T00007).
  if (!departures.http2_status_may_begin_with_zero && status < 100) {
    return std::nullopt;
  }
  return status;
}

std::string_view Http2Value(std::string_view value,
                            const Departures& departures) {
  // Departure: Chromium and Firefox take the blanks off (H00704).
  return departures.http2_trims_values ? TrimTabOrSpace(value) : value;
}

Failure CheckHttp2Field(const Header& field, bool is_clean,
                        const Departures& departures) {
  const std::string_view name = field.name;
  if (HasUpperCase(name) || (!is_clean && !IsHeaderName(name))) {
    return Reason::kHeaderNameMalformed;
  }
  const std::string_view value = Http2Value(field.value, departures);
  // Departure: WebKit shows the blanks (H00836).
  const bool is_bare = departures.http2_keeps_blanks ||
                       TrimTabOrSpace(value).size() == value.size();
  if (!is_bare || (!is_clean && !IsHeaderValue(TrimTabOrSpace(value)))) {
    return Reason::kHeaderValueMalformed;
  }
  // Departure: Chromium and WebKit take no control bytes at all
  // (own-controls-over-http-two).
  if (departures.http2_values_have_no_controls && HasControl(value)) {
    return Reason::kHeaderValueMalformed;
  }
  if (!IsConnectionSpecific({name, value})) return std::nullopt;
  // Departures: to Chromium they are headers like others, but for
  // Transfer-Encoding (H00633, H00646); Firefox takes them out (H00634).
  const bool is_free = departures.http2_drops_connection_headers ||
                       (departures.http2_keeps_connection_headers &&
                        !EqualsIgnoreCase(name, "transfer-encoding"));
  if (is_free) return std::nullopt;
  return Reason::kConnectionSpecificHeader;
}

Failure CheckInterimField(const Header& field, const Departures& departures) {
  // https://www.rfc-editor.org/rfc/rfc9110#section-8.6
  // Departure: Chromium and Firefox take it (H00803).
  if (!departures.http2_interim_has_length &&
      EqualsIgnoreCase(field.name, "content-length")) {
    return Reason::kContentLengthForbidden;
  }
  return CheckHttp2Field(field, /*is_clean=*/false, departures);
}

bool IsConnectionSpecific(const Header& field) {
  static constexpr NameSet kNames("connection", "keep-alive",
                                  "proxy-connection", "transfer-encoding",
                                  "upgrade");
  if (kNames.Has(field.name)) return true;
  return EqualsIgnoreCase(field.name, "te") &&
         !EqualsIgnoreCase(field.value, "trailers");
}

bool DropsConnectionSpecific(const Header& field,
                             const Departures& departures) {
  // Departure: Firefox. Host, Accept-Encoding and any TE are no exceptions
  // (H00655, H00661, M00206).
  if (!departures.http2_drops_connection_headers) return false;
  static constexpr NameSet kOthers("accept-encoding", "host", "te");
  return kOthers.Has(field.name) || IsConnectionSpecific(field);
}

}  // namespace corsieve
