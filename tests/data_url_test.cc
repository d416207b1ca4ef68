#include "engine/checks/data_url.h"

#include <string>
#include <vector>

#include "corsieve/corsieve.h"
#include "engine/checks/chromium_data_url.h"
#include "gtest/gtest.h"
#include "tests/exchange_helpers.h"

namespace corsieve::tests {
namespace {

struct Row {
  std::string_view url;
  std::string_view mime_type;  // "" for failure.
  size_t body_size = 0;
};

TEST(DataUrlTest, Rows) {
  constexpr std::string_view kDefault = "text/plain;charset=US-ASCII";
  const std::vector<Row> rows = {
      {"data:,", kDefault, 0},
      {"data:,hi", kDefault, 2},
      {"data:text/plain,hi", "text/plain", 2},
      {"data:TEXT/Html;A=b,x", "text/html;a=b", 1},
      {"data:;charset=utf-8,x", "text/plain;charset=utf-8", 1},
      {"data: text/html ,x", "text/html", 1},
      {"data:x,y", kDefault, 1},
      {"data:text/plain", ""},
      {"data:", ""},
      {"data:text/plain,a,b", "text/plain", 3},
      {"data:text/plain,a%2Cb%2", "text/plain", 5},
      {"data:text/plain,%zz%41", "text/plain", 4},
      {"data:text/plain,a#f,g", "text/plain", 1},
      {"data:text/plain#,x", ""},
      {"data:text/plain,a?b", "text/plain", 3},
      {"data:text/plain;base64,YWI=", "text/plain", 2},
      {"data:text/plain;base64,YWI", "text/plain", 2},
      {"data:text/plain;base64,YWJj", "text/plain", 3},
      {"data:text/plain;base64,YW%4Aj", "text/plain", 3},
      {"data:text/plain;base64,Y W%20J%0Aj%0C", "text/plain", 3},
      {"data:text/plain;base64,", "text/plain", 0},
      {"data:text/plain;base64,Y", ""},
      {"data:text/plain;base64,YWJjY", ""},
      {"data:text/plain;base64,Y===", ""},
      {"data:text/plain;base64,====", ""},
      {"data:text/plain;base64,YQ=", ""},
      {"data:text/plain;base64,YQ==", "text/plain", 1},
      {"data:text/plain;base64,YWJj=", ""},
      {"data:text/plain;base64,YW=I", ""},
      {"data:text/plain;base64,YW-_", ""},
      {"data:text/plain;base64,+/+/", "text/plain", 3},
      {"data:text/plain;BASE64,YQ==", "text/plain", 1},
      {"data:text/plain;  base64  ,YQ==", "text/plain", 1},
      {"data:base64,YQ==", kDefault, 4},
      {"data:;base64,YQ==", kDefault, 1},
      {"data:text/plain;x=base64,YQ", "text/plain;x=base64", 2},
      {"data:text/plain;base64;x=y,YQ", "text/plain;x=y", 2},
      {"data:text/plain;xbase64,Y", "text/plain", 1},
  };
  for (const Row& row : rows) {
    const std::optional<DataUrl> got = ProcessDataUrl(row.url);
    EXPECT_EQ(got ? got->mime_type : "", row.mime_type) << row.url;
    if (got) {
      EXPECT_EQ(got->body_size, row.body_size) << row.url;
    }
  }
}

// Most were recorded.
TEST(DataUrlTest, ChromiumRows) {
  constexpr std::string_view kDefault = "text/plain;charset=US-ASCII";
  const std::vector<Row> rows = {
      {"data:,hi", kDefault, 2},
      {"data:text/html", ""},
      {"data:TEXT/HTML;A=B,hi", "text/html;A=B", 2},
      {"data:text/html;a=,hi", "text/html;a=", 2},
      {"data:text/html;(a=b,hi", "text/html;(a=b", 2},
      {"data:text/html;a b=c,hi", "text/html;a b=c", 2},
      {"data:text/html;a=\"b;c\",hi", "text/html;a=\"b\"", 2},
      {"data:a/b;c=\"d,hi", "a/b;c=\"d\"", 2},
      {"data:a/b;c=\"d\"e\",hi", "a/b;c=\"d\"e\"", 2},
      {"data:a/b;c=d\",hi", "a/b;c=d\"", 2},
      {"data:;A=B,hi", "text/plain;A=B", 2},
      {"data:text,hi", kDefault, 2},
      {"data:text;a=b,hi", kDefault, 2},
      {"data:text/html;charset=a;CHARSET=b,hi", "text/html;charset=a", 2},
      {"data:text/html;charset=a/b,hi", ""},
      {"data:text/html;charset=\"\",hi", ""},
      {"data:text/html;charset=\"a b\",hi", ""},
      {"data:text/html;charset=x;charset=(,hi", ""},
      {"data:text;charset=(,hi", ""},
      {"data://text/html,hi", "text/html", 2},
      {"data://text/html;charset=x,hi", "text/html;charset=x", 2},
      {"data:////,hi", kDefault, 2},
      {"data:;base64,YQ==", kDefault, 1},
      {"data:text/html;base64;a=b;base64=,aG=", "text/html;a=b;base64=", 3},
      {"data:text/html;base64;a=b;base64;,aGk_", "text/html;a=b", 4},
      {"data:text/html;Base64,!", ""},
      {"data:;base64;base64,YWI=", "text/plain", 2},
      {"data:base64,!", kDefault, 1},
      {"data:text/html;charset=\"x\";a=b,", "text/html;a=b;charset=x", 0},
      {"data:text/html;charset=;=a; =b;c,", "text/html", 0},
      {"data:text/html;charset= x,hi", "text/html;charset=\" x\"", 2},
      {"data:text/html;charset= \"x\",hi", "text/html;charset=\" \"x\"\"", 2},
      {"data:text/html;a=\",", "text/html;a=\"\"", 0},
  };
  for (const Row& row : rows) {
    const std::optional<DataUrl> got = ProcessDataUrlAsChromium(row.url);
    EXPECT_EQ(got ? got->mime_type : "", row.mime_type) << row.url;
    if (got) {
      EXPECT_EQ(got->body_size, row.body_size) << row.url;
    }
  }
}

// Escapes stay, though WebKit normalizes those of other URLs.
TEST(DataUrlTest, KeepsEscapes) {
  for (Profile profile : kProfiles) {
    Fetcher fetcher(profile);
    const Exchange& exchange =
        fetcher.Fetch(Get("data:text/html;b%61se64,%c3!"), {});
    EXPECT_EQ(exchange.response().status(), 200);
    EXPECT_EQ(exchange.response_url(), "data:text/html;b%61se64,%c3!");
  }
}

// Departure no_cors_data_url_wants_follow.
TEST(DataUrlTest, RedirectModes) {
  for (Profile profile : kProfiles) {
    for (Mode mode : {Mode::kCors, Mode::kNoCors, Mode::kSameOrigin}) {
      for (RedirectMode redirect_mode :
           {RedirectMode::kFollow, RedirectMode::kError,
            RedirectMode::kManual}) {
        Request request = Get("data:,");
        request.mode = mode;
        request.redirect_mode = redirect_mode;
        Fetcher fetcher(profile);
        const Exchange& exchange = fetcher.Fetch(request, {});
        const bool fails = profile == Profile::kWebKit &&
                           mode == Mode::kNoCors &&
                           redirect_mode != RedirectMode::kFollow;
        EXPECT_EQ(exchange.response().type(),
                  fails ? ResponseType::kError : ResponseType::kBasic);
      }
    }
  }
}

// A page sees it as if a server had sent it, and nothing is sent.
TEST(DataUrlTest, IsFetched) {
  for (Profile profile : kProfiles) {
    for (Mode mode : {Mode::kCors, Mode::kNoCors, Mode::kSameOrigin}) {
      for (Initiator initiator :
           {Initiator::kFetch, Initiator::kXmlHttpRequest}) {
        Request request = Get("data:text/css,a%62c#f");
        request.mode = mode;
        request.initiator = initiator;
        Fetcher fetcher(profile);
        const Exchange& exchange = fetcher.Fetch(request, {});
        EXPECT_TRUE(fetcher.sent.empty());
        EXPECT_EQ(exchange.response().type(), ResponseType::kBasic);
        EXPECT_EQ(exchange.response().status(), 200);
        EXPECT_EQ(exchange.response().status_message(), "OK");
        EXPECT_EQ(exchange.response_url(), "data:text/css,a%62c");
        EXPECT_TRUE(exchange.timing_allow_passed());
        // Departure data_url_has_length.
        const bool has_length =
            profile == Profile::kFirefox && initiator == Initiator::kFetch;
        EXPECT_EQ(Seen(exchange.response()),
                  has_length
                      ? (Lines{"content-length: 3", "content-type: text/css"})
                      : Lines{"content-type: text/css"});
      }
    }
  }
}

// Its memory is the exchange's own, which is used again.
TEST(DataUrlTest, OneAfterTheOther) {
  Fetcher fetcher(Profile::kFirefox);
  for (size_t size : {1, 200, 3}) {
    const std::string url =
        "data:text/" + std::string(size, 'x') + "," + std::string(size, 'y');
    const Exchange& exchange = fetcher.Fetch(Get(url), {});
    EXPECT_EQ(Seen(exchange.response()),
              (Lines{"content-length: " + std::to_string(size),
                     "content-type: text/" + std::string(size, 'x')}));
  }
  // No length is left of the one before.
  Request request = Get("data:text/css,abc");
  request.initiator = Initiator::kXmlHttpRequest;
  EXPECT_EQ(Seen(fetcher.Fetch(request, {}).response()),
            Lines{"content-type: text/css"});
}

}  // namespace
}  // namespace corsieve::tests
