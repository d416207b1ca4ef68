// https://fetch.spec.whatwg.org/#cross-origin-resource-policy-internal-check,
// for the embedder policy unsafe-none.

#include "corsieve/cors.h"
#include "engine/header_name.h"

namespace corsieve {

std::optional<Reason> CrossOriginResourcePolicyCheck(const Request& request,
                                                     const Origin& origin,
                                                     const UrlParts& url,
                                                     const HeaderList& list,
                                                     std::string* scratch) {
  const std::optional<std::string_view> policy =
      list.Get(HeaderId::kCrossOriginResourcePolicy, scratch);
  // Anything else, a joined pair included, is no policy.
  if (policy != "same-origin" && policy != "same-site") return std::nullopt;
  const bool same_origin = IsSameOrigin(origin, url.origin);
  if (policy == "same-origin") {
    if (same_origin) return std::nullopt;
    return Reason::kCorpNotSameOrigin;
  }
  const bool same_site =
      same_origin || (request.schemelessly_same_site && !origin.opaque());
  if (same_site && (origin.scheme == "https" || url.scheme != "https")) {
    return std::nullopt;
  }
  return Reason::kCorpNotSameSite;
}

}  // namespace corsieve
