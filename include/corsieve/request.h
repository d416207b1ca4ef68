// What script asked: the parts of a request that decide what it may read of the
// answer.

#ifndef CORSIEVE_REQUEST_H_
#define CORSIEVE_REQUEST_H_

#include <cstdint>
#include <string_view>

#include "absl/types/span.h"
#include "corsieve/embedder_policy.h"
#include "corsieve/header_list.h"
#include "corsieve/referrer_policy.h"

namespace corsieve {

// https://fetch.spec.whatwg.org/#concept-request-mode
enum class Mode : uint8_t { kCors, kNoCors, kSameOrigin, kNavigate };

// https://fetch.spec.whatwg.org/#concept-request-credentials-mode
enum class CredentialsMode : uint8_t { kSameOrigin, kOmit, kInclude };

// https://fetch.spec.whatwg.org/#concept-request-redirect-mode
enum class RedirectMode : uint8_t { kFollow, kError, kManual };

// Which API made the request. To the standard an XMLHttpRequest is a request of
// mode kCors whose credentials mode is kInclude or kSameOrigin.
enum class Initiator : uint8_t { kFetch, kXmlHttpRequest };

// https://fetch.spec.whatwg.org/#concept-request-body
enum class RequestBody : uint8_t {
  kNone,
  kSource,  // Bytes, a string, a form …: can be sent again after a redirect.
  kStream,  // A ReadableStream: cannot.
};

// https://fetch.spec.whatwg.org/#requests
//
// The defaults are those of fetch(url). The views must live while the call that
// takes the request runs; nothing keeps them longer.
struct Request {
  // The serialized origin of the page: "https://app.example", without a
  // trailing slash, default port or upper case; or "null" for an opaque origin
  // (a sandboxed frame, a data: URL).
  std::string_view origin;
  // The serialized URL that this response answers, as `new URL(...).href` shows
  // it. A fragment and credentials may be in it.
  std::string_view url;
  Mode mode = Mode::kCors;
  CredentialsMode credentials_mode = CredentialsMode::kSameOrigin;
  RedirectMode redirect_mode = RedirectMode::kFollow;
  Initiator initiator = Initiator::kFetch;
  // Of an element's or worker's request, "script" for instance; "" for script's
  // own, whose responses are never blocked by their MIME type.
  // https://fetch.spec.whatwg.org/#concept-request-destination
  std::string_view destination;

  // As script gave it; Exchange normalizes it. An engine's reader asks whether
  // it is PUT or HEAD.
  std::string_view method = "GET";

  // What is sent. Only Exchange asks for these.
  // As script set them, in order; forbidden ones are dropped.
  absl::Span<const Header> headers;
  RequestBody body = RequestBody::kNone;
  // The page's, or what fetch() was given.
  ReferrerPolicy referrer_policy = ReferrerPolicy::kStrictOriginWhenCrossOrigin;
  // What of other origins a page may embed, and whether with credentials:
  // decides about requests of mode no-cors.
  EmbedderPolicy embedder_policy = EmbedderPolicy::kUnsafeNone;
  // Whether an XMLHttpRequest's upload object had an event listener at send().
  bool upload_listener = false;

  // Whether `origin` and the origin of `url` are schemelessly same site; asked
  // for by `Cross-Origin-Resource-Policy: same-site` alone. Needs the public
  // suffix list, so the caller says it. Two equal origins are always same site.
  // https://html.spec.whatwg.org/#schemelessly-same-site
  bool schemelessly_same_site = false;
};

}  // namespace corsieve

#endif  // CORSIEVE_REQUEST_H_
