#include "tools/case_json.h"

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"

namespace corsieve::tools {
namespace {

using namespace std::string_literals;  // NUL bytes in literals.

std::string AllBytes() {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes.push_back(static_cast<char>(i));
  return bytes;
}

// https://infra.spec.whatwg.org/#isomorphic-decode
TEST(BytesAndTextTest, EveryByteIsOneCharacter) {
  const std::string bytes = AllBytes();
  const std::string text = BytesToText(bytes);
  EXPECT_EQ(text.size(), 128u + 2 * 128u);
  EXPECT_EQ(TextToBytes(text), bytes);
  EXPECT_EQ(BytesToText("a\x7f\x80\xff"), "a\x7f\xc2\x80\xc3\xbf");
  EXPECT_EQ(BytesToText("\0"s), "\0"s);
}

TEST(BytesAndTextTest, CharactersBeyondAByteAreNone) {
  EXPECT_EQ(TextToBytes(""), "");
  EXPECT_EQ(TextToBytes("\xc3\xbf"), "\xff");
  EXPECT_EQ(TextToBytes("\xc4\x80"), std::nullopt);          // U+0100
  EXPECT_EQ(TextToBytes("a\xe2\x82\xac"), std::nullopt);     // U+20AC
  EXPECT_EQ(TextToBytes("\xf0\x9f\x98\x80"), std::nullopt);  // U+1F600
  EXPECT_EQ(TextToBytes("\xc3"), std::nullopt);
}

TEST(ParseJsonTest, SaysWhere) {
  std::string error;
  EXPECT_TRUE(ParseJson("{\"a\": }", &error).is_discarded());
  EXPECT_NE(error.find("column 7"), std::string::npos) << error;
  EXPECT_EQ(error.find("[json.exception"), std::string::npos) << error;
}

TEST(ParseJsonTest, RefusesWhatIsNoJson) {
  for (const std::string& text :
       {""s, " "s, "{"s, "{}{}"s, "{'a':1}"s, "nul"s, "[1,]"s, "{\"a\":1,}"s,
        "\"\xff\""s, "\"\xc3\""s, "\"\xed\xa0\x80\""s, "\"\\ud800\""s,
        "\"a\nb\""s, "\"a\0b\""s, "1e999"s, "NaN"s, "// x\n1"s}) {
    std::string error;
    EXPECT_TRUE(ParseJson(text, &error).is_discarded()) << text;
    EXPECT_FALSE(error.empty()) << text;
  }
}

// A NUL is no end of the input.
TEST(ParseJsonTest, RefusesNulBehindTheValue) {
  std::string error;
  EXPECT_TRUE(ParseJson("{}\0"s, &error).is_discarded());
  EXPECT_TRUE(ParseJson("{}\0 and more"s, &error).is_discarded());
}

// As nlohmann's own: the first place, the last value.
TEST(ParseJsonTest, RepeatedMembers) {
  std::string error;
  const Json json =
      ParseJson(R"({"a": 1, "b": [{"x": 1, "x": 2}], "a": {"c": 3}})", &error);
  EXPECT_EQ(json.dump(), R"({"a":{"c":3},"b":[{"x":2}]})");
}

// An object of many members takes time by their number, not its square.
TEST(ParseJsonTest, ManyMembers) {
  std::string text = "{";
  for (int i = 0; i < 200000; ++i) text += "\"" + std::to_string(i) + "\": 0, ";
  std::string error;
  EXPECT_EQ(ParseJson(text + "\"0\": 1}", &error).size(), 200000u) << error;
}

std::string Nested(size_t depth, bool objects) {
  std::string open;
  std::string close;
  for (size_t i = 0; i < depth; ++i) {
    open += objects ? "{\"a\":" : "[";
    close += objects ? "}" : "]";
  }
  return open + (objects ? "1" : "") + close;
}

TEST(ParseJsonTest, LimitsNesting) {
  for (bool objects : {false, true}) {
    std::string error;
    EXPECT_FALSE(ParseJson(Nested(32, objects), &error).is_discarded())
        << error;
    EXPECT_TRUE(ParseJson(Nested(33, objects), &error).is_discarded());
    EXPECT_NE(error.find("32"), std::string::npos) << error;
  }
  // Neither the stack nor memory gives out; what follows is not looked at.
  std::string error;
  EXPECT_TRUE(ParseJson(std::string(5000000, '['), &error).is_discarded());
  EXPECT_NE(error.find("nested"), std::string::npos) << error;
}

TEST(ParseJsonTest, DepthIsNotCountedTwice) {
  std::string siblings = "[";
  for (int i = 0; i < 100; ++i) siblings += "[],{},";
  std::string error;
  EXPECT_FALSE(ParseJson(siblings + "0]", &error).is_discarded()) << error;
}

constexpr std::string_view kMinimal =
    R"({"request": {"origin": "https://a.example", "url": "https://b.example/"},
        "responses": []})";

