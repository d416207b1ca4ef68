// https://fetch.spec.whatwg.org/#cors-preflight-cache

#include <algorithm>
#include <utility>

#include "corsieve/preflight.h"
#include "corsieve/request_header.h"
#include "engine/bytes.h"

namespace corsieve {
namespace {

constexpr size_t kMaxEntries = 256;

// Neither an origin nor a URL has a NUL; the lengths of the other two settle
// it.
std::string Join(const PreflightCache::Key& key) {
  std::string joined(key.origin);
  joined.append(1, '\0').append(key.url);
  return joined.append(1, '\0').append(key.partition);
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

PreflightCache::Bucket* PreflightCache::Find(const Key& key, int64_t now_ms) {
  const auto it = buckets_.find(Join(key));
  if (it == buckets_.end()) return nullptr;
  std::vector<Entry>& entries = it->second.entries;
  entries.erase(
      std::remove_if(entries.begin(), entries.end(),
                     [&](const Entry& e) { return e.expires_ms <= now_ms; }),
      entries.end());
  if (entries.empty()) {
    uses_.erase(it->second.use);
    buckets_.erase(it);
    return nullptr;
  }
  uses_.splice(uses_.begin(), uses_, it->second.use);
  return &it->second;
}

// https://fetch.spec.whatwg.org/#concept-cache-match
bool PreflightCache::Match(const Key& key, CredentialsMode credentials_mode,
                           bool is_method, std::string_view value,
                           int64_t now_ms) {
  const Bucket* bucket = Find(key, now_ms);
  if (bucket == nullptr) return false;
  const bool wildcard_covers =
      is_method || !IsCorsNonWildcardRequestHeaderName(value);
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
  const bool asks_method =
      question.use_cors_preflight || !IsCorsSafelistedMethod(question.method);
  if (asks_method &&
      !MatchMethod(key, credentials_mode, question.method, now_ms)) {
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
  if (entry.credentials && entry.value == "*") return;
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
  const int64_t seconds = std::min(grant.max_age_seconds, max_age_cap_seconds_);
  const int64_t expires_ms = now_ms + std::max<int64_t>(seconds, 0) * 1000;
  Bucket* bucket = Find(key, now_ms);
  if (bucket == nullptr) {
    uses_.push_front(Join(key));
    bucket = &buckets_[uses_.front()];
    bucket->use = uses_.begin();
  }
  const bool include = IsInclude(credentials_mode);
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
  const auto it = buckets_.find(Join(key));
  if (it == buckets_.end()) return;
  uses_.erase(it->second.use);
  buckets_.erase(it);
}

}  // namespace corsieve
