// Referrer policies, as far as they decide what Origin says.

#ifndef CORSIEVE_REFERRER_POLICY_H_
#define CORSIEVE_REFERRER_POLICY_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "corsieve/header_list.h"
#include "corsieve/origin.h"

namespace corsieve {

// https://w3c.github.io/webappsec-referrer-policy/#referrer-policies
enum class ReferrerPolicy : uint8_t {
  kStrictOriginWhenCrossOrigin,  // The default.
  kNoReferrer,
  kNoReferrerWhenDowngrade,
  kSameOrigin,
  kOrigin,
  kStrictOrigin,
  kOriginWhenCrossOrigin,
  kUnsafeUrl,
};

// The policy of this name ("no-referrer"), in lower case.
std::optional<ReferrerPolicy> FindReferrerPolicy(std::string_view name);

// What a response says of the requests that follow from it; nullopt: nothing.
// https://w3c.github.io/webappsec-referrer-policy/#parse-referrer-policy-from-header
std::optional<ReferrerPolicy> ParseReferrerPolicy(
    const HeaderList& header_list);

// Whether a request of another mode than cors sends "null" as its Origin.
// https://fetch.spec.whatwg.org/#append-a-request-origin-header
bool HidesOrigin(ReferrerPolicy policy, const Origin& origin,
                 const UrlParts& url);

}  // namespace corsieve

#endif  // CORSIEVE_REFERRER_POLICY_H_
