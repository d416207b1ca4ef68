// https://fetch.spec.whatwg.org/#cors-preflight-cache

#include <algorithm>
#include <limits>
#include <utility>

#include "corsieve/preflight.h"
#include "corsieve/request_header.h"
#include "engine/bytes.h"
#include "engine/departures.h"

namespace corsieve {
namespace {

constexpr size_t kMaxEntries = 256;

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

std::string Lower(std::string_view s) {
  std::string lower(s);
  for (char& c : lower) c = ToLower(c);
  return lower;
}

}  // namespace

PreflightCache::PreflightCache(size_t capacity, int64_t max_age_cap_seconds,
                               Profile profile)
    : departures_(GetDepartures(profile)),
      capacity_(capacity),
      max_age_cap_seconds_(max_age_cap_seconds) {}

PreflightCache::PreflightCache(Profile profile)
    : PreflightCache(LimitsOf(profile).capacity,
                     LimitsOf(profile).max_age_cap_seconds, profile) {}

// Neither an origin nor a URL has a NUL; the lengths of the other two settle
// it.
std::string PreflightCache::Join(const Key& key,
                                 CredentialsMode credentials_mode) const {
  std::string joined(key.origin);
  joined.append(1, '\0').append(key.url);
  joined.append(1, '\0').append(key.partition);
  // Departure: Firefox's key says whether there are credentials (F01592).
  const bool apart = departures_.cache_keeps_credentials_apart;
  if (apart) joined.append(1, IsInclude(credentials_mode) ? '\1' : '\0');
  return joined;
}

PreflightCache::Bucket* PreflightCache::Find(const std::string& key,
                                             int64_t now_ms) {
  const auto it = buckets_.find(key);
  if (it == buckets_.end()) return nullptr;
  std::vector<Entry>& entries = it->second.entries;
  entries.erase(
      std::remove_if(entries.begin(), entries.end(),
                     [&](const Entry& e) { return e.expires_ms <= now_ms; }),
      entries.end());
  if (entries.empty()) {
    Erase(key);
    return nullptr;
  }
  uses_.splice(uses_.begin(), uses_, it->second.use);
  return &it->second;
}

void PreflightCache::Erase(const std::string& key) {
  const auto it = buckets_.find(key);
  if (it == buckets_.end()) return;
  uses_.erase(it->second.use);
  buckets_.erase(it);
}

// https://fetch.spec.whatwg.org/#concept-cache-match
bool PreflightCache::Match(const Key& key, CredentialsMode credentials_mode,
                           bool is_method, std::string_view value,
                           int64_t now_ms) {
  const Bucket* bucket = Find(Join(key, credentials_mode), now_ms);
  if (bucket == nullptr) return false;
  // Departures: Firefox looks for the name itself (F01579); WebKit's `*` covers
  // Authorization here too, Chromium's does not (F01583).
  const bool wildcard_covers =
      !departures_.cache_star_is_literal &&
      (is_method || departures_.cache_star_covers_authorization ||
       !IsCorsNonWildcardRequestHeaderName(value));
  for (const Entry& e : bucket->entries) {
    if (e.is_method != is_method) continue;
    if (!e.credentials && IsInclude(credentials_mode)) continue;
    if (e.value == value || (e.value == "*" && wildcard_covers)) return true;
  }
  return false;
}

bool PreflightCache::MatchMethod(const Key& key,
                                 CredentialsMode credentials_mode,
                                 std::string_view method, int64_t now_ms) {
  return Match(key, credentials_mode, /*is_method=*/true, method, now_ms);
}

bool PreflightCache::MatchHeaderName(const Key& key,
                                     CredentialsMode credentials_mode,
                                     std::string_view name, int64_t now_ms) {
  return Match(key, credentials_mode, /*is_method=*/false, Lower(name), now_ms);
}

bool PreflightCache::Allows(const Key& key, CredentialsMode credentials_mode,
                            const PreflightQuestion& question, int64_t now_ms) {
  if (AllowsAll(key, credentials_mode, question, now_ms)) return true;
  // Departure: Chromium drops what does not do (F01603, F01606).
  if (departures_.mismatch_drops_entry) Clear(key);
  return false;
}

bool PreflightCache::IsFreeMethod(const PreflightQuestion& question) const {
  // Departure: to Firefox HEAD is not safe here (F01569, F01575).
  if (departures_.cache_wants_head && question.method == "HEAD") return false;
  // Departure: engines do not ask for the method because of an upload listener
  // (F01609).
  return IsCorsSafelistedMethod(question.method) &&
         (!question.use_cors_preflight ||
          departures_.cache_keeps_empty_answers);
}

bool PreflightCache::AllowsAll(const Key& key, CredentialsMode credentials_mode,
                               const PreflightQuestion& question,
                               int64_t now_ms) {
  if (!IsFreeMethod(question)) {
    if (!MatchMethod(key, credentials_mode, question.method, now_ms)) {
      return false;
    }
  } else if (departures_.cache_keeps_empty_answers &&
             !MatchMethod(key, credentials_mode, kAnyAnswer, now_ms)) {
    return false;
  }
  for (const std::string& name : question.unsafe_header_names) {
    if (!MatchHeaderName(key, credentials_mode, name, now_ms)) return false;
  }
  return true;
}

// Refreshes the entry that is there, or makes one. The text of the standard
// would also refresh entries that merely match (a credentialed one, or `*`) and
// so let one answer prolong another; here each answer speaks for what it says.
void PreflightCache::Put(Bucket* bucket, Entry entry) {
  // https://fetch.spec.whatwg.org/#concept-cache-create-entry
  if (entry.credentials && entry.value == "*" &&
      !departures_.cache_star_is_literal) {
    return;
  }
  for (Entry& e : bucket->entries) {
    if (e.credentials == entry.credentials && e.is_method == entry.is_method &&
        e.value == entry.value) {
      e.expires_ms = entry.expires_ms;
      return;
    }
  }
  if (bucket->entries.size() < kMaxEntries) {
    bucket->entries.push_back(std::move(entry));
  }
}

void PreflightCache::Store(const Key& key, CredentialsMode credentials_mode,
                           const PreflightGrant& grant, int64_t now_ms) {
  if (capacity_ == 0) return;
  // Departure: Chromium keeps nothing for opaque origins (F01599, F01611).
  if (departures_.null_origin_is_not_cached && key.origin == "null") return;
  constexpr int64_t kMost = int64_t{1} << 40;
  const int64_t seconds = std::max<int64_t>(
      0, std::min({grant.max_age_seconds, max_age_cap_seconds_, kMost}));
  const int64_t expires_ms =
      std::min(now_ms, std::numeric_limits<int64_t>::max() - kMost * 1000) +
      seconds * 1000;
  const std::string joined = Join(key, credentials_mode);
  Bucket* bucket = Find(joined, now_ms);
  if (bucket == nullptr) {
    if (seconds == 0) return;  // It would make room for nothing.
    uses_.push_front(joined);
    bucket = &buckets_[uses_.front()];
    bucket->use = uses_.begin();
  }
  // Departure: Chromium and WebKit remember one answer for each key
  // (preflight_cache.cc, CrossOriginPreflightResultCache.cpp).
  if (departures_.answer_replaces_entry) bucket->entries.clear();
  const bool include = IsInclude(credentials_mode);
  if (departures_.cache_keeps_empty_answers) {
    Put(bucket,
        {include, /*is_method=*/true, std::string(kAnyAnswer), expires_ms});
  }
  for (std::string_view method : grant.methods) {
    Put(bucket, {include, /*is_method=*/true, std::string(method), expires_ms});
  }
  for (std::string_view name : grant.header_names) {
    Put(bucket, {include, /*is_method=*/false, Lower(name), expires_ms});
  }
  if (buckets_.size() > capacity_) {
    buckets_.erase(uses_.back());
    uses_.pop_back();
  }
}

void PreflightCache::Clear(const Key& key) {
  Erase(Join(key, CredentialsMode::kSameOrigin));
  Erase(Join(key, CredentialsMode::kInclude));
}

}  // namespace corsieve
