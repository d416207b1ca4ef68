#include "tools/fetch/live_fetch.h"

#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tools/explain/answer.h"
#include "tools/fetch/compare.h"

namespace corsieve::tools {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr char kAllow[] =
    "Access-Control-Allow-Origin: https://app.example\r\n";

std::string Ok(const std::string& lines) {
  return "HTTP/1.1 200 OK\r\n" + lines + "\r\n";
}

// Answers with what it was given, in order; "" is no answer.
class FakeClient : public HttpClient {
 public:
  explicit FakeClient(std::vector<std::string> heads)
      : heads_(heads.begin(), heads.end()) {}

  HttpReply Send(const HttpRequest& request) override {
    sent_.push_back(request);
    HttpReply reply;
    reply.sent = request.method + " / HTTP/1.1\r\nHost: api.example\r\n\r\n";
    if (heads_.empty() || heads_.front().empty()) {
      reply.failure = "no connection: Connection refused";
      reply.tried = {"192.0.2.1:443"};
      return reply;
    }
    reply.head = heads_.front();
    reply.protocol = reply.head.substr(0, reply.head.find(' '));
    reply.address = "192.0.2.1 port 443";
    heads_.pop_front();
    return reply;
  }

  const std::vector<HttpRequest>& sent() const { return sent_; }
  // "GET https://…" each.
  std::vector<std::string> Lines() const {
    std::vector<std::string> lines;
    for (const HttpRequest& request : sent_) {
      lines.push_back(request.method + " " + request.url);
    }
    return lines;
  }

