// Advice followed makes the response readable, in all profiles, takes nothing
// from anybody who could read before, and opens nothing to anybody else.

#include <algorithm>
#include <cstdlib>
#include <deque>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "corsieve/corsieve.h"
#include "gtest/gtest.h"
#include "tests/follow_advice.h"
#include "tools/explain/advice.h"
#include "tools/explain/fetch.h"
#include "tools/explain/received.h"
#include "tools/run_case.h"
#include "tools/url.h"

namespace corsieve::tests {
namespace {

using tools::Advice;
using tools::Case;
using tools::Change;
using tools::Correction;
using tools::Received;
using Words = std::vector<std::string>;

size_t Count() {
  const char* count = std::getenv("CORSIEVE_ADVICES");
  return count == nullptr ? 100000 : std::strtoul(count, nullptr, 10);
}

// A server of some hops, which answers every OPTIONS alike.
struct Server {
  std::vector<PlainResponse> answers;
  PlainResponse preflight;
};

struct Seen {
  bool readable = false;
  std::set<std::string> exposed;
};

// The server after it did what was advised: for the requests that it was
// advised for.
class AdvisedServer {
 public:
  AdvisedServer(const Server& server, const std::vector<Correction>& advised)
      : server_(server), advised_(advised) {}

  // `number` is that of the OPTIONS, or of the request.
  PlainResponse Answer(bool is_preflight, size_t number, std::string_view url,
                       std::string_view origin) {
    const size_t index =
        is_preflight ? 0 : std::min(number, server_.answers.size() - 1);
    PlainResponse response =
        is_preflight ? server_.preflight : server_.answers[index];
    for (const Correction& correction : advised_) {
      if (correction.is_preflight != is_preflight) continue;
      if (correction.url != url) continue;
      if (!is_preflight && correction.number != number) continue;
      if (correction.for_origin && *correction.for_origin != origin) continue;
      for (const Change& change : correction.changes) {
        const std::string wrong = Follow(change, &response);
        if (!wrong.empty()) error_ = wrong + ": " + change.Line();
      }
    }
    return response;
  }
  const std::string& error() const { return error_; }

 private:
  const Server& server_;
  const std::vector<Correction>& advised_;
  std::string error_;
};

Seen Drive(AdvisedServer* server, const Case& c, Profile profile,
           size_t first_hop = 0) {
  std::vector<Header> headers;
  const Request request = tools::RequestOf(c, &headers);
  PreflightCache cache(profile);
  Exchange exchange(&cache, "", profile);
  std::deque<std::string> heads;
  size_t hop = first_hop;
  size_t preflights = 0;
  exchange.Start(request, 0);
  while (exchange.next() != Exchange::Next::kDone) {
    const Exchange::Next next = exchange.next();
    if (next == Exchange::Next::kResolveLocation) {
      const auto url = tools::ResolveUrl(std::string(exchange.location()),
                                         exchange.current_url());
      exchange.Resolved(url);
      continue;
    }
    const bool is_preflight = next == Exchange::Next::kSendPreflight;
    const std::string_view origin = exchange.outgoing().origin.value_or("");
    const size_t number = is_preflight ? preflights++ : hop++;
    heads.push_back(
        server->Answer(is_preflight, number, exchange.outgoing().url, origin)
            .Head());
    exchange.Receive(heads.back(), 0);
  }
  Seen seen;
  const FilteredResponse& response = exchange.response();
  seen.readable = response.type() == ResponseType::kBasic ||
                  response.type() == ResponseType::kCors;
  for (const Outcome& o : response.outcomes()) {
    if (seen.readable && o.exposed()) {
      seen.exposed.insert(LowerCase(std::string(o.name)));
    }
  }
  return seen;
}

class RandomServers {
 public:
  explicit RandomServers(unsigned seed) : random_(seed) {}

  Case NextCase() {
    Case c;
    c.origin = Pick({"https://a.test", "https://a.test", "https://a.test",
                     "null", "http://a.test:8080"});
    c.url = Pick({"https://b.test/", "https://b.test/", "https://a.test/"});
    c.api = Pick({"fetch", "fetch", "xhr"});
    c.credentials = Pick({"same-origin", "omit", "include", "include"});
    c.method = Pick({"GET", "GET", "POST", "PUT", "PATCH", "patch", "DELETE",
                     "foo", "head"});
    if (c.api == "fetch") {
      c.mode = Pick({"cors", "cors", "cors", "cors", "no-cors"});
      if (c.mode == "no-cors") c.method = "GET";
      c.redirect = Pick({"follow", "follow", "follow", "manual", "error"});
    }
    if (c.mode != "no-cors") c.headers = RequestHeaders();
    return c;
  }

