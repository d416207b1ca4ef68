// The steps of following a redirect.

#ifndef CORSIEVE_REDIRECT_H_
#define CORSIEVE_REDIRECT_H_

#include <optional>
#include <string_view>

#include "corsieve/header_list.h"
#include "corsieve/origin.h"
#include "corsieve/reason.h"
#include "corsieve/request.h"
#include "corsieve/response_tainting.h"

namespace corsieve {

// https://fetch.spec.whatwg.org/#concept-http-redirect-fetch
inline constexpr int kMaxRedirects = 20;

// What Location says: nothing, something to resolve against the response's URL,
// or things that contradict each other.
struct Location {
  enum Kind : char { kNull, kValue, kFailure } kind = kNull;
  std::string_view value;
};

// Bytes that no URI reference has are left in: browsers escape them, and so
// does the URL parser that the value is for.
// https://fetch.spec.whatwg.org/#concept-response-location-url
Location ExtractLocation(const HeaderList& header_list);

// Whether a redirect to `location` is followed: nullopt, or why not. `origin`
// is the request's, `request.url` what redirects, `tainting` that of its
// response; `redirect_count` redirects were followed before.
// https://fetch.spec.whatwg.org/#concept-http-redirect-fetch
Failure RedirectCheck(const Request& request, const Origin& origin,
                      ResponseTainting tainting, int status,
                      const UrlParts& location, int redirect_count);

// Whether the redirect makes the request a GET without a body.
// https://fetch.spec.whatwg.org/#concept-http-redirect-fetch
bool RedirectChangesMethodToGet(int status, std::string_view method);

}  // namespace corsieve

#endif  // CORSIEVE_REDIRECT_H_
