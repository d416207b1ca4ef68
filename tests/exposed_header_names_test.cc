#include "corsieve/exposed_header_names.h"

#include <ostream>
#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace corsieve {
namespace {

constexpr CredentialsMode kSame = CredentialsMode::kSameOrigin;
constexpr CredentialsMode kInclude = CredentialsMode::kInclude;

using Lines = std::vector<std::string_view>;

// A header of another name comes before each line, so line i is header 2i + 1.
HeaderList ListOf(const Lines& lines) {
  HeaderList list;
  for (std::string_view line : lines) {
    list.Append("X", "not, a (list)");
    list.Append("access-control-EXPOSE-headers", line);
  }
  return list;
}

std::string Names(const ExposedHeaderNames& names) {
  std::string all;
  for (std::string_view name : names.names()) all.append(name).append(";");
  return all;
}

struct GoodRow {
  const char* name;
  Lines lines;
  std::string_view names;  // As written and in order, "a;b;".
};

void PrintTo(const GoodRow& row, std::ostream* os) { *os << row.name; }

class ExposeListTest : public testing::TestWithParam<GoodRow> {};

TEST_P(ExposeListTest, IsRead) {
  const HeaderList list = ListOf(GetParam().lines);
  ExposedHeaderNames names;
  names.Read(list, kSame);
  EXPECT_FALSE(names.invalid());
  EXPECT_EQ(Names(names), GetParam().names);
}

constexpr auto kName = [](const auto& info) {
  return std::string(info.param.name);
};

// https://www.rfc-editor.org/rfc/rfc9110#section-5.6.1.2
INSTANTIATE_TEST_SUITE_P(
    Table, ExposeListTest,
    testing::ValuesIn(std::vector<GoodRow>{
        {"None", {}, ""},
        {"One", {"x-a"}, "x-a;"},
        {"InOrder", {"x-c, x-A ,x-b"}, "x-c;x-A;x-b;"},
        {"NoSpace", {"x-a,x-b"}, "x-a;x-b;"},
        {"Tabs", {"x-a\t,\tx-b"}, "x-a;x-b;"},
        {"TwoLines", {"x-b", "x-a"}, "x-b;x-a;"},
        {"Empty", {""}, ""},
        {"EmptyElements", {", x-a, ,,,x-b,"}, "x-a;x-b;"},
        {"OnlyCommas", {",,,"}, ""},
        {"EmptyLineFirst", {"", "bb-8"}, "bb-8;"},
        {"SingleQuotesAreTokenBytes", {"'bb-8',bb-8"}, "'bb-8';bb-8;"},
        {"EveryTokenByte", {"!#$%&'*+-.^_`|~09azAZ"}, "!#$%&'*+-.^_`|~09azAZ;"},
    }),
    kName);

struct BadRow {
  const char* name;
  Lines lines;
  size_t header;
  size_t offset;
};

void PrintTo(const BadRow& row, std::ostream* os) { *os << row.name; }

class InvalidExposeListTest : public testing::TestWithParam<BadRow> {};

TEST_P(InvalidExposeListTest, CountsAsAbsent) {
  const HeaderList list = ListOf(GetParam().lines);
  ExposedHeaderNames names;
  names.Read(list, kSame);
  ASSERT_TRUE(names.invalid());
  EXPECT_EQ(names.invalid()->header, GetParam().header);
  EXPECT_EQ(names.invalid()->offset, GetParam().offset);
  EXPECT_EQ(Names(names), "");
  EXPECT_FALSE(names.Names("bb-8"));
  EXPECT_FALSE(names.wildcard());
  EXPECT_FALSE(names.star_is_literal());
}

// One element that is no token makes all lines of that name absent.
// https://fetch.spec.whatwg.org/#extract-header-list-values
INSTANTIATE_TEST_SUITE_P(Table, InvalidExposeListTest,
                         testing::ValuesIn(std::vector<BadRow>{
                             {"TwoWords", {"bb-8, no no"}, 1, 9},
                             {"OddBytes", {"bb-8,,@#$"}, 1, 6},
                             {"Quoted", {"\"bb-8\",bb-8"}, 1, 0},
                             {"FfAfter", {"bb-8\f"}, 1, 4},
                             {"VtBefore", {"\vbb-8"}, 1, 0},
                             {"Semicolon", {"bb-8;q=1"}, 1, 4},
                             {"Colon", {"bb-8: x"}, 1, 4},
                             {"HighByte", {"bb-8, \xe9"}, 1, 6},
                             {"Nbsp", {"bb-8,\xa0"}, 1, 5},
                             {"StarAndBad", {"*, (x)"}, 1, 3},
                             {"SecondLine", {"bb-8", "bb-8 x"}, 3, 5},
                             {"FirstOfTwo", {"bb-8 x", "bb-8"}, 1, 5},
                             {"FirstOfTwoBad", {"(", ")"}, 1, 0},
                         }),
                         kName);

TEST(ExposedHeaderNamesTest, NamesAreComparedWithoutCase) {
  const HeaderList list = ListOf({"X-a, B, x-B, b"});
  ExposedHeaderNames names;
  names.Read(list, kInclude);
  for (std::string_view name : {"x-a", "X-A", "b", "B", "X-b"}) {
    EXPECT_TRUE(names.Names(name)) << name;
  }
  for (std::string_view name : {"", "x", "x-", "x-aa", "a", "*", "x-c"}) {
    EXPECT_FALSE(names.Names(name)) << name;
  }
}

TEST(ExposedHeaderNamesTest, StarIsAWildcardWithoutCredentials) {
  for (std::string_view line : {"*", "X-A, *", "*,*", ", *"}) {
    const HeaderList list = ListOf({line});
    for (CredentialsMode mode : {kSame, CredentialsMode::kOmit}) {
      ExposedHeaderNames names;
      names.Read(list, mode);
      EXPECT_TRUE(names.wildcard()) << line;
      EXPECT_FALSE(names.star_is_literal()) << line;
    }
    ExposedHeaderNames names;
    names.Read(list, kInclude);
    EXPECT_FALSE(names.wildcard()) << line;
    EXPECT_TRUE(names.star_is_literal()) << line;
    EXPECT_TRUE(names.Names("*")) << line;
  }
}

TEST(ExposedHeaderNamesTest, StarInsideANameIsNone) {
  const HeaderList list = ListOf({"x-*, **"});
  ExposedHeaderNames names;
  names.Read(list, kSame);
  EXPECT_FALSE(names.wildcard());
  EXPECT_FALSE(names.Names("x-a"));
}

TEST(ExposedHeaderNamesTest, ReadStartsAfresh) {
  ExposedHeaderNames names;
  const HeaderList invalid = ListOf({"("});
  const HeaderList star = ListOf({"*"});
  const HeaderList none = ListOf({});
  names.Read(invalid, kSame);
  names.Read(star, kSame);
  EXPECT_FALSE(names.invalid());
  EXPECT_TRUE(names.wildcard());
  names.Read(star, kInclude);
  EXPECT_FALSE(names.wildcard());
  names.Read(none, kInclude);
  EXPECT_FALSE(names.star_is_literal());
  EXPECT_FALSE(names.Names("*"));
  names.Read(star, kSame);
  names.Clear();
  EXPECT_FALSE(names.wildcard());
  EXPECT_TRUE(names.names().empty());
}

// One object reads one value after the other.
TEST(ExposedHeaderNamesTest, WhatWasReadBeforeIsForgotten) {
  ExposedHeaderNames names;
  for (std::string_view value : {"x-a, x-b", "*", "x-c", "x-d (", "x-e"}) {
    names.ReadValue(value, kSame);
    const bool invalid = value.back() == '(';
    EXPECT_EQ(names.wildcard(), value == "*") << value;
    EXPECT_EQ(names.invalid().has_value(), invalid) << value;
    EXPECT_EQ(names.Names("x-a"), value.substr(0, 3) == "x-a") << value;
    EXPECT_EQ(names.Names("x-c"), value == "x-c") << value;
    EXPECT_FALSE(names.Names("x-d")) << value;
  }
  names.SetNames({"x-f"}, kSame);
  EXPECT_EQ(Names(names), "x-f;");
  names.SetNames({"x-g"}, kSame);
  EXPECT_EQ(Names(names), "x-g;");
  names.Clear();
  EXPECT_EQ(Names(names), "");
  names.Read(ListOf({"x-h"}), kSame);
  names.ReadValue("x-i", kSame);
  EXPECT_EQ(Names(names), "x-i;");
}

}  // namespace
}  // namespace corsieve
