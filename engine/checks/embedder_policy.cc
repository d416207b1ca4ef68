#include "engine/checks/embedder_policy.h"

namespace corsieve {

bool EmbedderPolicyAllowsCredentials(EmbedderPolicy policy, bool is_no_cors,
                                     bool is_same_origin,
                                     bool redirect_tainted) {
  if (!is_no_cors || policy != EmbedderPolicy::kCredentialless) return true;
  return is_same_origin && !redirect_tainted;
}

}  // namespace corsieve
