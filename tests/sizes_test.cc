// All small numbers of headers and of listed names: somewhere among them one
// way to work ends and another begins.

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "corsieve/corsieve.h"
#include "gtest/gtest.h"
#include "tests/exchange_helpers.h"

namespace corsieve::tests {
namespace {

std::string Numbered(size_t i) { return "X-" + std::to_string(i); }
std::string InLowerCase(size_t i) { return "x-" + std::to_string(i); }

// `count` names, every other one in lower case.
std::string ExposeList(size_t count) {
  std::string list;
  for (size_t i = 0; i < count; ++i) {
    list += (i == 0 ? "" : ", ") + (i % 2 ? Numbered(i) : InLowerCase(i));
  }
  return list;
}

class SizesTest : public testing::TestWithParam<Profile> {};

// Of `rows` headers those are exposed whose numbers are below `listed`.
TEST_P(SizesTest, HeadersAndListedNames) {
  Filter filter(GetParam());
  const auto expect = [&](const FilteredResponse& seen, size_t rows,
                          size_t listed) {
    ASSERT_EQ(seen.outcomes().size(), rows + 2);
    for (size_t i = 0; i < rows; ++i) {
      ASSERT_EQ(seen.outcomes()[i].reason,
                i < listed ? Reason::kExposedByName : Reason::kNotExposed)
          << i << " of " << rows << ", listed: " << listed;
    }
    const ExposedHeaderNames& names = seen.cors_exposed_header_name_list();
    for (size_t i = 0; i <= listed; ++i) {
      ASSERT_EQ(names.Names(InLowerCase(i)), i < listed) << listed;
      ASSERT_EQ(names.Names(Numbered(i)), i < listed) << listed;
    }
  };
  const std::vector<size_t> all_rows = {0,  1,   2,   15,  16,  17,  30, 31,
                                        32, 60,  61,  62,  63,  64,  65, 66,
                                        67, 125, 126, 127, 128, 129, 130};
  for (size_t rows : all_rows) {
    for (size_t listed :
         {0, 1, 2, 7, 8, 9, 14, 15, 16, 17, 18, 31, 32, 33, 63, 64, 65, 130}) {
      Lines lines;
      for (size_t i = 0; i < rows; ++i) lines.push_back(Numbered(i) + ": v");
      lines.push_back("Access-Control-Expose-Headers: " + ExposeList(listed));
      const std::string head = Ok(lines);
      expect(filter.Run(Get("https://b.test/"), head), rows, listed);
      std::vector<std::string> names;
      std::vector<Header> headers;
      for (size_t i = 0; i < rows; ++i) names.push_back(Numbered(i));
      for (const std::string& name : names) headers.push_back({name, "v"});
      const std::string list = ExposeList(listed);
      headers.push_back({"Access-Control-Expose-Headers", list});
      headers.push_back({"Access-Control-Allow-Origin", "*"});
      expect(filter.Run(Get("https://b.test/"), 200, "OK", headers), rows,
             listed);
    }
  }
}

// Asked by itself, a list may be longer than any array on the stack.
TEST(ExposedHeaderNamesSizesTest, AnyNumberOfRows) {
  for (size_t rows : {1, 62, 63, 64, 65, 1000, 300000}) {
    HeaderList list;
    for (size_t i = 0; i < rows; ++i) list.Append("X-A", "");
    list.Append("Access-Control-Expose-Headers", "x-a, X-B");
    ExposedHeaderNames names;
    names.Read(list, CredentialsMode::kOmit);
    EXPECT_TRUE(names.Names("X-A"));
    EXPECT_TRUE(names.Names("x-b"));
    EXPECT_FALSE(names.Names("x-c"));
    EXPECT_FALSE(names.wildcard());
    // Then used again for a list without one.
    list.clear();
    list.Append("X-A", "");
    names.Read(list, CredentialsMode::kOmit);
    EXPECT_FALSE(names.Names("x-a"));
  }
}

// What each response is asked for is found wherever it stands, and another of
// its name behind it.
TEST_P(SizesTest, TheAllowOriginHeaderMayStandAnywhere) {
  Filter filter(GetParam());
  for (size_t rows : {0, 1, 62, 63, 64, 65, 126, 127, 128, 129}) {
    for (size_t at : {size_t{0}, rows / 2, rows}) {
      std::vector<Header> headers(rows, Header{"X", ""});
      headers.insert(headers.begin() + at,
                     {"Access-Control-Allow-Origin", "*"});
      EXPECT_EQ(filter.Run(Get("https://b.test/"), 200, "OK", headers).type(),
                ResponseType::kCors);
      headers.push_back({"access-control-allow-origin", "*"});
      EXPECT_EQ(filter.Run(Get("https://b.test/"), 200, "OK", headers).reason(),
                Reason::kMultipleAllowOriginValues);
    }
  }
}

// The same of Content-Length, and of a second expose list.
TEST_P(SizesTest, SecondHeadersMayStandAnywhere) {
  Filter filter;
  for (size_t rows : {0, 1, 61, 62, 63, 64, 65, 127, 128}) {
    std::vector<Header> headers = {{"Content-Length", "1"}};
    headers.resize(rows + 1, Header{"X-A", ""});
    headers.push_back({"content-length", "1"});
    EXPECT_EQ(filter.Run(Get("https://a.test/"), 200, "OK", headers).type(),
              ResponseType::kBasic);
    headers.back().value = "2";
    EXPECT_EQ(filter.Run(Get("https://a.test/"), 200, "OK", headers).reason(),
              Reason::kContentLengthConflict);
    headers.front() = {"Access-Control-Expose-Headers", "x-b"};
    headers.back() = {"access-control-expose-headers", "x-a"};
    headers.push_back({"Access-Control-Allow-Origin", "*"});
    const FilteredResponse& seen =
        filter.Run(Get("https://b.test/"), 200, "OK", headers);
    for (size_t i = 1; i <= rows; ++i) {
      ASSERT_EQ(seen.outcomes()[i].reason, Reason::kExposedByName) << rows;
    }
  }
}

// Names are sorted and combined, however many there are.
TEST_P(SizesTest, NamesAreSorted) {
  Filter filter(GetParam());
  ScriptApi api;
  for (size_t rows = 0; rows <= 140; ++rows) {
    for (bool alike : {false, true}) {
      // Names that meet in their first 8, 16 and 24 bytes, or in none.
      const std::string begin = alike ? "a-name-of-twenty-six-bytes" : "";
      std::map<std::string, std::string> want;
      Lines names, values;
      for (size_t i = 0; i < rows; ++i) {
        const size_t number = i * 7919 % 101;
        names.push_back(begin + static_cast<char>('a' + number % 26) +
                        std::to_string(number));
        values.push_back(std::to_string(i));
        std::string& value = want[names.back()];
        value += value.empty() ? values.back() : ", " + values.back();
      }
      std::vector<Header> headers;
      for (size_t i = 0; i < rows; ++i)
        headers.push_back({names[i], values[i]});
      const FilteredResponse& seen =
          filter.Run(Get("https://a.test/"), 200, "OK", headers);
      std::string all;
      Lines entries;
      for (const auto& [name, value] : want) {
        all += name + ": " + value + "\r\n";
        entries.push_back(name + ": " + value);
      }
      ASSERT_EQ(api.GetAllResponseHeaders(seen), all) << rows;
      ASSERT_EQ(Seen(seen), entries) << rows;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Profiles, SizesTest, testing::ValuesIn(kProfiles),
                         [](const auto& info) { return NameOf(info.param); });

}  // namespace
}  // namespace corsieve::tests