TEST(ParseCaseTest, Defaults) {
  Json id;
  std::string error;
  const std::optional<Case> c = ParseCase(kMinimal, &id, &error);
  ASSERT_TRUE(c) << error;
  EXPECT_TRUE(id.is_null());
  EXPECT_EQ(c->id, "");
  EXPECT_EQ(c->origin, "https://a.example");
  EXPECT_EQ(c->url, "https://b.example/");
  EXPECT_EQ(c->api, "fetch");
  EXPECT_EQ(c->mode, "cors");
  EXPECT_EQ(c->credentials, "same-origin");
  EXPECT_EQ(c->redirect, "follow");
  EXPECT_EQ(c->method, "GET");
  EXPECT_FALSE(c->upload_listener);
  EXPECT_TRUE(c->headers.empty());
  EXPECT_TRUE(c->responses.empty());
  EXPECT_TRUE(c->preflights.empty());
  EXPECT_TRUE(c->names.empty());
  EXPECT_FALSE(c->stored);
  EXPECT_FALSE(c->loop);
}

TEST(ParseCaseTest, AllMembers) {
  Json id;
  std::string error;
  const std::optional<Case> c = ParseCase(
      R"({"id": "one", "source": "s", "group": "g", "expect": {"standard": {}},
          "request": {"origin": "null", "url": "data:u", "api": "xhr",
            "credentials": "include", "method": "put", "upload_listener": true,
            "headers": [["a", "\u00ff"], ["b", ""]]},
          "responses": ["\u0000\u00e9", "b"], "preflights": ["p", null],
          "stored": "s", "loop": "", "names": ["x", "X"]})",
      &id, &error);
  ASSERT_TRUE(c) << error;
  EXPECT_EQ(id, "one");
  EXPECT_EQ(c->id, "one");
  EXPECT_EQ(c->origin, "null");
  EXPECT_EQ(c->api, "xhr");
  EXPECT_EQ(c->mode, "cors");
  EXPECT_EQ(c->credentials, "include");
  EXPECT_EQ(c->method, "put");
  EXPECT_TRUE(c->upload_listener);
  EXPECT_EQ(c->headers, (Pairs{{"a", "\xff"}, {"b", ""}}));
  EXPECT_EQ(c->responses, (std::vector<Answer>{"\0\xe9"s, "b"}));
  EXPECT_EQ(c->preflights,
            (std::vector<std::optional<Answer>>{Answer("p"), std::nullopt}));
  EXPECT_EQ(c->stored, Answer("s"));
  EXPECT_EQ(c->loop, Answer(""));
  EXPECT_EQ(c->names, (std::vector<std::string>{"x", "X"}));
}

struct WrongRow {
  const char* name;
  std::string patch;  // Merged into a good case; or a line, if no object.
  std::string error;  // What the message has.
};

void PrintTo(const WrongRow& row, std::ostream* os) { *os << row.name; }

class WrongCaseTest : public testing::TestWithParam<WrongRow> {};

TEST_P(WrongCaseTest, SaysWhereAndWhy) {
  const Json patch = Json::parse(GetParam().patch);
  Json json = patch;
  if (patch.is_object()) {
    json = Json::parse(kMinimal);
    json["id"] = "known";
    json.merge_patch(patch);
  }
  Json id;
  std::string error;
  EXPECT_FALSE(ParseCase(json.dump(), &id, &error));
  EXPECT_NE(error.find(GetParam().error), std::string::npos) << error;
  if (patch.is_object()) {
    EXPECT_EQ(id, "known");
  }
}

