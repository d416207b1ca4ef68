/* Fetches a URL as a page's script would, with libcurl, and prints what the
 * page can read of it and why.
 *
 *   fetch [-X METHOD] [-H 'Name: value']... [-c] [-p PROFILE] ORIGIN URL
 *
 * -c is fetch()'s credentials: "include"; PROFILE is standard, chromium,
 * firefox or webkit. The exit status is 0 if the page gets the response, 1 if
 * its fetch fails, 2 for a mistake in the arguments.
 *
 * libcurl does the I/O, one request at a time; corsieve says which request
 * comes next (an OPTIONS, a redirect) and what script sees in the end. */

#define _POSIX_C_SOURCE 200809L /* getopt, strndup, clock_gettime */

#include <corsieve.h>
#include <ctype.h>
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* As %.*s takes a string that does not end in NUL. */
#define STR(s) (int)(s).size, (s).data

static int64_t now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* A URL as browsers serialize it, resolved against `base` if that is not NULL;
 * NULL if it does not parse. (Free it with curl_free. libcurl's parser is
 * nearly the URL standard's; who has a parser of that has a better one.) */
static char* resolve(corsieve_str relative, const char* base) {
  CURLU* url = curl_url();
  char* text = strndup(relative.data, relative.size);
  char* host = NULL;
  char* href = NULL;
  if ((base == NULL ||
       curl_url_set(url, CURLUPART_URL, base, 0) == CURLUE_OK) &&
      curl_url_set(url, CURLUPART_URL, text, CURLU_URLENCODE) == CURLUE_OK &&
      curl_url_get(url, CURLUPART_HOST, &host, CURLU_PUNYCODE) == CURLUE_OK) {
    for (char* c = host; *c != '\0'; ++c) *c = (char)tolower((unsigned char)*c);
    if (curl_url_set(url, CURLUPART_HOST, host, 0) == CURLUE_OK) {
      curl_url_get(url, CURLUPART_URL, &href, CURLU_NO_DEFAULT_PORT);
    }
  }
  curl_free(host);
  free(text);
  curl_url_cleanup(url);
  return href;
}

/* A name and its value, as curl wants a header. */
static struct curl_slist* append_header(struct curl_slist* list,
                                        corsieve_pair header) {
  const size_t size = header.name.size + header.value.size + 3;
  char* line = malloc(size);
  /* "Name;" is how curl is told of an empty value. */
  snprintf(line, size, header.value.size == 0 ? "%.*s;%.*s" : "%.*s: %.*s",
           STR(header.name), STR(header.value));
  list = curl_slist_append(list, line);
  free(line);
  return list;
}

static size_t ignore_body(char* bytes, size_t size, size_t count, void* data) {
  (void)bytes, (void)data;
  return size * count;
}

/* Sends what the exchange asks for. The status that comes back; 0: none. */
static long send_request(CURL* curl, const corsieve_outgoing* out) {
  char* url = strndup(out->url.data, out->url.size);
  char* method = strndup(out->method.data, out->method.size);
  struct curl_slist* headers = NULL;
  for (size_t i = 0; i < out->header_count; ++i) {
    headers = append_header(headers, out->headers[i]);
  }
  curl_easy_reset(curl);
  curl_easy_setopt(curl, CURLOPT_URL, url);
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  if (strcmp(method, "HEAD") == 0) curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
  curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, ignore_body);
  /* A browser adds its cookies if out->include_credentials, and the body if
   * out->include_body. There are none here. */
  long status = 0;
  const CURLcode code = curl_easy_perform(curl);
  if (code == CURLE_OK) {
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    printf("%s %s: %ld\n", method, url, status);
  } else {
    printf("%s %s: %s\n", method, url, curl_easy_strerror(code));
  }
  curl_slist_free_all(headers);
  free(method);
  free(url);
  return status;
}

/* Hands over what came back: libcurl has it in a list of its own, and tells of
 * one header after the other. */
static corsieve_step receive(CURL* curl, long status, corsieve_list* list,
                             corsieve_exchange* exchange) {
  if (status == 0) return corsieve_exchange_nothing(exchange);
  corsieve_list_clear(list);
  struct curl_header* h = NULL;
  while ((h = curl_easy_nextheader(curl, CURLH_HEADER, -1, h)) != NULL) {
    /* An empty value is "\r" in libcurl before 8.6.0. */
    const char* value = h->value + (h->value[0] == '\r');
    corsieve_list_add(list, corsieve_c_str(h->name), corsieve_c_str(value));
  }
  long version = 0;
  curl_easy_getinfo(curl, CURLINFO_HTTP_VERSION, &version);
  corsieve_response response = CORSIEVE_RESPONSE_INIT;
  response.status = (int32_t)status;
  response.protocol = version == CURL_HTTP_VERSION_3   ? CORSIEVE_HTTP_3
                      : version == CURL_HTTP_VERSION_2 ? CORSIEVE_HTTP_2
                                                       : CORSIEVE_HTTP_1;
  response.headers = corsieve_list_headers(list);
  return corsieve_exchange_list(exchange, &response, now_ms());
}

