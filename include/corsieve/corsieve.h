// The whole of corsieve.

#ifndef CORSIEVE_CORSIEVE_H_
#define CORSIEVE_CORSIEVE_H_

#include "corsieve/cors.h"             // IWYU pragma: export
#include "corsieve/exchange.h"         // IWYU pragma: export
#include "corsieve/filter.h"           // IWYU pragma: export
#include "corsieve/header_list.h"      // IWYU pragma: export
#include "corsieve/mime_type.h"        // IWYU pragma: export
#include "corsieve/origin.h"           // IWYU pragma: export
#include "corsieve/preflight.h"        // IWYU pragma: export
#include "corsieve/profile.h"          // IWYU pragma: export
#include "corsieve/reason.h"           // IWYU pragma: export
#include "corsieve/redirect.h"         // IWYU pragma: export
#include "corsieve/referrer_policy.h"  // IWYU pragma: export
#include "corsieve/request.h"          // IWYU pragma: export
#include "corsieve/request_header.h"   // IWYU pragma: export
#include "corsieve/response_head.h"    // IWYU pragma: export
#include "corsieve/revalidation.h"     // IWYU pragma: export
#include "corsieve/script_api.h"       // IWYU pragma: export

#endif  // CORSIEVE_CORSIEVE_H_
