/* The example of the README in C, as a program; and every kind of call from a
 * compiler of C, which sees the header's macros and inline functions. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "corsieve.h"

static void expect(int ok, const char* what) {
  if (ok) return;
  fprintf(stderr, "not so: %s\n", what);
  exit(1);
}

static int is(corsieve_str s, const char* text) {
  return s.data != NULL && s.size == strlen(text) &&
         memcmp(s.data, text, s.size) == 0;
}

static const char head[] =
    "HTTP/1.1 200 OK\r\n"
    "Access-Control-Allow-Origin: *\r\n"
    "Access-Control-Expose-Headers: X-Total-Count\r\n"
    "X-Total-Count: 137\r\n\r\n";

/* A response as bytes. */
static void bytes(void) {
  const size_t head_size = sizeof head - 1;
  /* BEGIN */
  corsieve_filter* filter =
      corsieve_filter_new(CORSIEVE_PROFILE_STANDARD, CORSIEVE_BORROW);
  corsieve_request request = CORSIEVE_REQUEST_INIT;
  request.origin = corsieve_c_str("https://app.example");
  request.url = corsieve_c_str("https://api.example/data");
  corsieve_reason reasons[64];
  corsieve_result result = CORSIEVE_RESULT_INIT;
  corsieve_filter_bytes(filter, &request, head, head_size, reasons, 64,
                        &result);
  for (size_t i = 0; i < result.header_count; ++i) {
    puts(corsieve_reason_name(reasons[i]));
  }
  /* END */
  expect(result.type == CORSIEVE_TYPE_CORS, "the response is had");
  expect(result.exposed_count == 1, "one header is exposed");
  expect(corsieve_is_exposed(reasons[2]), "it is the third");
  corsieve_seen* seen = corsieve_filter_seen(filter);
  expect(is(corsieve_seen_get(seen, corsieve_c_str("x-total-count")), "137"),
         "its value");
  expect(is(corsieve_seen_all(seen), "x-total-count: 137\r\n"), "all of them");
  corsieve_filter_free(filter);
}

/* A list where it lies. */
static void list(void) {
  const struct {
    int id;
    const char* name;
    const char* value;
  } fields[] = {{1, "etag", "\"1\""},
                {2, "access-control-allow-origin", "*"},
                {3, "access-control-expose-headers", "etag"}};
  corsieve_filter* filter =
      corsieve_filter_new(CORSIEVE_PROFILE_CHROMIUM, CORSIEVE_COPY);
  corsieve_request request = CORSIEVE_REQUEST_INIT;
  request.origin = corsieve_c_str("https://app.example");
  request.url = corsieve_c_str("https://api.example/data");
  corsieve_response response = CORSIEVE_RESPONSE_INIT;
  response.status = 200;
  response.protocol = CORSIEVE_HTTP_2;
  response.headers =
      (corsieve_headers)CORSIEVE_C_STRINGS(fields, 3, name, value);
  corsieve_reason reasons[3];
  expect(corsieve_filter_list(filter, &request, &response, reasons, 3, NULL) ==
             CORSIEVE_OK,
         "a list is answered");
  expect(reasons[0] == CORSIEVE_REASON_EXPOSED_BY_NAME, "its first header");
  expect(corsieve_filter_visible(filter, response.headers, corsieve_c_str("*"),
                                 CORSIEVE_CREDENTIALS_OMIT, reasons, 3,
                                 NULL) == CORSIEVE_OK &&
             reasons[0] == CORSIEVE_REASON_EXPOSED_BY_STAR,
         "a list without a request");
  corsieve_filter_free(filter);
}

/* Header by header, into an exchange. */
static void exchange(void) {
  corsieve_cache* cache = corsieve_cache_new(CORSIEVE_PROFILE_STANDARD, 0);
  corsieve_exchange* exchange = corsieve_exchange_new(
      CORSIEVE_PROFILE_STANDARD, cache, corsieve_c_str(NULL), CORSIEVE_COPY);
  corsieve_cache_free(cache);
  corsieve_request request = CORSIEVE_REQUEST_INIT;
  request.origin = corsieve_c_str("https://app.example");
  request.url = corsieve_c_str("https://api.example/data");
  request.method = corsieve_c_str("DELETE");
  corsieve_list* answer = corsieve_list_new(CORSIEVE_BORROW);
  corsieve_list_add(answer, corsieve_c_str("access-control-allow-origin"),
                    corsieve_c_str("*"));
  corsieve_list_add(answer, corsieve_c_str("access-control-allow-methods"),
                    corsieve_c_str("DELETE"));
  corsieve_response response = CORSIEVE_RESPONSE_INIT;
  response.status = 204;
  response.headers = corsieve_list_headers(answer);
  corsieve_step step = corsieve_exchange_start(exchange, &request, 0);
  expect(step == CORSIEVE_STEP_SEND_PREFLIGHT, "a preflight");
  step = corsieve_exchange_list(exchange, &response, 1);
  expect(step == CORSIEVE_STEP_SEND_REQUEST, "the request");
  corsieve_outgoing outgoing = CORSIEVE_OUTGOING_INIT;
  corsieve_exchange_outgoing(exchange, &outgoing);
  expect(is(outgoing.method, "DELETE"), "its method");
  step = corsieve_exchange_list(exchange, &response, 1);
  expect(step == CORSIEVE_STEP_DONE, "the end");
  corsieve_exchange_info info = CORSIEVE_EXCHANGE_INFO_INIT;
  corsieve_exchange_info_get(exchange, &info);
  expect(info.preflight_count == 1 && info.body_null == 1, "what it was");
  corsieve_list_free(answer);
  corsieve_exchange_free(exchange);
}

int main(void) {
  corsieve_reason_info info = CORSIEVE_REASON_INFO_INIT;
  expect(corsieve_version_number() == CORSIEVE_VERSION_NUMBER, "the version");
  expect(
      corsieve_reason_get(CORSIEVE_REASON_NOT_EXPOSED, &info) == CORSIEVE_OK &&
          is(info.name, "NotExposed"),
      "a reason");
  bytes();
  list();
  exchange();
  return 0;
}
