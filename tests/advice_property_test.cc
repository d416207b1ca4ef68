// Advice followed makes the response readable, in all profiles, takes nothing
// from anybody who could read before, and opens nothing to anybody else; and
// each word of it is needed and true.

#include <algorithm>
#include <cstdlib>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "corsieve/corsieve.h"
#include "gtest/gtest.h"
#include "tests/advised_server.h"
#include "tests/forbidden_advice.h"
#include "tests/random_servers.h"
#include "tools/explain/advice.h"
#include "tools/explain/expect.h"
#include "tools/explain/fetch.h"
#include "tools/explain/received.h"

namespace corsieve::tests {
namespace {

using tools::Advice;
using tools::Case;
using tools::Change;
using tools::Correction;
using tools::Received;
using Names = std::vector<std::string>;
using SeenByProfile = std::vector<Seen>;

size_t Count() {
  const char* count = std::getenv("CORSIEVE_ADVICES");
  return count == nullptr ? 100000 : std::strtoul(count, nullptr, 10);
}

tools::ReceivedAnswer AnswerOf(const PlainResponse& response) {
  tools::PastedHead head;
  head.bytes = response.Head();
  return {tools::ReceivedHead(std::move(head))};
}

// The URLs that OPTIONS is sent to where everything is allowed: the answers to
// OPTIONS are given in this order.
std::vector<std::string> OptionsUrls(const Case& c, const Server& server,
                                     Profile profile) {
  const auto allow = [&](bool is_preflight, size_t number,
                         const OutgoingRequest& outgoing) {
    if (is_preflight) return Permissive(outgoing, 204);
    const size_t i = std::min(number, server.answers.size() - 1);
    PlainResponse response = Permissive(outgoing, server.answers[i].status);
    for (const auto& [name, value] : server.answers[i].headers) {
      if (name == "Location") response.headers.emplace_back(name, value);
    }
    return response;
  };
  Case call = c;
  if (call.mode == "no-cors" || call.mode == "same-origin") call.mode = "cors";
  call.redirect = "follow";
  return Driver().Drive(call, profile, 0, allow).options_urls;
}

// Some browsers send OPTIONS where others do not: then all is answered alike,
// for the order in which answers are given is one.
Server NextServer(const Case& c, RandomServers* random) {
  Server server = random->NextServer(c);
  std::set<std::vector<std::string>> orders;
  for (const ProfileInfo& info : AllProfiles()) {
    orders.insert(OptionsUrls(c, server, info.profile));
  }
  if (orders.size() > 1 && server.preflights.size() > 1) {
    server.preflights = {*server.preflights.begin()};
  }
  return server;
}

// Of the answers to requests the first `known`.
Received ReceivedOf(const Case& c, const Server& server, size_t known) {
  Received received;
  received.c = c;
  for (size_t i = 0; i < known; ++i) {
    received.answers.push_back(AnswerOf(server.answers[i]));
  }
  if (server.preflights.empty()) return received;
  for (const std::string& url : OptionsUrls(c, server, Profile::kStandard)) {
    received.preflights.push_back(AnswerOf(server.Preflight(url)));
  }
  if (received.preflights.empty()) {
    received.preflights.push_back(AnswerOf(server.Preflight("")));
  }
  return received;
}

// ---- One exchange.

class Trial {
 public:
  Trial(RandomServers* random)
      : random_(*random),
        c_(random->NextCase()),
        server_(NextServer(c_, random)),
        known_(server_.answers.size() -
               (server_.answers.size() > 1 && random->OneIn(9) ? 1 : 0)),
        received_(ReceivedOf(c_, server_, known_)),
        fetch_(received_, Profile::kStandard),
        wants_(random->Wants()),
        advice_(Advise(fetch_, wants_)),
        before_(server_, {}),
        after_(server_, advice_.corrections),
        call_(c_) {
    if (advice_.call) call_ = advice_.call->instead.c;
  }

  // "" if all is well.
  std::string Run() {
    std::string wrong = Forbidden(c_, server_, advice_, !wants_.empty());
    if (fetch_.goes_on_to() && !advice_.empty()) return "nobody knows yet";
    if (wrong.empty()) wrong = Promise();
    if (wrong.empty()) wrong = PagePromises();
    if (wrong.empty()) wrong = Lines();
    if (wrong.empty()) wrong = Silence();
    if (!wrong.empty() || advice_.corrections.empty()) return wrong;
    wrong = Waste();
    for (int n = 0; n < 4 && wrong.empty(); ++n) wrong = Others();
    return wrong;
  }

  const Advice& advice() const { return advice_; }
  std::string Describe() const;

