#include "engine/read/read.h"

#include "corsieve/status.h"
#include "engine/base/bytes.h"
#include "engine/headers/header_table.h"
#include "engine/read/chromium_head.h"
#include "engine/read/firefox_head.h"
#include "engine/read/firefox_merge.h"
#include "engine/read/http2_list.h"
#include "engine/read/refusal.h"
#include "engine/read/response_head.h"
#include "engine/read/webkit_head.h"

namespace corsieve {
namespace {

// How much of its input an engine looks at for a head.
size_t MaxHead(Profile profile) {
  switch (profile) {
    case Profile::kStandard:
      break;
    case Profile::kChromium:
      return kMaxChromiumHead;
    case Profile::kFirefox:
      return kMaxFirefoxHead;
    case Profile::kWebKit:
      return kMaxWebKitHead;
  }
  return std::string_view::npos;
}

std::string_view StatusText(Profile profile, std::string_view message) {
  switch (profile) {
    case Profile::kStandard:
      break;
    case Profile::kChromium:
      return ChromiumStatusText(message);
    case Profile::kFirefox:
      return FirefoxStatusText(message);
    case Profile::kWebKit:
      return WebKitStatusText(message);
  }
  return message;
}

// What an engine does with headers that are read, and that every reader reads
// alike.
std::optional<Refusal> ApplyEngineRules(const Hop& hop, int status,
                                        bool is_http_1_0, HeaderTable* table) {
  switch (hop.profile) {
    case Profile::kStandard:
      break;
    case Profile::kChromium:
      return ChromiumRefusal(hop, is_http_1_0 ? 10 : 11, status, *table);
    case Profile::kFirefox:
      return SettleFirefoxHeaders(hop, table);
    case Profile::kWebKit:
      return SettleWebKitHeaders(hop, status, is_http_1_0, table);
  }
  return std::nullopt;
}

ResponseHead ReadUncleanHead(const Hop& hop, std::string_view bytes,
                             HeaderTable* table) {
  switch (hop.profile) {
    case Profile::kStandard:
      break;
    case Profile::kChromium:
      return ReadChromiumHead(bytes, hop, table);
    case Profile::kFirefox:
      return ReadFirefoxHead(bytes, hop, table);
    case Profile::kWebKit:
      return ReadWebKitHead(bytes, hop, table);
  }
  return ReadStandardHead(bytes, table);
}

// Reads a head that is clean; false if it is none.
bool ReadCleanHead(const Hop& hop, std::string_view bytes,
                   const HotPath& hot_path, HeaderTable* table,
                   CleanHead* clean) {
  if (hop.profile == Profile::kStandard) {
    return hot_path.read_clean_head(bytes, table, clean);
  }
  if (!hot_path.read_clean_head(bytes.substr(0, MaxHead(hop.profile)), table,
                                clean)) {
    return false;
  }
  return hop.profile != Profile::kWebKit ||
         IsAscii(bytes.substr(0, clean->body_offset));
}

}  // namespace

Failure ReadHead(const Hop& hop, std::string_view bytes,
                 const HotPath& hot_path, Response* response,
                 ReadPlaces* places) {
  HeaderTable& table = TableOf(&response->header_list);
  CleanHead clean;
  if (ReadCleanHead(hop, bytes, hot_path, &table, &clean)) {
    response->status = clean.status;
    response->status_message = clean.status_message;
    *places = {clean.body_offset, std::nullopt, std::nullopt};
    if (hop.profile == Profile::kStandard) return std::nullopt;
    response->status_message = StatusText(hop.profile, clean.status_message);
    const std::optional<Refusal> refusal =
        ApplyEngineRules(hop, clean.status, clean.is_http_1_0, &table);
    if (!refusal) return std::nullopt;
    places->error_offset = table[refusal->row].name.data() - bytes.data();
    return refusal->reason;
  }
  table.clear();
  const ResponseHead head = ReadUncleanHead(hop, bytes, &table);
  response->status = head.status;
  response->status_message = head.status_message;
  *places = {head.body_offset, std::nullopt, std::nullopt};
  if (head.error) places->error_offset = head.error_offset;
  return head.error;
}

Failure ReadUncleanList(absl::Span<const Header> headers, HeaderTable* table,
                        ReadPlaces* places) {
  Failure error;
  const auto fail = [&](Reason reason) {
    if (error) return;
    error = reason;
    places->error_header = table->size();
  };
  for (const Header& h : headers) {
    const std::string_view value = TrimTabOrSpace(h.value);
    if (!IsHeaderName(h.name)) fail(Reason::kHeaderNameMalformed);
    if (!IsHeaderValue(value)) fail(Reason::kHeaderValueMalformed);
    table->Append(h.name, value);
  }
  return error;
}

namespace {

// A list that came over HTTP/1.1, by the rules of heads.
Failure ReadHttp1List(const Hop& hop, const ParsedResponse& parsed,
                      const HotPath& hot_path, Response* response,
                      ReadPlaces* places) {
  HeaderTable& table = TableOf(&response->header_list);
  const int status = parsed.status;
  response->status = status;
  response->status_message = parsed.status_message;
  const bool is_clean =
      hot_path.ReadCleanList(parsed.status_message, parsed.headers, &table);
  if (!is_clean) {
    table.clear();
    if (const auto error = ReadUncleanList(parsed.headers, &table, places)) {
      return error;
    }
  }
  if (IsInterimStatus(status)) return Reason::kNoFinalResponse;
  if (status < 0 || status > 999) return Reason::kStatusCodeMalformed;
  if (!is_clean && !IsHeaderValue(TrimTabOrSpace(parsed.status_message))) {
    return Reason::kStatusLineMalformed;
  }
  if (hop.profile == Profile::kStandard) return std::nullopt;
  if (hop.profile == Profile::kWebKit) RepairWebKitValues(&table);
  const std::optional<Refusal> refusal =
      ApplyEngineRules(hop, status, /*is_http_1_0=*/false, &table);
  if (!refusal) return std::nullopt;
  places->error_header = refusal->row;
  return refusal->reason;
}

}  // namespace

Failure ReadList(const Hop& hop, const ParsedResponse& parsed,
                 const HotPath& hot_path, Response* response,
                 ReadPlaces* places) {
  return parsed.protocol == Protocol::kHttp1
             ? ReadHttp1List(hop, parsed, hot_path, response, places)
             : ReadHttp2List(hop, parsed, hot_path, response, places);
}

}  // namespace corsieve
