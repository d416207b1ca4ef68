#include "tools/commands/batch.h"

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"
#include "tools/case_json.h"
#include "tools/input.h"

namespace corsieve::tools {
namespace {

struct Close {
  void operator()(std::FILE* f) const { std::fclose(f); }
};
using File = std::unique_ptr<std::FILE, Close>;

std::string Content(std::FILE* f) {
  std::rewind(f);
  std::string content;
  char buffer[4096];
  while (const size_t n = std::fread(buffer, 1, sizeof buffer, f)) {
    content.append(buffer, n);
  }
  return content;
}

struct Answer {
  int status;
  std::vector<Json> lines;
  std::string err;
};

Answer RunBatch(std::string_view input) {
  const File in(std::tmpfile());
  const File out(std::tmpfile());
  const File err(std::tmpfile());
  EXPECT_EQ(std::fwrite(input.data(), 1, input.size(), in.get()), input.size());
  std::rewind(in.get());
  Answer answer;
  answer.status = Batch(Profile::kStandard, in.get(), out.get(), err.get());
  answer.err = Content(err.get());
  const std::string output = Content(out.get());
  for (char c : output) EXPECT_TRUE(c == '\n' || (c >= ' ' && c < 0x7f));
  EXPECT_TRUE(output.empty() || output.back() == '\n');
  size_t pos = 0;
  while (pos < output.size()) {
    const size_t end = output.find('\n', pos);
    answer.lines.push_back(Json::parse(output.substr(pos, end - pos)));
    pos = end + 1;
  }
  return answer;
}

// A case with this id, answered with one exposed header of its name.
std::string Good(const std::string& id) {
  Json json;
  json["id"] = id;
  json["request"] = {{"origin", "https://a.example"},
                     {"url", "https://b.example/x#y"}};
  json["responses"] = {
      "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n"
      "Access-Control-Expose-Headers: x-id\r\nX-Id: " +
      id + "\r\nX-Hidden: 1\r\n\r\n"};
  json["names"] = {"X-ID", "x-hidden"};
  return json.dump();
}

bool Has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST(BatchTest, NothingIn) {
  const Answer answer = RunBatch("");
  EXPECT_EQ(answer.status, 0);
  EXPECT_TRUE(answer.lines.empty());
  EXPECT_EQ(answer.err, "");
}

TEST(BatchTest, AnswersACase) {
  const Answer answer = RunBatch(Good("one"));  // Without a line end.
  EXPECT_EQ(answer.status, 0);
  EXPECT_EQ(answer.err, "");
  ASSERT_EQ(answer.lines.size(), 1u);
  const Json& r = answer.lines[0];
  EXPECT_EQ(r["id"], "one");
  EXPECT_EQ(r["outcome"], "ok");
  EXPECT_EQ(r["type"], "cors");
  EXPECT_EQ(r["status"], 200);
  EXPECT_EQ(r["statusText"], "OK");
  EXPECT_EQ(r["url"], "https://b.example/x");
  EXPECT_EQ(r["redirected"], false);
  EXPECT_EQ(r["headers"], Json::parse(R"([["x-id", "one"]])"));
  EXPECT_EQ(r["set_cookie"], Json::array());
  EXPECT_EQ(r["get"], Json::parse(R"({"X-ID": "one", "x-hidden": null})"));
  EXPECT_EQ(r["body_null"], false);
  EXPECT_EQ(r["reason"], "CorsCheckPassed");
  EXPECT_EQ(r["fates"].size(), 4u);
  EXPECT_EQ(r["fates"][2], Json::parse(R"({"name": "X-Id", "value": "one",
                            "exposed": true, "reason": "ExposedByName"})"));
  EXPECT_EQ(r["fates"][3]["exposed"], false);
  EXPECT_FALSE(r.contains("all"));
  EXPECT_FALSE(r.contains("error"));
}

TEST(BatchTest, KeepsTheOrder) {
  std::string input;
  for (int i = 0; i < 500; ++i) {
    input += i % 7 == 3 ? "bad\n" : Good(std::to_string(i)) + "\n";
  }
  const Answer answer = RunBatch(input);
  EXPECT_EQ(answer.status, 1);
  ASSERT_EQ(answer.lines.size(), 500u);
  for (int i = 0; i < 500; ++i) {
    const Json& r = answer.lines[i];
    if (i % 7 == 3) {
      EXPECT_TRUE(r.contains("error")) << i;
    } else {
      EXPECT_EQ(r["get"]["X-ID"], std::to_string(i));
    }
  }
}

TEST(BatchTest, LineEnds) {
  for (const std::string end : {"\n", "\r\n", " \t\n"}) {
    const Answer answer = RunBatch(Good("a") + end + Good("b") + end);
    EXPECT_EQ(answer.status, 0);
    EXPECT_EQ(answer.lines.size(), 2u);
  }
}

// ---- Lines that are no case: answered, and the rest goes on.

struct BadRow {
  const char* name;
  std::string line;
  std::string error;
  std::string id = "null";
};

void PrintTo(const BadRow& row, std::ostream* os) { *os << row.name; }

class BadLineTest : public testing::TestWithParam<BadRow> {};

TEST_P(BadLineTest, IsAnsweredAndTheRestGoesOn) {
  const Answer answer =
      RunBatch(Good("a") + "\n" + GetParam().line + "\n" + Good("b") + "\n");
  EXPECT_EQ(answer.status, 1);
  EXPECT_TRUE(Has(answer.err, "1 of 3")) << answer.err;
  ASSERT_EQ(answer.lines.size(), 3u);
  EXPECT_EQ(answer.lines[0]["id"], "a");
  EXPECT_EQ(answer.lines[2]["id"], "b");
  EXPECT_EQ(answer.lines[2]["outcome"], "ok");
  const Json& bad = answer.lines[1];
  EXPECT_EQ(bad["id"], Json::parse(GetParam().id));
  const std::string error = bad["error"].get<std::string>();
  EXPECT_EQ(error.rfind("line 2: ", 0), 0u) << error;
  EXPECT_TRUE(Has(error, GetParam().error)) << error;
  EXPECT_FALSE(bad.contains("outcome"));
}

std::string WithUrl(const std::string& url) {
  return R"({"id": 7, "request": {"origin": "https://a.example", "url": ")" +
         url + R"("}, "responses": []})";
}

