// What an answer to a preflight allows, and for how long.
// https://fetch.spec.whatwg.org/#cors-preflight-fetch

#include "corsieve/preflight.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"
#include "tests/exchange_helpers.h"

namespace corsieve::tests {
namespace {

constexpr std::optional<Reason> kAllowed = std::nullopt;
constexpr Reason kMethod = Reason::kMethodDisallowedByPreflightResponse;
constexpr Reason kHeader = Reason::kHeaderDisallowedByPreflightResponse;

struct Question {
  std::string method = "PUT";
  Lines names = {};
  bool use_cors_preflight = false;
  CredentialsMode credentials_mode = CredentialsMode::kSameOrigin;
};

// Judges an answer that passes the CORS check.
std::optional<Reason> Check(const Question& question,
                            std::vector<Header> headers,
                            Profile profile = Profile::kStandard,
                            PreflightGrant* grant = nullptr) {
  Request request = With(question.method, "https://b.test/");
  request.credentials_mode = question.credentials_mode;
  headers.push_back({"Access-Control-Allow-Origin", "https://a.test"});
  headers.push_back({"Access-Control-Allow-Credentials", "true"});
  const HeaderList list(headers);
  PreflightGrant unused;
  return CheckPreflightResponse(
      request, {question.method, question.names, question.use_cors_preflight},
      200, list, grant == nullptr ? &unused : grant, profile);
}

constexpr std::string_view kMethods = "access-control-allow-METHODS";
constexpr std::string_view kNames = "Access-Control-Allow-Headers";
constexpr std::string_view kMaxAge = "Access-Control-Max-Age";
constexpr CredentialsMode kInclude = CredentialsMode::kInclude;

TEST(NeedsPreflightTest, ForWhatIsNotSafelisted) {
  const Lines none, names = {"x"};
  for (std::string_view method : {"GET", "HEAD", "POST"}) {
    EXPECT_FALSE(NeedsPreflight({method, none, false}));
    EXPECT_TRUE(NeedsPreflight({method, names, false}));
    EXPECT_TRUE(NeedsPreflight({method, none, true}));
  }
  for (std::string_view method : {"PUT", "OPTIONS", "get", "DELETE", "*"}) {
    EXPECT_TRUE(NeedsPreflight({method, none, false})) << method;
  }
}

TEST(PreflightAnswerTest, Methods) {
  struct Row {
    std::string method;
    std::vector<Header> headers;
    bool include;
    std::optional<Reason> reason;
  };
  const Row rows[] = {
      {"PUT", {}, false, kMethod},
      {"PUT", {{kMethods, ""}}, false, kMethod},
      {"PUT", {{kMethods, "PUT"}}, false, kAllowed},
      {"PUT", {{kMethods, "PUT"}}, true, kAllowed},
      // A method is compared byte by byte.
      {"PUT", {{kMethods, "put"}}, false, kMethod},
      {"patch", {{kMethods, "PATCH"}}, false, kMethod},
      {"PATCH", {{kMethods, "patch"}}, false, kMethod},
      {"patch", {{kMethods, "patch"}}, false, kAllowed},
      {"PUT", {{kMethods, "GET, ,\tPUT ,"}}, false, kAllowed},
      {"PUT", {{kMethods, "GET"}, {kMethods, "PUT"}}, false, kAllowed},
      {"PUT", {{kMethods, "PU"}, {kMethods, "T"}}, false, kMethod},
      {"PUT", {{kMethods, "PUTS"}}, false, kMethod},
      {"PUT", {{kMethods, "*"}}, false, kAllowed},
      {"PUT", {{kMethods, "*"}}, true, kMethod},
      {"*", {{kMethods, "*"}}, true, kAllowed},
      {"PUT", {{kMethods, "GET, *"}}, false, kAllowed},
      // What lists names does not list methods.
      {"PUT", {{kNames, "PUT"}}, false, kMethod},
      // A safelisted method need not be listed.
      {"GET", {{kMethods, "PUT"}}, false, kAllowed},
      {"HEAD", {}, true, kAllowed},
      {"POST", {}, false, kAllowed},
      {"PUT",
       {{kMethods, "PUT @"}},
       false,
       Reason::kInvalidAllowMethodsPreflightResponse},
      {"POST",
       {{kMethods, "\"PUT\""}},
       false,
       Reason::kInvalidAllowMethodsPreflightResponse},
      {"PUT",
       {{kMethods, "PUT"}, {kMethods, "a b"}},
       false,
       Reason::kInvalidAllowMethodsPreflightResponse},
  };
  for (const Row& row : rows) {
    Question question;
    question.method = row.method;
    if (row.include) question.credentials_mode = kInclude;
    for (Profile profile : kProfiles) {
      EXPECT_EQ(Check(question, row.headers, profile), row.reason)
          << row.method << " " << testing::PrintToString(row.include);
    }
  }
}

TEST(PreflightAnswerTest, Names) {
  struct Row {
    Lines names;
    std::vector<Header> headers;
    bool include;
    std::optional<Reason> reason;
  };
  const Row rows[] = {
      {{"x-a"}, {}, false, kHeader},
      {{"x-a"}, {{kNames, ""}}, false, kHeader},
      {{"x-a"}, {{kNames, "X-A"}}, false, kAllowed},
      {{"x-a"}, {{kNames, "x-b, X-a"}}, true, kAllowed},
      {{"x-a", "x-b"}, {{kNames, "x-a"}}, false, kHeader},
      {{"x-a", "x-b"}, {{kNames, "x-b"}}, false, kHeader},
      {{"x-a", "x-b"}, {{kNames, "x-b"}, {kNames, "x-a"}}, false, kAllowed},
      {{"x-a"}, {{kNames, "x"}}, false, kHeader},
      {{"x-a"}, {{kNames, "x-ab"}}, false, kHeader},
      {{"x-a"}, {{kNames, "*"}}, false, kAllowed},
      {{"x-a"}, {{kNames, "*"}}, true, kHeader},
      {{"*"}, {{kNames, "*"}}, true, kAllowed},
      {{"authorization"}, {{kNames, "Authorization"}}, false, kAllowed},
      {{"authorization", "x"}, {{kNames, "*,authorization"}}, false, kAllowed},
      {{"authorization", "x"}, {{kNames, "*,authorization"}}, true, kHeader},
      {{"x-a"}, {{kMethods, "x-a"}}, false, kHeader},
      {{"x-a"},
       {{kNames, "x-a; b"}},
       false,
       Reason::kInvalidAllowHeadersPreflightResponse},
      {{},
       {{kNames, "@"}},
       false,
       Reason::kInvalidAllowHeadersPreflightResponse},
      // Methods are read first.
      {{},
       {{kNames, "@"}, {kMethods, "@"}},
       false,
       Reason::kInvalidAllowMethodsPreflightResponse},
  };
  for (const Row& row : rows) {
    Question question;
    question.method = "POST";
    question.names = row.names;
    if (row.include) question.credentials_mode = kInclude;
    for (Profile profile : kProfiles) {
      EXPECT_EQ(Check(question, row.headers, profile), row.reason)
          << testing::PrintToString(row.names);
    }
  }
}

// The method is looked at before the names.
TEST(PreflightAnswerTest, TheMethodIsRefusedFirst) {
  EXPECT_EQ(Check({"PUT", {"x-a"}}, {}), kMethod);
}

// Departure star_covers_authorization.
TEST(PreflightAnswerTest, StarAndAuthorization) {
  for (Profile profile : kProfiles) {
    Question question{"GET", {"authorization"}};
    EXPECT_EQ(
        Check(question, {{kNames, "*"}}, profile),
        profile == Profile::kStandard ? std::optional(kHeader) : kAllowed);
    question.credentials_mode = kInclude;
    EXPECT_EQ(Check(question, {{kNames, "*"}}, profile), kHeader);
  }
}

// https://fetch.spec.whatwg.org/#cors-preflight-fetch, step 7.4
TEST(PreflightAnswerTest, AbsentMethodsAllowTheOneAskedFor) {
  Question question;
  question.use_cors_preflight = true;
  PreflightGrant grant;
  EXPECT_EQ(Check(question, {}, Profile::kStandard, &grant), kAllowed);
  ASSERT_EQ(grant.methods.size(), 1u);
  EXPECT_EQ(grant.methods[0], "PUT");
  EXPECT_EQ(Check(question, {{kMethods, ""}}), kMethod);
  EXPECT_EQ(Check(question, {{kMethods, "PATCH"}}), kMethod);
  question.use_cors_preflight = false;
  EXPECT_EQ(Check(question, {}), kMethod);
}

TEST(PreflightAnswerTest, GrantsWhatIsWritten) {
  PreflightGrant grant;
  grant.methods = {"OLD"};
  grant.header_names = {"old"};
  EXPECT_EQ(Check({"GET"}, {{kMethods, "b, *,a"}, {kNames, "X-B ,x-b"}},
                  Profile::kStandard, &grant),
            kAllowed);
  const std::vector<std::string_view> methods = {"b", "*", "a"};
  const std::vector<std::string_view> names = {"X-B", "x-b"};
  EXPECT_EQ(grant.methods, methods);
  EXPECT_EQ(grant.header_names, names);
  // Where only the method is refused, too.
  EXPECT_EQ(Check({"PUT"}, {{kMethods, "b, a"}, {kNames, "x-b"}},
                  Profile::kStandard, &grant),
            kMethod);
  EXPECT_EQ(grant.methods.size(), 2u);
}

// Departure allow_lists_take_cr.
TEST(PreflightAnswerTest, CrAroundElements) {
  for (Profile profile : kProfiles) {
    const bool firefox = profile == Profile::kFirefox;
    EXPECT_EQ(
        Check({"PUT"}, {{kMethods, "GET,\rPUT"}}, profile),
        firefox ? kAllowed
                : std::optional(Reason::kInvalidAllowMethodsPreflightResponse));
    EXPECT_EQ(
        Check({"GET", {"x"}}, {{kNames, "y\r,x"}}, profile),
        firefox ? kAllowed
                : std::optional(Reason::kInvalidAllowHeadersPreflightResponse));
  }
}

int64_t MaxAge(const std::vector<std::string_view>& values, Profile profile) {
  std::vector<Header> headers;
  for (std::string_view value : values) headers.push_back({kMaxAge, value});
  PreflightGrant grant;
  grant.max_age_seconds = -7;
  EXPECT_EQ(Check({"GET"}, headers, profile, &grant), kAllowed);
  return grant.max_age_seconds;
}

// Each row: standard, chromium, firefox, webkit. Departures max_age_is_signed,
// max_age_takes_whitespace and max_age_must_be_digits; 5 seconds where it is
// not a number. (0 and less are not remembered.)
TEST(PreflightAnswerTest, MaxAge) {
  struct Row {
    std::vector<std::string_view> values;
    int64_t standard, chromium, firefox, webkit;
  };
  constexpr int64_t kHuge = int64_t{1} << 40;
  const Row rows[] = {
      {{}, 5, 5, 5, 5},
      {{"0"}, 0, 0, 0, 0},
      {{"1"}, 1, 1, 1, 1},
      {{"0600"}, 600, 600, 600, 600},
      {{"7201"}, 7201, 7201, 7201, 7201},
      {{""}, 5, 5, 5, 5},
      {{"abc"}, 5, 5, 0, 5},
      {{"6x"}, 5, 5, 0, 5},
      {{"x6"}, 5, 5, 0, 5},
      {{"1.5"}, 5, 5, 0, 5},
      {{"60", "60"}, 5, 5, 0, 5},
      {{"60, 60"}, 5, 5, 0, 5},
      {{"+600"}, 5, 600, 0, 600},
      {{"-0"}, 5, 0, 0, 0},
      {{"-600"}, 5, 0, 0, 0},
      {{"-"}, 5, 5, 0, 5},
      {{"+"}, 5, 5, 0, 5},
      {{"--1"}, 5, 5, 0, 5},
      {{"+-1"}, 5, 5, 0, 5},
      {{"\v600"}, 5, 5, 0, 600},
      {{"600\f"}, 5, 5, 0, 600},
      {{"6\v00"}, 5, 5, 0, 5},
      {{"\v"}, 5, 5, 0, 5},
      {{"\v+600\v"}, 5, 5, 0, 600},
      {{"9223372036854775807"}, kHuge, kHuge, kHuge, kHuge},
      {{"9223372036854775808"}, kHuge, 5, kHuge, 5},
      {{"10000000000000000000"}, kHuge, 5, kHuge, 5},
      {{"00009223372036854775807"}, kHuge, kHuge, kHuge, kHuge},
      {{"00009223372036854775808"}, kHuge, 5, kHuge, 5},
      {{"8999999999999999999"}, kHuge, kHuge, kHuge, kHuge},
  };
  for (const Row& row : rows) {
    const std::string text = testing::PrintToString(row.values);
    // What is beyond a year of years need not be told apart.
    const auto cut = [=](int64_t seconds) { return std::min(seconds, kHuge); };
    EXPECT_EQ(cut(MaxAge(row.values, Profile::kStandard)), row.standard)
        << text;
    EXPECT_EQ(cut(MaxAge(row.values, Profile::kChromium)), row.chromium)
        << text;
    EXPECT_EQ(MaxAge(row.values, Profile::kFirefox) <= 0, row.firefox <= 0);
    EXPECT_EQ(cut(MaxAge(row.values, Profile::kFirefox)), row.firefox) << text;
    EXPECT_EQ(cut(MaxAge(row.values, Profile::kWebKit)), row.webkit) << text;
  }
}

}  // namespace
}  // namespace corsieve::tests
