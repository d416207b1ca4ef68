#include "tools/run_case.h"

#include <string_view>
#include <utility>

#include "tools/serve_case.h"

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

ReferrerPolicy ReferrerPolicyFromWord(const std::string& word) {
  return FindReferrerPolicy(word).value_or(
      ReferrerPolicy::kStrictOriginWhenCrossOrigin);
}

}  // namespace

Result ResultOf(const Exchange& exchange, bool xhr, const Case& c,
                ScriptApi* api) {
  const FilteredResponse& seen = exchange.response();
  Result result;
  result.id = c.id;
  result.origin = c.origin;
  result.request_url = c.url;
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
  if (xhr) result.all = api->GetAllResponseHeaders(seen);
  for (const std::string& name : c.names) {
    result.get[name] = api->Get(seen, name);
  }
  result.body_null = exchange.body_null();
  result.timing_allow_passed =
      !seen.is_network_error() && exchange.timing_allow_passed();
  result.preflights_sent = static_cast<int>(exchange.preflight_count());
  result.did_preflight = result.preflights_sent > 0;
  if (exchange.preflight() != nullptr) {
    Pairs& sent = result.preflight_request.emplace();
    for (const Header& h : exchange.preflight()->headers) {
      sent.emplace_back(h.name, h.value);
    }
  }
  result.origin_sent = exchange.outgoing().origin;
  result.reason = ReasonName(seen.reason());
  for (const Outcome& o : seen.outcomes()) {
    result.fates.push_back({std::string(o.name), std::string(o.value),
                            o.exposed(), std::string(ReasonName(o.reason))});
  }
  return result;
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
  if (request.initiator == Initiator::kXmlHttpRequest) {
    // https://xhr.spec.whatwg.org/#the-send()-method
    request.mode = Mode::kCors;
    if (request.credentials_mode == CredentialsMode::kOmit) {
      request.credentials_mode = CredentialsMode::kSameOrigin;
    }
    request.redirect_mode = RedirectMode::kFollow;
  }
  request.method = c.method;
  request.headers = *headers;
  request.upload_listener = c.upload_listener;
  if (c.has_body) request.body = RequestBody::kSource;
  if (c.stream) request.body = RequestBody::kStream;
  request.destination = c.destination;
  request.referrer_policy = ReferrerPolicyFromWord(c.referrer_policy);
  request.embedder_policy =
      c.embedder_policy == "require-corp"     ? EmbedderPolicy::kRequireCorp
      : c.embedder_policy == "credentialless" ? EmbedderPolicy::kCredentialless
                                              : EmbedderPolicy::kUnsafeNone;
  request.schemelessly_same_site =
      c.schemelessly_same_site.value_or(IsSameHost(c.origin, c.url));
  return request;
}

namespace {

// The server of a further request: the first one's, or with answers of its own.
Case ServerOf(const Case& then, const Case& first) {
  Case served = first;
  served.origin = then.origin;
  if (then.has_own_responses) {
    served.responses = then.responses;
    served.url = then.url;
  }
  if (then.has_own_preflights) served.preflights = then.preflights;
  return served;
}

}  // namespace

std::optional<Result> RunRequests(const Case& c, const RunRequest& run) {
  int64_t now_ms = 0;
  std::optional<Result> result = run(c, c, now_ms);
  if (c.then.empty() || !result) return result;
  std::vector<std::string> outcomes;
  std::vector<int> preflights;
  std::vector<Sent> all_hops;
  std::vector<Sent> all_preflights;
  const auto note = [&] {
    outcomes.push_back(result->network_error ? "network-error" : "ok");
    preflights.push_back(result->preflights_sent);
    all_hops.insert(all_hops.end(), result->hops.begin(), result->hops.end());
    all_preflights.insert(all_preflights.end(), result->preflights.begin(),
                          result->preflights.end());
  };
  note();
  for (const Case& then : c.then) {
    const std::optional<Pairs> preflight_request = result->preflight_request;
    now_ms += then.wait_ms;
    result = run(then, ServerOf(then, c), now_ms);
    if (!result) return result;
    note();
    if (!result->preflight_request) {
      result->preflight_request = preflight_request;
    }
  }
  result->hops = std::move(all_hops);
  result->preflights = std::move(all_preflights);
  result->outcomes = std::move(outcomes);
  result->preflights_by_request = std::move(preflights);
  result->preflights_sent = 0;
  for (int n : result->preflights_by_request) result->preflights_sent += n;
  result->did_preflight = result->preflights_sent > 0;
  return result;
}

std::optional<Result> CaseRunner::Run(const Case& c, std::string* error) {
  PreflightCache cache(profile_);  // Each case is a browser of its own.
  return RunRequests(
      c, [&](const Case& asked, const Case& served, int64_t now_ms) {
        return RunOne(asked, served, now_ms, &cache, error);
      });
}

std::optional<Result> CaseRunner::RunOne(const Case& asked, const Case& served,
                                         int64_t now_ms, PreflightCache* cache,
                                         std::string* error) {
  std::vector<Header> headers;
  Exchange exchange(cache, "", profile_);
  exchange.Start(RequestOf(asked, &headers), now_ms);
  CaseServer server(served, profile_, now_ms);
  server.Serve(&exchange);
  const Reason reason = exchange.response().reason();
  if (GetReasonInfo(reason).kind == ReasonKind::kWrongCall) {
    *error =
        std::string(ReasonText(reason)) + ": " + std::string(ReasonFix(reason));
    return std::nullopt;
  }
  Result result = ResultOf(exchange, asked.api == "xhr", served, &script_api_);
  result.origin = asked.origin;
  result.request_url = asked.url;
  result.hops = server.hops();
  result.preflights = server.preflights();
  return result;
}

}  // namespace corsieve::tools
