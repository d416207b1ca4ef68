#include "tools/url.h"

#include <cstdlib>
#include <fstream>
#include <optional>
#include <ostream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tools/case_json.h"

namespace corsieve::tools {
namespace {

// What `new URL(url, base).href` gives; all rows were asked of Node.js 20.
struct Row {
  std::string url;
  std::string base;
  std::string expected;  // "" for failure
};

// Some rows are no UTF-8, and this goes into XML.
void PrintTo(const Row& row, std::ostream* os) {
  for (char c : row.url) *os << (c < ' ' || c > '~' ? '?' : c);
  *os << " on " << row.base;
}

class ResolveUrlTest : public testing::TestWithParam<Row> {};

TEST_P(ResolveUrlTest, Row) {
  const Row& row = GetParam();
  EXPECT_EQ(ResolveUrl(row.url, row.base).value_or(""), row.expected);
}

INSTANTIATE_TEST_SUITE_P(
    Authority, ResolveUrlTest,
    testing::ValuesIn(std::vector<Row>{
        {"https://a.example", "", "https://a.example/"},
        {"HTTPS://A.Example/X", "", "https://a.example/X"},
        {"https://a.example:443/x", "", "https://a.example/x"},
        {"http://a.example:80", "", "http://a.example/"},
        {"https://a.example:80/", "", "https://a.example:80/"},
        {"http://a.example:443/", "", "http://a.example:443/"},
        {"https://a.example:0443/", "", "https://a.example/"},
        {"https://a.example:08080/", "", "https://a.example:8080/"},
        {"https://a.example:/", "", "https://a.example/"},
        {"https://[::1]:8080/x", "", "https://[::1]:8080/x"},
        {"https://127.0.0.1/", "", "https://127.0.0.1/"},
        {"https://a.example?x", "", "https://a.example/?x"},
        {"https://a.example#f", "", "https://a.example/#f"},
        {"https://u@a.example/", "", "https://u@a.example/"},
        {"https://u:p@a.example/", "", "https://u:p@a.example/"},
        {"https://:p@a.example/", "", "https://:p@a.example/"},
        {"https://u:@a.example/", "", "https://u@a.example/"},
        {"https://:@a.example/", "", "https://a.example/"},
        {"https://@a.example/", "", "https://a.example/"},
    }));

// A host decides what is of the same origin, so it has one spelling.
INSTANTIATE_TEST_SUITE_P(
    Host, ResolveUrlTest,
    testing::ValuesIn(std::vector<Row>{
        {"http://2130706433:18081/x", "", "http://127.0.0.1:18081/x"},
        {"http://127.1/", "", "http://127.0.0.1/"},
        {"http://0x7f.0.0.1/", "", "http://127.0.0.1/"},
        {"http://0177.0.0.1/", "", "http://127.0.0.1/"},
        {"http://127.0.0.1./", "", "http://127.0.0.1/"},
        {"http://256.0.0.1/", "", ""},
        {"http://1.2.3.4.5/", "", ""},
        {"http://%6cocalhost/", "", "http://localhost/"},
        {"http://%31%32%37.1/", "", "http://127.0.0.1/"},
        {"http://\xc3\xbc.example/", "", "http://xn--tda.example/"},
        {"http://%C3%BC.example/", "", "http://xn--tda.example/"},
        {"http://\xc3\x9c.EXAMPLE/", "", "http://xn--tda.example/"},
        {"http://\xe9.example/", "", ""},
        {"http://%e9.example/", "", ""},
        {"http://cli\xffnt.test/", "", ""},
        {"http://cli%ffnt.test/", "", ""},
        {"http://a%20b/", "", ""},
        {"http://a%00b/", "", ""},
        {"http://[0:0::1]/", "", "http://[::1]/"},
        {"http://[::127.0.0.1]/", "", "http://[::7f00:1]/"},
        {"http://a.example:80:81/", "", ""},
        {"http://u:p@x@a.example/", "", "http://u:p%40x@a.example/"},
    }));

INSTANTIATE_TEST_SUITE_P(Failure, ResolveUrlTest,
                         testing::ValuesIn(std::vector<Row>{
                             {"", "", ""},
                             {"x", "", ""},
                             {"/x", "", ""},
                             {"//b.example/x", "", ""},
                             {"https://", "", ""},
                             {"https:///", "", ""},
                             {"https://a.example:65536/", "", ""},
                             {"https://a.example:99999999999999999999/", "",
                              ""},
                             {"https://a.example:x/", "", ""},
                             {"https://[::1/", "", ""},
                             {"https://a b.example/", "", ""},
                         }));

INSTANTIATE_TEST_SUITE_P(
    Path, ResolveUrlTest,
    testing::ValuesIn(std::vector<Row>{
        {"https://a.example/b/../c/./d", "", "https://a.example/c/d"},
        {"https://a.example/b/%2e%2E/c", "", "https://a.example/c"},
        {"https://a.example/..", "", "https://a.example/"},
        {"https://a.example/b/.", "", "https://a.example/b/"},
        {"https://a.example/a/..?q", "", "https://a.example/?q"},
        {"https://a.example//x//y", "", "https://a.example//x//y"},
        {"https://a.example/a b", "", "https://a.example/a%20b"},
        {"https://a.example/\xc3\xa9", "", "https://a.example/%C3%A9"},
        {"https://a.example/?q=\xc3\xa9 b", "",
         "https://a.example/?q=%C3%A9%20b"},
        {"https://a.example/\"<>`{}", "",
         "https://a.example/%22%3C%3E%60%7B%7D"},
        {"https://a.example/'", "", "https://a.example/'"},
        {"https://a.example/x#f", "", "https://a.example/x#f"},
        // What the URL Standard's parser forgives.
        {"  https://a.example/x\n", "", "https://a.example/x"},
        {"https://a.example/x\x07", "", "https://a.example/x"},
        {"https://a.exa\tmple/x\r\ny", "", "https://a.example/xy"},
        {"https:\\\\a.example\\b", "", "https://a.example/b"},
        {"https:a.example/x", "", "https://a.example/x"},
        {"https:/a.example/x", "", "https://a.example/x"},
        {"https:///a.example/x", "", "https://a.example/x"},
    }));

INSTANTIATE_TEST_SUITE_P(
    Relative, ResolveUrlTest,
    testing::ValuesIn(std::vector<Row>{
        {"x", "https://a.example/b/c?q#f", "https://a.example/b/x"},
        {"/x", "https://a.example/b/c", "https://a.example/x"},
        {"?x", "https://a.example/b/c?q", "https://a.example/b/c?x"},
        {"#x", "https://a.example/b/c?q#f", "https://a.example/b/c?q#x"},
        {"", "https://a.example/b/c?q#f", "https://a.example/b/c?q"},
        {"\t", "https://a.example/b?c", "https://a.example/b?c"},
        {" x ", "https://a.example/b", "https://a.example/x"},
        {"x y", "https://a.example/", "https://a.example/x%20y"},
        {".", "https://a.example/b/c", "https://a.example/b/"},
        {"..", "https://a.example/b/c", "https://a.example/"},
        {"../x", "https://a.example/b/c/d", "https://a.example/b/x"},
        {"../../../x", "https://a.example/b/c/d", "https://a.example/x"},
        {"./x:y", "https://a.example/", "https://a.example/x:y"},
        {"?a/../b", "https://a.example/b/c", "https://a.example/b/c?a/../b"},
        {"//b.example/x", "https://a.example/b", "https://b.example/x"},
        {"//b.example", "http://a.example/b", "http://b.example/"},
        {"///b.example/x", "https://a.example/", "https://b.example/x"},
        {"\\\\b.example\\x", "https://a.example/b", "https://b.example/x"},
        {"/\\b.example/x", "https://a.example/b", "https://b.example/x"},
        {"https:x", "https://a.example/b/c", "https://a.example/b/x"},
        {"https:/x", "https://a.example/b/c", "https://a.example/x"},
        {"https:\\x", "https://a.example/b/c", "https://a.example/x"},
        {"http:x", "https://a.example/b/c", "http://x/"},
        {"https://b.example:443/x", "https://a.example/",
         "https://b.example/x"},
        {"HTTP://B.EXAMPLE/x", "https://a.example/b", "http://b.example/x"},
    }));

// Only what they are matters: a fetch does not follow a redirect to them.
INSTANTIATE_TEST_SUITE_P(OtherSchemes, ResolveUrlTest,
                         testing::ValuesIn(std::vector<Row>{
                             {"data:text/plain,x", "", "data:text/plain,x"},
                             {"DATA:x", "https://a.example/", "data:x"},
                             {"about:blank", "", "about:blank"},
                             {"mailto:x@y", "", "mailto:x@y"},
                             {"x:y", "https://a.example/", "x:y"},
                             {"blob:https://a.example/1", "",
                              "blob:https://a.example/1"},
                         }));

// What RFC 3986 has no place for but the URL Standard leaves as it is.
INSTANTIATE_TEST_SUITE_P(
    NotEscaped, ResolveUrlTest,
    testing::ValuesIn(std::vector<Row>{
        {"https://a.example/a|b", "", "https://a.example/a|b"},
        {"/a?f[x]=1", "https://a.example/b", "https://a.example/a?f[x]=1"},
        {"/a[b]/../c[d]", "https://a.example/b", "https://a.example/c[d]"},
        {"//b.example/;[1]#[2]", "https://a.example/",
         "https://b.example/;[1]#[2]"},
        {"https://a.example/?a|b{c}", "", "https://a.example/?a|b{c}"},
        {"https://a.example/?^`\\", "", "https://a.example/?^`\\"},
        {"https://a.example/%zz", "", "https://a.example/%zz"},
        {"https://a.example/#a#b", "", "https://a.example/#a#b"},
        {"https://a.example/#{}|", "", "https://a.example/#{}|"},
        {"https://a.example/?'", "", "https://a.example/?%27"},
        {"https://a.example/a^b?^#^", "", "https://a.example/a%5Eb?^#^"},
        {"/c", "https://a.example/a^b", "https://a.example/c"},
        {"c", "https://a.example/a^b/", "https://a.example/a%5Eb/c"},
    }));

// Serializing is idempotent.
TEST(ResolveUrlTwiceTest, ChangesNothing) {
  for (const std::string url :
       {"HTTPS://U:P@A.Example:8443/b/../c d?e f#g h", "http://[::1]:80/%7e",
        "https://a.example/%zz?\"#`"}) {
    const std::string once = ResolveUrl(url, "").value_or("failure");
    EXPECT_EQ(ResolveUrl(once, ""), once) << url;
    EXPECT_EQ(ResolveUrl(once, "http://b.example/x"), once) << url;
  }
}

// What a parser would leave as it is is not parsed, but with a base; both are the
// same, whatever a URL is made of.
TEST(SerializeUrlTest, IsWhatTheParserMakes) {
  const std::vector<std::string> pieces = {
      "https://", "http://", "a",   "Z",  "0",   "7",  "0x1", "example", ".",
      "..",       "-",       "--",  "xn--", "/", "/.", "/..", "%",       "%2e",
      "?",        "#",       "'",   "\"", " ",  "^",  "|",   "\\",       ":",
      ":80",      "@",       "_",   "~",  "\t", "[",  "=&",  "\xc3\xa9"};
  std::mt19937 dice(15);
  const auto piece = [&] { return pieces[dice() % pieces.size()]; };
  size_t urls = 0;
  for (int i = 0; i < 200000; ++i) {
    std::string url = i % 2 == 0 ? "https://a.example/" : "http://";
    for (size_t n = dice() % 7; n > 0; --n) url += piece();
    if (i % 4 == 1) url += ".example/";
    for (size_t n = dice() % 4; n > 0; --n) url += piece();
    std::string href;
    const bool is_url = SerializeUrl(url, &href);
    const auto wanted = ResolveUrl(url, "about:blank");
    ASSERT_EQ(is_url, wanted.has_value()) << url;
    if (!is_url) continue;
    ASSERT_EQ(href, *wanted) << url;
    ++urls;
  }
  EXPECT_GT(urls, 50000u);
}

TEST(ResolveUrlBytesTest, NulAndHighBytesAreEscaped) {
  EXPECT_EQ(ResolveUrl(std::string("/a\0b", 4), "https://a.example/"),
            "https://a.example/a%00b");
  EXPECT_EQ(ResolveUrl("/\xe9", "https://a.example/"), "https://a.example/%E9");
}

TEST(SerializeOriginTest, TakesWhatPeopleWrite) {
  EXPECT_EQ(SerializeOrigin("null"), "null");
  EXPECT_EQ(SerializeOrigin("https://a.example"), "https://a.example");
  EXPECT_EQ(SerializeOrigin("HTTPS://A.Example:443/"), "https://a.example");
  EXPECT_EQ(SerializeOrigin("http://127.1:8080/page?x#y"),
            "http://127.0.0.1:8080");
  EXPECT_EQ(SerializeOrigin("https://\xc3\xbc.example"),
            "https://xn--tda.example");
}

TEST(SerializeOriginTest, OfABlob) {
  EXPECT_EQ(SerializeOrigin("blob:https://a.example/1"), "https://a.example");
  EXPECT_EQ(SerializeOrigin("blob:x"), std::nullopt);
}

TEST(SerializeOriginTest, NamesNoneWhereThereIsNone) {
  for (const char* origin :
       {"", "a.example", "https://", "about:blank", "data:,x", "Null", "*"}) {
    EXPECT_EQ(SerializeOrigin(origin), std::nullopt) << origin;
  }
}

// A string of script has no lone surrogates once it is a URL's input:
// https://webidl.spec.whatwg.org/#idl-USVString
std::string ReplaceLoneSurrogates(const std::string& json) {
  const auto unit = [&](size_t i) {
    return json.compare(i, 2, "\\u") == 0
               ? std::stoi(json.substr(i + 2, 4), nullptr, 16)
               : 0;
  };
  std::string out;
  for (size_t i = 0; i < json.size(); ++i) {
    if (json[i] != '\\') {
      out += json[i];
      continue;
    }
    const int first = unit(i);
    const bool surrogate = first >= 0xD800 && first < 0xE000;
    if (!surrogate) {
      out += json.substr(i++, 2);
      continue;
    }
    const int second = first < 0xDC00 ? unit(i + 6) : 0;
    const bool pair = second >= 0xDC00 && second < 0xE000;
    out += pair ? json.substr(i, 12) : "\\uFFFD";
    i += pair ? 11 : 5;
  }
  return out;
}

bool IsHttp(const std::string& url) { return url.compare(0, 4, "http") == 0; }

// The rows of web-platform-tests about http(s) URLs; ada's archive brings them.
TEST(UrlTestData, HoldsForHttp) {
  const char* path = std::getenv("CORSIEVE_URLTESTDATA");
  ASSERT_NE(path, nullptr) << "names urltestdata.json of web-platform-tests";
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  std::string error;
  const Json rows = ParseJson(ReplaceLoneSurrogates(text.str()), &error);
  ASSERT_TRUE(rows.is_array()) << path << ": " << error;
  int compared = 0;
  for (const Json& row : rows) {
    if (!row.is_object()) continue;  // A comment.
    const std::string input = row["input"];
    const std::string base =
        row.contains("base") && row["base"].is_string() ? row["base"] : "";
    const bool fails = row.contains("failure");
    const std::string href = fails ? "" : row["href"];
    if (!IsHttp(fails ? base + input : href)) continue;
    ++compared;
    EXPECT_EQ(ResolveUrl(input, base).value_or(""), href)
        << input << " on " << base;
  }
  EXPECT_GT(compared, 400);
}

}  // namespace
}  // namespace corsieve::tools
