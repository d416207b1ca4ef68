// A program of C++ that uses the library as installed. It prints what want.txt says.

#include <iostream>
#include <optional>
#include <string>
#include <string_view>

#include "corsieve/corsieve.h"
#ifdef BOTH
#include "corsieve.h"
#endif

int main() {
  constexpr std::string_view kHead =
      "HTTP/1.1 200 OK\r\n"
      "Access-Control-Allow-Origin: *\r\n"
      "Access-Control-Expose-Headers: X-Total-Count\r\n"
      "ETag: \"v1\"\r\n"
      "X-Total-Count: 7\r\n"
      "\r\n";
#ifdef BOTH
  corsieve_filter* other = corsieve_filter_new(CORSIEVE_PROFILE_STANDARD, 0);
  if (corsieve_filter_seen(other) == nullptr) return 1;
  corsieve_filter_free(other);
#endif
  corsieve::Request request;
  request.origin = "https://app.example";
  request.url = "https://api.example/data";
  corsieve::Filter filter;
  const corsieve::FilteredResponse& seen = filter.Run(request, kHead);
  std::cout << "type: " << corsieve::ResponseTypeName(seen.type()) << "\n";
  corsieve::ScriptApi script;
  for (const char* name : {"etag", "x-total-count"}) {
    std::cout << name << ": " << script.Get(seen, name).value_or("null") << "\n";
  }
  std::cout << "because: " << corsieve::ReasonName(seen.outcomes()[2].reason)
            << ", " << corsieve::ReasonName(seen.outcomes()[3].reason) << "\n";
}
