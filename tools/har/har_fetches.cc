#include "tools/har/har_fetches.h"

#include <algorithm>
#include <utility>

#include "corsieve/corsieve.h"
#include "tools/explain/change.h"
#include "tools/har/har_request.h"
#include "tools/paste/request_parts.h"
#include "tools/text.h"
#include "tools/url.h"

namespace corsieve::tools {
namespace {

constexpr size_t kMostWaiting = 256;
constexpr size_t kMostBytes = size_t{16} << 20;
constexpr size_t kMostBefore = 64;
// https://fetch.spec.whatwg.org/#concept-http-redirect-fetch
constexpr size_t kMostHops = 21;

size_t SizeOf(const HarEntry& entry) {
  size_t size = sizeof entry + entry.url.size();
  for (const Pairs* headers : {&entry.request_headers, &entry.headers}) {
    for (const auto& [name, value] : *headers) {
      size += name.size() + value.size() + sizeof(Pairs::value_type);
    }
  }
  return size;
}

// Whether `preflight` asked for what `entry` then was.
bool Precedes(const HarEntry& preflight, const HarEntry& entry) {
  const Pairs& asked = preflight.request_headers;
  if (preflight.url != entry.url) return false;
  const std::string method = HeaderOf(asked, "Access-Control-Request-Method");
  if (!method.empty() && !EqualsAnyCase(method, entry.method)) return false;
  if (entry.request_headers.empty()) return true;
  const std::string list = HeaderOf(asked, "Access-Control-Request-Headers");
  for (const std::string& name : ListItems(list)) {
    // Authorization is taken out of sanitized files.
    if (!EqualsAnyCase(name, "Authorization") &&
        FindHeader(entry.request_headers, name) == nullptr) {
      return false;
    }
  }
  return true;
}

}  // namespace

std::string RedirectOf(const HarEntry& entry) {
  if (!IsRedirectStatus(entry.status)) return "";
  std::string location = HeaderOf(entry.headers, "Location");
  if (location.empty()) location = entry.redirect_url;
  if (location.empty()) return "";
  std::string url = ResolveUrl(location, entry.url).value_or(location);
  const size_t fragment = url.find('#');
  if (fragment != std::string::npos) url.resize(fragment);
  return url;
}

void HarFetches::Add(HarEntry entry) {
  Waiting& added = waiting_.emplace_back();
  added.is_preflight = IsPreflight(entry);
  added.size = SizeOf(entry);
  added.entry = std::move(entry);
  size_ += added.size;
  while (waiting_.size() > kMostWaiting ||
         (size_ > kMostBytes && waiting_.size() > 1)) {
    TakeFirst();
  }
}

void HarFetches::Finish() {
  while (!waiting_.empty()) TakeFirst();
  while (!before_.empty()) ForgetFirst();
}

// The nearest one; of two as near the one before. One that another request had
// is remembered by the browser, and counts where there is no other.
const HarEntry* HarFetches::FindPreflight(const HarEntry& entry) {
  Waiting* best = nullptr;
  size_t best_distance = 0;
  const HarEntry* remembered = nullptr;
  const auto look = [&](Waiting& w) {
    if (!w.is_preflight || !Precedes(w.entry, entry)) return;
    if (w.is_used) {
      if (w.entry.number < entry.number) remembered = &w.entry;
      return;
    }
    const size_t distance = w.entry.number < entry.number
                                ? entry.number - w.entry.number
                                : w.entry.number - entry.number;
    if (best != nullptr && distance >= best_distance) return;
    best = &w;
    best_distance = distance;
  };
  for (Waiting& w : before_) look(w);
  for (Waiting& w : waiting_) look(w);
  if (best == nullptr) return remembered;
  best->is_used = true;
  return &best->entry;
}

HarFetches::Waiting* HarFetches::FindRedirected(const HarEntry& from) {
  const std::string url = RedirectOf(from);
  if (url.empty()) return nullptr;
  for (Waiting& w : waiting_) {
    if (w.is_preflight || w.is_used || w.entry.number <= from.number) continue;
    if (w.entry.page_ref != from.page_ref) continue;
    if (ResolveUrl(w.entry.url, "").value_or("") == url) return &w;
  }
  return nullptr;
}

void HarFetches::ForgetFirst() {
  Waiting first = std::move(before_.front());
  before_.pop_front();
  if (first.is_used) return;
  HarFetch fetch;
  fetch.is_lone_preflight = true;
  fetch.hops.push_back(std::move(first.entry));
  take_(std::move(fetch));
}

void HarFetches::TakeFirst() {
  Waiting first = std::move(waiting_.front());
  waiting_.pop_front();
  size_ -= first.size;
  if (first.is_preflight) {
    before_.push_back(std::move(first));
    if (before_.size() > kMostBefore) ForgetFirst();
    return;
  }
  if (first.is_used) return;
  HarFetch fetch;
  HarEntry next = std::move(first.entry);
  while (true) {
    const HarEntry* preflight = FindPreflight(next);
    fetch.preflights.push_back(preflight == nullptr ? HarEntry() : *preflight);
    Waiting* redirected = FindRedirected(next);
    fetch.hops.push_back(std::move(next));
    if (redirected == nullptr || fetch.hops.size() == kMostHops) break;
    redirected->is_used = true;
    next = redirected->entry;
  }
  take_(std::move(fetch));
}

}  // namespace corsieve::tools
