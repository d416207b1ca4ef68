// Each entry of each table about methods and request headers.

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

bool IsSafe(std::string_view name, std::string_view value,
            Profile profile = Profile::kStandard) {
  return IsCorsSafelistedRequestHeader(name, value, profile);
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

// https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte, each of 256
TEST(SafelistedRequestHeaderTest, EachByteOfAccept) {
  const std::string unsafe = "\"():<>?@[\\]{}\x7f";
  for (int byte = 0; byte < 256; ++byte) {
    const std::string value = std::string("a") + static_cast<char>(byte);
    const bool is_unsafe =
        (byte < 0x20 && byte != 9) ||
        unsafe.find(static_cast<char>(byte)) != std::string::npos;
    for (Profile profile : kProfiles) {
      // Departure safelisted_accept_is_ascii.
      const bool high = byte >= 0x80 && profile == Profile::kFirefox;
      EXPECT_EQ(IsSafe("Accept", value, profile), !is_unsafe && !high) << byte;
      EXPECT_EQ(IsSafe("content-TYPE", "text/plain;a=b" + value, profile),
                !is_unsafe)
          << byte;
    }
  }
}

TEST(SafelistedRequestHeaderTest, EachByteOfLanguages) {
  const std::string safe =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz *,-.;=";
  for (int byte = 0; byte < 256; ++byte) {
    const std::string value = std::string("a") + static_cast<char>(byte);
    const bool is_safe =
        safe.find(static_cast<char>(byte)) != std::string::npos;
    EXPECT_EQ(IsSafe("accept-LANGUAGE", value), is_safe) << byte;
    EXPECT_EQ(IsSafe("Content-Language", value), is_safe) << byte;
  }
  EXPECT_TRUE(IsSafe("Accept-Language", ""));
}

TEST(SafelistedRequestHeaderTest, ValuesOf128BytesAtMost) {
  const std::string most(128, 'a');
  for (std::string_view name :
       {"accept", "accept-language", "content-language"}) {
    EXPECT_TRUE(IsSafe(name, most)) << name;
    EXPECT_FALSE(IsSafe(name, most + "a")) << name;
  }
  const std::string type = "text/plain;a=";
  EXPECT_TRUE(IsSafe("content-type", type + std::string(115, 'a')));
  EXPECT_FALSE(IsSafe("content-type", type + std::string(116, 'a')));
  const std::string range = "bytes=0-";
  EXPECT_TRUE(IsSafe("range", range + std::string(120, '1')));
  EXPECT_FALSE(IsSafe("range", range + std::string(121, '1')));
}

TEST(SafelistedRequestHeaderTest, Names) {
  EXPECT_TRUE(IsSafe("ACCEPT", "a/b"));
  for (std::string_view name :
       {"", "accep", "accepts", "x-accept", "accept-charset", "content-length",
        "authorization", "if-match", "cookie", "ranges"}) {
    EXPECT_FALSE(IsSafe(name, "1")) << name;
  }
}

TEST(SafelistedRequestHeaderTest, ContentTypes) {
  for (std::string_view value :
       {"application/x-www-form-urlencoded", "multipart/form-data",
        "text/plain", "TEXT/Plain", " text/plain ;charset=utf-8",
        "multipart/form-data; boundary=x", "text/plain;;;"}) {
    EXPECT_TRUE(IsSafe("Content-Type", value)) << value;
  }
  for (std::string_view value :
       {"", "text", "text/", "/plain", "text/html", "text/plain2",
        "application/json", "text/plain, text/plain", "multipart/mixed",
        "application/x-www-form-urlencode", "text/plain;a=\"b\"",
        "text /plain"}) {
    EXPECT_FALSE(IsSafe("Content-Type", value)) << value;
  }
}

// Departure range_unit_in_any_case.
TEST(SafelistedRequestHeaderTest, Ranges) {
  for (Profile profile : kProfiles) {
    for (std::string_view value :
         {"bytes=0-", "bytes=0-0", "bytes=9-10", "bytes=010-11",
          "bytes=99999999999999999999-100000000000000000000"}) {
      EXPECT_TRUE(IsSafe("Range", value, profile)) << value;
    }
    for (std::string_view value :
         {"", "bytes", "bytes=", "bytes=-", "bytes=-5", "bytes=1-0",
          "bytes=10-9", "bytes=0-1,2-3", "bytes= 0-1", "bytes=0 -1", "bytes=0",
          "bytes=0-1 ", " bytes=0-1", "bytes=a-", "byte=0-", "bits=0-",
          "bytes=0--1", "bytess=0-"}) {
      EXPECT_FALSE(IsSafe("Range", value, profile)) << value;
    }
    const bool webkit = profile == Profile::kWebKit;
    EXPECT_EQ(IsSafe("Range", "Bytes=0-", profile), webkit);
    EXPECT_EQ(IsSafe("Range", "BYTES=0-1", profile), webkit);
    EXPECT_FALSE(IsSafe("Range", "BYTES=-1", profile));
  }
}

// Departure client_hints_are_safelisted; IsCorsSafelistedHeader in Chromium's
// services/network/public/cpp/cors/cors.cc.
TEST(SafelistedRequestHeaderTest, ClientHintsOfChromium) {
  struct Row {
    std::string_view name, value;
    bool safe;
  };
  const Row rows[] = {
      {"DPR", "2", true},
      {"dpr", "2.0", true},
      {"dpr", "12.34", true},
      {"dpr", "", false},
      {"dpr", "2.", false},
      {"dpr", ".5", false},
      {"dpr", "2.0.0", false},
      {"dpr", "2x", false},
      {"dpr", "2.x", false},
      {"dpr", "-2", false},
      {"dpr", "2,0", false},
      {"Device-Memory", "0.5", true},
      {"downlink", "1.5", true},
      {"RTT", "100", true},
      {"rtt", "100.5", false},
      {"rtt", "", false},
      {"viewport-width", "1", true},
      {"viewport-width", "1.0", false},
      {"Width", "10", true},
      {"width", "x", false},
      {"ect", "slow-2g", true},
      {"ECT", "2g", true},
      {"ect", "3g", true},
      {"ect", "4g", true},
      {"ect", "5g", false},
      {"ect", "4G", false},
      {"ect", "", false},
      {"Save-Data", "on", true},
      {"save-data", "ON", true},
      {"save-data", "off", false},
      {"save-data", "", false},
      {"sec-ch-ua", "1", false},
      {"x-dpr", "2", false},
  };
  for (const Row& row : rows) {
    for (Profile profile : kProfiles) {
      EXPECT_EQ(IsSafe(row.name, row.value, profile),
                row.safe && profile == Profile::kChromium)
          << row.name << ": " << row.value;
    }
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

Lines UnsafeNames(const std::vector<Header>& headers,
                  Profile profile = Profile::kStandard) {
  return CorsUnsafeRequestHeaderNames(headers, profile);
}

// https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names
TEST(UnsafeRequestHeaderNamesTest, AreSortedByByteInLowerCaseAndOnce) {
  EXPECT_EQ(UnsafeNames({}), Lines());
  EXPECT_EQ(UnsafeNames({{"Accept", "a"}, {"Range", "bytes=0-"}}), Lines());
  EXPECT_EQ(UnsafeNames({{"X_B", ""}, {"X-Z", ""}, {"xa", ""}, {"X-z", ""}}),
            (Lines{"x-z", "x_b", "xa"}));
  EXPECT_EQ(UnsafeNames({{"Accept", "a"}, {"accept", "("}}), Lines{"accept"});
  EXPECT_EQ(UnsafeNames({{"Range", "bytes=-1"}, {"X", ""}}),
            (Lines{"range", "x"}));
  // Departure unsafe_names_repeat.
  EXPECT_EQ(UnsafeNames({{"X", ""}, {"a", ""}, {"x", ""}}, Profile::kFirefox),
            (Lines{"a", "x", "x"}));
}

// Safelisted values of 1024 bytes in all; departure
// safelisted_sizes_are_not_summed.
TEST(UnsafeRequestHeaderNamesTest, SafelistedSizesAddUp) {
  const std::string value(128, 'a');
  std::vector<Header> headers(8, Header{"Accept", value});
  headers.push_back({"X", "not counted: it is no safe one"});
  for (Profile profile : kProfiles) {
    EXPECT_EQ(UnsafeNames(headers, profile), Lines{"x"});
  }
  headers.push_back({"Accept-Language", "a"});
  for (Profile profile :
       {Profile::kStandard, Profile::kChromium, Profile::kWebKit}) {
    EXPECT_EQ(UnsafeNames(headers, profile),
              (Lines{"accept", "accept-language", "x"}));
  }
  EXPECT_EQ(UnsafeNames(headers, Profile::kFirefox), Lines{"x"});
}

std::string RangeText(std::string_view value, bool allow_whitespace) {
  const std::optional<Range> range =
      ParseSingleRangeHeaderValue(value, allow_whitespace);
  if (!range) return "failure";
  return std::string(range->start) + "-" + std::string(range->end);
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
