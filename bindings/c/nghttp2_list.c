/* Filters a response as nghttp2 holds it, where it lies: of an array of
 * nghttp2_nv, what script can read stays. Nothing is copied, and once the
 * filter has seen its largest response nothing is allocated. */

#include <corsieve.h>
#include <nghttp2/nghttp2.h>
#include <stdio.h>
#include <string.h>

enum { kMaxHeaders = 256 };

/* Leaves in nva[0], nva[1], … those of `*count` headers that script can read,
 * in their order, and says in `*count` how many they are. The first must be
 * `:status`: nghttp2 lets no other response through. `*why` is why script gets
 * the response or not. */
static corsieve_status keep_readable(corsieve_filter* filter,
                                     const corsieve_request* request,
                                     nghttp2_nv* nva, size_t* count,
                                     corsieve_reason* why) {
  corsieve_response response = CORSIEVE_RESPONSE_INIT;
  response.protocol = CORSIEVE_HTTP_2;
  for (size_t i = 0; i < nva->valuelen; ++i) {
    response.status = response.status * 10 + (nva->value[i] - '0');
  }
  /* Pseudo-headers are no headers. Where the others lie, without a copy: */
  const nghttp2_nv* received = nva + 1;
  response.headers = (corsieve_headers)CORSIEVE_HEADERS(
      received, *count - 1, name, namelen, value, valuelen);

  corsieve_reason reasons[kMaxHeaders];
  corsieve_result result = CORSIEVE_RESULT_INIT;
  const corsieve_status status = corsieve_filter_list(
      filter, request, &response, reasons, kMaxHeaders, &result);
  if (status != CORSIEVE_OK) return status;
  *why = result.reason;
  size_t kept = 0;
  /* The standard's profile neither adds nor drops headers: reasons[i] is about
   * received[i]. Past the array it is the filter that knows. */
  for (size_t i = 0; i < result.header_count; ++i) {
    const corsieve_reason reason =
        i < kMaxHeaders ? reasons[i]
                        : corsieve_seen_reason(corsieve_filter_seen(filter), i);
    if (corsieve_is_exposed(reason)) nva[kept++] = received[i];
  }
  *count = kept;
  return CORSIEVE_OK;
}

#define NV(name, value)                                                   \
  {                                                                       \
    (uint8_t*)name, (uint8_t*)value, sizeof(name) - 1, sizeof(value) - 1, \
        NGHTTP2_NV_FLAG_NONE                                              \
  }

static void show(corsieve_filter* filter, const char* origin) {
  nghttp2_nv nva[] = {
      NV(":status", "200"),
      NV("access-control-allow-origin", "https://app.example"),
      NV("access-control-expose-headers", "x-total-count, etag"),
      NV("content-type", "application/json"),
      NV("etag", "\"33a64df5\""),
      NV("x-total-count", "7"),
      NV("x-request-id", "8d2f"),
      NV("set-cookie", "a=b"),
  };
  size_t count = sizeof nva / sizeof *nva;
  corsieve_request request = CORSIEVE_REQUEST_INIT;
  request.origin = corsieve_c_str(origin);
  request.url = corsieve_c_str("https://api.example/list");
  corsieve_reason why;
  const corsieve_status status =
      keep_readable(filter, &request, nva, &count, &why);
  if (status != CORSIEVE_OK) {
    printf("%s: %s\n", origin, corsieve_status_text(status));
    return;
  }
  printf("%s: %s, %zu readable\n", origin, corsieve_reason_name(why), count);
  for (size_t i = 0; i < count; ++i) {
    printf("  %.*s: %.*s\n", (int)nva[i].namelen, (const char*)nva[i].name,
           (int)nva[i].valuelen, (const char*)nva[i].value);
  }
}

int main(void) {
  corsieve_filter* filter =
      corsieve_filter_new(CORSIEVE_PROFILE_STANDARD, CORSIEVE_BORROW);
  show(filter, "https://app.example"); /* the origin that the server allows */
  show(filter, "https://api.example"); /* the server's own */
  show(filter, "https://evil.example");
  corsieve_filter_free(filter);
  return 0;
}
