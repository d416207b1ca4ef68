// The rows behind a header list: what counts, what does not, and what is found.

#include "engine/headers/header_table.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "corsieve/exposed_header_names.h"
#include "corsieve/response_head.h"
#include "engine/headers/header_lookup.h"
#include "gtest/gtest.h"

namespace corsieve {
namespace {

std::string Join(const std::vector<std::string_view>& parts) {
  std::string joined;
  for (std::string_view p : parts) joined += "[" + std::string(p) + "]";
  return joined;
}

HeaderTable& Filled(HeaderTable* table, const std::vector<Header>& headers) {
  for (const Header& h : headers) table->Append(h.name, h.value);
  return *table;
}

// A list that was read may be appended to, with bytes of other memory.
TEST(HeaderTableTest, WhatIsAppendedIsReadToItsEndAtMost) {
  const std::string head =
      "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nX-A: 1\r\nX-Long: "
      "enough\r\nX-B: 2\r\n\r\n";
  HeaderList list;
  ASSERT_FALSE(ParseResponseHead(head, &list).error);
  ASSERT_NE(TableOf(list).readable_end(), nullptr);
  // Of exactly this size, for sanitizers.
  const std::string_view value = "x-a, x-b";
  const std::unique_ptr<char[]> other(new char[value.size()]);
  std::copy(value.begin(), value.end(), other.get());
  list.Append("Access-Control-Expose-Headers", {other.get(), value.size()});
  EXPECT_EQ(TableOf(list).readable_end(), nullptr);
  ExposedHeaderNames names;
  names.Read(list, CredentialsMode::kOmit);
  EXPECT_EQ(names.names().size(), 2u);
  EXPECT_TRUE(names.Names("X-B"));
}

// So it is with all that puts bytes of other memory into a list.
TEST(HeaderTableTest, OtherMemoryIsReadToItsEndAtMost) {
  const std::string head =
      "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nX-A: 1\r\nX-Long: "
      "enough\r\nX-B: 2\r\n\r\n";
  const std::function<void(HeaderTable*)> kChanges[] = {
      [](HeaderTable* table) { table->SetValue(1, "x"); },
      [](HeaderTable* table) { table->AppendMalformed("x"); },
      [](HeaderTable* table) { table->Fold("x"); },
      [](HeaderTable* table) { table->Join("x", "", "y"); },
      [](HeaderTable* table) { table->clear(); },
  };
  for (const auto& change : kChanges) {
    HeaderList list;
    ASSERT_FALSE(ParseResponseHead(head, &list).error);
    ASSERT_NE(TableOf(list).readable_end(), nullptr);
    change(&TableOf(&list));
    EXPECT_EQ(TableOf(list).readable_end(), nullptr);
  }
}

TEST(HeaderTableTest, ById) {
  const std::vector<Header> headers = {{"x", "0"},
                                       {"CONTENT-type", "1"},
                                       {"Content-Length", "2"},
                                       {"content-type", "3"}};
  HeaderTable list;
  Filled(&list, headers);
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
  EXPECT_EQ(HeaderTable().Find(HeaderId::kLocation), 0u);
}

// https://fetch.spec.whatwg.org/#header-list-contains
// Found no more, by name, by id and by what every response is asked for.
TEST(HeaderTableTest, Drop) {
  for (size_t before : {0, 5, 63, 64, 70}) {
    HeaderTable list;
    for (size_t i = 0; i < before; ++i) list.Append("X", "");
    list.Append("Content-Length", "1");
    list.Drop(before);
    EXPECT_EQ(list.kind(before), RowKind::kDropped);
    EXPECT_FALSE(list.is_header(before));
    EXPECT_EQ(list[before].name, "Content-Length");  // It is still shown.
    EXPECT_FALSE(list.Contains("content-length"));
    EXPECT_EQ(list.Find(HeaderId::kContentLength), list.size());
    NameIndex index;
    index.Build(list.folded_names());
    char folded[kFoldedSize];
    MakeNameKey("content-length", folded);
    EXPECT_EQ(index.Find(list.folded_names(), "content-length", folded),
              list.size());
    std::string scratch;
    EXPECT_EQ(list.Get("content-length", &scratch), std::nullopt);
    EXPECT_EQ(GetValue<HeaderId::kContentLength>(list, &scratch), std::nullopt);
  }
}

// What every response is asked for is found in any row, and beside any row that
// counts no more.
TEST(HeaderTableTest, AskedForInAnyRow) {
  for (size_t before : {0, 1, 62, 63, 64, 65}) {
    HeaderTable list;
    for (size_t i = 0; i < before; ++i) list.Append("Content-Length", "0");
    list.Append("Content-Length", "1");
    std::string scratch;
    for (size_t i = 0; i < before; ++i) list.Drop(i);
    EXPECT_EQ(GetValue<HeaderId::kContentLength>(list, &scratch), "1")
        << before;
    EXPECT_EQ(list.Find(HeaderId::kContentLength), before);
    list.Append("Content-Length", "2");
    list.Append("content-length", "3");
    EXPECT_EQ(GetValue<HeaderId::kContentLength>(list, &scratch), "1, 2, 3")
        << before;
    EXPECT_EQ(list.Get("CONTENT-LENGTH", &scratch), "1, 2, 3");
  }
}

struct FoldRow {
  std::string_view value;
  std::vector<std::string_view> more;
  std::string_view expected;
};

TEST(HeaderTableTest, FoldJoinsWithOneSpace) {
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
    HeaderTable list;
    list.Append("n", row.value);
    for (std::string_view more : row.more) list.Fold(more);
    EXPECT_EQ(list[0].value, row.expected);
  }
}

// The bytes of earlier folded values must stay where they are.
TEST(HeaderTableTest, FoldsManyHeaders) {
  constexpr size_t kHeaders = 200;
  constexpr size_t kLines = 20;
  HeaderTable list;
  for (int round = 0; round < 2; ++round) {
    list.clear();
    for (size_t i = 0; i < kHeaders; ++i) {
      list.Append("n", "v");
      for (size_t k = 0; k < kLines; ++k) {
        list.Fold("w");
      }
    }
    std::string expected = "v";
    for (size_t k = 0; k < kLines; ++k) expected += " w";
    for (size_t i = 0; i < kHeaders; ++i) ASSERT_EQ(list[i].value, expected);
  }
}

// Only what was joined last can grow where it is.
TEST(HeaderTableTest, JoinCopiesWhatIsNotLast) {
  HeaderTable list;
  const std::string_view a = list.Join("a", ", ", "b");
  const std::string_view b = list.Join("c", "", "");
  const std::string_view c = list.Join(a, "\n", "d");
  const std::string_view d = list.Join(c, " ", "e");
  EXPECT_EQ(a, "a, b");
  EXPECT_EQ(b, "c");
  EXPECT_EQ(c, "a, b\nd");
  EXPECT_EQ(d, "a, b\nd e");
  EXPECT_EQ(c.data(), d.data());
  EXPECT_EQ(list.Join({}, "", ""), "");
}

TEST(HeaderTableTest, MovingAListKeepsFoldedValues) {
  HeaderList list;
  list.Append("n", "a");
  TableOf(&list).Fold("b");
  HeaderList moved(std::move(list));
  EXPECT_EQ(moved[0].value, "a b");
  HeaderList assigned;
  assigned.Append("other", "c");
  assigned = std::move(moved);
  ASSERT_EQ(assigned.size(), 1u);
  EXPECT_EQ(assigned[0].value, "a b");
  TableOf(&assigned).Fold("c");
  EXPECT_EQ(assigned[0].value, "a b c");
}

// A row is copied as what it is.
TEST(HeaderTableTest, AppendRowOf) {
  HeaderTable from;
  from.Append("Content-Length", "1");
  from.AppendMalformed("a line");
  from.Append("Content-Length", "2");
  from.Drop(2);
  HeaderTable to;
  for (size_t i = 0; i < from.size(); ++i) to.AppendRowOf(from, i);
  ASSERT_EQ(to.size(), 3u);
  EXPECT_EQ(to.kind(0), RowKind::kHeader);
  EXPECT_EQ(to.kind(1), RowKind::kMalformed);
  EXPECT_EQ(to[1].name, "a line");
  EXPECT_EQ(to.kind(2), RowKind::kDropped);
  EXPECT_EQ(to[2].value, "2");
  EXPECT_EQ(to.Count(HeaderId::kContentLength), 1u);
}

TEST(HeaderTableTest, ValuesAreThoseOfTheId) {
  for (size_t before : {0, 1, 63, 64, 65, 130}) {
    HeaderTable list;
    for (size_t i = 0; i < before; ++i) list.Append("X", "x");
    list.Append("Location", "a");
    list.AppendMalformed("Location: b");
    list.Append("X", "x");
    list.Append("LOCATION", "c");
    list.Append("location", "d");
    list.Drop(before + 4);
    std::string all;
    for (std::string_view value : list.values(HeaderId::kLocation)) {
      all.append(value).append(";");
    }
    EXPECT_EQ(all, "a;c;") << before;
    for (std::string_view value : list.values(HeaderId::kPragma)) {
      ADD_FAILURE() << value;
    }
  }
}

// What is known of all values is not known of one more.
TEST(HeaderTableTest, AsciiIsForgotten) {
  HeaderTable list;
  list.Append("X", "1");
  EXPECT_FALSE(list.values_are_ascii());
  list.SetValuesAreAscii(true);
  list.SetValue(0, "\xe9");
  EXPECT_FALSE(list.values_are_ascii());
  list.SetValuesAreAscii(true);
  list.Append("Y", "\xe9");
  EXPECT_FALSE(list.values_are_ascii());
  list.SetValuesAreAscii(true);
  list.clear();
  EXPECT_FALSE(list.values_are_ascii());
}

// Memory that was used for another list must not show.
TEST(HeaderTableTest, ClearForgetsAll) {
  HeaderTable list;
  for (int i = 0; i < 3; ++i) list.Append("Content-Length", "1");
  list.Append("X ", "no plain name");
  list.SetOddValues(OddValues::kAnywhere);
  list.clear();
  EXPECT_TRUE(list.empty());
  EXPECT_TRUE(list.names_are_plain());
  EXPECT_EQ(list.odd_values(), OddValues::kNowhere);
  EXPECT_EQ(list.Find(HeaderId::kContentLength), 0u);
  std::string scratch;
  EXPECT_EQ(GetValue<HeaderId::kContentLength>(list, &scratch), std::nullopt);
  list.Append("X", "");
  list.Append("X", "");
  list.Append("Content-Length", "1");
  list.clear();
  list.Append("X", "");
  EXPECT_EQ(list.Find(HeaderId::kContentLength), 1u);
}

// Memory for joined values is used again.
TEST(HeaderTableTest, ClearKeepsMemory) {
  HeaderTable list;
  const char* const joined = list.Join("a", ", ", "b").data();
  list.clear();
  EXPECT_EQ(list.Join("c", "", "d").data(), joined);
}

}  // namespace
}  // namespace corsieve