  Server NextServer(const Case& c) {
    Server server;
    const size_t hops = OneIn(3) ? 2 + Below(2) : 1;
    for (size_t i = 0; i < hops; ++i) {
      PlainResponse& response = server.answers.emplace_back();
      response.status = Status(i + 1 < hops);
      if (i + 1 < hops) {
        response.headers.emplace_back(
            "Location", Pick({"https://b.test/2", "https://c.test/", "/x",
                              "https://a.test/y"}));
      }
      AllowOrigin(c, &response);
      Expose(&response);
      Others(&response);
      std::shuffle(response.headers.begin(), response.headers.end(), random_);
    }
    server.preflight.status = OneIn(4)   ? static_cast<int>(401 + Below(5))
                              : OneIn(9) ? 302
                                         : 204;
    if (server.preflight.status == 302) {
      server.preflight.headers.emplace_back("Location", "/p");
    }
    AllowOrigin(c, &server.preflight);
    List("Access-Control-Allow-Methods",
         {"GET", "PUT", "PATCH", "patch", "*", "DELETE", "A B", ""},
         &server.preflight);
    List("Access-Control-Allow-Headers",
         {"x-test", "Authorization", "*", "content-type", "\"", ""},
         &server.preflight);
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
          {"Accept", "a/b"}}[Below(5)]);
    }
    return headers;
  }

  // Somebody else who asks the same server.
  Case Other(const Case& c) {
    Case other = c;
    other.origin = Pick({"https://a.test", "https://b.test", "null",
                         "https://evil.test", "http://a.test:8080"});
    other.credentials = Pick({"omit", "include"});
    other.method = Pick({"GET", "PUT", "PATCH", "DELETE"});
    other.mode = "cors";
    other.redirect = "follow";
    other.headers = RequestHeaders();
    return other;
  }

  bool OneIn(size_t n) { return Below(n) == 0; }

 private:
  size_t Below(size_t n) { return random_() % n; }
  std::string Pick(const Words& words) { return words[Below(words.size())]; }

  int Status(bool redirects) {
    if (redirects) return OneIn(2) ? 302 : 307;
    return OneIn(5) ? static_cast<int>(400 + Below(6)) : 200;
  }

  void AllowOrigin(const Case& c, PlainResponse* response) {
    size_t lines = OneIn(4) ? 0 : OneIn(6) ? 2 : 1;
    while (lines-- > 0) {
      response->headers.emplace_back(
          "Access-Control-Allow-Origin",
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
      response->headers.emplace_back(name, value);
    }
  }

  void Expose(PlainResponse* response) {
    List("Access-Control-Expose-Headers", {"X-A", "x-b", "*", "X-C", "X D", ""},
         response);
  }

  void Others(PlainResponse* response) {
    for (const char* name : {"X-A", "X-B", "X-C", "ETag", "Server"}) {
      if (OneIn(2)) response->headers.emplace_back(name, "1");
    }
    if (OneIn(8)) response->headers.emplace_back("Cache-Control", "no-store");
    if (OneIn(8)) {
      response->headers.emplace_back("Cross-Origin-Resource-Policy",
                                     Pick({"same-origin", "same-site"}));
    }
  }

  std::mt19937 random_;
};

Received ReceivedOf(const Case& c, const Server& server) {
  Received received;
  received.c = c;
  for (const PlainResponse& response : server.answers) {
    tools::PastedHead head;
    head.bytes = response.Head();
    received.answers.push_back({tools::ReceivedHead(std::move(head))});
  }
  tools::PastedHead head;
  head.bytes = server.preflight.Head();
  received.preflights.push_back({tools::ReceivedHead(std::move(head))});
  return received;
}

std::string Describe(const Case& c, const Server& server,
                     const Advice& advice) {
  std::string text = c.api + " " + c.mode + " " + c.credentials + " " +
                     c.redirect + " " + c.method + " " + c.url + " from " +
                     c.origin + "\n";
  for (const auto& [name, value] : c.headers) {
    text += "  " + name + ": " + value + "\n";
  }
  text += "OPTIONS\n" + server.preflight.Head();
  for (const PlainResponse& response : server.answers) text += response.Head();
  text += "Advice: " + advice.purpose + "\n";
  for (const Correction& correction : advice.corrections) {
    text += std::string(correction.is_preflight ? "OPTIONS" : "answer ") +
            std::to_string(correction.number) + " for " +
            correction.for_origin.value_or("all") + "\n";
    for (const Change& change : correction.changes) {
      text += "  " + std::string(ActionName(change.action)) + " " +
              change.Line() + "\n";
    }
  }
  for (const auto& page : advice.page) text += "page: " + page.text + "\n";
  for (const auto& note : advice.notes) text += "note: " + note + "\n";
  return text;
}

