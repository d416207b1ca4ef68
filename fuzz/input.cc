#include "fuzz/input.h"

#include <algorithm>
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

constexpr const char* kEmbedderPolicies[] = {"unsafe-none", "require-corp",
                                             "credentialless"};
constexpr const char* kReferrerPolicies[] = {
    "strict-origin-when-cross-origin",
    "no-referrer",
    "no-referrer-when-downgrade",
    "same-origin",
    "origin",
    "strict-origin",
    "origin-when-cross-origin",
    "unsafe-url",
};
constexpr const char* kDestinations[] = {"", "script", "style", "image"};

template <size_t n>
const char* Pick(const char* const (&table)[n], unsigned i) {
  return table[i % n];
}

unsigned ByteAt(std::string_view text, size_t i) {
  return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
}

// What a page says of its requests: a byte each.
void TakeClient(std::string_view text, tools::Case* c) {
  c->embedder_policy = Pick(kEmbedderPolicies, ByteAt(text, 0));
  c->referrer_policy = Pick(kReferrerPolicies, ByteAt(text, 1));
  c->destination = Pick(kDestinations, ByteAt(text, 2));
  const unsigned bits = ByteAt(text, 3);
  if (bits & 2) c->schemelessly_same_site = (bits & 4) != 0;
  c->stream = (bits & 1) != 0 && c->has_body && c->api == "fetch";
}

// A response that came parsed: "2 200" for HTTP/2 and a status, then fields,
// behind 1E each; behind 1C and a status come those of an interim response, and
// behind 1D trailers.
tools::Answer TakeParsed(std::string_view text) {
  tools::ParsedAnswer parsed;
  tools::Pairs* fields = &parsed.headers;
  const auto status_of = [](std::string_view digits) {
    int status = 0;
    for (char c : digits.substr(0, 5)) {
      if (c >= '0' && c <= '9') status = status * 10 + (c - '0');
    }
    return status;
  };
  parsed.protocol = text.substr(0, 1) == "3" ? "h3" : "h2";
  const size_t first = text.find('\x1e');
  const std::string_view begin = text.substr(0, first);
  const std::string_view status =
      begin.substr(std::min<size_t>(2, begin.size()));
  parsed.status = status_of(status);
  if (status != std::to_string(parsed.status)) parsed.status_text = status;
  text = first == text.npos ? "" : text.substr(first + 1);
  for (int n = 0; n < 64 && !text.empty(); ++n) {
    const size_t end = text.find('\x1e');
    std::string_view field = text.substr(0, end);
    text = end == text.npos ? "" : text.substr(end + 1);
    if (field.substr(0, 1) == "\x1c") {
      fields = &parsed.interim
                    .emplace_back(100 + status_of(field) % 100, tools::Pairs())
                    .second;
    } else if (field.substr(0, 1) == "\x1d") {
      fields = &parsed.trailers;
    } else {
      const size_t colon = field.find(':', 1);
      fields->emplace_back(field.substr(0, colon),
                           colon == field.npos ? "" : field.substr(colon + 1));
    }
  }
  return parsed;
}

// A further request of the same page: its method, and seconds before it.
tools::Case TakeThen(std::string_view text, const tools::Case& first) {
  tools::Case then = first;
  then.then.clear();
  then.method = Pick(kMethods, ByteAt(text, 0) & 0x7f);
  then.wait_ms = ByteAt(text, 1) * 1000;
  return then;
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
      case 'Q':
        c.responses.push_back(TakeParsed(text));
        break;
      case 'P':
        c.preflights.emplace_back(text);
        break;
      case 'O':
        c.preflights.emplace_back(TakeParsed(text));
        break;
      case 'C':
        TakeClient(text, &c);
        break;
      case 'N':
        c.preflights.emplace_back();
        break;
      case 'T':
        c.then.push_back(TakeThen(text, c));
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
