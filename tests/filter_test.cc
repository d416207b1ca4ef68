#include "corsieve/filter.h"

#include <memory>
#include <ostream>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "corsieve/script_api.h"
#include "gtest/gtest.h"
#include "tests/count_allocations.h"

namespace corsieve {
namespace {

using tests::allocations;

constexpr std::string_view kPage = "https://a.example";
constexpr std::string_view kOwn = "https://a.example/x";
constexpr std::string_view kOther = "https://b.example/x";

Request To(std::string_view url, Mode mode = Mode::kCors,
           CredentialsMode credentials = CredentialsMode::kSameOrigin,
           RedirectMode redirect = RedirectMode::kFollow) {
  Request request;
  request.origin = kPage;
  request.url = url;
  request.mode = mode;
  request.credentials_mode = credentials;
  request.redirect_mode = redirect;
  return request;
}

std::string NamesOf(const FilteredResponse& seen) {
  std::string names;
  for (std::string_view name : seen.cors_exposed_header_name_list().names()) {
    names.append(name).append(";");
  }
  return names;
}

// All that a FilteredResponse says, in one string.
std::string Describe(const FilteredResponse& seen) {
  std::string text(ResponseTypeName(seen.type()));
  text.append(" ").append(ReasonName(seen.reason()));
  text += " " + std::to_string(seen.status()) + " [";
  text.append(seen.status_message()).append("]");
  for (const Outcome o : seen.outcomes()) {
    text.append("\n").append(o.name).append(": ").append(o.value);
    text.append(o.exposed() ? " + " : " - ").append(ReasonName(o.reason));
  }
  return text;
}

// The reasons alone, "Name Name".
std::string Fates(const FilteredResponse& seen) {
  std::string text;
  for (const Outcome o : seen.outcomes()) {
    if (!text.empty()) text += " ";
    text.append(ReasonName(o.reason));
  }
  return text;
}

struct Row {
  const char* name;
  Request request;
  std::string head;
  ResponseType type;
  Reason reason;
  std::string_view fates;
  RedirectState before = {};
};

void PrintTo(const Row& row, std::ostream* os) { *os << row.name; }

class FilterTest : public testing::TestWithParam<Row> {};

TEST_P(FilterTest, Row) {
  const Row& row = GetParam();
  Filter filter;
  const FilteredResponse& seen = filter.Run(row.request, row.head, row.before);
  EXPECT_EQ(ResponseTypeName(seen.type()), ResponseTypeName(row.type));
  EXPECT_EQ(ReasonName(seen.reason()), ReasonName(row.reason));
  EXPECT_EQ(Fates(seen), row.fates);
  EXPECT_EQ(seen.is_network_error(), row.type == ResponseType::kError);
  const bool tells =
      row.type == ResponseType::kBasic || row.type == ResponseType::kCors;
  if (!tells) {
    EXPECT_EQ(seen.status(), 0);
    EXPECT_EQ(seen.status_message(), "");
    for (const Outcome o : seen.outcomes()) EXPECT_FALSE(o.exposed());
  }
}

constexpr auto kName = [](const auto& info) {
  return std::string(info.param.name);
};

const std::string kOk = "HTTP/1.1 200 OK\r\n";
const std::string kStar = "Access-Control-Allow-Origin: *\r\n";
const std::string kAllowed =
    "Access-Control-Allow-Origin: https://a.example\r\n"
    "Access-Control-Allow-Credentials: true\r\n";

std::vector<Row> HeaderRows() {
  constexpr CredentialsMode kInclude = CredentialsMode::kInclude;
  constexpr CredentialsMode kOmit = CredentialsMode::kOmit;
  const Request cors = To(kOther);
  const Request include = To(kOther, Mode::kCors, kInclude);
  return {
      {"BasicHidesCookiesOnly", To(kOwn),
       kOk + "Set-Cookie: a\r\nX-A: b\r\nSET-cookie2: c\r\nDate: d\r\n\r\n",
       ResponseType::kBasic, Reason::kSameOrigin,
       "ForbiddenResponseHeaderName BasicResponse ForbiddenResponseHeaderName "
       "BasicResponse"},
      {"BasicTakesNoNoticeOfCors", To(kOwn),
       kOk + "Access-Control-Expose-Headers: (\r\nX-A: b\r\n\r\n",
       ResponseType::kBasic, Reason::kSameOrigin,
       "BasicResponse BasicResponse"},
      {"SafelistIsSeven", cors,
       kOk + kStar +
           "cache-control: a\r\nContent-Language: b\r\nContent-Length: 1\r\n"
           "Content-Type: c\r\nExpires: d\r\nLast-Modified: e\r\nPragma: f\r\n"
           "ETag: g\r\nDate: h\r\nServer: i\r\nAge: j\r\nLocation: k\r\n"
           "Vary: l\r\nLink: m\r\nRetry-After: n\r\n\r\n",
       ResponseType::kCors, Reason::kCorsCheckPassed,
       "NotExposed Safelisted Safelisted Safelisted Safelisted Safelisted "
       "Safelisted Safelisted NotExposed NotExposed NotExposed NotExposed "
       "NotExposed NotExposed NotExposed NotExposed"},
      {"ByName", cors,
       kOk + kStar +
           "Access-Control-Expose-Headers: x-a, content-type\r\nX-A: 1\r\n"
           "X-B: 2\r\nx-a: 3\r\nContent-Type: x\r\n\r\n",
       ResponseType::kCors, Reason::kCorsCheckPassed,
       "NotExposed NotExposed ExposedByName NotExposed ExposedByName "
       "Safelisted"},
      {"ByStar", cors,
       kOk + kStar +
           "Access-Control-Expose-Headers: X-A, *\r\nX-A: 1\r\nX-B: 2\r\n"
           "Set-Cookie: c\r\nPragma: p\r\n\r\n",
       ResponseType::kCors, Reason::kCorsCheckPassed,
       "ExposedByStar ExposedByStar ExposedByName ExposedByStar "
       "ForbiddenResponseHeaderName Safelisted"},
      {"ByStarOmit", To(kOther, Mode::kCors, kOmit),
       kOk + kStar + "Access-Control-Expose-Headers: *\r\nX: 1\r\n\r\n",
       ResponseType::kCors, Reason::kCorsCheckPassed,
       "ExposedByStar ExposedByStar ExposedByStar"},
      {"StarIsLiteralWithCredentials", include,
       kOk + kAllowed +
           "Access-Control-Expose-Headers: *, X-A\r\nX-A: 1\r\nX-B: 2\r\n"
           "*: 3\r\nExpires: 4\r\nSet-Cookie: 5\r\n\r\n",
       ResponseType::kCors, Reason::kCorsCheckPassed,
       "StarIsLiteralWithCredentials StarIsLiteralWithCredentials "
       "StarIsLiteralWithCredentials ExposedByName "
       "StarIsLiteralWithCredentials ExposedByName Safelisted "
       "ForbiddenResponseHeaderName"},
      {"CookiesCannotBeExposed", cors,
       kOk + kStar +
           "Access-Control-Expose-Headers: Set-Cookie, set-cookie2\r\n"
           "Set-Cookie: a\r\nSet-Cookie2: b\r\n\r\n",
       ResponseType::kCors, Reason::kCorsCheckPassed,
       "NotExposed NotExposed ForbiddenResponseHeaderName "
       "ForbiddenResponseHeaderName"},
      {"ExposeListInvalid", cors,
       kOk + kStar +
           "Access-Control-Expose-Headers: X-A\r\n"
           "Access-Control-Expose-Headers: X-B X-C\r\n"
           "X-A: 1\r\nExpires: 2\r\nSet-Cookie: 3\r\n\r\n",
       ResponseType::kCors, Reason::kCorsCheckPassed,
       "ExposeListInvalid ExposeListInvalid ExposeListInvalid "
       "ExposeListInvalid Safelisted ForbiddenResponseHeaderName"},
      {"Opaque", To(kOther, Mode::kNoCors),
       kOk + kStar + "Access-Control-Expose-Headers: *\r\nX: 1\r\n\r\n",
       ResponseType::kOpaque, Reason::kNoCors,
       "OpaqueResponse OpaqueResponse OpaqueResponse"},
      {"NoHeaders", To(kOwn), kOk + "\r\n", ResponseType::kBasic,
       Reason::kSameOrigin, ""},
      {"Navigate", To(kOther, Mode::kNavigate), kOk + "X: 1\r\n\r\n",
       ResponseType::kBasic, Reason::kSameOrigin, "BasicResponse"},
  };
}

std::vector<Row> ResponseRows() {
  const Request cors = To(kOther);
  const auto manual = [](std::string_view url, Mode mode) {
    return To(url, mode, CredentialsMode::kSameOrigin, RedirectMode::kManual);
  };
  const auto error = [](std::string_view url) {
    return To(url, Mode::kCors, CredentialsMode::kSameOrigin,
              RedirectMode::kError);
  };
  const std::string moved = "HTTP/1.1 301 Moved\r\n";
  Request same_site = To(kOther, Mode::kNoCors);
  same_site.schemelessly_same_site = true;
  RedirectState back_home;
  back_home.response_tainting = ResponseTainting::kCors;
  back_home.redirect_tainted = true;
  RedirectState back_home_opaque;
  back_home_opaque.response_tainting = ResponseTainting::kOpaque;
  return {
      // The CORS check, whatever the status.
      {"CorsCheckFails", cors, kOk + "X: 1\r\n\r\n", ResponseType::kError,
       Reason::kMissingAllowOriginHeader, "NetworkErrorResponse"},
      {"CorsCheckPassesWithAnyStatus", cors,
       "HTTP/1.1 500 Oops\r\n" + kStar + "\r\n", ResponseType::kCors,
       Reason::kCorsCheckPassed, "NotExposed"},
      {"CorsCheckOfTaintedOrigin", To(kOwn), kOk + kAllowed + "\r\n",
       ResponseType::kError, Reason::kAllowOriginMismatch,
       "NetworkErrorResponse NetworkErrorResponse", back_home},
      {"BackHomeIsCors", To(kOwn),
       kOk + "Access-Control-Allow-Origin: null\r\n\r\n", ResponseType::kCors,
       Reason::kCorsCheckPassed, "NotExposed", back_home},
      {"BackHomeIsOpaque", To(kOwn, Mode::kNoCors), kOk + "X: 1\r\n\r\n",
       ResponseType::kOpaque, Reason::kNoCors, "OpaqueResponse",
       back_home_opaque},
      {"NoCorsCheckOfSameOrigin", To(kOwn),
       kOk + "Access-Control-Allow-Origin: https://b.example\r\n\r\n",
       ResponseType::kBasic, Reason::kSameOrigin, "BasicResponse"},

      // Requests that are not made.
      {"SameOriginMode", To(kOther, Mode::kSameOrigin), kOk + "\r\n",
       ResponseType::kError, Reason::kDisallowedByMode, ""},
      {"CorsOfAnotherScheme", To("ftp://b.example/"), kOk + "\r\n",
       ResponseType::kError, Reason::kCorsDisabledScheme, ""},
      {"NoCorsManual", manual(kOther, Mode::kNoCors), kOk + "\r\n",
       ResponseType::kError, Reason::kNoCorsRedirectMode, ""},

      // Cross-Origin-Resource-Policy, for opaque responses alone.
      {"Corp", To(kOther, Mode::kNoCors),
       kOk + "Cross-Origin-Resource-Policy: same-origin\r\n\r\n",
       ResponseType::kError, Reason::kCorpNotSameOrigin,
       "NetworkErrorResponse"},
      {"CorpSameSite", same_site,
       kOk + "Cross-Origin-Resource-Policy: same-site\r\n\r\n",
       ResponseType::kOpaque, Reason::kNoCors, "OpaqueResponse"},
      {"CorpOfARedirect", To(kOther, Mode::kNoCors),
       moved + "Location: /\r\nCross-Origin-Resource-Policy: same-site\r\n\r\n",
       ResponseType::kError, Reason::kCorpNotSameSite,
       "NetworkErrorResponse NetworkErrorResponse"},
      {"CorpIsNotForCors", cors,
       kOk + kStar + "Cross-Origin-Resource-Policy: same-origin\r\n\r\n",
       ResponseType::kCors, Reason::kCorsCheckPassed, "NotExposed NotExposed"},
      {"CorpIsNotForSameOrigin", To(kOwn, Mode::kNoCors),
       kOk + "Cross-Origin-Resource-Policy: same-origin\r\n\r\n",
       ResponseType::kBasic, Reason::kSameOrigin, "BasicResponse"},

      // Redirects: the CORS check first.
      {"Follow", To(kOwn), moved + "Location: /\r\n\r\n",
       ResponseType::kDefault, Reason::kRedirectToFollow, "RedirectResponse"},
      {"FollowWithoutLocation", To(kOwn), moved + "X: 1\r\n\r\n",
       ResponseType::kBasic, Reason::kSameOrigin, "BasicResponse"},
      {"FollowAfterTheCorsCheck", cors, moved + "Location: /\r\n\r\n",
       ResponseType::kError, Reason::kMissingAllowOriginHeader,
       "NetworkErrorResponse"},
      {"Manual", manual(kOwn, Mode::kCors), moved + "Location: /\r\n\r\n",
       ResponseType::kOpaqueRedirect, Reason::kManualRedirect,
       "OpaqueRedirectResponse"},
      {"ManualWithoutLocation", manual(kOwn, Mode::kCors), moved + "\r\n",
       ResponseType::kOpaqueRedirect, Reason::kManualRedirect, ""},
      {"ManualAfterTheCorsCheck", manual(kOther, Mode::kCors),
       moved + "Location: /\r\n\r\n", ResponseType::kError,
       Reason::kMissingAllowOriginHeader, "NetworkErrorResponse"},
      {"ManualCors", manual(kOther, Mode::kCors),
       moved + kStar + "Location: /\r\n\r\n", ResponseType::kOpaqueRedirect,
       Reason::kManualRedirect,
       "OpaqueRedirectResponse OpaqueRedirectResponse"},
      {"ManualSameOriginNoCors", manual(kOwn, Mode::kNoCors),
       moved + "Location: /\r\n\r\n", ResponseType::kOpaqueRedirect,
       Reason::kManualRedirect, "OpaqueRedirectResponse"},
      {"Error", error(kOwn), moved + "Location: /\r\n\r\n",
       ResponseType::kError, Reason::kRedirectModeError,
       "NetworkErrorResponse"},
      {"ErrorWithoutLocation", error(kOwn), moved + "\r\n",
       ResponseType::kError, Reason::kRedirectModeError, ""},
      {"ErrorAfterTheCorsCheck", error(kOther), moved + "\r\n",
       ResponseType::kError, Reason::kMissingAllowOriginHeader, ""},
      {"ErrorWithAnotherStatus", error(kOwn), kOk + "Location: /\r\n\r\n",
       ResponseType::kBasic, Reason::kSameOrigin, "BasicResponse"},
      {"NotARedirectStatus", manual(kOwn, Mode::kCors),
       "HTTP/1.1 304 x\r\nLocation: /\r\n\r\n", ResponseType::kBasic,
       Reason::kSameOrigin, "BasicResponse"},

      // The head.
      {"ContentLengthConflict", To(kOwn),
       kOk + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n",
       ResponseType::kError, Reason::kContentLengthConflict,
       "NetworkErrorResponse NetworkErrorResponse"},
      {"ContentLengthsAlike", To(kOwn),
       kOk + "Content-Length: 1\r\nContent-Length: 1\r\n\r\n",
       ResponseType::kBasic, Reason::kSameOrigin,
       "BasicResponse BasicResponse"},
      {"Empty", To(kOwn), "", ResponseType::kError, Reason::kHeadEmpty, ""},
      {"BadHeadOfCors", cors, kOk + "a b\r\n\r\n", ResponseType::kError,
       Reason::kHeaderLineWithoutColon, ""},
      {"OnlyInterim", To(kOwn), "HTTP/1.1 100 x\r\n\r\n", ResponseType::kError,
       Reason::kNoFinalResponse, ""},
  };
}

INSTANTIATE_TEST_SUITE_P(Headers, FilterTest, testing::ValuesIn(HeaderRows()),
                         kName);
INSTANTIATE_TEST_SUITE_P(Responses, FilterTest,
                         testing::ValuesIn(ResponseRows()), kName);

TEST(FilterStatusTest, CorsAndBasicResponsesTellTheirStatus) {
  Filter filter;
  const std::string head = "HTTP/1.1 404 Not \xe9\r\n" + kStar + "\r\n";
  for (std::string_view url : {kOwn, kOther}) {
    const FilteredResponse& seen = filter.Run(To(url), head);
    EXPECT_EQ(seen.status(), 404);
    EXPECT_EQ(seen.status_message(), "Not \xe9");
  }
  const FilteredResponse& opaque = filter.Run(To(kOther, Mode::kNoCors), head);
  EXPECT_EQ(opaque.status(), 0);
  EXPECT_EQ(opaque.internal_response().status, 404);
  EXPECT_EQ(opaque.internal_response().header_list.size(), 1u);
}

TEST(FilterErrorOffsetTest, IsSetForUnreadableHeadsOnly) {
  Filter filter;
  const std::string bad = kOk + "A b: c\r\n\r\n";
  EXPECT_EQ(filter.Run(To(kOwn), bad).error_offset(), 18u);
  EXPECT_EQ(filter.Run(To(kOwn), kOk + "\r\n").error_offset(), std::nullopt);
  EXPECT_EQ(filter.Run(To(kOwn), bad).error_offset(), 18u);
  EXPECT_EQ(filter.Run(To(kOther), kOk + "\r\n").error_offset(), std::nullopt);
  const std::vector<Header> pairs = {{"a b", "c"}};
  EXPECT_EQ(filter.Run(To(kOwn), bad).error_offset(), 18u);
  EXPECT_EQ(filter.Run(To(kOwn), 200, "", pairs).error_offset(), std::nullopt);
}

TEST(FilterBodyOffsetTest, IsWhereTheBodyBegins) {
  Filter filter;
  EXPECT_EQ(filter.Run(To(kOwn), kOk + "A: b\r\n\r\nbody").body_offset(), 25u);
  EXPECT_EQ(filter.Run(To(kOwn), kOk).body_offset(), kOk.size());
}

TEST(FilterExposeListTest, IsKeptForCorsOnly) {
  Filter filter;
  const std::string head =
      kOk + kStar + "Access-Control-Expose-Headers: X-A\r\n\r\n";
  EXPECT_TRUE(filter.Run(To(kOther), head)
                  .cors_exposed_header_name_list()
                  .Names("x-a"));
  EXPECT_TRUE(filter.Run(To(kOwn), head)
                  .cors_exposed_header_name_list()
                  .names()
                  .empty());
  const std::string bad =
      kOk + kStar + "Access-Control-Expose-Headers: X-A, b c\r\n\r\n";
  const auto& invalid =
      filter.Run(To(kOther), bad).cors_exposed_header_name_list().invalid();
  ASSERT_TRUE(invalid);
  EXPECT_EQ(invalid->header, 1u);
  EXPECT_EQ(invalid->offset, 7u);
  EXPECT_FALSE(filter.Run(To(kOther, Mode::kNoCors), bad)
                   .cors_exposed_header_name_list()
                   .invalid());
}

// ---- Wrong calls.

TEST(FilterWrongCallTest, IsAResultOfItsOwnKind) {
  Filter filter;
  const std::vector<Header> pairs = {{"X", "1"}};
  const std::pair<Request, Reason> kRows[] = {
      {Request(), Reason::kOriginNotSerialized},
      {To(""), Reason::kUrlNotSerialized},
      {To("/relative"), Reason::kUrlNotSerialized},
      {To("HTTPS://b.example/"), Reason::kUrlNotSerialized},
      {[] {
         Request r = To(kOwn);
         r.origin = "https://a.example/";
         return r;
       }(),
       Reason::kOriginNotSerialized},
  };
  for (const auto& [request, reason] : kRows) {
    SCOPED_TRACE(request.url);
    for (int pass = 0; pass < 2; ++pass) {
      const FilteredResponse& seen =
          pass == 0 ? filter.Run(request, kOk + "X: 1\r\n\r\n")
                    : filter.Run(request, 200, "OK", pairs);
      EXPECT_TRUE(seen.is_network_error());
      EXPECT_EQ(seen.reason(), reason);
      EXPECT_EQ(GetReasonInfo(seen.reason()).kind, ReasonKind::kWrongCall);
      EXPECT_EQ(seen.status(), 0);
      for (const Outcome o : seen.outcomes()) EXPECT_FALSE(o.exposed());
    }
  }
  // And the next call is a call like any other.
  EXPECT_EQ(filter.Run(To(kOwn), kOk + "X: 1\r\n\r\n").type(),
            ResponseType::kBasic);
}

// ---- Pairs.

TEST(FilterPairsTest, AreTrimmedAndChecked) {
  Filter filter;
  const std::vector<Header> good = {{"X", " \ta\t "}, {"Y", "\v"}, {"Z", ""}};
  const FilteredResponse& seen = filter.Run(To(kOwn), 200, "OK", good);
  ASSERT_EQ(seen.type(), ResponseType::kBasic);
  EXPECT_EQ(seen.outcome(0).value, "a");
  EXPECT_EQ(seen.outcome(1).value, "\v");
  EXPECT_EQ(seen.outcome(2).value, "");

  const std::pair<Header, Reason> kRows[] = {
      {{"", "a"}, Reason::kHeaderNameMalformed},
      {{"X ", "a"}, Reason::kHeaderNameMalformed},
      {{":status", "200"}, Reason::kHeaderNameMalformed},
      {{"X", "a\nb"}, Reason::kHeaderValueMalformed},
      {{"X", "a\r"}, Reason::kHeaderValueMalformed},
      {{"X", std::string_view("a\0b", 3)}, Reason::kHeaderValueMalformed},
  };
  for (const auto& [bad, reason] : kRows) {
    SCOPED_TRACE(bad.name);
    const std::vector<Header> pairs = {{"A", "b"}, bad, {"C", "d"}};
    const FilteredResponse& failed = filter.Run(To(kOwn), 200, "OK", pairs);
    EXPECT_TRUE(failed.is_network_error());
    EXPECT_EQ(failed.reason(), reason);
    // outcomes()[i] is about headers[i].
    ASSERT_EQ(failed.outcomes().size(), 3u);
    EXPECT_EQ(failed.outcomes()[1].name, bad.name);
    EXPECT_EQ(Fates(failed),
              "NetworkErrorResponse NetworkErrorResponse NetworkErrorResponse");
  }
}

TEST(FilterPairsTest, OutcomesAreParallelToThem) {
  Filter filter;
  const std::vector<Header> pairs = {{"x-b", "1"},
                                     {"access-control-allow-origin", "*"},
                                     {"content-type", "2"},
                                     {"x-b", "3"}};
  for (const Request& request :
       {To(kOwn), To(kOther), To(kOther, Mode::kNoCors)}) {
    const FilteredResponse& seen = filter.Run(request, 200, "", pairs);
    ASSERT_EQ(seen.outcomes().size(), pairs.size());
    ASSERT_EQ(seen.reasons().size(), pairs.size());
    for (size_t i = 0; i < pairs.size(); ++i) {
      EXPECT_EQ(seen.outcomes()[i].name.data(), pairs[i].name.data());
      EXPECT_EQ(seen.outcomes()[i].value.data(), pairs[i].value.data());
      EXPECT_EQ(seen.outcomes()[i].reason, seen.reasons()[i]);
    }
  }
}

// ---- Random responses, from a seed.

class Dice {
 public:
  explicit Dice(unsigned seed) : random_(seed) {}
  size_t operator()(size_t n) { return random_() % n; }
  template <typename T, size_t n>
  const T& Of(const T (&array)[n]) {
    return array[random_() % n];
  }

