#include "tools/paste/curl_command.h"

#include <string>
#include <string_view>

#include "gtest/gtest.h"

namespace corsieve::tools {
namespace {

struct CurlCase {
  std::string_view command;
  std::string_view method;
  std::string_view url;
  Pairs headers;
};

TEST(CurlCommandTest, ReadsWhatShellAndCurlRead) {
  const CurlCase cases[] = {
      {"curl a.example", "GET", "http://a.example", {}},
      {"/usr/bin/curl -sSLkvf https://a/ -XPUT", "PUT", "https://a/", {}},
      {"curl https://a/ -H \"A: x\\\"y\\$z\" -H 'B: it'\\''s'",
       "GET",
       "https://a/",
       {{"A", "x\"y$z"}, {"B", "it's"}}},
      {"curl https://a/ -H $'A: \\u0041\\x42\\103\\'\\ud83d\\ude00'",
       "GET",
       "https://a/",
       {{"A", "ABC'\xf0\x9f\x98\x80"}}},
      {"curl https://a/?x=1 -G -d y=2 -d z=3",
       "GET",
       "https://a/?x=1&y=2&z=3",
       {}},
      {"curl https://a/ -d x -H 'Content-Type:'", "POST", "https://a/", {}},
      {"curl -T f https://a/", "PUT", "https://a/", {}},
      {"curl -I https://a/ # a comment", "HEAD", "https://a/", {}},
      {"curl -o out -w '%{http_code}' --max-time 3 https://a/",
       "GET",
       "https://a/",
       {}},
      {"curl -u me: -A agent -r 0-9 https://a/",
       "GET",
       "https://a/",
       {{"Authorization", "Basic bWU6"},
        {"User-Agent", "agent"},
        {"Range", "bytes=0-9"}}},
      {"curl --no-progress-meter --oauth2-bearer t -- https://a/",
       "GET",
       "https://a/",
       {{"Authorization", "Bearer t"}}},
      {"curl ^\"https://a/?x^=1^\" -H ^\"A: ^\\^\"q^\\^\"^\"",
       "GET",
       "https://a/?x=1",
       {{"A", "\"q\""}}},
  };
  for (const CurlCase& c : cases) {
    PastedCall call;
    std::string error;
    const auto request = ReadCurlCommand(c.command, &call, &error);
    ASSERT_TRUE(request) << c.command << ": " << error;
    EXPECT_EQ(request->method, c.method) << c.command;
    EXPECT_EQ(request->url, c.url) << c.command;
    EXPECT_EQ(request->headers, c.headers) << c.command;
  }
}

TEST(CurlCommandTest, SaysWhatItCannotRead) {
  constexpr std::string_view kCommands[] = {
      "curl -i",          "curl https://a/ https://b/", "curl -H",
      "curl 'https://a/", "curl -H @file https://a/",   "curl -H nothing a",
      "curl -K file",     "curl -X 'a b' https://a/",   "curl -8 https://a/"};
  for (std::string_view command : kCommands) {
    PastedCall call;
    std::string error;
    EXPECT_FALSE(ReadCurlCommand(command, &call, &error)) << command;
    EXPECT_NE(error, "") << command;
  }
  PastedCall call;
  std::string error;
  EXPECT_FALSE(ReadCurlCommand("curling is a sport", &call, &error));
  EXPECT_EQ(error, "");
}

TEST(CurlCommandTest, CookiesOfAFileAreSentToo) {
  PastedCall call;
  std::string error;
  const auto request = ReadCurlCommand(
      "curl -b jar.txt -e https://app.example/x https://a/", &call, &error);
  ASSERT_TRUE(request);
  EXPECT_EQ(call.credentials, "include");
  EXPECT_EQ(call.origin, "https://app.example");
}

}  // namespace
}  // namespace corsieve::tools