// A member that is null in a patch is missing from the case.
INSTANTIATE_TEST_SUITE_P(
    Table, WrongCaseTest,
    testing::ValuesIn(std::vector<WrongRow>{
        {"Null", "null", "object"},
        {"Array", "[]", "object"},
        {"String", "\"x\"", "object"},
        {"NoRequest", R"({"request": null})", "request is missing"},
        {"RequestArray", R"({"request": []})", "request must be an object"},
        {"NoOrigin", R"({"request": {"origin": null}})",
         "request.origin is missing"},
        {"OriginNumber", R"({"request": {"origin": 1}})",
         "request.origin must be a string"},
        {"OriginIsNone", R"({"request": {"origin": "\u0100"}})",
         "request.origin is no origin"},
        {"UrlIsNone", R"({"request": {"url": "b.example"}})",
         "request.url is not an absolute URL"},
        {"NoUrl", R"({"request": {"url": null}})", "request.url is missing"},
        {"UrlArray", R"({"request": {"url": []}})",
         "request.url must be a string"},
        {"Api", R"({"request": {"api": "curl"}})",
         "request.api must be one of fetch, xhr"},
        {"ApiNumber", R"({"request": {"api": 1}})", "request.api must be one"},
        {"Mode", R"({"request": {"mode": "CORS"}})",
         "request.mode must be one"},
        {"Credentials", R"({"request": {"credentials": true}})",
         "request.credentials must be one of"},
        {"Redirect", R"({"request": {"redirect": ""}})",
         "request.redirect must be one of"},
        {"Method", R"({"request": {"method": 1}})",
         "request.method must be a string"},
        {"UploadListener", R"({"request": {"upload_listener": "yes"}})",
         "request.upload_listener must be true or false"},
        {"HeadersObject", R"({"request": {"headers": {"a": "b"}}})",
         "request.headers must be an array"},
        {"HeadersNotPairs", R"({"request": {"headers": [["a", "b"], ["c"]]}})",
         "request.headers[1] must be a pair"},
        {"HeadersTriples", R"({"request": {"headers": [["a", "b", "c"]]}})",
         "request.headers[0] must be a pair"},
        {"HeadersValue", R"({"request": {"headers": [["a", 1]]}})",
         "request.headers[0][1] must be a string"},
        {"NoResponses", R"({"responses": null})", "responses is missing"},
        {"ResponsesString", R"({"responses": "x"})",
         "responses must be an array"},
        {"ResponseNull", R"({"responses": ["x", null]})",
         "responses[1] must be a string"},
        {"ResponseBeyondBytes", R"({"responses": ["x", "y", "\u20ac"]})",
         "responses[2] has a character beyond U+00FF"},
        {"Preflight", R"({"preflights": [null, 1]})",
         "preflights[1] must be a string"},
        {"Names", R"({"names": [{}]})", "names[0] must be a string"},
        {"Stored", R"({"stored": []})", "stored must be a string"},
        {"Loop", R"({"loop": false})", "loop must be a string"},
        {"Unknown", R"({"respones": []})", "respones is no member"},
        {"UnknownInRequest", R"({"request": {"Origin": "null"}})",
         "request.Origin is no member"},
        {"UnknownInAnswer",
         R"({"responses": [{"status": 200, "headers": [], "body": ""}]})",
         "responses[0].body is no member"},
        {"XhrNoCors", R"({"request": {"api": "xhr", "mode": "no-cors"}})",
         "request.mode is for fetch()"},
        {"XhrNavigates", R"({"request": {"api": "xhr", "mode": "navigate"}})",
         "request.mode is for fetch()"},
        {"XhrManual", R"({"request": {"api": "xhr", "redirect": "manual"}})",
         "request.redirect is for fetch()"},
        {"ThenNumber", R"({"then": [{}, 1]})", "then[1] must be an object"},
        {"ThenMethod", R"({"then": [{}, {}, {"method": 1}]})",
         "then[2].method must be a string"},
        {"ThenHeaders", R"({"then": [{"headers": [["a", "b"], ["c", 1]]}]})",
         "then[0].headers[1][1] must be a string"},
        {"ThenResponses", R"({"then": [{}, {"responses": ["", {}]}]})",
         "then[1].responses[1].status is missing"},
        {"ThenWait", R"({"then": [{"wait_ms": -1}]})",
         "then[0].wait_ms must be a number, 0 to 1000000000"},
        {"ThenUnknown", R"({"then": [{"request": {}}]})",
         "then[0].request is no member"},
        {"ThenNested", R"({"then": [{"then": []}]})",
         "then[0].then is no member"},
        {"ThenXhr",
         R"({"then": [{"mode": "no-cors"}, {"api": "xhr", "mode": "no-cors"}]})",
         "then[1].mode is for fetch()"},
    }),
    [](const auto& info) { return std::string(info.param.name); });

