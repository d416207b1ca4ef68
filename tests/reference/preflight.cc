// CORS-preflight fetch and the CORS-preflight cache.

#include "tests/reference/reference.h"

namespace corsieve::reference {

// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
Response Fetcher::CorsPreflightFetch(const Request& request) {
  Request preflight;
  preflight.method = "OPTIONS";
  preflight.url_list = request.url_list;
  preflight.origin = request.origin;
  preflight.destination = request.destination;
  preflight.referrer_policy = request.referrer_policy;
  preflight.mode = "cors";
  preflight.credentials_mode = "same-origin";
  preflight.response_tainting = "cors";
  Append(&preflight.header_list, "Accept", "*/*");
  Append(&preflight.header_list, "Access-Control-Request-Method",
         request.method);
  const std::vector<std::string> unsafe_names =
      CorsUnsafeRequestHeaderNames(request.header_list);
  if (!unsafe_names.empty()) {
    std::string value;
    for (const std::string& name : unsafe_names) {
      if (!value.empty()) value += ',';
      value += name;
    }
    Append(&preflight.header_list, "Access-Control-Request-Headers", value);
  }
  const Response response =
      HttpNetworkOrCacheFetch(preflight, /*is_preflight=*/true);
  if (response.type == "error") return response;

  if (!CorsCheck(request.credentials_mode, SerializeRequestOrigin(request),
                 response.header_list) ||
      !IsOkStatus(response.status)) {
    return NetworkError();
  }
  auto methods = ExtractHeaderListValues("Access-Control-Allow-Methods",
                                         response.header_list);
  auto header_names = ExtractHeaderListValues("Access-Control-Allow-Headers",
                                              response.header_list);
  if (methods.kind == methods.kFailure ||
      header_names.kind == header_names.kFailure) {
    return NetworkError();
  }
  if (methods.kind == methods.kNull && request.use_cors_preflight) {
    methods = {methods.kValue, {request.method}};
  }
  // From here on null is as good as empty.
  const bool include = request.credentials_mode == "include";
  if (!Contains(methods.value, request.method) &&
      !IsCorsSafelistedMethod(request.method) &&
      (include || !Contains(methods.value, "*"))) {
    return NetworkError();
  }
  for (const Header& header : request.header_list) {
    if (IsCorsNonWildcardRequestHeaderName(header.first) &&
        !ContainsIgnoringCase(header_names.value, header.first)) {
      return NetworkError();
    }
  }
  for (const std::string& unsafe_name : unsafe_names) {
    if (!ContainsIgnoringCase(header_names.value, unsafe_name) &&
        (include || !Contains(header_names.value, "*"))) {
      return NetworkError();
    }
  }
  const long long expires =
      now_ + PreflightMaxAge(response.header_list) * 1000LL;
  const CacheEntry new_entry = {SerializeRequestOrigin(request),
                                request.current_url(),
                                include,
                                std::nullopt,
                                std::nullopt,
                                expires};
  // To the letter, `*` of a credentialed request would be stored and then match
  // everything, though it stands for nothing but itself: it is not stored.
  for (const std::string& method : methods.value) {
    if (include && method == "*") continue;
    CacheEntry entry = new_entry;
    entry.method = method;
    CreateOrUpdate(entry);
  }
  for (const std::string& header_name : header_names.value) {
    if (include && header_name == "*") continue;
    CacheEntry entry = new_entry;
    entry.header_name = ByteLowercase(header_name);
    CreateOrUpdate(entry);
  }
  return response;
}

// To the letter, an entry that merely matches, a credentialed one or `*`, would
// have its max-age set too, and one answer would prolong another: only one that
// says the same is updated.
void Fetcher::CreateOrUpdate(const CacheEntry& new_entry) {
  for (CacheEntry& entry : cache_) {
    if (entry.byte_serialized_origin == new_entry.byte_serialized_origin &&
        entry.url == new_entry.url &&
        entry.credentials == new_entry.credentials &&
        entry.method == new_entry.method &&
        entry.header_name == new_entry.header_name) {
      entry.expires = new_entry.expires;
      return;
    }
  }
  cache_.push_back(new_entry);
}

// https://fetch.spec.whatwg.org/#concept-cache-match
// "URL is current URL": the fragment counts.
bool Fetcher::CacheEntryMatch(const CacheEntry& entry,
                              const Request& request) const {
  return now_ < entry.expires &&
         entry.byte_serialized_origin == SerializeRequestOrigin(request) &&
         entry.url == request.current_url() &&
         (entry.credentials || request.credentials_mode != "include");
}

// https://fetch.spec.whatwg.org/#concept-cache-match-method
bool Fetcher::MethodCacheEntryMatch(const CacheEntry& entry,
                                    const Request& request,
                                    const std::string& method) const {
  return CacheEntryMatch(entry, request) &&
         (entry.method == method || entry.method == "*");
}

// https://fetch.spec.whatwg.org/#concept-cache-match-header
bool Fetcher::HeaderNameCacheEntryMatch(const CacheEntry& entry,
                                        const Request& request,
                                        const std::string& header_name) const {
  if (!CacheEntryMatch(entry, request) || !entry.header_name) return false;
  return ByteCaseInsensitiveMatch(*entry.header_name, header_name) ||
         (entry.header_name == "*" &&
          !IsCorsNonWildcardRequestHeaderName(header_name));
}

bool Fetcher::AnyMethodCacheEntryMatch(const Request& request,
                                       const std::string& method) const {
  for (const CacheEntry& entry : cache_) {
    if (MethodCacheEntryMatch(entry, request, method)) return true;
  }
  return false;
}

bool Fetcher::AnyHeaderNameCacheEntryMatch(
    const Request& request, const std::string& header_name) const {
  for (const CacheEntry& entry : cache_) {
    if (HeaderNameCacheEntryMatch(entry, request, header_name)) return true;
  }
  return false;
}

// https://fetch.spec.whatwg.org/#concept-cache-clear
void Fetcher::ClearCacheEntries(const Request& request) {
  std::vector<CacheEntry> kept;
  for (const CacheEntry& entry : cache_) {
    if (entry.byte_serialized_origin != SerializeRequestOrigin(request) ||
        entry.url != request.current_url()) {
      kept.push_back(entry);
    }
  }
  cache_ = kept;
}

}  // namespace corsieve::reference
