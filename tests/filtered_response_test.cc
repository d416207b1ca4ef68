// The three filters of the standard, as functions that need no request.

#include "corsieve/filtered_response.h"

#include <string>
#include <string_view>
#include <vector>

#include "corsieve/response_head.h"
#include "gtest/gtest.h"

namespace corsieve {
namespace {

constexpr CredentialsMode kOmit = CredentialsMode::kOmit;
constexpr CredentialsMode kInclude = CredentialsMode::kInclude;

std::string Fates(const FilteredHeaders& filtered) {
  std::string text;
  for (Outcome o : filtered) {
    text.append(o.name).append(" ").append(ReasonName(o.reason)).append("; ");
  }
  return text;
}

// What the project began with: of these headers and this expose list, script
// sees X-Custom-Header and Content-Type.
TEST(CorsFilteredResponseTest, TheFirstExample) {
  const std::string lines =
      "X-Custom-Header: ExampleValue\r\n"
      "Content-Type: application/json\r\n"
      "X-Other: hidden\r\n"
      "Set-Cookie: a=b\r\n";
  HeaderList headers;
  ASSERT_FALSE(ParseHeaderLines(lines, &headers).error);
  const std::vector<std::string_view> names = {"x-custom-header"};
  for (const ExposedHeaderNames& exposed :
       {ExposedHeaderNames("X-Custom-Header", kOmit),
        ExposedHeaderNames("X-Custom-Header", kInclude),
        ExposedHeaderNames(names, kOmit)}) {
    std::string seen;
    for (Outcome o : CorsFilteredResponse(headers, exposed)) {
      if (o.exposed()) seen.append(o.name).append("=").append(o.value) += ";";
    }
    EXPECT_EQ(seen,
              "X-Custom-Header=ExampleValue;Content-Type=application/json;");
  }
}

struct Row {
  const char* name;
  std::string_view exposed;
  CredentialsMode credentials;
  std::string_view fates;
};

void PrintTo(const Row& row, std::ostream* os) { *os << row.name; }

class CorsFilteredResponseTest : public testing::TestWithParam<Row> {};

TEST_P(CorsFilteredResponseTest, Row) {
  HeaderList headers;
  headers.Append("X-A", "1");
  headers.Append("content-length", "2");
  headers.Append("SET-COOKIE", "3");
  headers.Append("*", "4");
  const ExposedHeaderNames exposed(GetParam().exposed, GetParam().credentials);
  EXPECT_EQ(Fates(CorsFilteredResponse(headers, exposed)), GetParam().fates);
}

// https://fetch.spec.whatwg.org/#concept-filtered-response-cors
INSTANTIATE_TEST_SUITE_P(
    Table, CorsFilteredResponseTest,
    testing::ValuesIn(std::vector<Row>{
        {"None", "", kOmit,
         "X-A NotExposed; content-length Safelisted; SET-COOKIE "
         "ForbiddenResponseHeaderName; * NotExposed; "},
        {"Named", "x-a,set-cookie", kInclude,
         "X-A ExposedByName; content-length Safelisted; SET-COOKIE "
         "ForbiddenResponseHeaderName; * NotExposed; "},
        {"Star", "*", kOmit,
         "X-A ExposedByStar; content-length Safelisted; SET-COOKIE "
         "ForbiddenResponseHeaderName; * ExposedByName; "},
        {"StarWithCredentials", "*", kInclude,
         "X-A StarIsLiteralWithCredentials; content-length Safelisted; "
         "SET-COOKIE ForbiddenResponseHeaderName; * ExposedByName; "},
        {"Invalid", "x-a, (", kOmit,
         "X-A ExposeListInvalid; content-length Safelisted; SET-COOKIE "
         "ForbiddenResponseHeaderName; * ExposeListInvalid; "}}),
    [](const auto& info) { return std::string(info.param.name); });

// Names, too, may have a star; and many are asked as few are.
TEST(CorsFilteredResponseTest, Names) {
  for (size_t count : {1, 15, 16, 17, 63, 64, 65, 300}) {
    std::vector<std::string> texts;
    for (size_t i = 0; i < count; ++i)
      texts.push_back("x-" + std::to_string(i));
    std::vector<std::string_view> names(texts.begin(), texts.end());
    HeaderList headers;
    for (const std::string& text : texts) headers.Append(text, "");
    headers.Append("x-other", "");
    FilteredHeaders filtered;
    CorsFilteredResponse(headers, ExposedHeaderNames(names, kOmit), &filtered);
    ASSERT_EQ(filtered.size(), count + 1);
    for (size_t i = 0; i < count; ++i) EXPECT_TRUE(filtered[i].exposed()) << i;
    EXPECT_FALSE(filtered[count].exposed());
    names.push_back("*");
    CorsFilteredResponse(headers, ExposedHeaderNames(names, kOmit), &filtered);
    EXPECT_EQ(filtered[count].reason, Reason::kExposedByStar);
    CorsFilteredResponse(headers, ExposedHeaderNames(names, kInclude),
                         &filtered);
    EXPECT_FALSE(filtered[count].exposed());
    EXPECT_TRUE(filtered[0].exposed());
  }
}

// https://fetch.spec.whatwg.org/#concept-filtered-response-basic
TEST(BasicFilteredResponseTest, HidesCookiesAlone) {
  HeaderList headers;
  headers.Append("X-A", "1");
  headers.Append("Set-Cookie", "2");
  headers.Append("set-cookie2", "3");
  headers.Append("Content-Type", "4");
  EXPECT_EQ(Fates(BasicFilteredResponse(headers)),
            "X-A BasicResponse; Set-Cookie ForbiddenResponseHeaderName; "
            "set-cookie2 ForbiddenResponseHeaderName; Content-Type "
            "BasicResponse; ");
  EXPECT_EQ(BasicFilteredResponse(HeaderList()).size(), 0u);
}

// https://fetch.spec.whatwg.org/#concept-filtered-response-opaque
TEST(OpaqueFilteredResponseTest, HidesAll) {
  HeaderList headers;
  headers.Append("X-A", "1");
  headers.Append("Content-Type", "4");
  const FilteredHeaders filtered = OpaqueFilteredResponse(headers);
  EXPECT_EQ(Fates(filtered),
            "X-A OpaqueResponse; Content-Type OpaqueResponse; ");
  EXPECT_EQ(filtered.reasons().size(), 2u);
}

TEST(FilteredHeadersTest, AreReused) {
  FilteredHeaders filtered;
  HeaderList many, few;
  for (int i = 0; i < 200; ++i) many.Append("X-A", "1");
  few.Append("X-B", "2");
  BasicFilteredResponse(many, &filtered);
  EXPECT_EQ(filtered.size(), 200u);
  OpaqueFilteredResponse(few, &filtered);
  EXPECT_EQ(Fates(filtered), "X-B OpaqueResponse; ");
}

struct LinesRow {
  std::string_view bytes;
  std::string_view expected;
  size_t body_offset;
};

TEST(ParseHeaderLinesTest, UpToAnEmptyLineOrTheEnd) {
  const LinesRow kRows[] = {
      {"", "", 0},
      {"A: 1\r\n", "A=1;", 6},
      {"A: 1\r\nb:2\n\r\nbody", "A=1;b=2;", 12},
      {"A: 1\r\n 2\r\n", "A=1 2;", 10},
      {"\r\nA: 1", "", 2},
      {" A: 1\r\n", "FirstHeaderLineFolded 0", 0},
      {"A: 1\r\nB 2\r\n", "HeaderLineWithoutColon 9", 0},
      {"A: 1", "HeadTruncated 4", 0},
  };
  for (const LinesRow& row : kRows) {
    HeaderList list;
    list.Append("left", "over");
    const ResponseHead head = ParseHeaderLines(row.bytes, &list);
    std::string text;
    if (head.error) {
      text = std::string(ReasonName(*head.error)) + " " +
             std::to_string(head.error_offset);
    } else {
      for (const Header& h : list) {
        text.append(h.name).append("=").append(h.value) += ";";
      }
      EXPECT_EQ(head.body_offset, row.body_offset) << row.bytes;
    }
    EXPECT_EQ(text, row.expected) << row.bytes;
  }
}

}  // namespace
}  // namespace corsieve
