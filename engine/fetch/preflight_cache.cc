// https://fetch.spec.whatwg.org/#cors-preflight-cache

#include "corsieve/preflight_cache.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <list>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "corsieve/request_header.h"
#include "engine/base/bytes.h"
#include "engine/terms/departures.h"

namespace corsieve {
namespace {

constexpr size_t kMaxEntries = 256;
constexpr size_t kBytesPerBucket = 1024;
constexpr size_t kMinBytes = 1 << 20;

// Stands among the methods for the answer itself: no method is empty.
constexpr std::string_view kAnyAnswer = "";

struct Limits {
  size_t capacity;
  int64_t max_age_cap_seconds;
};

// By Profile. services/network/cors/preflight_cache.cc, preflight_result.cc;
// nsCORSListenerProxy.cpp; CrossOriginPreflightResultCache.cpp
constexpr Limits kLimits[] = {
    {1024, 7200}, {1024, 7200}, {100, 86400}, {1024, 600}};

Limits LimitsOf(Profile profile) {
  return kLimits[static_cast<size_t>(profile)];
}

bool IsInclude(CredentialsMode mode) {
  return mode == CredentialsMode::kInclude;
}

// https://fetch.spec.whatwg.org/#cache-entry
struct Entry {
  bool credentials;
  bool is_method;     // Else a header name.
  std::string value;  // A name in lower case.
  int64_t expires_ms;
};

// How much an entry takes of what all may take.
size_t SizeOf(const Entry& entry) { return sizeof(Entry) + entry.value.size(); }

// By what a bucket is found. URLs whose hashes meet are told apart by their
// bytes, in as few steps as others: nobody gains by choosing such.
struct Place {
  Place(const PreflightCache::Key& k, bool with_credentials)
      : hash(std::hash<std::string_view>()(k.url)),
        apart(with_credentials),
        partition(k.partition),
        origin(k.origin),
        url(k.url) {}

  bool operator<(const Place& o) const {
    return std::tie(hash, apart, url, origin, partition) <
           std::tie(o.hash, o.apart, o.url, o.origin, o.partition);
  }

  size_t hash;  // Of the URL.
  bool apart;   // Whether it is only for requests with credentials.
  std::string_view partition;
  std::string_view origin;
  std::string_view url;
};

// All that is remembered for one key.
struct Bucket {
  // Partition, origin and URL, in one piece: to each piece is one way through
  // memory. `place` views it.
  std::string key;
  Place place;
  size_t bytes;
  std::vector<Entry> entries;
};

using Buckets = std::list<Bucket>;

}  // namespace

struct PreflightCache::State {
  State(size_t capacity_in, int64_t cap, Profile profile)
      : departures(GetDepartures(profile)),
        capacity(capacity_in),
        max_bytes(capacity_in >
                          std::numeric_limits<size_t>::max() / kBytesPerBucket
                      ? std::numeric_limits<size_t>::max()
                      : std::max(kMinBytes, capacity_in * kBytesPerBucket)),
        max_age_cap_seconds(cap) {}

  // Departure: Firefox's key says whether there are credentials (F01592).
  bool IsApart(CredentialsMode mode) const {
    return departures.cache_keeps_credentials_apart && IsInclude(mode);
  }

  using Places = std::map<Place, Buckets::iterator>;
  Bucket* Find(const Key& key, CredentialsMode mode, int64_t now_ms);
  Bucket* Add(const Key& key, CredentialsMode mode);
  void Erase(Places::iterator place);
  void EraseOldest();
  void Shrink();

  bool Match(const Bucket& bucket, CredentialsMode mode, bool is_method,
             std::string_view value) const;
  bool AllowsAll(const Key& key, CredentialsMode mode,
                 const PreflightQuestion& question, int64_t now_ms);
  bool IsFreeMethod(const PreflightQuestion& question) const;
  bool LacksCredentials(const Key& key, CredentialsMode mode, int64_t now_ms);
  bool IsForgotten(bool credentials, std::string_view value) const;
  bool HasSomething(const PreflightGrant& grant, bool credentials) const;
  void Put(Bucket* bucket, Entry entry);
  template <typename Matches>
  void DropEntries(Bucket* bucket, Matches matches);

