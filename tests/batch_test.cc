#include "tools/commands/batch.h"

#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "tests/files.h"
#include "tools/case_json.h"
#include "tools/input.h"

namespace corsieve::tools {
namespace {

using tests::Content;
using tests::File;
using tests::FileOf;

struct Answer {
  int status;
  std::vector<Json> lines;
  std::string err;
};

struct TextAnswer {
  int status;
  std::string out;
  std::string err;
};

TextAnswer RunText(std::string_view input, size_t threads = 1) {
  const File in = FileOf(input);
  const File out(std::tmpfile());
  const File err(std::tmpfile());
  TextAnswer answer;
  answer.status =
      Batch(Profile::kStandard, in.get(), out.get(), err.get(), threads);
  answer.err = Content(err.get());
  answer.out = Content(out.get());
  return answer;
}

Answer RunBatch(std::string_view input, size_t threads = 1) {
  TextAnswer text = RunText(input, threads);
  const std::string& output = text.out;
  Answer answer{text.status, {}, std::move(text.err)};
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

// How much of its address space the process uses.
size_t BytesInUse() {
  std::ifstream in("/proc/self/statm");
  size_t pages = 0;
  in >> pages;
  return pages * static_cast<size_t>(sysconf(_SC_PAGESIZE));
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

// Lines short and long, good and bad: the same answers in the same order.
TEST(BatchThreadsTest, AnswerAsOneDoes) {
  std::string input;
  for (int i = 0; i < 3000; ++i) {
    std::string id = std::to_string(i);
    if (i % 501 == 5) id += std::string(200000, 'x');
    input += i % 7 == 3 ? "bad " + id + "\n" : Good(id) + "\n";
    if (i == 1500) input += std::string(kMaxInput + 1, ' ') + "\n";
  }
  const TextAnswer one = RunText(input);
  for (size_t threads : {2, 3, 8}) {
    const TextAnswer many = RunText(input, threads);
    EXPECT_EQ(many.status, one.status);
    EXPECT_EQ(many.err, one.err);
    EXPECT_EQ(many.out == one.out, true) << threads;
  }
}

TEST(BatchThreadsTest, NothingIn) {
  const Answer answer = RunBatch("", 2);
  EXPECT_EQ(answer.status, 0);
  EXPECT_TRUE(answer.lines.empty());
}

TEST(BatchThreadsTest, ErrorsAreTold) {
  const File directory(std::fopen("/", "r"));
  const File full(std::fopen("/dev/full", "w"));
  const File in(std::tmpfile());
  const std::string line = Good("a") + "\n";
  for (int i = 0; i < 1000; ++i) {
    std::fwrite(line.data(), 1, line.size(), in.get());
  }
  std::rewind(in.get());
  const File err(std::tmpfile());
  EXPECT_EQ(
      Batch(Profile::kStandard, directory.get(), full.get(), err.get(), 2), 1);
  EXPECT_TRUE(Has(Content(err.get()), "cannot read"));
  EXPECT_EQ(Batch(Profile::kStandard, in.get(), full.get(), err.get(), 2), 1);
  EXPECT_TRUE(Has(Content(err.get()), "cannot write"));
}

// Whoever writes a line and waits for its answer gets it.
TEST(BatchThreadsTest, AnswerBeforeTheyWait) {
  int to[2];
  int from[2];
  ASSERT_EQ(pipe(to), 0);
  ASSERT_EQ(pipe(from), 0);
  const File in(fdopen(to[0], "r"));
  File out(fdopen(from[1], "w"));
  const File err(std::tmpfile());
  std::thread batch([&] {
    Batch(Profile::kStandard, in.get(), out.get(), err.get(), 2);
    out.reset();
  });
  const File answers(fdopen(from[0], "r"));
  for (const std::string id : {"a", "b", "c"}) {
    const std::string line = Good(id) + "\n";
    ASSERT_EQ(write(to[1], line.data(), line.size()),
              static_cast<ssize_t>(line.size()));
    char* text = nullptr;
    size_t size = 0;
    ASSERT_GT(getline(&text, &size, answers.get()), 0);
    EXPECT_EQ(Json::parse(text)["id"], id);
    std::free(text);
  }
  close(to[1]);
  batch.join();
}

// ---- What takes time and memory by its square, or more memory than there is.

std::string Repeated(const std::string& text, int count) {
  std::string out;
  for (int i = 0; i < count; ++i) out += text;
  return out;
}

// Each name that is asked for, and each that a response has.
TEST(BatchScaleTest, Names) {
  Json json = Json::parse(Good("a"));
  std::string head =
      "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n"
      "Access-Control-Expose-Headers: *\r\n";
  Json::array_t names;
  constexpr int kNames = 30000;
  for (int i = 0; i < kNames; ++i) {
    const std::string name = "X-" + std::to_string(i);
    head += name + ": " + std::to_string(i) + "\r\n";
    names.push_back(name);
  }
  names.push_back("set-cookie");
  json["responses"] = {head + "\r\n"};
  json["names"] = names;
  // Not by Json, whose objects take time by the square of their members.
  const auto get = nlohmann::json::parse(RunText(json.dump()).out)["get"];
  ASSERT_EQ(get.size(), names.size());
  EXPECT_EQ(get["X-0"], "0");
  EXPECT_EQ(get["X-29999"], "29999");
  EXPECT_EQ(get["set-cookie"], nullptr);
}

// Many names are looked for in another way than few.
TEST(BatchScaleTest, ManyNamesAreAsFew) {
  Json json = Json::parse(Good("a"));
  json["responses"] = {
      "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n"
      "Access-Control-Expose-Headers: x-a, X_B, x-twice\r\nX-A: 1\r\n"
      "x_b: 2\r\nX-Twice: 3\r\nX-TWICE: 4\r\nSet-Cookie: a=b\r\n"
      "X-Hidden: 5\r\nContent-Type: a/b\r\n\r\n"};
  const std::vector<std::string> names = {
      "x-a",          "X-A",          "x_b", "X_B",        "x-twice",
      "X-Twice",      "x-hidden",     "",    "x-\xc3\xa4", "Set-Cookie",
      "content-type", "Content-TYPE", "x a"};
  json["names"] = names;
  const Json all = RunBatch(json.dump()).lines.at(0)["get"];
  EXPECT_EQ(all.size(), names.size());
  for (const std::string& name : names) {
    json["names"] = {name};
    EXPECT_EQ(RunBatch(json.dump()).lines.at(0)["get"][name], all[name])
        << name;
  }
}

// What is sent is all in the answer: a loop sends the same twenty times, and
// each of `then` does so again.
TEST(BatchScaleTest, TooMuchIsSent) {
  Json json = Json::parse(Good("a"));
  json["request"]["url"] = "https://a.example/";
  const auto headers = [](size_t size) {
    return Json::array({Json::array({"X-A", std::string(size, 'x')})});
  };
  json["request"]["headers"] = headers(100000);
  json["responses"] = Json::array();
  json["loop"] = "HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n";
  const std::string once = json.dump();
  json["then"] = Json::array_t(32, Json::object());
  const std::string often = json.dump();
  for (size_t threads : {1, 2}) {
    const Answer answer =
        RunBatch(once + "\n" + often + "\n" + Good("b"), threads);
    ASSERT_EQ(answer.lines.size(), 3u);
    // Here 2.1 MB, of 1.8 that there may be.
    EXPECT_TRUE(Has(answer.lines[0].value("error", ""),
                    "line 1: its requests have more than "))
        << answer.lines[0];
    EXPECT_TRUE(Has(answer.lines[1].value("error", ""),
                    "line 2: its requests have more than "))
        << answer.lines[1];
    EXPECT_EQ(answer.lines[2]["outcome"], "ok");
  }
  // Of what cases have there may be as much as there is.
  json["request"]["headers"] = headers(1000);
  EXPECT_EQ(RunBatch(json.dump()).lines.at(0)["hops"].size(), 33u * 21u);
}

// GCC and Clang say in ways of their own that there is a sanitizer.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kTakesAllAddresses = true;
#elif defined(__has_feature)
constexpr bool kTakesAllAddresses =
    __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
constexpr bool kTakesAllAddresses = false;
#endif

// A line that takes too much is answered, and so are those behind it.
TEST(BatchScaleTest, OutOfMemory) {
  if (kTakesAllAddresses) GTEST_SKIP() << "the sanitizer takes all addresses";
  // Not with the memory that tests before this one had.
  testing::FLAGS_gtest_death_test_style = "threadsafe";
  const std::string heads = Repeated("X-A: b\\r\\n", 380000);
  const std::string large =
      R"({"id": "large", "request": {"origin": "https://a.example", )"
      R"("url": "https://b.example/"}, "responses": ["HTTP/1.1 200 OK\r\n)" +
      heads + R"(\r\n"]})";
  ASSERT_LT(large.size(), kMaxInput);
  for (size_t threads : {1, 2}) {
    EXPECT_EXIT(
        {
          rlimit limit{};
          limit.rlim_cur = limit.rlim_max = BytesInUse() + (size_t{44} << 20);
          setrlimit(RLIMIT_AS, &limit);
          const Answer answer =
              RunBatch(Good("a") + "\n" + large + "\n" + Good("b"), threads);
          const bool fine = answer.lines.size() == 3 &&
                            answer.lines[0]["outcome"] == "ok" &&
                            answer.lines[1]["id"] == "large" &&
                            Has(answer.lines[1]["error"].get<std::string>(),
                                "line 2: there is not enough memory") &&
                            answer.lines[2]["outcome"] == "ok";
          std::exit(fine ? 0 : 3);
        },
        testing::ExitedWithCode(0), "");
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

// Bytes are copied by blocks, and those that want an escape are not.
TEST(BatchCaseTest, EveryKindOfByteAtEveryPlace) {
  std::string lines;
  std::vector<std::string> values;
  for (size_t size : {1, 3, 4, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65}) {
    for (size_t at = 0; at < size; ++at) {
      for (const char c : {'"', '\\', '!', '\x1f', '\x7f', '\x80', '\xff'}) {
        std::string value(size, 'x');
        value[at] = c;
        Json json = Json::parse(Good("a"));
        // With bytes behind them, and without.
        json["responses"] = {BytesToText(
            "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nPragma: " +
            value + "\r\n" + (at % 2 ? std::string(40, 'Y') + ": z\r\n" : "") +
            "\r\n")};
        lines += json.dump() + "\n";
        values.push_back(BytesToText(value));
      }
    }
  }
  const Answer answer = RunBatch(lines);
  ASSERT_EQ(answer.lines.size(), values.size());
  for (size_t i = 0; i < values.size(); ++i) {
    const Json& r = answer.lines[i];
    EXPECT_EQ(r["fates"][1]["value"], values[i]);
    EXPECT_EQ(r["fates"][1]["reason"], "Safelisted");
    EXPECT_EQ(r["headers"][0][1], values[i]);
  }
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
