// CORS preflights: when one is needed, what its answer allows, and for how
// long.

#ifndef CORSIEVE_PREFLIGHT_H_
#define CORSIEVE_PREFLIGHT_H_

#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/base/attributes.h"
#include "absl/types/span.h"
#include "corsieve/header_list.h"
#include "corsieve/profile.h"
#include "corsieve/reason.h"
#include "corsieve/request.h"

namespace corsieve {

struct Departures;  // Private to the engine.

// What a preflight asks about. The method is normalized, the names are what
// CorsUnsafeRequestHeaderNames returns.
struct PreflightQuestion {
  std::string_view method;
  absl::Span<const std::string> unsafe_header_names;
  // https://fetch.spec.whatwg.org/#use-cors-preflight
  bool use_cors_preflight = false;
};

// What a preflight's answer allows, beyond what it was asked about.
struct PreflightGrant {
  // Access-Control-Allow-Methods and -Headers, as written; `*` included,
  // whether it is a wildcard or not. Views of the answer.
  std::vector<std::string_view> methods;
  std::vector<std::string_view> header_names;
  int64_t max_age_seconds = 5;  // Unclamped.
};

// Whether main fetch makes the request one with a preflight; its tainting is
// cors. https://fetch.spec.whatwg.org/#main-fetch
bool NeedsPreflight(const PreflightQuestion& question);

// The origin that a preflight for `request` is sent and checked with.
std::string_view SerializePreflightOrigin(const Request& request
                                              ABSL_ATTRIBUTE_LIFETIME_BOUND,
                                          Profile profile = Profile::kStandard);

// Judges the answer to a preflight: nullopt, and `*grant`, or why the request
// may not be made. `request` is the actual request. Where the answer is good
// but for the method or a header, `*grant` says all the same what it allows.
// https://fetch.spec.whatwg.org/#cors-preflight-fetch
std::optional<Reason> CheckPreflightResponse(
    const Request& request, const PreflightQuestion& question, int status,
    const HeaderList& header_list, PreflightGrant* grant,
    Profile profile = Profile::kStandard);

// Remembers what preflights allowed.
// https://fetch.spec.whatwg.org/#concept-cache
//
// Entries are kept per network partition, origin, URL and credentials. At most
// `capacity` (partition, origin, URL) triples are remembered, the least
// recently used going first, and at most 256 methods and names for each. Time
// is what the caller says it is, in milliseconds from any point that stays; an
// entry is gone once its age is its max-age. Not thread-safe.
//
// A literal `*` that came with credentials is not remembered: it stands for no
// name but "*" then, and as an entry it would match every name.
//
// With an engine's profile it is that engine's cache; the profile is that of
// the exchanges that use it.
class PreflightCache {
 public:
  struct Key {
    std::string_view
        partition;  // https://fetch.spec.whatwg.org/#network-partition-key
    std::string_view origin;  // Serialized as sent: "null" once tainted.
    std::string_view url;     // Fragment and all.
  };

  explicit PreflightCache(size_t capacity = 1024,
                          int64_t max_age_cap_seconds = 7200,
                          Profile profile = Profile::kStandard);
  // With the capacity and the cap of the engine. (WebKit's has no capacity;
  // here it is 1024.)
  explicit PreflightCache(Profile profile);
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

  size_t size() const { return buckets_.size(); }

 private:
  struct Entry {
    bool credentials;
    bool is_method;  // Else a header name, in lower case.
    std::string value;
    int64_t expires_ms;
  };
  struct Bucket {
    std::vector<Entry> entries;
    std::list<std::string>::iterator use;
  };

  // What buckets_ has a key's entries under.
  std::string Join(const Key& key, CredentialsMode credentials_mode) const;
  // The live entries under `key`, marked as used; nullptr if there are none.
  Bucket* Find(const std::string& key, int64_t now_ms);
  void Erase(const std::string& key);
  bool Match(const Key& key, CredentialsMode credentials_mode, bool is_method,
             std::string_view value, int64_t now_ms);
  bool AllowsAll(const Key& key, CredentialsMode credentials_mode,
                 const PreflightQuestion& question, int64_t now_ms);
  bool IsFreeMethod(const PreflightQuestion& question) const;
  void Put(Bucket* bucket, Entry entry);

  const Departures& departures_;
  size_t capacity_;
  int64_t max_age_cap_seconds_;
  std::list<std::string> uses_;  // Most recent first; the keys of buckets_.
  std::map<std::string, Bucket> buckets_;
};

}  // namespace corsieve

#endif  // CORSIEVE_PREFLIGHT_H_
