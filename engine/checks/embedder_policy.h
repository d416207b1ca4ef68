// Whether credentials go along with a request.

#ifndef CORSIEVE_ENGINE_CHECKS_EMBEDDER_POLICY_H_
#define CORSIEVE_ENGINE_CHECKS_EMBEDDER_POLICY_H_

#include "corsieve/embedder_policy.h"
#include "engine/checks/hop.h"

namespace corsieve {

// https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch, where it
// sets includeCredentials.
inline bool IncludesCredentials(const Hop& hop) {
  const CredentialsMode mode = hop.request->credentials_mode;
  const bool wanted = mode == CredentialsMode::kInclude ||
                      (mode == CredentialsMode::kSameOrigin &&
                       hop.tainting == ResponseTainting::kBasic);
  return wanted &&
         EmbedderPolicyAllowsCredentials(
             hop.request->embedder_policy, hop.request->mode == Mode::kNoCors,
             hop.is_same_origin, hop.before.redirect_tainted);
}

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_CHECKS_EMBEDDER_POLICY_H_
