#include "tools/serve_case.h"

#include <array>
#include <cstdint>
#include <utility>

#include "tools/case_json.h"
#include "tools/text.h"
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
  CopyTo(outgoing, &sent);
  return sent;
}

void CopyTo(const OutgoingRequest& outgoing, Sent* sent) {
  sent->method = outgoing.method;
  sent->url = outgoing.url;
  sent->headers.resize(outgoing.headers.size());
  for (size_t i = 0; i < outgoing.headers.size(); ++i) {
    sent->headers[i].first = outgoing.headers[i].name;
    sent->headers[i].second = outgoing.headers[i].value;
  }
  sent->include_credentials = outgoing.include_credentials;
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

namespace {

constexpr std::array<bool, 256> kInHost = [] {
  std::array<bool, 256> in_host = {};
  for (unsigned char c = '0'; c <= '9'; ++c) in_host[c] = true;
  for (unsigned char c = 'a'; c <= 'z'; ++c) in_host[c] = true;
  in_host['.'] = in_host['-'] = true;
  return in_host;
}();

// The host of a serialized URL without credentials; empty: not found at once.
std::string_view PlainHost(std::string_view url) {
  size_t start = 0;
  if (url.substr(0, 8) == "https://") start = 8;
  if (url.substr(0, 7) == "http://") start = 7;
  if (start == 0) return "";
  size_t end = start;
  while (end < url.size() && kInHost[static_cast<uint8_t>(url[end])]) ++end;
  if (end < url.size() && url[end] != '/') return "";
  return url.substr(start, end - start);
}

}  // namespace

bool IsSameHost(std::string_view origin, std::string_view url) {
  const std::string_view host = PlainHost(origin);
  const std::string_view other = PlainHost(url);
  if (!host.empty() && !other.empty()) return host == other;
  const std::optional<Origin> a = ParseSerializedOrigin(origin);
  const std::optional<UrlParts> b = ParseSerializedUrl(url);
  return a && b && !a->opaque() && a->host == b->origin.host;
}

bool Served::is_interim() const {
  return parsed != nullptr && IsInterimStatus(parsed->status) &&
         parsed->status != 101;
}

void CaseServer::Step(Exchange* exchange) {
  switch (exchange->next()) {
    case Exchange::Next::kSendPreflight:
    case Exchange::Next::kSendRequest:
      return Send(exchange);
    case Exchange::Next::kResolveLocation: {
      const std::optional<std::string> url =
          Resolve(exchange->location(), exchange->current_url());
      return exchange->Resolved(url, url && IsSameHost(case_->origin, *url));
    }
    case Exchange::Next::kDone:
      return;
  }
}

void CaseServer::Send(Exchange* exchange) {
  if (!TakeRoom(exchange->outgoing())) return exchange->ReceiveNothing();
  Sent sent;
  if (!spare_.empty()) {
    sent = std::move(spare_.back());
    spare_.pop_back();
  }
  CopyTo(exchange->outgoing(), &sent);
  const Served served =
      Serve(exchange->next() == Exchange::Next::kSendPreflight, std::move(sent),
            exchange->current_url());
  if (served.stored_parsed != nullptr) {
    exchange->SetStored(*served.stored_parsed);
  } else if (served.stored_bytes) {
    exchange->SetStored(*served.stored_bytes);
  }
  if (served.parsed != nullptr) {
    exchange->Receive(*served.parsed, now_ms_);
    // Only an interim response came, and then the connection was closed.
    if (served.is_interim()) exchange->ReceiveNothing();
  } else if (served.bytes) {
    last_head_ = *served.bytes;
    exchange->Receive(*served.bytes, now_ms_);
  } else {
    exchange->ReceiveNothing();
  }
}

bool CaseServer::TakeRoom(const OutgoingRequest& outgoing) {
  size_t size = outgoing.url.size();
  for (const Header& h : outgoing.headers) {
    size += h.name.size() + h.value.size();
  }
  overrun_ = size > room_;
  if (!overrun_) room_ -= size;
  return !overrun_;
}

void CaseServer::Renew(const Case& c, int64_t now_ms) {
  case_ = &c;
  now_ms_ = now_ms;
  hop_ = 0;
  overrun_ = false;
  last_head_ = {};
  constexpr size_t kKept = 4;
  for (std::vector<Sent>* sent : {&hops_, &preflights_}) {
    for (Sent& s : *sent) {
      if (spare_.size() < kKept) spare_.push_back(std::move(s));
    }
    sent->clear();
  }
  if (!wire_.empty()) wire_.clear();
  if (!parsed_.empty()) parsed_.clear();
}

std::optional<std::string> CaseServer::Resolve(std::string_view location,
                                               std::string_view current_url) {
  ++hop_;
  return ResolveUrl(location, current_url);
}

Served CaseServer::Serve(bool is_preflight, Sent sent,
                         std::string_view current_url) {
  const Sent& request =
      (is_preflight ? preflights_ : hops_).emplace_back(std::move(sent));
  Served served;
  if (case_->stored && !is_preflight) {
    served.stored_parsed = Parsed(*case_->stored, request.method);
    served.stored_bytes = case_->stored->head;
  }
  const tools::Answer* const answer = Find(is_preflight, current_url);
  if (answer == nullptr) return served;
  served.parsed = Parsed(*answer, request.method);
  if (served.parsed != nullptr) return served;
  const std::string body = is_preflight ? "" : Body(request.method);
  served.bytes =
      body.empty() ? answer->head : wire_.emplace_back(answer->head + body);
  return served;
}

const tools::Answer* CaseServer::Find(bool is_preflight,
                                      std::string_view url) const {
  const std::optional<size_t> i = Index(url);
  if (!i) return nullptr;
  if (is_preflight) {
    const bool is_there =
        *i < case_->preflights.size() && case_->preflights[*i];
    return is_there ? &*case_->preflights[*i] : nullptr;
  }
  if (*i < case_->responses.size()) return &case_->responses[*i];
  return case_->loop ? &*case_->loop : nullptr;
}

const ParsedResponse* CaseServer::Parsed(const tools::Answer& answer,
                                         const std::string& method) {
  if (!answer.parsed) return nullptr;
  ParsedResponse& response = parsed_.emplace_back(*answer.parsed).response;
  response.body_is_empty = method == "HEAD" || method == "OPTIONS" ||
                           (case_->body && case_->body->empty());
  return &response;
}

// Which of the answers is to a URL; nullopt: a closed connection. The server
// that recordings are made with knows /case/ID and /case/ID/N, and goes by N;
// any other goes by the hop.
std::optional<size_t> CaseServer::Index(std::string_view url) const {
  if (profile_ == Profile::kStandard || !IsRecorded(*case_)) return hop_;
  const std::string path = PathOfUrl(case_->url);
  const std::string base = path.substr(0, path.find('/', 6));
  const std::string asked = PathOfUrl(std::string(url));
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
std::string CaseServer::Body(const std::string& method) const {
  if (profile_ == Profile::kStandard) return "";
  return method == "HEAD" ? "" : case_->body.value_or("ok");
}

}  // namespace corsieve::tools
