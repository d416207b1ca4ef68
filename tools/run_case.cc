#include "tools/run_case.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "tools/serve_case.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

// Sizes are compared first, and mostly settle it.
using std::string_view_literals::operator""sv;

Mode ModeFromWord(std::string_view word) {
  return word == "no-cors"sv       ? Mode::kNoCors
         : word == "same-origin"sv ? Mode::kSameOrigin
         : word == "navigate"sv    ? Mode::kNavigate
                                   : Mode::kCors;
}

CredentialsMode CredentialsFromWord(std::string_view word) {
  return word == "omit"sv      ? CredentialsMode::kOmit
         : word == "include"sv ? CredentialsMode::kInclude
                               : CredentialsMode::kSameOrigin;
}

RedirectMode RedirectFromWord(std::string_view word) {
  return word == "error"sv    ? RedirectMode::kError
         : word == "manual"sv ? RedirectMode::kManual
                              : RedirectMode::kFollow;
}

ReferrerPolicy ReferrerPolicyFromWord(std::string_view word) {
  return FindReferrerPolicy(word).value_or(
      ReferrerPolicy::kStrictOriginWhenCrossOrigin);
}

}  // namespace

void ResultViewer::View(const Exchange& exchange, bool xhr, const Case& c,
                        ResultView* result) {
  const FilteredResponse& seen = exchange.response();
  result->origin = c.origin;
  result->request_url = c.url;
  result->network_error = seen.is_network_error();
  result->type = ResponseTypeName(seen.type());
  result->status = seen.status();
  result->status_text = seen.status_message();
  exchange.WriteResponseUrl(&url_);
  result->url = url_;
  result->redirected = exchange.redirected();
  const absl::Span<const Header> entries = entries_.Entries(seen);
  result->headers.assign(entries.begin(), entries.end());
  const absl::Span<const std::string_view> cookies = values_.GetSetCookie(seen);
  result->set_cookie.assign(cookies.begin(), cookies.end());
  result->all.reset();
  if (xhr) result->all = all_.GetAllResponseHeaders(seen);
  ViewNames(seen, c.names, result);
  result->body_null = exchange.body_null();
  result->timing_allow_passed =
      !seen.is_network_error() && exchange.timing_allow_passed();
  result->preflights_sent = static_cast<int>(exchange.preflight_count());
  result->did_preflight = result->preflights_sent > 0;
  result->preflight_request.reset();
  if (exchange.preflight() != nullptr) {
    const absl::Span<const Header> sent = exchange.preflight()->headers;
    result->preflight_request.emplace(sent.begin(), sent.end());
  }
  result->origin_sent = exchange.outgoing().origin;
  result->reason = ReasonName(seen.reason());
  result->fates.clear();
  result->outcomes_of_headers = seen.outcomes();
}

// Get() goes through all headers. Names by the thousand are looked for among
// the sorted ones, which have the same values: all but Set-Cookie's.
void ResultViewer::ViewNames(const FilteredResponse& seen,
                             const std::vector<std::string>& names,
                             ResultView* result) {
  constexpr size_t kFew = 8;
  auto& get = result->get;
  get.clear();
  for (const std::string& name : names) get.emplace_back(name, std::nullopt);
  std::sort(get.begin(), get.end());
  get.erase(std::unique(get.begin(), get.end()), get.end());
  joined_.clear();
  joined_.reserve(get.size());
  for (auto& [name, value] : get) {
    if (get.size() > kFew && !EqualsAnyCase(name, "set-cookie")) {
      const std::string lower = Lower(name);
      const auto& entries = result->headers;
      const auto it = std::lower_bound(
          entries.begin(), entries.end(), lower,
          [](const Header& h, const std::string& n) { return h.name < n; });
      if (it != entries.end() && it->name == lower) value = it->value;
    } else if (const auto got = values_.Get(seen, name)) {
      value = joined_.emplace_back(*got);
    }
  }
}

