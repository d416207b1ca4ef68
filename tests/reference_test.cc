// The engine against the literal transcription of the standard: on every case,
// and on a million mutated ones. What is refused is compared as well as what is
// not.

#include "tests/reference/reference.h"

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/conformance.h"
#include "tools/case_json.h"
#include "tools/run_case.h"
#include "tools/url.h"

namespace corsieve::tests {
namespace {

using tools::Case;
using tools::Result;

// All that both answer; why is the engine's alone to say.
std::string Text(Result result) {
  result.reason.clear();
  // What a failed fetch received is hidden whatever it was.
  if (result.network_error) result.fates.clear();
  for (tools::Fate& fate : result.fates) fate.reason.clear();
  return tools::Dump(tools::ResultToJson(result));
}

std::string Compare(const Case& c, tools::CaseRunner* runner) {
  std::string error;
  const std::optional<Result> engine = runner->Run(c, &error);
  if (!engine) return "";  // No serialized origin or URL: nothing to answer.
  const std::string want = Text(reference::RunCase(c, tools::ResolveUrl));
  const std::string got = Text(*engine);
  if (want == got) return "";
  return "reference: " + want + "\nengine:    " + got +
         "\nreason:    " + engine->reason + "\n";
}

std::string CompareOne(const CaseLine& line) {
  tools::CaseRunner runner;
  return Compare(line.c, &runner);
}

void RegisterAll(const std::string& suite, const std::string& path) {
  for (const CaseLine& line : ReadCases(path)) {
    RegisterCheck(suite, line, CompareOne);
  }
}

// One real head, asked for by both APIs in all credentials modes.
std::string CompareReal(const std::string& head) {
  const std::optional<reference::Head> read = reference::ParseFinalHead(head);
  tools::CaseRunner runner;
  for (const char* api : {"fetch", "xhr"}) {
    for (const char* credentials : {"omit", "same-origin", "include"}) {
      Case c;
      c.origin = "https://app.example";
      c.url = "https://real.example/";
      c.api = api;
      c.credentials = credentials;
      c.responses = {head};
      const std::string difference = Compare(c, &runner);
      if (!difference.empty()) return difference;
      std::string error;
      const std::optional<Result> result = runner.Run(c, &error);
      if (!result) return error;
      if (read && result->fates.size() != read->header_list.size()) {
        return std::to_string(result->fates.size()) + " fates for " +
               std::to_string(read->header_list.size()) + " headers\n";
      }
    }
  }
  return "";
}

// $CORSIEVE_SHARED/data/heads-real.ndjson, where that exists: heads of real
// servers, which are never committed.
TEST(RealHeads, AddUpAndAgree) {
  const char* shared = std::getenv("CORSIEVE_SHARED");
  std::ifstream in(std::string(shared == nullptr ? "" : shared) +
                   "/data/heads-real.ndjson");
  if (!in) GTEST_SKIP() << "no heads of real servers here";
  std::string text;
  size_t count = 0;
  size_t refused = 0;
  while (std::getline(in, text)) {
    std::string error;
    const tools::Json json = tools::ParseJson(text, &error);
    ASSERT_FALSE(json.is_discarded()) << error;
    const std::optional<std::string> head =
        tools::TextToBytes(json["raw"].get<std::string>());
    ASSERT_TRUE(head);
    ++count;
    refused += !reference::ParseFinalHead(*head);
    EXPECT_EQ(CompareReal(*head), "") << json["id"];
  }
  std::printf("%zu real heads, %zu of them refused by both\n", count, refused);
  EXPECT_GT(count, refused * 100);
}

// Seeded: the same run every time.
class Mutator {
 public:
  explicit Mutator(unsigned seed) : random_(seed) {}

  size_t Below(size_t n) { return n == 0 ? 0 : random_() % n; }

  template <typename T>
  const T& Pick(const std::vector<T>& from) {
    return from[Below(from.size())];
  }

  void Mutate(std::string* head) {
    const size_t times = 1 + Below(4);
    for (size_t i = 0; i < times; ++i) MutateOnce(head);
  }

