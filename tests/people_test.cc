// What people pasted and were told (reports of 2013 to 2026): the first answer
// must get them out. Each row is one report, or one kind of defect that was
// found with it, held to what matters of the text.

#include <ostream>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tools/explain/explain.h"

namespace corsieve::tools {
namespace {

struct Row {
  const char* name;
  GivenRequest given;
  std::vector<std::string> preflights;
  std::string text;
  std::vector<std::string> says;
  std::vector<std::string> never_says;
  int status = 0;
};

void PrintTo(const Row& row, std::ostream* os) { *os << row.name; }

GivenRequest Given(std::string origin, std::string url,
                   std::string method = "GET", Pairs headers = {},
                   std::string credentials = "same-origin") {
  GivenRequest given;
  given.origin = std::move(origin);
  given.url = std::move(url);
  given.method = std::move(method);
  given.headers = std::move(headers);
  given.credentials = std::move(credentials);
  return given;
}

GivenRequest Api(std::string method = "GET", Pairs headers = {},
                 std::string credentials = "same-origin") {
  return Given("https://app.example", "https://api.example/1",
               std::move(method), std::move(headers), std::move(credentials));
}

GivenRequest Of(GivenRequest given, std::string mode) {
  given.mode = std::move(mode);
  return given;
}

// What the program prints, both streams.
std::string Told(const Row& row, std::optional<Profile> profile, int* status) {
  ExplainOptions options;
  options.given = row.given;
  options.profile = profile;
  std::vector<GivenText> preflights;
  for (const std::string& text : row.preflights) {
    preflights.push_back({"preflight", text});
  }
  std::string out;
  std::string err;
  *status = Explain(options, {{"input", row.text}}, preflights, &out, &err);
  return out + err;
}

class PeopleTest : public testing::TestWithParam<Row> {};

TEST_P(PeopleTest, AreToldWhatToDo) {
  const Row& row = GetParam();
  int status = 0;
  const std::string told = Told(row, Profile::kStandard, &status);
  EXPECT_EQ(status, row.status) << told;
  for (const std::string& words : row.says) {
    EXPECT_NE(told.find(words), told.npos) << "lacks: " << words << "\n"
                                           << told;
  }
  for (const std::string& words : row.never_says) {
    EXPECT_EQ(told.find(words), told.npos) << "has: " << words << "\n" << told;
  }
  // Nor is any other profile at a loss, or unsafe.
  const std::string all = Told(row, std::nullopt, &status);
  EXPECT_EQ(all.find("Access-Control-Allow-Origin: null"), all.npos) << all;
}

const std::string kOk = "HTTP/1.1 200 OK\n";
const std::string kStar = "Access-Control-Allow-Origin: *\n";

INSTANTIATE_TEST_SUITE_P(
    Reports, PeopleTest,
    testing::ValuesIn(std::vector<Row>{
        {"D1_Http2Head",
         Api(),
         {},
         "HTTP/2 200\naccess-control-allow-origin: *\n"
         "content-type: application/json\n\n",
         {"cors 200"},
         {"malformed", "network error"}},
        {"D2_NullOriginWithCredentials",
         Given("null", "https://api.example/", "GET", {}, "include"),
         {},
         kOk + "Content-Type: application/json\n\n",
         {"No header line is advised", "sandboxed"},
         {"Access-Control-Allow-Origin: null", "Allow-Credentials: true\n"}},
        {"D2_NullOriginWithout",
         Given("null", "https://api.example/"),
         {},
         kOk + "Content-Type: application/json\n\n",
         {"add      Access-Control-Allow-Origin: *"},
         {"Access-Control-Allow-Origin: null"}},
        {"D2_TaintedRedirect",
         Api(),
         {},
         "HTTP/1.1 302 Found\n" + kStar +
             "Location: https://files.example/1\n\n" + kOk +
             "Access-Control-Allow-Origin: https://app.example\n\n",
         {"request https://files.example/1 at once", "Origin: null"},
         {"Access-Control-Allow-Origin: null"}},
        {"D2_RedirectToALogin",
         Api("GET", {}, "include"),
         {},
         "HTTP/1.1 302 Found\n"
         "Access-Control-Allow-Origin: https://app.example\n"
         "Access-Control-Allow-Credentials: true\n"
         "Location: https://accounts.example/login?next=1\n\n"
         "HTTP/1.1 200 OK\nContent-Type: text/html\n\n",
         {"login page", "401"},
         {"Access-Control-Allow-Origin: null", "add      "}},
        {"D3_AskedWithoutOrigin",
         Api(),
         {},
         kOk + "Content-Type: application/json\nVary: Origin\n\n",
         {"Vary names Origin",
          "curl -si -H 'Origin: https://app.example' 'https://api.example/1'"},
         {}},
        {"D3_PerhapsAskedWithoutOrigin",
         Api(),
         {},
         kOk + "Content-Type: application/json\n\n",
         {"Was it asked with Origin?",
          "curl -si -H 'Origin: https://app.example' 'https://api.example/1'"},
         {}},
        {"D3_TheCommandForAPreflight",
         Api("PUT", {{"Content-Type", "application/json"}}),
         {},
         kOk + kStar + "\n",
         {"not proven",
          "curl -si -X OPTIONS -H 'Access-Control-Request-Method: PUT' -H "
          "'Access-Control-Request-Headers: content-type' -H 'Origin: "
          "https://app.example' 'https://api.example/1'"},
         {}},
        {"D4_MergesWhatIsAllowed",
         Api("PATCH", {{"Authorization", "x"}}, "include"),
         {"HTTP/1.1 204 No Content\n"
          "Access-Control-Allow-Credentials: true\n"
          "Access-Control-Allow-Headers: authorization,content-type\n"
          "Access-Control-Allow-Methods: GET,HEAD,PUT,POST,DELETE\n"
          "Access-Control-Allow-Origin: https://app.example\n\n"},
         kOk + "Access-Control-Allow-Origin: https://app.example\n"
               "Access-Control-Allow-Credentials: true\n\n",
         {"replace  Access-Control-Allow-Methods: "
          "GET,HEAD,PUT,POST,DELETE,PATCH\n"},
         {"replace  Access-Control-Allow-Headers",
          "add      Access-Control-Allow-Headers"}},
        {"D6_TheFirstHopFails",
         Api(),
         {},
         "HTTP/1.1 301 Moved Permanently\nLocation: /v1/cases/1/\n\n" + kOk +
             kStar + "\n",
         {"1  GET https://api.example/1", "301 Moved Permanently",
          "Location: /v1/cases/1/",
          "request https://api.example/v1/cases/1/ at once"},
         {}},
        {"D6_ThePreflightFails",
         Api("PUT"),
         {"HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Basic realm=\"x\"\n\n"},
         kOk + kStar + "\n",
         {"1  OPTIONS https://api.example/1",
          "Access-Control-Request-Method: PUT", "401 Unauthorized",
          "WWW-Authenticate: Basic", "never has cookies or Authorization",
          "status   204",
          "add      Access-Control-Allow-Origin: https://app.example",
          "add      Access-Control-Allow-Methods: PUT"},
         {}},
        {"D6_ThePreflightIsRedirected",
         Api("PUT"),
         {"HTTP/1.1 301 Moved Permanently\n"
          "Location: https://api.example/1/\n\n"},
         kOk + kStar + "\n",
         {"a redirect to https://api.example/1/", "which no browser follows"},
         {}},
        {"D7_APreflightsAnswerInFront",
         Api("POST", {{"Content-Type", "application/json"}}),
         {},
         "HTTP/2 204\naccess-control-allow-origin: *\n"
         "access-control-expose-headers: Mcp-Session-Id\n\n"
         "HTTP/2 200\naccess-control-allow-origin: *\nmcp-session-id: 1\n\n",
         {"was taken for the answer to OPTIONS", "1  OPTIONS",
          "does not name a request header", "content-type"},
         {"assumed to allow"}},
        {"D7_ThatListsMethods",
         Api(),
         {},
         "HTTP/1.1 200 OK\n" + kStar +
             "Access-Control-Allow-Methods: GET, PUT\n\n" + kOk + kStar +
             "X-A: 1\n\n",
         {"was taken for the answer to OPTIONS",
          "was not used: this request is sent without a preflight"},
         {}},
        {"D7_Digest",
         Api(),
         {},
         "HTTP/1.1 401 Unauthorized\n" + kStar +
             "WWW-Authenticate: Digest\n\n" + kOk + kStar + "\n",
         {"cors 401", "A further head follows (line 5, 200 OK)",
          "a page across origins gets the first answer, 401"},
         {}},
        {"D8_LowerCasePatch",
         Api("patch"),
         {"HTTP/1.1 204 No Content\n" + kStar +
          "Access-Control-Allow-Methods: GET, POST, PATCH\n\n"},
         kOk + kStar + "\n",
         {"write the method as PATCH"},
         {"Access-Control-Allow-Methods: GET, POST, PATCH, patch",
          "Allow-Methods: patch"}},
        {"D9_Twice",
         Given("http://localhost:8082", "https://x.example/s"),
         {},
         kOk + "Access-Control-Allow-Origin: http://localhost:8082\n"
               "Access-Control-Allow-Origin: http://localhost:8082\n\n",
         {"one only Access-Control-Allow-Origin: http://localhost:8082",
          "remove one of them"},
         {"add      Access-Control-Allow-Origin"}},
        {"D9_TwoStars",
         Api(),
         {},
         kOk + kStar + kStar + "\n",
         {"one only Access-Control-Allow-Origin: *"},
         {"Access-Control-Allow-Origin: https://app.example"}},
        {"D10_RedirectToHttp",
         Api(),
         {},
         "HTTP/2 307\naccess-control-allow-origin: *\n"
         "location: http://api.example/items/\n\n" +
             kOk + kStar + "\n",
         {"Mixed content", "http://api.example/items/"},
         {}},
        {"D10_LoopbackIsNone",
         Given("https://app.example", "http://localhost:3000/"),
         {},
         kOk + kStar + "\n",
         {"cors 200"},
         {"Mixed content"}},
        {"D11_ListedButNotReceived",
         Api(),
         {},
         kOk + kStar + "Access-Control-Expose-Headers: X-Total-Count\n\n",
         {"names X-Total-Count, which this response does not have"},
         {}},
        {"D11_NearMiss",
         Api(),
         {},
         kOk + kStar +
             "Access-Control-Expose-Headers: Links\n"
             "Link: </2>; rel=next\n\n",
         {"Links (is Link meant?)"},
         {}},
        {"D12_AllLinesAtOnce",
         Api("GET", {}, "include"),
         {},
         "HTTP/2 200\naccess-control-allow-origin: *\n"
         "access-control-allow-credentials: true\n"
         "access-control-expose-headers: *\nx-total-count: 12\n\n",
         {"request it without credentials",
          "replace  Access-Control-Allow-Origin: https://app.example",
          "replace  Access-Control-Expose-Headers: *, x-total-count",
          "requests with Origin: https://app.example"},
         {}},
        {"D12_CredentialsForOneOrigin",
         Api("GET", {}, "include"),
         {},
         kOk + "Access-Control-Allow-Origin: https://app.example\n"
               "Access-Control-Allow-Credentials: True\n\n",
         {"got     \"True\"\n    wanted  \"true\"",
          "answer requests with Origin: https://app.example, and only these",
          "replace  Access-Control-Allow-Credentials: true",
          "a list of the server's own"},
         {"replace  Access-Control-Allow-Origin"}},
        {"D13_TheFirstByteThatDiffers",
         Api(),
         {},
         kOk + "Access-Control-Allow-Origin: https://zpp.example\n\n",
         {"got     \"https://zpp.example\"\n"
          "    wanted  \"https://app.example\"\n" +
          std::string(21, ' ') + "^ from here on\n"},
         {}},
        {"D13_TheValues",
         Api(),
         {},
         kOk + "Access-Control-Allow-Origin: https://app.example/\n\n",
         {"got     \"https://app.example/\"\n"
          "    wanted  \"https://app.example\"\n"
          "                                ^"},
         {}},
        {"D13_WhichHeaders",
         Api("POST", {{"X-A", "1"}, {"Authorization", "x"}}),
         {"HTTP/1.1 204 x\n" + kStar + "Access-Control-Allow-Headers: *\n\n"},
         kOk + kStar + "\n",
         {"a list with authorization, by name: * does not stand for it",
          "replace  Access-Control-Allow-Headers: *, authorization"},
         {"x-a, authorization"}},
        {"D15_ForbiddenHeaders",
         Api("GET", {{"Access-Control-Request-Headers", "Retry-After"},
                     {"Cookie", "a"}}),
         {},
         kOk + kStar + "\n",
         {"Access-Control-Request-Headers and Cookie are forbidden "
          "request-headers"},
         {}},
        {"D15_NeedlessPreflight",
         Api(),
         {"HTTP/1.1 204 x\n\n"},
         kOk + kStar + "\n",
         {"sent without a preflight"},
         {}},
        {"D17_TimingFails",
         Api(),
         {},
         kOk + kStar +
             "Timing-Allow-Origin: https://app.example/\n"
             "Server-Timing: a\n\n",
         {"Timing-Allow-Origin does not pass"},
         {"Expose-Headers: "}},
        {"D17_TimingPasses",
         Api(),
         {},
         kOk + kStar + "Timing-Allow-Origin: https://app.example\n\n",
         {"Timing-Allow-Origin passes"},
         {"Expose-Headers: "}},
        {"D18_CurlSentThePagesOrigin",
         Api(),
         {},
         "HTTP/1.1 302 Found\nAccess-Control-Allow-Origin: "
         "https://app.example\nLocation: https://files.example/1\n\n" +
             kOk + "Access-Control-Allow-Origin: https://app.example\n\n",
         {"where a browser sends Origin null",
          "curl -si -H 'Origin: null' 'https://files.example/1'"},
         {}},
        {"ErrorPageWithoutHeaders",
         Api(),
         {},
         "HTTP/1.1 502 Bad Gateway\nServer: nginx\n\n",
         {"does not see the status 502", "always"},
         {}},
        {"ExposeListOfAnOrdinaryHead",
         Api(),
         {},
         kOk + kStar +
             "Date: x\nServer: x\nVia: x\nX-Powered-By: x\n"
             "Content-Security-Policy: x\nX-Frame-Options: x\n"
             "Referrer-Policy: x\nPermissions-Policy: x\n"
             "Cross-Origin-Opener-Policy: x\nContent-Encoding: x\n"
             "X-Total-Count: 1\n\n",
         {"add      Access-Control-Expose-Headers: X-Total-Count\n"},
         {}},
        {"CacheMixesOrigins",
         Api(),
         {},
         kOk + "Access-Control-Allow-Origin: https://app.example\n"
               "Cache-Control: max-age=60\nVary: Accept-Encoding\n\n",
         {"no cache hands this answer",
          "replace  Vary: Accept-Encoding, Origin"},
         {}},
        {"MisspeltHeader",
         Api(),
         {},
         kOk + "Access-Control-Allow-Origins: *\n\n",
         {"No browser knows Access-Control-Allow-Origins"},
         {}},
        {"NoCors",
         Of(Api(), "no-cors"),
         {},
         kOk + kStar + "X-A: 1\n\n",
         {"opaque", "mode: 'cors'"},
         {}},
        {"NeedlessRequestHeader",
         Api("GET", {{"Access-Control-Allow-Origin", "*"}}),
         {"HTTP/1.1 204 x\n" + kStar + "\n"},
         kOk + kStar + "\n",
         {"do not send Access-Control-Allow-Origin"},
         {}},
        {"ThePageIsNotSaid",
         {},
         {},
         kOk + "Access-Control-Allow-Origin: https://my.page\n\n",
         {"Assuming a page of https://my.page, which the answer allows,",
          "cors 200"},
         {"network error"}},
        {"ThePageIsNotSaidNorAllowed",
         {},
         {},
         kOk + "Access-Control-Allow-Origin: my.page\n\n",
         {"Assuming a page of https://app.example that", "network error"},
         {}},
        {"TheAnswerToOptionsAlone",
         Api("PUT"),
         {"HTTP/1.1 204 x\n" + kStar + "Access-Control-Allow-Methods: PUT\n\n"},
         "",
         {"allows it", "is not in the input",
          "curl -si -X PUT -H 'Origin: https://app.example'"},
         {"network error", "empty"}},
    }),
    [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace corsieve::tools
