// Each entry of each table about methods and request headers, and ranges.

#include "corsieve/request_header.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"
#include "tests/exchange_helpers.h"

namespace corsieve::tests {
namespace {

std::string RangeText(std::string_view value, bool allow_whitespace) {
  const std::optional<Range> range =
      ParseSingleRangeHeaderValue(value, allow_whitespace);
  if (!range) return "failure";
  return std::string(range->start) + "-" + std::string(range->end);
}

TEST(MethodTest, SafelistedForbiddenAndNormalized) {
  for (std::string_view m : {"GET", "HEAD", "POST"}) {
    EXPECT_TRUE(IsCorsSafelistedMethod(m)) << m;
  }
  for (std::string_view m :
       {"get", "PUT", "OPTIONS", "DELETE", "PATCH", "", "GETS", "GE"}) {
    EXPECT_FALSE(IsCorsSafelistedMethod(m)) << m;
  }
  for (std::string_view m :
       {"CONNECT", "TRACE", "TRACK", "connect", "Trace", "tRACK"}) {
    EXPECT_TRUE(IsForbiddenMethod(m)) << m;
  }
  for (std::string_view m : {"GET", "TRACKS", "CONNEC", "OPTIONS", ""}) {
    EXPECT_FALSE(IsForbiddenMethod(m)) << m;
  }
  EXPECT_EQ(NormalizeMethod("dElete"), "DELETE");
  EXPECT_EQ(NormalizeMethod("get"), "GET");
  EXPECT_EQ(NormalizeMethod("Head"), "HEAD");
  EXPECT_EQ(NormalizeMethod("options"), "OPTIONS");
  EXPECT_EQ(NormalizeMethod("post"), "POST");
  EXPECT_EQ(NormalizeMethod("puT"), "PUT");
  for (std::string_view m : {"patch", "Patch", "connect", "getx", "ge", ""}) {
    EXPECT_EQ(NormalizeMethod(m), m);
  }
  EXPECT_TRUE(IsMethod("patch"));
  EXPECT_TRUE(IsMethod("!#$%&'*+-.^_`|~"));
  for (std::string_view m : {"", "A B", "A:", "A\n", "A/", "\xe9"}) {
    EXPECT_FALSE(IsMethod(m)) << m;
  }
}

// https://fetch.spec.whatwg.org/#forbidden-request-header
TEST(ForbiddenRequestHeaderTest, EachName) {
  for (std::string_view name : {"Accept-Charset",
                                "Accept-Encoding",
                                "Access-Control-Request-Headers",
                                "Access-Control-Request-Method",
                                "Connection",
                                "Content-Length",
                                "Cookie",
                                "Cookie2",
                                "Date",
                                "DNT",
                                "Expect",
                                "Host",
                                "Keep-Alive",
                                "Origin",
                                "Referer",
                                "Set-Cookie",
                                "TE",
                                "Trailer",
                                "Transfer-Encoding",
                                "Upgrade",
                                "Via",
                                "Proxy-",
                                "Sec-",
                                "Proxy-X",
                                "Sec-Fetch-Site"}) {
    std::string lower, upper;
    for (char c : name) {
      lower += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
      upper += static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
    }
    for (Profile profile : kProfiles) {
      EXPECT_TRUE(IsForbiddenRequestHeader(name, "", profile)) << name;
      EXPECT_TRUE(IsForbiddenRequestHeader(lower, "x", profile)) << name;
      EXPECT_TRUE(IsForbiddenRequestHeader(upper, "x", profile)) << name;
    }
    EXPECT_FALSE(IsForbiddenRequestHeader("X-" + lower, ""));
  }
  for (std::string_view name :
       {"Accept", "Accept-Language", "Authorization", "Content-Type", "Cookie3",
        "Dat", "Proxy", "Sec", "XSec-", "Set-Cookie2", "Range", "If-Match",
        "Access-Control-Request-Private-Network", "Trailers", ""}) {
    EXPECT_FALSE(IsForbiddenRequestHeader(name, "TRACE")) << name;
  }
}

TEST(ForbiddenRequestHeaderTest, UserAgentInChromium) {
  for (Profile profile : kProfiles) {
    EXPECT_EQ(IsForbiddenRequestHeader("USER-agent", "", profile),
              profile == Profile::kChromium);
  }
}

TEST(ForbiddenRequestHeaderTest, MethodOverrides) {
  for (std::string_view name :
       {"X-HTTP-Method", "x-http-method-override", "X-METHOD-Override"}) {
    for (std::string_view value :
         {"TRACE", "connect", " Track\t", "GET,TRACE", "CONNECT, GET",
          "GET, trace ,PUT", ",TRACK"}) {
      EXPECT_TRUE(IsForbiddenRequestHeader(name, value)) << value;
    }
    for (std::string_view value : {"", "GET", "TRACES", "TRACE TRACK",
                                   "\"TRACE\"", "\"GET,TRACE\"", "GET;TRACE"}) {
      EXPECT_FALSE(IsForbiddenRequestHeader(name, value)) << value;
    }
    EXPECT_FALSE(IsForbiddenRequestHeader(name, {}));
  }
  for (std::string_view name : {"X-Method", "X-HTTP-Methods", "X-Override"}) {
    EXPECT_FALSE(IsForbiddenRequestHeader(name, "TRACE")) << name;
  }
}

TEST(RequestHeaderNameTest, NoCorsNonWildcardAndBody) {
  const Lines names = {"accept",
                       "accept-language",
                       "content-language",
                       "content-type",
                       "range",
                       "authorization",
                       "content-encoding",
                       "content-location",
                       "content-length",
                       ""};
  for (const std::string& name : names) {
    EXPECT_EQ(IsNoCorsSafelistedRequestHeaderName(name),
              name == "accept" || name == "accept-language" ||
                  name == "content-language" || name == "content-type");
    EXPECT_EQ(IsCorsNonWildcardRequestHeaderName(name),
              name == "authorization");
    EXPECT_EQ(IsRequestBodyHeaderName(name),
              name == "content-encoding" || name == "content-language" ||
                  name == "content-location" || name == "content-type");
  }
  EXPECT_TRUE(IsNoCorsSafelistedRequestHeaderName("Content-TYPE"));
  EXPECT_TRUE(IsCorsNonWildcardRequestHeaderName("AUTHORIZATION"));
  EXPECT_TRUE(IsRequestBodyHeaderName("Content-TYPE"));
}

// https://fetch.spec.whatwg.org/#simple-range-header-value
TEST(RangeTest, EachStep) {
  struct Row {
    std::string_view value, strict, lenient;
  };
  const Row rows[] = {
      {"bytes=0-1", "0-1", "0-1"},
      {"bytes=0-", "0-", "0-"},
      {"bytes=-1", "-1", "-1"},
      {"bytes=00-00", "00-00", "00-00"},
      {"bytes \t=0-1", "failure", "0-1"},
      {"bytes= 0-1", "failure", "0-1"},
      {"bytes=0\t-1", "failure", "0-1"},
      {"bytes=0- 1", "failure", "0-1"},
      {"bytes=0- ", "failure", "0-"},
      {"bytes=0-1 ", "failure", "failure"},
      {" bytes=0-1", "failure", "failure"},
      {"bytes=-", "failure", "failure"},
      {"bytes=1-0", "failure", "failure"},
      {"bytes=1-1", "1-1", "1-1"},
      {"bytes=02-1", "failure", "failure"},
      {"bytes=2-10", "2-10", "2-10"},
      {"bytes=20000000000000000000-10000000000000000000", "failure", "failure"},
      {"BYTES=0-1", "failure", "failure"},
      {"bytes=0-1-", "failure", "failure"},
      {"bytes", "failure", "failure"},
      {"", "failure", "failure"},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(RangeText(row.value, false), row.strict) << row.value;
    EXPECT_EQ(RangeText(row.value, true), row.lenient) << row.value;
  }
}

}  // namespace
}  // namespace corsieve::tests
