// https://fetch.spec.whatwg.org/#cross-origin-resource-policy-internal-check

#ifndef CORSIEVE_ENGINE_CHECKS_CROSS_ORIGIN_RESOURCE_POLICY_H_
#define CORSIEVE_ENGINE_CHECKS_CROSS_ORIGIN_RESOURCE_POLICY_H_

#include <string>

#include "corsieve/embedder_policy.h"
#include "corsieve/origin.h"
#include "corsieve/reason.h"
#include "engine/headers/header_table.h"
#include "engine/terms/departures.h"

namespace corsieve {

// Its literal twin is reference::CrossOriginResourcePolicyInternalCheck
// (tests/reference/checks.cc).
Failure CrossOriginResourcePolicyCheck(
    const Origin& origin, const UrlParts& url, bool schemelessly_same_site,
    const HeaderTable& table, std::string* scratch,
    EmbedderPolicy embedder_policy, bool includes_credentials,
    const Departures& departures);

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_CHECKS_CROSS_ORIGIN_RESOURCE_POLICY_H_
