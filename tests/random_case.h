// Random cases, from a seed.

#ifndef CORSIEVE_TESTS_RANDOM_CASE_H_
#define CORSIEVE_TESTS_RANDOM_CASE_H_

#include <cstddef>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "tests/reference/reference.h"
#include "tools/case.h"

namespace corsieve::tests {

// Makes cases in which much goes right, so that long chains come about.
class RandomCases {
 public:
  using Case = tools::Case;
  using Answer = tools::Answer;
  using Words = std::vector<std::string>;

  explicit RandomCases(unsigned seed) : random_(seed) {}

  Case Next() {
    Case c;
    c.origin = Pick({"https://a.test", "https://a.test", "https://b.test",
                     "null", "http://a.test:8080"});
    c.url = Url();
    c.api = Pick({"fetch", "xhr"});
    c.mode = "cors";
    if (c.api == "fetch") {
      c.mode = Pick({"cors", "cors", "cors", "no-cors", "same-origin"});
      c.redirect = Pick({"follow", "follow", "follow", "error", "manual"});
    }
    c.credentials = Pick({"omit", "same-origin", "same-origin", "include"});
    c.method = Pick({"GET", "GET", "POST", "PUT", "patch", "HEAD", "delete",
                     "CONNECT", "OPTIONS"});
    c.upload_listener = OneIn(8);
    if (OneIn(4)) c.embedder_policy = Pick({"require-corp", "credentialless"});
    if (OneIn(4)) {
      c.referrer_policy =
          Pick({"no-referrer", "no-referrer-when-downgrade", "same-origin",
                "origin", "strict-origin", "unsafe-url"});
    }
    if (c.api == "fetch") {
      const bool bodiless = c.method == "GET" || c.method == "HEAD";
      c.has_body = !bodiless && OneIn(3);
      c.stream = c.has_body && OneIn(3);
      if (OneIn(8)) c.destination = Pick({"script", "style", "image"});
    }
    if (OneIn(6)) c.schemelessly_same_site = OneIn(2);
    for (size_t n = Below(4); n > 0; --n) c.headers.push_back(RequestHeader());
    const size_t hops = OneIn(3) ? 1 : 1 + Below(4);
    for (size_t hop = 0; hop < hops; ++hop) {
      const bool last = hop + 1 == hops;
      c.responses.push_back(Head(c, last ? "" : Location()));
      if (OneIn(10)) {
        c.preflights.push_back(std::nullopt);
      } else {
        c.preflights.push_back(PreflightHead(c));
      }
    }
    if (OneIn(20)) c.loop = Head(c, Location());
    if (OneIn(10)) {
      // One that contradicts itself was never stored.
      c.stored = Head(c, "");
      if (c.stored->head.find("Length: 3") != std::string::npos &&
          c.stored->head.find("Length: 4") != std::string::npos) {
        c.stored.reset();
      }
    }
    c.names = {"x-a", "content-type", "set-cookie"};
    ParseSome(&c);
    if (OneIn(3)) {
      for (size_t n = 1 + Below(2); n > 0; --n) c.then.push_back(Then(c));
    }
    return c;
  }

  bool OneIn(size_t n) { return Below(n) == 0; }

 private:
  // A further request, much like the first.
  Case Then(const Case& first) {
    Case c = first;
    c.then.clear();
    c.wait_ms = OneIn(3) ? 0 : Below(2) ? 4000 : 6000;
    if (OneIn(3)) c.method = Pick({"GET", "PUT", "patch", "delete"});
    if (OneIn(4)) c.credentials = Pick({"omit", "same-origin", "include"});
    if (OneIn(8)) c.origin = Pick({"https://b.test", "null"});
    if (OneIn(4)) c.headers.push_back(RequestHeader());
    c.has_body = c.has_body && c.method != "GET" && c.method != "HEAD";
    c.stream = c.stream && c.has_body;
    c.has_own_responses = OneIn(3);
    c.responses = {Answer(Head(c, ""))};
    c.has_own_preflights = OneIn(3);
    c.preflights = {Answer(PreflightHead(c))};
    ParseSome(&c);
    return c;
  }

  void ParseSome(Case* c) {
    for (Answer& answer : c->responses) Parse(&answer);
    for (auto& answer : c->preflights) {
      if (answer) Parse(&*answer);
    }
    if (c->stored) Parse(&*c->stored);
  }

  // Makes of some heads the same response over HTTP/2 or HTTP/3, and of some of
  // these a malformed one.
  void Parse(Answer* answer) {
    if (!OneIn(3)) return;
    tools::ParsedAnswer parsed;
    parsed.protocol = Pick({"h2", "h2", "h3"});
    size_t position = 0;
    while (const auto head = reference::ParseHead(answer->head, &position)) {
      tools::Pairs headers = head->header_list;
      for (auto& [name, value] : headers) {
        if (!OneIn(200)) name = reference::ByteLowercase(name);
      }
      if (head->status < 200) {
        parsed.interim.emplace_back(head->status, headers);
        continue;
      }
      parsed.status = OneIn(200) ? static_cast<int>(Below(1200)) : head->status;
      parsed.headers = headers;
      if (OneIn(60)) parsed.headers.push_back(OddField());
      if (OneIn(30)) parsed.trailers = {{"x-a", "trailer"}};
      *answer = Answer(parsed);
      return;
    }
  }

