// Pages and servers at random: what advice is tried on.

#ifndef CORSIEVE_TESTS_RANDOM_SERVERS_H_
#define CORSIEVE_TESTS_RANDOM_SERVERS_H_

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "tests/advised_server.h"
#include "tools/case.h"
#include "tools/url.h"

namespace corsieve::tests {

class RandomServers {
 public:
  explicit RandomServers(unsigned seed) : random_(seed) {}

  tools::Case NextCase() {
    tools::Case c;
    c.origin = Pick({"https://a.test", "https://a.test", "https://a.test",
                     "null", "http://a.test:8080"});
    c.url = Pick({"https://b.test/", "https://b.test/", "https://a.test/"});
    c.api = Pick({"fetch", "fetch", "xhr"});
    c.credentials = Pick({"same-origin", "omit", "include", "include"});
    c.method = Pick({"GET", "GET", "POST", "PUT", "PATCH", "patch", "DELETE",
                     "foo", "head"});
    c.has_body = (c.method == "POST" || c.method == "PUT") && OneIn(2);
    if (OneIn(8)) {
      c.embedder_policy = Pick({"require-corp", "credentialless"});
    }
    if (c.api == "fetch") {
      c.mode = Pick({"cors", "cors", "cors", "cors", "no-cors", "same-origin"});
      if (c.mode == "no-cors") {
        c.method = "GET";
        c.has_body = false;
      }
      c.redirect = Pick({"follow", "follow", "follow", "manual", "error"});
    } else {
      c.upload_listener = c.has_body && OneIn(3);
    }
    if (c.mode != "no-cors") c.headers = RequestHeaders();
    return c;
  }

  Server NextServer(const tools::Case& c) {
    Server server;
    is_http2_ = OneIn(3);
    std::string url = c.url;
    const size_t hops = OneIn(3) ? 2 + Below(2) : 1;
    for (size_t i = 0; i < hops; ++i) {
      PlainResponse& response = server.answers.emplace_back();
      server.urls.push_back(url);
      response.status = Status(i + 1 < hops);
      if (i + 1 < hops) {
        const std::string number = std::to_string(i);
        const std::string location =
            Pick({"https://b.test/2", "https://c.test/", "/x", "/x",
                  "https://a.test/y", "http://b.test/"}) +
            number;
        response.headers.emplace_back("Location", location);
        url = tools::ResolveUrl(location, url).value_or("");
      }
      AllowOrigin(c, &response);
      Expose(&response);
      Others(&response);
      Dress(&response);
    }
    if (OneIn(6)) return server;
    server.preflights[""] = Preflight(c);
    for (size_t i = 0; hops > 1 && OneIn(2) && i < hops; ++i) {
      server.preflights[server.urls[i]] = Preflight(c);
    }
    return server;
  }

  tools::Pairs RequestHeaders() {
    tools::Pairs headers;
    for (size_t n = Below(3); n > 0; --n) {
      headers.push_back(std::vector<std::pair<std::string, std::string>>{
          {"X-Test", "1"},
          {"Authorization", "secret"},
          {"Content-Type", "application/json"},
          {"X-Requested-With", "XMLHttpRequest"},
          {"Cookie", "a"},
          {"Accept", "a/b"}}[Below(6)]);
    }
    return headers;
  }

  // Names that somebody asks for, mostly none.
  std::vector<std::string> Wants() {
    std::vector<std::string> wants;
    while (OneIn(3)) {
      wants.push_back(Pick({"X-A", "x-b", "ETag", "X-Absent", "set-cookie",
                            "Server", "Content-Language"}));
    }
    return wants;
  }

  // Somebody else who asks the same server, at the URL of a hop.
  tools::Case Other(const tools::Case& c, const std::string& url) {
    tools::Case other;
    other.url = url;
    other.origin = Pick({c.origin, "https://a.test", "https://b.test", "null",
                         "https://evil.test", "http://a.test:8080"});
    other.credentials = Pick({"omit", "include"});
    other.method = Pick({"GET", "PUT", "PATCH", "DELETE"});
    other.headers = RequestHeaders();
    return other;
  }

  bool OneIn(size_t n) { return Below(n) == 0; }
  size_t Below(size_t n) { return random_() % n; }

 private:
  using Words = std::vector<std::string>;
  std::string Pick(const Words& words) { return words[Below(words.size())]; }

