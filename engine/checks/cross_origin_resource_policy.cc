#include "engine/checks/cross_origin_resource_policy.h"

#include "corsieve/cross_origin_resource_policy.h"
#include "engine/base/bytes.h"
#include "engine/headers/header_name.h"

namespace corsieve {
namespace {

// Whether a page with this policy takes a response without one for same-origin.
bool DefaultsToSameOrigin(EmbedderPolicy policy, bool includes_credentials) {
  return policy == EmbedderPolicy::kRequireCorp ||
         (policy == EmbedderPolicy::kCredentialless && includes_credentials);
}

}  // namespace

Failure CrossOriginResourcePolicyCheck(
    const Origin& origin, const UrlParts& url, bool schemelessly_same_site,
    const HeaderTable& table, std::string* scratch,
    EmbedderPolicy embedder_policy, bool includes_credentials,
    const Departures& departures) {
  std::optional<std::string_view> policy =
      table.Get(HeaderId::kCrossOriginResourcePolicy, scratch);
  // Departure: WebKit, whose values of HTTP/2 may have blanks (H00993).
  if (departures.resource_policy_is_trimmed && policy) {
    policy = NormalizeHeaderValue(*policy);
  }
  const bool same_origin = IsSameOrigin(origin, url.origin);
  if (policy == "cross-origin" || same_origin) return std::nullopt;
  if (policy == "same-origin") return Reason::kCorpNotSameOrigin;
  if (policy == "same-site") {
    const bool same_site = schemelessly_same_site && !origin.opaque();
    if (same_site && (origin.scheme == "https" || url.scheme != "https")) {
      return std::nullopt;
    }
    return Reason::kCorpNotSameSite;
  }
  // Anything else, a joined pair included, is no policy.
  if (DefaultsToSameOrigin(embedder_policy, includes_credentials)) {
    return Reason::kCorpDefaultedByEmbedderPolicy;
  }
  return std::nullopt;
}

Failure CrossOriginResourcePolicyCheck(
    const Origin& origin, const UrlParts& url, bool schemelessly_same_site,
    const HeaderList& list, std::string* scratch,
    EmbedderPolicy embedder_policy, bool includes_credentials) {
  return CrossOriginResourcePolicyCheck(
      origin, url, schemelessly_same_site, TableOf(list), scratch,
      embedder_policy, includes_credentials, GetDepartures(Profile::kStandard));
}

}  // namespace corsieve
