/* corsieve.h: which headers of a response page script can read, and why.
 *
 * C11, C++17, and every language that can call C. What it answers is what the
 * C++ engine answers (include/corsieve/); the standards are WHATWG Fetch
 * (https://fetch.spec.whatwg.org/) and XMLHttpRequest
 * (https://xhr.spec.whatwg.org/). docs/abi.md says what may change and when.
 *
 *   corsieve_filter* filter = corsieve_filter_new(CORSIEVE_PROFILE_STANDARD,
 *                                                 CORSIEVE_BORROW);
 *   corsieve_request request = CORSIEVE_REQUEST_INIT;
 *   request.origin = corsieve_c_str("https://app.example");
 *   request.url = corsieve_c_str("https://api.example/data");
 *   corsieve_reason reasons[64];
 *   corsieve_result result = CORSIEVE_RESULT_INIT;
 *   corsieve_filter_bytes(filter, &request, head, head_size, reasons, 64,
 *                         &result);
 *
 * The rules, which hold for every declaration below:
 *
 * 1 Strings are bytes with a size, in no encoding: script sees each byte as
 *   the code point of the same number. They need not end in NUL. A data of
 *   NULL is "none", where that differs from the empty string; with a size it
 *   is an error. What is returned has a data of NULL only for "none".
 *
 * 2 Enumerations, and what is 0 or 1, are bytes with written-out values.
 *   Values are added and never changed: treat those that you do not know as
 *   data. Those that the library does not know it refuses
 *   (CORSIEVE_BAD_VALUE).
 *
 * 3 A struct that begins with struct_size grows at its end. Start from its
 *   _INIT; zero is the default of every other member. The library takes
 *   shorter ones of older callers, and longer ones if all that it does not
 *   know is zero; what it fills in is as long as the caller says, zeros
 *   behind what it knows. Structs without struct_size never change.
 *
 * 4 Calls do not print, block, read a clock or keep global state, and no
 *   exception leaves them. A handle is for one thread at a time; any number
 *   of handles for any number of threads. A preflight cache is for the
 *   thread of its exchanges. Out of memory ends the process.
 *
 * 5 Handles are freed by their _free function, which takes NULL too; nothing
 *   else that is returned is freed. A request, and what it points to, may go
 *   when the call returns. A response that is borrowed (CORSIEVE_BORROW)
 *   must live as the views of it do: until the next call that hands the same
 *   filter a response, or the exchange's next start. One that is copied
 *   (CORSIEVE_COPY) may go at once. Views say how long they live.
 *
 * 6 A fetch that fails is an answer: type CORSIEVE_TYPE_ERROR, and a reason.
 *   So is a request that is not serialized (a reason of kind
 *   CORSIEVE_KIND_WRONG_CALL). Errors are calls that make no sense: they are
 *   negative, and change nothing.
 *
 * 7 Once a handle has seen its largest response, calls allocate nothing, but
 *   for an exchange's redirects and preflights.
 *
 * Each function says since which version it is there, or the one above it does,
 * with which it shares the comment; types and values are as old as those. */

#ifndef CORSIEVE_H_
#define CORSIEVE_H_

#include <stddef.h>
#include <stdint.h>

/* The version, which stands here and nowhere else: builds read it from here. */
#define CORSIEVE_VERSION_MAJOR 0
#define CORSIEVE_VERSION_MINOR 1
#define CORSIEVE_VERSION_PATCH 0
#define CORSIEVE_VERSION_NUMBER                                    \
  (CORSIEVE_VERSION_MAJOR * 10000 + CORSIEVE_VERSION_MINOR * 100 + \
   CORSIEVE_VERSION_PATCH)

#ifndef CORSIEVE_API
#if defined(__GNUC__)
#define CORSIEVE_API __attribute__((visibility("default")))
#else
#define CORSIEVE_API
#endif
#endif

