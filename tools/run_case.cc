#include "tools/run_case.h"

#include <cstddef>
#include <string_view>

#include "tools/url.h"

namespace corsieve::tools {

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

void FillResult(const FilteredResponse& seen, const Case& c, ScriptApi* api,
                Result* result) {
  result->network_error = seen.is_network_error();
  result->type = ResponseTypeName(seen.type());
  result->status = seen.status();
  result->status_text = seen.status_message();
  for (const Header& h : api->Entries(seen)) {
    result->headers.emplace_back(h.name, h.value);
  }
  for (std::string_view value : api->GetSetCookie(seen)) {
    result->set_cookie.emplace_back(value);
  }
  if (c.api == "xhr") result->all = api->GetAllResponseHeaders(seen);
  for (const std::string& name : c.names) {
    result->get[name] = api->Get(seen, name);
  }
  // https://fetch.spec.whatwg.org/#main-fetch
  result->body_null = (seen.type() != ResponseType::kBasic &&
                       seen.type() != ResponseType::kCors) ||
                      IsNullBodyStatus(seen.internal_response().status) ||
                      c.method == "HEAD";
  result->reason = ReasonName(seen.reason());
  for (const Outcome& o : seen.outcomes()) {
    result->fates.push_back({std::string(o.name), std::string(o.value),
                             o.exposed(), std::string(ReasonName(o.reason))});
  }
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
  return request;
}

void Drive(const Case& c, Exchange* exchange, const StepFunction& step) {
  // Each hop is answered from its place in the case.
  size_t hop = 0;
  while (true) {
    switch (exchange->next()) {
      case Exchange::Next::kSendPreflight:
        if (step) step(*exchange);
        if (hop < c.preflights.size() && c.preflights[hop]) {
          exchange->Receive(*c.preflights[hop], 0);
        } else {
          exchange->ReceiveNothing();
        }
        break;
      case Exchange::Next::kSendRequest:
        if (step) step(*exchange);
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
        if (step) step(*exchange);
        ++hop;
        exchange->Resolved(ResolveUrl(std::string(exchange->location()),
                                      exchange->current_url()));
        break;
      case Exchange::Next::kDone:
        return;
    }
  }
}

std::optional<Result> CaseRunner::Run(const Case& c, std::string* error) {
  std::vector<Header> headers;
  PreflightCache cache;  // Each case is a browser of its own.
  Exchange exchange(&cache);
  exchange.Start(RequestOf(c, &headers), 0);
  Drive(c, &exchange, nullptr);
  const FilteredResponse& seen = exchange.response();
  if (GetReasonInfo(seen.reason()).kind == ReasonKind::kWrongCall) {
    *error = std::string(ReasonText(seen.reason())) + ": " +
             std::string(ReasonFix(seen.reason()));
    return std::nullopt;
  }
  Result result;
  result.id = c.id;
  FillResult(seen, c, &script_api_, &result);
  result.url = exchange.response_url();
  result.redirected = exchange.redirected();
  result.body_null = exchange.body_null();
  result.did_preflight = exchange.preflight_count() > 0;
  if (exchange.preflight()) {
    result.preflight_request = exchange.preflight()->headers;
  }
  result.origin_sent = exchange.outgoing().origin;
  return result;
}

}  // namespace corsieve::tools
