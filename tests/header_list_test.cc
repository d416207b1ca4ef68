#include "corsieve/header_list.h"

#include <algorithm>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "corsieve/cors.h"
#include "corsieve/response_head.h"
#include "engine/header_lookup.h"
#include "engine/header_name.h"
#include "gtest/gtest.h"

namespace corsieve {
namespace {

std::string Join(const std::vector<std::string_view>& parts) {
  std::string joined;
  for (std::string_view p : parts) joined += "[" + std::string(p) + "]";
  return joined;
}

// A list that was read may be appended to, with bytes of other memory.
TEST(HeaderListTest, WhatIsAppendedIsReadToItsEndAtMost) {
  const std::string head =
      "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nX-A: 1\r\nX-Long: "
      "enough\r\nX-B: 2\r\n\r\n";
  HeaderList list;
  ASSERT_FALSE(ParseResponseHead(head, &list).error);
  ASSERT_NE(list.readable_end(), nullptr);
  // Of exactly this size, for sanitizers.
  const std::string_view value = "x-a, x-b";
  const std::unique_ptr<char[]> other(new char[value.size()]);
  std::copy(value.begin(), value.end(), other.get());
  list.Append("Access-Control-Expose-Headers", {other.get(), value.size()});
  EXPECT_EQ(list.readable_end(), nullptr);
  ExposedHeaderNames names;
  names.Read(list, CredentialsMode::kOmit);
  EXPECT_EQ(names.names().size(), 2u);
  EXPECT_TRUE(names.Names("X-B"));
}

// An index of names has only what counts.
TEST(HeaderListTest, AnIndexHasNoMalformedLines) {
  HeaderList list;
  const std::string name = "X-A";
  char folded[kFoldedSize];
  MakeNameKey(name, folded);
  for (int times = 0; times < 2; ++times) {  // In used memory, too.
    list.clear();
    if (times == 0) list.Append(name, "");
    for (int i = 0; i < 100; ++i) list.AppendMalformed("X-A");
    list.AppendDropped("x-a", "");
    list.Append(name, "");
    list.BuildIndex();
    EXPECT_FALSE(list.index_is_sorted());
    EXPECT_EQ(list.FindName(name, folded), times == 0 ? 0 : 101u);
  }
}

// Folding makes the same of some bytes that no plain name has.
TEST(HeaderListTest, AnIndexTellsNamesApart) {
  const std::string stem(40, 'a');
  const std::vector<std::string> names = {
      "X-^", "X-~", "x-^", "X-A",        "X\rA",     "x-a",
      "X-",  "x-",  "X",   stem + "-X^", stem + "X", stem + "-x~"};
  const std::vector<uint32_t> expected = {0, 1, 0, 3, 4, 3, 6, 6, 8, 9, 10, 11};
  HeaderList list;
  for (const std::string& name : names) list.Append(name, "");
  std::vector<uint32_t> first_rows(names.size());
  list.BuildIndex(first_rows.data());
  EXPECT_EQ(first_rows, expected);

  // Of plain names alone.
  list.clear();
  const std::vector<std::string> plain = {stem + "-x", "X-A", stem + "-y",
                                          "x-a"};
  for (const std::string& name : plain) list.Append(name, "");
  list.BuildIndex(first_rows.data());
  first_rows.resize(plain.size());
  EXPECT_EQ(first_rows, (std::vector<uint32_t>{0, 1, 2, 1}));
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

TEST(HeaderListTest, ById) {
  const std::vector<Header> headers = {{"x", "0"},
                                       {"CONTENT-type", "1"},
                                       {"Content-Length", "2"},
                                       {"content-type", "3"}};
  const HeaderList list(headers);
  std::string scratch;
  EXPECT_EQ(list.id(0), HeaderId::kOther);
  EXPECT_EQ(list.id(1), HeaderId::kContentType);
  EXPECT_EQ(list.Get(HeaderId::kContentType, &scratch), "1, 3");
  EXPECT_EQ(list.Get(HeaderId::kLocation, &scratch), std::nullopt);
  EXPECT_EQ(list.Count(HeaderId::kContentType), 2u);
  EXPECT_EQ(list.Count(HeaderId::kLocation), 0u);
  EXPECT_EQ(list.Find(HeaderId::kContentType), 1u);
  EXPECT_EQ(list.Find(HeaderId::kContentType, 1), 1u);
  EXPECT_EQ(list.Find(HeaderId::kContentType, 2), 3u);
  EXPECT_EQ(list.Find(HeaderId::kContentType, 4), 4u);
  EXPECT_EQ(list.Find(HeaderId::kContentType, 9), 4u);
  EXPECT_EQ(list.Find(HeaderId::kLocation), 4u);
  EXPECT_EQ(HeaderList().Find(HeaderId::kLocation), 0u);
}

// https://fetch.spec.whatwg.org/#header-list-contains
// Found no more, by name, by id and by what every response is asked for.
TEST(HeaderListTest, Drop) {
  for (size_t before : {0, 5, 63, 64, 70}) {
    HeaderList list;
    for (size_t i = 0; i < before; ++i) list.Append("X", "");
    list.Append("Content-Length", "1");
    list.Drop(before);
    EXPECT_EQ(list.id(before), HeaderId::kDroppedByEngine);
    EXPECT_FALSE(list.Contains("content-length"));
    EXPECT_EQ(list.Find(HeaderId::kContentLength), list.size());
    std::string scratch;
    EXPECT_EQ(GetValue<HeaderId::kContentLength>(list, &scratch), std::nullopt);
  }
}

TEST(HeaderListTest, Contains) {
  const std::vector<Header> headers = {{"X-A", ""}};
  const HeaderList list(headers);
  EXPECT_TRUE(list.Contains("x-a"));
  EXPECT_FALSE(list.Contains("x-"));
  EXPECT_FALSE(list.Contains("x-a "));
  EXPECT_FALSE(HeaderList().Contains("x-a"));
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
  EXPECT_EQ(list.Find(HeaderId::kContentType), 1u);
}

struct FoldRow {
  std::string_view value;
  std::vector<std::string_view> more;
  std::string_view expected;
};

TEST(HeaderListTest, FoldJoinsWithOneSpace) {
  const FoldRow kRows[] = {
      {"a", {}, "a"},
      {"a", {"b"}, "a b"},
      {"a", {"b", "c"}, "a b c"},
      {"a", {""}, "a"},
      {"a", {"", "b"}, "a b"},
      {"", {"b"}, "b"},
      {"", {"", ""}, ""},
      {"", {"b", "c"}, "b c"},
      {"a  b", {"c\td"}, "a  b c\td"},
  };
  for (const FoldRow& row : kRows) {
    SCOPED_TRACE(std::string(row.value) + " and " + Join(row.more));
    HeaderList list;
    list.Append("n", row.value);
    for (std::string_view more : row.more) list.Fold(more, 64);
    EXPECT_EQ(list[0].value, row.expected);
  }
}

// The bytes of earlier folded values must stay where they are.
TEST(HeaderListTest, FoldsManyHeaders) {
  constexpr size_t kHeaders = 200;
  constexpr size_t kLines = 20;
  HeaderList list;
  for (int round = 0; round < 2; ++round) {
    list.clear();
    for (size_t i = 0; i < kHeaders; ++i) {
      list.Append("n", "v");
      for (size_t k = 0; k < kLines; ++k) {
        list.Fold("w", kHeaders * (kLines + 1) * 3);
      }
    }
    std::string expected = "v";
    for (size_t k = 0; k < kLines; ++k) expected += " w";
    for (size_t i = 0; i < kHeaders; ++i) ASSERT_EQ(list[i].value, expected);
  }
}

// Only what was joined last can grow where it is.
TEST(HeaderListTest, JoinCopiesWhatIsNotLast) {
  HeaderList list;
  const std::string_view a = list.Join("a", ", ", "b", 64);
  const std::string_view b = list.Join("c", "", "", 64);
  const std::string_view c = list.Join(a, "\n", "d", 64);
  const std::string_view d = list.Join(c, " ", "e", 64);
  EXPECT_EQ(a, "a, b");
  EXPECT_EQ(b, "c");
  EXPECT_EQ(c, "a, b\nd");
  EXPECT_EQ(d, "a, b\nd e");
  EXPECT_EQ(c.data(), d.data());
  EXPECT_EQ(list.Join({}, "", "", 64), "");
}

TEST(HeaderListTest, MovingKeepsFoldedValues) {
  HeaderList list;
  list.Append("n", "a");
  list.Fold("b", 16);
  HeaderList moved(std::move(list));
  EXPECT_EQ(moved[0].value, "a b");
  HeaderList assigned;
  assigned.Append("other", "c");
  assigned = std::move(moved);
  ASSERT_EQ(assigned.size(), 1u);
  EXPECT_EQ(assigned[0].value, "a b");
  assigned.Fold("c", 16);
  EXPECT_EQ(assigned[0].value, "a b c");
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
