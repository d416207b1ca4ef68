// The page's Cross-Origin-Embedder-Policy, as far as it decides about fetches.

#ifndef CORSIEVE_EMBEDDER_POLICY_H_
#define CORSIEVE_EMBEDDER_POLICY_H_

#include <cstdint>

namespace corsieve {

// https://html.spec.whatwg.org/#embedder-policy-value
enum class EmbedderPolicy : uint8_t {
  kUnsafeNone,
  kRequireCorp,
  kCredentialless,
};

// Whether a request may have credentials as far as the policy goes.
// `is_no_cors` is about its mode, `is_same_origin` about its origin and current
// URL; `redirect_tainted` is that of RedirectState. The sense of the last is
// that of September 2026 (whatwg/fetch issue 1958).
// https://fetch.spec.whatwg.org/#cross-origin-embedder-policy-allows-credentials
bool EmbedderPolicyAllowsCredentials(EmbedderPolicy policy, bool is_no_cors,
                                     bool is_same_origin,
                                     bool redirect_tainted);

}  // namespace corsieve

#endif  // CORSIEVE_EMBEDDER_POLICY_H_