// Whatever it is, it comes back as it was.
TEST(ParseCaseTest, IdMayBeAnything) {
  for (const std::string& text : {"1"s, "null"s, "[1, {}]"s, "\"\\u20ac\""s}) {
    Json json = Json::parse(kMinimal);
    json["id"] = Json::parse(text);
    Json id;
    std::string error;
    EXPECT_TRUE(ParseCase(json.dump(), &id, &error)) << error;
    EXPECT_EQ(id, json["id"]);
  }
}

// A number is a text of digits, however many.
TEST(CaseReaderTest, IdKeepsItsDigits) {
  for (const std::string id :
       {"18446744073709551615", "18446744073709551616",
        "123456789012345678901234567890", "-9223372036854775809", "1.0",
        "1e2", "0.1000000000000000055511151231257827", "\"\\u20AC\"",
        "[1,{\"a\":18446744073709551616}]", "null", "true"}) {
    const std::string line =
        "{\"id\": " + id + " , " + std::string(kMinimal.substr(1));
    CaseReader reader;
    Case c;
    std::string got;
    std::string error;
    EXPECT_TRUE(reader.Read(line, &c, &got, &error)) << error;
    EXPECT_EQ(got, id);
  }
}

// Of one line nothing is left in the next.
TEST(CaseReaderTest, LinesAreIndependent) {
  constexpr std::string_view kFull =
      R"({"id": "one", "request": {"origin": "null", "url": "data:u",
            "mode": "same-origin", "credentials": "include",
            "redirect": "manual", "method": "put", "upload_listener": true,
            "body": "", "stream": true, "destination": "image",
            "referrer_policy": "origin", "embedder_policy": "require-corp",
            "schemelessly_same_site": true, "headers": [["a", "b"]]},
          "responses": ["a"], "preflights": ["p"], "stored": "s", "loop": "",
          "names": ["x"], "body": "b", "then": [{"wait_ms": 3}]})";
  CaseReader reader;
  Case c;
  std::string id;
  std::string error;
  ASSERT_TRUE(reader.Read(kFull, &c, &id, &error)) << error;
  EXPECT_EQ(c.then.size(), 1u);
  ASSERT_TRUE(reader.Read(kMinimal, &c, &id, &error)) << error;
  EXPECT_EQ(id, "null");
  Case fresh;
  ASSERT_TRUE(CaseReader().Read(kMinimal, &fresh, &id, &error));
  EXPECT_EQ(CaseToJson(c), CaseToJson(fresh));
  EXPECT_TRUE(c.then.empty());
}

// A further request is the first, wherever that stands in the line.
TEST(ParseCaseTest, ThenMayComeFirst) {
  Json id;
  std::string error;
  const std::optional<Case> c = ParseCase(
      R"({"then": [{"method": "PUT"}, {"headers": [], "wait_ms": 5}],
          "responses": [],
          "request": {"origin": "https://a.example", "method": "POST",
            "url": "https://b.example/", "headers": [["a", "b"]]}})",
      &id, &error);
  ASSERT_TRUE(c) << error;
  ASSERT_EQ(c->then.size(), 2u);
  EXPECT_EQ(c->then[0].method, "PUT");
  EXPECT_EQ(c->then[0].origin, "https://a.example");
  EXPECT_EQ(c->then[0].headers, (Pairs{{"a", "b"}}));
  EXPECT_EQ(c->then[1].method, "POST");
  EXPECT_EQ(c->then[1].headers, Pairs());
  EXPECT_EQ(c->then[1].wait_ms, 5);
}

