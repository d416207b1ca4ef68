#include <string>
#include <string_view>

#include "gtest/gtest.h"
#include "tools/paste/readers.h"

namespace corsieve::tools {
namespace {

struct Sentence {
  std::string_view text;
  std::string_view reason;
};

TEST(ConsoleMessageTest, EachSentenceHasItsReason) {
  constexpr Sentence kChromium[] = {
      {"Response to preflight request doesn't pass access control check: "
       "Redirect is not allowed for a preflight request.",
       "PreflightDisallowedRedirect"},
      {"Response to preflight request doesn't pass access control check: The "
       "'Access-Control-Allow-Origin' header has a value 'https://b' that is "
       "not equal to the supplied origin.",
       "PreflightAllowOriginMismatch"},
      {"Response to preflight request doesn't pass access control check: The "
       "value of the 'Access-Control-Allow-Credentials' header in the response "
       "is '' which must be 'true' when the request's credentials mode is "
       "'include'.",
       "PreflightInvalidAllowCredentials"},
      {"Cannot parse Access-Control-Allow-Methods response header field in "
       "preflight response.",
       "InvalidAllowMethodsPreflightResponse"},
      {"Redirect location 'https://a:b@c/' contains a username and password, "
       "which is disallowed for cross-origin requests.",
       "RedirectContainsCredentials"},
      {"Cross origin requests are only supported for protocol schemes: http.",
       "CorsDisabledScheme"},
  };
  for (const Sentence& sentence : kChromium) {
    const std::string text =
        "Access to fetch at 'https://a/' from origin 'https://p' has been "
        "blocked by CORS policy: " +
        std::string(sentence.text);
    std::string error;
    const auto paste = ReadConsoleMessage({{text, 1}}, &error);
    ASSERT_TRUE(paste);
    EXPECT_EQ(paste->call.reason, std::string(sentence.reason)) << text;
    EXPECT_EQ(paste->exchanges[0].request->url, "https://a/");
  }
  constexpr Sentence kFirefox[] = {
      {"Multiple CORS header \u2018Access-Control-Allow-Origin\u2019 not "
       "allowed",
       "MultipleAllowOriginValues"},
      {"expected \u2018true\u2019 in CORS header "
       "\u2018Access-Control-Allow-Credentials\u2019",
       "InvalidAllowCredentials"},
      {"Did not find method in CORS header "
       "\u2018Access-Control-Allow-Methods\u2019",
       "MethodDisallowedByPreflightResponse"},
      {"invalid token \u2018a b\u2019 in CORS header "
       "\u2018Access-Control-Allow-Headers\u2019",
       "InvalidAllowHeadersPreflightResponse"},
      {"CORS preflight response did not succeed", "PreflightInvalidStatus"},
      {"CORS request not http", "CorsDisabledScheme"},
  };
  for (const Sentence& sentence : kFirefox) {
    const std::string text =
        "Cross-Origin Request Blocked: The Same Origin Policy disallows "
        "reading the remote resource at https://a/. (Reason: " +
        std::string(sentence.text) + ").";
    std::string error;
    const auto paste = ReadConsoleMessage({{text, 1}}, &error);
    ASSERT_TRUE(paste);
    EXPECT_EQ(paste->call.reason, std::string(sentence.reason)) << text;
    EXPECT_EQ(paste->exchanges[0].request->url, "https://a/");
  }
}

}  // namespace
}  // namespace corsieve::tools