 private:
  std::deque<std::string> heads_;
  std::vector<HttpRequest> sent_;
};

LiveRequest Get() {
  LiveRequest request;
  request.c.origin = "https://app.example";
  request.c.url = "https://api.example/items";
  return request;
}

std::string HeaderOf(const HttpRequest& request, const std::string& name) {
  for (const auto& [key, value] : request.headers) {
    if (key == name) return value;
  }
  return "";
}

std::string Told(const LiveFetch& live, ExplainOptions options = {}) {
  std::string out;
  std::string err;
  ExplainInterpretation(options, live.interpretation, &out, &err);
  return out + err;
}

TEST(LiveFetchTest, ASimpleRequestIsSentOnce) {
  FakeClient client({Ok(kAllow)});
  const LiveFetch live = FetchLive(Get(), Profile::kStandard, &client);
  EXPECT_THAT(client.Lines(), ElementsAre("GET https://api.example/items"));
  EXPECT_EQ(HeaderOf(client.sent()[0], "Origin"), "https://app.example");
  EXPECT_FALSE(client.sent()[0].with_credentials);
  EXPECT_THAT(live.interpretation.recognized,
              ElementsAre("Asked 192.0.2.1 port 443 for https://api.example, "
                          "over HTTP/1.1"));
  EXPECT_THAT(Told(live), HasSubstr("cors 200 OK"));
}

TEST(LiveFetchTest, HttpTwoIsReadAsAList) {
  FakeClient client({"HTTP/2 200 \r\naccess-control-allow-origin: *\r\n\r\n"});
  const LiveFetch live = FetchLive(Get(), Profile::kStandard, &client);
  EXPECT_TRUE(live.interpretation.received.answers[0].head.http2());
  EXPECT_THAT(Told(live), HasSubstr("cors 200"));
}

TEST(LiveFetchTest, APreflightThatIsNotAllowedEndsIt) {
  FakeClient client({Ok(""), Ok(kAllow)});
  LiveRequest request = Get();
  request.c.method = "PUT";
  const LiveFetch live = FetchLive(request, Profile::kStandard, &client);
  EXPECT_THAT(client.Lines(), ElementsAre("OPTIONS https://api.example/items"));
  EXPECT_THAT(Told(live), HasSubstr("PreflightMissingAllowOriginHeader"));
}

TEST(LiveFetchTest, TheBodyGoesBehindThePreflight) {
  FakeClient client(
      {Ok(std::string(kAllow) + "Access-Control-Allow-Methods: PUT\r\n"),
       Ok(kAllow)});
  LiveRequest request = Get();
  request.c.method = "PUT";
  request.c.has_body = true;
  request.body = "{}";
  FetchLive(request, Profile::kStandard, &client);
  ASSERT_EQ(client.sent().size(), 2u);
  EXPECT_FALSE(client.sent()[0].has_body);
  EXPECT_EQ(client.sent()[0].body, "");
  EXPECT_TRUE(client.sent()[1].has_body);
  EXPECT_EQ(client.sent()[1].body, "{}");
}

// Each hop has a preflight of its own: none answers for another.
TEST(LiveFetchTest, EachPreflightIsAsked) {
  const std::string allow =
      "Access-Control-Allow-Origin: *\r\nAccess-Control-Allow-Headers: x-a\r\n";
  FakeClient client(
      {Ok(allow),
       "HTTP/1.1 307 \r\n" + allow + "Location: https://b.example/\r\n\r\n",
       Ok(allow), Ok(allow)});
  LiveRequest request = Get();
  request.c.headers = {{"X-A", "1"}};
  const LiveFetch live = FetchLive(request, Profile::kStandard, &client);
  EXPECT_THAT(client.Lines(), ElementsAre("OPTIONS https://api.example/items",
                                          "GET https://api.example/items",
                                          "OPTIONS https://b.example/",
                                          "GET https://b.example/"));
  EXPECT_EQ(HeaderOf(client.sent()[3], "Origin"), "null");
  EXPECT_THAT(Told(live), HasSubstr("cors 200 OK"));
}

TEST(LiveFetchTest, CookiesStayWithTheirHost) {
  const std::string allow =
      "Access-Control-Allow-Credentials: true\r\n"
      "Access-Control-Allow-Origin: ";
  FakeClient client({"HTTP/1.1 302 \r\n" + allow +
                         "https://app.example\r\n"
                         "Location: https://b.example/#x\r\n\r\n",
                     Ok(allow + "null\r\n")});
  LiveRequest request = Get();
  request.c.credentials = "include";
  request.cookie = "a=1";
  FetchLive(request, Profile::kStandard, &client);
  ASSERT_THAT(client.Lines(), ElementsAre("GET https://api.example/items",
                                          "GET https://b.example/"));
  EXPECT_TRUE(client.sent()[1].with_credentials);
  EXPECT_EQ(client.sent()[0].cookie, "a=1");
  EXPECT_EQ(client.sent()[1].cookie, "");
}

// https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
TEST(LiveFetchTest, AUserInALocationIsACredential) {
  for (const char* credentials : {"same-origin", "omit"}) {
    FakeClient client(
        {"HTTP/1.1 302 \r\nLocation: //me:x@api.example/?@\r\n\r\n", Ok("")});
    LiveRequest request = Get();
    request.c.origin = "https://api.example";
    request.c.credentials = credentials;
    FetchLive(request, Profile::kStandard, &client);
    const bool omits = request.c.credentials == "omit";
    EXPECT_EQ(client.Lines().back(), omits ? "GET https://api.example/?@"
                                           : "GET https://me:x@api.example/?@");
  }
}

TEST(LiveFetchTest, WhatHasNoAnswerIsTold) {
  FakeClient client({""});
  const LiveFetch live = FetchLive(Get(), Profile::kStandard, &client);
  EXPECT_THAT(live.interpretation.recognized,
              ElementsAre("Tried 192.0.2.1:443 for https://api.example"));
  EXPECT_THAT(Told(live),
              HasSubstr("no answer to GET https://api.example/items: no "
                        "connection: Connection refused.\nWhere a browser gets "
                        "none either, script sees a network error"));
  ExplainOptions options;
  options.json = true;
  EXPECT_THAT(Told(live, options), HasSubstr("\"failure\":\"no connection"));
  options.json = false;
  options.profile = std::nullopt;
  EXPECT_THAT(Told(live, options), HasSubstr("no answer"));
  options.wants = {"X-A"};
  EXPECT_THAT(Told(live, options), HasSubstr("x-a: null, for https://api"));
}

TEST(LiveFetchTest, WhatHasNoAnswerMeetsNoExpectation) {
  FakeClient client({""});
  const LiveFetch live = FetchLive(Get(), Profile::kStandard, &client);
  ExplainOptions options;
  options.expect.type = "error";
  options.expect.error = "MissingAllowOriginHeader";
  std::string out;
  std::string err;
  EXPECT_EQ(ExplainInterpretation(options, live.interpretation, &out, &err), 1);
  EXPECT_EQ(err,
            "corsieve: expected type error: no answer came\n"
            "corsieve: expected MissingAllowOriginHeader: no answer came\n");
}

// WebKit asks for one although the fetch has failed: its failure says nothing.
TEST(LiveFetchTest, APreflightInVain) {
  FakeClient client({"HTTP/1.1 302 \r\nLocation: https://b.example/\r\n\r\n",
                     Ok("Access-Control-Allow-Origin: *\r\n"
                        "Access-Control-Allow-Headers: x-a\r\n"),
                     "HTTP/1.1 302 \r\nLocation: https://c.example/\r\n"
                     "Access-Control-Allow-Origin: *\r\n\r\n"});
  LiveRequest request = Get();
  request.c.origin = "https://api.example";
  request.c.headers = {{"X-A", "1"}};
  const LiveFetch live = FetchLive(request, Profile::kWebKit, &client);
  EXPECT_EQ(client.Lines().back(), "OPTIONS https://c.example/");
  ExplainOptions options;
  options.profile = Profile::kWebKit;
  EXPECT_THAT(Told(live, options), HasSubstr("WildcardOriginNotAllowed"));
}

// What no browser sends is not sent either.
TEST(LiveFetchTest, NothingIsSentOfWrongCalls) {
  for (const char* method :
       {"CONNECT", "TRACE", "A B", "GET / HTTP/1.1\r\nX: 1", ""}) {
    FakeClient client({});
    LiveRequest request = Get();
    request.c.method = method;
    FetchLive(request, Profile::kStandard, &client);
    EXPECT_THAT(client.Lines(), IsEmpty()) << method;
  }
  for (const auto& [name, value] : Pairs{{"X-A", "1\r\nX-B: 2"},
                                         {"X A", "1"},
                                         {"X-A\r\nX-B", "1"},
                                         {"X-A", "1\n"}}) {
    FakeClient client({});
    LiveRequest request = Get();
    request.c.headers = {{name, value}};
    FetchLive(request, Profile::kStandard, &client);
    for (const HttpRequest& sent : client.sent()) {
      for (const auto& [key, got] : sent.headers) {
        EXPECT_EQ((key + got).find_first_of("\r\n"), std::string::npos);
      }
    }
  }
  FakeClient client({});
  LiveRequest request = Get();
  request.c.url = "http://api.example:6667/";
  FetchLive(request, Profile::kStandard, &client);
  EXPECT_THAT(client.Lines(), IsEmpty());
}

TEST(LiveFetchTest, RedirectsEnd) {
  FakeClient client(std::vector<std::string>(
      30,
      "HTTP/1.1 302 \r\nAccess-Control-Allow-Origin: *\r\n"
      "Location: /items\r\n\r\n"));
  const LiveFetch live = FetchLive(Get(), Profile::kStandard, &client);
  EXPECT_EQ(client.sent().size(), 21u);
  EXPECT_THAT(Told(live), HasSubstr("network error"));
}

TEST(RawTextTest, IsAsCurlPrints) {
  FakeClient client({"HTTP/1.1 103 \r\n\r\n" + Ok("A: b\r\n")});
  EXPECT_EQ(RawText(FetchLive(Get(), Profile::kStandard, &client).asked),
            "* Connected to api.example (192.0.2.1) port 443\n"
            "* SSL connection using TLS\n"
            "> GET / HTTP/1.1\r\n> Host: api.example\r\n> \r\n"
            "< HTTP/1.1 103 \r\n< \r\n"
            "< HTTP/1.1 200 OK\r\n< A: b\r\n< \r\n");
  FakeClient silent({""});
  EXPECT_THAT(RawText(FetchLive(Get(), Profile::kStandard, &silent).asked),
              HasSubstr("* no connection: Connection refused\n"));
}

// ---- What a cache mixes up.

AskedAs As(const std::string& origin, const std::string& head) {
  FakeClient client({head});
  LiveRequest request = Get();
  if (origin == "none") {
    request.c.mode = "no-cors";
  } else {
    request.c.origin = origin;
  }
  return {
      origin,
      FetchLive(request, Profile::kStandard, &client).interpretation.received};
}

std::string Allow(const std::string& origin, const std::string& more = "") {
  return Ok("Access-Control-Allow-Origin: " + origin + "\r\n" + more);
}

constexpr char kA[] = "https://a.example";
constexpr char kB[] = "https://b.example";

Comparison Compared(const std::vector<AskedAs>& asked) {
  return Compare(asked, Profile::kStandard);
}

TEST(CompareTest, EachIsHandedTheOthers) {
  const Comparison both = Compared({As(kA, Allow(kA)), As(kB, Allow(kB))});
  EXPECT_THAT(both.mixed_up,
              ElementsAre(HasSubstr("answer to https://a.example hands it to "
                                    "https://b.example, which cannot read it"),
                          HasSubstr("answer to https://b.example hands it")));
  EXPECT_THAT(both.conclusion, HasSubstr("Send Vary: Origin"));
}

TEST(CompareTest, VaryKeepsThemApart) {
  for (const char* line : {"Vary: Origin\r\n", "Vary: Accept, origin\r\n",
                           "Vary: *\r\n", "Cache-Control: No-Store\r\n"}) {
    const Comparison both =
        Compared({As(kA, Allow(kA, line)), As(kB, Allow(kB, line))});
    EXPECT_THAT(both.mixed_up, IsEmpty()) << line;
    EXPECT_THAT(both.conclusion, HasSubstr("each answer has Vary")) << line;
  }
}

// What one of them lacks is enough.
TEST(CompareTest, OneWithoutVary) {
  const Comparison both = Compared(
      {As(kA, Allow(kA, "Vary: Origin\r\n")), As("none", Ok("ETag: x\r\n"))});
  EXPECT_THAT(both.mixed_up,
              ElementsAre(HasSubstr("a request without Origin hands it to")));
}

TEST(CompareTest, WhatTheServerDoesNotLetItRead) {
  const Comparison both = Compared({As(kA, Allow("*")), As(kB, Ok(""))});
  EXPECT_THAT(both.mixed_up, ElementsAre(HasSubstr("does not let it read"),
                                         HasSubstr("which cannot read it")));
}

TEST(CompareTest, TheSameForAll) {
  const Comparison both = Compared({As(kA, Allow("*")), As(kB, Allow("*"))});
  EXPECT_THAT(both.mixed_up, IsEmpty());
  EXPECT_THAT(both.conclusion, HasSubstr("whichever of the answers"));
}

TEST(CompareTest, NoAnswer) {
  const Comparison both = Compared({As(kA, Allow(kA)), As(kB, "")});
  EXPECT_THAT(both.mixed_up, IsEmpty());
  EXPECT_THAT(both.answers[1].outcome, HasSubstr("no answer: no connection"));
  EXPECT_THAT(both.conclusion, HasSubstr("could not be compared"));
}

}  // namespace
}  // namespace corsieve::tools
