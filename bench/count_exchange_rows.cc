// The rows about exchanges and preflight caches.

#include <cstdlib>
#include <memory>

#include "bench/count_rows.h"
#include "bench/dice.h"
#include "bench/engine_access.h"
#include "bench/engine_runs.h"
#include "corsieve/exchange.h"

namespace corsieve::bench {
namespace {

// The same headers, of a response that says that nothing has changed.
std::string NotModified(std::string_view head) {
  return "HTTP/1.1 304 Not Modified" +
         std::string(head.substr(head.find('\r')));
}

// An exchange whose request has n headers of script's, all of which a preflight
// asks for and is granted.
class ManyRequestHeaders {
 public:
  ManyRequestHeaders(Profile profile, std::string_view set, size_t n)
      : cache_(profile), exchange_(MakeExchange(profile, set, &cache_)) {
    Lines lines;
    Allow(true, &lines);
    std::string allowed;
    for (size_t i = 0; i < n; ++i) {
      names_.push_back("x-script-" + std::to_string(1000000 + i * 37 % n));
      allowed += (i == 0 ? "" : ",") + names_.back();
    }
    for (const std::string& name : names_) headers_.push_back({name, "1"});
    final_ = Join("HTTP/1.1 200 OK", lines);
    lines.emplace_back("Access-Control-Allow-Headers", allowed);
    preflight_ = Join("HTTP/1.1 204 No Content", lines);
  }
  const FilteredResponse& Run(const Head& head) {
    Request request = RequestFor(head);
    request.headers = headers_;
    exchange_->Start(request, 0);
    exchange_->Receive(preflight_, 0);
    exchange_->Receive(final_, 0);
    return exchange_->latest();
  }

 private:
  std::vector<std::string> names_;
  std::vector<Header> headers_;
  std::string preflight_;
  std::string final_;
  PreflightCache cache_;
  std::unique_ptr<Exchange> exchange_;
};

}  // namespace

void CountRows::AddExchangeGrowth(const Growth& growth, Profile profile) {
  const std::string at = At(profile, growth.kind, growth.size);
  for (size_t size : {growth.size, 4 * growth.size}) {
    const Stream& stream = Keep(growth.kind, size);
    const std::shared_ptr<Exchange> exchange =
        MakeExchange(profile, set_, nullptr);
    AddRun(
        "exchange" + at, size, stream, [=](const Head& head) -> auto& {
          exchange->Start(RequestFor(head), 0);
          exchange->Receive(head.bytes, 0);
          return exchange->latest();
        });
    AddRun(
        "exchange-list" + at, size, stream, [=](const Head& head) -> auto& {
          exchange->Start(RequestFor(head), 0);
          exchange->Receive(head.status, head.message, head.headers, 0);
          return exchange->latest();
        });
    // The stored response and the 304 are both so large.
    const std::string not_modified = NotModified(stream.heads[0].bytes);
    AddRun(
        "exchange-304" + at, size, stream, [=](const Head& head) -> auto& {
          exchange->Start(RequestFor(head), 0);
          exchange->SetStored(head.bytes);
          exchange->Receive(not_modified, 0);
          return exchange->latest();
        });
  }
}

void CountRows::AddRequestGrowth(Profile profile) {
  // WebKit takes no value of 64 KB.
  constexpr size_t kNames = 500;
  const Stream& api = Keep(MakeStream("api", 1));
  for (size_t size : {kNames, 4 * kNames}) {
    const auto many = std::make_shared<ManyRequestHeaders>(profile, set_, size);
    AddRun(
        "exchange" + At(profile, "request-headers", kNames), size,
        api, [=](const Head& head) -> auto& { return many->Run(head); });
    // A preflight names them sorted.
    rows_.back().kind = CountRow::kSorted;
  }
}

// What an operation costs where a cache has `size` URLs.
void CountRows::AddCacheGrowth(Profile profile, size_t base, size_t size) {
  constexpr size_t kOperations = 1000;
  const std::string at = At(profile, "urls", base);
  const auto urls =
      std::make_shared<std::vector<std::string>>(MakeUrls(size + kOperations));
  // Firefox has two entries for each.
  const size_t capacity = profile == Profile::kFirefox ? 2 * size : size;
  const auto known = std::make_shared<JsonPuts>(profile, capacity);
  for (size_t i = 0; i < size; ++i) known->Store((*urls)[i]);
  rows_.push_back(
      {"cache-answer" + at, size, CountRow::kConstant, kOperations, [=] {
         for (size_t i = 0; i < kOperations; ++i) {
           if (!known->Allows((*urls)[i * 7919 % size])) std::abort();
         }
       }});
  // Each store makes it forget the URL that was not used for longest.
  const auto full = std::make_shared<JsonPuts>(profile, capacity);
  for (const std::string& url : *urls) full->Store(url);
  const auto next = std::make_shared<size_t>(0);
  rows_.push_back(
      {"cache-store" + at, size, CountRow::kConstant, kOperations, [=] {
         for (size_t i = 0; i < kOperations; ++i) {
           full->Store((*urls)[(*next)++ % urls->size()]);
         }
       }});
}

void CountRows::AddCacheGrowth(Profile profile) {
  for (size_t size : {10, 100000}) AddCacheGrowth(profile, 10, size);
  // From nothing to so many.
  constexpr size_t kBase = 1000;
  const auto urls =
      std::make_shared<std::vector<std::string>>(MakeUrls(4 * kBase));
  for (size_t size : {kBase, 4 * kBase}) {
    rows_.push_back({"cache-fill" + At(profile, "urls", kBase), size,
                     CountRow::kLinear, 1, [=] {
                       JsonPuts puts(profile, 2 * size);
                       for (size_t i = 0; i < size; ++i) puts.Store((*urls)[i]);
                     }});
    rows_.back().work();
  }
}

}  // namespace corsieve::bench
