// The whole of corsieve.

#ifndef CORSIEVE_CORSIEVE_H_
#define CORSIEVE_CORSIEVE_H_

#include "corsieve/bad_port.h"                      // IWYU pragma: export
#include "corsieve/content_length.h"                // IWYU pragma: export
#include "corsieve/cors_check.h"                    // IWYU pragma: export
#include "corsieve/cross_origin_resource_policy.h"  // IWYU pragma: export
#include "corsieve/embedder_policy.h"               // IWYU pragma: export
#include "corsieve/exchange.h"                      // IWYU pragma: export
#include "corsieve/exposed_header_names.h"          // IWYU pragma: export
#include "corsieve/filter.h"                        // IWYU pragma: export
#include "corsieve/filtered_response.h"             // IWYU pragma: export
#include "corsieve/header_list.h"                   // IWYU pragma: export
#include "corsieve/mime_type.h"                     // IWYU pragma: export
#include "corsieve/nosniff.h"                       // IWYU pragma: export
#include "corsieve/origin.h"                        // IWYU pragma: export
#include "corsieve/parsed_response.h"               // IWYU pragma: export
#include "corsieve/preflight.h"                     // IWYU pragma: export
#include "corsieve/preflight_cache.h"               // IWYU pragma: export
#include "corsieve/profile.h"                       // IWYU pragma: export
#include "corsieve/reason.h"                        // IWYU pragma: export
#include "corsieve/redirect.h"                      // IWYU pragma: export
#include "corsieve/referrer_policy.h"               // IWYU pragma: export
#include "corsieve/request.h"                       // IWYU pragma: export
#include "corsieve/request_header.h"                // IWYU pragma: export
#include "corsieve/response.h"                      // IWYU pragma: export
#include "corsieve/response_head.h"                 // IWYU pragma: export
#include "corsieve/response_tainting.h"             // IWYU pragma: export
#include "corsieve/revalidation.h"                  // IWYU pragma: export
#include "corsieve/script_api.h"                    // IWYU pragma: export
#include "corsieve/status.h"                        // IWYU pragma: export
#include "corsieve/timing_allow_origin.h"           // IWYU pragma: export

#endif  // CORSIEVE_CORSIEVE_H_
