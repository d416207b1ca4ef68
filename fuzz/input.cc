#include "fuzz/input.h"

#include <iterator>

namespace corsieve::fuzz {
namespace {

// make_seeds.py reads these tables: a string a line.
constexpr const char* kOrigins[] = {
    "http://client.test",      "http://server.test",      "null",
    "http://www1.client.test", "https://client.test",     "https://a.example",
    "http://localhost:18080",  "http://client.test:8001",
};
constexpr const char* kUrls[] = {
    "http://server.test/x",          "http://client.test/x",
    "http://client.test/d/r",        "http://www1.client.test/r",
    "http://client.test:8001/r",     "https://client.test:8443/x",
    "https://client.test/f",         "https://server.test/f",
    "https://a.example/1",           "http://127.0.0.1:18081/case/A",
    "http://localhost:18080/case/A", "http://server.test/x?q#f",
    "http://u:p@server.test/",       "http://[::1]:8000/",
    "http://server.test:21/",
};
constexpr const char* kMethods[] = {
    "GET",     "POST",    "HEAD",  "PUT", "DELETE", "patch",   "PATCH",  "get",
    "OPTIONS", "CHICKEN", "TRACE", "*",   "post",   "CONNECT", "delete", "a b",
};
constexpr const char* kModes[] = {"cors", "no-cors", "same-origin", "navigate"};
constexpr const char* kCredentials[] = {"same-origin", "omit", "include"};
constexpr const char* kRedirects[] = {"follow", "error", "manual"};

template <size_t n>
const char* Pick(const char* const (&table)[n], unsigned i) {
  return table[i % n];
}

}  // namespace

tools::Case TakeRequest(Input* input) {
  tools::Case c;
  c.origin = Pick(kOrigins, input->Byte());
  c.url = Pick(kUrls, input->Byte());
  const unsigned bits = input->Byte();
  c.api = bits & 1 ? "xhr" : "fetch";
  c.mode = Pick(kModes, bits >> 1 & 3);
  c.credentials = Pick(kCredentials, bits >> 3 & 3);
  c.redirect = Pick(kRedirects, bits >> 5 & 3);
  c.upload_listener = bits & 0x80;
  if (c.api == "xhr") {  // There is no other way.
    c.mode = "cors";
    c.redirect = "follow";
  }
  return c;
}

tools::Case TakeExchange(Input* input) {
  tools::Case c = TakeRequest(input);
  const unsigned method = input->Byte();
  c.method = Pick(kMethods, method);
  c.has_body = method & 0x80;
  std::string_view part;
  for (int n = 0; n < 64 && input->Part('\x1f', &part); ++n) {
    if (part.empty()) continue;
    const std::string text(part.substr(1));
    switch (part[0]) {
      case 'H': {
        const size_t colon = text.find(':');
        if (colon == text.npos) break;
        c.headers.emplace_back(text.substr(0, colon), text.substr(colon + 1));
        break;
      }
      case 'R':
        c.responses.push_back(text);
        break;
      case 'P':
        c.preflights.emplace_back(text);
        break;
      case 'N':
        c.preflights.emplace_back();
        break;
      case 'S':
        c.stored = text;
        break;
      case 'L':
        c.loop = text;
        break;
    }
  }
  return c;
}

}  // namespace corsieve::fuzz
