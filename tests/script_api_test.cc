#include "corsieve/script_api.h"

#include <map>
#include <random>
#include <string>
#include <vector>

#include "corsieve/filter.h"
#include "engine/base/bytes.h"
#include "gtest/gtest.h"

namespace corsieve {
namespace {

using std::string_literals::operator""s;

template <char (*map)(char)>
std::string Mapped(std::string s) {
  for (char& c : s) c = map(c);
  return s;
}

using Pairs = std::vector<Header>;

// A response to a request of the same origin (all but cookies is exposed) or of
// another one, and both APIs on it.
class ScriptApiTest : public testing::Test {
 protected:
  const FilteredResponse& Basic(const Pairs& pairs) {
    return Run("https://a.example/", pairs);
  }
  const FilteredResponse& Cors(const Pairs& pairs) {
    return Run("https://b.example/", pairs);
  }
  const FilteredResponse& Run(std::string_view url, const Pairs& pairs,
                              Mode mode = Mode::kCors) {
    Request request;
    request.origin = "https://a.example";
    request.url = url;
    request.mode = mode;
    return filter_.Run(request, 200, "OK", pairs);
  }

  std::string Entries(const FilteredResponse& seen) {
    std::string text;
    for (const Header& h : api_.Entries(seen)) {
      text.append(h.name).append("=").append(h.value).append(";");
    }
    return text;
  }

