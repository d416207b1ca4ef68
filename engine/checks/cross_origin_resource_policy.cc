#include "engine/checks/cross_origin_resource_policy.h"

#include "corsieve/cross_origin_resource_policy.h"
#include "engine/headers/header_name.h"

namespace corsieve {

Failure CrossOriginResourcePolicyCheck(const Origin& origin,
                                       const UrlParts& url,
                                       bool schemelessly_same_site,
                                       const HeaderTable& table,
                                       std::string* scratch) {
  const std::optional<std::string_view> policy =
      table.Get(HeaderId::kCrossOriginResourcePolicy, scratch);
  // Anything else, a joined pair included, is no policy.
  if (policy != "same-origin" && policy != "same-site") return std::nullopt;
  const bool same_origin = IsSameOrigin(origin, url.origin);
  if (policy == "same-origin") {
    if (same_origin) return std::nullopt;
    return Reason::kCorpNotSameOrigin;
  }
  const bool same_site =
      same_origin || (schemelessly_same_site && !origin.opaque());
  if (same_site && (origin.scheme == "https" || url.scheme != "https")) {
    return std::nullopt;
  }
  return Reason::kCorpNotSameSite;
}

Failure CrossOriginResourcePolicyCheck(const Origin& origin,
                                       const UrlParts& url,
                                       bool schemelessly_same_site,
                                       const HeaderList& list,
                                       std::string* scratch) {
  return CrossOriginResourcePolicyCheck(origin, url, schemelessly_same_site,
                                        TableOf(list), scratch);
}

}  // namespace corsieve
