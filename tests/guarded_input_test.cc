// Inputs that end right before a page that cannot be touched, through all that
// reads them: Filter by bytes and by list, and ScriptApi, which copies.

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "corsieve/corsieve.h"
#include "gtest/gtest.h"
#include "tests/exchange_helpers.h"
#include "tests/guard_page.h"

namespace corsieve::tests {
namespace {

// Sizes around those at which bytes are read 8, 32 or 64 at once.
constexpr size_t kMostBytes = 140;

std::string Text(size_t size, char begin = 'a') {
  std::string text;
  for (size_t i = 0; i < size; ++i) {
    text += static_cast<char>(begin + i % 23);
  }
  return text;
}

class GuardedInputTest : public testing::TestWithParam<Profile> {
 protected:
  GuardedRoom room_{100000};
  Filter filter_{GetParam()};
  ScriptApi api_;
};

// The last value of a head, with two lines of its name or one.
TEST_P(GuardedInputTest, TheLastValueOfAHead) {
  for (size_t size = 1; size <= kMostBytes; ++size) {
    const std::string value = Text(size);
    for (bool twice : {false, true}) {
      Lines lines = {"X-A: " + value};
      if (twice) lines.push_back("x-a: " + value);
      const std::string_view head = room_.CopyToEnd(Head("200 OK", lines));
      const FilteredResponse& seen = filter_.Run(Get("https://a.test/"), head);
      const std::string want = twice ? value + ", " + value : value;
      EXPECT_EQ(api_.GetAllResponseHeaders(seen), "x-a: " + want + "\r\n");
      ASSERT_EQ(api_.Entries(seen).size(), 1u);
      EXPECT_EQ(api_.Entries(seen)[0].value, want);
      EXPECT_EQ(api_.Get(seen, "x-A"), want);
    }
  }
}

// Heads that end with their last value: two engines take them as they are.
TEST_P(GuardedInputTest, AHeadThatIsCutOff) {
  Request request = Get("http://a.test/");
  request.origin = "http://a.test";
  for (size_t size = 0; size <= kMostBytes; ++size) {
    const std::string value = Text(size);
    const std::string_view head =
        room_.CopyToEnd("HTTP/1.1 200 OK\r\nX-B: 1\r\nX-A: " + value);
    const FilteredResponse& seen = filter_.Run(request, head);
    const bool taken =
        GetParam() == Profile::kChromium || GetParam() == Profile::kFirefox;
    EXPECT_EQ(seen.is_network_error(), !taken) << size;
    EXPECT_EQ(api_.GetAllResponseHeaders(seen),
              taken ? "x-a: " + value + "\r\nx-b: 1\r\n" : "");
  }
}

// Each prefix of a head: whatever is made of it, nothing behind it is read.
TEST_P(GuardedInputTest, EveryPrefixOfAHead) {
  const std::string whole =
      Head("103 Early Hints", {"X: 1"}) +
      Ok({"Content-Type: text/plain", "X-A: 1", " folded",
          "Access-Control-Expose-Headers: x-a, X-B, a-longer-name-than-others",
          "Set-Cookie: 1", "X-B: " + Text(70)});
  for (size_t size = 0; size <= whole.size(); ++size) {
    const std::string_view head =
        room_.CopyToEnd(std::string_view(whole).substr(0, size));
    for (std::string_view url : {"https://a.test/", "https://b.test/"}) {
      const FilteredResponse& seen = filter_.Run(Get(url), head);
      api_.GetAllResponseHeaders(seen);
      api_.Entries(seen);
      if (size == whole.size()) {
        EXPECT_EQ(api_.Get(seen, "x-b"), Text(70));
      }
    }
  }
}

TEST_P(GuardedInputTest, ValuesOfAList) {
  for (size_t size = 1; size <= kMostBytes; ++size) {
    const std::string_view value = room_.CopyToEnd(Text(size));
    const std::vector<Header> headers = {
        {"X-A", value}, {"x-b", "1"}, {"x-a", value}};
    const FilteredResponse& seen =
        filter_.Run(Get("https://a.test/"), 200, "OK", headers);
    const std::string want = Text(size) + ", " + Text(size);
    EXPECT_EQ(api_.GetAllResponseHeaders(seen),
              "x-a: " + want + "\r\nx-b: 1\r\n");
    EXPECT_EQ(api_.Entries(seen)[0].value, want);
    EXPECT_EQ(api_.Get(seen, "x-a"), want);
  }
}

TEST_P(GuardedInputTest, NamesOfAList) {
  for (size_t size = 1; size <= kMostBytes; ++size) {
    const std::string lower = Text(size);
    const std::string_view name = room_.CopyToEnd(lower);
    const std::vector<Header> headers = {{name, "1"}, {"zz", "2"}, {name, "3"}};
    const FilteredResponse& seen =
        filter_.Run(Get("https://a.test/"), 200, "OK", headers);
    EXPECT_EQ(api_.GetAllResponseHeaders(seen), lower + ": 1, 3\r\nzz: 2\r\n");
    EXPECT_EQ(api_.Entries(seen)[0].name, lower);
    EXPECT_EQ(api_.Get(seen, name), "1, 3");
    EXPECT_FALSE(api_.Has(seen, name.substr(1)));
  }
}

// A list's status message, a page's origin and the URL.
TEST_P(GuardedInputTest, WhatIsNoHeader) {
  GuardedRoom other(4096);
  for (size_t size = 1; size <= kMostBytes; ++size) {
    const std::string host = "https://" + Text(size);
    const std::string_view origin = room_.CopyToEnd(host);
    Request request;
    request.origin = origin;
    for (std::string_view end : {"", "/", "?q", "#f", "/p"}) {
      request.url = other.CopyToEnd(host + std::string(end));
      const std::vector<Header> headers;
      // The second time it is known.
      for (int i = 0; i < 2; ++i) {
        EXPECT_EQ(filter_.Run(request, 200, "OK", headers).type(),
                  ResponseType::kBasic);
      }
      request.url = other.CopyToEnd(host + "x" + std::string(end));
      EXPECT_EQ(filter_.Run(request, 200, "OK", headers).type(),
                ResponseType::kError);
    }
  }
}

// An expose list, as a list's value and in a head.
TEST_P(GuardedInputTest, ExposeLists) {
  for (size_t size = 1; size <= kMostBytes; ++size) {
    const std::string name = Text(size);
    for (std::string_view begin : {"", "x-one, ", "@, "}) {
      const std::string list = std::string(begin) + name;
      const bool invalid = begin == "@, ";
      const std::string want = invalid ? "" : name + ": 1\r\n";
      const std::vector<Header> headers = {
          {"Access-Control-Allow-Origin", "*"},
          {name, "1"},
          {"Access-Control-Expose-Headers", room_.CopyToEnd(list)}};
      const FilteredResponse& of_list =
          filter_.Run(Get("https://b.test/"), 200, "OK", headers);
      EXPECT_EQ(api_.GetAllResponseHeaders(of_list), want) << list;
      EXPECT_EQ(of_list.cors_exposed_header_name_list().Names(name), !invalid);
      const FilteredResponse& of_head = filter_.Run(
          Get("https://b.test/"),
          room_.CopyToEnd(
              Ok({name + ": 1", "Access-Control-Expose-Headers: " + list})));
      EXPECT_EQ(api_.GetAllResponseHeaders(of_head), want) << list;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Profiles, GuardedInputTest,
                         testing::ValuesIn(kProfiles),
                         [](const auto& info) { return NameOf(info.param); });

}  // namespace
}  // namespace corsieve::tests
