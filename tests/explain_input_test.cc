// What `explain --format json` says of the input itself: the case that it was
// read as, where what decides stands, and what the case is once advice is
// taken.

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"
#include "tools/case_json.h"
#include "tools/explain/explain.h"
#include "tools/explain/known_departures.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

ExplainOptions Options() {
  ExplainOptions options;
  options.given.origin = "https://a.example";
  options.given.url = "https://b.example/x";
  options.json = true;
  return options;
}

Json Told(const ExplainOptions& options, std::string_view text,
          const std::vector<std::string>& preflights = {}) {
  std::vector<GivenText> given;
  for (const std::string& preflight : preflights) {
    given.push_back({"p" + std::to_string(given.size() + 1), preflight});
  }
  std::string out;
  std::string err;
  Explain(options, {{"input", std::string(text)}}, given, &out, &err);
  EXPECT_EQ(err, "");
  return Json::parse(out);
}

Json J(const char* text) { return Json::parse(text); }

// The bytes of the input that a part says, in a line as the head has it.
std::string Marked(std::string_view text, const Json& part) {
  for (size_t line = 1; line < part["line"].get<size_t>(); ++line) {
    text.remove_prefix(text.find('\n') + 1);
  }
  const size_t from = part["from"].get<size_t>();
  return std::string(text.substr(from, part["to"].get<size_t>() - from));
}

TEST(ExplainInputTest, CaseIsWhatWasRead) {
  ExplainOptions options = Options();
  options.given.method = "PUT";
  const std::string head =
      "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n\r\n";
  const std::string preflight =
      "HTTP/1.1 204 No Content\nAccess-Control-Allow-Origin: *\n"
      "Access-Control-Allow-Methods: PUT\n\n";
  const Json json = Told(options, head + "a body", {preflight});
  EXPECT_EQ(json["case"]["request"]["method"], "PUT");
  EXPECT_EQ(json["case"]["request"]["url"], "https://b.example/x");
  EXPECT_EQ(json["case"]["responses"], Json::array({head}));
  EXPECT_EQ(json["case"]["preflights"], Json::array({preflight}));
  EXPECT_EQ(json["read_from"]["responses"],
            J(R"([{"input": "input", "lines": [1, 2, 3]}])"));
  EXPECT_EQ(json["read_from"]["preflights"],
            J(R"([{"input": "p1", "lines": [1, 2, 3, 4]}])"));
  // It is a case of the schema: the answer to it is the same.
  std::string error;
  Json as_case = json["case"];
  as_case["id"] = "x";
  EXPECT_TRUE(CaseFromJson(as_case, &error)) << error;
}

TEST(ExplainInputTest, AssumedPreflightIsAnAnswerFromNowhere) {
  ExplainOptions options = Options();
  options.given.method = "PUT";
  const Json json = Told(
      options, "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n\r\n");
  EXPECT_EQ(json["read_from"]["preflights"], J("[null]"));
  EXPECT_EQ(json["case"]["preflights"][0],
            "HTTP/1.1 204 No Content\r\n"
            "Access-Control-Allow-Origin: https://a.example\r\n"
            "Access-Control-Allow-Credentials: true\r\n"
            "Access-Control-Allow-Methods: PUT\r\n\r\n");
  EXPECT_EQ(json["steps"][0]["is_preflight"], true);
}

TEST(ExplainInputTest, PreflightsStandAtTheirHop) {
  ExplainOptions options = Options();
  options.given.url = "https://a.example/x";
  options.given.method = "PUT";
  const Json json = Told(
      options,
      "HTTP/1.1 307 T\r\nLocation: https://b.example/\r\n\r\n"
      "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: https://a.example\r\n"
      "\r\n",
      {"HTTP/1.1 204 N\r\nAccess-Control-Allow-Origin: *\r\n"
       "Access-Control-Allow-Methods: PUT\r\n\r\n"});
  ASSERT_EQ(json["case"]["preflights"].size(), 2u);
  EXPECT_TRUE(json["case"]["preflights"][0].is_null());
  EXPECT_EQ(json["read_from"]["responses"][1]["lines"], J("[4, 5, 6]"));
}

struct Deciding {
  const char* name;
  std::string text;
  std::string marked;
};

class DecidedAtTest : public testing::TestWithParam<Deciding> {};

TEST_P(DecidedAtTest, Marks) {
  const Json json = Told(Options(), GetParam().text);
  ASSERT_EQ(json["decided_at"]["parts"].size(), 1u) << json.dump(1);
  EXPECT_EQ(json["decided_at"]["list"], "responses");
  EXPECT_EQ(Marked(GetParam().text, json["decided_at"]["parts"][0]),
            GetParam().marked);
}

const Deciding kDeciding[] = {
    {"FirstByteThatDiffers",
     "HTTP/1.1 200 OK\r\nA: b\r\n"
     "Access-Control-Allow-Origin:  https://a.example/\r\n\r\n",
     "/"},
    {"OfAnotherOrigin",
     "HTTP/1.1 200 OK\n"
     "access-control-allow-origin: https://c.example\nA: b\n\n",
     "c.example"},
    {"InAListOfHttp2",
     "HTTP/2 200\nServer: x\nAccess-Control-Allow-Origin: "
     "https://c.example\n\n",
     "c.example"},
    {"ByteThatIsMalformed", "HTTP/1.1 200 OK\r\nA b: 1\r\n\r\n", " "},
};
INSTANTIATE_TEST_SUITE_P(Cases, DecidedAtTest, testing::ValuesIn(kDeciding),
                         [](const auto& i) { return i.param.name; });

