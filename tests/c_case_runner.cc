#include "tests/c_case_runner.h"

#include <cstdint>
#include <cstring>
#include <deque>
#include <utility>

#include "tests/c_handles.h"
#include "tools/run_case.h"
#include "tools/serve_case.h"

namespace corsieve::tests {
namespace {

tools::Sent SentOf(const corsieve_outgoing& outgoing) {
  tools::Sent sent;
  sent.method = ToString(outgoing.method);
  sent.url = ToString(outgoing.url);
  sent.include_credentials = outgoing.include_credentials != 0;
  for (size_t i = 0; i < outgoing.header_count; ++i) {
    sent.headers.emplace_back(ToString(outgoing.headers[i].name),
                              ToString(outgoing.headers[i].value));
  }
  return sent;
}

// Hands over what a server serves, and keeps what must live on.
class Client {
 public:
  Client(corsieve_exchange* exchange, corsieve_keep keep, int64_t now_ms)
      : exchange_(exchange), keep_(keep), now_ms_(now_ms) {}

  corsieve_step Hand(const tools::Served& served) {
    if (served.stored_parsed != nullptr) {
      corsieve_exchange_stored_list(exchange_, Parsed(*served.stored_parsed));
    } else if (served.stored_bytes) {
      const std::string& bytes = Bytes(*served.stored_bytes);
      corsieve_exchange_stored_bytes(exchange_, bytes.data(), bytes.size());
    }
    Destroy();
    corsieve_step step;
    if (served.parsed != nullptr) {
      step = corsieve_exchange_list(exchange_, Parsed(*served.parsed), now_ms_);
      if (served.is_interim()) step = corsieve_exchange_nothing(exchange_);
    } else if (served.bytes) {
      const std::string& bytes = Bytes(*served.bytes);
      step = corsieve_exchange_bytes(exchange_, bytes.data(), bytes.size(),
                                     now_ms_);
    } else {
      step = corsieve_exchange_nothing(exchange_);
    }
    Destroy();
    return step;
  }

 private:
  const corsieve_response* Parsed(const ParsedResponse& parsed) {
    return &parsed_.emplace_back(parsed).response;
  }
  const std::string& Bytes(std::string_view bytes) {
    return bytes_.emplace_back(bytes);
  }
  void Destroy() {
    if (keep_ != CORSIEVE_COPY) return;
    parsed_.clear();
    for (std::string& bytes : bytes_) bytes.assign(bytes.size(), '\x01');
    bytes_.clear();
  }

