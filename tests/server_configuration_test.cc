// Advice as each server is told it. That the servers then do so is for
// tests/servers/, with the real ones.

#include <optional>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tools/explain/servers/plan.h"
#include "tools/explain/servers/servers.h"

namespace corsieve::tools {
namespace {

using testing::HasSubstr;
using testing::Not;
using Action = Change::Action;

constexpr char kPage[] = "https://app.example";

ReceivedAnswer Answered(const std::string& status, const std::string& lines) {
  PastedHead head;
  head.bytes = "HTTP/1.1 " + status + "\r\n" + lines + "\r\n";
  return {ReceivedHead(head)};
}

Received ReceivedWith(const std::string& lines,
                      const std::string& preflight = "") {
  Received received;
  received.c.origin = kPage;
  received.answers.push_back(Answered("200 OK", lines));
  received.preflights.push_back(Answered("405 No", preflight));
  return received;
}

Correction Of(std::vector<Change> changes) {
  Correction correction;
  correction.url = "https://api.example/items?x";
  correction.asked_origin = kPage;
  correction.changes = std::move(changes);
  return correction;
}

Correction OfPreflight(std::vector<Change> changes) {
  Correction correction = Of(std::move(changes));
  correction.is_preflight = true;
  return correction;
}

std::vector<std::string> AllServers() {
  return {"nginx",   "apache", "caddy", "express",
          "fastapi", "spring", "s3",    "go"};
}

class EachServerTest : public testing::TestWithParam<std::string> {
 protected:
  std::string Configured(const Received& received,
                         const std::vector<Correction>& corrections) const {
    return ServerConfiguration(GetParam(), received, corrections);
  }
  bool IsS3() const { return GetParam() == "s3"; }
};

INSTANTIATE_TEST_SUITE_P(Servers, EachServerTest,
                         testing::ValuesIn(AllServers()),
                         [](const auto& info) { return info.param; });

TEST_P(EachServerTest, HasATitleAndIsAnOption) {
  EXPECT_NE(ServerTitle(GetParam()), "");
  EXPECT_THAT(" " + std::string(kServerNames) + " ",
              HasSubstr(" " + GetParam() + " "));
}

TEST_P(EachServerTest, SaysNothingForNothing) {
  EXPECT_EQ(Configured(ReceivedWith(""), {}), "");
}

TEST_P(EachServerTest, SetsALine) {
  const std::string text = Configured(
      ReceivedWith(""),
      {Of({{Action::kAdd, "Access-Control-Expose-Headers", "X-A, X-B"}})});
  EXPECT_THAT(text, HasSubstr(IsS3() ? "\"X-A\"" : "X-A, X-B"));
  EXPECT_THAT(text, HasSubstr(IsS3() ? "ExposeHeaders"
                                     : "Access-Control-Expose-Headers"));
}

TEST_P(EachServerTest, OneOriginIsNotAll) {
  Correction correction =
      Of({{Action::kReplace, "Access-Control-Allow-Origin", kPage},
          {Action::kAdd, "Vary", "Origin"}});
  correction.for_origin = kPage;
  const std::string text = Configured(
      ReceivedWith("Access-Control-Allow-Origin: *\r\n"), {correction});
  EXPECT_THAT(text, HasSubstr("app.example"));
  EXPECT_THAT(text, testing::AnyOf(HasSubstr("Vary"), HasSubstr("vary")));
}

TEST_P(EachServerTest, NoBlankLineIsInIt) {
  const std::string text = Configured(
      ReceivedWith(""), {OfPreflight({{Action::kStatus, "", "204"}}),
                         Of({{Action::kDrop, "Access-Control-Max-Age", ""}})});
  // nginx has it in two parts where there is a map.
  EXPECT_THAT(text, Not(HasSubstr("\n\n")));
  EXPECT_EQ(text.back(), '\n');
}

TEST_P(EachServerTest, OfTwoServersEachHasItsPart) {
  Correction there = Of({{Action::kAdd, "Access-Control-Allow-Origin", "*"}});
  there.url = "https://cdn.example/items";
  const std::string text = Configured(
      ReceivedWith(""),
      {Of({{Action::kAdd, "Access-Control-Allow-Origin", "*"}}), there});
  EXPECT_THAT(text, HasSubstr("For https://api.example:\n\n"));
  EXPECT_THAT(text, HasSubstr("\nFor https://cdn.example:\n\n"));
}

TEST(ServersTest, OthersAreUnknown) {
  EXPECT_EQ(ServerTitle("iis"), "");
  EXPECT_EQ(ServerConfiguration("iis", ReceivedWith(""), {Of({})}), "");
}

TEST(PlanTest, WhatIsAnsweredAtOnceKeepsItsLines) {
  const auto plans = PlanFor(
      ReceivedWith("",
                   "Access-Control-Max-Age: 60\r\nServer: x\r\n"
                   "Access-Control-Allow-Methods: GET\r\n"),
      {OfPreflight(
          {{Action::kStatus, "", "204"},
           {Action::kReplace, "Access-Control-Allow-Methods", "GET, PUT"}})});
  ASSERT_EQ(plans.size(), 1u);
  const PlannedAnswers& answers = plans[0].answers.at(0);
  EXPECT_EQ(answers.status, "204");
  ASSERT_EQ(answers.groups.size(), 1u);
  const auto& rules = answers.groups[0].rules;
  ASSERT_EQ(rules.size(), 2u);
  EXPECT_EQ(rules[0].name + rules[0].value, "Access-Control-Max-Age60");
  EXPECT_EQ(rules[1].value, "GET, PUT");
}

TEST(PlanTest, QueriesShareTheirPath) {
  Correction other =
      Of({{Action::kAdd, "Access-Control-Expose-Headers", "X-B, X-A"}});
  other.url = "https://api.example/items?y";
  const auto plans = PlanFor(
      ReceivedWith(""),
      {Of({{Action::kAdd, "Access-Control-Expose-Headers", "X-A"}}), other});
  ASSERT_EQ(plans.at(0).answers.size(), 1u);
  const auto& rules = plans[0].answers[0].groups.at(0).rules;
  ASSERT_EQ(rules.size(), 1u);
  EXPECT_EQ(rules[0].value, "X-A, X-B");
}

TEST(PlanTest, WhatIsForAllComesFirst) {
  Correction scoped = Of({{Action::kAdd, "A", "b"}});
  scoped.for_origin = kPage;
  const auto plans =
      PlanFor(ReceivedWith(""), {scoped, Of({{Action::kAdd, "C", "d"}})});
  const auto& groups = plans.at(0).answers.at(0).groups;
  ASSERT_EQ(groups.size(), 2u);
  EXPECT_FALSE(groups[0].for_origin);
  EXPECT_EQ(groups[1].for_origin, kPage);
}

std::string For(const char* server, const Correction& correction) {
  return ServerConfiguration(server, ReceivedWith(""), {correction});
}

TEST(ApacheTest, SignsAreNoFormatsAndNoVariables) {
  Correction correction = Of({{Action::kAdd, "X-A", "a%b\"c\\d"}});
  correction.url = "https://api.example/a%20'$b";
  const std::string text = For("apache", correction);
  EXPECT_THAT(text, HasSubstr("Header always set X-A \"a%%b\\\"c\\\\d\"\n"));
  EXPECT_THAT(text, HasSubstr("== unescape('/a\\\\%20\\\\'\\\\$b') &&"));
}

TEST(ApacheTest, WhatTheApplicationSendsGoes) {
  EXPECT_THAT(For("apache", Of({{Action::kDrop, "X-A", ""}})),
              HasSubstr("  Header onsuccess unset X-A\n"
                        "  Header always unset X-A\n"));
}

TEST(CaddyTest, IsToldTwice) {
  const std::string text = For("caddy", Of({{Action::kReplace, "X-A", "b"}}));
  EXPECT_THAT(text, HasSubstr("\tX-A \"b\"\n}\n"));
  EXPECT_THAT(text, HasSubstr("\tX-A \"b\"\n\tdefer\n}\n"));
}

TEST(CaddyTest, WhatIsDroppedIsDroppedAtLast) {
  EXPECT_THAT(For("caddy", Of({{Action::kDrop, "X-A", ""}})),
              HasSubstr("\t-X-A\n\tdefer\n}\n"));
}

TEST(CodeTest, QuotesAreEscaped) {
  const Correction correction = Of({{Action::kAdd, "X'A", "b'c\"d\\"}});
  EXPECT_THAT(For("express", correction),
              HasSubstr("res.set('X\\'A', 'b\\'c\"d\\\\');"));
  EXPECT_THAT(For("go", correction),
              HasSubstr("h.Set(\"X'A\", \"b'c\\\"d\\\\\")"));
  EXPECT_THAT(For("fastapi", correction),
              HasSubstr("headers[\"X'A\"] = \"b'c\\\"d\\\\\""));
}

TEST(DuplicatesTest, MayBeOfAnotherServer) {
  const Correction correction =
      Of({{Action::kRemove, "Access-Control-Allow-Origin", "*"}});
  for (const char* server : {"apache", "caddy", "express", "fastapi", "go"}) {
    EXPECT_THAT(For(server, correction), HasSubstr("sent more than once"));
  }
}

TEST(S3Test, IsToldByRules) {
  Received received = ReceivedWith("Access-Control-Expose-Headers: X-A\r\n");
  received.c.method = "PUT";
  received.c.headers = {{"X-B", "1"}, {"Accept", "a"}};
  const std::string text = ServerConfiguration(
      "s3", received,
      {OfPreflight(
           {{Action::kStatus, "", "204"},
            {Action::kAdd, "Access-Control-Allow-Methods", "PUT, PATCH"}}),
       Of({{Action::kAdd, "Access-Control-Allow-Origin", "*"}})});
  EXPECT_THAT(text, HasSubstr("# This was not tested with S3."));
  EXPECT_THAT(text, HasSubstr("# S3 has no rule for the method PATCH.\n"));
  EXPECT_THAT(text, HasSubstr("\"AllowedMethods\": [\n      \"PUT\"\n    ]"));
  EXPECT_THAT(text, HasSubstr("\"AllowedHeaders\": [\n      \"X-B\"\n    ]"));
  EXPECT_THAT(text, HasSubstr("\"ExposeHeaders\": [\n      \"X-A\"\n    ]"));
}

TEST(S3Test, SaysWhatItCannot) {
  EXPECT_THAT(For("s3", Of({{Action::kReplace, "Cross-Origin-Resource-Policy",
                             "cross-origin"}})),
              HasSubstr("# S3 cannot be told to send "
                        "Cross-Origin-Resource-Policy"));
  EXPECT_THAT(
      For("s3", Of({{Action::kRemove, "Access-Control-Allow-Origin", "*"}})),
      HasSubstr("# S3 sends Access-Control-Allow-Origin once"));
}

TEST(SpringTest, SaysThatItIsNotTested) {
  EXPECT_THAT(For("spring", Of({{Action::kAdd, "X-A", "b"}})),
              HasSubstr("// This was not tested with Spring."));
}

}  // namespace
}  // namespace corsieve::tools
