/* What tests/amalgamation_test.py links to the amalgamation: each door of the C
 * interface once, with every answer printed. */

#include <stdio.h>
#include <string.h>

#include "corsieve.h"

static const char kHead[] =
    "HTTP/1.1 200 OK\r\n"
    "Access-Control-Allow-Origin: https://app.example\r\n"
    "Access-Control-Expose-Headers: X-Total-Count\r\n"
    "Content-Type: text/plain\r\n"
    "X-Total-Count: 7\r\n"
    "X-Secret: 8\r\n"
    "\r\n";

static corsieve_request make_request(void) {
  corsieve_request request = CORSIEVE_REQUEST_INIT;
  request.origin = corsieve_c_str("https://app.example");
  request.url = corsieve_c_str("https://api.example/data");
  return request;
}

static void show(const char* what, corsieve_result result,
                 const corsieve_reason* reasons) {
  printf("%s: %s, %s\n", what, corsieve_type_name(result.type),
         corsieve_reason_name(result.reason));
  for (size_t i = 0; i < result.header_count; ++i) {
    printf("  %d %s\n", corsieve_is_exposed(reasons[i]),
           corsieve_reason_name(reasons[i]));
  }
}

static int bytes_and_list(corsieve_profile profile) {
  corsieve_filter* filter = corsieve_filter_new(profile, CORSIEVE_BORROW);
  const corsieve_request request = make_request();
  corsieve_reason reasons[8];
  corsieve_result result = CORSIEVE_RESULT_INIT;
  if (corsieve_filter_bytes(filter, &request, kHead, sizeof kHead - 1, reasons,
                            8, &result) != CORSIEVE_OK) {
    return 1;
  }
  show(corsieve_profile_name(profile), result, reasons);
  const corsieve_str all = corsieve_seen_all(corsieve_filter_seen(filter));
  printf("%.*s", (int)all.size, all.data);

  const struct {
    const char* name;
    const char* value;
  } list[] = {{"Access-Control-Allow-Origin", "https://other.example"},
              {"ETag", "\"1\""}};
  const corsieve_headers headers = CORSIEVE_C_STRINGS(list, 2, name, value);
  corsieve_response response = CORSIEVE_RESPONSE_INIT;
  response.status = 200;
  response.headers = headers;
  if (corsieve_filter_list(filter, &request, &response, reasons, 8, &result) !=
      CORSIEVE_OK) {
    return 1;
  }
  show("list", result, reasons);
  corsieve_filter_free(filter);
  return 0;
}

static int preflight(void) {
  corsieve_cache* cache = corsieve_cache_new(CORSIEVE_PROFILE_STANDARD, 0);
  corsieve_exchange* exchange = corsieve_exchange_new(
      CORSIEVE_PROFILE_STANDARD, cache, corsieve_c_str("https://app.example"),
      CORSIEVE_COPY);
  corsieve_cache_free(cache);
  corsieve_request request = make_request();
  request.method = corsieve_c_str("PUT");
  corsieve_step step = corsieve_exchange_start(exchange, &request, 0);
  while (step > 0 && step != CORSIEVE_STEP_DONE) {
    corsieve_outgoing outgoing = CORSIEVE_OUTGOING_INIT;
    corsieve_exchange_outgoing(exchange, &outgoing);
    printf("%.*s %.*s\n", (int)outgoing.method.size, outgoing.method.data,
           (int)outgoing.url.size, outgoing.url.data);
    step = corsieve_exchange_bytes(exchange, kHead, sizeof kHead - 1, 0);
  }
  corsieve_result result = CORSIEVE_RESULT_INIT;
  if (corsieve_seen_result(corsieve_exchange_response(exchange), NULL, 0,
                           &result) != CORSIEVE_OK) {
    return 1;
  }
  printf("exchange: %s\n", corsieve_reason_name(result.reason));
  corsieve_exchange_free(exchange);
  return 0;
}

int main(void) {
  printf("corsieve %s\n", corsieve_version_string());
  if (corsieve_version_number() != CORSIEVE_VERSION_NUMBER) return 1;
  for (corsieve_profile p = 0; corsieve_profile_name(p) != NULL; ++p) {
    if (bytes_and_list(p) != 0) return 1;
  }
  return preflight();
}
