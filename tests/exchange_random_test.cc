// A million random exchanges: engine and reference agree on each, and what must
// hold of every fetch holds.

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "corsieve/corsieve.h"
#include "gtest/gtest.h"
#include "tests/reference/reference.h"
#include "tools/case_json.h"
#include "tools/run_case.h"
#include "tools/serve_case.h"
#include "tools/url.h"

namespace corsieve::tests {
namespace {

using tools::Case;
using Words = std::vector<std::string>;

size_t Count() {
  const char* count = std::getenv("CORSIEVE_EXCHANGES");
  return count == nullptr ? 1000000 : std::strtoul(count, nullptr, 10);
}

// Makes cases in which much goes right, so that long chains come about.
class Generator {
 public:
  explicit Generator(unsigned seed) : random_(seed) {}

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
    for (tools::Answer& answer : c.responses) Parse(&answer);
    for (auto& answer : c.preflights) {
      if (answer) Parse(&*answer);
    }
    if (c.stored) Parse(&*c.stored);
    return c;
  }

  bool OneIn(size_t n) { return Below(n) == 0; }

 private:
  // Makes of some heads the same response over HTTP/2 or HTTP/3, and of some of
  // these a malformed one.
  void Parse(tools::Answer* answer) {
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
      *answer = tools::Answer(parsed);
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

std::string Text(tools::Result result) {
  result.reason.clear();
  result.preflights_sent = 0;  // Not counted by the reference.
  if (result.network_error) result.fates.clear();
  for (tools::Fate& fate : result.fates) fate.reason.clear();
  return tools::Dump(tools::ResultToJson(result));
}

std::string CaseText(const Case& c) { return tools::Dump(CaseToJson(c)); }

bool IsForbidden(std::string_view name) {
  return name.size() >= 10 && (name[0] | 0x20) == 's' && name[3] == '-' &&
         (name[4] | 0x20) == 'c';
}

// What must hold of a result, whatever the rules in between; "" if it does.
std::string Broken(const Exchange& exchange, const Request& request) {
  const FilteredResponse& seen = exchange.response();
  const bool silent =
      seen.type() != ResponseType::kBasic && seen.type() != ResponseType::kCors;
  const std::optional<UrlParts> url =
      ParseSerializedUrl(exchange.current_url());
  const std::optional<Origin> origin = ParseSerializedOrigin(request.origin);
  const bool cross_origin =
      !url || !origin || !IsSameOrigin(*origin, url->origin);
  if (seen.type() == ResponseType::kDefault) return "ends with a redirect";
  if (seen.type() == ResponseType::kBasic && cross_origin) {
    return "a cross-origin response is not filtered";
  }
  for (const Outcome& o : seen.outcomes()) {
    if (!o.exposed()) continue;
    if (silent) return "exposes a header of what tells nothing";
    if (IsForbidden(o.name)) return "exposes a forbidden name";
    if (o.reason == Reason::kBasicResponse && cross_origin) {
      return "exposes a cross-origin header as same-origin";
    }
  }
  if (silent && seen.status() != 0) return "tells a status";
  return "";
}

// Drives an exchange from a case and watches it on the way.
std::string DriveAndWatch(const Case& c, Exchange* exchange) {
  std::vector<Header> headers;
  const Request request = tools::RequestOf(c, &headers);
  exchange->Start(request, 0);
  ResponseTainting tainting = ResponseTainting::kBasic;
  // Who goes by hops, and puts no body behind a head.
  tools::CaseServer server(c, Profile::kStandard, 0);
  for (int steps = 0; exchange->next() != Exchange::Next::kDone; ++steps) {
    if (steps > 100) return "does not end";
    if (exchange->response_tainting() < tainting) return "tainting decreased";
    tainting = exchange->response_tainting();
    server.Step(exchange);
  }
  return Broken(*exchange, request);
}

TEST(RandomExchanges, AgreeWithTheReferenceAndKeepTheirPromises) {
  Generator generator(20261124);
  tools::CaseRunner runner;
  size_t wrong = 0;
  size_t fine = 0;
  size_t preflights = 0;
  size_t redirected = 0;
  const size_t count = Count();
  for (size_t i = 0; i < count && wrong < 5; ++i) {
    const Case c = generator.Next();
    std::string error;
    const std::optional<tools::Result> engine = runner.Run(c, &error);
    ASSERT_TRUE(engine) << error << CaseText(c);
    const std::string want = Text(reference::RunCase(c, tools::ResolveUrl));
    const std::string got = Text(*engine);
    for (Profile profile : {Profile::kStandard, Profile::kChromium,
                            Profile::kFirefox, Profile::kWebKit}) {
      PreflightCache cache(profile);
      Exchange exchange(&cache, "", profile);
      const std::string broken = DriveAndWatch(c, &exchange);
      if (broken.empty()) continue;
      ++wrong;
      ADD_FAILURE() << GetProfileInfo(profile).name << " " << broken << ": "
                    << CaseText(c);
    }
    fine += !engine->network_error;
    preflights += engine->did_preflight;
    redirected += engine->redirected;
    if (want == got) continue;
    ++wrong;
    ADD_FAILURE() << "exchange " << i << ": " << CaseText(c)
                  << "\nreference: " << want << "\nengine:    " << got
                  << "\nreason:    " << engine->reason;
  }
  std::printf("%zu exchanges: %zu ok, %zu redirected, %zu with a preflight\n",
              count, fine, redirected, preflights);
  // They must not all end at once.
  EXPECT_GT(fine, count / 10);
  EXPECT_GT(redirected, count / 100);
  EXPECT_GT(preflights, count / 10);
}

// An answer that is remembered allows nothing that the same answer, given anew,
// would not.
TEST(RandomPreflights, CacheNeverAllowsMoreThanTheAnswer) {
  std::mt19937 random(7);
  const auto pick = [&](const Words& words) {
    return words[random() % words.size()];
  };
  const Words methods = {"GET", "POST", "PUT", "patch", "*", "DELETE"};
  const Words names = {"x-a", "x-b", "authorization", "*", "range"};
  size_t allowed = 0;
  for (size_t i = 0; i < Count() / 4; ++i) {
    HeaderList answer;
    const std::string method_list = pick(methods) + ", " + pick(methods);
    const std::string name_list = pick(names) + "," + pick(names);
    answer.Append("Access-Control-Allow-Origin", "https://a.test");
    answer.Append("Access-Control-Allow-Credentials", "true");
    if (random() % 4)
      answer.Append("Access-Control-Allow-Methods", method_list);
    if (random() % 4) answer.Append("Access-Control-Allow-Headers", name_list);
    answer.Append("Access-Control-Max-Age", "10");
    const auto ask = [&](const std::string& method, const Words& asked,
                         bool upload, bool include, PreflightGrant* grant) {
      Request request;
      request.origin = "https://a.test";
      if (include) request.credentials_mode = CredentialsMode::kInclude;
      return CheckPreflightResponse(request, {method, asked, upload}, 200,
                                    answer, grant);
    };
    const bool stored_include = random() % 2;
    PreflightGrant grant;  // Has views of what was asked, too.
    const std::string stored_method = pick(methods);
    if (ask(stored_method, {}, random() % 2, stored_include, &grant)) continue;
    PreflightCache cache;
    const PreflightCache::Key key = {"", "https://a.test", "https://b.test/"};
    const auto mode = [](bool include) {
      return include ? CredentialsMode::kInclude : CredentialsMode::kSameOrigin;
    };
    cache.Store(key, mode(stored_include), grant, 0);
    const bool include = random() % 2;
    const std::string method = pick(methods);
    const Words asked = random() % 3 ? Words{pick(names)} : Words{};
    if (!cache.Allows(key, mode(include), {method, asked, false}, 9999)) {
      continue;
    }
    ++allowed;
    EXPECT_FALSE(
        cache.Allows(key, mode(include), {"NEVER", asked, false}, 10000));
    PreflightGrant again;
    ASSERT_FALSE(ask(method, asked, true, include, &again))
        << method_list << " / " << name_list << " / " << method << " "
        << include << stored_include;
  }
  EXPECT_GT(allowed, Count() / 100);
}

}  // namespace
}  // namespace corsieve::tests
