// https://fetch.spec.whatwg.org/#cross-origin-resource-policy-internal-check,
// for the embedder policy unsafe-none.

#ifndef CORSIEVE_ENGINE_CHECKS_CROSS_ORIGIN_RESOURCE_POLICY_H_
#define CORSIEVE_ENGINE_CHECKS_CROSS_ORIGIN_RESOURCE_POLICY_H_

#include <string>

#include "corsieve/origin.h"
#include "corsieve/reason.h"
#include "engine/headers/header_table.h"

namespace corsieve {

// Its literal twin is reference::CrossOriginResourcePolicyInternalCheck
// (tests/reference/checks.cc).
Failure CrossOriginResourcePolicyCheck(const Origin& origin,
                                       const UrlParts& url,
                                       bool schemelessly_same_site,
                                       const HeaderTable& table,
                                       std::string* scratch);

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_CHECKS_CROSS_ORIGIN_RESOURCE_POLICY_H_
