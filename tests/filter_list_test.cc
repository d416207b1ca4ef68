// Responses that a Filter is given as a list: what one can be.

#include <string>
#include <string_view>
#include <vector>

#include "corsieve/corsieve.h"
#include "gtest/gtest.h"
#include "tests/exchange_helpers.h"

namespace corsieve::tests {
namespace {

class FilterListTest : public testing::TestWithParam<Profile> {
 protected:
  Reason Run(int status, std::string_view message = "OK",
             const std::vector<Header>& headers = {}) {
    return filter_.Run(Get("https://a.test/"), status, message, headers)
        .reason();
  }

  Filter filter_{GetParam()};
};

TEST_P(FilterListTest, Statuses) {
  for (int status : {0, 1, 99, 200, 299, 300, 304, 306, 998, 999}) {
    EXPECT_EQ(Run(status), Reason::kSameOrigin) << status;
    EXPECT_EQ(filter_.response().status(), status);
    EXPECT_EQ(filter_.response().status_message(), "OK");
  }
  for (int status : {100, 101, 103, 150, 198, 199}) {
    EXPECT_EQ(Run(status), Reason::kNoFinalResponse) << status;
    EXPECT_EQ(filter_.response().status(), 0);
  }
  for (int status : {-1, -100, 1000, 65535, 65736}) {
    EXPECT_EQ(Run(status), Reason::kStatusCodeMalformed) << status;
  }
}

// https://fetch.spec.whatwg.org/#concept-response-status-message: blanks of it
// stay, but what ends a line or a string does not.
TEST_P(FilterListTest, StatusMessages) {
  for (std::string_view message : {"", "OK", " a  b ", "caf\xe9", "\t"}) {
    EXPECT_EQ(Run(200, message), Reason::kSameOrigin) << message;
    EXPECT_EQ(filter_.response().status_message(), message);
  }
  for (std::string_view message :
       {std::string_view("a\rb"), std::string_view("\n"),
        std::string_view("a\0b", 3)}) {
    EXPECT_EQ(Run(200, message), Reason::kStatusLineMalformed);
    EXPECT_EQ(filter_.response().status_message(), "");
  }
}

// The first that is wrong says why; all are told.
TEST_P(FilterListTest, NamesAndValues) {
  EXPECT_EQ(Run(200, "", {{"A", "\t b "}, {"B", ""}}), Reason::kSameOrigin);
  EXPECT_EQ(filter_.response().outcomes()[0].value, "b");
  EXPECT_EQ(Run(200, "", {{"A", "1\r"}, {"", "2"}}),
            Reason::kHeaderValueMalformed);
  EXPECT_EQ(filter_.response().outcomes().size(), 2u);
  EXPECT_EQ(Run(200, "", {{"A b", "1"}, {"C", "\n"}}),
            Reason::kHeaderNameMalformed);
  for (std::string_view name : {"", "A:", "A ", " A", "A\t", "\xe9"}) {
    EXPECT_EQ(Run(200, "", {{name, "1"}}), Reason::kHeaderNameMalformed)
        << name;
  }
  for (std::string_view value :
       {std::string_view("a\nb"), std::string_view("\r"),
        std::string_view("\0", 1), std::string_view("a\r\n b")}) {
    EXPECT_EQ(Run(200, "", {{"A", value}}), Reason::kHeaderValueMalformed);
  }
}

// The status is looked at before the message, the headers before both.
TEST_P(FilterListTest, WhatIsSaidFirst) {
  EXPECT_EQ(Run(1000, "a\nb", {{"", ""}}), Reason::kHeaderNameMalformed);
  EXPECT_EQ(Run(1000, "a\nb"), Reason::kStatusCodeMalformed);
  Request request = Get("bad");
  EXPECT_EQ(filter_.Run(request, 1000, "", {}).reason(),
            Reason::kUrlNotSerialized);
  EXPECT_EQ(filter_.response().internal_response().status, 0);
}

INSTANTIATE_TEST_SUITE_P(Profiles, FilterListTest, testing::ValuesIn(kProfiles),
                         [](const auto& info) { return NameOf(info.param); });

}  // namespace
}  // namespace corsieve::tests