  std::pair<std::string, std::string> OddField() {
    static const std::vector<std::pair<std::string, std::string>> kFields = {
        {"connection", "close"},
        {"te", "trailers"},
        {"te", "gzip"},
        {"upgrade", "h2c"},
        {"x-a", " 1"},
        {"x-a", "1\t"},
        {"x-a", "a\nb"},
        {"x-a", "a\x01b"},
        {"x a", "1"},
        {"", "1"},
        {":status", "200"},
        {"x-b", "\xe9"},
    };
    return kFields[Below(kFields.size())];
  }

  size_t Below(size_t n) { return random_() % n; }
  std::string Pick(const Words& words) { return words[Below(words.size())]; }

  std::string Url() {
    return Pick({"https://a.test/", "https://b.test/x?y", "https://c.test/#f",
                 "http://a.test:8080/", "https://a.test/z",
                 OneIn(10) ? "https://u:p@b.test/" : "https://b.test/"});
  }

  std::string Location() {
    if (OneIn(12)) {
      return Pick({"", "data:text/plain,x", "http://[", "//", "?q", "#g",
                   "../up", "https://u@a.test/"});
    }
    return Url();
  }

  std::pair<std::string, std::string> RequestHeader() {
    static const std::vector<std::pair<std::string, std::string>> kHeaders = {
        {"X-Test", "1"},
        {"x-test", "2"},
        {"Authorization", "secret"},
        {"Content-Type", "text/plain"},
        {"Content-Type", "application/json"},
        {"Accept", "a/b"},
        {"Range", "bytes=0-9"},
        {"Range", "bytes=-9"},
        {"If-None-Match", "\"1\""},
        {"Accept-Language", "en"},
        {"Accept-Language", "en@"},
        {"Cookie", "forbidden"},
        {"Content-Language", std::string(129, 'x')},
    };
    return kHeaders[Below(kHeaders.size())];
  }

  std::string AllowOrigin(const Case& c) {
    return "Access-Control-Allow-Origin: " +
           Pick({c.origin, c.origin, c.origin, c.origin, "null", "*", "*",
                 "https://b.test", c.origin + "/"}) +
           "\r\n";
  }

  std::string PreflightHead(const Case& c) {
    std::string head = "HTTP/1.1 " +
                       Pick({"200", "204", "204", "299", "302", "404"}) +
                       " X\r\n";
    if (!OneIn(20)) head += AllowOrigin(c);
    if (!OneIn(4)) head += "Access-Control-Allow-Credentials: true\r\n";
    if (!OneIn(6)) {
      head += "Access-Control-Allow-Methods: " +
              Pick({"*", "PUT, patch, DELETE, OPTIONS", "PUT", "a b", ""}) +
              "\r\n";
    }
    if (!OneIn(6)) {
      head += "Access-Control-Allow-Headers: " +
              Pick({"*", "*, authorization",
                    "X-Test, authorization, content-type, range, "
                    "accept-language, content-language, if-none-match",
                    "x-test", "\"x-test\""}) +
              "\r\n";
    }
    if (OneIn(3)) {
      head +=
          "Access-Control-Max-Age: " + Pick({"0", "5", "600", "-1"}) + "\r\n";
    }
    return head + "\r\n";
  }

  std::string Head(const Case& c, const std::string& location) {
    std::string head;
    if (OneIn(15)) head += "HTTP/1.1 103 Early Hints\r\nX-A: no\r\n\r\n";
    const bool redirect = !location.empty() || OneIn(20);
    head += "HTTP/1.1 " +
            (redirect ? Pick({"301", "302", "303", "307", "308"})
                      : Pick({"200", "200", "200", "204", "206", "304", "404",
                              "407", "500"})) +
            " OK\r\n";
    if (!OneIn(12)) head += AllowOrigin(c);
    if (OneIn(40)) head += AllowOrigin(c);
    if (!OneIn(3)) head += "Access-Control-Allow-Credentials: true\r\n";
    if (redirect && !OneIn(30)) head += "Location: " + location + "\r\n";
    if (OneIn(40)) head += "Location: /twice\r\n";
    static const Words kLines = {
        "Access-Control-Expose-Headers: *",
        "Access-Control-Expose-Headers: X-A, x-c,, set-cookie",
        "Access-Control-Expose-Headers: X-A X-B",
        "Content-Type: text/html",
        "Content-Length: 3",
        "Content-Length: 4",
        "Set-Cookie: a=b",
        "Set-Cookie2: a=b",
        "X-A: 1",
        "x-a: 2",
        "X-B: 3",
        "*: 4",
        "Cross-Origin-Resource-Policy: same-origin",
        "Cross-Origin-Resource-Policy: same-site",
        "Timing-Allow-Origin: *",
        "Referrer-Policy: no-referrer",
        "Referrer-Policy: unsafe-url, unknown",
        "Clear-Site-Data: *",
    };
    for (size_t n = Below(6); n > 0; --n) head += Pick(kLines) + "\r\n";
    if (OneIn(50)) head += "bad line\r\n";
    return head + "\r\n";
  }

  std::mt19937 random_;
};

}  // namespace corsieve::tests

#endif  // CORSIEVE_TESTS_RANDOM_CASE_H_