// What says where a case comes from, and what its owner notes.
TEST(ParseCaseTest, RemarksPass) {
  Json json = Json::parse(kMinimal);
  json["note"] = {{"a", {1, nullptr, true}}};
  json["_mine"] = "x";
  std::string error;
  EXPECT_TRUE(CaseFromJson(json, &error)) << error;
}

// An object of many members takes time by their number, not its square.
TEST(CaseReaderTest, ManyMembers) {
  std::string line = "{\"note\": {";
  for (int i = 0; i < 200000; ++i) {
    line += "\"" + std::to_string(i) + "\": 0, ";
  }
  line += "\"x\": 0}, " + std::string(kMinimal.substr(1));
  Case c;
  std::string id;
  std::string error;
  EXPECT_TRUE(CaseReader().Read(line, &c, &id, &error)) << error;
}

Result FullResult() {
  Result r;
  r.id = "one";
  r.type = "cors";
  r.status = 200;
  r.status_text = "\xe9";
  r.url = "https://b.example/";
  r.redirected = true;
  r.headers = {{"a", "\xff"}, {"b", "\0"s}};
  r.set_cookie = {"c\x80"};
  r.all = "a: \xff\r\n";
  r.get = {{"a", "\xff"}, {"x", std::nullopt}};
  r.reason = "CorsCheckPassed";
  r.fates = {{"A", "\xff", true, "Safelisted"}};
  return r;
}

TEST(ResultToJsonTest, HasEveryMember) {
  const Json json = ResultToJson(FullResult());
  EXPECT_EQ(json["id"], "one");
  EXPECT_EQ(json["outcome"], "ok");
  EXPECT_EQ(json["type"], "cors");
  EXPECT_EQ(json["status"], 200);
  EXPECT_EQ(json["statusText"], "\xc3\xa9");
  EXPECT_EQ(json["url"], "https://b.example/");
  EXPECT_EQ(json["redirected"], true);
  EXPECT_EQ(json["headers"],
            Json::parse(R"([["a", "\u00ff"], ["b", "\u0000"]])"));
  EXPECT_EQ(json["set_cookie"], Json::parse(R"(["c\u0080"])"));
  EXPECT_EQ(json["all"], "a: \xc3\xbf\r\n");
  EXPECT_EQ(json["get"], Json::parse(R"({"a": "\u00ff", "x": null})"));
  EXPECT_EQ(json["body_null"], false);
  EXPECT_EQ(json["reason"], "CorsCheckPassed");
  EXPECT_EQ(json["fates"],
            Json::parse(R"([{"name": "A", "value": "\u00ff", "exposed": true,
                             "reason": "Safelisted"}])"));
  EXPECT_EQ(json.begin().key(), "id");
}

// Lists stay lists, pairs of pairs included, and "all" is for xhr only.
TEST(ResultToJsonTest, OfAnError) {
  Result r;
  r.network_error = true;
  r.type = "error";
  const Json json = ResultToJson(r);
  EXPECT_EQ(json["outcome"], "network-error");
  EXPECT_EQ(json["headers"], Json::array());
  EXPECT_EQ(json["set_cookie"], Json::array());
  EXPECT_EQ(json["get"], Json::object());
  EXPECT_EQ(json["fates"], Json::array());
  EXPECT_FALSE(json.contains("all"));
}

TEST(ResultToJsonTest, OnePairIsAListOfAPair) {
  Result r;
  r.headers = {{"a", "b"}};
  EXPECT_EQ(ResultToJson(r)["headers"].dump(), R"([["a","b"]])");
}

TEST(DumpTest, IsOneLineOfAscii) {
  Result r = FullResult();
  r.headers.emplace_back("all", AllBytes());
  Json json = ResultToJson(r);
  json["bad"] = "\xff not UTF-8 \xc3";
  const std::string line = Dump(json);
  for (char c : line) EXPECT_TRUE(c >= ' ' && c < 0x7f);
  std::string error;
  const Json back = ParseJson(line, &error);
  ASSERT_FALSE(back.is_discarded()) << error;
  EXPECT_EQ(TextToBytes(back["headers"][2][1].get<std::string>()), AllBytes());
}

}  // namespace
}  // namespace corsieve::tools
