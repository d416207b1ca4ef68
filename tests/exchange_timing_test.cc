// Whether script may see the timing of a fetch.
// https://fetch.spec.whatwg.org/#concept-tao-check

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corsieve/corsieve.h"
#include "gtest/gtest.h"
#include "tests/exchange_helpers.h"

namespace corsieve::tests {
namespace {

using Next = Exchange::Next;

// https://fetch.spec.whatwg.org/#concept-tao-check
TEST(ExchangeTimingTest, OneHop) {
  struct Row {
    std::string_view url;
    Mode mode;
    Lines lines;
    bool passes;
  };
  const Row rows[] = {
      {"https://a.test/", Mode::kCors, {}, true},
      {"https://a.test/", Mode::kCors, {"Timing-Allow-Origin: no"}, true},
      {"https://b.test/", Mode::kCors, {}, false},
      {"https://b.test/", Mode::kNoCors, {}, false},
      {"https://b.test/", Mode::kCors, {"Timing-Allow-Origin: *"}, true},
      {"https://b.test/", Mode::kNoCors, {"Timing-Allow-Origin: *"}, true},
      {"https://b.test/",
       Mode::kCors,
       {"Timing-Allow-Origin: https://a.test"},
       true},
      {"https://b.test/",
       Mode::kCors,
       {"Timing-Allow-Origin: https://x.test ,\thttps://a.test "},
       true},
      {"https://b.test/",
       Mode::kCors,
       {"Timing-Allow-Origin: x", "timing-allow-origin: https://a.test"},
       true},
      {"https://b.test/",
       Mode::kCors,
       {"Timing-Allow-Origin: https://a.test:8443"},
       false},
      {"https://b.test/",
       Mode::kCors,
       {"Timing-Allow-Origin: HTTPS://A.TEST"},
       false},
      {"https://b.test/",
       Mode::kCors,
       {"Timing-Allow-Origin: https://x.test, *"},
       true},
      {"https://b.test/",
       Mode::kCors,
       {"Timing-Allow-Origin: https://x.test, x*"},
       false},
      {"https://b.test/",
       Mode::kCors,
       {"Timing-Allow-Origin: https://a.test.x.test, https://x.test"},
       false},
      {"https://b.test/", Mode::kCors, {"Timing-Allow-Origin: null"}, false},
      {"https://b.test/", Mode::kCors, {"Timing-Allow-Origin: \"*\""}, false},
  };
  for (const Row& row : rows) {
    Request request = Get(row.url);
    request.mode = row.mode;
    Fetcher fetcher;
    fetcher.Fetch(request, {Ok(row.lines)});
    EXPECT_EQ(fetcher.exchange.next(), Next::kDone);
    EXPECT_EQ(fetcher.exchange.timing_allow_passed(), row.passes)
        << row.url << testing::PrintToString(row.lines);
  }
}

TEST(ExchangeTimingTest, OverHops) {
  struct Row {
    std::vector<std::string> hops;
    std::vector<std::string> allowed;  // By hop; "" says nothing.
    bool passes;
  };
  const Row rows[] = {
      {{"https://a.test/", "https://a.test/x"}, {"", ""}, true},
      // The first response is basic still.
      {{"https://a.test/", "https://b.test/"}, {"", "*"}, true},
      {{"https://a.test/", "https://b.test/"}, {"", ""}, false},
      // What failed once has failed.
      {{"https://b.test/", "https://b.test/x"}, {"", "*"}, false},
      {{"https://b.test/", "https://b.test/x"}, {"*", "*"}, true},
      {{"https://b.test/", "https://b.test/x"}, {"*", ""}, false},
      {{"https://b.test/", "https://b.test/x", "https://b.test/y"},
       {"*", "no", "*"},
       false},
      // The tainting stays cors, so home must say it too.
      {{"https://a.test/", "https://b.test/", "https://a.test/"},
       {"", "*", ""},
       false},
      {{"https://a.test/", "https://b.test/", "https://a.test/"},
       {"", "*", "*"},
       true},
      // Its origin is "null" by now.
      {{"https://a.test/", "https://b.test/", "https://c.test/"},
       {"", "*", "https://a.test"},
       false},
      {{"https://a.test/", "https://b.test/", "https://c.test/"},
       {"", "https://a.test", "null"},
       true},
  };
  for (const Row& row : rows) {
    std::vector<Answer> answers;
    for (size_t i = 0; i < row.hops.size(); ++i) {
      Lines lines;
      if (!row.allowed[i].empty()) {
        lines.push_back("Timing-Allow-Origin: " + row.allowed[i]);
      }
      answers.push_back(i + 1 < row.hops.size()
                            ? Redirect(302, row.hops[i + 1], lines)
                            : Ok(lines));
    }
    Fetcher fetcher;
    fetcher.Fetch(Get(row.hops[0]), answers);
    EXPECT_FALSE(fetcher.exchange.response().is_network_error());
    EXPECT_EQ(fetcher.exchange.timing_allow_passed(), row.passes)
        << testing::PrintToString(row.hops)
        << testing::PrintToString(row.allowed);
  }
}

// Of a redirect that is handed out unfollowed, too.
TEST(ExchangeTimingTest, OfAManualRedirect) {
  Request request = Get("https://b.test/");
  request.redirect_mode = RedirectMode::kManual;
  for (Profile profile : kProfiles) {
    Fetcher fetcher(profile);
    fetcher.Fetch(request, {Redirect(302, "/x")});
    EXPECT_EQ(fetcher.exchange.response().type(),
              ResponseType::kOpaqueRedirect);
    EXPECT_FALSE(fetcher.exchange.timing_allow_passed());
    fetcher.Fetch(request, {Redirect(302, "/x", {"Timing-Allow-Origin: *"})});
    EXPECT_TRUE(fetcher.exchange.timing_allow_passed());
  }
}

// https://fetch.spec.whatwg.org/#tao-check: a navigation's own response counts
// as same-origin only if it is.
TEST(TaoCheckTest, OfANavigation) {
  Request request = Get("https://b.test/");
  request.mode = Mode::kNavigate;
  HeaderList list;
  const auto passes = [&] {
    return TaoCheck(request, ResponseTainting::kBasic, RedirectState(), list);
  };
  EXPECT_FALSE(passes());
  request.url = "https://a.test/x";
  EXPECT_TRUE(passes());
  // What is not serialized is not the same.
  request.url = "a.test";
  EXPECT_FALSE(passes());
  request.url = "https://a.test/x";
  request.origin = "a.test";
  EXPECT_FALSE(passes());
  request.origin = "null";
  EXPECT_FALSE(passes());
  list.Append("Timing-Allow-Origin", "null");
  EXPECT_TRUE(passes());
}

}  // namespace
}  // namespace corsieve::tests