Result ResultOf(const Exchange& exchange, bool xhr, const Case& c,
                ResultViewer* viewer) {
  ResultView view;
  viewer->View(exchange, xhr, c, &view);
  Result result = CopyOf(view);
  result.id = c.id;
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
      c.api == "xhr"sv ? Initiator::kXmlHttpRequest : Initiator::kFetch;
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
  request.embedder_policy = c.embedder_policy == "require-corp"sv
                                ? EmbedderPolicy::kRequireCorp
                            : c.embedder_policy == "credentialless"sv
                                ? EmbedderPolicy::kCredentialless
                                : EmbedderPolicy::kUnsafeNone;
  request.schemelessly_same_site =
      c.schemelessly_same_site.value_or(IsSameHost(c.origin, c.url));
  return request;
}

namespace {

// The server of a further request: the first one's, or with answers of its own.
Case ServerOf(const Case& then, const Case& first) {
  Case served;
  served.origin = then.origin;
  served.url = then.has_own_responses ? then.url : first.url;
  served.responses = then.has_own_responses ? then.responses : first.responses;
  served.preflights =
      then.has_own_preflights ? then.preflights : first.preflights;
  served.stored = first.stored;
  served.loop = first.loop;
  served.body = first.body;
  served.names = first.names;
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
    if (then.inherits_headers) {
      Case asked = then;
      asked.headers = c.headers;
      result = run(asked, ServerOf(then, c), now_ms);
    } else {
      result = run(then, ServerOf(then, c), now_ms);
    }
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
  result->id = c.id;
  return result;
}

std::optional<Result> CaseRunner::Run(const Case& c, std::string* error) {
  const ResultView* const view = View(c, error);
  if (view == nullptr) return std::nullopt;
  Result result = CopyOf(*view);
  result.id = c.id;
  return result;
}

const ResultView* CaseRunner::View(const Case& c, std::string* error) {
  // Each case is a browser of its own; one that remembers nothing is as new.
  if (browser_ == nullptr || browser_->cache.size() > 0) {
    browser_ = std::make_unique<Browser>(profile_);
  }
  room_ = most_sent_;
  if (c.then.empty()) {
    return ViewOne(c, c, 0, error) ? &view_ : nullptr;
  }
  result_ = RunRequests(c,
                        [&](const Case& asked, const Case& served,
                            int64_t now_ms) -> std::optional<Result> {
                          if (!ViewOne(asked, served, now_ms, error))
                            return std::nullopt;
                          return CopyOf(view_);
                        });
  if (!result_) return nullptr;
  view_ = ViewOf(*result_);
  return &view_;
}

bool CaseRunner::ViewOne(const Case& asked, const Case& served, int64_t now_ms,
                         std::string* error) {
  Exchange& exchange = browser_->exchange;
  exchange.Start(RequestOf(asked, &headers_), now_ms);
  if (server_) {
    server_->Renew(served, now_ms);
  } else {
    server_.emplace(served, profile_, now_ms);
  }
  server_->SetRoom(room_);
  server_->Serve(&exchange);
  room_ = server_->room();
  if (server_->overrun()) {
    *error = "its requests have more than " + std::to_string(most_sent_) +
             " bytes of URLs and headers";
    return false;
  }
  const Reason reason = exchange.response().reason();
  if (GetReasonInfo(reason).kind == ReasonKind::kWrongCall) {
    *error =
        std::string(ReasonText(reason)) + ": " + std::string(ReasonFix(reason));
    return false;
  }
  viewer_.View(exchange, asked.api == "xhr"sv, served, &view_);
  view_.head = server_->last_head();
  view_.origin = asked.origin;
  view_.request_url = asked.url;
  view_.hops = server_->hops();
  view_.preflights = server_->preflights();
  view_.outcomes = {};
  view_.preflights_by_request = {};
  return true;
}

}  // namespace corsieve::tools
