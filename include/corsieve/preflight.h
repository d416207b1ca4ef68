// CORS preflights: when one is needed, and what its answer allows.

#ifndef CORSIEVE_PREFLIGHT_H_
#define CORSIEVE_PREFLIGHT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/base/attributes.h"
#include "absl/types/span.h"
#include "corsieve/header_list.h"
#include "corsieve/profile.h"
#include "corsieve/reason.h"
#include "corsieve/request.h"
#include "corsieve/response_tainting.h"

namespace corsieve {

// What a preflight asks about. The method is normalized, the names are what
// CorsUnsafeRequestHeaderNames returns.
struct PreflightQuestion {
  std::string_view method;
  absl::Span<const std::string> unsafe_header_names;
  // https://fetch.spec.whatwg.org/#use-cors-preflight
  bool use_cors_preflight = false;
};

// What a preflight's answer allows, beyond what it was asked about.
struct PreflightGrant {
  // Access-Control-Allow-Methods and -Headers, as written; `*` included,
  // whether it is a wildcard or not. Views of the answer.
  std::vector<std::string_view> methods;
  std::vector<std::string_view> header_names;
  int64_t max_age_seconds = 5;  // Unclamped.
};

// Whether main fetch makes the request one with a preflight; its tainting is
// cors. https://fetch.spec.whatwg.org/#main-fetch
bool NeedsPreflight(const PreflightQuestion& question);

// The origin that a preflight for a request from a page of this (serialized)
// origin is sent and checked with.
std::string_view SerializePreflightOrigin(
    std::string_view origin ABSL_ATTRIBUTE_LIFETIME_BOUND,
    const RedirectState& before, Profile profile = Profile::kStandard);

// Judges the answer to a preflight: nullopt, and `*grant`, or why the request
// may not be made. `request` is the actual request, its URL the one that is to
// be fetched, which redirects led to as `before` says. Where the answer is good
// but for the method or a header, `*grant` says all the same what it allows.
// https://fetch.spec.whatwg.org/#cors-preflight-fetch
Failure CheckPreflightResponse(const Request& request,
                               const PreflightQuestion& question, int status,
                               const HeaderList& header_list,
                               PreflightGrant* grant,
                               Profile profile = Profile::kStandard,
                               const RedirectState& before = RedirectState());

}  // namespace corsieve

#endif  // CORSIEVE_PREFLIGHT_H_
