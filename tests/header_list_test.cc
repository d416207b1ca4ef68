#include "corsieve/header_list.h"

#include <algorithm>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gtest/gtest.h"

namespace corsieve {
namespace {

std::string Join(const std::vector<std::string_view>& parts) {
  std::string joined;
  for (std::string_view p : parts) joined += "[" + std::string(p) + "]";
  return joined;
}

// https://fetch.spec.whatwg.org/#concept-header-list-get
TEST(HeaderListTest, GetJoinsInOrder) {
  const std::vector<Header> headers = {
      {"A", "1"}, {"B", "x"}, {"a", ""}, {"A", "2"}};
  const HeaderList list(headers);
  std::string scratch;
  EXPECT_EQ(list.Get("a", &scratch), "1, , 2");
  EXPECT_EQ(list.Get("B", &scratch), "x");
  EXPECT_EQ(list.Get("C", &scratch), std::nullopt);
  EXPECT_EQ(list.Get("", &scratch), std::nullopt);
}

// They are neither dropped nor made one.
TEST(HeaderListTest, GetKeepsEmptyDuplicates) {
  HeaderList list;
  std::string scratch;
  list.Append("A", "");
  EXPECT_EQ(list.Get("A", &scratch), "");
  list.Append("a", "");
  EXPECT_EQ(list.Get("A", &scratch), ", ");
  list.Append("A", "");
  EXPECT_EQ(list.Get("A", &scratch), ", , ");
}

TEST(HeaderListTest, GetOfOneIsAViewOfIt) {
  const std::string value = "a longer value than fits into a string itself";
  HeaderList list;
  list.Append("A", value);
  std::string scratch = "kept";
  EXPECT_EQ(list.Get("a", &scratch)->data(), value.data());
  EXPECT_EQ(scratch, "kept");
}

TEST(HeaderListTest, GetReplacesWhatScratchHeld) {
  const std::vector<Header> headers = {{"A", "1"}, {"A", "2"}};
  const HeaderList list(headers);
  std::string scratch = "something else";
  EXPECT_EQ(list.Get("A", &scratch), "1, 2");
  EXPECT_EQ(list.Get("A", &scratch), "1, 2");
}

TEST(HeaderListTest, Contains) {
  const std::vector<Header> headers = {{"X-A", ""}};
  const HeaderList list(headers);
  EXPECT_TRUE(list.Contains("x-a"));
  EXPECT_FALSE(list.Contains("x-"));
  EXPECT_FALSE(list.Contains("x-a "));
  EXPECT_FALSE(HeaderList().Contains("x-a"));
}

TEST(HeaderListTest, MovesLeaveAnEmptyList) {
  HeaderList list;
  list.Append("A", "1");
  HeaderList other = std::move(list);
  ASSERT_EQ(other.size(), 1u);
  EXPECT_EQ(other[0].name, "A");
  EXPECT_TRUE(list.empty());  // NOLINT: what a move leaves is documented.
  list.Append("B", "2");
  EXPECT_EQ(list[0].value, "2");
}

TEST(HeaderListTest, IsAListOfWhatWasAppended) {
  HeaderList list;
  EXPECT_TRUE(list.empty());
  list.Append("A", "1");
  list.Append("a", "2");
  ASSERT_EQ(list.size(), 2u);
  EXPECT_EQ(list[1].name, "a");  // Each keeps its own case.
  std::string all;
  for (const Header& h : list) all.append(h.name).append(h.value);
  EXPECT_EQ(all, "A1a2");
  list.clear();
  EXPECT_TRUE(list.empty());
  EXPECT_FALSE(list.Contains("A"));
  list.Append("B", "3");
  EXPECT_EQ(list[0].name, "B");
}

// https://fetch.spec.whatwg.org/#header-name
TEST(IsHeaderNameTest, Table) {
  for (const std::string_view name :
       {"a", "*", "'bb-8'", "__custom", "|", "X-1", "!#$%&'*+-.^_`|~"}) {
    EXPECT_TRUE(IsHeaderName(name)) << name;
  }
  for (const std::string_view name :
       {"", " ", "a b", " a", "a ", "a:", ":a", "\"a\"", "a,b", "(a)", "a/b",
        "[object Object]", "a\n", "\xe9", "\x7f", "a\x01"}) {
    EXPECT_FALSE(IsHeaderName(name)) << name;
  }
  EXPECT_FALSE(IsHeaderName(std::string_view("a\0", 2)));
}

// Any byte but NUL, CR and LF may be inside, and blanks not at the ends.
// https://fetch.spec.whatwg.org/#header-value
TEST(IsHeaderValueTest, EveryByteInEveryPlace) {
  EXPECT_TRUE(IsHeaderValue(""));
  for (int i = 0; i < 256; ++i) {
    SCOPED_TRACE(i);
    const std::string c(1, static_cast<char>(i));
    const bool inside = i != 0 && i != '\n' && i != '\r';
    const bool at_end = inside && i != ' ' && i != '\t';
    EXPECT_EQ(IsHeaderValue("x" + c + "x"), inside);
    EXPECT_EQ(IsHeaderValue(c), at_end);
    EXPECT_EQ(IsHeaderValue(c + "x"), at_end);
    EXPECT_EQ(IsHeaderValue("x" + c), at_end);
  }
}

// https://fetch.spec.whatwg.org/#concept-header-value-normalize
TEST(NormalizeHeaderValueTest, StripsHttpWhitespaceAtBothEnds) {
  EXPECT_EQ(NormalizeHeaderValue(""), "");
  EXPECT_EQ(NormalizeHeaderValue(" \t\r\n"), "");
  EXPECT_EQ(NormalizeHeaderValue("\r\n a \r\n b\t"), "a \r\n b");
  EXPECT_EQ(NormalizeHeaderValue("\t\f\tx\n"), "\f\tx");
  EXPECT_EQ(NormalizeHeaderValue("\v\f"), "\v\f");
  EXPECT_EQ(NormalizeHeaderValue("x\xa0"), "x\xa0");
}

struct SplitRow {
  std::string_view value;
  std::vector<std::string_view> elements;
};

void PrintTo(const SplitRow& row, std::ostream* os) { *os << row.value; }

class GetDecodeAndSplitTest : public testing::TestWithParam<SplitRow> {};

TEST_P(GetDecodeAndSplitTest, Row) {
  // A copy of its own size, so that ASan sees a read past its end.
  const std::string_view value = GetParam().value;
  const std::unique_ptr<char[]> copy(new char[value.size()]);
  value.copy(copy.get(), value.size());
  EXPECT_EQ(Join(GetDecodeAndSplit(std::string_view(copy.get(), value.size()))),
            Join(GetParam().elements));
}

// The standard's own table, with repeated headers joined as Get does, then
// edges.
// https://fetch.spec.whatwg.org/#concept-header-list-get-decode-split
INSTANTIATE_TEST_SUITE_P(
    Table, GetDecodeAndSplitTest,
    testing::ValuesIn(std::vector<SplitRow>{
        {"nosniff,", {"nosniff", ""}},
        {"", {""}},
        {"text/html;\", x/x", {"text/html;\", x/x"}},
        {"x/x;test=\"hi\",y/y", {"x/x;test=\"hi\"", "y/y"}},
        {"x/x;test=\"hi\", **bingo**", {"x/x;test=\"hi\"", "**bingo**"}},
        {"x / x,,,1", {"x / x", "", "", "1"}},
        {"x / x, ,, 1", {"x / x", "", "", "1"}},
        {"\"1,2\", 3", {"\"1,2\"", "3"}},
        // Edges.
        {",", {"", ""}},
        {" \t", {""}},
        {"\t a\t ,\tb ", {"a", "b"}},
        {"\fa\v", {"\fa\v"}},
        {"a\"b,c\"d,e", {"a\"b,c\"d", "e"}},
        {"\"a\" \"b,c\",d", {"\"a\" \"b,c\"", "d"}},
        // An escaped quote does not end a quoted string; a backslash escapes
        // in there only.
        {"\"\\\",\",a", {"\"\\\",\"", "a"}},
        {"\"\\\\\",a", {"\"\\\\\"", "a"}},
        {"\\\",a\",b", {"\\\",a\"", "b"}},
        // Unterminated quotes.
        {"\"", {"\""}},
        {"\"\\", {"\"\\"}},
        {"\"\\,", {"\"\\,"}},
        {"a,\"b, c", {"a", "\"b, c"}},
        {"a\", b, \"c, d", {"a\", b, \"c", "d"}},
        {"\"a ", {"\"a"}},
    }));

TEST(TakeElementTest, EndsAfterTheLastElement) {
  std::string_view rest = "a, b,";
  std::string_view element;
  ASSERT_TRUE(TakeElement(&rest, &element));
  EXPECT_EQ(element, "a");
  ASSERT_TRUE(TakeElement(&rest, &element));
  EXPECT_EQ(element, "b");
  ASSERT_TRUE(TakeElement(&rest, &element));
  EXPECT_EQ(element, "");
  EXPECT_EQ(rest.data(), nullptr);
  EXPECT_FALSE(TakeElement(&rest, &element));
}

// The empty value has one element, whatever its data() is.
TEST(TakeElementTest, EmptyValue) {
  EXPECT_EQ(Join(GetDecodeAndSplit(std::string_view())), "[]");
  EXPECT_EQ(Join(GetDecodeAndSplit("")), "[]");
}

}  // namespace
}  // namespace corsieve
