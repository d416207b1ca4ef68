/* What bindings/npm/src/layout.js takes for granted of corsieve.h's structs. */

#include <stddef.h>

#include "corsieve.h"

#define SIZE(type, number) \
  _Static_assert(sizeof(corsieve_##type) == (number), #type)
#define AT(type, member, number) \
  _Static_assert(offsetof(corsieve_##type, member) == (number), #type)

SIZE(str, 8);
SIZE(pair, 16);
AT(pair, name, 0);
AT(pair, value, 8);
SIZE(headers, 24);
AT(headers, count, 0);
AT(headers, stride, 4);
AT(headers, name_data, 8);
AT(headers, name_size, 12);
AT(headers, value_data, 16);
AT(headers, value_size, 20);
SIZE(request, 72);
AT(request, mode, 4);
AT(request, credentials, 5);
AT(request, redirect, 6);
AT(request, initiator, 7);
AT(request, body, 8);
AT(request, referrer_policy, 9);
AT(request, embedder_policy, 10);
AT(request, upload_listener, 11);
AT(request, schemelessly_same_site, 12);
AT(request, response_tainting, 13);
AT(request, redirect_tainted, 14);
AT(request, began_same_origin, 15);
AT(request, origin, 16);
AT(request, url, 24);
AT(request, destination, 32);
AT(request, method, 40);
AT(request, headers, 48);
SIZE(response, 88);
AT(response, status, 4);
AT(response, protocol, 8);
AT(response, body_is_empty, 9);
AT(response, message, 16);
AT(response, headers, 24);
AT(response, trailers, 48);
AT(response, interim, 72);
AT(response, interim_count, 76);
AT(response, status_text, 80);
SIZE(interim, 28);
AT(interim, status, 0);
AT(interim, headers, 4);
SIZE(result, 36);
AT(result, type, 4);
AT(result, reason, 5);
AT(result, status, 6);
AT(result, status_message, 8);
AT(result, header_count, 16);
AT(result, exposed_count, 20);
AT(result, body_offset, 24);
AT(result, error_offset, 28);
AT(result, error_header, 32);
SIZE(outgoing, 40);
AT(outgoing, include_credentials, 4);
AT(outgoing, include_body, 5);
AT(outgoing, method, 8);
AT(outgoing, url, 16);
AT(outgoing, origin, 24);
AT(outgoing, headers, 32);
AT(outgoing, header_count, 36);
SIZE(exchange_info, 24);
AT(exchange_info, redirected, 4);
AT(exchange_info, body_null, 5);
AT(exchange_info, timing_allow_passed, 6);
AT(exchange_info, response_tainting, 7);
AT(exchange_info, redirect_tainted, 8);
AT(exchange_info, preflight_count, 16);
AT(exchange_info, url_count, 20);
SIZE(reason_info, 40);
AT(reason_info, kind, 5);
AT(reason_info, name, 8);
AT(reason_info, text, 16);
AT(reason_info, url, 24);
AT(reason_info, fix, 32);