  Filter filter_;
  ScriptApi api_;
};

// As many as any way of sorting is for, of names that begin alike, repeat, and
// have what sorts differently in either case.
TEST_F(ScriptApiTest, AnyNumberIsSorted) {
  std::mt19937 random(3);
  const std::vector<std::string> starts = {"",
                                           "x",
                                           "X-",
                                           "x_",
                                           "x-begins",
                                           "x-a-name-of-15-b",
                                           "X-A-Name-Of-15-B-and-more-",
                                           "x-a-name-beyond-thirty-two-bytes-"};
  for (size_t count : {1, 2, 15, 16, 17, 100, 255, 256, 257, 258, 1000, 3000}) {
    for (size_t round = 0; round < 24; ++round) {
      const std::string marks =
          std::vector{"-9aZ_"s, "ab"s, "-9_^~|`"s}[round % 3];
      const size_t kinds = 1 + round / 3;
      ASSERT_LE(kinds, starts.size());
      std::vector<std::string> names;
      std::map<std::string, std::string> lower, upper;
      for (size_t i = 0; i < count; ++i) {
        std::string name = starts[random() % kinds];
        for (size_t k = random() % 4; k > 0 || name.empty(); k -= k > 0) {
          name += marks[random() % marks.size()];
        }
        names.push_back(name);
      }
      Pairs pairs;
      const auto add = [](std::string* value, const std::string& more) {
        *value += value->empty() ? more : ", " + more;
      };
      std::vector<std::string> values;
      for (size_t i = 0; i < count; ++i) values.push_back(std::to_string(i));
      for (size_t i = 0; i < count; ++i) {
        pairs.push_back({names[i], values[i]});
        add(&lower[Mapped<ToLower>(names[i])], values[i]);
        add(&upper[Mapped<ToUpper>(names[i])], values[i]);
      }
      const FilteredResponse& seen = Basic(pairs);
      std::string want_lower, want_upper;
      for (const auto& [name, value] : lower) {
        want_lower += name + "=" + value + ";";
      }
      for (const auto& [name, value] : upper) {
        want_upper += Mapped<ToLower>(name) + ": " + value + "\r\n";
      }
      ASSERT_EQ(Entries(seen), want_lower) << count;
      ASSERT_EQ(api_.GetAllResponseHeaders(seen), want_upper) << count;
    }
  }
}

// https://fetch.spec.whatwg.org/#concept-header-list-sort-and-combine
TEST_F(ScriptApiTest, EntriesAreSortedLowerCaseAndCombined) {
  const Pairs pairs = {{"X-B", "1"}, {"a", "2"}, {"x-b", "3"},
                       {"X-A", ""},  {"A", "4"}, {"x-B", ""}};
  EXPECT_EQ(Entries(Basic(pairs)), "a=2, 4;x-a=;x-b=1, 3, ;");
}

TEST_F(ScriptApiTest, EmptyDuplicatesAreKept) {
  const Pairs two = {{"a", ""}, {"a", ""}};
  const Pairs three = {{"a", ""}, {"a", ""}, {"a", ""}};
  EXPECT_EQ(Entries(Basic(two)), "a=, ;");
  EXPECT_EQ(api_.Get(Basic(two), "a"), ", ");
  EXPECT_EQ(Entries(Basic(three)), "a=, , ;");
  EXPECT_EQ(api_.Get(Basic(three), "A"), ", , ");
}

// As a default std::string_view is: no pointer to copy from.
TEST_F(ScriptApiTest, ValuesMayBeNull) {
  const Pairs pairs = {{"a", {}}, {"b", {}}, {"b", {}}};
  EXPECT_EQ(Entries(Basic(pairs)), "a=;b=, ;");
  EXPECT_EQ(api_.GetAllResponseHeaders(Basic(pairs)), "a: \r\nb: , \r\n");
}

// By byte: "_", "^" and "`" before letters, digits too, "|" and "~" after.
TEST_F(ScriptApiTest, EntriesAreSortedByByte) {
  const Pairs pairs = {{"z", ""}, {"~", ""}, {"|", ""},  {"a", ""}, {"`", ""},
                       {"_", ""}, {"^", ""}, {"B", ""},  {"9", ""}, {"-", ""},
                       {"!", ""}, {"*", ""}, {"ab", ""}, {"A-", ""}};
  EXPECT_EQ(Entries(Basic(pairs)),
            "!=;*=;-=;9=;^=;_=;`=;a=;a-=;ab=;b=;z=;|=;~=;");
}

// XHR sorts names in upper case, so that "_" comes after letters, and prints
// them in lower case.
// https://xhr.spec.whatwg.org/#the-getallresponseheaders()-method
TEST_F(ScriptApiTest, AllResponseHeadersAreSortedInUpperCase) {
  const Pairs pairs = {{"__Custom", "1"}, {"Foo-Test", "2"}, {"ALSO-here", "3"},
                       {"ewok", "4"},     {"|", "5"},        {"`", "6"},
                       {"9", "7"}};
  EXPECT_EQ(api_.GetAllResponseHeaders(Basic(pairs)),
            "9: 7\r\nalso-here: 3\r\newok: 4\r\nfoo-test: 2\r\n__custom: 1\r\n"
            "`: 6\r\n|: 5\r\n");
}

TEST_F(ScriptApiTest, AllResponseHeadersKeepsValues) {
  const Pairs pairs = {
      {"b", "x  y"}, {"a", ""}, {"B", "\xe9"}, {"c", ""}, {"C", ""}};
  EXPECT_EQ(api_.GetAllResponseHeaders(Basic(pairs)),
            "a: \r\nb: x  y, \xe9\r\nc: , \r\n");
  EXPECT_EQ(api_.GetAllResponseHeaders(Basic({})), "");
}

TEST_F(ScriptApiTest, GetAndHas) {
  const Pairs pairs = {{"X-A", "1"}, {"x-b", ""}, {"x-a", "2"}};
  const FilteredResponse& seen = Basic(pairs);
  EXPECT_EQ(api_.Get(seen, "x-A"), "1, 2");
  EXPECT_EQ(api_.Get(seen, "X-B"), "");
  EXPECT_EQ(api_.Get(seen, "x-c"), std::nullopt);
  EXPECT_TRUE(api_.Has(seen, "X-a"));
  EXPECT_TRUE(api_.Has(seen, "x-b"));
  EXPECT_FALSE(api_.Has(seen, "x"));
  EXPECT_EQ(api_.GetResponseHeader(seen, "X-a"), "1, 2");
}

// https://xhr.spec.whatwg.org/#the-getresponseheader()-method
TEST_F(ScriptApiTest, WhatIsNoHeaderNameIsNull) {
  const Pairs pairs = {{"x-custom-header", "1"}};
  const FilteredResponse& seen = Basic(pairs);
  for (std::string_view name :
       {"", "x-custom-header ", "x-custom-header:", "\nx-custom-header",
        "x-custom-header\r\n", "x-custom-heade\xe9"}) {
    EXPECT_EQ(api_.GetResponseHeader(seen, name), std::nullopt) << name;
    EXPECT_EQ(api_.Get(seen, name), std::nullopt) << name;
    EXPECT_FALSE(api_.Has(seen, name)) << name;
  }
}

TEST_F(ScriptApiTest, ShowsWhatIsExposedOnly) {
  const Pairs pairs = {{"Access-Control-Allow-Origin", "*"},
                       {"Access-Control-Expose-Headers", "x-b, Set-Cookie"},
                       {"X-A", "1"},
                       {"X-B", "2"},
                       {"Content-Type", "3"},
                       {"x-b", "4"},
                       {"Set-Cookie", "5"}};
  const FilteredResponse& seen = Cors(pairs);
  EXPECT_EQ(Entries(seen), "content-type=3;x-b=2, 4;");
  EXPECT_EQ(api_.GetAllResponseHeaders(seen),
            "content-type: 3\r\nx-b: 2, 4\r\n");
  EXPECT_EQ(api_.Get(seen, "x-a"), std::nullopt);
  EXPECT_FALSE(api_.Has(seen, "x-a"));
  EXPECT_EQ(api_.Get(seen, "x-b"), "2, 4");
  EXPECT_EQ(api_.Get(seen, "set-cookie"), std::nullopt);
}

TEST_F(ScriptApiTest, CookiesAreNeverThere) {
  const Pairs pairs = {
      {"Set-Cookie", "a"}, {"set-cookie", "b"}, {"Set-Cookie2", "c"}};
  const FilteredResponse& seen = Basic(pairs);
  EXPECT_TRUE(api_.GetSetCookie(seen).empty());
  EXPECT_EQ(api_.Get(seen, "set-cookie"), std::nullopt);
  EXPECT_FALSE(api_.Has(seen, "set-cookie2"));
  EXPECT_EQ(Entries(seen), "");
  EXPECT_EQ(api_.GetAllResponseHeaders(seen), "");
}

TEST_F(ScriptApiTest, OpaqueAndErrorResponsesShowNothing) {
  const Pairs pairs = {{"Content-Type", "x"}, {"X-A", "1"}};
  for (Mode mode : {Mode::kNoCors, Mode::kCors}) {
    const FilteredResponse& seen = Run("https://b.example/", pairs, mode);
    EXPECT_EQ(Entries(seen), "");
    EXPECT_EQ(api_.GetAllResponseHeaders(seen), "");
    EXPECT_EQ(api_.Get(seen, "content-type"), std::nullopt);
    EXPECT_FALSE(api_.Has(seen, "content-type"));
  }
}

// One object for response after response and call after call.
TEST_F(ScriptApiTest, CanBeReused) {
  const Pairs many = {{"b", "1"}, {"a", "2"}, {"B", "3"}, {"c", "4"}};
  const Pairs few = {{"z", "5"}};
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(Entries(Basic(many)), "a=2;b=1, 3;c=4;");
    EXPECT_EQ(api_.GetAllResponseHeaders(Basic(many)),
              "a: 2\r\nb: 1, 3\r\nc: 4\r\n");
    EXPECT_EQ(Entries(Basic(few)), "z=5;");
    EXPECT_EQ(api_.GetAllResponseHeaders(Basic(few)), "z: 5\r\n");
    EXPECT_EQ(api_.Get(Basic(few), "b"), std::nullopt);
  }
}

}  // namespace
}  // namespace corsieve
