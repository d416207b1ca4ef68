// The check of Cross-Origin-Resource-Policy.

#ifndef CORSIEVE_CROSS_ORIGIN_RESOURCE_POLICY_H_
#define CORSIEVE_CROSS_ORIGIN_RESOURCE_POLICY_H_

#include <optional>
#include <string>

#include "corsieve/embedder_policy.h"
#include "corsieve/header_list.h"
#include "corsieve/origin.h"
#include "corsieve/reason.h"

namespace corsieve {

// `origin` is the request's, `url` the response's, and the caller knows whether
// those two are schemelessly same site (Request says more of it). nullopt:
// allowed. Asked for responses to no-cors requests only, those to redirects
// included. `embedder_policy` is the page's; `includes_credentials` says
// whether credentials went along with the request. `*scratch` is for joining
// repeated headers.
// https://fetch.spec.whatwg.org/#cross-origin-resource-policy-internal-check
Failure CrossOriginResourcePolicyCheck(
    const Origin& origin, const UrlParts& url, bool schemelessly_same_site,
    const HeaderList& header_list, std::string* scratch,
    EmbedderPolicy embedder_policy = EmbedderPolicy::kUnsafeNone,
    bool includes_credentials = false);

}  // namespace corsieve

#endif  // CORSIEVE_CROSS_ORIGIN_RESOURCE_POLICY_H_