 private:
  std::mt19937 random_;
};

struct RandomResponse {
  Request request;
  RedirectState before;
  int status;
  std::string_view message;
  std::vector<Header> headers;

  std::string Bytes() const {
    std::string bytes = "HTTP/1.1 " + std::to_string(status) + " ";
    bytes.append(message).append("\r\n");
    for (const Header& h : headers) {
      bytes.append(h.name).append(": ").append(h.value).append("\r\n");
    }
    return bytes + "\r\n";
  }
};

RandomResponse MakeRandomResponse(Dice* dice) {
  constexpr std::string_view kOrigins[] = {"https://a.example",
                                           "https://a.example", "null",
                                           "http://a.example", "a.example"};
  constexpr std::string_view kUrls[] = {
      kOwn,   kOther, "https://b.example?", "http://b.example/",      "data:,",
      kOther, kOther, "ftp://b.example/",   "https://b.example:443#", "b"};
  constexpr Mode kModes[] = {Mode::kCors, Mode::kCors, Mode::kNoCors,
                             Mode::kSameOrigin, Mode::kNavigate};
  constexpr CredentialsMode kCredentials[] = {CredentialsMode::kSameOrigin,
                                              CredentialsMode::kOmit,
                                              CredentialsMode::kInclude};
  constexpr RedirectMode kRedirects[] = {
      RedirectMode::kFollow, RedirectMode::kFollow, RedirectMode::kError,
      RedirectMode::kManual};
  constexpr int kStatuses[] = {200, 200, 200, 404, 301, 304, 0, 999};
  constexpr std::string_view kMessages[] = {"OK", "", "a: b", "\xe9"};
  constexpr Header kHeaders[] = {
      {"Access-Control-Allow-Origin", "*"},
      {"access-control-allow-origin", "https://a.example"},
      {"Access-Control-Allow-Credentials", "true"},
      {"Access-Control-Expose-Headers", "X-A, x-b"},
      {"Access-Control-Expose-Headers", "*"},
      {"access-control-expose-headers", "a b"},
      {"Content-Type", "text/plain"},
      {"Content-Length", "5"},
      {"content-length", "7"},
      {"Set-Cookie", "a=b"},
      {"X-A", ""},
      {"x-a", "1"},
      {"X-B", "2, 3"},
      {"Location", "/y"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"*", "star"},
  };
  RandomResponse r;
  r.request = To(dice->Of(kUrls), dice->Of(kModes), dice->Of(kCredentials),
                 dice->Of(kRedirects));
  r.request.origin = dice->Of(kOrigins);
  r.before.redirect_tainted = (*dice)(8) == 0;
  r.request.schemelessly_same_site = (*dice)(2) == 0;
  r.status = dice->Of(kStatuses);
  r.message = dice->Of(kMessages);
  for (size_t n = (*dice)(10); n > 0; --n)
    r.headers.push_back(dice->Of(kHeaders));
  // Most are to pass the CORS check.
  if ((*dice)(2) == 0) r.headers.insert(r.headers.begin(), kHeaders[0]);
  return r;
}

TEST(FilterRandomTest, PairsAndBytesAreAnsweredAlike) {
  Dice dice(1);
  Filter by_pairs;
  Filter by_bytes;
  for (int i = 0; i < 5000; ++i) {
    const RandomResponse r = MakeRandomResponse(&dice);
    const std::string bytes = r.Bytes();
    ASSERT_EQ(Describe(by_pairs.Run(r.request, r.status, r.message, r.headers,
                                    r.before)),
              Describe(by_bytes.Run(r.request, bytes, r.before)))
        << bytes;
  }
}

TEST(FilterRandomTest, AReusedFilterAnswersLikeANewOne) {
  Dice dice(2);
  Filter reused;
  for (int i = 0; i < 2000; ++i) {
    const RandomResponse r = MakeRandomResponse(&dice);
    std::string bytes = r.Bytes();
    // Some are cut off or broken, so that errors leave their traces.
    if (dice(4) == 0) bytes.resize(dice(bytes.size()));
    if (dice(8) == 0 && !bytes.empty()) bytes[dice(bytes.size())] = '\0';
    Filter fresh;
    const FilteredResponse& a = reused.Run(r.request, bytes, r.before);
    const FilteredResponse& b = fresh.Run(r.request, bytes, r.before);
    ASSERT_EQ(Describe(a), Describe(b)) << bytes;
    EXPECT_EQ(a.error_offset(), b.error_offset());
    EXPECT_EQ(a.body_offset(), b.body_offset());
    EXPECT_EQ(a.internal_response().status, b.internal_response().status);
    EXPECT_EQ(NamesOf(a), NamesOf(b));
  }
}

// Every header has a fate that goes with the response's type.
TEST(FilterRandomTest, FatesAddUp) {
  Dice dice(3);
  Filter filter;
  for (int i = 0; i < 2000; ++i) {
    const RandomResponse r = MakeRandomResponse(&dice);
    const FilteredResponse& seen = filter.Run(r.request, r.Bytes(), r.before);
    ASSERT_EQ(seen.outcomes().size(),
              seen.internal_response().header_list.size());
    ASSERT_EQ(seen.outcomes().empty(), seen.reasons().empty());
    const ReasonKind kind = GetReasonInfo(seen.reason()).kind;
    EXPECT_EQ(seen.is_network_error(), kind == ReasonKind::kNetworkError ||
                                           kind == ReasonKind::kWrongCall);
    EXPECT_EQ(seen.type() == ResponseType::kDefault,
              kind == ReasonKind::kRedirect);
    for (const Outcome o : seen.outcomes()) {
      const ReasonKind fate = GetReasonInfo(o.reason).kind;
      ASSERT_TRUE(fate == ReasonKind::kExposed || fate == ReasonKind::kHidden);
      if (o.exposed()) {
        EXPECT_TRUE(seen.type() == ResponseType::kBasic ||
                    seen.type() == ResponseType::kCors);
      }
    }
  }
}

// An error has no expose list, though the response had one.
TEST(FilterErrorTest, HasNoExposeList) {
  Filter filter;
  const std::string head =
      kOk + kStar + "Access-Control-Expose-Headers: X-A\r\nX-A: 1\r\n\r\n";
  const FilteredResponse& seen = filter.Run(To(kOther), head);
  ASSERT_TRUE(seen.cors_exposed_header_name_list().Names("x-a"));
  filter.TurnIntoNetworkError(Reason::kBlockedByMimeType);
  EXPECT_TRUE(seen.cors_exposed_header_name_list().names().empty());
  EXPECT_FALSE(seen.cors_exposed_header_name_list().Names("x-a"));
  EXPECT_EQ(seen.outcomes().size(), 3u);
  filter.Run(To(kOther), head);
  filter.Run(To(kOther), kOk + "X-A: 1\r\n\r\n");
  EXPECT_TRUE(seen.cors_exposed_header_name_list().names().empty());
  filter.Run(To(kOther), head);
  filter.NetworkError(Reason::kConnectionClosed);
  EXPECT_TRUE(seen.cors_exposed_header_name_list().names().empty());
}

// ---- Memory.

TEST(FilterMemoryTest, AllocatesNothingOnceWarm) {
  Dice dice(4);
  std::vector<RandomResponse> responses;
  std::vector<std::string> bytes;
  for (int i = 0; i < 300; ++i) {
    responses.push_back(MakeRandomResponse(&dice));
    bytes.push_back(responses.back().Bytes());
    // Some have folded lines.
    if (i % 3 == 0) {
      bytes.back().insert(bytes.back().size() - 2, "X-F: a\r\n b\r\n c\r\n");
    }
  }
  Filter filter;
  ScriptApi api;
  size_t exposed = 0;
  const auto run_all = [&] {
    for (size_t i = 0; i < responses.size(); ++i) {
      const RandomResponse& r = responses[i];
      for (int pass = 0; pass < 2; ++pass) {
        const FilteredResponse& seen =
            pass == 0 ? filter.Run(r.request, bytes[i], r.before)
                      : filter.Run(r.request, r.status, r.message, r.headers,
                                   r.before);
        exposed += api.Entries(seen).size();
        exposed += api.GetAllResponseHeaders(seen).size();
        exposed += api.GetSetCookie(seen).size();
        exposed += api.Get(seen, "x-a").has_value();
        exposed += api.Has(seen, "x-b");
        for (const Outcome o : seen.outcomes()) exposed += o.exposed();
      }
    }
  };
  run_all();
  const size_t cold = allocations;
  EXPECT_GT(cold, 0u);  // They are counted.
  exposed = 0;
  run_all();
  EXPECT_EQ(allocations - cold, 0u);
  EXPECT_GT(exposed, 0u);
}

TEST(FilterMemoryTest, ViewsAreOfTheInput) {
  const std::string bytes = kOk + kStar + "X: y\r\n\r\n";
  Filter filter;
  const FilteredResponse& seen = filter.Run(To(kOther), bytes);
  const auto in_bytes = [&](std::string_view view) {
    return view.data() >= bytes.data() &&
           view.data() + view.size() <= bytes.data() + bytes.size();
  };
  EXPECT_TRUE(in_bytes(seen.status_message()));
  for (const Outcome o : seen.outcomes()) {
    EXPECT_TRUE(in_bytes(o.name));
    EXPECT_TRUE(in_bytes(o.value));
  }
}

// The request's views are needed until Run returns, the head's for longer; a
// copy of each at its exact size lets ASan watch over that.
TEST(FilterMemoryTest, TheRequestMayGoOnceRunReturned) {
  const std::string bytes =
      kOk + kAllowed + "X: a\r\n b\r\nAccess-Control-Expose-Headers: x\r\n\r\n";
  Filter filter;
  const FilteredResponse* seen = nullptr;
  {
    const auto origin = std::make_unique<std::string>(kPage);
    const auto url = std::make_unique<std::string>(kOther);
    Request request = To(*url);
    request.origin = *origin;
    seen = &filter.Run(request, bytes);
  }
  EXPECT_EQ(seen->type(), ResponseType::kCors);
  EXPECT_EQ(seen->outcome(2).value, "a b");
  EXPECT_EQ(seen->outcome(2).reason, Reason::kExposedByName);
  EXPECT_TRUE(seen->cors_exposed_header_name_list().Names("X"));
  ScriptApi api;
  EXPECT_EQ(api.Get(*seen, "x"), "a b");
}

TEST(FilterMemoryTest, TheResponseBelongsToTheFilter) {
  Filter filter;
  const std::string first = kOk + "A: b\r\n\r\n";
  const std::string second = kOk + "\r\n";
  const FilteredResponse* const seen = &filter.Run(To(kOwn), first);
  EXPECT_EQ(&filter.Run(To(kOwn), second), seen);
  EXPECT_TRUE(seen->outcomes().empty());
}

TEST(ResponseTypeNameTest, IsWhatScriptReads) {
  EXPECT_EQ(ResponseTypeName(ResponseType::kBasic), "basic");
  EXPECT_EQ(ResponseTypeName(ResponseType::kCors), "cors");
  EXPECT_EQ(ResponseTypeName(ResponseType::kDefault), "default");
  EXPECT_EQ(ResponseTypeName(ResponseType::kError), "error");
  EXPECT_EQ(ResponseTypeName(ResponseType::kOpaque), "opaque");
  EXPECT_EQ(ResponseTypeName(ResponseType::kOpaqueRedirect), "opaqueredirect");
}

}  // namespace
}  // namespace corsieve
