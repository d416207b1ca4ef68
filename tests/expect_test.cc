// One question, one line; and what --expect-... checks.

#include "tools/explain/expect.h"

#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tools/explain/explain.h"

namespace corsieve::tools {
namespace {

struct Told {
  int status = 0;
  std::string out;
  std::string err;
};

ExplainOptions Options() {
  ExplainOptions options;
  options.given.origin = "https://app.example";
  options.given.url = "https://api.example/";
  return options;
}

Told Ask(const ExplainOptions& options, const std::string& text) {
  Told told;
  told.status = Explain(options, {{"input", text}}, {}, &told.out, &told.err);
  return told;
}

const std::string kHead =
    "HTTP/1.1 200 OK\n"
    "Access-Control-Allow-Origin: *\n"
    "Access-Control-Expose-Headers: X-A, X-Absent\n"
    "X-A: 1\n"
    "X-A: 2\n"
    "X-Total-Count: 12\n"
    "Set-Cookie: a\n"
    "Pragma: no-cache\n\n";

// ---- --want

struct WantRow {
  const char* name;  // Of the row.
  std::string want;
  std::string line;
  int status;
  std::string text = kHead;
};

void PrintTo(const WantRow& row, std::ostream* os) { *os << row.name; }

class WantTest : public testing::TestWithParam<WantRow> {};

TEST_P(WantTest, OneLine) {
  const WantRow& row = GetParam();
  ExplainOptions options = Options();
  options.wants = {row.want};
  const Told told = Ask(options, row.text);
  EXPECT_EQ(told.out, row.line + "\n");
  EXPECT_EQ(told.err, "");
  EXPECT_EQ(told.status, row.status);
}

INSTANTIATE_TEST_SUITE_P(
    Table, WantTest,
    testing::ValuesIn(std::vector<WantRow>{
        {"Exposed", "X-A",
         "x-a: \"1, 2\", for Access-Control-Expose-Headers names it", 0},
        {"Safelisted", "pragma",
         "pragma: \"no-cache\", for CORS-safelisted response-header name", 0},
        {"Hidden", "x-TOTAL-count",
         "x-total-count: null, for Access-Control-Expose-Headers does not name "
         "it; to change it, answer with Access-Control-Expose-Headers: X-A, "
         "X-Absent, X-Total-Count",
         1},
        {"HiddenAndMisspelt", "x-total-count",
         "x-total-count: null, for Access-Control-Expose-Headers does not name "
         "it (is it meant by X-Totl-Count there?); to change it, answer with "
         "Access-Control-Expose-Headers: X-B, X-Totl-Count, X-Total-Count",
         1,
         "HTTP/1.1 200 x\nAccess-Control-Allow-Origin: *\n"
         "Access-Control-Expose-Headers: X-B, X-Totl-Count\n"
         "X-Total-Count: 1\n\n"},
        {"HiddenAndLikeAnotherThatIsThere", "x-ac",
         "x-ac: null, for Access-Control-Expose-Headers does not name it; to "
         "change it, answer with Access-Control-Expose-Headers: X-Ab, X-Ac",
         1,
         "HTTP/1.1 200 x\nAccess-Control-Allow-Origin: *\n"
         "Access-Control-Expose-Headers: X-Ab\nX-Ab: 1\nX-Ac: 1\n\n"},
        {"Forbidden", "set-cookie",
         "set-cookie: null, for forbidden response-header name: script can "
         "never read it",
         1},
        {"AbsentAndListed", "x-absent",
         "x-absent: null, for this response has no such header, though "
         "Access-Control-Expose-Headers names it; to change it, send it",
         1},
        {"AbsentAndNotListed", "etag",
         "etag: null, for this response has no such header; to change it, send "
         "it, and name it in Access-Control-Expose-Headers",
         1},
        {"OfTheServer", "server",
         "server: null, for Access-Control-Expose-Headers does not name it; to "
         "change it, answer with Access-Control-Expose-Headers: server",
         1, "HTTP/1.1 200 x\nAccess-Control-Allow-Origin: *\nserver: a\n\n"},
        {"TheFetchFails", "x-a",
         "x-a: null, for the fetch fails: there is no "
         "Access-Control-Allow-Origin; to change it, answer with "
         "Access-Control-Allow-Origin: https://app.example and "
         "Access-Control-Expose-Headers: X-A",
         1, "HTTP/1.1 200 x\nX-A: 1\n\n"},
        {"TheFetchGoesOn", "x-a",
         "x-a: null, for the fetch goes on to https://api.example/2, whose "
         "response is not in the input",
         1, "HTTP/1.1 302 x\nAccess-Control-Allow-Origin: *\nLocation: /2\n\n"},
        {"HostileName", "x\x1b[2J",
         "x\\x1b[2j: null, for this response has no such header; to change it, "
         "send it, and name it in Access-Control-Expose-Headers",
         1},
    }),
    [](const auto& info) { return std::string(info.param.name); });

TEST(WantTest, SeveralInOrder) {
  ExplainOptions options = Options();
  options.wants = {"pragma", "x-a"};
  const Told told = Ask(options, kHead);
  EXPECT_EQ(told.status, 0);
  EXPECT_EQ(told.out.rfind("pragma: ", 0), 0u);
  EXPECT_NE(told.out.find("\nx-a: "), told.out.npos);
}

TEST(WantTest, OfEachProfile) {
  ExplainOptions options = Options();
  options.wants = {"x-a"};
  options.profile = std::nullopt;
  const Told told = Ask(options, kHead);
  for (const char* line : {"standard  x-a: \"", "chromium  x-a: \"",
                           "firefox   x-a: \"", "webkit    x-a: \""}) {
    EXPECT_NE(told.out.find(line), told.out.npos) << told.out;
  }
}

// ---- --expect-...

struct ExpectRow {
  const char* name;
  Expectations expect;
  std::string error;  // "": it is met.
};

void PrintTo(const ExpectRow& row, std::ostream* os) { *os << row.name; }

class ExpectTest : public testing::TestWithParam<ExpectRow> {};

TEST_P(ExpectTest, IsMetOrTold) {
  const ExpectRow& row = GetParam();
  ExplainOptions options = Options();
  options.expect = row.expect;
  const Told told = Ask(options, kHead);
  EXPECT_EQ(told.err, row.error.empty() ? "" : "corsieve: " + row.error + "\n");
  EXPECT_EQ(told.status, row.error.empty() ? 0 : 1);
  EXPECT_NE(told.out, "");
}

INSTANTIATE_TEST_SUITE_P(
    Table, ExpectTest,
    testing::ValuesIn(std::vector<ExpectRow>{
        {"Exposed", {{"x-a", "Pragma"}, {}, {}, {}}, ""},
        {"Hidden", {{}, {"x-total-count", "not-there"}, {}, {}}, ""},
        {"Type", {{}, {}, "cors", {}}, ""},
        {"ExposedIsHidden",
         {{"x-total-count"}, {}, {}, {}},
         "expected to be exposed: x-total-count: null, for "
         "Access-Control-Expose-Headers does not name it"},
        {"HiddenIsExposed",
         {{}, {"x-a"}, {}, {}},
         "expected to be hidden: x-a: \"1, 2\", for "
         "Access-Control-Expose-Headers names it"},
        {"OtherType",
         {{}, {}, "opaque", {}},
         "expected type opaque, got cors: the CORS check passed"},
        {"NotOfAnError",
         {{}, {}, {}, "CorsCheckPassed"},
         "expected CorsCheckPassed, got CorsCheckPassed: the CORS check "
         "passed"},
        {"NoError",
         {{}, {}, {}, "AllowOriginMismatch"},
         "expected AllowOriginMismatch, got CorsCheckPassed: the CORS check "
         "passed"},
    }),
    [](const auto& info) { return std::string(info.param.name); });

TEST(ExpectTest, AnErrorIsMet) {
  ExplainOptions options = Options();
  options.expect.error = "MissingAllowOriginHeader";
  options.expect.type = "error";
  const Told told = Ask(options, "HTTP/1.1 200 OK\n\n");
  EXPECT_EQ(told.err, "");
  EXPECT_EQ(told.status, 0);
}

TEST(ExpectTest, AProfileThatDiffersIsNamed) {
  ExplainOptions options = Options();
  options.profile = std::nullopt;
  options.expect.type = "cors";
  // Only engines refuse two Locations where no redirect is.
  const Told told = Ask(options,
                        "HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\n"
                        "Location: /a\nLocation: /b\n\n");
  EXPECT_EQ(told.status, told.err.empty() ? 0 : 1);
  EXPECT_NE(told.err.find("corsieve: chromium: expected type cors"),
            told.err.npos)
      << told.err;
  EXPECT_EQ(told.err.find("standard"), told.err.npos);
}

}  // namespace
}  // namespace corsieve::tools