  int Status(bool redirects) {
    if (redirects) return std::vector<int>{302, 302, 307, 308, 303}[Below(5)];
    return OneIn(5)   ? static_cast<int>(400 + Below(6))
           : OneIn(9) ? (OneIn(2) ? 304 : 204)
                      : 200;
  }

  PlainResponse Preflight(const tools::Case& c) {
    PlainResponse preflight;
    preflight.status = OneIn(4)   ? static_cast<int>(401 + Below(5))
                       : OneIn(9) ? 302
                                  : 204;
    if (preflight.status == 302)
      preflight.headers.emplace_back("Location", "/");
    if (preflight.status > 400) {
      preflight.headers.emplace_back("Content-Length", "5");
    }
    AllowOrigin(c, &preflight);
    List("Access-Control-Allow-Methods",
         {"GET", "PUT", "PATCH", "patch", "*", "DELETE", "A B", ""},
         &preflight);
    List("Access-Control-Allow-Headers",
         {"x-test", "Authorization", "*", "content-type", "\"", ""},
         &preflight);
    Dress(&preflight);
    return preflight;
  }

  // What it comes over, and in what order.
  void Dress(PlainResponse* response) {
    std::shuffle(response->headers.begin(), response->headers.end(), random_);
    response->is_http2 = is_http2_;
    response->is_folded = !is_http2_ && OneIn(9);
    while (OneIn(12)) {
      response->interim.push_back({{"Link", "</a>"}});
      if (OneIn(9)) {
        response->interim.back().emplace_back("Access-Control-Allow-Origin",
                                              "*");
      }
    }
  }

  void AllowOrigin(const tools::Case& c, PlainResponse* response) {
    size_t lines = OneIn(4) ? 0 : OneIn(6) ? 2 : 1;
    while (lines-- > 0) {
      response->headers.emplace_back(
          OneIn(4) ? "access-control-allow-origin"
                   : "Access-Control-Allow-Origin",
          Pick({c.origin, c.origin, c.origin + "/", "*", "*", "null",
                "https://b.test", "HTTPS://A.TEST", "*, *", "a.test", ""}));
    }
    if (!OneIn(3)) {
      response->headers.emplace_back("access-control-allow-credentials",
                                     Pick({"true", "true", "True", "false"}));
    }
    if (OneIn(4)) {
      response->headers.emplace_back(
          "vary", Pick({"Origin", "Accept-Encoding", "*", "Cookie, origin"}));
    }
  }

  void List(const std::string& name, const Words& items,
            PlainResponse* response) {
    for (size_t lines = Below(3); lines > 0; --lines) {
      std::string value;
      const std::string separator = Pick({",", ", "});
      for (size_t n = 1 + Below(3); n > 0; --n) {
        // What makes a list invalid is rare.
        std::string item = Pick(items);
        if (item == items[items.size() - 2] && !OneIn(4)) item = items[0];
        value += (value.empty() ? "" : separator) + item;
      }
      // A value ends with no blank.
      while (!value.empty() && value.back() == ' ') value.pop_back();
      response->headers.emplace_back(name, value);
    }
  }

  void Expose(PlainResponse* response) {
    List("Access-Control-Expose-Headers", {"X-A", "x-b", "*", "X-C", "X D", ""},
         response);
  }

  void Others(PlainResponse* response) {
    for (const char* name : {"X-A", "X-B", "X-C", "ETag", "Server",
                             "X-Frame-Options", "X-Auth-Token"}) {
      if (OneIn(2)) response->headers.emplace_back(name, "1");
    }
    if (OneIn(4)) response->headers.emplace_back("x-a", "2");
    if (OneIn(4)) response->headers.emplace_back("Set-Cookie", "a=b");
    if (OneIn(4)) response->headers.emplace_back("Content-Language", "en");
    if (OneIn(8)) response->headers.emplace_back("Cache-Control", "no-store");
    if (OneIn(8)) {
      response->headers.emplace_back(
          "Cross-Origin-Resource-Policy",
          Pick({"same-origin", "same-site", "cross-origin", "none"}));
    }
  }

  std::mt19937 random_;
  bool is_http2_ = false;
};

}  // namespace corsieve::tests

#endif  // CORSIEVE_TESTS_RANDOM_SERVERS_H_
