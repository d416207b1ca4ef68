#include "corsieve/origin.h"

#include <cstdlib>
#include <memory>
#include <ostream>
#include <string>
#include <tuple>
#include <vector>

#include "gtest/gtest.h"

namespace corsieve {
namespace {

std::string ToString(const Origin& origin) {
  if (origin.opaque()) {
    EXPECT_EQ(origin.host, "");
    EXPECT_EQ(origin.port, "");
    return "opaque";
  }
  return std::string(origin.scheme) + " " + std::string(origin.host) + " " +
         std::string(origin.port);
}

struct OriginRow {
  std::string_view text;
  std::string_view expected;  // "scheme host port", "opaque", "" for failure
};

void PrintTo(const OriginRow& row, std::ostream* os) { *os << row.text; }

class SerializedOriginTest : public testing::TestWithParam<OriginRow> {};

TEST_P(SerializedOriginTest, Row) {
  const std::string_view text = GetParam().text;
  const std::unique_ptr<char[]> copy(new char[text.size()]);
  text.copy(copy.get(), text.size());
  const std::optional<Origin> origin =
      ParseSerializedOrigin({copy.get(), text.size()});
  EXPECT_EQ(origin ? ToString(*origin) : "", GetParam().expected) << text;
}

INSTANTIATE_TEST_SUITE_P(
    Good, SerializedOriginTest,
    testing::ValuesIn(std::vector<OriginRow>{
        {"https://a.example", "https a.example "},
        {"http://a.example", "http a.example "},
        {"https://a.example:8080", "https a.example 8080"},
        {"https://a.example:80", "https a.example 80"},
        {"http://a.example:443", "http a.example 443"},
        {"http://localhost", "http localhost "},
        {"http://127.0.0.1:1", "http 127.0.0.1 1"},
        {"http://[::1]", "http [::1] "},
        {"http://[::1]:65535", "http [::1] 65535"},
        {"https://xn--bcher-kva.example", "https xn--bcher-kva.example "},
        {"https://a_b.example", "https a_b.example "},
        {"https://*.example", "https *.example "},
        {"https://a\"`{}!$&'()*+,;=~", "https a\"`{}!$&'()*+,;=~ "},
        {"ws://a.example", "ws a.example "},
        {"chrome-extension://abcdef", "chrome-extension abcdef "},
        {"null", "opaque"},
    }));

INSTANTIATE_TEST_SUITE_P(Bad, SerializedOriginTest,
                         testing::ValuesIn(std::vector<OriginRow>{
                             {"", ""},
                             {"NULL", ""},
                             {"null ", ""},
                             {"a.example", ""},
                             {"//a.example", ""},
                             {"https:a.example", ""},
                             {"https:/a.example", ""},
                             {"https://", ""},
                             {"https://a.example/", ""},
                             {"https://a.example/path", ""},
                             {"https://a.example?q", ""},
                             {"https://a.example#f", ""},
                             {"https://u@a.example", ""},
                             {"https://A.example", ""},
                             {"HTTPS://a.example", ""},
                             {"https://a.example:443", ""},
                             {"http://a.example:80", ""},
                             {"https://a.example:", ""},
                             {"https://a.example:08080", ""},
                             {"https://a.example:65536", ""},
                             {"https://a.example:123456", ""},
                             {"https://a.example:8x", ""},
                             {"https://a.example:-1", ""},
                             {"https://a.example:80:80", ""},
                             {"https://:80", ""},
                             {"https://a b.example", ""},
                             {" https://a.example", ""},
                             {"https://a.example\n", ""},
                             {"https://a.example, https://b.example", ""},
                             {"https://b\xc3\xbc"
                              "cher.example",
                              ""},
                             {"https://a%62.example", ""},
                             {"https://a^b", ""},
                             {"https://a|b", ""},
                             {"https://a<b", ""},
                             {"https://a>b", ""},
                             {"https://a\\b", ""},
                             {"https://a\x7f", ""},
                             {"https://[::1", ""},
                             {"https://::1]", ""},
                             {"https://[]", ""},
                             {"*", ""},
                             {std::string_view("https://a\0.example", 18), ""},
                         }));

struct UrlRow {
  std::string_view url;
  std::string_view scheme;  // "" for failure
  std::string_view origin;
  bool includes_credentials = false;
};

void PrintTo(const UrlRow& row, std::ostream* os) { *os << row.url; }

class SerializedUrlTest : public testing::TestWithParam<UrlRow> {};

TEST_P(SerializedUrlTest, Row) {
  const std::string_view url = GetParam().url;
  const std::unique_ptr<char[]> copy(new char[url.size()]);
  url.copy(copy.get(), url.size());
  const std::optional<UrlParts> parts =
      ParseSerializedUrl({copy.get(), url.size()});
  ASSERT_EQ(parts.has_value(), !GetParam().scheme.empty()) << url;
  if (!parts) return;
  EXPECT_EQ(parts->scheme, GetParam().scheme) << url;
  EXPECT_EQ(ToString(parts->origin), GetParam().origin) << url;
  EXPECT_EQ(parts->includes_credentials, GetParam().includes_credentials)
      << url;
  EXPECT_EQ(parts->is_http(),
            GetParam().scheme == "http" || GetParam().scheme == "https");
}

// https://url.spec.whatwg.org/#concept-url-origin
INSTANTIATE_TEST_SUITE_P(
    Good, SerializedUrlTest,
    testing::ValuesIn(std::vector<UrlRow>{
        {"https://a.example/", "https", "https a.example "},
        {"https://a.example/b:c@d?e#f", "https", "https a.example "},
        {"https://a.example/?@", "https", "https a.example "},
        {"https://a.example/#@", "https", "https a.example "},
        {"https://a.example:8080/", "https", "https a.example 8080"},
        {"http://[::1]:8080/", "http", "http [::1] 8080"},
        {"http://[::1]/", "http", "http [::1] "},
        {"wss://a.example/", "wss", "wss a.example "},
        {"ftp://a.example/", "ftp", "ftp a.example "},
        {"https://u:p@a.example/", "https", "https a.example ", true},
        {"https://u@a.example:1/", "https", "https a.example 1", true},
        {"https://:p@a.example/", "https", "https a.example ", true},
        {"https://u:@a.example/", "https", "https a.example ", true},
        // Parsing such a URL leaves it without credentials.
        {"https://@a.example/", "https", "https a.example "},
        {"https://:@a.example/", "https", "https a.example "},
        {"data:,", "data", "opaque"},
        {"about:blank", "about", "opaque"},
        {"file:///etc", "file", "opaque"},
        {"mailto:u@a.example", "mailto", "opaque"},
        {"x-y+1.2:", "x-y+1.2", "opaque"},
        {"blob:https://a.example/1", "blob", "https a.example "},
        {"blob:http://a.example:1/2", "blob", "http a.example 1"},
        {"blob:null/1", "blob", "opaque"},
        {"blob:ftp://a.example/1", "blob", "opaque"},
        {"blob:blob:https://a.example/1", "blob", "opaque"},
        {"blob:", "blob", "opaque"},
    }));

INSTANTIATE_TEST_SUITE_P(Bad, SerializedUrlTest,
                         testing::ValuesIn(std::vector<UrlRow>{
                             {"", "", ""},
                             {":", "", ""},
                             {"https", "", ""},
                             {"/path", "", ""},
                             {"//a.example/", "", ""},
                             {"1a:b", "", ""},
                             {"HTTPS://a.example/", "", ""},
                             {" https://a.example/", "", ""},
                             {"https:a.example", "", ""},
                             {"https://", "", ""},
                             {"https:///a", "", ""},
                             {"https://u@/", "", ""},
                             {"https://A.example/", "", ""},
                             {"https://a.example:x/", "", ""},
                             {"https://a.example:/", "", ""},
                             {"https://a.example:65536/", "", ""},
                             {"https://a.example:99999999999999999999/", "",
                              ""},
                             {"https://a b/", "", ""},
                             {"https://b\xc3\xbc"
                              "cher.example/",
                              "", ""},
                         }));

// As deep as one line of `corsieve batch` allows. In a process of its own: the
// stack is what may give out.
TEST(SerializedUrlDeathTest, ABlobUrlMayNestAsDeepAsItLikes) {
  std::string url;
  for (int i = 0; i < 3000000; ++i) url += "blob:";
  EXPECT_EXIT(
      {
        const std::optional<UrlParts> parts = ParseSerializedUrl(url);
        std::exit(parts && parts->origin.opaque() ? 0 : 1);
      },
      testing::ExitedWithCode(0), "");
}

Origin Parsed(std::string_view text) {
  return ParseSerializedOrigin(text).value();
}

// https://html.spec.whatwg.org/#same-origin
TEST(IsSameOriginTest, ComparesSchemeHostAndPort) {
  const Origin a = Parsed("https://a.example");
  EXPECT_TRUE(IsSameOrigin(a, a));
  EXPECT_TRUE(IsSameOrigin(a, Parsed("https://a.example")));
  EXPECT_FALSE(IsSameOrigin(a, Parsed("http://a.example")));
  EXPECT_FALSE(IsSameOrigin(a, Parsed("https://b.example")));
  EXPECT_FALSE(IsSameOrigin(a, Parsed("https://sub.a.example")));
  EXPECT_FALSE(IsSameOrigin(a, Parsed("https://a.example:80")));
}

TEST(IsSameOriginTest, AnOpaqueOriginIsTheSameAsNone) {
  EXPECT_FALSE(IsSameOrigin(Parsed("null"), Parsed("null")));
  EXPECT_FALSE(IsSameOrigin(Parsed("null"), Parsed("https://a.example")));
  EXPECT_FALSE(IsSameOrigin(Parsed("https://a.example"), Parsed("null")));
}

// http://a and http://a:80 are the same.
TEST(IsSameOriginTest, ADefaultPortInAUrlIsNoPort) {
  for (const auto& [origin, url, same] :
       std::vector<std::tuple<std::string_view, std::string_view, bool>>{
           {"http://a", "http://a:80/", true},
           {"https://a", "https://a:443/", true},
           {"https://a:80", "https://a:80/", true},
           {"http://a", "http://a:443/", false},
           {"https://a", "https://a:80/", false}}) {
    EXPECT_EQ(IsSameOrigin(Parsed(origin), ParseSerializedUrl(url)->origin),
              same)
        << url;
  }
}

}  // namespace
}  // namespace corsieve