INSTANTIATE_TEST_SUITE_P(
    Table, BadLineTest,
    testing::ValuesIn(std::vector<BadRow>{
        {"Blank", "", "no JSON: nothing is there"},
        {"Blanks", " \t", "no JSON: nothing is there"},
        {"CarriageReturn", "\r", "no JSON: nothing is there"},
        {"Word", "hello", "no JSON at byte 1"},
        {"CutOff", R"({"id": "x", "request": {)", "no JSON: "},
        {"TwoObjects", "{} {}", "something follows at byte 4"},
        {"NotAnObject", "[]", "object"},
        {"InvalidUtf8", "{\"id\": \"\xff\xfe\"}", "no UTF-8 at byte 9"},
        {"Nul", std::string("\0{}", 3), "NUL at byte 1"},
        {"Binary", std::string("\x00\x01\x80\xff\x7f", 5), "NUL at byte 1"},
        {"DeepArrays", std::string(1000000, '['), "a case is an object"},
        {"DeepMember",
         R"({"id": "x", "note": )" + std::string(40, '[') +
             std::string(40, ']') + "}",
         "nested more than 32", "\"x\""},
        // What nobody asks for is JSON too.
        {"SkippedMember", R"({"id": "x", "note": {"a" "b"}})", "no JSON at",
         "\"x\""},
        {"SkippedNumber", R"({"id": "x", "note": [1, 2.e]})", "no JSON at",
         "\"x\""},
        {"SkippedWord", R"({"id": "x", "note": nul})", "no JSON at", "\"x\""},
        {"Misspelt", R"({"id": 7, "resposnes": []})",
         "resposnes is no member of this object", "7"},
        {"MisspeltInRequest",
         R"({"request": {"orgin": "null"}, "id": 7, "responses": []})",
         "request.orgin is no member of this object", "7"},
        {"Twice", R"({"id": 7, "responses": [], "responses": []})",
         "responses is there twice", "7"},
        {"NoRequest", R"({"id": "x"})", "request is missing", "\"x\""},
        {"WrongType", R"({"id": [1], "request": {"origin": 1}})",
         "request.origin must be a string", "[1]"},
        {"NotABytes",
         R"({"id": 7, "request": {"origin": "null", "url": "data:,"}, )"
         R"("responses": ["\u0100"]})",
         "responses[0] has a character beyond U+00FF", "7"},
        {"UrlWithoutHost", WithUrl("https://"), "URL", "7"},
        {"UrlRelative", WithUrl("/x"), "URL", "7"},
        {"OriginWithoutHost",
         R"({"id": 7, "request": {"origin": "a.example", )"
         R"("url": "https://b.example/"}, "responses": []})",
         "request.origin is no origin", "7"},
        {"TooLong", std::string(kMaxInput + 1, ' '), "4 MiB"},
        {"MuchTooLong", Good(std::string(kMaxInput + 100000, 'x')), "4 MiB"},
    }),
    [](const auto& info) { return std::string(info.param.name); });