/* The whole fetch: preflights, redirects, the request. */
static corsieve_step run(CURL* curl, corsieve_exchange* exchange,
                         const corsieve_request* request) {
  /* The exchange copies (CORSIEVE_COPY), so the list need not. */
  corsieve_list* list = corsieve_list_new(CORSIEVE_BORROW);
  corsieve_step step = corsieve_exchange_start(exchange, request, now_ms());
  while (step > 0 && step != CORSIEVE_STEP_DONE) {
    if (step == CORSIEVE_STEP_RESOLVE_LOCATION) {
      const corsieve_str base = corsieve_exchange_url(exchange);
      char* base_text = strndup(base.data, base.size);
      char* url = resolve(corsieve_exchange_location(exchange), base_text);
      /* Same site takes the public suffix list (libpsl has it): 0 is strict. */
      step = corsieve_exchange_resolved(exchange, corsieve_c_str(url), 0);
      curl_free(url);
      free(base_text);
    } else {
      corsieve_outgoing outgoing = CORSIEVE_OUTGOING_INIT;
      corsieve_exchange_outgoing(exchange, &outgoing);
      step = receive(curl, send_request(curl, &outgoing), list, exchange);
    }
  }
  corsieve_list_free(list);
  return step;
}

static void print_reason(int indent, corsieve_reason reason) {
  corsieve_reason_info info = CORSIEVE_REASON_INFO_INIT;
  corsieve_reason_get(reason, &info);
  printf("%*s%.*s: %.*s\n", indent, "", STR(info.name), STR(info.text));
  if (info.fix.size != 0) printf("%*sfix: %.*s\n", indent, "", STR(info.fix));
}

/* Whether the page gets a response. */
static int print_seen(corsieve_exchange* exchange) {
  corsieve_seen* seen = corsieve_exchange_response(exchange);
  corsieve_result result = CORSIEVE_RESULT_INIT;
  corsieve_seen_result(seen, NULL, 0, &result);
  const corsieve_str url = corsieve_exchange_response_url(exchange);
  printf("\nresponse.type %s, status %d, url \"%.*s\"\n",
         corsieve_type_name(result.type), result.status, STR(url));
  print_reason(0, result.reason);
  /* All headers are hidden then. */
  if (result.type == CORSIEVE_TYPE_ERROR) return 0;
  for (size_t i = 0; i < result.header_count; ++i) {
    const corsieve_pair h = corsieve_seen_header(seen, i);
    const corsieve_reason reason = corsieve_seen_reason(seen, i);
    printf("\n%-8s  %.*s: %.*s\n",
           corsieve_is_exposed(reason) ? "readable" : "hidden", STR(h.name),
           STR(h.value));
    print_reason(10, reason);
  }
  return 1;
}

static int usage(void) {
  fputs(
      "usage: fetch [-X METHOD] [-H 'Name: value']... [-c] [-p PROFILE] "
      "ORIGIN URL\n",
      stderr);
  return 2;
}

int main(int argc, char** argv) {
  corsieve_request request = CORSIEVE_REQUEST_INIT;
  corsieve_list* headers = corsieve_list_new(CORSIEVE_BORROW);
  corsieve_profile profile = CORSIEVE_PROFILE_STANDARD;
  for (int option; (option = getopt(argc, argv, "X:H:cp:")) != -1;) {
    if (option == 'X') {
      request.method = corsieve_c_str(optarg);
    } else if (option == 'H') {
      corsieve_str name = corsieve_c_str(optarg);
      const char* colon = strchr(optarg, ':');
      if (colon == NULL) return usage();
      name.size = (size_t)(colon - optarg);
      corsieve_list_add(headers, name, corsieve_c_str(colon + 1));
    } else if (option == 'c') {
      request.credentials = CORSIEVE_CREDENTIALS_INCLUDE;
    } else if (option != 'p' ||
               corsieve_profile_find(corsieve_c_str(optarg), &profile) !=
                   CORSIEVE_OK) {
      return usage();
    }
  }
  if (argc - optind != 2) return usage();
  char* url = resolve(corsieve_c_str(argv[optind + 1]), NULL);
  if (url == NULL) return usage();
  request.origin = corsieve_c_str(argv[optind]);
  request.url = corsieve_c_str(url);
  request.headers = corsieve_list_headers(headers);

  curl_global_init(CURL_GLOBAL_DEFAULT);
  CURL* curl = curl_easy_init();
  corsieve_exchange* exchange =
      corsieve_exchange_new(profile, NULL, request.origin, CORSIEVE_COPY);
  const corsieve_step step = run(curl, exchange, &request);
  int exit_status = 2;
  if (step == CORSIEVE_STEP_DONE) {
    exit_status = print_seen(exchange) ? 0 : 1;
  } else {
    fprintf(stderr, "fetch: %s\n", corsieve_status_text(step));
  }
  corsieve_exchange_free(exchange);
  corsieve_list_free(headers);
  curl_easy_cleanup(curl);
  curl_global_cleanup();
  curl_free(url);
  return exit_status;
}
