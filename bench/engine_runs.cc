#include "bench/engine_runs.h"

#include <utility>

#include "bench/engine_access.h"

namespace corsieve::bench {
namespace {

CredentialsMode ModeOf(bool credentials) {
  return credentials ? CredentialsMode::kInclude : CredentialsMode::kSameOrigin;
}

constexpr Header kJson[] = {{"Content-Type", "application/json"}};

}  // namespace

FilterRun::FilterRun(Profile profile, std::string_view set)
    : filter_(MakeFilter(profile, set)), request_(RequestFor(Head())) {}

const FilteredResponse& FilterRun::Bytes(const Head& head) {
  request_.credentials_mode = ModeOf(head.credentials);
  return filter_->Run(request_, head.bytes);
}

const FilteredResponse& FilterRun::RunList(const Head& head,
                                           absl::Span<const Header> headers) {
  request_.credentials_mode = ModeOf(head.credentials);
  return filter_->Run(request_, head.status, head.message, headers);
}

std::vector<std::string> MakeUrls(size_t count) {
  std::vector<std::string> urls;
  for (size_t i = 0; i < count; ++i) {
    urls.push_back(std::string(kUrl) + "/" + std::to_string(1000000 + i));
  }
  return urls;
}

JsonPuts::JsonPuts(Profile profile, size_t capacity)
    : keeps_apart_(profile == Profile::kFirefox),
      unsafe_names_({"content-type"}),
      cache_(capacity, /*max_age_cap_seconds=*/7200, profile) {}

void JsonPuts::Store(const std::string& url) {
  PreflightGrant grant;
  grant.methods = {"PUT"};
  grant.header_names = {"Content-Type"};
  grant.max_age_seconds = 7200;
  cache_.Store({"", kOrigin, url}, CredentialsMode::kInclude, grant, 0);
  if (keeps_apart_) {
    cache_.Store({"", kOrigin, url}, CredentialsMode::kSameOrigin, grant, 0);
  }
}

bool JsonPuts::Allows(const std::string& url) {
  return cache_.Allows({"", kOrigin, url}, CredentialsMode::kInclude,
                       {"PUT", unsafe_names_}, 0);
}

ExchangeRun::ExchangeRun(Profile profile, std::string_view set, size_t cached)
    : urls_(MakeUrls(cached)),
      puts_(profile, 2 * cached),
      exchange_(MakeExchange(profile, set, puts_.cache())),
      get_(RequestFor(Head())),
      put_(RequestFor(Head())) {
  if (exchange_ == nullptr) return;
  for (const std::string& url : urls_) puts_.Store(url);
  put_.method = "PUT";
  put_.headers = kJson;
  put_.body = RequestBody::kSource;
}

std::unique_ptr<ExchangeRun> ExchangeRun::Make(Profile profile,
                                               std::string_view set,
                                               size_t cached) {
  std::unique_ptr<ExchangeRun> run(new ExchangeRun(profile, set, cached));
  return run->exchange_ == nullptr ? nullptr : std::move(run);
}

const FilteredResponse& ExchangeRun::Get(const Head& head) {
  get_.credentials_mode = ModeOf(head.credentials);
  exchange_->Start(get_, 0);
  exchange_->Receive(head.bytes, 0);
  return exchange_->latest();
}

const FilteredResponse& ExchangeRun::GetList(const Head& head) {
  get_.credentials_mode = ModeOf(head.credentials);
  exchange_->Start(get_, 0);
  exchange_->Receive(head.status, head.message, head.headers, 0);
  return exchange_->latest();
}

const FilteredResponse& ExchangeRun::Put(const Head& head) {
  put_.credentials_mode = ModeOf(head.credentials);
  // One of them after the other would be one behind the other in memory.
  next_url_ = (next_url_ + 7919) % urls_.size();
  put_.url = urls_[next_url_];
  exchange_->Start(put_, 0);
  exchange_->Receive(head.bytes, 0);
  // A failure clears what was remembered.
  // https://fetch.spec.whatwg.org/#concept-cache-clear
  if (exchange_->latest().is_network_error()) puts_.Store(urls_[next_url_]);
  return exchange_->latest();
}

}  // namespace corsieve::bench