// Whatever is no serialized origin or URL is made one, and shown.
TEST(BatchTest, SerializesOriginAndUrl) {
  const Answer answer =
      RunBatch(R"({"request": {"origin": "HTTP://127.1:80/page", )"
               R"("url": "http://2130706433/a b"}, "responses": )"
               R"(["HTTP/1.1 200 OK\r\n\r\n"]})");
  ASSERT_EQ(answer.lines.size(), 1u);
  const Json& r = answer.lines[0];
  EXPECT_EQ(r["request"], Json::parse(R"({"origin": "http://127.0.0.1",
                                          "url": "http://127.0.0.1/a%20b"})"));
  EXPECT_EQ(r["type"], "basic");
  EXPECT_EQ(r["url"], "http://127.0.0.1/a%20b");
}

TEST(BatchTest, LineNumbersCountEveryLine) {
  const Answer answer = RunBatch("\n\n" + Good("a") + "\n\n");
  EXPECT_EQ(answer.status, 1);
  ASSERT_EQ(answer.lines.size(), 4u);
  EXPECT_TRUE(Has(answer.lines[1]["error"].get<std::string>(), "line 2: "));
  EXPECT_TRUE(Has(answer.lines[3]["error"].get<std::string>(), "line 4: "));
  EXPECT_TRUE(Has(answer.err, "3 of 4")) << answer.err;
}

// The longest line there may be.
TEST(BatchTest, LongLine) {
  std::string line = Good("a");
  line.append(kMaxInput - line.size(), ' ');
  const Answer answer = RunBatch(line + "\n");
  EXPECT_EQ(answer.status, 0);
  ASSERT_EQ(answer.lines.size(), 1u);
  EXPECT_EQ(answer.lines[0]["id"], "a");
}

// In a process of its own: the stack is what may give out.
TEST(BatchDeathTest, NestedBlobUrl) {
  std::string url;
  for (int i = 0; i < 3000000; ++i) url += "blob:";
  EXPECT_EXIT(std::exit(RunBatch(WithUrl(url)).lines.size() == 1 ? 0 : 1),
              testing::ExitedWithCode(0), "");
}

// ---- What cases ask. `request` and `more` are members; texts are JSON text.

Json Ask(const std::string& response, const std::string& request = "",
         const std::string& more = "") {
  const Answer answer = RunBatch(
      R"({"request": {"origin": "https://a.example", )"
      R"("url": "https://b.example/")" +
      request + R"(}, "responses": [")" + response + "\"]" + more + "}");
  EXPECT_EQ(answer.status, 0);
  EXPECT_EQ(answer.lines.size(), 1u);
  return answer.lines.at(0);
}

constexpr char kOk[] =
    R"(HTTP/1.1 200 \u00e9\r\nAccess-Control-Allow-Origin: *\r\n)"
    R"(Pragma: \u0080\u00ff\r\nX-A: 1\r\n\r\n)";

TEST(BatchCaseTest, BytesAreCharacters) {
  const Json r = Ask(kOk, "", R"(, "names": ["PRAGMA"])");
  EXPECT_EQ(r["statusText"], "\xc3\xa9");
  EXPECT_EQ(r["headers"], Json::parse(R"([["pragma", "\u0080\u00ff"]])"));
  EXPECT_EQ(r["get"], Json::parse(R"({"PRAGMA": "\u0080\u00ff"})"));
  EXPECT_EQ(r["fates"][1]["value"], "\xc2\x80\xc3\xbf");
}

TEST(BatchCaseTest, XhrHasAllResponseHeaders) {
  const Json r = Ask(kOk, R"(, "api": "xhr")");
  EXPECT_EQ(r["all"], "pragma: \xc2\x80\xc3\xbf\r\n");
}

