#include "tools/run_case.h"

#include <cstddef>
#include <deque>
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
  if (request.initiator == Initiator::kXmlHttpRequest) {
    // https://xhr.spec.whatwg.org/#the-send()-method
    request.mode = Mode::kCors;
    request.redirect_mode = RedirectMode::kFollow;
  }
  request.method = c.method;
  request.headers = *headers;
  request.upload_listener = c.upload_listener;
  if (c.has_body) request.body = RequestBody::kSource;
  request.schemelessly_same_site = IsSameHost(c.origin, c.url);
  return request;
}

namespace {

void Resolve(std::string_view origin, Exchange* exchange) {
  const std::optional<std::string> url =
      ResolveUrl(std::string(exchange->location()), exchange->current_url());
  exchange->Resolved(url, url && IsSameHost(origin, *url));
}

// From the slash behind the host up to the query or fragment.
std::string PathOf(const std::string& url) {
  const size_t host = url.find("://");
  const size_t path = url.find('/', host == std::string::npos ? 0 : host + 3);
  if (path == std::string::npos) return "";
  return url.substr(path, url.find_first_of("?#") - path);
}

// The server that a case describes.
class CaseServer {
 public:
  CaseServer(const Case& c, Profile profile, int64_t now_ms)
      : case_(c), profile_(profile), now_ms_(now_ms) {}

  // Answers `exchange`, which was started, until it is done.
  void Serve(Exchange* exchange) {
    while (true) {
      switch (exchange->next()) {
        case Exchange::Next::kSendPreflight:
          SendPreflight(exchange);
          break;
        case Exchange::Next::kSendRequest:
          if (case_.stored) exchange->SetStored(*case_.stored);
          Send(exchange);
          break;
        case Exchange::Next::kResolveLocation:
          ++hop_;
          Resolve(case_.origin, exchange);
          break;
        case Exchange::Next::kDone:
          return;
      }
    }
  }

 private:
  void SendPreflight(Exchange* exchange) {
    const std::optional<size_t> i = Index(exchange->current_url());
    if (i && *i < case_.preflights.size() && case_.preflights[*i]) {
      exchange->Receive(Wire(*case_.preflights[*i], ""), now_ms_);
    } else {
      exchange->ReceiveNothing();
    }
  }

  void Send(Exchange* exchange) {
    const std::optional<size_t> i = Index(exchange->current_url());
    if (i && *i < case_.responses.size()) {
      exchange->Receive(Wire(case_.responses[*i], Body(*exchange)), now_ms_);
    } else if (i && case_.loop) {
      exchange->Receive(Wire(*case_.loop, Body(*exchange)), now_ms_);
    } else {
      exchange->ReceiveNothing();
    }
  }

  // Which of the answers is to a URL; nullopt: a closed connection. The server
  // that recordings are made with knows /case/ID and /case/ID/N, and goes by N;
  // any other goes by the hop.
  std::optional<size_t> Index(const std::string& url) const {
    const std::string path = PathOf(case_.url);
    const bool recorded = path.compare(0, 6, "/case/") == 0;
    if (profile_ == Profile::kStandard || !recorded) return hop_;
    const std::string base = path.substr(0, path.find('/', 6));
    const std::string asked = PathOf(url);
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
  std::string Body(const Exchange& exchange) const {
    if (profile_ == Profile::kStandard) return "";
    return exchange.outgoing().method == "HEAD" ? ""
                                                : case_.body.value_or("ok");
  }

  std::string_view Wire(const std::string& head, const std::string& body) {
    return wire_.emplace_back(head + body);
  }

  const Case& case_;
  const Profile profile_;
  const int64_t now_ms_;
  size_t hop_ = 0;
  std::deque<std::string> wire_;  // The exchange keeps views.
};

}  // namespace

std::optional<Result> CaseRunner::Run(const Case& c, std::string* error) {
  PreflightCache cache(profile_);  // Each case is a browser of its own.
  int64_t now_ms = 0;
  std::optional<Result> result = RunOne(c, c, now_ms, &cache, error);
  if (c.then.empty() || !result) return result;
  std::vector<std::string> outcomes;
  std::vector<int> preflights;
  const auto note = [&] {
    outcomes.push_back(result->network_error ? "network-error" : "ok");
    preflights.push_back(result->preflights_sent);
  };
  note();
  for (const Case& then : c.then) {
    const std::optional<Pairs> preflight_request = result->preflight_request;
    now_ms += then.wait_ms;
    result = RunOne(then, c, now_ms, &cache, error);
    if (!result) return result;
    note();
    if (!result->preflight_request) {
      result->preflight_request = preflight_request;
    }
  }
  result->outcomes = std::move(outcomes);
  result->preflights_by_request = std::move(preflights);
  result->preflights_sent = 0;
  for (int n : result->preflights_by_request) result->preflights_sent += n;
  result->did_preflight = result->preflights_sent > 0;
  return result;
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
  return ResultOf(exchange, asked.api == "xhr", served, &script_api_);
}

}  // namespace corsieve::tools
