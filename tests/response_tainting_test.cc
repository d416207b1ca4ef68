#include "corsieve/response_tainting.h"

#include <ostream>
#include <string>
#include <vector>

#include "corsieve/status.h"
#include "gtest/gtest.h"

namespace corsieve {
namespace {

constexpr ResponseTainting kBasic = ResponseTainting::kBasic;
constexpr ResponseTainting kCors = ResponseTainting::kCors;
constexpr ResponseTainting kOpaque = ResponseTainting::kOpaque;

struct Row {
  const char* name;
  Mode mode;
  std::string_view origin;
  std::string_view url;
  ResponseTainting tainting;
  std::optional<Reason> error = std::nullopt;
  RedirectMode redirect_mode = RedirectMode::kFollow;
  ResponseTainting so_far = kBasic;
};

void PrintTo(const Row& row, std::ostream* os) { *os << row.name; }

class ResponseTaintingTest : public testing::TestWithParam<Row> {};

TEST_P(ResponseTaintingTest, Row) {
  const Row& row = GetParam();
  Request request;
  request.origin = row.origin;
  request.url = row.url;
  request.mode = row.mode;
  request.redirect_mode = row.redirect_mode;
  const TaintingOrError chosen = ChooseResponseTainting(
      request, row.so_far, *ParseSerializedOrigin(row.origin),
      *ParseSerializedUrl(row.url));
  EXPECT_EQ(chosen.error, row.error);
  if (!row.error) {
    EXPECT_EQ(chosen.tainting, row.tainting);
  }
}

constexpr std::string_view kPage = "https://a.example";
constexpr std::string_view kOwn = "https://a.example/x";
constexpr std::string_view kOther = "https://b.example/x";
constexpr std::string_view kData = "data:,x";

std::vector<Row> Rows() {
  return {
      {"SameOriginUrlCors", Mode::kCors, kPage, kOwn, kBasic},
      {"SameOriginUrlNoCors", Mode::kNoCors, kPage, kOwn, kBasic},
      {"SameOriginUrlSameOrigin", Mode::kSameOrigin, kPage, kOwn, kBasic},
      {"SameOriginUrlNavigate", Mode::kNavigate, kPage, kOwn, kBasic},
      {"DefaultPort", Mode::kCors, "http://a.example", "http://a.example:80/",
       kBasic},
      {"OtherOriginCors", Mode::kCors, kPage, kOther, kCors},
      {"OtherOriginNoCors", Mode::kNoCors, kPage, kOther, kOpaque},
      {"OtherOriginSameOrigin", Mode::kSameOrigin, kPage, kOther, kBasic,
       Reason::kDisallowedByMode},
      {"OtherOriginNavigate", Mode::kNavigate, kPage, kOther, kBasic},
      {"OtherScheme", Mode::kCors, kPage, "http://a.example/", kCors},
      {"OtherPort", Mode::kCors, kPage, "https://a.example:8443/", kCors},
      {"Subdomain", Mode::kCors, kPage, "https://sub.a.example/", kCors},

      // An opaque origin is never same-origin, not even with its own page.
      {"OpaqueOriginCors", Mode::kCors, "null", kOwn, kCors},
      {"OpaqueOriginNoCors", Mode::kNoCors, "null", kOwn, kOpaque},
      {"OpaqueOriginSameOrigin", Mode::kSameOrigin, "null", kOwn, kBasic,
       Reason::kDisallowedByMode},

      // Any mode may fetch a data: URL.
      {"DataCors", Mode::kCors, kPage, kData, kBasic},
      {"DataNoCors", Mode::kNoCors, kPage, kData, kBasic},
      {"DataSameOrigin", Mode::kSameOrigin, kPage, kData, kBasic},
      {"DataOpaqueOrigin", Mode::kCors, "null", kData, kBasic},

      // CORS is for http(s) only.
      {"AboutCors", Mode::kCors, kPage, "about:blank", kCors,
       Reason::kCorsDisabledScheme},
      {"AboutNoCors", Mode::kNoCors, kPage, "about:blank", kOpaque},
      {"AboutSameOrigin", Mode::kSameOrigin, kPage, "about:blank", kBasic,
       Reason::kDisallowedByMode},
      {"FtpCors", Mode::kCors, kPage, "ftp://b.example/", kCors,
       Reason::kCorsDisabledScheme},
      {"OwnBlobCors", Mode::kCors, kPage, "blob:https://a.example/1", kBasic},
      {"OtherBlobCors", Mode::kCors, kPage, "blob:https://b.example/1", kCors,
       Reason::kCorsDisabledScheme},

      // Redirect modes matter to no-cors across origins alone.
      {"NoCorsError", Mode::kNoCors, kPage, kOther, kOpaque,
       Reason::kNoCorsRedirectMode, RedirectMode::kError},
      {"NoCorsManual", Mode::kNoCors, kPage, kOther, kOpaque,
       Reason::kNoCorsRedirectMode, RedirectMode::kManual},
      {"NoCorsManualOwn", Mode::kNoCors, kPage, kOwn, kBasic, std::nullopt,
       RedirectMode::kManual},
      {"CorsManual", Mode::kCors, kPage, kOther, kCors, std::nullopt,
       RedirectMode::kManual},

      // Tainting never returns to basic: A, then B, then A again.
      {"BackHomeCors", Mode::kCors, kPage, kOwn, kCors, std::nullopt,
       RedirectMode::kFollow, kCors},
      {"BackHomeNoCors", Mode::kNoCors, kPage, kOwn, kOpaque, std::nullopt,
       RedirectMode::kFollow, kOpaque},
      {"StillCors", Mode::kCors, kPage, kOther, kCors, std::nullopt,
       RedirectMode::kFollow, kCors},
  };
}

// https://fetch.spec.whatwg.org/#main-fetch
INSTANTIATE_TEST_SUITE_P(Table, ResponseTaintingTest, testing::ValuesIn(Rows()),
                         [](const auto& info) {
                           return std::string(info.param.name);
                         });

// https://fetch.spec.whatwg.org/#serializing-a-request-origin
TEST(SerializeRequestOriginTest, IsNullOnceTainted) {
  RedirectState before;
  EXPECT_EQ(SerializeRequestOrigin(kPage, before), kPage);
  before.redirect_tainted = true;
  EXPECT_EQ(SerializeRequestOrigin(kPage, before), "null");
  EXPECT_EQ(SerializeRequestOrigin("null", before), "null");
}

// https://fetch.spec.whatwg.org/#redirect-status
TEST(StatusTest, RedirectStatuses) {
  for (int status = 0; status <= 999; ++status) {
    const bool is = status == 301 || status == 302 || status == 303 ||
                    status == 307 || status == 308;
    EXPECT_EQ(IsRedirectStatus(status), is) << status;
  }
}

// https://fetch.spec.whatwg.org/#null-body-status
TEST(StatusTest, NullBodyStatuses) {
  for (int status = 0; status <= 999; ++status) {
    const bool is = status == 101 || status == 103 || status == 204 ||
                    status == 205 || status == 304;
    EXPECT_EQ(IsNullBodyStatus(status), is) << status;
  }
}

}  // namespace
}  // namespace corsieve
