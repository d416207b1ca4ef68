// What preflights allowed, remembered.

#ifndef CORSIEVE_PREFLIGHT_CACHE_H_
#define CORSIEVE_PREFLIGHT_CACHE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "corsieve/preflight.h"
#include "corsieve/profile.h"
#include "corsieve/request.h"

namespace corsieve {

// https://fetch.spec.whatwg.org/#concept-cache
//
// Entries are kept per network partition, origin, URL and credentials. At most
// `capacity` (partition, origin, URL) triples are remembered, the least
// recently used going first, and at most 256 methods and names for each; and no
// more than max_bytes() of all that. Time is what the caller says it is, in
// milliseconds from any point that stays; an entry is gone once its age is its
// max-age. A question among n of them takes log n steps, whatever URLs there
// are. Not thread-safe.
//
// A literal `*` that came with credentials is not remembered: it stands for no
// name but "*" then, and as an entry it would match every name.
//
// With an engine's profile it is that engine's cache; the profile is that of
// the exchanges that use it.
class PreflightCache {
 public:
  // What an entry is remembered for.
  struct Key {
    // https://fetch.spec.whatwg.org/#network-partition-key
    std::string_view partition;
    std::string_view origin;  // Serialized as sent: "null" once tainted.
    std::string_view url;     // Fragment and all.
  };

  // A max-age beyond the cap counts as the cap.
  explicit PreflightCache(size_t capacity = 1024,
                          int64_t max_age_cap_seconds = 7200,
                          Profile profile = Profile::kStandard);
  // With the capacity and the cap of the engine. (WebKit's has no capacity;
  // here it is 1024.)
  explicit PreflightCache(Profile profile);
  // With the cap of the engine alone.
  PreflightCache(Profile profile, size_t capacity);
  ~PreflightCache();
  PreflightCache(const PreflightCache&) = delete;
  PreflightCache& operator=(const PreflightCache&) = delete;

  // https://fetch.spec.whatwg.org/#concept-cache-match-method
  bool MatchMethod(const Key& key, CredentialsMode credentials_mode,
                   std::string_view method, int64_t now_ms);

  // https://fetch.spec.whatwg.org/#concept-cache-match-header
  bool MatchHeaderName(const Key& key, CredentialsMode credentials_mode,
                       std::string_view name, int64_t now_ms);

  // Whether the request needs no preflight for what is asked.
  // https://fetch.spec.whatwg.org/#concept-http-fetch
  bool Allows(const Key& key, CredentialsMode credentials_mode,
              const PreflightQuestion& question, int64_t now_ms);

  // https://fetch.spec.whatwg.org/#cors-preflight-fetch
  void Store(const Key& key, CredentialsMode credentials_mode,
             const PreflightGrant& grant, int64_t now_ms);

  // https://fetch.spec.whatwg.org/#concept-cache-clear
  void Clear(const Key& key);

  // How many triples are remembered (profile firefox: with and without
  // credentials apart).
  size_t size() const;
  // How many bytes of keys, methods and names, and the most that there may be:
  // 1 KiB for each triple of the capacity, and not less than 1 MiB.
  size_t bytes() const;
  size_t max_bytes() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace corsieve

#endif  // CORSIEVE_PREFLIGHT_CACHE_H_
