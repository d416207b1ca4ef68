// Checks on a response's header list.

#include <algorithm>

#include "tests/reference/reference.h"

namespace corsieve::reference {

// https://fetch.spec.whatwg.org/#concept-cors-check
bool CorsCheck(const std::string& credentials_mode,
               const std::string& request_origin, const HeaderList& list) {
  const std::optional<std::string> origin =
      Get(list, "Access-Control-Allow-Origin");
  if (!origin) return false;
  if (credentials_mode != "include" && *origin == "*") return true;
  if (request_origin != *origin) return false;
  if (credentials_mode != "include") return true;
  const std::optional<std::string> credentials =
      Get(list, "Access-Control-Allow-Credentials");
  return credentials == "true";
}

// https://fetch.spec.whatwg.org/#concept-tao-check
bool TaoCheck(bool timing_allow_failed, const std::string& request_origin,
              bool cross_origin_navigation, const std::string& tainting,
              const HeaderList& list) {
  if (timing_allow_failed) return false;
  const auto values = GetDecodeAndSplit(list, "Timing-Allow-Origin");
  if (values && Contains(*values, "*")) return true;
  if (values && Contains(*values, request_origin)) return true;
  if (cross_origin_navigation) return false;
  return tainting == "basic";
}

// https://fetch.spec.whatwg.org/#cross-origin-resource-policy-internal-check
Allowed CrossOriginResourcePolicyInternalCheck(
    const Origin& origin, const std::string& embedder_policy_value,
    const Url& response_url, const HeaderList& list,
    bool request_includes_credentials, bool for_navigation,
    std::optional<bool> schemelessly_same_site) {
  if (for_navigation && embedder_policy_value == "unsafe-none") {
    return Allowed::kAllowed;
  }
  std::optional<std::string> policy = Get(list, "Cross-Origin-Resource-Policy");
  if (policy != "same-origin" && policy != "same-site" &&
      policy != "cross-origin") {
    policy = std::nullopt;
  }
  if (!policy) {
    if (embedder_policy_value == "credentialless" &&
        (request_includes_credentials || for_navigation)) {
      policy = "same-origin";
    }
    if (embedder_policy_value == "require-corp") policy = "same-origin";
  }
  if (!policy || *policy == "cross-origin") return Allowed::kAllowed;
  if (*policy == "same-origin") {
    return SameOrigin(origin, OriginOf(response_url)) ? Allowed::kAllowed
                                                      : Allowed::kBlocked;
  }
  bool same_site = SchemelesslySameSite(origin, OriginOf(response_url));
  if (schemelessly_same_site && !SameOrigin(origin, OriginOf(response_url))) {
    same_site = *schemelessly_same_site && !origin.opaque;
  }
  if (same_site &&
      (origin.scheme == "https" || response_url.scheme != "https")) {
    return Allowed::kAllowed;
  }
  return Allowed::kBlocked;
}

// https://fetch.spec.whatwg.org/#determine-nosniff
bool DetermineNosniff(const HeaderList& list) {
  const auto values = GetDecodeAndSplit(list, "X-Content-Type-Options");
  if (!values) return false;
  return ByteCaseInsensitiveMatch((*values)[0], "nosniff");
}

// https://fetch.spec.whatwg.org/#request-destination-script-like
bool IsScriptLike(const std::string& destination) {
  return Contains({"audioworklet", "paintworklet", "script", "serviceworker",
                   "sharedworker", "worker"},
                  destination);
}

// https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-nosniff?
Allowed BlockedByNosniff(const std::string& destination,
                         const HeaderList& list) {
  if (!DetermineNosniff(list)) return Allowed::kAllowed;
  const std::optional<MimeType> mime_type = ExtractMimeType(list);
  if (IsScriptLike(destination) &&
      (!mime_type || !IsJavaScriptMimeType(*mime_type))) {
    return Allowed::kBlocked;
  }
  if (destination == "style" &&
      (!mime_type || mime_type->essence() != "text/css")) {
    return Allowed::kBlocked;
  }
  return Allowed::kAllowed;
}

// https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-mime-type?
Allowed BlockedByMimeType(const std::string& destination,
                          const HeaderList& list) {
  const std::optional<MimeType> mime_type = ExtractMimeType(list);
  if (!mime_type) return Allowed::kAllowed;
  if (IsScriptLike(destination) &&
      (Contains({"audio", "image", "video"}, mime_type->type) ||
       mime_type->essence() == "text/csv")) {
    return Allowed::kBlocked;
  }
  return Allowed::kAllowed;
}

// https://w3c.github.io/webappsec-referrer-policy/#parse-referrer-policy-from-header
std::optional<std::string> ParseReferrerPolicy(const HeaderList& list) {
  const auto policy_tokens = ExtractHeaderListValues("Referrer-Policy", list);
  std::optional<std::string> policy;
  for (const std::string& token : policy_tokens.value) {
    if (Contains({"no-referrer", "no-referrer-when-downgrade", "same-origin",
                  "origin", "strict-origin", "origin-when-cross-origin",
                  "strict-origin-when-cross-origin", "unsafe-url"},
                 token)) {
      policy = token;
    }
  }
  return policy;
}

// https://fetch.spec.whatwg.org/#cors-preflight-fetch, its steps on max-age.
int PreflightMaxAge(const HeaderList& preflight_response) {
  const auto max_age =
      ExtractHeaderListValues("Access-Control-Max-Age", preflight_response);
  if (max_age.kind != max_age.kValue) return 5;
  // "The user agent's limit": what Chromium's is.
  constexpr int kLimit = 7200;
  int seconds = 0;
  for (char c : max_age.value[0]) {
    seconds = std::min(seconds * 10 + (c - '0'), kLimit);
  }
  return seconds;
}

}  // namespace corsieve::reference