#ifdef __cplusplus
#define CORSIEVE_NOEXCEPT noexcept
extern "C" {
#else
#define CORSIEVE_NOEXCEPT
#endif

/* The version of the library that runs, as CORSIEVE_VERSION_NUMBER has it, and
 * as "0.1.0" in static storage. Since 0.1.0. */
CORSIEVE_API uint32_t corsieve_version_number(void) CORSIEVE_NOEXCEPT;
CORSIEVE_API const char* corsieve_version_string(void) CORSIEVE_NOEXCEPT;

/* ---- Statuses of calls -------------------------------------------------- */

typedef int8_t corsieve_status;
enum {
  CORSIEVE_OK = 0,
  CORSIEVE_NULL_ARGUMENT = -1, /* a handle, a struct or an array is NULL */
  CORSIEVE_BAD_STRUCT = -2,   /* struct_size is less than ever was, or absurd */
  CORSIEVE_NEWER_STRUCT = -3, /* something is set that this library predates */
  CORSIEVE_BAD_STRING = -4,   /* data is NULL, size is not 0 */
  CORSIEVE_BAD_LIST = -5,     /* no stride, or nothing where headers lie */
  CORSIEVE_BAD_VALUE = -6,    /* a byte that none of its values has */
  CORSIEVE_BAD_STATE = -7     /* the exchange asks for something else now */
};

/* A sentence fragment for a status, in static storage; never NULL.
 * Since 0.1.0. */
CORSIEVE_API const char* corsieve_status_text(corsieve_status status)
    CORSIEVE_NOEXCEPT;

/* ---- Strings and lists of headers --------------------------------------- */

typedef struct corsieve_str {
  const char* data;
  size_t size;
} corsieve_str;

typedef struct corsieve_pair {
  corsieve_str name;
  corsieve_str value;
} corsieve_pair;

/* A string of C. NULL is "none". */
static inline corsieve_str corsieve_c_str(const char* text) {
  corsieve_str str = {text, 0};
  if (text != NULL) {
    while (text[str.size] != '\0') ++str.size;
  }
  return str;
}

/* Where a list of headers lies, of whatever struct it is an array: the four
 * pointers are into its first element, and the next one is `stride` bytes on.
 * Without a pointer to sizes the strings end in NUL. All of them are read, in
 * order and with repeats. A list of zeros is empty. */
typedef struct corsieve_headers {
  size_t count;           /* headers */
  size_t stride;          /* bytes */
  const void* name_data;  /* points to a const char* */
  const void* name_size;  /* points to a size_t, or NULL */
  const void* value_data; /* points to a const char* */
  const void* value_size; /* points to a size_t, or NULL */
} corsieve_headers;

/* Initializes one for an array of structs with these members. The array is not
 * read, so `count` may be 0, but it is not NULL: no list is zeros. To assign it
 * in C:
 *   response.headers = (corsieve_headers)CORSIEVE_PAIRS(pairs, count); */
#define CORSIEVE_HEADERS(array, count, name, name_size, value, value_size) \
  {                                                                        \
    (count), sizeof *(array), &(array)->name, &(array)->name_size,         \
        &(array)->value, &(array)->value_size                              \
  }
#define CORSIEVE_PAIRS(array, count) \
  CORSIEVE_HEADERS(array, count, name.data, name.size, value.data, value.size)
/* The same for members that are strings of C. */
#define CORSIEVE_C_STRINGS(array, count, name, value) \
  { (count), sizeof *(array), &(array)->name, NULL, &(array)->value, NULL }

/* Whether a handle keeps bytes of responses, or views of them. (An enumeration
 * without default: it decides about lifetimes.) */
typedef uint8_t corsieve_keep;
enum {
  CORSIEVE_BORROW = 0, /* The caller keeps them, as long as rule 5 says. */
  CORSIEVE_COPY = 1    /* The handle copies them into memory that it reuses. */
};

/* A list that is made header by header: for headers that are in no array. */
typedef struct corsieve_list corsieve_list;

/* NULL if `keep` has another value. Since 0.1.0. */
CORSIEVE_API corsieve_list* corsieve_list_new(corsieve_keep keep)
    CORSIEVE_NOEXCEPT;
CORSIEVE_API void corsieve_list_free(corsieve_list* list) CORSIEVE_NOEXCEPT;
/* Empties it; its memory is kept. Errors: CORSIEVE_NULL_ARGUMENT.
 * Since 0.1.0. */
CORSIEVE_API corsieve_status corsieve_list_clear(corsieve_list* list)
    CORSIEVE_NOEXCEPT;
/* Appends a header, as it is. Errors: CORSIEVE_NULL_ARGUMENT,
 * CORSIEVE_BAD_STRING. A borrowing list needs the bytes until it is cleared.
 * Since 0.1.0. */
CORSIEVE_API corsieve_status
corsieve_list_add(corsieve_list* list, corsieve_str name,
                  corsieve_str value) CORSIEVE_NOEXCEPT;
/* Where its headers lie, until it is added to, cleared or freed. A list may be
 * added strings of its own. Since 0.1.0. */
CORSIEVE_API corsieve_headers corsieve_list_headers(corsieve_list* list)
    CORSIEVE_NOEXCEPT;

/* ---- Profiles: whose behaviour is asked for ----------------------------- */

typedef uint8_t corsieve_profile;
enum {
  CORSIEVE_PROFILE_STANDARD = 0,
  CORSIEVE_PROFILE_CHROMIUM = 1,
  CORSIEVE_PROFILE_FIREFOX = 2,
  CORSIEVE_PROFILE_WEBKIT = 3
};

/* The name ("chromium") and the versions that a profile stands for and was
 * recorded with, NUL-terminated and in static storage; NULL for a value that no
 * profile has. Profiles are numbered from 0 without gaps. Since 0.1.0. */
CORSIEVE_API const char* corsieve_profile_name(corsieve_profile profile)
    CORSIEVE_NOEXCEPT;
CORSIEVE_API const char* corsieve_profile_versions(corsieve_profile profile)
    CORSIEVE_NOEXCEPT;
/* The profile of a name. Errors: CORSIEVE_NULL_ARGUMENT, CORSIEVE_BAD_STRING,
 * CORSIEVE_BAD_VALUE if there is none. Since 0.1.0. */
CORSIEVE_API corsieve_status corsieve_profile_find(
    corsieve_str name, corsieve_profile* profile) CORSIEVE_NOEXCEPT;

/* ---- Requests: what script asked ---------------------------------------- */

/* https://fetch.spec.whatwg.org/#concept-request-mode */
typedef uint8_t corsieve_mode;
enum {
  CORSIEVE_MODE_CORS = 0,
  CORSIEVE_MODE_NO_CORS = 1,
  CORSIEVE_MODE_SAME_ORIGIN = 2,
  CORSIEVE_MODE_NAVIGATE = 3
};

/* https://fetch.spec.whatwg.org/#concept-request-credentials-mode */
typedef uint8_t corsieve_credentials;
enum {
  CORSIEVE_CREDENTIALS_SAME_ORIGIN = 0,
  CORSIEVE_CREDENTIALS_OMIT = 1,
  CORSIEVE_CREDENTIALS_INCLUDE = 2
};

/* https://fetch.spec.whatwg.org/#concept-request-redirect-mode */
typedef uint8_t corsieve_redirect;
enum {
  CORSIEVE_REDIRECT_FOLLOW = 0,
  CORSIEVE_REDIRECT_ERROR = 1,
  CORSIEVE_REDIRECT_MANUAL = 2
};

/* Which API made the request. */
typedef uint8_t corsieve_initiator;
enum { CORSIEVE_INITIATOR_FETCH = 0, CORSIEVE_INITIATOR_XHR = 1 };

/* https://fetch.spec.whatwg.org/#concept-request-body */
typedef uint8_t corsieve_body;
enum {
  CORSIEVE_BODY_NONE = 0,
  CORSIEVE_BODY_SOURCE = 1, /* bytes, a form: can be sent again */
  CORSIEVE_BODY_STREAM = 2  /* a ReadableStream: cannot */
};

/* https://w3c.github.io/webappsec-referrer-policy/#referrer-policies */
typedef uint8_t corsieve_referrer_policy;
enum {
  CORSIEVE_REFERRER_STRICT_ORIGIN_WHEN_CROSS_ORIGIN = 0,
  CORSIEVE_REFERRER_NO_REFERRER = 1,
  CORSIEVE_REFERRER_NO_REFERRER_WHEN_DOWNGRADE = 2,
  CORSIEVE_REFERRER_SAME_ORIGIN = 3,
  CORSIEVE_REFERRER_ORIGIN = 4,
  CORSIEVE_REFERRER_STRICT_ORIGIN = 5,
  CORSIEVE_REFERRER_ORIGIN_WHEN_CROSS_ORIGIN = 6,
  CORSIEVE_REFERRER_UNSAFE_URL = 7
};

/* https://html.spec.whatwg.org/#embedder-policy-value */
typedef uint8_t corsieve_embedder_policy;
enum {
  CORSIEVE_EMBEDDER_UNSAFE_NONE = 0,
  CORSIEVE_EMBEDDER_REQUIRE_CORP = 1,
  CORSIEVE_EMBEDDER_CREDENTIALLESS = 2
};

/* https://fetch.spec.whatwg.org/#concept-request-response-tainting */
typedef uint8_t corsieve_tainting;
enum {
  CORSIEVE_TAINTING_BASIC = 0,
  CORSIEVE_TAINTING_CORS = 1,
  CORSIEVE_TAINTING_OPAQUE = 2
};

/* https://fetch.spec.whatwg.org/#requests, as fetch(url) makes one by default.
 * What an exchange alone asks for, a filter takes no notice of, and the other
 * way round; but both refuse what is malformed. */
typedef struct corsieve_request {
  uint32_t struct_size;
  corsieve_mode mode;
  corsieve_credentials credentials;
  corsieve_redirect redirect;
  corsieve_initiator initiator;

  corsieve_body body;                       /* exchange */
  corsieve_referrer_policy referrer_policy; /* exchange */
  corsieve_embedder_policy embedder_policy; /* decides about no-cors */
  uint8_t upload_listener; /* exchange: 1 if xhr.upload had a listener */
  /* 1 if origin and url are schemelessly same site, which takes the public
   * suffix list to know; `Cross-Origin-Resource-Policy: same-site` asks.
   * https://html.spec.whatwg.org/#schemelessly-same-site */
  uint8_t schemelessly_same_site;

  /* filter: what the redirects before this URL made of the fetch. An exchange
   * keeps account of it itself. */
  corsieve_tainting response_tainting;
  /* 1 if its redirect-taint is other than "same-origin": the origin counts as
   * "null". https://fetch.spec.whatwg.org/#concept-request-tainted-origin */
  uint8_t redirect_tainted;
  uint8_t began_same_origin; /* 1 if the fetch's first URL was; for webkit */

  /* The page's serialized origin: "https://app.example" (no slash, no default
   * port), or "null" for an opaque one. */
  corsieve_str origin;
  /* The serialized URL that the response answers: what `new URL().href` says.
   */
  corsieve_str url;
  /* exchange: "" or none for fetch() and XMLHttpRequest; "script", "style", …
   * for elements. https://fetch.spec.whatwg.org/#concept-request-destination */
  corsieve_str destination;
  corsieve_str method;      /* as script gave it; none is GET */
  corsieve_headers headers; /* exchange: as script set them */
} corsieve_request;
#define CORSIEVE_REQUEST_INIT                                                \
  {                                                                          \
    sizeof(corsieve_request), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, {NULL, 0}, \
        {NULL, 0}, {NULL, 0}, {NULL, 0}, {                                   \
      0, 0, NULL, NULL, NULL, NULL                                           \
    }                                                                        \
  }

/* ---- Responses, as they came -------------------------------------------- */

/* What a response came over: engines and RFCs treat the same headers otherwise
 * over HTTP/2. */
typedef uint8_t corsieve_protocol;
enum { CORSIEVE_HTTP_1 = 0, CORSIEVE_HTTP_2 = 1, CORSIEVE_HTTP_3 = 2 };

/* An interim (1xx) response. */
typedef struct corsieve_interim {
  int32_t status;
  corsieve_headers headers;
} corsieve_interim;

/* A response that is parsed. Pseudo-headers are no part of `headers`: what
 * `:status` says is `status`. */
typedef struct corsieve_response {
  uint32_t struct_size;
  int32_t status; /* 0 to 999 */
  corsieve_protocol protocol;
  uint8_t body_is_empty; /* 1 if no DATA came; of interest to engines' HTTP/2 */
  uint8_t reserved[6];   /* 0 */
  corsieve_str message;  /* the reason phrase, which HTTP/1.1 alone has */
  corsieve_headers headers;
  /* Of HTTP/2 and HTTP/3 alone, where they are known: */
  corsieve_headers trailers;
  const corsieve_interim* interim; /* in the order received */
  size_t interim_count;
  /* What `:status` says, if that is not `status` in three digits. */
  corsieve_str status_text;
} corsieve_response;
#define CORSIEVE_RESPONSE_INIT                                                \
  {                                                                           \
    sizeof(corsieve_response), 0, 0, 0, {0, 0, 0, 0, 0, 0}, {NULL, 0},        \
        {0, 0, NULL, NULL, NULL, NULL}, {0, 0, NULL, NULL, NULL, NULL}, NULL, \
        0, {                                                                  \
      NULL, 0                                                                 \
    }                                                                         \
  }

/* ---- Reasons: the fate of each header, and of the fetch ----------------- */

/* A reason's number, which never changes its meaning. Those of headers are
 * 0-29, of them 0-9 say that script can read it. */
typedef uint8_t corsieve_reason;
enum {
  /* 0-9: a header is exposed to script. */
  CORSIEVE_REASON_BASIC_RESPONSE = 0,
  CORSIEVE_REASON_SAFELISTED = 1,
  CORSIEVE_REASON_EXPOSED_BY_NAME = 2,
  CORSIEVE_REASON_EXPOSED_BY_STAR = 3,
  /* 10-24: a header is not exposed. */
  CORSIEVE_REASON_FORBIDDEN_RESPONSE_HEADER_NAME = 10,
  CORSIEVE_REASON_NOT_EXPOSED = 11,
  CORSIEVE_REASON_STAR_IS_LITERAL_WITH_CREDENTIALS = 12,
  CORSIEVE_REASON_EXPOSE_LIST_INVALID = 13,
  CORSIEVE_REASON_OPAQUE_RESPONSE = 14,
  CORSIEVE_REASON_OPAQUE_REDIRECT_RESPONSE = 15,
  CORSIEVE_REASON_NETWORK_ERROR_RESPONSE = 16,
  CORSIEVE_REASON_REDIRECT_RESPONSE = 17,
  /* 25-29: a header is not exposed, in an engine's profile only. */
  CORSIEVE_REASON_MALFORMED_LINE = 25,
  CORSIEVE_REASON_DROPPED_BY_ENGINE = 26,
  /* 30-39: script gets the response. */
  CORSIEVE_REASON_SAME_ORIGIN = 30,
  CORSIEVE_REASON_CORS_CHECK_PASSED = 31,
  CORSIEVE_REASON_NO_CORS = 32,
  CORSIEVE_REASON_MANUAL_REDIRECT = 33,
  /* 40-44: the fetch goes on from the response. */
  CORSIEVE_REASON_REDIRECT_TO_FOLLOW = 40,
  /* 45-49: the caller made a mistake. */
  CORSIEVE_REASON_ORIGIN_NOT_SERIALIZED = 45,
  CORSIEVE_REASON_URL_NOT_SERIALIZED = 46,
  CORSIEVE_REASON_BLOB_NOT_HERE = 47,
  /* 50-74: there is no response head, or it is malformed. */
  CORSIEVE_REASON_HEAD_EMPTY = 50,
  CORSIEVE_REASON_HEAD_TRUNCATED = 51,
  CORSIEVE_REASON_HEAD_CONTAINS_NUL = 52,
  CORSIEVE_REASON_HEAD_CONTAINS_CR = 53,
  CORSIEVE_REASON_STATUS_LINE_MALFORMED = 54,
  CORSIEVE_REASON_STATUS_CODE_MALFORMED = 55,
  CORSIEVE_REASON_FIRST_HEADER_LINE_FOLDED = 56,
  CORSIEVE_REASON_HEADER_LINE_WITHOUT_COLON = 57,
  CORSIEVE_REASON_HEADER_NAME_MALFORMED = 58,
  CORSIEVE_REASON_HEADER_VALUE_MALFORMED = 59,
  CORSIEVE_REASON_NO_FINAL_RESPONSE = 60,
  CORSIEVE_REASON_CONTENT_LENGTH_CONFLICT = 61,
  CORSIEVE_REASON_CONNECTION_SPECIFIC_HEADER = 62,
  CORSIEVE_REASON_STATUS_MALFORMED = 63,
  CORSIEVE_REASON_CONTENT_LENGTH_FORBIDDEN = 64,
  /* 75-89: an engine refuses the head, in its profile only. */
  CORSIEVE_REASON_HEAD_TOO_LARGE = 75,
  CORSIEVE_REASON_FRAMING_MALFORMED = 76,
  CORSIEVE_REASON_DUPLICATE_CONFLICT = 77,
  CORSIEVE_REASON_PROXY_AUTHENTICATION_REQUIRED = 78,
  /* 90-99: the request is not made. */
  CORSIEVE_REASON_DISALLOWED_BY_MODE = 90,
  CORSIEVE_REASON_CORS_DISABLED_SCHEME = 91,
  CORSIEVE_REASON_NO_CORS_REDIRECT_MODE = 92,
  CORSIEVE_REASON_BAD_PORT = 93,
  /* 100-109: the CORS check fails. The names are the DevTools protocol's.
   */
  CORSIEVE_REASON_MISSING_ALLOW_ORIGIN_HEADER = 100,
  CORSIEVE_REASON_MULTIPLE_ALLOW_ORIGIN_VALUES = 101,
  CORSIEVE_REASON_INVALID_ALLOW_ORIGIN_VALUE = 102,
  CORSIEVE_REASON_ALLOW_ORIGIN_MISMATCH = 103,
  CORSIEVE_REASON_WILDCARD_ORIGIN_NOT_ALLOWED = 104,
  CORSIEVE_REASON_INVALID_ALLOW_CREDENTIALS = 105,
  /* 110-119: the server keeps the response from other origins. */
  CORSIEVE_REASON_CORP_NOT_SAME_ORIGIN = 110,
  CORSIEVE_REASON_CORP_NOT_SAME_SITE = 111,
  CORSIEVE_REASON_CORP_DEFAULTED_BY_EMBEDDER_POLICY = 112,
  /* 120-134: a redirect is not followed. */
  CORSIEVE_REASON_REDIRECT_MODE_ERROR = 120,
  CORSIEVE_REASON_LOCATION_INVALID = 121,
  CORSIEVE_REASON_LOCATION_NOT_HTTP = 122,
  CORSIEVE_REASON_TOO_MANY_REDIRECTS = 123,
  CORSIEVE_REASON_REDIRECT_CONTAINS_CREDENTIALS = 124,
  CORSIEVE_REASON_REDIRECT_BODY_STREAM = 125,
  /* 135-149: script cannot make the request: a TypeError of fetch(), a
     SyntaxError or SecurityError of an XMLHttpRequest. */
  CORSIEVE_REASON_METHOD_INVALID = 135,
  CORSIEVE_REASON_REQUEST_HEADER_INVALID = 136,
  CORSIEVE_REASON_URL_INCLUDES_CREDENTIALS = 137,
  CORSIEVE_REASON_NO_CORS_METHOD = 138,
  CORSIEVE_REASON_NAVIGATE_MODE = 139,
  CORSIEVE_REASON_REQUEST_BODY_INVALID = 140,
  /* 150-159: no response comes. */
  CORSIEVE_REASON_CONNECTION_CLOSED = 150,
  CORSIEVE_REASON_SCHEME_NOT_HTTP = 151,
  CORSIEVE_REASON_DATA_URL_INVALID = 152,
  CORSIEVE_REASON_STREAM_WANTS_HTTP2 = 153,
  /* 160-169: the preflight has no answer, or not one that counts. */
  CORSIEVE_REASON_PREFLIGHT_CONNECTION_CLOSED = 160,
  CORSIEVE_REASON_PREFLIGHT_RESPONSE_MALFORMED = 161,
  CORSIEVE_REASON_PREFLIGHT_INVALID_STATUS = 162,
  CORSIEVE_REASON_PREFLIGHT_DISALLOWED_REDIRECT = 163,
  /* 170-179: the preflight's CORS check fails, as in 100-109. */
  CORSIEVE_REASON_PREFLIGHT_MISSING_ALLOW_ORIGIN_HEADER = 170,
  CORSIEVE_REASON_PREFLIGHT_MULTIPLE_ALLOW_ORIGIN_VALUES = 171,
  CORSIEVE_REASON_PREFLIGHT_INVALID_ALLOW_ORIGIN_VALUE = 172,
  CORSIEVE_REASON_PREFLIGHT_ALLOW_ORIGIN_MISMATCH = 173,
  CORSIEVE_REASON_PREFLIGHT_WILDCARD_ORIGIN_NOT_ALLOWED = 174,
  CORSIEVE_REASON_PREFLIGHT_INVALID_ALLOW_CREDENTIALS = 175,
  /* 180-199: the preflight's answer does not allow the request. */
  CORSIEVE_REASON_INVALID_ALLOW_METHODS_PREFLIGHT_RESPONSE = 180,
  CORSIEVE_REASON_INVALID_ALLOW_HEADERS_PREFLIGHT_RESPONSE = 181,
  CORSIEVE_REASON_METHOD_DISALLOWED_BY_PREFLIGHT_RESPONSE = 182,
  CORSIEVE_REASON_HEADER_DISALLOWED_BY_PREFLIGHT_RESPONSE = 183,
  /* 200-209: the MIME type keeps the response from a script or style
     element. */
  CORSIEVE_REASON_BLOCKED_BY_NOSNIFF = 200,
  CORSIEVE_REASON_BLOCKED_BY_MIME_TYPE = 201
};

/* Whether script can read a header that has this reason: 1 or 0. */
static inline int corsieve_is_exposed(corsieve_reason reason) {
  return reason < 10;
}

/* What a reason is about, and what it decides. */
typedef uint8_t corsieve_kind;
enum {
  CORSIEVE_KIND_EXPOSED = 0,       /* a header is exposed */
  CORSIEVE_KIND_HIDDEN = 1,        /* a header is not exposed */
  CORSIEVE_KIND_RESPONSE = 2,      /* script gets the response */
  CORSIEVE_KIND_REDIRECT = 3,      /* the fetch follows the response */
  CORSIEVE_KIND_NETWORK_ERROR = 4, /* the fetch fails */
  CORSIEVE_KIND_WRONG_CALL = 5     /* the caller made a mistake; so it fails */
};

/* The strings are in static storage, and end in NUL too. */
typedef struct corsieve_reason_info {
  uint32_t struct_size;
  corsieve_reason reason;
  corsieve_kind kind;
  uint8_t reserved[2];
  corsieve_str name; /* stable: "AllowOriginMismatch" */
  corsieve_str text; /* one sentence fragment */
  corsieve_str url;  /* the anchor of the rule */
  corsieve_str fix;  /* what would change the outcome; "" if nothing would */
} corsieve_reason_info;
#define CORSIEVE_REASON_INFO_INIT                                     \
  {                                                                   \
    sizeof(corsieve_reason_info), 0, 0, {0, 0}, {NULL, 0}, {NULL, 0}, \
        {NULL, 0}, {                                                  \
      NULL, 0                                                         \
    }                                                                 \
  }

/* All there is to say of a reason. A number that no reason has is answered as a
 * network error of the name "Unknown". Errors: CORSIEVE_NULL_ARGUMENT,
 * CORSIEVE_BAD_STRUCT. Since 0.1.0. */
CORSIEVE_API corsieve_status corsieve_reason_get(
    corsieve_reason reason, corsieve_reason_info* info) CORSIEVE_NOEXCEPT;
/* Its name alone, NUL-terminated and in static storage; never NULL.
 * Since 0.1.0. */
CORSIEVE_API const char* corsieve_reason_name(corsieve_reason reason)
    CORSIEVE_NOEXCEPT;
/* How many reasons there are, and the i-th of them, by number; 255, which is
 * none, behind the last. Since 0.1.0. */
CORSIEVE_API size_t corsieve_reason_count(void) CORSIEVE_NOEXCEPT;
CORSIEVE_API corsieve_reason corsieve_reason_at(size_t i) CORSIEVE_NOEXCEPT;
/* The reason of a name. Errors: CORSIEVE_NULL_ARGUMENT, CORSIEVE_BAD_STRING,
 * CORSIEVE_BAD_VALUE if no reason has it. Since 0.1.0. */
CORSIEVE_API corsieve_status corsieve_reason_find(
    corsieve_str name, corsieve_reason* reason) CORSIEVE_NOEXCEPT;

/* ---- Answers ------------------------------------------------------------ */

/* What `response.type` says.
 * https://fetch.spec.whatwg.org/#concept-response-type */
typedef uint8_t corsieve_type;
enum {
  CORSIEVE_TYPE_BASIC = 0,
  CORSIEVE_TYPE_CORS = 1,
  CORSIEVE_TYPE_DEFAULT = 2, /* a redirect that is followed: script sees none */
  CORSIEVE_TYPE_ERROR = 3,
  CORSIEVE_TYPE_OPAQUE = 4,
  CORSIEVE_TYPE_OPAQUE_REDIRECT = 5
};
/* "basic", "opaqueredirect", …, in static storage; NULL for other values.
 * Since 0.1.0. */
CORSIEVE_API const char* corsieve_type_name(corsieve_type type)
    CORSIEVE_NOEXCEPT;

/* Stands where there is no offset and no index. */
#define CORSIEVE_NONE SIZE_MAX

typedef struct corsieve_result {
  uint32_t struct_size;
  corsieve_type type;
  corsieve_reason reason;      /* why it is an error, or why script gets it */
  uint16_t status;             /* as script sees it: 0 unless basic or cors */
  corsieve_str status_message; /* the same; lives as the response does */
  /* How many headers the response has, and how many of them are exposed. With
   * an engine's profile that is more or less than were received, where the
   * engine adds or drops some. */
  size_t header_count;
  size_t exposed_count;
  size_t body_offset;  /* of bytes: where the body begins */
  size_t error_offset; /* of bytes that are no head: which one shows it */
  size_t error_header; /* of a list that is none: which header shows it */
} corsieve_result;
#define CORSIEVE_RESULT_INIT \
  { sizeof(corsieve_result), 0, 0, 0, {NULL, 0}, 0, 0, 0, 0, 0 }

/* What script sees of one response: belongs to the filter or exchange that it
 * is had from, and is gone with it. Its answers live until that is handed
 * another response, but for an exchange's last ones, which live until its next
 * start. Strings that were combined (get, entries, all, set_cookie) live until
 * the next such call on the same handle. */
typedef struct corsieve_seen corsieve_seen;

/* Fills `result` (if not NULL) and the first `capacity` of the headers'
 * reasons, one each and in order. `reasons` may be NULL if `capacity` is 0.
 * Errors: CORSIEVE_NULL_ARGUMENT, CORSIEVE_BAD_STRUCT; CORSIEVE_BAD_STATE while
 * the exchange is under way. Since 0.1.0. */
CORSIEVE_API corsieve_status corsieve_seen_result(
    const corsieve_seen* seen, corsieve_reason* reasons, size_t capacity,
    corsieve_result* result) CORSIEVE_NOEXCEPT;
/* The i-th header, trimmed and unfolded; none behind the last. Since 0.1.0. */
CORSIEVE_API corsieve_pair corsieve_seen_header(const corsieve_seen* seen,
                                                size_t i) CORSIEVE_NOEXCEPT;
/* Its reason; 255, which is none, behind the last. Since 0.1.0. */
CORSIEVE_API corsieve_reason corsieve_seen_reason(const corsieve_seen* seen,
                                                  size_t i) CORSIEVE_NOEXCEPT;
/* headers.get(name), xhr.getResponseHeader(name); none is null.
 * https://fetch.spec.whatwg.org/#dom-headers-get Since 0.1.0. */
CORSIEVE_API corsieve_str
corsieve_seen_get(corsieve_seen* seen, corsieve_str name) CORSIEVE_NOEXCEPT;
/* headers.has(name): 1 or 0. https://fetch.spec.whatwg.org/#dom-headers-has
 * Since 0.1.0. */
CORSIEVE_API int corsieve_seen_has(corsieve_seen* seen,
                                   corsieve_str name) CORSIEVE_NOEXCEPT;
/* [...headers]: names in lower case and sorted, values combined. Returns how
 * many, and where they lie.
 * https://fetch.spec.whatwg.org/#concept-header-list-sort-and-combine
 * Since 0.1.0. */
CORSIEVE_API size_t corsieve_seen_entries(
    corsieve_seen* seen, const corsieve_pair** entries) CORSIEVE_NOEXCEPT;
/* headers.getSetCookie(): none for every response that a fetch gives script.
 * https://fetch.spec.whatwg.org/#dom-headers-getsetcookie Since 0.1.0. */
CORSIEVE_API size_t corsieve_seen_set_cookie(
    corsieve_seen* seen, const corsieve_str** values) CORSIEVE_NOEXCEPT;
/* xhr.getAllResponseHeaders()
 * https://xhr.spec.whatwg.org/#the-getallresponseheaders()-method
 * Since 0.1.0. */
CORSIEVE_API corsieve_str corsieve_seen_all(corsieve_seen* seen)
    CORSIEVE_NOEXCEPT;

/* ---- One response ------------------------------------------------------- */

/* Filters responses, one after the other. */
typedef struct corsieve_filter corsieve_filter;

/* NULL if there is no such profile, or no such `keep`. Since 0.1.0. */
CORSIEVE_API corsieve_filter* corsieve_filter_new(
    corsieve_profile profile, corsieve_keep keep) CORSIEVE_NOEXCEPT;
CORSIEVE_API void corsieve_filter_free(corsieve_filter* filter)
    CORSIEVE_NOEXCEPT;

/* Answers for the HTTP/1.1 head that `bytes` begins with; what follows it is
 * ignored. `reasons`, `capacity` and `result` are as corsieve_seen_result takes
 * them. Errors: any but CORSIEVE_BAD_STATE; the last answer stays then.
 * https://fetch.spec.whatwg.org/#concept-http-fetch Since 0.1.0. */
CORSIEVE_API corsieve_status corsieve_filter_bytes(
    corsieve_filter* filter, const corsieve_request* request, const char* bytes,
    size_t size, corsieve_reason* reasons, size_t capacity,
    corsieve_result* result) CORSIEVE_NOEXCEPT;
/* The same for a response that is parsed; reasons[i] is about its i-th header.
 * With profile webkit what leaks from interim responses comes before them.
 * Since 0.1.0. */
CORSIEVE_API corsieve_status corsieve_filter_list(
    corsieve_filter* filter, const corsieve_request* request,
    const corsieve_response* response, corsieve_reason* reasons,
    size_t capacity, corsieve_result* result) CORSIEVE_NOEXCEPT;

/* The heart of it, without a request: which of `headers` a CORS filtered
 * response shows. `expose` is the value of Access-Control-Expose-Headers; none:
 * what `headers` themselves say. In `result`, type is CORSIEVE_TYPE_CORS; or
 * CORSIEVE_TYPE_ERROR where a name or value cannot be one, as reason and
 * error_header say. It is the standard's, whatever the profile; the filter
 * lends its memory, and its last answer stays. Errors: any but
 * CORSIEVE_BAD_STATE.
 * https://fetch.spec.whatwg.org/#concept-filtered-response-cors Since 0.1.0. */
CORSIEVE_API corsieve_status corsieve_filter_visible(
    corsieve_filter* filter, corsieve_headers headers, corsieve_str expose,
    corsieve_credentials credentials, corsieve_reason* reasons, size_t capacity,
    corsieve_result* result) CORSIEVE_NOEXCEPT;

/* The last answer; before the first a network error. NULL for NULL.
 * Since 0.1.0. */
CORSIEVE_API corsieve_seen* corsieve_filter_seen(corsieve_filter* filter)
    CORSIEVE_NOEXCEPT;

/* The serialized origin of a serialized URL. Writes as much of it as there is
 * room for, without NUL, and returns its size; 0 if `url` is no such URL (but a
 * default port in it is passed over).
 * https://html.spec.whatwg.org/#ascii-serialisation-of-an-origin
 * Since 0.1.0. */
CORSIEVE_API size_t corsieve_origin_of(corsieve_str url, char* buffer,
                                       size_t capacity) CORSIEVE_NOEXCEPT;

/* ---- A whole fetch: redirects, tainting, preflights; no I/O ------------- */

/* What preflights allowed, remembered. An exchange holds on to its cache: it
 * may be freed before. https://fetch.spec.whatwg.org/#concept-cache */
typedef struct corsieve_cache corsieve_cache;

/* `capacity` is how many (partition, origin, URL) are remembered; 0: as many as
 * the profile's engine does. NULL if there is no such profile. Since 0.1.0. */
CORSIEVE_API corsieve_cache* corsieve_cache_new(
    corsieve_profile profile, size_t capacity) CORSIEVE_NOEXCEPT;
CORSIEVE_API void corsieve_cache_free(corsieve_cache* cache) CORSIEVE_NOEXCEPT;
/* Forgets what is remembered for a URL. Errors: CORSIEVE_NULL_ARGUMENT,
 * CORSIEVE_BAD_STRING. https://fetch.spec.whatwg.org/#concept-cache-clear
 * Since 0.1.0. */
CORSIEVE_API corsieve_status
corsieve_cache_clear(corsieve_cache* cache, corsieve_str partition,
                     corsieve_str origin, corsieve_str url) CORSIEVE_NOEXCEPT;
/* How many are remembered. Since 0.1.0. */
CORSIEVE_API size_t corsieve_cache_size(const corsieve_cache* cache)
    CORSIEVE_NOEXCEPT;

/* One fetch after the other.
 *
 *   corsieve_step step = corsieve_exchange_start(exchange, &request, now_ms());
 *   while (step > 0 && step != CORSIEVE_STEP_DONE) {
 *     if (step == CORSIEVE_STEP_RESOLVE_LOCATION) {
 *       corsieve_str url = resolve(corsieve_exchange_location(exchange),
 *                                  corsieve_exchange_url(exchange));
 *       step = corsieve_exchange_resolved(exchange, url, 0);
 *     } else {
 *       corsieve_outgoing outgoing = CORSIEVE_OUTGOING_INIT;
 *       corsieve_exchange_outgoing(exchange, &outgoing);
 *       ... send it, and receive a head ...
 *       step = corsieve_exchange_bytes(exchange, head, head_size, now_ms());
 *     }
 *   }
 */
typedef struct corsieve_exchange corsieve_exchange;

/* What an exchange asks for next; or, being negative, a corsieve_status. */
typedef int8_t corsieve_step;
enum {
  CORSIEVE_STEP_SEND_PREFLIGHT = 1,   /* send _outgoing, hand over its answer */
  CORSIEVE_STEP_SEND_REQUEST = 2,     /* the same */
  CORSIEVE_STEP_RESOLVE_LOCATION = 3, /* _location against _url; _resolved */
  CORSIEVE_STEP_DONE = 4              /* _response is what script sees */
};

/* `cache` may be NULL: nothing is remembered then. `partition` is the network
 * partition key, and is copied. NULL if there is no such profile or `keep`, if
 * the cache is of another profile, or for a bad string. Since 0.1.0. */
CORSIEVE_API corsieve_exchange* corsieve_exchange_new(
    corsieve_profile profile, corsieve_cache* cache, corsieve_str partition,
    corsieve_keep keep) CORSIEVE_NOEXCEPT;
CORSIEVE_API void corsieve_exchange_free(corsieve_exchange* exchange)
    CORSIEVE_NOEXCEPT;

/* Begins a fetch, ending any other. `now_ms` is any clock, in milliseconds,
 * that never goes back; the cache asks for it. data: and about:blank are
 * answered at once. Errors: any but CORSIEVE_BAD_STATE; the fetch under way
 * goes on then. https://fetch.spec.whatwg.org/#fetching Since 0.1.0. */
CORSIEVE_API corsieve_step corsieve_exchange_start(
    corsieve_exchange* exchange, const corsieve_request* request,
    int64_t now_ms) CORSIEVE_NOEXCEPT;
/* What it asks for; before the first start, and for NULL, a negative status.
 * Since 0.1.0. */
CORSIEVE_API corsieve_step
corsieve_exchange_next(const corsieve_exchange* exchange) CORSIEVE_NOEXCEPT;

/* Members that are views live until the exchange's next step: the next call of
 * _start, _bytes, _list, _nothing or _resolved. */
typedef struct corsieve_outgoing {
  uint32_t struct_size;
  uint8_t include_credentials; /* 1: cookies and authentication go along */
  uint8_t include_body;        /* 1: so does the body */
  uint8_t reserved[2];
  corsieve_str method;
  corsieve_str url;             /* with its fragment and credentials */
  corsieve_str origin;          /* the Origin among headers; none: not sent */
  const corsieve_pair* headers; /* all that Fetch decides */
  size_t header_count;
} corsieve_outgoing;
#define CORSIEVE_OUTGOING_INIT                                                \
  {                                                                           \
    sizeof(corsieve_outgoing), 0, 0, {0, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, \
        NULL, 0                                                               \
  }

/* The request to send; when done, the last that was. Its array is filled anew
 * by the next such call. Errors: CORSIEVE_NULL_ARGUMENT, CORSIEVE_BAD_STRUCT;
 * CORSIEVE_BAD_STATE before the first start. Since 0.1.0. */
CORSIEVE_API corsieve_status corsieve_exchange_outgoing(
    corsieve_exchange* exchange, corsieve_outgoing* outgoing) CORSIEVE_NOEXCEPT;
/* The same of the last preflight; CORSIEVE_BAD_STATE if there was none.
 * Since 0.1.0. */
CORSIEVE_API corsieve_status corsieve_exchange_preflight(
    corsieve_exchange* exchange, corsieve_outgoing* outgoing) CORSIEVE_NOEXCEPT;

/* The answer: a head as bytes, a response that is parsed, or none at all (the
 * connection failed). A parsed interim response changes nothing: its final one
 * is yet to come. Errors: any; CORSIEVE_BAD_STATE where no answer is asked for.
 * Since 0.1.0. */
CORSIEVE_API corsieve_step
corsieve_exchange_bytes(corsieve_exchange* exchange, const char* bytes,
                        size_t size, int64_t now_ms) CORSIEVE_NOEXCEPT;
CORSIEVE_API corsieve_step corsieve_exchange_list(
    corsieve_exchange* exchange, const corsieve_response* response,
    int64_t now_ms) CORSIEVE_NOEXCEPT;
CORSIEVE_API corsieve_step
corsieve_exchange_nothing(corsieve_exchange* exchange) CORSIEVE_NOEXCEPT;

/* A stored response that the request in hand revalidates: a 304 is merged into
 * it. Call before the answer is handed over. Errors as there.
 * https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
 * Since 0.1.0. */
CORSIEVE_API corsieve_status
corsieve_exchange_stored_bytes(corsieve_exchange* exchange, const char* bytes,
                               size_t size) CORSIEVE_NOEXCEPT;
CORSIEVE_API corsieve_status corsieve_exchange_stored_list(
    corsieve_exchange* exchange,
    const corsieve_response* response) CORSIEVE_NOEXCEPT;

/* The value of Location, and the URL to resolve it against: the last requested,
 * serialized. None where that is not asked for. Both live until the exchange's
 * next step. Since 0.1.0. */
CORSIEVE_API corsieve_str
corsieve_exchange_location(const corsieve_exchange* exchange) CORSIEVE_NOEXCEPT;
CORSIEVE_API corsieve_str
corsieve_exchange_url(const corsieve_exchange* exchange) CORSIEVE_NOEXCEPT;
/* The serialized URL that it comes to; none: it does not parse. The last says
 * whether its origin and the request's are schemelessly same site. Errors:
 * CORSIEVE_NULL_ARGUMENT, CORSIEVE_BAD_STRING, CORSIEVE_BAD_VALUE,
 * CORSIEVE_BAD_STATE. Since 0.1.0. */
CORSIEVE_API corsieve_step
corsieve_exchange_resolved(corsieve_exchange* exchange, corsieve_str url,
                           uint8_t schemelessly_same_site) CORSIEVE_NOEXCEPT;

/* When done, what script sees; NULL before. Since 0.1.0. */
CORSIEVE_API corsieve_seen* corsieve_exchange_response(
    corsieve_exchange* exchange) CORSIEVE_NOEXCEPT;
/* What became of the response received last, redirects included.
 * Since 0.1.0. */
CORSIEVE_API corsieve_seen* corsieve_exchange_latest(
    corsieve_exchange* exchange) CORSIEVE_NOEXCEPT;

typedef struct corsieve_exchange_info {
  uint32_t struct_size;
  uint8_t redirected;          /* response.redirected */
  uint8_t body_null;           /* the body is null, whatever was sent */
  uint8_t timing_allow_passed; /* script may see the fetch's timing in detail */
  corsieve_tainting response_tainting;
  uint8_t redirect_tainted;
  uint8_t reserved[7];
  size_t preflight_count; /* how many OPTIONS were to be sent */
  size_t url_count;       /* how many URLs were requested */
} corsieve_exchange_info;
#define CORSIEVE_EXCHANGE_INFO_INIT \
  { sizeof(corsieve_exchange_info), 0, 0, 0, 0, 0, {0, 0, 0, 0, 0, 0, 0}, 0, 0 }

/* Errors: CORSIEVE_NULL_ARGUMENT, CORSIEVE_BAD_STRUCT; CORSIEVE_BAD_STATE
 * before the exchange is done. https://fetch.spec.whatwg.org/#responses
 * Since 0.1.0. */
CORSIEVE_API corsieve_status
corsieve_exchange_info_get(const corsieve_exchange* exchange,
                           corsieve_exchange_info* info) CORSIEVE_NOEXCEPT;
/* The i-th URL that was requested; none behind the last. Lives until the
 * next step. Since 0.1.0. */
CORSIEVE_API corsieve_str corsieve_exchange_url_at(
    const corsieve_exchange* exchange, size_t i) CORSIEVE_NOEXCEPT;
/* When done, what response.url says ("" for a response that tells nothing);
 * none before. https://fetch.spec.whatwg.org/#dom-response-url Since 0.1.0. */
CORSIEVE_API corsieve_str
corsieve_exchange_response_url(corsieve_exchange* exchange) CORSIEVE_NOEXCEPT;

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* CORSIEVE_H_ */
