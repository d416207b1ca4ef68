// What Location says, by the standard and by two engines.
// https://fetch.spec.whatwg.org/#concept-response-location-url

#include "engine/fetch/redirect.h"

#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"

namespace corsieve {
namespace {

std::string Text(const Location& location) {
  switch (location.kind) {
    case Location::kNull:
      return "none";
    case Location::kFailure:
      return "failure";
    default:
      return "<" + std::string(location.value) + ">";
  }
}

TEST(LocationTest, EachWayToReadIt) {
  struct Row {
    std::vector<std::string_view> values;
    std::string_view standard, first, joined;
  };
  const Row rows[] = {
      {{}, "none", "none", "none"},
      {{"/one"}, "</one>", "</one>", "</one>"},
      {{""}, "<>", "<>", "<>"},
      {{"/one", "/two"}, "failure", "</one>", "</one, /two>"},
      {{"/one", "/one"}, "failure", "</one>", "</one, /one>"},
      {{"", "/two"}, "failure", "</two>", "<, /two>"},
      {{"", "/two", "/three"}, "failure", "</two>", "<, /two, /three>"},
      {{"/one", ""}, "failure", "</one>", "</one, >"},
      {{"", ""}, "failure", "<>", "<, >"},
      {{"a, b"}, "<a, b>", "<a, b>", "<a, b>"},
  };
  for (const Row& row : rows) {
    HeaderList list;
    list.Append("Content-Location", "/no");
    for (std::string_view value : row.values) {
      list.Append(list.size() % 2 ? "Location" : "lOCATION", value);
      list.Append("X", "/no");
    }
    std::string scratch;
    EXPECT_EQ(Text(ExtractLocation(list)), row.standard);
    EXPECT_EQ(Text(ExtractFirstLocation(TableOf(list))), row.first);
    EXPECT_EQ(Text(ExtractLocation(TableOf(list),
                                   GetDepartures(Profile::kWebKit), &scratch)),
              row.joined);
  }
}

TEST(RedirectMethodTest, EachStatusAndMethod) {
  for (std::string_view method :
       {"GET", "HEAD", "POST", "PUT", "DELETE", "post", "OPTIONS", "PATCH"}) {
    const bool post = method == "POST";
    const bool get_or_head = method == "GET" || method == "HEAD";
    EXPECT_EQ(RedirectChangesMethodToGet(301, method), post) << method;
    EXPECT_EQ(RedirectChangesMethodToGet(302, method), post) << method;
    EXPECT_EQ(RedirectChangesMethodToGet(303, method), !get_or_head) << method;
    for (int status : {0, 200, 300, 304, 305, 306, 307, 308}) {
      EXPECT_FALSE(RedirectChangesMethodToGet(status, method)) << status;
    }
  }
}

}  // namespace
}  // namespace corsieve
