// Who asked what, and which answer is whose, of what was pasted.

#include "tools/explain/interpret.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"

namespace corsieve::tools {
namespace {

PastedRequest Request(std::string method, Pairs headers = {},
                      std::string url = "https://api.example/1") {
  PastedRequest request;
  request.method = std::move(method);
  request.url = std::move(url);
  request.headers = std::move(headers);
  return request;
}

PastedHead Head(int status, const std::string& lines = "") {
  PastedHead head;
  head.bytes = "HTTP/1.1 " + std::to_string(status) + " x\r\n" + lines + "\r\n";
  return head;
}

Paste Of(std::vector<PastedExchange> exchanges) {
  Paste paste;
  paste.format = "a test";
  paste.exchanges = std::move(exchanges);
  return paste;
}

const Pairs kOptions = {
    {"Origin", "https://app.example"},
    {"Access-Control-Request-Method", "PUT"},
    {"Access-Control-Request-Headers", "x-a, content-type"}};
constexpr char kMethods[] = "Access-Control-Allow-Methods: PUT\r\n";

TEST(InterpretTest, TheFirstRequestIsThePages) {
  const Paste paste = Of({{Request("PUT"), Head(302, "Location: /2\r\n")},
                          {Request("GET"), Head(200)}});
  const Interpretation in = Interpret({}, {paste}, {});
  EXPECT_EQ(in.received.c.method, "PUT");
  EXPECT_EQ(in.received.answers.size(), 2u);
}

TEST(InterpretTest, OptionsTellOfTheRequest) {
  const Paste paste = Of({{Request("OPTIONS", kOptions), Head(204)}});
  const Interpretation in = Interpret({}, {paste}, {});
  EXPECT_EQ(in.received.c.method, "PUT");
  EXPECT_EQ(in.received.c.origin, "https://app.example");
  EXPECT_EQ(in.received.c.headers,
            (Pairs{{"x-a", "x"}, {"content-type", "application/json"}}));
  EXPECT_EQ(in.received.preflights.size(), 1u);
  EXPECT_TRUE(in.received.answers.empty());
}

TEST(InterpretTest, WhatTheRequestSays) {
  PastedRequest request = Request("GET", {{"Cookie", "a=b"},
                                          {"Accept", "*/*"},
                                          {"User-Agent", "curl"},
                                          {"X-A", "1"},
                                          {"Referer", "https://r.example/x"}});
  const Paste paste = Of({{request, Head(200)}});
  const Case c = Interpret({}, {paste}, {}).received.c;
  EXPECT_EQ(c.credentials, "include");
  EXPECT_EQ(c.headers, (Pairs{{"X-A", "1"}}));
  EXPECT_EQ(c.origin, "https://r.example");
}

TEST(InterpretTest, AnAcceptOfScriptIsKept) {
  const Paste paste = Of({{Request("GET", {{"Accept", "a/b"}}), Head(200)}});
  EXPECT_EQ(Interpret({}, {paste}, {}).received.c.headers,
            (Pairs{{"Accept", "a/b"}}));
}

TEST(InterpretTest, GivenHeadersTakeThePlaceOfTheirName) {
  GivenRequest given;
  given.headers = {{"x-a", "2"}};
  const Paste paste =
      Of({{Request("GET", {{"X-A", "1"}, {"X-B", "1"}}), Head(200)}});
  EXPECT_EQ(Interpret(given, {paste}, {}).received.c.headers,
            (Pairs{{"X-B", "1"}, {"x-a", "2"}}));
}

TEST(InterpretTest, TheFirstCallCounts) {
  Paste first = Of({{Request("GET"), Head(200)}});
  first.call.credentials = "omit";
  Paste second;
  second.call.credentials = "include";
  second.call.origin = "https://app.example/page";
  const Case c = Interpret({}, {first, second}, {}).received.c;
  EXPECT_EQ(c.credentials, "omit");
  EXPECT_EQ(c.origin, "https://app.example");
}

TEST(InterpretTest, ANavigationIsToldAsAFetch) {
  Paste paste = Of({{Request("GET"), Head(200)}});
  paste.call.mode = "navigate";
  const Interpretation in = Interpret({}, {paste}, {});
  EXPECT_EQ(in.received.c.mode, "cors");
  EXPECT_EQ(in.notes.size(), 1u);
  GivenRequest given;
  given.mode = "navigate";
  EXPECT_EQ(Interpret(given, {paste}, {}).received.c.mode, "navigate");
}

// ---- What is assumed is across origins.

TEST(InterpretTest, AssumesAnotherOrigin) {
  const Paste paste = Of({{std::nullopt, Head(200)}});
  GivenRequest given;
  given.origin = "https://api.example";
  EXPECT_EQ(Interpret(given, {paste}, {}).received.c.url,
            "https://other.example/");
  given.origin.reset();
  given.url = "https://app.example/";
  EXPECT_EQ(Interpret(given, {paste}, {}).received.c.origin,
            "https://other.example");
}

// ---- Which answer is whose.

TEST(InterpretTest, OfAGivenPreflightTheFirstAnswerToOptions) {
  const Paste preflight = Of({{Request("GET"), Head(404)},
                              {Request("OPTIONS"), Head(204)},
                              {std::nullopt, Head(205)}});
  const Interpretation in =
      Interpret({}, {Of({{std::nullopt, Head(200)}})}, {preflight});
  ASSERT_EQ(in.received.preflights.size(), 1u);
  EXPECT_EQ(in.received.preflights[0].head.gist().status, 204);
  ASSERT_EQ(in.notes.size(), 1u);
  EXPECT_NE(in.notes[0].find("205"), std::string::npos);
}

TEST(InterpretTest, AnApiMayListMethodsOnEachAnswer) {
  const Paste paste = Of({{std::nullopt, Head(200, kMethods)},
                          {std::nullopt, Head(200, kMethods)}});
  const Interpretation in = Interpret({}, {paste}, {});
  EXPECT_TRUE(in.received.preflights.empty());
  EXPECT_EQ(in.received.answers.size(), 1u);
}

TEST(InterpretTest, AloneItIsAPreflightsWhereOneIsNeeded) {
  const Paste paste = Of({{std::nullopt, Head(204, kMethods)}});
  EXPECT_TRUE(Interpret({}, {paste}, {}).received.preflights.empty());
  GivenRequest given;
  given.method = "PUT";
  EXPECT_EQ(Interpret(given, {paste}, {}).received.preflights.size(), 1u);
}

}  // namespace
}  // namespace corsieve::tools
