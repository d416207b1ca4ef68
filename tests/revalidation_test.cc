// What a 304 changes of a stored response, name by name.
// https://www.rfc-editor.org/rfc/rfc9111#section-3.2

#include "corsieve/revalidation.h"

#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"

namespace corsieve {
namespace {

using Headers = std::vector<Header>;

std::string Merge(const Headers& stored, const Headers& not_modified) {
  const HeaderList stored_list(stored);
  const HeaderList not_modified_list(not_modified);
  HeaderList merged;
  merged.Append("Left", "over");
  MergeNotModified(stored_list, not_modified_list, &merged);
  std::string text;
  for (const Header& h : merged) {
    text.append(h.name).append(": ").append(h.value).append("; ");
  }
  return text;
}

TEST(MergeNotModifiedTest, WhatIsNamedIsReplaced) {
  EXPECT_EQ(Merge({}, {}), "");
  EXPECT_EQ(Merge({{"A", "1"}}, {}), "A: 1; ");
  EXPECT_EQ(Merge({}, {{"A", "1"}}), "A: 1; ");
  EXPECT_EQ(Merge({{"A", "1"}, {"B", "2"}}, {{"a", "3"}}), "B: 2; a: 3; ");
  // All of a name go, and all come, in order.
  EXPECT_EQ(Merge({{"A", "1"}, {"B", "2"}, {"a", "3"}},
                  {{"C", "4"}, {"A", "5"}, {"A", "6"}}),
            "B: 2; C: 4; A: 5; A: 6; ");
  EXPECT_EQ(Merge({{"A", "1"}}, {{"A", ""}}), "A: ; ");
}

// https://www.rfc-editor.org/rfc/rfc9111#section-3.1 and 3.2
TEST(MergeNotModifiedTest, WhatIsNeverUpdated) {
  for (std::string_view name :
       {"Connection", "Content-Length", "Keep-Alive", "Proxy-Authenticate",
        "Proxy-Authentication-Info", "Proxy-Authorization", "Proxy-Connection",
        "TE", "Transfer-Encoding", "Upgrade", "content-LENGTH"}) {
    EXPECT_EQ(Merge({{name, "old"}}, {{name, "new"}}),
              std::string(name) + ": old; ");
    EXPECT_EQ(Merge({}, {{name, "new"}}), "") << name;
  }
  for (std::string_view name :
       {"Content-Type", "Content-Encoding", "Content-Range", "ETag", "Trailer",
        "Set-Cookie", "Cache-Control", "Expires", "Age", "Date", "Via"}) {
    EXPECT_EQ(Merge({{name, "old"}}, {{name, "new"}}),
              std::string(name) + ": new; ");
  }
}

// The names in the Connection of the 304, not those in the stored one.
TEST(MergeNotModifiedTest, WhatConnectionNames) {
  EXPECT_EQ(Merge({{"A", "1"}, {"B", "1"}, {"C", "1"}}, {{"A", "2"},
                                                         {"Connection", "a, X"},
                                                         {"B", "2"},
                                                         {"connection", "\tb "},
                                                         {"C", "2"}}),
            "A: 1; B: 1; C: 2; ");
  EXPECT_EQ(Merge({{"Connection", "A"}, {"A", "1"}}, {{"A", "2"}}),
            "Connection: A; A: 2; ");
  EXPECT_EQ(Merge({{"A", "1"}}, {{"X-Connection", "A"}, {"A", "2"}}),
            "X-Connection: A; A: 2; ");
}

// Names are looked up among many sorted ones.
TEST(MergeNotModifiedTest, ManyNames) {
  std::vector<std::string> names;
  for (int i = 0; i < 100; ++i) names.push_back("x-" + std::to_string(i * 7));
  Headers stored, not_modified;
  std::string kept, updated;
  for (int i = 0; i < 100; ++i) {
    stored.push_back({names[i], "1"});
    if (i % 3 == 0) not_modified.push_back({names[99 - i], "2"});
  }
  for (int i = 0; i < 100; ++i) {
    if ((99 - i) % 3 != 0) kept += names[i] + ": 1; ";
    if (i % 3 == 0) updated += names[99 - i] + ": 2; ";
  }
  EXPECT_EQ(Merge(stored, not_modified), kept + updated);
}

// https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
TEST(ConditionalRequestTest, EachName) {
  const Headers none = {{"X", ""}, {"If", ""}, {"If-None", ""}, {"Range", ""}};
  EXPECT_FALSE(IsConditionalRequest({}));
  EXPECT_FALSE(IsConditionalRequest(none));
  for (std::string_view name :
       {"If-Modified-Since", "If-None-Match", "If-Unmodified-Since", "If-Match",
        "If-Range", "IF-RANGE", "if-none-match"}) {
    Headers headers = none;
    headers.push_back({name, ""});
    EXPECT_TRUE(IsConditionalRequest(headers)) << name;
  }
}

}  // namespace
}  // namespace corsieve
