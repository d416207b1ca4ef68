// Which request headers need no preflight: each byte, each limit, each name.
// https://fetch.spec.whatwg.org/#cors-safelisted-request-header

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "corsieve/request_header.h"
#include "gtest/gtest.h"
#include "tests/exchange_helpers.h"

namespace corsieve::tests {
namespace {

bool IsSafe(std::string_view name, std::string_view value,
            Profile profile = Profile::kStandard) {
  return IsCorsSafelistedRequestHeader(name, value, profile);
}

Lines UnsafeNames(const std::vector<Header>& headers,
                  Profile profile = Profile::kStandard) {
  return CorsUnsafeRequestHeaderNames(headers, profile);
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
      // Departure request_content_type_is_strict.
      const bool strict = high || (profile == Profile::kFirefox &&
                                   (byte == ',' || byte == ';'));
      EXPECT_EQ(IsSafe("content-TYPE", "text/plain;a=b" + value, profile),
                !is_unsafe && !strict)
          << byte;
    }
  }
}

// Departure request_content_type_is_strict: all are safelisted by the standard.
TEST(SafelistedRequestHeaderTest, ContentTypesOfFirefox) {
  const std::pair<std::string_view, bool> rows[] = {
      {"text/plain;", true},        {"text/plain;a", true},
      {"text/plain;;a", true},      {"text/plain; ;charset=a", true},
      {"text/plain;;", false},      {"text/plain;a;", false},
      {"text/plain;a,b", false},    {"text/plain;charset=a, text/plain", false},
      {"text/plain;a=\x80", false},
  };
  for (const auto& [value, is_safe] : rows) {
    EXPECT_TRUE(IsSafe("Content-Type", value)) << value;
    EXPECT_EQ(IsSafe("Content-Type", value, Profile::kFirefox), is_safe)
        << value;
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
          "bytes=9223372036854775806-", "bytes=0-9223372036854775806",
          "bytes=0-00000000000000000000000000001"}) {
      EXPECT_TRUE(IsSafe("Range", value, profile)) << value;
    }
    for (std::string_view value :
         {"",           "bytes",      "bytes=",     "bytes=-",
          "bytes=-5",   "bytes=1-0",  "bytes=10-9", "bytes=0-1,2-3",
          "bytes= 0-1", "bytes=0 -1", "bytes=0",    "bytes=0-1 ",
          " bytes=0-1", "bytes=a-",   "byte=0-",    "bits=0-",
          "bytes=0--1", "bytess=0-",  "bytes",      "bytes0-1",
          "bytes=1+-2"}) {
      EXPECT_FALSE(IsSafe("Range", value, profile)) << value;
    }
    const bool webkit = profile == Profile::kWebKit;
    EXPECT_EQ(IsSafe("Range", "Bytes=0-", profile), webkit);
    EXPECT_EQ(IsSafe("Range", "BYTES=0-1", profile), webkit);
    EXPECT_FALSE(IsSafe("Range", "BYTES=-1", profile));
  }
}

// Departures range_numbers_have_63_bits and range_numbers_have_64_bits.
TEST(SafelistedRequestHeaderTest, NumbersOfRanges) {
  const struct {
    std::string_view number;
    bool chromium, others;
  } rows[] = {
      {"9223372036854775806", true, true},
      {"9223372036854775807", false, true},
      {"18446744073709551615", false, true},
      {"18446744073709551616", false, false},
      {"99999999999999999999", false, false},
      {"000000000000000000009223372036854775806", true, true},
      {"0000000000000000000018446744073709551615", false, true},
  };
  for (const auto& row : rows) {
    const std::string number(row.number);
    for (const std::string& value :
         {"bytes=" + number + "-", "bytes=0-" + number,
          "bytes=" + number + "-" + number}) {
      EXPECT_TRUE(IsSafe("Range", value)) << value;
      EXPECT_EQ(IsSafe("Range", value, Profile::kChromium), row.chromium)
          << value;
      EXPECT_EQ(IsSafe("Range", value, Profile::kFirefox), row.others) << value;
      EXPECT_EQ(IsSafe("Range", value, Profile::kWebKit), row.others) << value;
    }
  }
}

// Departure range_numbers_take_signs.
TEST(SafelistedRequestHeaderTest, SignsInRanges) {
  for (std::string_view value :
       {"bytes=+0-1", "bytes=0-+1", "bytes=+0-+1", "bytes=+0-", "BYTES=+0-1",
        "bytes=\v0-1", "bytes=\f+0\v-\f\v+1\v\v", "bytes=0-1\f",
        "bytes=+18446744073709551615-"}) {
    for (Profile profile : kProfiles) {
      EXPECT_EQ(IsSafe("Range", value, profile), profile == Profile::kWebKit)
          << value;
    }
  }
  for (std::string_view value : {"bytes=+",
                                 "bytes=+-1",
                                 "bytes=-+1",
                                 "bytes=0-+",
                                 "bytes=++0-1",
                                 "bytes=+ 0-1",
                                 "bytes=+\v0-1",
                                 "bytes=0+-1",
                                 "bytes=+5-1",
                                 "bytes=0-\v",
                                 "bytes=\v-1",
                                 "bytes\v=0-1",
                                 "bytes=\t+0-1",
                                 "bytes=0 -1",
                                 "bytes=0-1\x1c",
                                 "bytes=0-1\x1f",
                                 "bytes=0-1\x85",
                                 "bytes=0-1\xa0",
                                 "bytes=+18446744073709551616-",
                                 "bytes+0-1",
                                 "+",
                                 "bytes=+0"}) {
    for (Profile profile : kProfiles) {
      EXPECT_FALSE(IsSafe("Range", value, profile)) << value;
    }
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

}  // namespace
}  // namespace corsieve::tests
