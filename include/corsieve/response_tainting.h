// Main fetch's choice of how a response is treated.

#ifndef CORSIEVE_RESPONSE_TAINTING_H_
#define CORSIEVE_RESPONSE_TAINTING_H_

#include <cstdint>
#include <string_view>

#include "absl/base/attributes.h"
#include "corsieve/origin.h"
#include "corsieve/reason.h"
#include "corsieve/request.h"

namespace corsieve {

// https://fetch.spec.whatwg.org/#concept-request-response-tainting
enum class ResponseTainting : uint8_t { kBasic, kCors, kOpaque };

// What the redirects that were followed before this URL made of the fetch. The
// defaults are those of a fetch's first URL. Exchange keeps account of it; who
// follows redirects without Exchange says it.
struct RedirectState {
  // The tainting so far, which never decreases.
  ResponseTainting response_tainting = ResponseTainting::kBasic;
  // Whether the request's redirect-taint is other than "same-origin": its
  // origin is then sent and compared as "null".
  // https://fetch.spec.whatwg.org/#concept-request-tainted-origin
  bool redirect_tainted = false;
  // Whether the first URL of the fetch was same-origin, where this is a later
  // one; of interest to profile webkit alone.
  bool began_same_origin = false;
};

// `origin` is a serialized origin. The request's origin as CORS compares and
// sends it: "null" once tainted by redirects.
// https://fetch.spec.whatwg.org/#serializing-a-request-origin
inline std::string_view SerializeRequestOrigin(
    std::string_view origin ABSL_ATTRIBUTE_LIFETIME_BOUND,
    const RedirectState& before) {
  return before.redirect_tainted ? "null" : origin;
}

// How main fetch treats a request to one URL of its URL list.
struct TaintingOrError {
  ResponseTainting tainting = ResponseTainting::kBasic;
  Failure error;  // The request is not made; a network error.
};

// `origin` is the request's, `url` what is fetched now; `so_far` is the
// tainting before that.
// https://fetch.spec.whatwg.org/#main-fetch
TaintingOrError ChooseResponseTainting(const Request& request,
                                       ResponseTainting so_far,
                                       const Origin& origin,
                                       const UrlParts& url);

}  // namespace corsieve

#endif  // CORSIEVE_RESPONSE_TAINTING_H_
