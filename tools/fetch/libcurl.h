// libcurl, loaded when it is asked for: it and the thirty libraries that it
// needs make the program take five times as long to start.

#ifndef CORSIEVE_TOOLS_FETCH_LIBCURL_H_
#define CORSIEVE_TOOLS_FETCH_LIBCURL_H_

#include <curl/curl.h>

#include <string>

namespace corsieve::tools {

struct Libcurl {
  decltype(&curl_global_init) global_init;
  decltype(&curl_easy_init) easy_init;
  decltype(&curl_easy_setopt) easy_setopt;
  decltype(&curl_easy_perform) easy_perform;
  decltype(&curl_easy_getinfo) easy_getinfo;
  decltype(&curl_easy_reset) easy_reset;
  decltype(&curl_easy_cleanup) easy_cleanup;
  decltype(&curl_easy_strerror) easy_strerror;
  decltype(&curl_slist_append) slist_append;
  decltype(&curl_slist_free_all) slist_free_all;
};

// Loads it, and keeps it as long as the program runs. False: `*error` says why
// not, and what to install.
bool LoadLibcurl(Libcurl* libcurl, std::string* error);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_FETCH_LIBCURL_H_
