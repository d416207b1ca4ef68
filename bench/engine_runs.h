// The engine's answers for a head, by each of its doors, with what a page or an
// embedder would have around them. All keep their memory from head to head.

#ifndef CORSIEVE_BENCH_ENGINE_RUNS_H_
#define CORSIEVE_BENCH_ENGINE_RUNS_H_

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bench/heads.h"
#include "corsieve/exchange.h"
#include "corsieve/filter.h"
#include "corsieve/preflight.h"
#include "corsieve/profile.h"
#include "corsieve/request.h"
#include "corsieve/script_api.h"

namespace corsieve::bench {

// A number that depends on the whole answer.
inline size_t Sum(const FilteredResponse& seen) {
  return seen.reasons().size() + static_cast<size_t>(seen.type());
}

// Filter::Run.
class FilterRun {
 public:
  FilterRun(Profile profile, std::string_view set);

  const FilteredResponse& Bytes(const Head& head);
  // The two forms of the list that a Head has.
  const FilteredResponse& List(const Head& head) {
    return RunList(head, head.headers);
  }
  const FilteredResponse& Views(const Head& head) {
    return RunList(head, head.views);
  }

 private:
  const FilteredResponse& RunList(const Head& head,
                                  absl::Span<const Header> headers);

  std::unique_ptr<Filter> filter_;
  Request request_;
};

// `count` URLs of one server and one length, all different.
std::vector<std::string> MakeUrls(size_t count);

// A preflight cache of what a page of kOrigin may PUT as JSON.
class JsonPuts {
 public:
  JsonPuts(Profile profile, size_t capacity);

  // Remembers that the page may, with credentials and without.
  void Store(const std::string& url);
  // Whether it is remembered, for a request with credentials.
  bool Allows(const std::string& url);
  PreflightCache* cache() { return &cache_; }

 private:
  // Firefox keeps what is with credentials apart from what is without.
  bool keeps_apart_;
  std::vector<std::string> unsafe_names_;
  PreflightCache cache_;
};

// Exchange: Start and Receive.
class ExchangeRun {
 public:
  // Null if an exchange cannot be had with that set. What is put is put to
  // `cached` URLs in turn, for all of which the preflight is remembered.
  static std::unique_ptr<ExchangeRun> Make(Profile profile,
                                           std::string_view set, size_t cached);

  // A cross-origin GET, answered by bytes or by a list.
  const FilteredResponse& Get(const Head& head);
  const FilteredResponse& GetList(const Head& head);
  // A PUT of JSON, whose preflight is not sent: it is remembered.
  const FilteredResponse& Put(const Head& head);

  // How many preflights were to be sent for the last one.
  size_t preflight_count() const { return exchange_->preflight_count(); }

 private:
  ExchangeRun(Profile profile, std::string_view set, size_t cached);

  std::vector<std::string> urls_;
  size_t next_url_ = 0;
  JsonPuts puts_;
  std::unique_ptr<Exchange> exchange_;
  Request get_;
  Request put_;
};

}  // namespace corsieve::bench

#endif  // CORSIEVE_BENCH_ENGINE_RUNS_H_
