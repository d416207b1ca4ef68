#include "corsieve/referrer_policy.h"

#include <string_view>

#include "engine/base/bytes.h"
#include "engine/headers/header_name.h"
#include "engine/headers/header_table.h"

namespace corsieve {
namespace {

struct PolicyToken {
  std::string_view token;
  ReferrerPolicy policy;
};
constexpr PolicyToken kPolicyTokens[] = {
    {"no-referrer", ReferrerPolicy::kNoReferrer},
    {"no-referrer-when-downgrade", ReferrerPolicy::kNoReferrerWhenDowngrade},
    {"same-origin", ReferrerPolicy::kSameOrigin},
    {"origin", ReferrerPolicy::kOrigin},
    {"strict-origin", ReferrerPolicy::kStrictOrigin},
    {"origin-when-cross-origin", ReferrerPolicy::kOriginWhenCrossOrigin},
    {"strict-origin-when-cross-origin",
     ReferrerPolicy::kStrictOriginWhenCrossOrigin},
    {"unsafe-url", ReferrerPolicy::kUnsafeUrl},
};

bool IsPolicyToken(std::string_view s) {
  for (char c : s) {
    if (!IsLowerAlpha(ToLower(c)) && c != '-') return false;
  }
  return true;
}

}  // namespace

std::optional<ReferrerPolicy> FindReferrerPolicy(std::string_view name) {
  for (const PolicyToken& p : kPolicyTokens) {
    if (p.token == name) return p.policy;
  }
  return std::nullopt;
}

std::optional<ReferrerPolicy> ParseReferrerPolicy(const HeaderList& list) {
  std::optional<ReferrerPolicy> policy;
  for (std::string_view value :
       TableOf(list).values(HeaderId::kReferrerPolicy)) {
    std::string_view element;
    while (TakeElement(&value, &element)) {
      // One element that is no token makes the header count as absent.
      if (!IsPolicyToken(element)) return std::nullopt;
      if (const auto found = FindReferrerPolicy(element)) policy = found;
    }
  }
  return policy;
}

bool HidesOrigin(ReferrerPolicy policy, const Origin& origin,
                 const UrlParts& url) {
  switch (policy) {
    case ReferrerPolicy::kNoReferrer:
      return true;
    case ReferrerPolicy::kNoReferrerWhenDowngrade:
    case ReferrerPolicy::kStrictOrigin:
    case ReferrerPolicy::kStrictOriginWhenCrossOrigin:
      return origin.scheme == "https" && url.scheme != "https";
    case ReferrerPolicy::kSameOrigin:
      return !IsSameOrigin(origin, url.origin);
    default:
      return false;
  }
}

}  // namespace corsieve
