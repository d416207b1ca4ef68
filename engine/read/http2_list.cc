#include "engine/read/http2_list.h"

#include <cstddef>
#include <optional>
#include <string_view>

#include "corsieve/status.h"
#include "engine/base/bytes.h"
#include "engine/headers/header_name.h"
#include "engine/headers/header_table.h"
#include "engine/read/chromium_head.h"
#include "engine/read/firefox_merge.h"
#include "engine/read/http2_field.h"
#include "engine/read/webkit_head.h"
#include "engine/read/webkit_http2.h"

namespace corsieve {
namespace {

// kSpdyMaxHeaderListSize in net/spdy/spdy_session.h, of values alone as it
// shows.
constexpr size_t kMaxChromiumFields = 256 * 1024;

class Http2Reader {
 public:
  Http2Reader(const Hop& hop, const ParsedResponse& parsed, Response* response,
              ReadPlaces* places)
      : hop_(hop),
        departures_(hop.departures),
        parsed_(parsed),
        response_(response),
        table_(&TableOf(&response->header_list)),
        places_(places) {}

  Failure Read(const HotPath& hot_path) {
    response_->status = parsed_.status;
    response_->status_message = {};
    for (const InterimResponse& interim : parsed_.interim) {
      if (!IsInterimStatus(interim.status)) return Reason::kStatusMalformed;
      if (interim.status == 101) return ReadStatus101(&interim);
      if (const Failure error = CheckInterim(interim)) return error;
    }
    if (parsed_.status == 101) return ReadStatus101(nullptr);
    if (IsInterimStatus(parsed_.status)) return Reason::kNoFinalResponse;
    const std::optional<int> status = Http2Status(parsed_, departures_);
    if (!status) return Reason::kStatusMalformed;
    response_->status = *status;
    return ReadFinal(hot_path);
  }

 private:
  // HTTP/2 has no status 101.
  // https://www.rfc-editor.org/rfc/rfc9113#section-8.6
  Failure ReadStatus101(const InterimResponse* interim) {
    // Departure: Chromium puts a response of its own in its place (H00797).
    if (departures_.status_101_is_placeholder) {
      if (interim != nullptr) {
        if (const Failure error = CheckInterim(*interim)) return error;
      }
      response_->status = 200;
      response_->status_message = "OK";
      return std::nullopt;
    }
    // Departure: to Firefox it is final, if another response follows (H00797)
    // or no body does (R00583).
    if (departures_.status_101_is_final &&
        (interim != nullptr || parsed_.body_is_empty)) {
      response_->status = 101;
      const auto headers = interim ? interim->headers : parsed_.headers;
      // Of an interim one none is the final response's.
      first_ = interim ? headers.size() : 0;
      for (const Header& h : headers) {
        if (const auto error = CheckHttp2Field(h, false, departures_)) {
          return error;
        }
        table_->Append(h.name, Http2Value(h.value, departures_));
      }
      return ApplyEngineRules();
    }
    return Reason::kStatusMalformed;
  }

  Failure CheckInterim(const InterimResponse& interim) {
    // Departures: as of a final response (M00133, M00055).
    bool skips = departures_.http2_skips_pseudo_headers;
    bool repeats = departures_.http2_status_may_repeat;
    for (const Header& h : interim.headers) {
      skips = skips && IsUnknownPseudoHeader(h.name);
      repeats = repeats && h.name == ":status" &&
                IsInterimStatus(StatusOf(h.value).value_or(0));
      if (skips || repeats) continue;
      if (const Failure error = CheckInterimField(h, departures_)) return error;
    }
    return std::nullopt;
  }

  Failure ReadFinal(const HotPath& hot_path) {
    // Departure: of all interim responses but the first, WebKit's headers are
    // part of the final one: soup_message_cleanup_response is called for the
    // first HEADERS frame alone (H00782, H01387).
    if (departures_.interim_headers_leak) AppendLeaking();
    first_ = table_->size();
    bool is_clean = first_ == 0 && !departures_.http2_keeps_blanks &&
                    hot_path.ReadCleanList({}, parsed_.headers, table_);
    if (!is_clean) {
      if (first_ == 0) table_->clear();
      for (const Header& h : parsed_.headers) {
        table_->Append(h.name, Http2Value(h.value, departures_));
      }
    }
    if (const Failure error = CheckFields(is_clean)) return error;
    if (const Failure error = TakeTrailers()) return error;
    return ApplyEngineRules();
  }

  Failure TakeTrailers() {
    // Departure: where no body comes between, WebKit takes trailers for headers
    // (H00745, H01379), but of a 204 (Z01351).
    const bool leak = departures_.trailers_leak && parsed_.body_is_empty &&
                      parsed_.status != 204;
    // Departure: otherwise no engine looks at them before script has the head
    // (H00746).
    if (!leak && departures_.http2_trailers_are_free) return std::nullopt;
    for (const Header& h : parsed_.trailers) {
      if (const auto error = CheckHttp2Field(h, false, departures_)) {
        return error;
      }
      if (leak) table_->Append(h.name, h.value);
    }
    return std::nullopt;
  }

  void AppendLeaking() {
    for (size_t i = 1; i < parsed_.interim.size(); ++i) {
      for (const Header& h : parsed_.interim[i].headers) {
        table_->Append(h.name, h.value);
      }
    }
  }