 private:
  SeenByProfile SeenBy(const std::vector<Correction>& corrections,
                       const Case& c) {
    SeenByProfile all;
    AdvisedServer server(server_, corrections);
    for (const ProfileInfo& info : AllProfiles()) {
      all.push_back(Drive(&server, c, info.profile));
    }
    return all;
  }

  // It does what it promises.
  std::string Promise() {
    if (advice_.corrections.empty()) return "";
    size_t i = 0;
    const bool goes_on = Has(advice_.purpose, "go on");
    if (goes_on != (known_ < server_.answers.size())) return "goes on";
    for (const ProfileInfo& info : AllProfiles()) {
      const Seen seen = Drive(&after_, call_, info.profile);
      is_.push_back(seen);
      // What can be read already, is, in some browser; no line helps the
      // others.
      const bool may_fail = fetch_.readable() &&
                            !Has(advice_.purpose, "every browser") &&
                            !Drive(&before_, c_, info.profile).readable;
      const bool kept =
          goes_on ? i > 0 || seen.requests > known_ : seen.readable || may_fail;
      if (!kept)
        return "promise not kept in " + std::string(info.name) + ": " +
               seen.reason;
      ++i;
    }
    return after_.error();
  }

  // Each advice for the page is readable, and its text says what it changes.
  std::string PagePromises() {
    for (const tools::PageAdvice& page : advice_.page) {
      const std::string wrong = Unfit(c_, page);
      if (!wrong.empty()) return page.text + " " + wrong;
      for (const ProfileInfo& info : AllProfiles()) {
        if (!SeenOfPage(page, info.profile).readable) {
          return "not readable in " + std::string(info.name) + ": " + page.text;
        }
      }
    }
    return "";
  }

  Seen SeenOfPage(const tools::PageAdvice& page, Profile profile) {
    const size_t skipped = known_ - page.instead.answers.size();
    // What was not received is taken for granted, and that is said.
    if (Has(page.text, "was not received")) {
      Server open = server_;
      open.preflights.clear();
      AdvisedServer server(open, {});
      return Drive(&server, page.instead.c, profile, skipped);
    }
    return Drive(&before_, page.instead.c, profile, skipped);
  }

  // What the one line on a wanted header promises.
  std::string Lines() {
    for (const std::string& name : wants_) {
      const std::string key = LowerCase(name);
      const tools::WantedHeader wanted = Want(fetch_, advice_, name);
      const std::string line = WantLine(wanted);
      const Seen now = Drive(&before_, c_, Profile::kStandard);
      if (known_ == server_.answers.size() &&
          wanted.value.has_value() != (now.exposed.count(key) > 0)) {
        return line;
      }
      // These promise more than what is received.
      if (wanted.value || Has(line, "send it")) continue;
      for (const tools::PageAdvice& page : advice_.page) {
        if (!Has(wanted.to_change, page.text)) continue;
        if (Has(wanted.to_change, page.text + ", and answer")) continue;
        if (SeenOfPage(page, Profile::kFirefox).exposed.count(key) == 0) {
          return line;
        }
      }
      bool has_lines =
          !advice_.corrections.empty() && Has(wanted.to_change, "answer");
      for (const Correction& correction : advice_.corrections) {
        for (const Change& change : correction.changes) {
          has_lines = has_lines && (change.name == "Vary" ||
                                    Has(wanted.to_change, change.value));
        }
      }
      if (has_lines && !Has(advice_.purpose, "go on") &&
          Drive(&after_, call_, Profile::kStandard).exposed.count(key) == 0) {
        return line;
      }
    }
    return "";
  }

  // Where one line is all that lacks, something is advised.
  std::string Silence() {
    const int number = static_cast<int>(fetch_.seen().reason());
    const bool is_of_cors =
        (number >= 100 && number <= 105) || (number >= 162 && number <= 183);
    const PlainResponse& answer = server_.answers[0];
    if (!is_of_cors || server_.answers.size() > 1 ||
        (c_.origin == "null" && c_.credentials == "include") ||
        !answer.interim.empty() || answer.is_folded) {
      return "";
    }
    if (!server_.preflights.empty()) {
      const PlainResponse& preflight = server_.Preflight(c_.url);
      if (!preflight.interim.empty() || preflight.is_folded) return "";
    }
    return advice_.corrections.empty() && advice_.page.empty() ? "no advice"
                                                               : "";
  }

