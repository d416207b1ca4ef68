#include "tools/run_case.h"

#include <cstddef>
#include <string_view>

#include "tools/url.h"

namespace corsieve::tools {
namespace {

Mode ModeFromWord(const std::string& word) {
  return word == "no-cors"       ? Mode::kNoCors
         : word == "same-origin" ? Mode::kSameOrigin
         : word == "navigate"    ? Mode::kNavigate
                                 : Mode::kCors;
}

CredentialsMode CredentialsFromWord(const std::string& word) {
  return word == "omit"      ? CredentialsMode::kOmit
         : word == "include" ? CredentialsMode::kInclude
                             : CredentialsMode::kSameOrigin;
}

RedirectMode RedirectFromWord(const std::string& word) {
  return word == "error"    ? RedirectMode::kError
         : word == "manual" ? RedirectMode::kManual
                            : RedirectMode::kFollow;
}

}  // namespace

Result ResultOf(const Exchange& exchange, const Case& c, ScriptApi* api) {
  const FilteredResponse& seen = exchange.response();
  Result result;
  result.id = c.id;
  result.network_error = seen.is_network_error();
  result.type = ResponseTypeName(seen.type());
  result.status = seen.status();
  result.status_text = seen.status_message();
  result.url = exchange.response_url();
  result.redirected = exchange.redirected();
  for (const Header& h : api->Entries(seen)) {
    result.headers.emplace_back(h.name, h.value);
  }
  for (std::string_view value : api->GetSetCookie(seen)) {
    result.set_cookie.emplace_back(value);
  }
  if (c.api == "xhr") result.all = api->GetAllResponseHeaders(seen);
  for (const std::string& name : c.names) {
    result.get[name] = api->Get(seen, name);
  }
  result.body_null = exchange.body_null();
  result.did_preflight = exchange.preflight_count() > 0;
  if (exchange.preflight()) {
    result.preflight_request = exchange.preflight()->headers;
  }
  result.origin_sent = exchange.outgoing().origin;
  result.reason = ReasonName(seen.reason());
  for (const Outcome& o : seen.outcomes()) {
    result.fates.push_back({std::string(o.name), std::string(o.value),
                            o.exposed(), std::string(ReasonName(o.reason))});
  }
  return result;
}

bool IsSameHost(std::string_view origin, std::string_view url) {
  const std::optional<Origin> a = ParseSerializedOrigin(origin);
  const std::optional<UrlParts> b = ParseSerializedUrl(url);
  return a && b && !a->opaque() && a->host == b->origin.host;
}

Request RequestOf(const Case& c, std::vector<Header>* headers) {
  headers->clear();
  for (const auto& [name, value] : c.headers) headers->push_back({name, value});
  Request request;
  request.origin = c.origin;
  request.url = c.url;
  request.mode = ModeFromWord(c.mode);
  request.credentials_mode = CredentialsFromWord(c.credentials);
  request.redirect_mode = RedirectFromWord(c.redirect);
  request.initiator =
      c.api == "xhr" ? Initiator::kXmlHttpRequest : Initiator::kFetch;
  request.method = c.method;
  request.headers = *headers;
  request.upload_listener = c.upload_listener;
  request.schemelessly_same_site = IsSameHost(c.origin, c.url);
  return request;
}

namespace {

void Resolve(std::string_view origin, Exchange* exchange) {
  const std::optional<std::string> url =
      ResolveUrl(std::string(exchange->location()), exchange->current_url());
  exchange->Resolved(url, url && IsSameHost(origin, *url));
}

// Answers `exchange`, which was started, from the case until it is done.
void Drive(const Case& c, Exchange* exchange) {
  // Each hop is answered from its place in the case.
  size_t hop = 0;
  while (true) {
    switch (exchange->next()) {
      case Exchange::Next::kSendPreflight:
        if (hop < c.preflights.size() && c.preflights[hop]) {
          exchange->Receive(*c.preflights[hop], 0);
        } else {
          exchange->ReceiveNothing();
        }
        break;
      case Exchange::Next::kSendRequest:
        if (c.stored) exchange->SetStored(*c.stored);
        if (hop < c.responses.size()) {
          exchange->Receive(c.responses[hop], 0);
        } else if (c.loop) {
          exchange->Receive(*c.loop, 0);
        } else {
          exchange->ReceiveNothing();
        }
        break;
      case Exchange::Next::kResolveLocation:
        ++hop;
        Resolve(c.origin, exchange);
        break;
      case Exchange::Next::kDone:
        return;
    }
  }
}

}  // namespace

std::optional<Result> CaseRunner::Run(const Case& c, std::string* error) {
  std::vector<Header> headers;
  PreflightCache cache;  // Each case is a browser of its own.
  Exchange exchange(&cache, "", profile_);
  exchange.Start(RequestOf(c, &headers), 0);
  Drive(c, &exchange);
  const Reason reason = exchange.response().reason();
  if (GetReasonInfo(reason).kind == ReasonKind::kWrongCall) {
    *error =
        std::string(ReasonText(reason)) + ": " + std::string(ReasonFix(reason));
    return std::nullopt;
  }
  return ResultOf(exchange, c, &script_api_);
}

}  // namespace corsieve::tools
