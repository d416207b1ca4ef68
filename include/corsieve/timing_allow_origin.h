// The check of Timing-Allow-Origin.

#ifndef CORSIEVE_TIMING_ALLOW_ORIGIN_H_
#define CORSIEVE_TIMING_ALLOW_ORIGIN_H_

#include "corsieve/header_list.h"
#include "corsieve/request.h"
#include "corsieve/response_tainting.h"

namespace corsieve {

// Whether a response lets the request's origin see its timing: true if so. It
// blocks nothing; once it was refused for a hop, it is for the fetch.
// `request.url` is the response's, `tainting` that of its hop and `before` what
// the redirects before it made.
// https://fetch.spec.whatwg.org/#concept-tao-check
bool TaoCheck(const Request& request, ResponseTainting tainting,
              const RedirectState& before, const HeaderList& header_list);

}  // namespace corsieve

#endif  // CORSIEVE_TIMING_ALLOW_ORIGIN_H_