bool IsLowerCaseMethod(const std::string& item) {
  return std::any_of(item.begin(), item.end(),
                     [](char c) { return c >= 'a' && c <= 'z'; });
}

// What no advice may have in it, whatever it does; "" if it has not.
std::string Forbidden(const Case& c, const Server& server,
                      const Correction& correction) {
  const PlainResponse& before = correction.is_preflight
                                    ? server.preflight
                                    : server.answers[correction.number];
  std::string all;
  for (const auto& [name, value] : before.headers) all += value + ",";
  for (const Change& change : correction.changes) {
    const std::string name = LowerCase(change.name);
    if (name == "access-control-allow-origin") {
      if (change.value == "null") return "allows null";
      if (change.value != "*" && change.value != c.origin) {
        return "allows an origin that did not ask";
      }
    }
    if (name == "access-control-allow-methods") {
      for (const std::string& item : tools::ListItems(change.value)) {
        if (IsLowerCaseMethod(item) && all.find(item) == std::string::npos) {
          return "allows a method in lower case";
        }
      }
    }
  }
  return "";
}

bool IsOfCors(Reason reason) {
  const int number = static_cast<int>(reason);
  return (number >= 100 && number <= 105) || (number >= 162 && number <= 183);
}

class AdvicePropertyTest : public testing::TestWithParam<unsigned> {};

TEST_P(AdvicePropertyTest, Holds) {
  RandomServers random(GetParam());
  size_t advised = 0;
  size_t page_advised = 0;
  for (size_t i = Count() / 4; i > 0; --i) {
    const Case c = random.NextCase();
    const Server server = random.NextServer(c);
    const Received received = ReceivedOf(c, server);
    const tools::Fetch fetch(received, Profile::kStandard);
    const Advice advice = Advise(fetch, {});
    const auto describe = [&] { return Describe(c, server, advice); };
    for (const Correction& correction : advice.corrections) {
      ASSERT_EQ(Forbidden(c, server, correction), "") << describe();
    }
    const std::vector<Correction> none;
    AdvisedServer before(server, none);
    AdvisedServer after(server, advice.corrections);
    // It does what it promises.
    if (!advice.corrections.empty()) {
      ++advised;
      Case call = c;
      if (advice.purpose.find("'cors'") != std::string::npos) {
        call.mode = "cors";
      }
      for (const ProfileInfo& info : AllProfiles()) {
        // What can be read already, is, in some browser; no line helps the
        // others.
        const bool may_fail =
            fetch.readable() && !Drive(&before, c, info.profile).readable &&
            advice.purpose.find("every browser") == std::string::npos;
        const Seen seen = Drive(&after, call, info.profile);
        ASSERT_TRUE(seen.readable || may_fail) << info.name << "\n"
                                               << describe();
      }
      ASSERT_EQ(after.error(), "") << describe();
    }
    for (const tools::PageAdvice& page : advice.page) {
      ++page_advised;
      const size_t skipped =
          server.answers.size() - page.instead.answers.size();
      for (const ProfileInfo& info : AllProfiles()) {
        const Seen seen = Drive(&before, page.instead.c, info.profile, skipped);
        ASSERT_TRUE(seen.readable) << info.name << " " << page.text << "\n"
                                   << describe();
      }
    }
    // Where one line is all that lacks, something is advised.
    const bool is_null = c.origin == "null" && c.credentials == "include";
    if (IsOfCors(fetch.seen().reason()) && server.answers.size() == 1 &&
        !is_null && !IsLowerCaseMethod(c.method)) {
      ASSERT_FALSE(advice.corrections.empty()) << describe();
    }
    if (advice.corrections.empty()) continue;
    for (int n = 0; n < 4; ++n) {
      const Case other = random.Other(c);
      for (Profile profile : {Profile::kStandard, Profile::kFirefox}) {
        const Seen was = Drive(&before, other, profile);
        const Seen is = Drive(&after, other, profile);
        const std::string who = other.method + " " + other.credentials +
                                " from " + other.origin + "\n";
        if (was.readable) {
          ASSERT_TRUE(is.readable) << "takes it from " << who << describe();
          ASSERT_TRUE(std::includes(is.exposed.begin(), is.exposed.end(),
                                    was.exposed.begin(), was.exposed.end()))
              << "hides headers from " << who << describe();
        } else if (other.credentials == "include" && other.origin != c.origin) {
          ASSERT_FALSE(is.readable) << "opens it to " << who << describe();
        }
      }
    }
  }
  EXPECT_GT(advised, Count() / 40);
  EXPECT_GT(page_advised, Count() / 400);
}

INSTANTIATE_TEST_SUITE_P(Seeds, AdvicePropertyTest,
                         testing::Values(1u, 2u, 3u, 4u));

}  // namespace
}  // namespace corsieve::tests
