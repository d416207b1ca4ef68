/* A program of C that uses the library as installed; tools/consumers.sh says how
 * it is compiled. It prints what want.txt says. */

#include <corsieve.h>
#include <stdio.h>
#include <string.h>

static void print(const char* name, corsieve_str value) {
  printf("%s: %.*s\n", name, value.data ? (int)value.size : 4,
         value.data ? value.data : "null");
}

int main(void) {
  static const char kHead[] =
      "HTTP/1.1 200 OK\r\n"
      "Access-Control-Allow-Origin: *\r\n"
      "Access-Control-Expose-Headers: X-Total-Count\r\n"
      "ETag: \"v1\"\r\n"
      "X-Total-Count: 7\r\n"
      "\r\n";
  corsieve_request request = CORSIEVE_REQUEST_INIT;
  corsieve_result result = CORSIEVE_RESULT_INIT;
  corsieve_reason reasons[8];
  corsieve_filter* filter =
      corsieve_filter_new(CORSIEVE_PROFILE_STANDARD, CORSIEVE_BORROW);
  corsieve_seen* seen;
  if (corsieve_version_number() != CORSIEVE_VERSION_NUMBER) return 1;
  request.origin = corsieve_c_str("https://app.example");
  request.url = corsieve_c_str("https://api.example/data");
  if (corsieve_filter_bytes(filter, &request, kHead, strlen(kHead), reasons, 8,
                            &result) != CORSIEVE_OK) {
    return 1;
  }
  seen = corsieve_filter_seen(filter);
  printf("type: %s\n", corsieve_type_name(result.type));
  print("etag", corsieve_seen_get(seen, corsieve_c_str("etag")));
  print("x-total-count",
        corsieve_seen_get(seen, corsieve_c_str("x-total-count")));
  printf("because: %s, %s\n", corsieve_reason_name(reasons[2]),
         corsieve_reason_name(reasons[3]));
  corsieve_filter_free(filter);
  return 0;
}
