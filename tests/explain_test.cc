#include "tools/explain/explain.h"

#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "tools/case_json.h"

namespace corsieve::tools {
namespace {

// Options, and the answers to OPTIONS.
struct Asked : ExplainOptions {
  std::vector<std::string> preflights;
};

Asked Options(std::string url = "https://b.example/x") {
  Asked options;
  options.given.origin = "https://a.example";
  options.given.url = std::move(url);
  return options;
}

int Ask(const Asked& asked, std::string_view received, std::string* out,
        std::string* err) {
  std::vector<GivenText> preflights;
  for (const std::string& text : asked.preflights) {
    preflights.push_back({"preflight", text});
  }
  return Explain(asked, {{"input", std::string(received)}}, preflights, out,
                 err);
}

std::string Text(const Asked& options, std::string_view received,
                 int status = 0) {
  std::string out;
  std::string err;
  EXPECT_EQ(Ask(options, received, &out, &err), status) << out << err;
  return out;
}

Json JsonOf(Asked options, std::string_view received, int status = 0) {
  options.json = true;
  const std::string out = Text(options, received, status);
  EXPECT_EQ(out.find('\n'), out.size() - 1);  // One line.
  return Json::parse(out);
}

bool Has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

const std::string kStar =
    "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n";

// ---- Text.

// The issue's example.
TEST(ExplainTextTest, TypicalResponse) {
  Asked options = Options();
  options.given.origin = "https://example.com";
  EXPECT_EQ(
      Text(options,
           "HTTP/1.1 200 OK\r\n"
           "Access-Control-Allow-Origin: https://example.com\r\n"
           "Access-Control-Expose-Headers: X-Custom-Header\r\n"
           "X-Custom-Header: ExampleValue\r\n"
           "Content-Type: application/json\r\n\r\n{}"),
      "cors 200 OK: the CORS check passed\n"
      "\n"
      "  Access-Control-Allow-Origin    hidden   Access-Control-Expose-Headers "
      "does not name it\n"
      "  Access-Control-Expose-Headers  hidden   Access-Control-Expose-Headers "
      "does not name it\n"
      "  X-Custom-Header                exposed  Access-Control-Expose-Headers "
      "names it\n"
      "  Content-Type                   exposed  CORS-safelisted "
      "response-header name\n");
}

TEST(ExplainTextTest, SaysWhatWouldExposeMore) {
  const std::string text =
      Text(Options(), kStar + "ETag: 1\r\nSet-Cookie: 2\r\n\r\n");
  EXPECT_TRUE(Has(text, "\n\nTo expose more, "));
  EXPECT_TRUE(Has(text, "\n  add      Access-Control-Expose-Headers: ETag\n"));
}

TEST(ExplainTextTest, NetworkErrorHasItsCause) {
  const std::string text = Text(Options(), "HTTP/1.1 200 OK\r\nA: b\r\n\r\n");
  EXPECT_TRUE(Has(text, "\n\nnetwork error: "));
  EXPECT_TRUE(Has(text,
                  "\nMissingAllowOriginHeader, "
                  "https://fetch.spec.whatwg.org/#concept-cors-check\n"));
  EXPECT_TRUE(Has(text, "\n  A  hidden   "));
  EXPECT_TRUE(Has(
      text, "\n  add      Access-Control-Allow-Origin: https://a.example\n"));
}

TEST(ExplainTextTest, AssumptionsAreSaid) {
  Asked options = Options();
  EXPECT_FALSE(Has(Text(options, kStar), "Assuming"));
  options.given.origin.reset();
  EXPECT_EQ(Text(options, kStar).rfind("Assuming a page of ", 0), 0u);
}

TEST(ExplainTextTest, ColourOnlyWhereAskedFor) {
  Asked options = Options();
  const std::string plain = Text(options, kStar + "\r\n");
  EXPECT_FALSE(Has(plain, "\x1b"));
  options.colour = true;
  std::string text = Text(options, kStar + "\r\n");
  EXPECT_TRUE(Has(text, "\x1b[31mhidden \x1b[0m"));
  EXPECT_TRUE(Has(text, "\x1b[32mcors 200 OK\x1b[0m"));
  // Nothing but colour was added.
  for (size_t at; (at = text.find('\x1b')) != std::string::npos;) {
    text.erase(at, text.find('m', at) - at + 1);
  }
  EXPECT_EQ(text, plain);
}

TEST(ExplainTextTest, InvalidExposeListHasACaretUnderTheByte) {
  const std::string text =
      Text(Options(),
           kStar + "Access-Control-Expose-Headers: X-A, X B\r\nX-A: 1\r\n\r\n");
  EXPECT_TRUE(Has(text,
                  "\nThe expose list is invalid at byte 8 of "
                  "Access-Control-Expose-Headers:\n"
                  "  X-A, X B\n"
                  "         ^\n"))
      << text;
}

// Escapes are wider than bytes; the caret goes with them.
TEST(ExplainTextTest, InvalidExposeListOfHostileBytes) {
  const std::string text = Text(
      Options(), kStar + "Access-Control-Expose-Headers: a,\x07[2Jb\r\n\r\n");
  EXPECT_FALSE(Has(text, "\x1b"));
  EXPECT_TRUE(Has(text, "  a,\\x07[2Jb\n    ^\n")) << text;
}

// ---- Hostile bytes: no byte that a terminal acts on gets through.

TEST(ExplainHostileTest, ControlBytesAreEscaped) {
  std::string hostile;
  for (int i = 1; i < 256; ++i) {
    if (i != '\n' && i != '\r') hostile += static_cast<char>(i);
  }
  const std::string heads[] = {
      "HTTP/1.1 200 " + hostile + "\r\n" + kStar.substr(17) + "X: " + hostile +
          "\r\n\r\n",
      kStar + "Access-Control-Expose-Headers: " + hostile + "\r\n\r\n",
      "HTTP/1.1 302 " + hostile + "\r\nAccess-Control-Allow-Origin: *\r\n" +
          "Location: /" + hostile + "\r\n\r\n",
      "HTTP/1.1 302 x\r\nAccess-Control-Allow-Origin: *\r\n"
      "Location: x:" +
          hostile + "\r\n\r\n",
      kStar + hostile + ": x\r\n\r\n",
      hostile,
  };
  for (const std::string& head : heads) {
    std::string text;
    std::string err;
    Ask(Options(), head, &text, &err);
    text += err;
    for (char c : text) ASSERT_TRUE(c == '\n' || (c >= ' ' && c < 0x7f));
    Asked options = Options();
    options.json = true;
    std::string json;
    Ask(options, head, &json, &err);
    ASSERT_TRUE(json.empty() || json.find('\n') == json.size() - 1);
    for (char c : json) ASSERT_TRUE(c == '\n' || (c >= ' ' && c < 0x7f));
  }
}

TEST(ExplainHostileTest, StatusMessage) {
  const std::string text = Text(Options("https://a.example/"),
                                "HTTP/1.1 200 \x01[31m\x07\xe9\x7f\r\n\r\n");
  EXPECT_EQ(text.rfind("basic 200 \\x01[31m\\x07\\xe9\\x7f: ", 0), 0u) << text;
}

TEST(ExplainHostileTest, LongNamesDoNotStretchTheTable) {
  const std::string text =
      Text(Options(), kStar + std::string(5000, 'n') + ": 1\r\nB: 2\r\n\r\n");
  for (size_t start = 0; start < text.size();) {
    const size_t end = text.find('\n', start);
    const std::string line = text.substr(start, end - start);
    if (line.rfind("  B ", 0) == 0) {
      EXPECT_LT(line.size(), 200u);
    }
    start = end + 1;
  }
}

// ---- What curl prints.

TEST(ExplainCurlTest, StatusLinesOfHttp2And3) {
  for (const std::string version : {"HTTP/2", "HTTP/3"}) {
    const std::string head = version +
                             " 200 \r\naccess-control-allow-origin: *\r\n"
                             "content-type: x\r\n\r\nbody";
    EXPECT_EQ(Text(Options(), head).rfind("cors 200: ", 0), 0u);
  }
}

TEST(ExplainCurlTest, InterimHeads) {
  for (const std::string interim :
       {"HTTP/2 103 \r\nlink: x\r\n\r\n", "HTTP/2 103 \nlink: x\n\n",
        "HTTP/1.1 101 Switching Protocols\r\n\r\n"}) {
    const std::string text =
        Text(Options(), interim +
                            "HTTP/2 200 \r\n"
                            "access-control-allow-origin: *\r\n\r\n");
    EXPECT_EQ(text.rfind("cors 200: ", 0), 0u) << text;
    EXPECT_FALSE(Has(text, "link"));
  }
}

TEST(ExplainCurlTest, AProxysAnswerToConnectIsDropped) {
  const std::string text =
      Text(Options(),
           "HTTP/1.1 200 Connection established\r\n\r\n"
           "HTTP/2 404 \r\naccess-control-allow-origin: *\r\n\r\n");
  EXPECT_TRUE(Has(text, "is a proxy's")) << text;
  EXPECT_TRUE(Has(text, "\n\ncors 404: ")) << text;
}

// A body is not a head, whatever it looks like.
TEST(ExplainCurlTest, ABodyIsABody) {
  const Json json =
      JsonOf(Options(), kStar + "\r\nHTTP/2 500 \r\nX: 1\r\n\r\n");
  EXPECT_EQ(json["status"], 200);
  EXPECT_EQ(json["fates"].size(), 1u);
}

TEST(ExplainCurlTest, Redirects) {
  const std::string first =
      "HTTP/1.1 302 Found\r\nAccess-Control-Allow-Origin: *\r\n"
      "Location: /y\r\n\r\n";
  const Json json = JsonOf(Options(), first + kStar + "Pragma: 1\r\n\r\n");
  EXPECT_EQ(json["outcome"], "ok");
  EXPECT_EQ(json["url"], "https://b.example/y");
  EXPECT_EQ(json["redirected"], true);
  EXPECT_EQ(json["headers"], Json::parse(R"([["pragma", "1"]])"));
  EXPECT_EQ(json["steps"].size(), 2u);

  // Without -L.
  const std::string text = Text(Options(), first);
  EXPECT_TRUE(Has(text, "The fetch goes on to https://b.example/y,")) << text;
  EXPECT_EQ(JsonOf(Options(), first)["outcome"], "unknown");
}

// A name that was sent twice is there twice.
TEST(ExplainCurlTest, RepeatedRequestHeaders) {
  const Json json = JsonOf(
      Options(),
      "> GET / HTTP/1.1\r\n> Host: b.example\r\n> Accept: text/a\r\n"
      "> Accept: text/b\r\n> \r\n< HTTP/1.1 200 OK\r\n"
      "< Access-Control-Allow-Origin: *\r\n< \r\n");
  const Json& headers = json["steps"][0]["headers"];
  EXPECT_EQ(headers[0], Json::parse(R"(["Accept", "text/a"])")) << headers;
  EXPECT_EQ(headers[1], Json::parse(R"(["Accept", "text/b"])")) << headers;
}

TEST(ExplainCurlTest, RedirectModes) {
  const std::string head =
      "HTTP/1.1 302 Found\r\nAccess-Control-Allow-Origin: *\r\n"
      "Location: /y\r\n\r\n";
  Asked options = Options();
  options.given.redirect = "manual";
  EXPECT_EQ(JsonOf(options, head)["type"], "opaqueredirect");
  options.given.redirect = "error";
  EXPECT_EQ(JsonOf(options, head)["reason"], "RedirectModeError");
}

// ---- Heads that cannot be read: where, in what was given.

struct PlaceRow {
  const char* name;
  std::string received;
  std::string reason;
  std::string place;
};

void PrintTo(const PlaceRow& row, std::ostream* os) { *os << row.name; }

class ExplainPlaceTest : public testing::TestWithParam<PlaceRow> {};

TEST_P(ExplainPlaceTest, IsInTheInput) {
  const PlaceRow& row = GetParam();
  const Json json = JsonOf(Options(), row.received, 1);
  EXPECT_EQ(json["outcome"], "network-error");
  EXPECT_EQ(json["reason"], row.reason);
  EXPECT_EQ(json["place"], row.place);
  const std::string text = Text(Options(), row.received, 1);
  EXPECT_TRUE(Has(text, "(" + row.place + ")\n")) << text;
}

INSTANTIATE_TEST_SUITE_P(
    Table, ExplainPlaceTest,
    testing::ValuesIn(std::vector<PlaceRow>{
        {"StatusLine", "HTTP/1.1 x\r\n\r\n", "StatusCodeMalformed",
         "line 1, byte 10"},
        {"SecondHeader", kStar + "A b: c\r\n\r\n", "HeaderNameMalformed",
         "line 3, byte 2"},
        {"BareLf", "HTTP/1.1 200 OK\nA: b\nC : d\n\n", "HeaderNameMalformed",
         "line 3, byte 2"},
        {"Nul", std::string("HTTP/1.1 200 OK\r\nA: \0\r\n", 23),
         "HeadContainsNul", "line 2, byte 4"},
        {"Http2StatusCode", "HTTP/2 2x0 \r\n\r\n", "StatusMalformed",
         "line 1, byte 9"},
        {"Http2NoStatusCode", "HTTP/2  \r\n\r\n", "StatusMalformed",
         "line 1, byte 8"},
        {"Http2Header", "HTTP/2 200 \r\nA b: c\r\n\r\n", "HeaderNameMalformed",
         "line 2"},
        {"AfterAnInterim",
         "HTTP/2 103 \r\nA: b\r\n\r\nHTTP/2 200 \r\nA b: c\r\n\r\n",
         "HeaderNameMalformed", "line 5"},
        {"AfterAnInterimStatusLine",
         "HTTP/2 103 \r\nA: b\r\n\r\nHTTP/2 2x0 \r\n\r\n", "StatusMalformed",
         "line 4, byte 9"},
        {"OnlyInterim", "HTTP/1.1 100 x\r\n\r\n", "NoFinalResponse",
         "line 3, byte 1"},
        {"AfterARedirect",
         "HTTP/1.1 302 x\r\nAccess-Control-Allow-Origin: *\r\n"
         "Location: /y\r\n\r\n" +
             kStar + "A b: c\r\n\r\n",
         "HeaderNameMalformed", "line 7, byte 2"},
    }),
    [](const auto& info) { return std::string(info.param.name); });

// Nothing is known of the page then: it is no answer.
TEST(ExplainNoPlaceTest, NothingWasReceived) {
  std::string out;
  std::string err;
  for (const char* nothing : {"", "\n\n", "<html>\n", "hello"}) {
    err.clear();
    EXPECT_EQ(Ask(Options(), nothing, &out, &err), 1);
    EXPECT_EQ(out, "");
    EXPECT_EQ(err.rfind("corsieve: input: ", 0), 0u) << err;
    EXPECT_FALSE(Has(err, "network error"));
  }
}

// A fetch that fails is an answer; only what cannot be read is a problem.
TEST(ExplainNoPlaceTest, ThereIsNoneForAFailedFetch) {
  EXPECT_FALSE(JsonOf(Options(), "HTTP/1.1 200 OK\r\n\r\n").contains("place"));
}

// A clipboard holds no line end behind the last line.
TEST(ExplainNoPlaceTest, ALastLineEndIsAdded) {
  const std::string text = Text(Options(), kStar + "Pragma: 1");
  EXPECT_TRUE(Has(text, "lacks its last line end, which was added")) << text;
  EXPECT_TRUE(Has(text, "\n\ncors 200 OK")) << text;
  EXPECT_TRUE(Has(text, "  Pragma                       exposed")) << text;
}

// ---- JSON.

TEST(ExplainJsonTest, HasWhatTextHas) {
  Asked options = Options();
  options.given.api = "xhr";
  options.given.url.reset();
  const Json json = JsonOf(options, kStar + "X-A: \xff\r\nPragma: 1\r\n\r\n");
  EXPECT_FALSE(json.contains("id"));
  EXPECT_EQ(json["outcome"], "ok");
  EXPECT_EQ(json["type"], "cors");
  EXPECT_EQ(json["status"], 200);
  EXPECT_EQ(json["reason"], "CorsCheckPassed");
  EXPECT_EQ(json["all"], "pragma: 1\r\n");
  EXPECT_EQ(json["fates"][1], Json::parse(R"({"name": "X-A", "value": "\u00ff",
                            "exposed": false, "reason": "NotExposed"})"));
  EXPECT_TRUE(Has(json["advice"]["text"].get<std::string>(), "To expose more"));
  EXPECT_EQ(json["advice"]["lines"],
            Json::parse(R"(["Access-Control-Expose-Headers: X-A"])"));
  EXPECT_TRUE(Has(json["assumptions"].dump(), "Assuming a page of"));
}

// Lines that only help where the page asks otherwise do not stand alone.
TEST(ExplainJsonTest, SaysWhatThePageHasToDoAsWell) {
  Asked options = Options();
  options.given.mode = "same-origin";
  const Json both = JsonOf(options, "HTTP/1.1 200 OK\r\n\r\n")["advice"];
  EXPECT_EQ(both["call"], "request it with mode: 'cors', which is the default");
  EXPECT_FALSE(both["changes"].empty());
  const Json alone = JsonOf(Options(), "HTTP/1.1 200 OK\r\n\r\n")["advice"];
  EXPECT_FALSE(alone["changes"].empty());
  EXPECT_FALSE(alone.contains("call"));
}

TEST(ExplainJsonTest, ALineThatGoesHasNoValue) {
  Asked options = Options();
  options.given.method = "PUT";
  options.preflights = {kStar +
                        "Access-Control-Allow-Methods: PUT\r\n"
                        "Access-Control-Allow-Headers: @\r\n\r\n"};
  const Json advice = JsonOf(options, kStar + "\r\n")["advice"];
  EXPECT_EQ(advice["lines"], Json::array());
  EXPECT_EQ(advice["changes"],
            Json::parse(R"([{"to": "OPTIONS", "url": "https://b.example/x",
                             "action": "drop",
                             "name": "Access-Control-Allow-Headers"}])"));
}

TEST(ExplainJsonTest, Opaque) {
  Asked options = Options();
  options.given.mode = "no-cors";
  const Json json = JsonOf(options, kStar + "X-A: 1\r\n\r\n");
  EXPECT_EQ(json["type"], "opaque");
  EXPECT_EQ(json["headers"], Json::array());
  EXPECT_EQ(json["fates"][1]["reason"], "OpaqueResponse");
}

// ---- Preflights.

TEST(ExplainPreflightTest, IsAssumedToAllowUnlessGiven) {
  Asked options = Options();
  options.given.method = "PUT";
  const Json assumed = JsonOf(options, kStar + "\r\n");
  EXPECT_EQ(assumed["outcome"], "ok");
  EXPECT_EQ(assumed["assumptions"].size(), 1u);
  options.preflights = {kStar + "\r\n"};
  const Json refused = JsonOf(options, kStar + "\r\n");
  EXPECT_EQ(refused["outcome"], "network-error");
  EXPECT_EQ(refused["assumptions"], Json::array());
  options.preflights = {kStar + "Access-Control-Allow-Methods: PUT\r\n\r\n"};
  EXPECT_EQ(JsonOf(options, kStar + "\r\n")["outcome"], "ok");
}

TEST(ExplainPreflightTest, ThatCannotBeReadHasAPlaceToo) {
  Asked options = Options();
  options.given.method = "PUT";
  options.preflights = {kStar + "A b: c\r\n\r\n"};
  const Json json = JsonOf(options, kStar + "\r\n", 1);
  EXPECT_EQ(json["outcome"], "network-error");
  EXPECT_TRUE(Has(json["place"].get<std::string>(), "line 3, byte 2"));
}

TEST(ExplainPreflightTest, OverHttp2ItHasThePlaceOfItsHeader) {
  Asked options = Options();
  options.given.method = "PUT";
  options.preflights = {"HTTP/2 200 \r\nx-a: b\r\na b: c\r\n\r\n"};
  const Json json = JsonOf(options, kStar + "\r\n", 1);
  EXPECT_EQ(json["reason"], "PreflightResponseMalformed");
  EXPECT_EQ(json["place"], "its answer's line 3");
  options.preflights = {"HTTP/2 2x0 \r\n\r\n"};
  EXPECT_EQ(JsonOf(options, kStar + "\r\n", 1)["place"],
            "its answer's line 1, byte 9");
}

// WebKit sends the next preflight before it looks whether it may redirect.
TEST(ExplainPreflightTest, OfAFetchThatFailedBefore) {
  Asked options = Options("https://a.example/x");
  options.profile = Profile::kWebKit;
  options.given.headers = {{"x-a", "1"}};
  const Json json =
      JsonOf(options,
             "HTTP/1.1 302 Found\r\nLocation: https://b.example/\r\n\r\n"
             "HTTP/1.1 302 Found\r\nLocation: https://c.example/\r\n"
             "Access-Control-Allow-Origin: *\r\n\r\n");
  EXPECT_EQ(json["reason"], "WildcardOriginNotAllowed");
  ASSERT_EQ(json["steps"].size(), 4u);
  EXPECT_EQ(json["steps"][2]["outcome"],
            "network error, and the next URL's preflight is sent all the same");
  EXPECT_EQ(json["steps"][3]["method"], "OPTIONS");
  EXPECT_FALSE(json.contains("hops"));
}

TEST(ExplainHttp2Test, SaysWhereInterimHeadersLeak) {
  Asked options = Options();
  options.profile = Profile::kWebKit;
  const std::string heads =
      "HTTP/2 103 \r\n\r\n"
      "HTTP/2 103 \r\naccess-control-allow-origin: *\r\n\r\n"
      "HTTP/2 200 \r\nx-a: 1\r\n\r\n";
  const Json webkit = JsonOf(options, heads);
  EXPECT_EQ(webkit["outcome"], "ok");
  EXPECT_EQ(webkit["assumptions"].size(), 1u);
  options.profile = Profile::kStandard;
  EXPECT_EQ(JsonOf(options, heads)["assumptions"].size(), 0u);
}

// "+200" is a status to Chromium: no byte of it is in the way.
TEST(ExplainHttp2Test, AStatusThatAnEngineTakesHasNoPlace) {
  Asked options = Options();
  options.profile = Profile::kChromium;
  const std::string head =
      "HTTP/2 +200 \r\naccess-control-allow-origin: *\r\n\r\n";
  const Json json = JsonOf(options, head);
  EXPECT_EQ(json["outcome"], "ok");
  EXPECT_FALSE(json.contains("place"));
}

}  // namespace
}  // namespace corsieve::tools
