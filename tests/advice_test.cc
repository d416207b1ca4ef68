// Advice that was wrong once, or could be: what it says, and what it must not.

#include "tools/explain/advice.h"

#include <ctime>
#include <ostream>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tools/explain/explain.h"

namespace corsieve::tools {
namespace {

using Texts = std::vector<std::string>;

struct Row {
  const char* name;
  GivenRequest given;
  Texts preflights;
  std::string text;
  Texts says;
  Texts never_says;
  Texts wants = {};
  Profile profile = Profile::kStandard;
};

void PrintTo(const Row& row, std::ostream* os) { *os << row.name; }

GivenRequest Api(std::string method = "GET", Pairs headers = {}) {
  GivenRequest given;
  given.origin = "https://app.example";
  given.url = "https://api.example/1";
  given.method = std::move(method);
  given.headers = std::move(headers);
  return given;
}

GivenRequest Of(std::string origin) {
  GivenRequest given = Api();
  given.origin = std::move(origin);
  return given;
}

GivenRequest Include(GivenRequest given = Api()) {
  given.credentials = "include";
  return given;
}

GivenRequest Mode(std::string mode, GivenRequest given = Api()) {
  given.mode = std::move(mode);
  return given;
}

GivenRequest SameOrigin(std::string method) {
  GivenRequest given = Api(std::move(method));
  given.url = "https://app.example/1";
  return given;
}

GivenRequest LoginPage() {
  GivenRequest given = Api();
  given.url = "https://api.example/login";
  return given;
}

GivenRequest Redirect(std::string redirect) {
  GivenRequest given = Api();
  given.redirect = std::move(redirect);
  return given;
}

GivenRequest Xhr(GivenRequest given) {
  given.api = "xhr";
  return given;
}

class AdviceTest : public testing::TestWithParam<Row> {};

TEST_P(AdviceTest, Says) {
  const Row& row = GetParam();
  ExplainOptions options;
  options.given = row.given;
  options.wants = row.wants;
  options.profile = row.profile;
  std::vector<GivenText> preflights;
  for (const std::string& text : row.preflights) {
    preflights.push_back({"preflight", text});
  }
  std::string told;
  std::string err;
  Explain(options, {{"input", row.text}}, preflights, &told, &err);
  EXPECT_EQ(err, "");
  for (const std::string& words : row.says) {
    EXPECT_NE(told.find(words), told.npos) << "lacks: " << words << "\n"
                                           << told;
  }
  for (const std::string& words : row.never_says) {
    EXPECT_EQ(told.find(words), told.npos) << "has: " << words << "\n" << told;
  }
}

const std::string kOk = "HTTP/1.1 200 OK\n";
const std::string kStar = "Access-Control-Allow-Origin: *\n";

std::string To(std::string url, int status = 302, std::string more = "") {
  return "HTTP/1.1 " + std::to_string(status) + " x\nLocation: " + url + "\n" +
         more + "\n";
}

// ---- What servers are told.

INSTANTIATE_TEST_SUITE_P(
    Server, AdviceTest,
    testing::ValuesIn(std::vector<Row>{
        {"StatusOfPreflightOverHttp2",
         Api("PUT"),
         {"HTTP/2 401\ncontent-length: 30\nwww-authenticate: Basic\n\n"},
         kOk + kStar + "\n",
         {"status   204", "add      Access-Control-Allow-Methods: PUT"},
         {"To change that"}},
        {"NullIsNotWanted",
         Of("null"),
         {},
         kOk + "\n",
         {"got     none\n    wanted  \"*\"\n"},
         {"\"null\""}},
        {"NorWithCredentials",
         Include(Of("null")),
         {},
         kOk + "Access-Control-Allow-Origin: x\n\n",
         {"got     \"x\"\n    wanted  no line: the page's Origin is null"},
         {"\"null\"", "from here on"}},
        {"NotWhatSpeaksToBrowsersOrTellsOfTheServer",
         Api(),
         {},
         kOk + kStar +
             "X-Accel-Redirect: /x\nX-Envoy-Attempt-Count: 1\nRefresh: 1\n"
             "X-Backend-Server: a\nCDN-Cache-Control: a\nX-Real: 1\n\n",
         {"add      Access-Control-Expose-Headers: X-Real\n"},
         {}},
        {"NotWhatOpensDoorsUnlessItIsAskedFor",
         Api(),
         {},
         kOk + kStar +
             "Authorization: Bearer a\nX-Auth-Token: a\nX-CSRF-TOKEN: a\n"
             "Refresh_Token: a\nX-Api-Key: a\nCookie: a\nX-Session-Id: a\n"
             "jwt: a\nX-Next-Page-Token: a\nX-Tokens-Left: 1\n\n",
         {"add      Access-Control-Expose-Headers: X-Next-Page-Token, "
          "X-Tokens-Left\n"},
         {}},
        {"WhatOpensDoorsWhereItIsAskedFor",
         Api(),
         {},
         kOk + kStar + "Authorization: Bearer a\nX-Auth-Token: a\n\n",
         {"answer with Access-Control-Expose-Headers: X-Auth-Token\n"},
         {"Authorization"},
         {"x-auth-token"}},
        {"NoVaryWhereAllGetTheSame",
         Of("null"),
         {},
         kOk + "\n",
         {"add      Access-Control-Allow-Origin: *"},
         {"Vary"}},
        {"VaryWhereOnlyNullGetsTheStar",
         Of("null"),
         {},
         kOk + "Access-Control-Allow-Origin: https://a.example\n\n",
         {"with Origin: null, and only these",
          "replace  Access-Control-Allow-Origin: *", "add      Vary: Origin"},
         {}},
        {"AnInvalidListOfMethodsIsNotEmptied",
         Api("POST", {{"Content-Type", "application/json"}}),
         {"HTTP/1.1 204 x\n" + kStar +
          "Access-Control-Allow-Methods: GET POST\n"
          "Access-Control-Allow-Headers: content-type\n\n"},
         kOk + kStar + "\n",
         {"replace  Access-Control-Allow-Methods: POST\n"},
         {}},
        {"AListOfNoNamesIsTakenAway",
         Api("PUT"),
         {"HTTP/1.1 204 x\n" + kStar +
          "Access-Control-Allow-Methods: PUT\n"
          "Access-Control-Allow-Headers: @,;\n\n"},
         kOk + kStar + "\n",
         {"answer OPTIONS like this:\n"
          "  remove   Access-Control-Allow-Headers\n",
          "wanted  a list of header names\n"},
         {"Headers: \n", "replace", "sent more than once"}},
        {"SoIsAListOfNoMethodsWhereNoneIsToBeAllowed",
         Api("pAtch", {{"Content-Type", "application/json"}}),
         {"HTTP/1.1 204 x\n" + kStar +
          "Access-Control-Allow-Methods: GET POST\n"
          "Access-Control-Allow-Headers: content-type\n\n"},
         kOk + kStar + "\n",
         {},
         {"Methods: \n"}},
        {"AListOfNoNamesAndAWantedHeader",
         Api("PUT"),
         {"HTTP/1.1 204 x\n" + kStar +
          "Access-Control-Allow-Methods: PUT\n"
          "Access-Control-Allow-Headers: @,;\n\n"},
         kOk + kStar + "X-A: 1\n\n",
         {"x-a: null, for the fetch fails",
          "to change it, answer OPTIONS "
          "without Access-Control-Allow-Headers, and answer with "
          "Access-Control-Expose-Headers: X-A\n"},
         {},
         {"x-a"}},
        {"TwoLinesOfNothingAreNotPublic",
         Api(),
         {},
         kOk + "Access-Control-Allow-Origin:\nAccess-Control-Allow-Origin:\n\n",
         {"replace  Access-Control-Allow-Origin: https://app.example"},
         {"Access-Control-Allow-Origin: *"}},
        {"ALineOfNothingBesideAnothersOrigin",
         Api(),
         {},
         kOk + "Access-Control-Allow-Origin: https://b.example\n"
               "Access-Control-Allow-Origin:\n\n",
         {"answer requests with Origin: https://app.example, and only these"},
         {}},
        {"AMethodAndALine",
         Api("patch"),
         {"HTTP/1.1 204 x\n\n"},
         kOk + kStar + "\n",
         {"requested with the method written as PATCH, answer OPTIONS",
          "add      Access-Control-Allow-Origin: https://app.example",
          "add      Access-Control-Allow-Methods: PATCH"},
         {"Allow-Methods: patch"}},
        {"WebKitFailsBeforeThePreflightThatItSends",
         SameOrigin("PATCH"),
         {"HTTP/1.1 204 x\n" + kStar +
          "Access-Control-Allow-Methods: PATCH\n\n"},
         To("https://b.example/") +
             To("https://c.example/", 307,
                "Access-Control-Allow-Origin: https://app.example\n") +
             kOk + kStar + "\n",
         {"answer https://b.example/ with Origin: https://app.example, and "
          "only these, "
          "like this:\n  add      Access-Control-Allow-Credentials: true"},
         {"answer OPTIONS"},
         {},
         Profile::kWebKit},
        {"NorForNullWhatever",
         SameOrigin("PATCH"),
         {"HTTP/1.1 204 x\n" + kStar +
          "Access-Control-Allow-Methods: PATCH\n\n"},
         To("https://b.example/") + To("https://c.example/", 307, kStar) +
             To("https://c.example/2", 307,
                "Access-Control-Allow-Origin: null\n") +
             kOk + kStar + "\n",
         {},
         {"and only these, like this:\n  add      "
          "Access-Control-Allow-Credentials: true"},
         {},
         Profile::kWebKit},
        {"ARedirectAndALine",
         Redirect("error"),
         {},
         To("/2") + kOk + kStar + "\n",
         {"requested with redirect: 'follow', answer like this"},
         {}},
        {"CredentialsAreForOneOrigin",
         Include(),
         {},
         kOk + "\n",
         {"answer requests with Origin: https://app.example, and only these, "
          "like this:\n  add      Access-Control-Allow-Origin: "
          "https://app.example\n"},
         {}},
        {"NoCacheNoVary",
         Api(),
         {},
         kOk + "Access-Control-Allow-Origin: https://app.example\n"
               "Cache-Control: no-store\nExpires: 0\n\n",
         {},
         {"add      "}},
        {"AStarVariesByAll",
         Api(),
         {},
         kOk + "Access-Control-Allow-Origin: https://app.example\n"
               "Expires: 0\nVary: *\n\n",
         {},
         {"replace  "}},
        {"ALoginThatMovesIsNoRedirectToOne",
         LoginPage(),
         {},
         To("https://api.example/login/2", 302, kStar) + kOk + "\n",
         {"add      Access-Control-Allow-Origin"},
         {"login page"}},
        {"NothingForAWayThatNoBrowserGoesInTheEnd",
         Xhr(Api("PUT", {{"X-Test", "1"}, {"Authorization", "x"}})),
         {"HTTP/1.1 204 x\nAccess-Control-Allow-Origin: https://b.example\n"
          "Access-Control-Allow-Headers: x-test, *\n\n"},
         To("https://c.example/0") +
             To("https://c.example/1", 302,
                "Access-Control-Allow-Origin: https://b.example\n") +
             kOk + "Access-Control-Allow-Origin: null\n\n",
         {"answer OPTIONS https://c.example/1 with Origin: "
          "https://app.example, and only these"},
         {"Access-Control-Allow-Origin: https://app.example\n"
          "  add      Vary: Origin\n"
          "  add      Access-Control-Allow-Methods: PUT\n"
          "  replace  Access-Control-Allow-Headers: x-test, *, "
          "authorization\n\n"}},
        {"NoWarningOfWhatIsNotAdvised",
         Of("null"),
         {},
         To("https://c.example:1/"),
         {},
         {"is for what is public", "add      "}},
        {"TheOtherModeAndItsLines",
         Mode("same-origin"),
         {},
         kOk + "\n",
         {"requested with mode: 'cors'",
          "add      Access-Control-Allow-Origin: https://app.example"},
         {}},
        {"ExposedOnceModeIsCors",
         Mode("no-cors"),
         {},
         kOk + kStar + "X-A: 1\n\n",
         {"To expose more, requested with mode: 'cors'",
          "add      Access-Control-Expose-Headers: X-A"},
         {}},
        {"HttpAtTheEndOfTheChain",
         Api(),
         {},
         To("http://api.example/2") + kOk + kStar + "\n",
         {"Besides, let no redirect lead to http://api.example/2"},
         {"at once"}},
        {"AuthorsAreNoLogin",
         Api(),
         {},
         To("https://espresso.example/authors/cascade", 302, kStar) + kOk +
             "\n",
         {"add      Access-Control-Allow-Origin: *"},
         {"login"}},
        {"AuthIsOne",
         Api(),
         {},
         To("https://b.example/oauth/authorize?x", 302, kStar) + kOk + "\n",
         {"login page"},
         {"add      "}},
    }),
    [](const auto& info) { return std::string(info.param.name); });

// ---- What pages are told.

const std::string kAllowsPut =
    "HTTP/1.1 204 x\n" + kStar + "Access-Control-Allow-Methods: PUT\n\n";
const std::string kForbidsPut = "HTTP/1.1 204 x\n" + kStar + "\n";

INSTANTIATE_TEST_SUITE_P(
    Page, AdviceTest,
    testing::ValuesIn(std::vector<Row>{
        {"XhrRequestsTheTarget",
         Xhr(Api()),
         {},
         To("https://api.example/2") + kOk + kStar + "\n",
         {"request https://api.example/2 at once"},
         {}},
        {"WhateverItsCorpIs",
         Api(),
         {},
         To("/2", 302, "Cross-Origin-Resource-Policy: same-origin\n") + kOk +
             kStar + "\n",
         {"request https://api.example/2 at once"},
         {}},
        {"TheTargetsOwnPreflight",
         Api("PUT"),
         {kAllowsPut, kForbidsPut},
         To("https://c.example/", 307, kStar) + kOk + kStar + "\n",
         {"add      Access-Control-Allow-Methods: PUT"},
         {"at once"}},
        {"TheTargetsOwnPreflightAllows",
         Api("PUT"),
         {kForbidsPut, kAllowsPut},
         To("https://c.example/", 307, kStar) + kOk + kStar + "\n",
         {"request https://c.example/ at once"},
         {}},
        {"TheTargetIsNoPost",
         Api("POST"),
         {},
         To("https://c.example/") + kOk + kStar + "\n",
         {},
         {"at once"}},
        {"NorOf303",
         Api("PUT"),
         {kAllowsPut},
         To("https://c.example/", 303) + kOk + kStar + "\n",
         {},
         {"at once"}},
        {"NullStaysNull",
         Include(Of("null")),
         {},
         To("https://c.example/", 302, kStar) + kOk + kStar + "\n",
         {},
         {"and not null"}},
        {"APreflightThatNobodySaw",
         Mode("no-cors", Api("POST", {{"Content-Type", "application/json"}})),
         {},
         kOk + kStar + "\n",
         {"request it with mode: 'cors', which is the default, where OPTIONS "
          "is answered so that it may"},
         {}},
        {"NoBodyNoContentType",
         Api("head", {{"Content-Type", "application/json"}}),
         {kForbidsPut},
         kOk + kStar + "\n",
         {"do not send Content-Type"},
         {}},
    }),
    [](const auto& info) { return std::string(info.param.name); });

// ---- What the one line of --want promises.

INSTANTIATE_TEST_SUITE_P(
    Want, AdviceTest,
    testing::ValuesIn(std::vector<Row>{
        {"ThePagesWayHidesIt",
         Include(),
         {},
         kOk + kStar + "X-A: 1\n\n",
         {"to change it, answer only what has Origin: https://app.example "
          "with Access-Control-Allow-Origin: https://app.example, "
          "Access-Control-Allow-Credentials: true and "
          "Access-Control-Expose-Headers: X-A\n"},
         {"without credentials"},
         {"x-a"}},
        {"ThePagesWayShowsIt",
         Include(),
         {},
         kOk + kStar + "Content-Language: en\n\n",
         {"to change it, request it without credentials: 'include', or answer "
          "only"},
         {},
         {"content-language"}},
        {"BothWaysTogether",
         Api("patch"),
         {"HTTP/1.1 204 x\n" + kStar +
          "Access-Control-Allow-Methods: PATCH\n\n"},
         kOk + kStar + "X-A: 1\n\n",
         {"write the method as PATCH",
          ", and answer with Access-Control-Expose-Headers: X-A\n"},
         {},
         {"x-a"}},
        {"TheModeToo",
         Mode("no-cors"),
         {},
         kOk + "X-A: 1\n\n",
         {"request it with mode: 'cors', which is the default, and answer with "
          "Access-Control-Allow-Origin: https://app.example and "
          "Access-Control-Expose-Headers: X-A\n"},
         {},
         {"x-a"}},
        {"NeverSetCookie",
         Api(),
         {},
         kOk + "Set-Cookie: a\n\n",
         {"set-cookie: null, for forbidden response-header name: script can "
          "never read it\n"},
         {"to change it"},
         {"set-cookie"}},
        {"NothingForNull",
         Include(Of("null")),
         {},
         kOk + "X-A: 1\n\n",
         {"x-a: null, for the fetch fails: there is no "
          "Access-Control-Allow-Origin. No header line is advised"},
         {"to change it"},
         {"x-a"}},
        {"FailsAndIsAbsent",
         Api(),
         {},
         kOk + "\n",
         {", and the response has no such header; to change it, answer with "
          "Access-Control-Allow-Origin: https://app.example, and send it, "
          "named in Access-Control-Expose-Headers\n"},
         {},
         {"x-a"}},
    }),
    [](const auto& info) { return std::string(info.param.name); });

TEST(AdviceTest, LongListsTakeNoTime) {
  std::string head = kOk + kStar + "Access-Control-Expose-Headers: x";
  for (int i = 0; i < 20000; ++i) head += ",x-" + std::to_string(i);
  for (int i = 0; i < 20000; ++i) head += "\ny-" + std::to_string(i) + ": 1";
  // Of the processor's time, whatever else runs.
  const std::clock_t start = std::clock();
  std::string out;
  std::string err;
  Explain({}, {{"input", head + "\n\n"}}, {}, &out, &err);
  EXPECT_LT(std::clock() - start, 5 * CLOCKS_PER_SEC);
  EXPECT_NE(out.find("and 19989 more"), out.npos);
}

}  // namespace
}  // namespace corsieve::tools
