// Names are found among many, whatever they are.

#include "engine/headers/name_index.h"

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "corsieve/filter.h"
#include "engine/base/bytes.h"
#include "engine/headers/header_table.h"
#include "engine/headers/name_list.h"
#include "gtest/gtest.h"

namespace corsieve {
namespace {

// Names that an index puts in one place, made as an attacker would.
std::vector<std::string> NamesThatMeet(size_t count, unsigned bits) {
  std::vector<std::string> names;
  std::mt19937_64 random(7);
  std::optional<uint64_t> place;
  while (names.size() < count) {
    std::string name = "x-";
    for (uint64_t word = random(); name.size() < 16; word >>= 4) {
      name += static_cast<char>('a' + word % 16);
    }
    char folded[kFoldedSize];
    MakeNameKey(name, folded);
    const uint64_t slot = HashOfName(name, folded) >> (64 - bits);
    if (place.value_or(slot) != slot) continue;
    place = slot;
    names.push_back(name);
  }
  return names;
}

// An index of names has only what counts.
TEST(NameIndexTest, AnIndexHasNoMalformedLines) {
  HeaderTable list;
  const std::string name = "X-A";
  char folded[kFoldedSize];
  MakeNameKey(name, folded);
  for (int times = 0; times < 2; ++times) {  // In used memory, too.
    list.clear();
    if (times == 0) list.Append(name, "");
    for (int i = 0; i < 100; ++i) list.AppendMalformed("X-A");
    list.Append("x-a", "");
    list.Drop(list.size() - 1);
    list.Append(name, "");
    NameIndex index;
    index.Build(list.folded_names());
    EXPECT_FALSE(index.is_sorted());
    EXPECT_EQ(index.Find(list.folded_names(), name, folded),
              times == 0 ? 0 : 101u);
  }
}

// Folding makes the same of some bytes that no plain name has.
TEST(NameIndexTest, AnIndexTellsNamesApart) {
  const std::string stem(40, 'a');
  const std::vector<std::string> names = {
      "X-^", "X-~", "x-^", "X-A",        "X\rA",     "x-a",
      "X-",  "x-",  "X",   stem + "-X^", stem + "X", stem + "-x~"};
  const std::vector<uint32_t> expected = {0, 1, 0, 3, 4, 3, 6, 6, 8, 9, 10, 11};
  HeaderTable list;
  for (const std::string& name : names) list.Append(name, "");
  std::vector<uint32_t> first_rows(names.size());
  NameIndex().Build(list.folded_names(), first_rows.data());
  EXPECT_EQ(first_rows, expected);

  // Of plain names alone.
  list.clear();
  const std::vector<std::string> plain = {stem + "-x", "X-A", stem + "-y",
                                          "x-a"};
  for (const std::string& name : plain) list.Append(name, "");
  NameIndex().Build(list.folded_names(), first_rows.data());
  first_rows.resize(plain.size());
  EXPECT_EQ(first_rows, (std::vector<uint32_t>{0, 1, 2, 1}));
}

TEST(NameIndexTest, NamesThatMeetAreFound) {
  // As many bits as 400 names get: enough to meet in any smaller index too.
  const std::vector<std::string> names = NamesThatMeet(400, 11);
  HeaderTable list;
  // Twice: the first one is found.
  for (const std::string& name : names) list.Append(name, "");
  for (const std::string& name : names) list.Append(name, "");
  NameIndex index;
  index.Build(list.folded_names());
  EXPECT_TRUE(index.is_sorted());
  for (size_t i = 0; i < names.size(); ++i) {
    std::string name = names[i];
    for (char& c : name) c = ToUpper(c);
    char folded[kFoldedSize];
    MakeNameKey(name, folded);
    EXPECT_EQ(index.Find(list.folded_names(), name, folded), i);
    name += "-";
    MakeNameKey(name, folded);
    EXPECT_EQ(index.Find(list.folded_names(), name, folded), list.size());
  }
}

// As many as may meet, and one more.
TEST(NameIndexTest, UpTo32NamesMayMeet) {
  const std::vector<std::string> names = NamesThatMeet(33, 8);
  for (size_t count : {31, 32, 33}) {
    HeaderTable list;
    for (size_t i = 0; i < count; ++i) list.Append(names[i], "");
    NameIndex index;
    std::vector<uint32_t> first_rows(count, 99);
    index.Build(list.folded_names(), first_rows.data());
    EXPECT_EQ(index.is_sorted(), count > 32);
    for (size_t i = 0; i < count; ++i) {
      char folded[kFoldedSize];
      MakeNameKey(names[i], folded);
      EXPECT_EQ(index.Find(list.folded_names(), names[i], folded), i) << count;
      EXPECT_EQ(first_rows[i], i) << count;
    }
  }
}

// Memory that was used for other names must not show.
TEST(NameIndexTest, AnIndexIsBuiltAnew) {
  HeaderTable list;
  list.Append("X-A", "");
  list.Append("X-B", "");
  NameIndex index;
  index.Build(list.folded_names());
  list.clear();
  list.Append("X-B", "");
  list.Append("X-B", "");
  uint32_t first_rows[] = {9, 9};
  index.Build(list.folded_names(), first_rows);
  EXPECT_EQ(first_rows[0], 0u);
  EXPECT_EQ(first_rows[1], 0u);
  char folded[kFoldedSize];
  MakeNameKey("x-b", folded);
  EXPECT_EQ(index.Find(list.folded_names(), "x-b", folded), 0u);
  MakeNameKey("x-a", folded);
  EXPECT_EQ(index.Find(list.folded_names(), "x-a", folded), 2u);
}

// Names are stretches of a head or a list, and what is behind them differs.
TEST(NameIndexTest, WhatIsBehindANameIsNoPartOfIt) {
  for (size_t size : {1, 31, 32, 33, 39, 40, 41, 100}) {
    const std::string line = std::string(size, 'a') + ": 1";
    const std::string element = std::string(size, 'A') + ", b";
    HeaderTable list;
    list.Append(std::string_view(line).substr(0, size), "");
    NameIndex index;
    index.Build(list.folded_names());
    char folded[kFoldedSize];
    const auto name = std::string_view(element).substr(0, size);
    MakeNameKey(name, folded);
    EXPECT_EQ(index.Find(list.folded_names(), name, folded), 0u) << size;
  }
}

TEST(NameIndexTest, OrdinaryNamesAreHashed) {
  HeaderTable list;
  std::vector<std::string> names;
  for (int i = 0; i < 1000; ++i) {
    names.push_back("X-Name-" + std::to_string(i));
    // Longer ones that begin alike, and repeated ones.
    names.push_back(std::string(40, 'y') + std::to_string(i));
  }
  for (const std::string& name : names) list.Append(name, "");
  for (const std::string& name : names) list.Append(name, "");
  NameIndex index;
  index.Build(list.folded_names());
  EXPECT_FALSE(index.is_sorted());
  for (size_t i = 0; i < names.size(); ++i) {
    char folded[kFoldedSize];
    MakeNameKey(names[i], folded);
    EXPECT_EQ(index.Find(list.folded_names(), names[i], folded), i);
    MakeNameKey(names[i] + "z", folded);
    EXPECT_EQ(index.Find(list.folded_names(), names[i] + "z", folded),
              list.size());
  }
}

// Numbered names must not meet: an expose list may well have some hundreds.
TEST(NameIndexTest, NumberedNamesAreHashed) {
  for (const char* start :
       {"", "x-", "x-app-", "X-App-abcd-", "n-is-longer-"}) {
    for (int count = 17; count <= 1100; count += 19) {
      HeaderTable list;
      std::vector<std::string> names;
      for (int i = 0; i < count; ++i) {
        names.push_back(start + std::to_string(i));
      }
      for (const std::string& name : names) list.Append(name, "");
      NameIndex index;
      index.Build(list.folded_names());
      EXPECT_FALSE(index.is_sorted()) << start << " " << count;
    }
  }
}

// The same through the whole filter, where the list and the headers meet.
TEST(NameIndexTest, AFloodedExposeListIsRight) {
  const std::vector<std::string> names = NamesThatMeet(300, 11);
  std::string head =
      std::string("HTTP/1.1 200 OK\r\n") + "Access-Control-Allow-Origin: *\r\n";
  std::string list;
  for (size_t i = 0; i < names.size(); ++i) {
    head += names[i] + ": " + std::to_string(i) + "\r\n";
    if (i % 2 == 0) list += names[i] + ",";
  }
  head += "Access-Control-Expose-Headers: " + list + "\r\n\r\n";
  Request request;
  request.origin = "http://client.test";
  request.url = "http://server.test/x";
  Filter filter;
  const FilteredResponse& seen = filter.Run(request, head);
  ASSERT_EQ(seen.type(), ResponseType::kCors);
  for (size_t i = 0; i < names.size(); ++i) {
    EXPECT_EQ(seen.outcome(i + 1).exposed(), i % 2 == 0) << names[i];
  }
}

// Few names are looked at one by one, more by an index; the answers are alike.
TEST(NameListTest, HasWhatWasAppended) {
  for (size_t count : {0, 1, 2, 15, 16, 17, 18, 64, 65, 300}) {
    for (bool indexed : {false, true}) {
      NameList list;
      std::vector<std::string> names;
      for (size_t i = 0; i < count; ++i) {
        names.push_back("X-" + std::to_string(i));
      }
      for (const std::string& name : names) list.Append(name);
      if (indexed) list.BuildIndex();
      for (size_t i = 0; i < count; ++i) {
        EXPECT_TRUE(list.Has("x-" + std::to_string(i))) << count;
      }
      EXPECT_FALSE(list.Has("x-" + std::to_string(count))) << count;
      EXPECT_FALSE(list.Has("")) << count;
      EXPECT_FALSE(list.Has("x")) << count;
      // What comes later is found too, without another index.
      list.Append("later");
      EXPECT_TRUE(list.Has("LATER")) << count;
      EXPECT_EQ(list.Has("x-0"), count > 0);
      list.clear();
      EXPECT_FALSE(list.Has("x-0"));
      EXPECT_FALSE(list.Has("later"));
    }
  }
}

// An index that knew as many other names is not asked.
TEST(NameListTest, ClearForgetsTheIndex) {
  std::vector<std::string> names;
  for (int i = 0; i < 40; ++i) names.push_back("X-" + std::to_string(i));
  NameList list;
  for (int i = 0; i < 20; ++i) list.Append(names[i]);
  list.BuildIndex();
  list.clear();
  for (int i = 20; i < 40; ++i) list.Append(names[i]);
  for (int i = 0; i < 40; ++i) EXPECT_EQ(list.Has(names[i]), i >= 20) << i;
}

TEST(NameListTest, FirstRows) {
  NameList list;
  for (const char* name : {"a", "B", "A", "c", "b", "a"}) list.Append(name);
  std::vector<uint32_t> first(6);
  list.FindFirstRows(first.data());
  EXPECT_EQ(first, (std::vector<uint32_t>{0, 1, 0, 3, 1, 0}));
  // Names that are equal only when folded.
  list.clear();
  for (const char* name : {"x^", "x~", "X^", "x|", "x\\", "X~"}) {
    list.Append(name);
  }
  list.FindFirstRows(first.data());
  EXPECT_EQ(first, (std::vector<uint32_t>{0, 1, 0, 3, 4, 1}));
}

}  // namespace
}  // namespace corsieve