TEST(BatchCaseTest, NetworkError) {
  const Json r = Ask(R"(HTTP/1.1 200 OK\r\nPragma: x\r\n\r\n)", "",
                     R"(, "names": ["pragma"])");
  EXPECT_EQ(r["outcome"], "network-error");
  EXPECT_EQ(r["type"], "error");
  EXPECT_EQ(r["status"], 0);
  EXPECT_EQ(r["statusText"], "");
  EXPECT_EQ(r["url"], "");
  EXPECT_EQ(r["headers"], Json::array());
  EXPECT_EQ(r["get"], Json::parse(R"({"pragma": null})"));
  EXPECT_EQ(r["reason"], "MissingAllowOriginHeader");
  EXPECT_EQ(r["fates"][0]["reason"], "NetworkErrorResponse");
}

TEST(BatchCaseTest, ClosedConnection) {
  const Answer answer =
      RunBatch(R"({"request": {"origin": "https://a.example", )"
               R"("url": "https://b.example/"}, "responses": []})");
  EXPECT_EQ(answer.status, 0);
  ASSERT_EQ(answer.lines.size(), 1u);
  EXPECT_EQ(answer.lines[0]["outcome"], "network-error");
  EXPECT_EQ(answer.lines[0]["fates"], Json::array());
}

TEST(BatchCaseTest, Opaque) {
  const Json r = Ask(kOk, R"(, "mode": "no-cors")");
  EXPECT_EQ(r["outcome"], "ok");
  EXPECT_EQ(r["type"], "opaque");
  EXPECT_EQ(r["status"], 0);
  EXPECT_EQ(r["url"], "");
  EXPECT_EQ(r["body_null"], true);
}

// The URL of an opaque-redirect filtered response is kept.
TEST(BatchCaseTest, OpaqueRedirect) {
  const Json r =
      Ask(R"(HTTP/1.1 301 x\r\nAccess-Control-Allow-Origin: *\r\n\r\n)",
          R"(, "redirect": "manual")");
  EXPECT_EQ(r["type"], "opaqueredirect");
  EXPECT_EQ(r["url"], "https://b.example/");
  EXPECT_EQ(r["redirected"], false);
  EXPECT_EQ(r["body_null"], true);
}

// https://fetch.spec.whatwg.org/#null-body-status; fetch() normalizes "head".
TEST(BatchCaseTest, BodyNull) {
  const std::string star = R"(\r\nAccess-Control-Allow-Origin: *\r\n\r\n)";
  EXPECT_EQ(Ask("HTTP/1.1 204 x" + star)["body_null"], true);
  EXPECT_EQ(Ask("HTTP/1.1 304 x" + star)["body_null"], true);
  EXPECT_EQ(Ask("HTTP/1.1 404 x" + star)["body_null"], false);
  const std::string ok = "HTTP/1.1 200 x" + star;
  EXPECT_EQ(Ask(ok, R"(, "method": "GET")")["body_null"], false);
  EXPECT_EQ(Ask(ok, R"(, "method": "HEAD")")["body_null"], true);
  EXPECT_EQ(Ask(ok, R"(, "method": "head")")["body_null"], true);
}

// A line after a case knows nothing of it.
TEST(BatchCaseTest, CasesAreIndependent) {
  const Answer answer =
      RunBatch(Good("a") + "\n" +
               R"({"request": {"origin": "https://a.example", )"
               R"("url": "https://b.example/"}, "responses": [""]})" +
               "\n" + Good("a") + "\n");
  ASSERT_EQ(answer.lines.size(), 3u);
  EXPECT_EQ(answer.lines[1]["id"], nullptr);
  EXPECT_EQ(answer.lines[1]["fates"], Json::array());
  EXPECT_EQ(answer.lines[0], answer.lines[2]);
}

// ---- Files.

TEST(BatchFileTest, ReadErrorsAreTold) {
  const File directory(std::fopen("/", "r"));
  const File out(std::tmpfile());
  const File err(std::tmpfile());
  EXPECT_EQ(Batch(Profile::kStandard, directory.get(), out.get(), err.get()),
            1);
  EXPECT_TRUE(Has(Content(err.get()), "cannot read"));
}

TEST(BatchFileTest, WriteErrorsAreTold) {
  const File in(std::tmpfile());
  const std::string line = Good("a") + "\n";
  std::fwrite(line.data(), 1, line.size(), in.get());
  std::rewind(in.get());
  const File full(std::fopen("/dev/full", "w"));
  ASSERT_TRUE(full);
  const File err(std::tmpfile());
  EXPECT_EQ(Batch(Profile::kStandard, in.get(), full.get(), err.get()), 1);
  EXPECT_TRUE(Has(Content(err.get()), "cannot write"));
}

}  // namespace
}  // namespace corsieve::tools
