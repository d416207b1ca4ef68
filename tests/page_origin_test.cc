#include "tools/commands/page_origin.h"

#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "corsieve/origin.h"
#include "gtest/gtest.h"

namespace corsieve::tools {
namespace {

struct Row {
  std::string given;
  std::string expected;  // "" where it is refused.
  std::string note;
};

// Some rows are no text, and this goes into XML.
void PrintTo(const Row& row, std::ostream* os) {
  for (char c : row.given) *os << (c < ' ' || c > '~' ? '?' : c);
}

class PageOriginTest : public testing::TestWithParam<Row> {};

TEST_P(PageOriginTest, Row) {
  const Row& row = GetParam();
  std::string error;
  const std::optional<PageOrigin> page = ReadPageOrigin(row.given, &error);
  EXPECT_EQ(page ? page->origin : "", row.expected) << error;
  EXPECT_EQ(error.empty(), page.has_value());
  if (!page) return;
  EXPECT_EQ(page->note, row.note);
  EXPECT_TRUE(ParseSerializedOrigin(page->origin));
  // What it gives is an origin, and stays one.
  const std::optional<PageOrigin> again = ReadPageOrigin(page->origin, &error);
  ASSERT_TRUE(again) << error;
  EXPECT_EQ(again->origin, page->origin);
  EXPECT_EQ(again->note, "");
}

std::string Is(const std::string& given, const std::string& origin) {
  return "--origin " + given + ": the page's origin is " + origin;
}

Row Same(const std::string& origin) { return {origin, origin, ""}; }

Row Url(const std::string& given, const std::string& origin) {
  return {given, origin, Is(given, origin)};
}

Row Guess(const std::string& given, const std::string& origin) {
  return {given, origin,
          "--origin " + given + " has no scheme: " + origin + " is assumed"};
}

Row No(const std::string& given) { return {given, "", ""}; }

INSTANTIATE_TEST_SUITE_P(Origins, PageOriginTest,
                         testing::ValuesIn(std::vector<Row>{
                             Same("https://app.example"),
                             Same("http://localhost:3000"),
                             Same("http://[::1]:8080"),
                             Same("https://xn--tda.example"),
                             Same("null"),
                             Same("chrome-extension://abcdefgh"),
                             Same("capacitor://localhost"),
                             Same("ionic://localhost"),
                             Same("tauri://localhost:1430"),
                         }));

INSTANTIATE_TEST_SUITE_P(
    Urls, PageOriginTest,
    testing::ValuesIn(std::vector<Row>{
        Url("https://app.example/", "https://app.example"),
        Url("https://app.example/page?x#y", "https://app.example"),
        Url("https://App.Example", "https://app.example"),
        Url("HTTPS://app.example:443", "https://app.example"),
        Url("http://app.example:80/", "http://app.example"),
        Url("https://app.example:80/", "https://app.example:80"),
        Url("https://u:p@app.example/", "https://app.example"),
        {"https://\xc3\xbc.example", "https://xn--tda.example",
         Is("https://\\xc3\\xbc.example", "https://xn--tda.example")},
        Url("http://127.1:3000/", "http://127.0.0.1:3000"),
        Url("https:app.example", "https://app.example"),
        Url("\"https://app.example\"", "https://app.example"),
        Url("'https://app.example/'", "https://app.example"),
        Url(" https://app.example ", "https://app.example"),
        Url("NULL", "null"),
        Url("\"null\"", "null"),
        Url("blob:https://app.example/1-2", "https://app.example"),
        Url("blob:null/1-2", "null"),
        Url("chrome-extension://abcdefgh/popup.html",
            "chrome-extension://abcdefgh"),
        Url("moz-extension://1-2/page?x", "moz-extension://1-2"),
        Url("safari-web-extension://1A-2B/", "safari-web-extension://1a-2b"),
        Url("capacitor://localhost/", "capacitor://localhost"),
    }));

INSTANTIATE_TEST_SUITE_P(OpaqueOrigins, PageOriginTest,
                         testing::ValuesIn(std::vector<Row>{
                             Url("file:///x/index.html", "null"),
                             Url("file://", "null"),
                             Url("C:\\x\\index.html", "null"),
                             Url("data:text/html,<p>", "null"),
                             {"about:blank", "null",
                              Is("about:blank", "null") +
                                  " (one that a page opened has that page's)"},
                         }));

// http on the developer's own desk, https elsewhere; a port of one of them
// decides.
INSTANTIATE_TEST_SUITE_P(
    NoScheme, PageOriginTest,
    testing::ValuesIn(std::vector<Row>{
        Guess("app.example", "https://app.example"),
        Guess("App.Example/page", "https://app.example"),
        Guess("//app.example/x", "https://app.example"),
        Guess("app.example:8443", "https://app.example:8443"),
        Guess("app.example:80", "http://app.example"),
        Guess("intranet:8080", "https://intranet:8080"),
        Guess("localhost", "http://localhost"),
        Guess("localhost:3000", "http://localhost:3000"),
        Guess("localhost:3000/page?x", "http://localhost:3000"),
        Guess("localhost:443", "https://localhost"),
        Guess("a.localhost", "http://a.localhost"),
        Guess("127.0.0.1:5173", "http://127.0.0.1:5173"),
        Guess("0.0.0.0:8000", "http://0.0.0.0:8000"),
        Guess("10.1.2.3", "http://10.1.2.3"),
        Guess("11.1.2.3", "https://11.1.2.3"),
        Guess("172.15.0.1", "https://172.15.0.1"),
        Guess("172.16.0.1", "http://172.16.0.1"),
        Guess("172.31.0.1", "http://172.31.0.1"),
        Guess("172.32.0.1", "https://172.32.0.1"),
        Guess("192.168.0.2:80", "http://192.168.0.2"),
        Guess("192.169.0.2", "https://192.169.0.2"),
        Guess("169.254.1.1", "http://169.254.1.1"),
        Guess("[::1]:3000", "http://[::1]:3000"),
        Guess("[fd00::1]", "http://[fd00::1]"),
        Guess("[2001:db8::1]", "https://[2001:db8::1]"),
        Guess("10.example", "https://10.example"),
    }));

INSTANTIATE_TEST_SUITE_P(Refused, PageOriginTest,
                         testing::ValuesIn(std::vector<Row>{
                             No("*"),
                             No("app"),
                             No("same-origin"),
                             No("/page"),
                             No("a b.example"),
                             No("me@app.example"),
                             No("mailto:me@app.example"),
                             No("javascript:alert(1)"),
                             No("https://"),
                             No("https://a b/"),
                             No("https://a.example:99999"),
                             No("a.example:99999"),
                             No("a.example:x"),
                             No("a:"),
                             No("chrome-extension:///x"),
                             No("\"\""),
                             No("\x1b[31m"),
                             No("//"),
                             No("://a.example"),
                             No("*.app.example"),
                             No("1.2.3.4.5"),
                             No("https://a.example, https://b.example"),
                         }));

// A terminal gets no control bytes from a note.
TEST(PageOriginNoteTest, IsPrintable) {
  std::string error;
  const auto page = ReadPageOrigin("https://app.example/\x1b[31m", &error);
  ASSERT_TRUE(page);
  EXPECT_EQ(page->note,
            Is("https://app.example/\\x1b[31m", "https://app.example"));
}

TEST(PageOriginNoteTest, EndsForLongInput) {
  std::string error;
  EXPECT_FALSE(ReadPageOrigin(std::string(1 << 20, ':'), &error));
  EXPECT_FALSE(ReadPageOrigin(std::string(1 << 20, 'a'), &error));
  EXPECT_FALSE(ReadPageOrigin(std::string(1 << 20, '"'), &error));
}

class RequestUrlTest : public testing::TestWithParam<Row> {};

TEST_P(RequestUrlTest, Row) {
  const Row& row = GetParam();
  std::string error;
  const std::optional<RequestUrl> request = ReadRequestUrl(row.given, &error);
  EXPECT_EQ(request ? request->url : "", row.expected) << error;
  EXPECT_EQ(request ? request->note : error, row.note);
}

Row GuessUrl(const std::string& given, const std::string& url) {
  return {given, url,
          "--url " + given + " has no scheme: " + url + " is assumed"};
}

INSTANTIATE_TEST_SUITE_P(
    Table, RequestUrlTest,
    testing::ValuesIn(std::vector<Row>{
        {"https://api.example", "https://api.example/", ""},
        {"https://API.example:443/a/../b#f", "https://api.example/b#f", ""},
        {"\"https://api.example/x\"", "https://api.example/x", ""},
        {"http://localhost:3000/x", "http://localhost:3000/x", ""},
        GuessUrl("api.example/x", "https://api.example/x"),
        GuessUrl("//api.example/x?y", "https://api.example/x?y"),
        GuessUrl("api.example:8443/x", "https://api.example:8443/x"),
        GuessUrl("localhost:3000/x", "http://localhost:3000/x"),
        {"/x", "", "--url /x is not an absolute URL"},
        {"x", "", "--url x is not an absolute URL"},
        {"file:///x", "",
         "--url file:///x is not http(s): no server answers there"},
        {"data:,x", "",
         "--url data:,x is not http(s): no server answers there"},
        {"https://", "", "--url https:// is not an absolute URL"},
    }));

}  // namespace
}  // namespace corsieve::tools