  Failure CheckFields(bool is_clean) {
    size_t size = 0;
    // Departure: Chromium skips pseudo-headers that it does not know (h2.md,
    // v).
    bool skips = departures_.http2_skips_pseudo_headers;
    // Departure: to Firefox the last :status counts (T00019).
    bool repeats = departures_.http2_status_may_repeat;
    for (size_t i = 0; i < parsed_.headers.size(); ++i) {
      const Header& h = parsed_.headers[i];
      size += h.value.size();
      skips = skips && IsUnknownPseudoHeader(h.name);
      if (skips) {
        table_->Drop(first_ + i);
        continue;
      }
      repeats = repeats && h.name == ":status";
      if (repeats) {
        if (const Failure error = RepeatStatus(h.value)) return Fail(*error, i);
        table_->Drop(first_ + i);
        continue;
      }
      const Failure error = CheckHttp2Field(h, is_clean, departures_);
      if (error) return Fail(*error, i);
    }
    // Departure: Chromium reads no more than that (h2.md, w).
    if (departures_.http2_fields_are_limited && size > kMaxChromiumFields) {
      return Reason::kHeadTooLarge;
    }
    return std::nullopt;
  }

  static bool IsUnknownPseudoHeader(std::string_view name) {
    return name.size() > 1 && name.front() == ':' && name != ":status";
  }

  std::optional<int> StatusOf(std::string_view text) {
    ParsedResponse repeated = parsed_;
    repeated.status_text = text;
    return Http2Status(repeated, departures_);
  }

  Failure RepeatStatus(std::string_view text) {
    const std::optional<int> status = StatusOf(text);
    if (!status) return Reason::kStatusMalformed;
    response_->status = *status;
    return std::nullopt;
  }

  Failure Fail(Reason reason, size_t i) {
    if (i < parsed_.headers.size()) places_->error_header = i;
    return reason;
  }

  // What an engine does once the fields are read.
  Failure ApplyEngineRules() {
    // Departure: WebKit makes valid UTF-8 of all values, as over HTTP/1.1.
    if (hop_.profile == Profile::kWebKit) RepairWebKitValues(table_);
    // Departure: nghttp2 judges Content-Length in its own way (H00681, H00712).
    if (departures_.http2_lengths_are_strict) {
      const Failure error = SettleWebKitLengths(hop_, parsed_, first_, table_);
      if (error) return error;
    }
    // Departure: libsoup has a phrase for each status (H00093).
    if (departures_.http2_status_has_phrase) {
      response_->status_message = WebKitStatusPhrase(response_->status);
    }
    if (departures_.http2_drops_connection_headers) DropConnectionHeaders();
    // Departure: Chromium joins them as in a request (H00623).
    if (departures_.http2_joins_cookies) JoinCookies();
    const std::optional<Refusal> refusal = Refuse();
    if (refusal && refusal->row >= first_) {
      return Fail(refusal->reason, refusal->row - first_);
    }
    if (refusal) return refusal->reason;
    if (departures_.response_names_protocol) NameProtocol();
    return std::nullopt;
  }

  // Both merge and refuse as over HTTP/1.1, whose version Chromium takes it
  // for.
  std::optional<Refusal> Refuse() {
    if (hop_.profile == Profile::kFirefox) {
      return SettleFirefoxHeaders(hop_, table_);
    }
    if (hop_.profile != Profile::kChromium) return std::nullopt;
    return ChromiumRefusal(hop_, /*version=*/20, response_->status, *table_);
  }

  void DropConnectionHeaders() {
    for (size_t i = 0; i < table_->size(); ++i) {
      if (DropsConnectionSpecific((*table_)[i], departures_)) table_->Drop(i);
    }
  }

  void JoinCookies() {
    size_t first = table_->size();
    std::string_view joined;
    for (size_t i = 0; i < parsed_.headers.size(); ++i) {
      const Header& h = parsed_.headers[i];
      if (!EqualsIgnoreCase(h.name, "cookie")) continue;
      if (first == table_->size()) {
        first = i;
        joined = h.value;
      } else {
        joined = table_->Join(joined, "; ", h.value);
        table_->Drop(i);
      }
    }
    // The blanks between them stay (R01069).
    if (first < table_->size()) table_->SetValue(first, TrimTabOrSpace(joined));
  }

  // Departure: Firefox says what it came over (H00077, H01384), over HTTP/2
  // behind what the server says there, over HTTP/3 in its place (T00117).
  void NameProtocol() {
    const bool is_http3 = parsed_.protocol == Protocol::kHttp3;
    const std::string_view name =
        is_http3 ? "x-firefox-http3" : "x-firefox-spdy";
    const std::string_view value = is_http3 ? "h3" : "h2";
    for (size_t i = 0; i < table_->size(); ++i) {
      if (!table_->is_header(i) || (*table_)[i].name != name) continue;
      const std::string_view had = (*table_)[i].value;
      table_->SetValue(
          i, is_http3 || had.empty() ? value : table_->Join(had, ", ", value));
      return;
    }
    table_->Append(name, value);
  }

  const Hop& hop_;
  const Departures& departures_;
  const ParsedResponse& parsed_;
  Response* const response_;
  HeaderTable* const table_;
  ReadPlaces* const places_;
  size_t first_ = 0;  // Row of the final response.
};

}  // namespace

Failure ReadHttp2List(const Hop& hop, const ParsedResponse& parsed,
                      const HotPath& hot_path, Response* response,
                      ReadPlaces* places) {
  TableOf(&response->header_list).clear();
  return Http2Reader(hop, parsed, response, places).Read(hot_path);
}

}  // namespace corsieve