 private:
  void MutateOnce(std::string* head) {
    static const std::vector<std::string> kBytes = {"\r",
                                                    "\n",
                                                    "\r\n",
                                                    " ",
                                                    "\t",
                                                    ":",
                                                    ",",
                                                    "\"",
                                                    "\\",
                                                    "*",
                                                    "\x01",
                                                    "\x7f",
                                                    "\xe9",
                                                    "\xc3\xa9",
                                                    ";",
                                                    "=",
                                                    "0",
                                                    "é",
                                                    std::string(1, '\0'),
                                                    "\r\n ",
                                                    "\n\n",
                                                    "\x0b"};
    static const std::vector<std::string> kLines = {
        "Access-Control-Allow-Origin: *",
        "Access-Control-Allow-Origin: http://client.test",
        "Access-Control-Allow-Origin: null",
        "Access-Control-Allow-Credentials: true",
        "Access-Control-Expose-Headers: *",
        "Access-Control-Expose-Headers: x-a, X-B",
        "Access-Control-Expose-Headers: x-a,, ,\tset-cookie",
        "Access-Control-Expose-Headers: x-a b",
        "Set-Cookie: a=b",
        "X-A: 1",
        "x-a:",
        "X-B: \"2,\"",
        "Content-Length: 3",
        "Content-Length: 3, 3",
        "Content-Type: text/html",
        "Location: /x",
        "Cross-Origin-Resource-Policy: same-origin",
        "*: star",
        " folded",
    };
    const size_t at = Below(head->size() + 1);
    switch (Below(8)) {
      case 0:
        if (!head->empty()) (*head)[Below(head->size())] = char(random_());
        break;
      case 1:
        head->insert(at, Pick(kBytes));
        break;
      case 2:
        head->erase(at, 1 + Below(3));
        break;
      case 3:
        head->erase(at, Below(40));
        break;
      case 4:
        head->insert(at, head->substr(Below(head->size() + 1), Below(40)));
        break;
      case 5:
      case 6: {  // A line where a line may stand.
        const size_t line = head->find('\n', Below(head->size() + 1));
        if (line == std::string::npos) break;
        head->insert(line + 1, Pick(kLines) + (Below(5) ? "\r\n" : "\n"));
        break;
      }
      case 7:
        if (at < head->size()) (*head)[at] ^= 0x20;
        break;
    }
  }

  std::mt19937 random_;
};

std::string Quoted(const Case& c) {
  return tools::Dump(tools::Json(tools::BytesToText(c.responses[0].head)));
}

// How many; the sanitizers and Debug builds get through fewer in a test's time.
size_t MutationCount() {
  const char* count = std::getenv("CORSIEVE_MUTATIONS");
  return count == nullptr ? 1000000 : std::strtoul(count, nullptr, 10);
}

// In four parts, so that they run side by side.
constexpr size_t kParts = 4;
class Mutations : public testing::TestWithParam<size_t> {};

TEST_P(Mutations, EngineAndReferenceAgree) {
  Mutator mutator(static_cast<unsigned>(20261124 + GetParam()));
  std::vector<Case> seeds;
  for (const char* file :
       {"tests/cases/wpt.ndjson", "tests/cases/own.ndjson"}) {
    for (const CaseLine& line : ReadCases(file)) {
      if (!line.c.responses.empty()) seeds.push_back(line.c);
    }
  }
  const std::vector<std::string> origins = {"http://client.test",
                                            "http://server.test", "null"};
  const std::vector<std::string> credentials = {"omit", "same-origin",
                                                "include"};
  const std::vector<std::string> modes = {"cors", "cors", "cors", "no-cors",
                                          "same-origin"};
  const std::vector<std::string> redirects = {"follow", "follow", "follow",
                                              "error", "manual"};
  tools::CaseRunner runner;
  size_t wrong = 0;
  const size_t count = MutationCount() / kParts;
  for (size_t i = 0; i < count && wrong < 5; ++i) {
    Case c = mutator.Pick(seeds);
    if (mutator.Below(2)) c.origin = mutator.Pick(origins);
    if (mutator.Below(2)) c.credentials = mutator.Pick(credentials);
    c.api = mutator.Below(2) ? "fetch" : "xhr";
    c.mode = c.api == "xhr" ? "cors" : mutator.Pick(modes);
    c.redirect = c.api == "xhr" ? "follow" : mutator.Pick(redirects);
    if (mutator.Below(2)) c.names = {"x-a", "Content-Type", "set-cookie"};
    mutator.Mutate(&c.responses[mutator.Below(c.responses.size())].head);
    const std::string difference = Compare(c, &runner);
    if (difference.empty()) continue;
    ++wrong;
    ADD_FAILURE() << "mutation " << i << " of " << c.id << ": " << Quoted(c)
                  << "\n"
                  << c.origin << " " << c.url << " " << c.api << " " << c.mode
                  << " " << c.credentials << " " << c.redirect << "\n"
                  << difference;
  }
  std::printf("%zu mutated cases\n", count);
}

INSTANTIATE_TEST_SUITE_P(Parts, Mutations, testing::Range<size_t>(0, kParts));

}  // namespace
}  // namespace corsieve::tests

int main(int argc, char** argv) {
  using namespace corsieve::tests;
  testing::InitGoogleTest(&argc, argv);
  RegisterAll("Wpt", "tests/cases/wpt.ndjson");
  RegisterAll("Own", "tests/cases/own.ndjson");
  for (const char* name : {"wpt.ndjson", "browsers.ndjson"}) {
    if (const auto path = SharedCases(name)) {
      RegisterAll(std::string("Shared_") + name[0], *path);
    }
  }
  return RUN_ALL_TESTS();
}
