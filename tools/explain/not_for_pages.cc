#include "tools/explain/not_for_pages.h"

#include <algorithm>
#include <string>

#include "tools/text.h"

namespace corsieve::tools {
namespace {

// They speak to the browser, or to what is between it and the server.
constexpr std::string_view kForBrowsers[] = {
    "accept-ch",
    "accept-ch-lifetime",
    "accept-ranges",
    "activate-storage-access",
    "age",
    "allow",
    "alt-svc",
    "alt-used",
    "authentication-info",
    "cache-status",
    "cdn-cache-control",
    "clear-site-data",
    "cloudflare-cdn-cache-control",
    "connection",
    "content-encoding",
    "content-security-policy",
    "content-security-policy-report-only",
    "critical-ch",
    "date",
    "document-policy",
    "edge-control",
    "expect-ct",
    "feature-policy",
    "integrity-policy",
    "integrity-policy-report-only",
    "keep-alive",
    "nel",
    "no-vary-search",
    "observe-browsing-topics",
    "origin-agent-cluster",
    "origin-trial",
    "p3p",
    "permissions-policy",
    "permissions-policy-report-only",
    "pragma",
    "priority",
    "proxy-authenticate",
    "proxy-authentication-info",
    "proxy-connection",
    "proxy-status",
    "public-key-pins",
    "referrer-policy",
    "refresh",
    "report-to",
    "reporting-endpoints",
    "server-timing",
    "service-worker-allowed",
    "set-cookie",
    "set-cookie2",
    "set-login",
    "sourcemap",
    "speculation-rules",
    "status",
    "strict-transport-security",
    "supports-loading-mode",
    "surrogate-control",
    "surrogate-key",
    "te",
    "timing-allow-origin",
    "tk",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "use-as-dictionary",
    "vary",
    "x-accel-buffering",
    "x-accel-expires",
    "x-accel-redirect",
    "x-content-security-policy",
    "x-content-type-options",
    "x-dns-prefetch-control",
    "x-download-options",
    "x-frame-options",
    "x-permitted-cross-domain-policies",
    "x-robots-tag",
    "x-sendfile",
    "x-sourcemap",
    "x-ua-compatible",
    "x-webkit-csp",
    "x-xss-protection",
};
// They tell what the server is.
constexpr std::string_view kOfServers[] = {
    "apigw-requestid",
    "cf-cache-status",
    "cf-ray",
    "fly-request-id",
    "microsoftsharepointteamservices",
    "rndr-id",
    "server",
    "via",
    "x-ac",
    "x-akamai-transformed",
    "x-amz-apigw-id",
    "x-amzn-trace-id",
    "x-aspnet-version",
    "x-aspnetmvc-version",
    "x-azure-ref",
    "x-backend",
    "x-backend-server",
    "x-beserver",
    "x-cache",
    "x-cache-hits",
    "x-cdn",
    "x-clacks-overhead",
    "x-cloud-trace-context",
    "x-debug-token",
    "x-debug-token-link",
    "x-drupal-cache",
    "x-drupal-dynamic-cache",
    "x-fastly-request-id",
    "x-feserver",
    "x-generator",
    "x-github-backend",
    "x-hacker",
    "x-host",
    "x-iinfo",
    "x-instance",
    "x-jenkins",
    "x-litespeed-cache",
    "x-mod-pagespeed",
    "x-msedge-ref",
    "x-node",
    "x-owa-version",
    "x-page-speed",
    "x-pingback",
    "x-powered-by",
    "x-powered-by-plesk",
    "x-powered-cms",
    "x-rack-cache",
    "x-railway-edge",
    "x-render-origin-server",
    "x-runtime",
    "x-served-by",
    "x-server",
    "x-sucuri-cache",
    "x-sucuri-id",
    "x-timer",
    "x-turbo-charged-by",
    "x-upstream",
    "x-upstream-addr",
    "x-varnish",
    "x-vercel-cache",
    "x-vercel-id",
};
// Who has what is in them is let in: what a page must read of these, somebody
// has to name.
constexpr std::string_view kSecrets[] = {
    "api-key",    "apikey",       "cookie",      "cookie2",  "session",
    "session-id", "sessionid",    "x-api-key",   "x-apikey", "x-auth",
    "x-session",  "x-session-id", "x-sessionid",
};
// So are names with one of these words, but for marks of a place in a list.
constexpr std::string_view kSecretWords[] = {
    "authorization", "credential", "credentials", "csrf",  "jwt",
    "passwd",        "password",   "secret",      "token", "xsrf",
};
constexpr std::string_view kWordsOfPlaces[] = {
    "continuation", "cursor", "next", "page", "prev", "sync"};
constexpr std::string_view kPrefixes[] = {
    "allow-access-control-",
    "access-control-",
    "attribution-reporting-",
    "cross-origin-",
    "sec-",
    "x-amz-cf-",
    "x-envoy-",
    "x-kong-",
    "x-oracle-dms-",
    "x-pantheon-",
    "x-fb-",
    "x-proxy-cache",
};

template <size_t n>
bool Has(const std::string_view (&words)[n], std::string_view word) {
  return std::find(words, words + n, word) != words + n;
}

bool HasSecretWord(std::string_view lower) {
  bool has_secret = false;
  while (true) {
    const size_t end = lower.find_first_of("-_");
    const std::string_view word = lower.substr(0, end);
    if (Has(kWordsOfPlaces, word)) return false;
    has_secret = has_secret || Has(kSecretWords, word);
    if (end == lower.npos) return has_secret;
    lower.remove_prefix(end + 1);
  }
}

}  // namespace

bool IsNotForPages(std::string_view name) {
  const std::string lower = Lower(name);
  return Has(kForBrowsers, lower) || Has(kOfServers, lower) ||
         Has(kSecrets, lower) || HasSecretWord(lower) ||
         std::any_of(std::begin(kPrefixes), std::end(kPrefixes),
                     [&](std::string_view prefix) {
                       return StartsWith(lower, prefix);
                     });
}

}  // namespace corsieve::tools
