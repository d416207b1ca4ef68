#include "tools/paste/known_names.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "tools/text.h"

namespace corsieve::tools {
namespace {

struct Row {
  std::string_view name;
  NameUse use;
};

// Sorted.
constexpr Row kRows[] = {
    {"accept", NameUse::kRequest},
    {"accept-ch", NameUse::kResponse},
    {"accept-charset", NameUse::kRequest},
    {"accept-encoding", NameUse::kRequest},
    {"accept-language", NameUse::kRequest},
    {"accept-patch", NameUse::kResponse},
    {"accept-post", NameUse::kResponse},
    {"accept-ranges", NameUse::kResponse},
    {"access-control-allow-credentials", NameUse::kResponse},
    {"access-control-allow-headers", NameUse::kResponse},
    {"access-control-allow-methods", NameUse::kResponse},
    {"access-control-allow-origin", NameUse::kResponse},
    {"access-control-allow-private-network", NameUse::kResponse},
    {"access-control-expose-headers", NameUse::kResponse},
    {"access-control-max-age", NameUse::kResponse},
    {"access-control-request-headers", NameUse::kRequest},
    {"access-control-request-method", NameUse::kRequest},
    {"access-control-request-private-network", NameUse::kRequest},
    {"age", NameUse::kResponse},
    {"allow", NameUse::kResponse},
    {"alt-svc", NameUse::kResponse},
    {"authority", NameUse::kRequest},
    {"authorization", NameUse::kRequest},
    {"cache-control", NameUse::kBoth},
    {"cf-cache-status", NameUse::kResponse},
    {"cf-ray", NameUse::kResponse},
    {"clear-site-data", NameUse::kResponse},
    {"connection", NameUse::kBoth},
    {"content-disposition", NameUse::kResponse},
    {"content-encoding", NameUse::kBoth},
    {"content-language", NameUse::kBoth},
    {"content-length", NameUse::kBoth},
    {"content-location", NameUse::kBoth},
    {"content-md5", NameUse::kBoth},
    {"content-range", NameUse::kResponse},
    {"content-security-policy", NameUse::kResponse},
    {"content-security-policy-report-only", NameUse::kResponse},
    {"content-type", NameUse::kBoth},
    {"cookie", NameUse::kRequest},
    {"cross-origin-embedder-policy", NameUse::kResponse},
    {"cross-origin-opener-policy", NameUse::kResponse},
    {"cross-origin-resource-policy", NameUse::kResponse},
    {"date", NameUse::kBoth},
    {"dnt", NameUse::kRequest},
    {"etag", NameUse::kResponse},
    {"expect", NameUse::kRequest},
    {"expires", NameUse::kResponse},
    {"forwarded", NameUse::kRequest},
    {"from", NameUse::kRequest},
    {"grpc-status", NameUse::kBoth},
    {"host", NameUse::kRequest},
    {"if-match", NameUse::kRequest},
    {"if-modified-since", NameUse::kRequest},
    {"if-none-match", NameUse::kRequest},
    {"if-range", NameUse::kRequest},
    {"if-unmodified-since", NameUse::kRequest},
    {"keep-alive", NameUse::kBoth},
    {"last-modified", NameUse::kResponse},
    {"link", NameUse::kResponse},
    {"location", NameUse::kResponse},
    {"max-forwards", NameUse::kRequest},
    {"mcp-session-id", NameUse::kResponse},
    {"nel", NameUse::kResponse},
    {"origin", NameUse::kRequest},
    {"origin-agent-cluster", NameUse::kResponse},
    {"p3p", NameUse::kResponse},
    {"permissions-policy", NameUse::kResponse},
    {"pragma", NameUse::kBoth},
    {"priority", NameUse::kRequest},
    {"proxy-authenticate", NameUse::kResponse},
    {"proxy-authorization", NameUse::kRequest},
    {"proxy-connection", NameUse::kRequest},
    {"public-key-pins", NameUse::kResponse},
    {"range", NameUse::kRequest},
    {"ratelimit-limit", NameUse::kResponse},
    {"ratelimit-remaining", NameUse::kResponse},
    {"ratelimit-reset", NameUse::kResponse},
    {"referer", NameUse::kRequest},
    {"referrer-policy", NameUse::kResponse},
    {"report-to", NameUse::kResponse},
    {"reporting-endpoints", NameUse::kResponse},
    {"retry-after", NameUse::kResponse},
    {"save-data", NameUse::kRequest},
    {"sec-ch-ua", NameUse::kRequest},
    {"sec-ch-ua-mobile", NameUse::kRequest},
    {"sec-ch-ua-platform", NameUse::kRequest},
    {"sec-fetch-dest", NameUse::kRequest},
    {"sec-fetch-mode", NameUse::kRequest},
    {"sec-fetch-site", NameUse::kRequest},
    {"sec-fetch-user", NameUse::kRequest},
    {"sec-gpc", NameUse::kRequest},
    {"server", NameUse::kResponse},
    {"server-timing", NameUse::kResponse},
    {"set-cookie", NameUse::kResponse},
    {"sourcemap", NameUse::kResponse},
    {"strict-transport-security", NameUse::kResponse},
    {"te", NameUse::kRequest},
    {"timing-allow-origin", NameUse::kResponse},
    {"trailer", NameUse::kBoth},
    {"transfer-encoding", NameUse::kBoth},
    {"tus-resumable", NameUse::kResponse},
    {"upgrade", NameUse::kBoth},
    {"upgrade-insecure-requests", NameUse::kRequest},
    {"user-agent", NameUse::kRequest},
    {"vary", NameUse::kResponse},
    {"via", NameUse::kBoth},
    {"warning", NameUse::kBoth},
    {"www-authenticate", NameUse::kResponse},
    {"x-amz-cf-id", NameUse::kResponse},
    {"x-amz-request-id", NameUse::kResponse},
    {"x-amzn-requestid", NameUse::kResponse},
    {"x-cache", NameUse::kResponse},
    {"x-content-type-options", NameUse::kResponse},
    {"x-correlation-id", NameUse::kBoth},
    {"x-csrf-token", NameUse::kRequest},
    {"x-dns-prefetch-control", NameUse::kResponse},
    {"x-forwarded-for", NameUse::kRequest},
    {"x-frame-options", NameUse::kResponse},
    {"x-powered-by", NameUse::kResponse},
    {"x-ratelimit-limit", NameUse::kResponse},
    {"x-ratelimit-remaining", NameUse::kResponse},
    {"x-request-id", NameUse::kBoth},
    {"x-requested-with", NameUse::kRequest},
    {"x-runtime", NameUse::kResponse},
    {"x-served-by", NameUse::kResponse},
    {"x-total-count", NameUse::kResponse},
    {"x-ua-compatible", NameUse::kResponse},
    {"x-vercel-cache", NameUse::kResponse},
    {"x-xss-protection", NameUse::kResponse},
};

constexpr size_t kLongestName = 64;

}  // namespace

NameUse UseOfName(std::string_view name) {
  if (name.size() > kLongestName) return NameUse::kUnknown;
  const std::string lower = Lower(name);
  const Row* const row = std::lower_bound(
      std::begin(kRows), std::end(kRows), lower,
      [](const Row& a, const std::string& b) { return a.name < b; });
  return row != std::end(kRows) && row->name == lower ? row->use
                                                      : NameUse::kUnknown;
}

bool IsRequestHeaderName(std::string_view name) {
  if (StartsWith(name, ":")) return name != ":status";
  return UseOfName(name) == NameUse::kRequest;
}

bool IsResponseHeaderName(std::string_view name) {
  switch (UseOfName(name)) {
    case NameUse::kResponse:
    case NameUse::kBoth:
      return true;
    case NameUse::kRequest:
      return false;
    case NameUse::kUnknown:
      break;
  }
  return StartsWithAnyCase(name, "x-") ||
         StartsWithAnyCase(name, "access-control-");
}

}  // namespace corsieve::tools
