#include "tools/serve_case.h"

#include <utility>

#include "tools/case_json.h"
#include "tools/url.h"

namespace corsieve::tools {
namespace {

std::vector<Header> ViewsOf(const Pairs& pairs) {
  std::vector<Header> headers;
  for (const auto& [name, value] : pairs) headers.push_back({name, value});
  return headers;
}

}  // namespace

Sent CopyOf(const OutgoingRequest& outgoing) {
  Sent sent;
  sent.method = outgoing.method;
  sent.url = outgoing.url;
  for (const Header& h : outgoing.headers) {
    sent.headers.emplace_back(h.name, h.value);
  }
  sent.include_credentials = outgoing.include_credentials;
  return sent;
}

ParsedView::ParsedView(const ParsedAnswer& answer)
    : headers_(ViewsOf(answer.headers)), trailers_(ViewsOf(answer.trailers)) {
  interim_headers_.reserve(answer.interim.size());
  for (const auto& [status, pairs] : answer.interim) {
    interim_headers_.push_back(ViewsOf(pairs));
    interim_.push_back({status, interim_headers_.back()});
  }
  response.protocol =
      answer.protocol == "h3" ? Protocol::kHttp3 : Protocol::kHttp2;
  response.status = answer.status;
  if (answer.status_text) response.status_text = *answer.status_text;
  response.headers = headers_;
  response.interim = interim_;
  response.trailers = trailers_;
}

bool IsSameHost(std::string_view origin, std::string_view url) {
  const std::optional<Origin> a = ParseSerializedOrigin(origin);
  const std::optional<UrlParts> b = ParseSerializedUrl(url);
  return a && b && !a->opaque() && a->host == b->origin.host;
}

void CaseServer::Step(Exchange* exchange) {
  switch (exchange->next()) {
    case Exchange::Next::kSendPreflight:
      preflights_.push_back(CopyOf(exchange->outgoing()));
      return SendPreflight(exchange);
    case Exchange::Next::kSendRequest:
      hops_.push_back(CopyOf(exchange->outgoing()));
      return Send(exchange);
    case Exchange::Next::kResolveLocation: {
      ++hop_;
      const std::optional<std::string> url = ResolveUrl(
          std::string(exchange->location()), exchange->current_url());
      return exchange->Resolved(url, url && IsSameHost(case_.origin, *url));
    }
    case Exchange::Next::kDone:
      return;
  }
}

void CaseServer::SendPreflight(Exchange* exchange) {
  const std::optional<size_t> i = Index(exchange->current_url());
  const bool is_there =
      i && *i < case_.preflights.size() && case_.preflights[*i];
  Answer(is_there ? &*case_.preflights[*i] : nullptr, exchange);
}

void CaseServer::Send(Exchange* exchange) {
  if (case_.stored) {
    if (const auto* parsed = Parsed(*case_.stored, *exchange)) {
      exchange->SetStored(*parsed);
    } else {
      exchange->SetStored(case_.stored->head);
    }
  }
  const std::optional<size_t> i = Index(exchange->current_url());
  const bool is_there = i && *i < case_.responses.size();
  Answer(is_there          ? &case_.responses[*i]
         : i && case_.loop ? &*case_.loop
                           : nullptr,
         exchange);
}

void CaseServer::Answer(const tools::Answer* answer, Exchange* exchange) {
  if (answer == nullptr) return exchange->ReceiveNothing();
  if (const ParsedResponse* parsed = Parsed(*answer, *exchange)) {
    exchange->Receive(*parsed, now_ms_);
    // Only an interim response came, and then the connection was closed.
    const bool is_interim =
        IsInterimStatus(parsed->status) && parsed->status != 101;
    if (is_interim) exchange->ReceiveNothing();
    return;
  }
  const bool has_body = exchange->next() == Exchange::Next::kSendRequest;
  exchange->Receive(Wire(answer->head, has_body ? Body(*exchange) : ""),
                    now_ms_);
}

const ParsedResponse* CaseServer::Parsed(const tools::Answer& answer,
                                         const Exchange& exchange) {
  if (!answer.parsed) return nullptr;
  ParsedResponse& response = parsed_.emplace_back(*answer.parsed).response;
  response.body_is_empty = exchange.outgoing().method == "HEAD" ||
                           exchange.outgoing().method == "OPTIONS" ||
                           (case_.body && case_.body->empty());
  return &response;
}

// Which of the answers is to a URL; nullopt: a closed connection. The server
// that recordings are made with knows /case/ID and /case/ID/N, and goes by N;
// any other goes by the hop.
std::optional<size_t> CaseServer::Index(const std::string& url) const {
  if (profile_ == Profile::kStandard || !IsRecorded(case_)) return hop_;
  const std::string path = PathOfUrl(case_.url);
  const std::string base = path.substr(0, path.find('/', 6));
  const std::string asked = PathOfUrl(url);
  if (asked.compare(0, base.size(), base) != 0) return std::nullopt;
  const std::string rest = asked.substr(base.size());
  if (rest.empty()) return 0;
  const bool number =
      rest[0] == '/' && rest.size() > 1 &&
      rest.find_first_not_of("0123456789", 1) == std::string::npos;
  if (!number || rest.size() > 4) return std::nullopt;
  return static_cast<size_t>(std::stoi(rest.substr(1)));
}

// What follows a head on the wire, for the readers that read on into it.
std::string CaseServer::Body(const Exchange& exchange) const {
  if (profile_ == Profile::kStandard) return "";
  return exchange.outgoing().method == "HEAD" ? "" : case_.body.value_or("ok");
}

}  // namespace corsieve::tools
