#include "tools/explain/not_for_pages.h"

#include <algorithm>
#include <string>

#include "tools/text.h"

namespace corsieve::tools {
namespace {

// They speak to the browser, or to what is between it and the server.
constexpr std::string_view kForBrowsers[] = {
    "accept-ch",
    "accept-ranges",
    "age",
    "allow",
    "alt-svc",
    "alt-used",
    "clear-site-data",
    "connection",
    "content-encoding",
    "content-security-policy",
    "content-security-policy-report-only",
    "critical-ch",
    "date",
    "document-policy",
    "expect-ct",
    "feature-policy",
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
    "proxy-connection",
    "public-key-pins",
    "referrer-policy",
    "report-to",
    "reporting-endpoints",
    "server-timing",
    "service-worker-allowed",
    "set-cookie",
    "set-cookie2",
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
    "vary",
    "x-content-type-options",
    "x-dns-prefetch-control",
    "x-download-options",
    "x-frame-options",
    "x-permitted-cross-domain-policies",
    "x-robots-tag",
    "x-sourcemap",
    "x-ua-compatible",
    "x-xss-protection",
};
// They tell what the server is.
constexpr std::string_view kOfServers[] = {
    "cf-cache-status",
    "cf-ray",
    "server",
    "via",
    "x-akamai-transformed",
    "x-aspnet-version",
    "x-aspnetmvc-version",
    "x-azure-ref",
    "x-backend",
    "x-cache",
    "x-cache-hits",
    "x-cloud-trace-context",
    "x-drupal-cache",
    "x-envoy-upstream-service-time",
    "x-fastly-request-id",
    "x-generator",
    "x-github-backend",
    "x-litespeed-cache",
    "x-msedge-ref",
    "x-pingback",
    "x-powered-by",
    "x-powered-by-plesk",
    "x-rack-cache",
    "x-runtime",
    "x-served-by",
    "x-server",
    "x-timer",
    "x-turbo-charged-by",
    "x-varnish",
    "x-vercel-cache",
    "x-vercel-id",
};
constexpr std::string_view kPrefixes[] = {
    "access-control-", "allow-access-control-",
    "cross-origin-",   "sec-",
    "x-amz-cf-",       "x-fb-",
    "x-proxy-cache",
};

}  // namespace

bool IsNotForPages(std::string_view name) {
  const std::string lower = Lower(name);
  const auto is = [&](std::string_view other) { return lower == other; };
  const auto begins = [&](std::string_view prefix) {
    return lower.compare(0, prefix.size(), prefix) == 0;
  };
  return std::any_of(std::begin(kForBrowsers), std::end(kForBrowsers), is) ||
         std::any_of(std::begin(kOfServers), std::end(kOfServers), is) ||
         std::any_of(std::begin(kPrefixes), std::end(kPrefixes), begins);
}

}  // namespace corsieve::tools
