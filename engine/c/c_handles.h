// What the handles of corsieve.h are.

#ifndef CORSIEVE_ENGINE_C_C_HANDLES_H_
#define CORSIEVE_ENGINE_C_C_HANDLES_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "corsieve.h"
#include "corsieve/exchange.h"
#include "corsieve/exposed_header_names.h"
#include "corsieve/filter.h"
#include "corsieve/filtered_response.h"
#include "corsieve/preflight_cache.h"
#include "corsieve/script_api.h"
#include "engine/c/c_input.h"
#include "engine/c/c_lists.h"
#include "engine/filter/filter_state.h"
#include "engine/hot_path/hot_path.h"

struct corsieve_list {
 public:
  explicit corsieve_list(bool copies) : copies_(copies) {}

  void Clear() {
    pairs_.clear();
    bytes_.clear();
  }

  // The strings may be of this list.
  void Add(corsieve_str name, corsieve_str value) {
    if (copies_) Append(corsieve::ToView(name), corsieve::ToView(value));
    pairs_.push_back({name, value});
  }

  const std::vector<corsieve_pair>& Pairs() {
    if (!copies_) return pairs_;
    // The bytes are where they stay only now; the sizes say which are whose.
    const char* at = bytes_.c_str();
    for (corsieve_pair& pair : pairs_) {
      pair.name.data = at;
      pair.value.data = at + pair.name.size;
      at = pair.value.data + pair.value.size;
    }
    return pairs_;
  }

 private:
  void Append(std::string_view name, std::string_view value) {
    const size_t size = bytes_.size() + name.size() + value.size();
    if (size <= bytes_.capacity()) {
      bytes_.append(name).append(value);
      return;
    }
    std::string grown;
    grown.reserve(2 * size);
    grown.append(bytes_).append(name).append(value);
    bytes_.swap(grown);
  }

  const bool copies_;
  std::vector<corsieve_pair> pairs_;
  std::string bytes_;
};

struct corsieve_seen {
  const corsieve::FilteredResponse* response = nullptr;  // None yet.
  corsieve::ScriptApi api;
  std::vector<corsieve_pair> entries;
  std::vector<corsieve_str> set_cookie;
};

struct corsieve_filter {
 public:
  corsieve_filter(corsieve::Profile profile, bool copies_in)
      : filter(profile), copies(copies_in) {
    corsieve::FilterAccess::SetHotPath(profile, corsieve::PrefetchedHotPath(),
                                       &filter);
    seen.response = &filter.response();
  }

  corsieve::Filter filter;
  const bool copies;
  corsieve_seen seen;
  corsieve::RequestInput request;
  corsieve::ResponseInput response;

  // Room for copies of the next response: not where those of the last are, of
  // which it or its request may be made.
  std::string* NextBytes() { return &bytes_[turn_ ^= 1]; }

  // For corsieve_filter_visible.
  corsieve::Rows rows;
  corsieve::HeaderList list;
  corsieve::ExposedHeaderNames names;
  corsieve::FilteredHeaders visible;
  std::vector<corsieve::Reason> reasons;

 private:
  std::string bytes_[2];
  size_t turn_ = 0;
};

// Owned by the caller and by each exchange that uses it, all on one thread.
struct corsieve_cache {
  corsieve_cache(corsieve::Profile profile_in, size_t capacity)
      : profile(profile_in),
        cache(capacity == 0 ? corsieve::PreflightCache(profile_in)
                            : corsieve::PreflightCache(profile_in, capacity)) {}

  void Release() {
    if (--owners == 0) delete this;
  }

  const corsieve::Profile profile;
  corsieve::PreflightCache cache;
  size_t owners = 1;
};

struct corsieve_exchange {
  corsieve_exchange(corsieve::Profile profile, corsieve_cache* cache_in,
                    std::string partition, bool copies_in)
      : cache(cache_in),
        exchange(cache == nullptr ? nullptr : &cache->cache,
                 std::move(partition), profile),
        copies(copies_in) {
    if (cache != nullptr) ++cache->owners;
  }
  ~corsieve_exchange() {
    if (cache != nullptr) cache->Release();
  }

  corsieve_cache* const cache;
  corsieve::Exchange exchange;
  const bool copies;
  bool started = false;
  corsieve_seen response;
  corsieve_seen latest;
  corsieve::RequestInput request;
  corsieve::ResponseInput answer;
  corsieve::ResponseInput stored;  // Read when the answer comes.
  corsieve::Copies bytes;
  std::vector<corsieve_pair> outgoing;
  std::vector<corsieve_pair> preflight;
  std::string response_url;
};

namespace corsieve {

inline bool IsSeen(const corsieve_seen* seen) {
  return seen != nullptr && seen->response != nullptr;
}

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_C_C_HANDLES_H_