TEST(ExplainInputTest, EveryLineOfTwo) {
  const std::string text =
      "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n"
      "Access-Control-Allow-Origin: https://a.example\r\n\r\n";
  const Json parts = Told(Options(), text)["decided_at"]["parts"];
  ASSERT_EQ(parts.size(), 2u);
  EXPECT_EQ(Marked(text, parts[0]), "*");
  EXPECT_EQ(Marked(text, parts[1]), "https://a.example");
}

TEST(ExplainInputTest, StatusOfOptions) {
  ExplainOptions options = Options();
  options.given.method = "PUT";
  const std::string preflight =
      "HTTP/1.1 404 Not Found\r\nAccess-Control-Allow-Origin: *\r\n\r\n";
  const Json json = Told(options, "HTTP/1.1 200 OK\r\n\r\n", {preflight});
  EXPECT_EQ(json["decided_at"]["list"], "preflights");
  ASSERT_EQ(json["decided_at"]["parts"].size(), 1u);
  EXPECT_EQ(Marked(preflight, json["decided_at"]["parts"][0]),
            "HTTP/1.1 404 Not Found");
}

TEST(ExplainInputTest, WhatExposes) {
  const std::string text =
      "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n"
      "Access-Control-Expose-Headers: X-B, x-a\r\nX-A: 1\r\nX-C: 2\r\n"
      "Content-Type: a/b\r\n\r\n";
  const Json json = Told(Options(), text);
  const Json& places = json["fates_at"];
  ASSERT_EQ(places.size(), json["fates"].size());
  EXPECT_EQ(places[2]["line"], 4);
  EXPECT_EQ(Marked(text, places[2]["by"]), "x-a");
  EXPECT_EQ(Marked(text, places[3]["by"]), "X-B, x-a");
  EXPECT_EQ(places[4]["line"], 6);
  EXPECT_FALSE(places[4].contains("by"));
  EXPECT_EQ(json["sentences"]["ExposedByName"],
            "Access-Control-Expose-Headers names it");
}

TEST(ExplainInputTest, StarAndTheInvalidByte) {
  ExplainOptions options = Options();
  const std::string star =
      "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n"
      "Access-Control-Expose-Headers: *\r\nX-A: 1\r\n\r\n";
  EXPECT_EQ(Marked(star, Told(options, star)["fates_at"][2]["by"]), "*");
  const std::string invalid =
      "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n"
      "Access-Control-Expose-Headers: X-A, @b\r\nX-A: 1\r\n\r\n";
  EXPECT_EQ(Marked(invalid, Told(options, invalid)["fates_at"][2]["by"]), "@");
}

TEST(ExplainInputTest, AdviceAsCases) {
  const Json json = Told(
      Options(),
      "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nX-A: 1\r\n\r\n");
  const std::string then =
      json["advice"]["then"]["responses"][0].get<std::string>();
  EXPECT_NE(then.find("Access-Control-Expose-Headers: X-A\r\n"),
            std::string::npos);
  EXPECT_EQ(Told(Options(), then)["fates"][2]["exposed"], true);
  EXPECT_EQ(json["advice"]["page"].size(), json["advice"]["page_cases"].size());
}

TEST(ExplainInputTest, PageAdviceAsACase) {
  ExplainOptions options = Options();
  options.given.credentials = "include";
  const Json json = Told(
      options, "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n\r\n");
  ASSERT_EQ(json["advice"]["page_cases"].size(), 1u);
  EXPECT_NE(json["advice"]["page_cases"][0]["request"]["credentials"],
            "include");
}

Json Departures(std::string_view text) {
  ExplainOptions options = Options();
  options.profile.reset();
  return Told(options, text)["departures"];
}

TEST(ExplainInputTest, DeparturesAreNamed) {
  const std::string begin =
      "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n";
  EXPECT_EQ(Departures(begin + "X-A: 1\r\n\r\n"), Json::object());
  EXPECT_EQ(Departures(begin +
                       "Access-Control-Expose-Headers: *, @\r\nX-A: 1\r\n\r\n"),
            J(R"({"star_outlives_invalid_elements": ["firefox"]})"));
  EXPECT_EQ(Departures(begin + "no colon\r\n\r\n"),
            J(R"({"reader-lines": ["chromium", "firefox", "webkit"]})"));
  EXPECT_EQ(Departures(begin + "Clear-Site-Data: *\r\n\r\n"),
            J(R"({"clear_site_data_is_hidden": ["chromium"]})"));
  EXPECT_EQ(
      Departures(begin + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n"),
      J(R"({"reader_judges_content_length": ["webkit"]})"));
  EXPECT_EQ(
      Departures(begin +
                 "Content-Disposition: a\r\nContent-Disposition: b\r\n\r\n"),
      J(R"({"reader-duplicates": ["chromium", "firefox"]})"));
}

// Those who look for a name find its row.
TEST(ExplainInputTest, DeparturesAreInTheDocumentation) {
  std::ifstream in("docs/departures.md");
  const std::string rows((std::istreambuf_iterator<char>(in)), {});
  ASSERT_GT(DepartureNames().size(), 15u);
  for (std::string_view name : DepartureNames()) {
    EXPECT_TRUE(Contains(rows, "\n| `" + std::string(name) + "` |")) << name;
  }
}

}  // namespace
}  // namespace corsieve::tools