  const Departures& departures;
  const size_t capacity;
  const size_t max_bytes;
  const int64_t max_age_cap_seconds;
  size_t bytes = 0;
  Buckets buckets;  // Most recently used first.
  Places places;    // Of the buckets.
};

template <typename Matches>
void PreflightCache::State::DropEntries(Bucket* bucket, Matches matches) {
  std::vector<Entry>& entries = bucket->entries;
  const auto is_dropped = [&](const Entry& e) {
    if (!matches(e)) return false;
    bucket->bytes -= SizeOf(e);
    bytes -= SizeOf(e);
    return true;
  };
  entries.erase(std::remove_if(entries.begin(), entries.end(), is_dropped),
                entries.end());
}

// The live entries of a key, marked as used; nullptr if there are none.
Bucket* PreflightCache::State::Find(const Key& key, CredentialsMode mode,
                                    int64_t now_ms) {
  const auto place = places.find(Place(key, IsApart(mode)));
  if (place == places.end()) return nullptr;
  DropEntries(&*place->second,
              [&](const Entry& e) { return e.expires_ms <= now_ms; });
  if (place->second->entries.empty()) {
    Erase(place);
    return nullptr;
  }
  buckets.splice(buckets.begin(), buckets, place->second);
  return &*place->second;
}

Bucket* PreflightCache::State::Add(const Key& key, CredentialsMode mode) {
  std::string text;
  text.reserve(key.partition.size() + key.origin.size() + key.url.size());
  text.append(key.partition).append(key.origin).append(key.url);
  const size_t size = sizeof(Bucket) + text.size();
  buckets.push_front({std::move(text), Place(key, IsApart(mode)), size, {}});
  // The text is where it stays only now.
  Place& place = buckets.front().place;
  const std::string_view all = buckets.front().key;
  place.partition = all.substr(0, key.partition.size());
  place.origin = all.substr(key.partition.size(), key.origin.size());
  place.url = all.substr(key.partition.size() + key.origin.size());
  places.emplace(place, buckets.begin());
  bytes += size;
  return &buckets.front();
}

void PreflightCache::State::Erase(Places::iterator place) {
  bytes -= place->second->bytes;
  buckets.erase(place->second);
  places.erase(place);
}

void PreflightCache::State::EraseOldest() {
  Erase(places.find(buckets.back().place));
}

void PreflightCache::State::Shrink() {
  while (buckets.size() > capacity || bytes > max_bytes) EraseOldest();
}

// https://fetch.spec.whatwg.org/#concept-cache-match
bool PreflightCache::State::Match(const Bucket& bucket, CredentialsMode mode,
                                  bool is_method,
                                  std::string_view value) const {
  // Departures: Firefox looks for the name itself (F01579); WebKit's `*` covers
  // Authorization here too, Chromium's does not (F01583).
  const bool wildcard_covers =
      !departures.cache_star_is_literal &&
      (is_method || departures.cache_star_covers_authorization ||
       !IsCorsNonWildcardRequestHeaderName(value));
  for (const Entry& e : bucket.entries) {
    if (e.is_method != is_method) continue;
    if (!e.credentials && IsInclude(mode)) continue;
    const bool is_same =
        e.value == value || (!is_method && EqualsIgnoreCase(e.value, value));
    const bool is_wildcard = e.value == "*" && wildcard_covers &&
                             !(e.credentials && IsInclude(mode));
    if (is_same || is_wildcard) return true;
  }
  return false;
}

bool PreflightCache::State::IsFreeMethod(
    const PreflightQuestion& question) const {
  // Departure: to Firefox HEAD is not safe here (F01569, F01575).
  if (departures.cache_wants_head && question.method == "HEAD") return false;
  // Departure: engines do not ask for the method because of an upload listener
  // (F01609).
  return IsCorsSafelistedMethod(question.method) &&
         (!question.use_cors_preflight || departures.cache_keeps_empty_answers);
}

bool PreflightCache::State::AllowsAll(const Key& key, CredentialsMode mode,
                                      const PreflightQuestion& question,
                                      int64_t now_ms) {
  const bool is_free = IsFreeMethod(question);
  const bool wants_answer = is_free && departures.cache_keeps_empty_answers;
  if (is_free && !wants_answer && question.unsafe_header_names.empty()) {
    return true;
  }
  const Bucket* bucket = Find(key, mode, now_ms);
  if (bucket == nullptr) return false;
  if ((!is_free || wants_answer) &&
      !Match(*bucket, mode, /*is_method=*/true,
             is_free ? kAnyAnswer : question.method)) {
    return false;
  }
  return std::all_of(question.unsafe_header_names.begin(),
                     question.unsafe_header_names.end(),
                     [&](const std::string& name) {
                       return Match(*bucket, mode, /*is_method=*/false, name);
                     });
}

// Whether what is remembered came without credentials, and they are asked for.
bool PreflightCache::State::LacksCredentials(const Key& key,
                                             CredentialsMode mode,
                                             int64_t now_ms) {
  if (!IsInclude(mode)) return false;
  const Bucket* bucket = Find(key, mode, now_ms);
  return bucket != nullptr && !bucket->entries.front().credentials;
}

// https://fetch.spec.whatwg.org/#concept-cache-create-entry
bool PreflightCache::State::IsForgotten(bool credentials,
                                        std::string_view value) const {
  // Departure: WebKit takes it for a wildcard where no credentials are, whoever
  // was told it (V00051).
  return credentials && value == "*" && !departures.cache_star_is_literal &&
         !departures.cache_keeps_star_of_credentials;
}

// Whether there is anything in an answer to be remembered.
bool PreflightCache::State::HasSomething(const PreflightGrant& grant,
                                         bool credentials) const {
  const auto is_kept = [&](std::string_view value) {
    return !IsForgotten(credentials, value);
  };
  return departures.cache_keeps_empty_answers ||
         std::any_of(grant.methods.begin(), grant.methods.end(), is_kept) ||
         std::any_of(grant.header_names.begin(), grant.header_names.end(),
                     is_kept);
}

// Refreshes the entry that is there, or makes one. The text of the standard
// would also refresh entries that merely match (a credentialed one, or `*`) and
// so let one answer prolong another; here each answer speaks for what it says.
void PreflightCache::State::Put(Bucket* bucket, Entry entry) {
  if (IsForgotten(entry.credentials, entry.value)) return;
  for (Entry& e : bucket->entries) {
    if (e.credentials == entry.credentials && e.is_method == entry.is_method &&
        e.value == entry.value) {
      e.expires_ms = entry.expires_ms;
      return;
    }
  }
  if (bucket->entries.size() == kMaxEntries) return;
  bucket->bytes += SizeOf(entry);
  bytes += SizeOf(entry);
  bucket->entries.push_back(std::move(entry));
}

PreflightCache::PreflightCache(size_t capacity, int64_t max_age_cap_seconds,
                               Profile profile)
    : state_(std::make_unique<State>(capacity, max_age_cap_seconds, profile)) {}

PreflightCache::PreflightCache(Profile profile)
    : PreflightCache(LimitsOf(profile).capacity,
                     LimitsOf(profile).max_age_cap_seconds, profile) {}

PreflightCache::PreflightCache(Profile profile, size_t capacity)
    : PreflightCache(capacity, LimitsOf(profile).max_age_cap_seconds, profile) {
}

PreflightCache::~PreflightCache() = default;

bool PreflightCache::MatchMethod(const Key& key,
                                 CredentialsMode credentials_mode,
                                 std::string_view method, int64_t now_ms) {
  const Bucket* bucket = state_->Find(key, credentials_mode, now_ms);
  return bucket != nullptr && state_->Match(*bucket, credentials_mode,
                                            /*is_method=*/true, method);
}

bool PreflightCache::MatchHeaderName(const Key& key,
                                     CredentialsMode credentials_mode,
                                     std::string_view name, int64_t now_ms) {
  const Bucket* bucket = state_->Find(key, credentials_mode, now_ms);
  return bucket != nullptr && state_->Match(*bucket, credentials_mode,
                                            /*is_method=*/false, name);
}

bool PreflightCache::Allows(const Key& key, CredentialsMode credentials_mode,
                            const PreflightQuestion& question, int64_t now_ms) {
  if (state_->AllowsAll(key, credentials_mode, question, now_ms)) return true;
  // Departures: Chromium drops what does not do (F01603, F01606), WebKit what
  // came without credentials and is asked for with them (V00024).
  if (state_->departures.mismatch_drops_entry ||
      (state_->departures.credentials_mismatch_drops_entry &&
       state_->LacksCredentials(key, credentials_mode, now_ms))) {
    Clear(key);
  }
  return false;
}

void PreflightCache::Store(const Key& key, CredentialsMode credentials_mode,
                           const PreflightGrant& grant, int64_t now_ms) {
  State& state = *state_;
  if (state.capacity == 0) return;
  // Departure: Chromium keeps nothing for opaque origins (F01599, F01611).
  if (state.departures.null_origin_is_not_cached && key.origin == "null") {
    return;
  }
  constexpr int64_t kMost = int64_t{1} << 40;
  const int64_t seconds = std::max<int64_t>(
      0, std::min({grant.max_age_seconds, state.max_age_cap_seconds, kMost}));
  const int64_t expires_ms =
      std::min(now_ms, std::numeric_limits<int64_t>::max() - kMost * 1000) +
      seconds * 1000;
  const bool include = IsInclude(credentials_mode);
  Bucket* bucket = state.Find(key, credentials_mode, now_ms);
  if (bucket == nullptr) {
    // What would make room for nothing takes no place.
    if (seconds == 0 || !state.HasSomething(grant, include)) return;
    bucket = state.Add(key, credentials_mode);
  }
  // Departure: Chromium and WebKit remember one answer for each key
  // (preflight_cache.cc, CrossOriginPreflightResultCache.cpp).
  if (state.departures.answer_replaces_entry) {
    state.DropEntries(bucket, [](const Entry&) { return true; });
  }
  if (state.departures.cache_keeps_empty_answers) {
    state.Put(bucket, {include, /*is_method=*/true, std::string(kAnyAnswer),
                       expires_ms});
  }
  for (std::string_view method : grant.methods) {
    state.Put(bucket,
              {include, /*is_method=*/true, std::string(method), expires_ms});
  }
  for (std::string_view name : grant.header_names) {
    state.Put(bucket, {include, /*is_method=*/false, Lower(name), expires_ms});
  }
  state.Shrink();
}

void PreflightCache::Clear(const Key& key) {
  for (bool apart : {false, true}) {
    const auto place = state_->places.find(Place(key, apart));
    if (place != state_->places.end()) state_->Erase(place);
  }
}

size_t PreflightCache::size() const { return state_->buckets.size(); }
size_t PreflightCache::bytes() const { return state_->bytes; }
size_t PreflightCache::max_bytes() const { return state_->max_bytes; }

}  // namespace corsieve
