#include <optional>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tools/explain/nginx.h"

namespace corsieve::tools {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr Change::Action kAdd = Change::Action::kAdd;

Received Answered(const std::string& lines) {
  Received received;
  PastedHead head;
  head.bytes = "HTTP/1.1 200 OK\r\n" + lines + "\r\n";
  received.answers.push_back({ReceivedHead(head)});
  received.preflights.push_back({ReceivedHead(head)});
  return received;
}

Correction Of(Change change) {
  Correction correction;
  correction.url = "https://api.example/items?x#y";
  correction.changes = {std::move(change)};
  return correction;
}

Correction OfPreflight(Change change) {
  Correction correction = Of(std::move(change));
  correction.is_preflight = true;
  return correction;
}

TEST(NginxConfigurationTest, IsNothingForNothing) {
  EXPECT_EQ(NginxConfiguration(Answered(""), {}), "");
}

TEST(NginxConfigurationTest, ALine) {
  EXPECT_EQ(
      NginxConfiguration(Answered(""), {Of({kAdd, "Vary", "Origin"})}),
      "  # In the location that serves /items, in place of its add_header "
      "lines of\n"
      "  # these names; repeat those of others from the blocks around it, "
      "which a\n"
      "  # block with an add_header of its own does not take:\n"
      "  add_header Vary \"Origin\" always;\n");
}

TEST(NginxConfigurationTest, WhatTheApplicationSendsIsHidden) {
  const std::string text = NginxConfiguration(
      Answered(""), {Of({Change::Action::kReplace, "A", "b"}),
                     Of({Change::Action::kDrop, "C", ""})});
  EXPECT_THAT(text, HasSubstr("  proxy_hide_header A;\n"
                              "  add_header A \"b\" always;\n"
                              "  proxy_hide_header C;\n"));
  EXPECT_THAT(text, Not(HasSubstr("add_header C")));
}

// nginx takes no proxy_hide_header in an if.
TEST(NginxConfigurationTest, OfOptionsItAnswersItself) {
  const std::string text =
      NginxConfiguration(Answered("A: b\r\nAccess-Control-Max-Age: 5\r\n"),
                         {OfPreflight({Change::Action::kReplace,
                                       "Access-Control-Allow-Origin", "*"})});
  EXPECT_THAT(text,
              HasSubstr("  if ($request_method = OPTIONS) {\n"
                        "      # Repeat those of others from the location "
                        "here.\n"
                        "      add_header Access-Control-Allow-Origin \"*\" "
                        "always;\n"
                        "      add_header Access-Control-Max-Age \"5\" "
                        "always;\n"
                        "      return 204;\n"
                        "  }\n"));
  EXPECT_THAT(text, Not(HasSubstr("proxy_hide_header")));
}

TEST(NginxConfigurationTest, OthersAreAnsweredAsBefore) {
  Correction correction =
      Of({Change::Action::kReplace, "Access-Control-Allow-Origin",
          "https://app.example"});
  correction.for_origin = "https://app.example";
  correction.changes.push_back({kAdd, "Vary", "Origin"});
  const std::string text = NginxConfiguration(
      Answered("Access-Control-Allow-Origin: \"\x1b\\\r\n"), {correction});
  EXPECT_THAT(text, HasSubstr(" { default \"\\\"\\\\x1b\\\\\"; "
                              "\"https://app.example\" "
                              "\"https://app.example\"; }\n"));
  EXPECT_THAT(text, HasSubstr("add_header Access-Control-Allow-Origin "
                              "$cors_allow_origin_"));
  EXPECT_THAT(text, HasSubstr("add_header Vary \"Origin\" always;"));
}

TEST(NginxConfigurationTest, VariablesAreOfTheirOriginAndUrl) {
  const auto variable = [](std::string url, std::string origin) {
    Correction correction = Of({kAdd, "A", "b"});
    correction.url = std::move(url);
    correction.for_origin = std::move(origin);
    const std::string text = NginxConfiguration(Answered(""), {correction});
    return text.substr(text.find("$cors_"), 15);
  };
  EXPECT_NE(variable("https://a.example/", "https://b.example"),
            variable("https://a.example/x", "https://b.example"));
  EXPECT_NE(variable("https://a.example/", "https://b.example"),
            variable("https://a.example/", "https://c.example"));
  EXPECT_EQ(variable("https://a.example/", "https://b.example"),
            variable("https://a.example/", "https://b.example"));
}

TEST(NginxConfigurationTest, QueriesShareTheirLocation) {
  Correction other = Of({kAdd, "Access-Control-Expose-Headers", "B"});
  other.url = "https://api.example/items";
  EXPECT_THAT(NginxConfiguration(
                  Answered(""),
                  {Of({kAdd, "Access-Control-Expose-Headers", "A"}), other}),
              HasSubstr("\n  add_header Access-Control-Expose-Headers \"A, B\" "
                        "always;\n"));
}

TEST(NginxConfigurationTest, ADollarBeginsNoVariable) {
  EXPECT_THAT(NginxConfiguration(Answered(""), {Of({kAdd, "A", "$b, $c"})}),
              testing::AllOf(
                  HasSubstr("  geo $corsieve_dollar { default \"$\"; }\n\n"),
                  HasSubstr("\"${corsieve_dollar}b, ${corsieve_dollar}c\"")));
}

TEST(NginxNoteTest, IsForNginxAlone) {
  const Correction line = Of({kAdd, "A", "b"});
  EXPECT_THAT(NginxNote(Answered("Server: nginx/1.22.1\r\n"), {line}),
              HasSubstr("always"));
  EXPECT_EQ(NginxNote(Answered("Server: Apache\r\n"), {line}), "");
  EXPECT_EQ(NginxNote(Answered(""), {line}), "");
  EXPECT_EQ(NginxNote(Answered("Server: nginx\r\n"), {}), "");
  EXPECT_EQ(NginxNote(Answered("Server: nginx\r\n"),
                      {OfPreflight({Change::Action::kStatus, "", "204"})}),
            "");
  EXPECT_NE(NginxNote(Answered("Server: openresty/1\r\n"), {line}), "");
}

TEST(NginxNoteTest, HidesWhatIsReplaced) {
  const Received received = Answered("Server: nginx\r\n");
  EXPECT_THAT(NginxNote(received, {Of({Change::Action::kReplace, "A", "b"})}),
              HasSubstr("proxy_hide_header"));
  EXPECT_THAT(NginxNote(received, {Of({kAdd, "A", "b"})}),
              Not(HasSubstr("proxy_hide_header")));
}

}  // namespace
}  // namespace corsieve::tools