  // Without any of the changes, Vary apart, less is seen.
  std::string Waste() {
    // What is not received is not seen.
    if (known_ < server_.answers.size()) return "";
    for (size_t i = 0; i < advice_.corrections.size(); ++i) {
      const size_t changes = advice_.corrections[i].changes.size();
      for (size_t j = 0; j < changes; ++j) {
        std::vector<Correction> fewer = advice_.corrections;
        if (fewer[i].changes[j].name == "Vary") continue;
        fewer[i].changes.erase(fewer[i].changes.begin() +
                               static_cast<std::ptrdiff_t>(j));
        if (SeenBy(fewer, call_) == is_) {
          return "needless: " + advice_.corrections[i].changes[j].Line();
        }
      }
    }
    return "";
  }

  // Somebody else who asks the same server.
  std::string Others() {
    const size_t hop = random_.Below(server_.urls.size());
    const Case other = random_.Other(c_, server_.urls[hop]);
    const Profile profile = AllProfiles()[random_.Below(4)].profile;
    const Seen was = Drive(&before_, other, profile, hop);
    const Seen is = Drive(&after_, other, profile, hop);
    const std::string who = other.method + " " + other.url + " " +
                            other.credentials + " from " + other.origin;
    // Nobody is to read with credentials for null.
    const bool is_unsafe =
        other.origin == "null" && other.credentials == "include";
    if (was.readable && !is_unsafe) {
      if (!is.readable) return "takes it from " + who;
      return std::includes(is.exposed.begin(), is.exposed.end(),
                           was.exposed.begin(), was.exposed.end())
                 ? ""
                 : "hides headers from " + who;
    }
    // What is opened to null is public, and that is said; or the server says
    // so.
    bool is_public = std::any_of(
        advice_.notes.begin(), advice_.notes.end(),
        [](const std::string& note) { return Has(note, "every page"); });
    for (const PlainResponse& answer : server_.answers) {
      for (const auto& [name, value] : answer.headers) {
        is_public =
            is_public || (LowerCase(name) == kAllowOrigin && Has(value, "*"));
      }
    }
    const bool is_simple = other.method == "GET" && other.headers.empty();
    const bool may_be_opened =
        other.origin == c_.origin ||
        (other.credentials != "include" && (is_public || !is_simple));
    return is.readable && !was.readable && !may_be_opened ? "opens it to " + who
                                                          : "";
  }

  RandomServers& random_;
  const Case c_;
  const Server server_;
  const size_t known_;
  const Received received_;
  const tools::Fetch fetch_;
  const Names wants_;
  const Advice advice_;
  AdvisedServer before_;
  AdvisedServer after_;
  Case call_;
  SeenByProfile is_;
};

std::string Trial::Describe() const {
  std::string text = "\n" + c_.api + " " + c_.mode + " " + c_.credentials +
                     " " + c_.redirect + " " + c_.embedder_policy + " " +
                     c_.method + " " + c_.url + " from " + c_.origin + "\n";
  for (const auto& [name, value] : c_.headers) {
    text += "  " + name + ": " + value + "\n";
  }
  for (const auto& [url, preflight] : server_.preflights) {
    text += "OPTIONS " + url + "\n" + preflight.Head();
  }
  for (const PlainResponse& response : server_.answers) text += response.Head();
  text +=
      std::to_string(known_) + " received. Advice: " + advice_.purpose + "\n";
  for (const Correction& correction : advice_.corrections) {
    text += std::string(correction.is_preflight ? "OPTIONS " : "answer ") +
            correction.url + " for " + correction.for_origin.value_or("all") +
            "\n";
    for (const Change& change : correction.changes) {
      text += "  " + std::string(ActionName(change.action)) + " " +
              change.Line() + "\n";
    }
  }
  for (const auto& page : advice_.page) text += "page: " + page.text + "\n";
  for (const auto& note : advice_.notes) text += "note: " + note + "\n";
  for (const std::string& name : wants_) {
    text += WantLine(Want(fetch_, advice_, name)) + "\n";
  }
  return text;
}

class AdvicePropertyTest : public testing::TestWithParam<unsigned> {};

TEST_P(AdvicePropertyTest, Holds) {
  RandomServers random(GetParam());
  size_t advised = 0;
  size_t page_advised = 0;
  for (size_t i = Count() / 4; i > 0; --i) {
    Trial trial(&random);
    const std::string wrong = trial.Run();
    ASSERT_EQ(wrong, "") << trial.Describe();
    advised += !trial.advice().corrections.empty();
    page_advised += trial.advice().page.size();
  }
  EXPECT_GT(advised, Count() / 40);
  EXPECT_GT(page_advised, Count() / 400);
}

INSTANTIATE_TEST_SUITE_P(Seeds, AdvicePropertyTest,
                         testing::Values(1u, 2u, 3u, 4u));

}  // namespace
}  // namespace corsieve::tests