  corsieve_exchange* const exchange_;
  const corsieve_keep keep_;
  const int64_t now_ms_;
  std::deque<CResponse> parsed_;
  std::deque<std::string> bytes_;
};

// As tools::ResultOf.
tools::Result ResultOf(corsieve_exchange* exchange, bool xhr,
                       const tools::Case& c) {
  corsieve_seen* const seen = corsieve_exchange_response(exchange);
  corsieve_result r = CORSIEVE_RESULT_INIT;
  corsieve_seen_result(seen, nullptr, 0, &r);
  corsieve_exchange_info info = CORSIEVE_EXCHANGE_INFO_INIT;
  corsieve_exchange_info_get(exchange, &info);
  tools::Result result;
  result.id = c.id;
  result.network_error = r.type == CORSIEVE_TYPE_ERROR;
  result.type = corsieve_type_name(r.type);
  result.status = r.status;
  result.status_text = ToString(r.status_message);
  result.url = ToString(corsieve_exchange_response_url(exchange));
  result.redirected = info.redirected != 0;
  const corsieve_pair* entries;
  for (size_t i = 0, n = corsieve_seen_entries(seen, &entries); i < n; ++i) {
    result.headers.emplace_back(ToString(entries[i].name),
                                ToString(entries[i].value));
  }
  const corsieve_str* cookies;
  for (size_t i = 0, n = corsieve_seen_set_cookie(seen, &cookies); i < n; ++i) {
    result.set_cookie.push_back(ToString(cookies[i]));
  }
  if (xhr) result.all = ToString(corsieve_seen_all(seen));
  for (const std::string& name : c.names) {
    const corsieve_str value = corsieve_seen_get(seen, ToC(name));
    std::optional<std::string>& got = result.get[name];
    if (value.data != nullptr) got = ToString(value);
  }
  result.body_null = info.body_null != 0;
  result.timing_allow_passed =
      !result.network_error && info.timing_allow_passed != 0;
  result.preflights_sent = static_cast<int>(info.preflight_count);
  result.did_preflight = info.preflight_count > 0;
  corsieve_outgoing outgoing = CORSIEVE_OUTGOING_INIT;
  if (corsieve_exchange_preflight(exchange, &outgoing) == CORSIEVE_OK) {
    result.preflight_request = SentOf(outgoing).headers;
  }
  corsieve_exchange_outgoing(exchange, &outgoing);
  if (outgoing.origin.data != nullptr) {
    result.origin_sent = ToString(outgoing.origin);
  }
  result.reason = corsieve_reason_name(r.reason);
  std::vector<corsieve_reason> reasons(r.header_count);
  corsieve_seen_result(seen, reasons.data(), reasons.size(), nullptr);
  for (size_t i = 0; i < r.header_count; ++i) {
    const corsieve_pair header = corsieve_seen_header(seen, i);
    result.fates.push_back({ToString(header.name), ToString(header.value),
                            corsieve_is_exposed(reasons[i]) != 0,
                            corsieve_reason_name(reasons[i])});
  }
  return result;
}

}  // namespace

CRequest::CRequest(const Request& from) {
  request.mode = static_cast<corsieve_mode>(from.mode);
  request.credentials =
      static_cast<corsieve_credentials>(from.credentials_mode);
  request.redirect = static_cast<corsieve_redirect>(from.redirect_mode);
  request.initiator = static_cast<corsieve_initiator>(from.initiator);
  request.body = static_cast<corsieve_body>(from.body);
  request.referrer_policy =
      static_cast<corsieve_referrer_policy>(from.referrer_policy);
  request.embedder_policy =
      static_cast<corsieve_embedder_policy>(from.embedder_policy);
  request.upload_listener = from.upload_listener;
  request.schemelessly_same_site = from.schemelessly_same_site;
  request.origin = ToC(from.origin);
  request.url = ToC(from.url);
  request.destination = ToC(from.destination);
  request.method = ToC(from.method);
  for (const Header& h : from.headers) {
    headers_.push_back({ToC(h.name), ToC(h.value)});
  }
  if (headers_.empty()) return;
  request.headers = CORSIEVE_PAIRS(headers_.data(), headers_.size());
}

CResponse::CResponse(const ParsedResponse& parsed) {
  response.protocol = static_cast<corsieve_protocol>(parsed.protocol);
  response.status = parsed.status;
  response.body_is_empty = parsed.body_is_empty;
  response.message = {Copy(parsed.status_message),
                      parsed.status_message.size()};
  if (parsed.status_text) {
    response.status_text = {Copy(*parsed.status_text),
                            parsed.status_text->size()};
  }
  response.headers = Copy(parsed.headers);
  response.trailers = Copy(parsed.trailers);
  for (const InterimResponse& interim : parsed.interim) {
    interim_.push_back({interim.status, Copy(interim.headers)});
  }
  response.interim = interim_.data();
  response.interim_count = interim_.size();
}

CResponse::~CResponse() {
  for (size_t i = 0; i < bytes_.size(); ++i) {
    std::memset(bytes_[i].get(), 1, sizes_[i]);
  }
}

char* CResponse::Copy(std::string_view s) {
  bytes_.push_back(std::make_unique<char[]>(s.size()));
  sizes_.push_back(s.size());
  s.copy(bytes_.back().get(), s.size());
  return bytes_.back().get();
}

corsieve_headers CResponse::Copy(absl::Span<const Header> headers) {
  fields_.push_back(std::make_unique<Field[]>(headers.size()));
  Field* const fields = fields_.back().get();
  for (size_t i = 0; i < headers.size(); ++i) {
    fields[i] = {headers[i].name.size(), Copy(headers[i].name), 1,
                 Copy(headers[i].value), headers[i].value.size()};
  }
  return CORSIEVE_HEADERS(fields, headers.size(), name, name_size, value,
                          value_size);
}

std::optional<tools::Result> CCaseRunner::RunOne(const tools::Case& asked,
                                                 const tools::Case& served,
                                                 int64_t now_ms,
                                                 corsieve_cache* cache) {
  const ExchangeHandle handle(corsieve_exchange_new(
      static_cast<corsieve_profile>(profile_), cache, {nullptr, 0}, keep_));
  corsieve_exchange* const exchange = handle.get();
  std::vector<Header> headers;
  corsieve_step step;
  {
    const CRequest request(tools::RequestOf(asked, &headers));
    step = corsieve_exchange_start(exchange, &request.request, now_ms);
  }
  tools::CaseServer server(served, profile_, now_ms);
  Client client(exchange, keep_, now_ms);
  while (step != CORSIEVE_STEP_DONE) {
    const std::string current_url = ToString(corsieve_exchange_url(exchange));
    if (step == CORSIEVE_STEP_RESOLVE_LOCATION) {
      const std::optional<std::string> url = server.Resolve(
          ToString(corsieve_exchange_location(exchange)), current_url);
      step = corsieve_exchange_resolved(
          exchange, url ? ToC(*url) : corsieve_str{nullptr, 0},
          url && tools::IsSameHost(served.origin, *url));
      continue;
    }
    if (step < 0) return std::nullopt;
    corsieve_outgoing outgoing = CORSIEVE_OUTGOING_INIT;
    corsieve_exchange_outgoing(exchange, &outgoing);
    step = client.Hand(server.Serve(step == CORSIEVE_STEP_SEND_PREFLIGHT,
                                    SentOf(outgoing), current_url));
  }
  corsieve_result r = CORSIEVE_RESULT_INIT;
  corsieve_seen_result(corsieve_exchange_response(exchange), nullptr, 0, &r);
  corsieve_reason_info info = CORSIEVE_REASON_INFO_INIT;
  corsieve_reason_get(r.reason, &info);
  if (info.kind == CORSIEVE_KIND_WRONG_CALL) return std::nullopt;
  tools::Result result = ResultOf(exchange, asked.api == "xhr", served);
  result.origin = asked.origin;
  result.request_url = asked.url;
  result.hops = server.hops();
  result.preflights = server.preflights();
  return result;
}

std::optional<tools::Result> CCaseRunner::Run(const tools::Case& c) {
  const CacheHandle cache(
      corsieve_cache_new(static_cast<corsieve_profile>(profile_), 0));
  return tools::RunRequests(c, [&](const tools::Case& asked,
                                   const tools::Case& served, int64_t now_ms) {
    return RunOne(asked, served, now_ms, cache.get());
  });
}

}  // namespace corsieve::tests
