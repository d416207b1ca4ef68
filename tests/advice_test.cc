// Advice is held to its word: do what it says, ask again, and see.

#include "tools/explain/advice.h"

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gtest/gtest.h"

namespace corsieve::tools {
namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Call {
  Request request;
  RedirectState before = {};
  int status = 200;
  Headers headers;

  const FilteredResponse& Run(Filter* filter) {
    views_.clear();
    for (const auto& [name, value] : headers) views_.push_back({name, value});
    return filter->Run(request, status, "", views_, before);
  }

  std::string ToString() const {
    std::string text =
        std::string(request.origin) + " " + std::string(request.url) +
        " mode " + std::to_string(static_cast<int>(request.mode)) +
        " credentials " +
        std::to_string(static_cast<int>(request.credentials_mode)) + "\n" +
        std::to_string(status) + "\n";
    for (const auto& [name, value] : headers) {
      text += name + ": " + value + "\n";
    }
    return text;
  }

 private:
  std::vector<Header> views_;
};

Fetched FetchedOf(const Call& call) {
  Fetched fetched;
  fetched.before = call.before;
  return fetched;
}

std::string Lower(std::string_view s) {
  std::string lower(s);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  return lower;
}

bool Says(const Advice& advice, std::string_view what) {
  return advice.text.find(what) != std::string::npos;
}

// The call again, after the advice was taken on the server and in the call.
Call Follow(const Advice& advice, Call call) {
  for (const std::string& line : advice.lines) {
    const size_t colon = line.find(": ");
    EXPECT_NE(colon, std::string::npos) << line;
    const std::string name = line.substr(0, colon);
    EXPECT_TRUE(IsHeaderName(name)) << line;
    EXPECT_TRUE(IsHeaderValue(line.substr(colon + 2))) << line;
    if (name != "Vary") {
      Headers& h = call.headers;
      h.erase(std::remove_if(
                  h.begin(), h.end(),
                  [&](auto& pair) { return Lower(pair.first) == Lower(name); }),
              h.end());
    }
    call.headers.emplace_back(name, line.substr(colon + 2));
  }
  if (Says(advice, "mode cors")) call.request.mode = Mode::kCors;
  if (Says(advice, "redirect mode follow")) {
    call.request.redirect_mode = RedirectMode::kFollow;
  }
  if (Says(advice, "over https")) call.request.url = "https://b.example/";
  if (Says(advice, "one Content-Length")) {
    bool first = true;
    Headers& h = call.headers;
    h.erase(std::remove_if(h.begin(), h.end(),
                           [&](auto& pair) {
                             if (Lower(pair.first) != "content-length") {
                               return false;
                             }
                             pair.second = "1";
                             return !std::exchange(first, false);
                           }),
            h.end());
  }
  return call;
}

// Names that nobody exposes are left out of the advice.
bool IsForTheBrowser(const std::string& name) {
  static const std::set<std::string> kNames = {
      "alt-svc",           "connection",
      "keep-alive",        "nel",
      "report-to",         "strict-transport-security",
      "transfer-encoding", "vary"};
  return kNames.count(name) > 0 || name.rfind("access-control-", 0) == 0;
}

std::set<std::string> Exposed(const FilteredResponse& seen) {
  std::set<std::string> names;
  for (const Outcome o : seen.outcomes()) {
    if (o.exposed()) names.insert(Lower(o.name));
  }
  return names;
}

std::set<std::string> HiddenButCouldBeExposed(const FilteredResponse& seen) {
  std::set<std::string> names;
  for (const Outcome o : seen.outcomes()) {
    const std::string name = Lower(o.name);
    if (!o.exposed() && o.reason != Reason::kForbiddenResponseHeaderName &&
        !IsForTheBrowser(name)) {
      names.insert(name);
    }
  }
  return names;
}

// Checks the advice for one call; returns which kind of promise was made.
std::string CheckAdvice(Call call) {
  SCOPED_TRACE(call.ToString());
  Filter filter;
  Filter again;
  const FilteredResponse& before = call.Run(&filter);
  const Advice advice = Advise(call.request, before, FetchedOf(call));
  SCOPED_TRACE("advice: " + advice.text);
  if (advice.text.empty()) {
    EXPECT_TRUE(advice.lines.empty());
    // Nothing is left to be had that the server could give.
    if (before.type() == ResponseType::kCors) {
      EXPECT_TRUE(HiddenButCouldBeExposed(before).empty());
    }
    return "none";
  }
  Call followed = Follow(advice, call);
  const FilteredResponse& after = followed.Run(&again);

  if (advice.text.rfind("To expose more", 0) == 0) {
    EXPECT_EQ(before.type(), ResponseType::kCors);
    EXPECT_EQ(after.type(), ResponseType::kCors);
    EXPECT_EQ(advice.lines.size(), 1u);
    std::set<std::string> now = Exposed(after);
    for (const std::string& name : Exposed(before)) {
      EXPECT_TRUE(now.count(name) > 0) << name << " is not exposed any more";
    }
    const std::set<std::string> more = HiddenButCouldBeExposed(before);
    EXPECT_FALSE(more.empty());
    for (const std::string& name : more) {
      EXPECT_TRUE(now.count(name) > 0) << name << " is still hidden";
    }
    if (Says(advice, "* will not do")) {
      Call star = call;
      star.headers =
          Follow({"", {"Access-Control-Expose-Headers: *"}}, call).headers;
      for (const std::string& name :
           HiddenButCouldBeExposed(star.Run(&again))) {
        if (more.count(name) > 0) return "expose, not by *";
      }
      ADD_FAILURE() << "* would do";
    }
    return "expose";
  }
  if (Says(advice, "To let this page read the response")) {
    EXPECT_EQ(ReasonName(after.reason()), "CorsCheckPassed");
    return Says(advice, "mode cors") ? "read with mode cors" : "read";
  }
  if (Says(advice, "To pass the CORS check")) {
    // What comes after it is the redirect's.
    EXPECT_TRUE(after.reason() == Reason::kRedirectToFollow ||
                after.reason() == Reason::kRedirectModeError ||
                after.reason() == Reason::kManualRedirect)
        << ReasonName(after.reason());
    return "pass the check";
  }
  if (Says(advice, "To let other sites load")) {
    EXPECT_FALSE(after.is_network_error());
    return "load";
  }
  EXPECT_EQ(advice.text.rfind("To change that, ", 0), 0u);
  EXPECT_TRUE(advice.lines.empty());
  EXPECT_NE(ReasonName(after.reason()), ReasonName(before.reason()));
  return "change";
}

Request To(std::string_view url, Mode mode = Mode::kCors,
           CredentialsMode credentials = CredentialsMode::kSameOrigin) {
  Request request;
  request.origin = "https://a.example";
  request.url = url;
  request.mode = mode;
  request.credentials_mode = credentials;
  return request;
}

constexpr std::string_view kOther = "https://b.example/";
constexpr CredentialsMode kInclude = CredentialsMode::kInclude;

struct Row {
  const char* name;
  Request request;
  Headers headers;
  std::string promise;
  RedirectState before = {};
};

void PrintTo(const Row& row, std::ostream* os) { *os << row.name; }

class AdviceTest : public testing::TestWithParam<Row> {};

TEST_P(AdviceTest, KeepsItsPromise) {
  Call call;
  call.request = GetParam().request;
  call.headers = GetParam().headers;
  call.before = GetParam().before;
  EXPECT_EQ(CheckAdvice(call), GetParam().promise);
}

std::vector<Row> Rows() {
  const Headers::value_type star = {"Access-Control-Allow-Origin", "*"};
  const Headers::value_type exact = {"Access-Control-Allow-Origin",
                                     "https://a.example"};
  const Headers::value_type yes = {"Access-Control-Allow-Credentials", "true"};
  const auto expose = [](std::string value) {
    return Headers::value_type("Access-Control-Expose-Headers", value);
  };
  const Headers::value_type a = {"X-A", "1"};
  const Headers::value_type b = {"X-B", "2"};
  const Request cors = To(kOther);
  const Request include = To(kOther, Mode::kCors, kInclude);
  Request null_origin = include;
  null_origin.origin = "null";
  RedirectState tainted;
  tainted.redirect_tainted = true;
  Request no_cors_manual = To(kOther, Mode::kNoCors);
  no_cors_manual.redirect_mode = RedirectMode::kManual;
  return {
      {"NothingToExpose", cors, {star, {"Content-Type", "x"}}, "none"},
      {"OnlyCookies", cors, {star, {"Set-Cookie", "x"}}, "none"},
      {"OnlyForTheBrowser",
       cors,
       {star, {"Vary", "Origin"}, {"Strict-Transport-Security", "x"}},
       "none"},
      {"AllByStar", cors, {star, expose("*"), a}, "none"},
      {"SameOrigin",
       To("https://a.example/"),
       {a, {"Set-Cookie", "x"}},
       "none"},
      {"OneMore", cors, {star, a}, "expose"},
      {"KeepsTheOthers", cors, {star, expose("x-a"), a, b}, "expose"},
      {"KeepsTheExposeListItself",
       cors,
       {star, expose("Access-Control-Expose-Headers"), a},
       "expose"},
      {"TwoLists", cors, {star, expose("x-a"), expose("x-c"), a, b}, "expose"},
      {"Duplicates", cors, {star, b, a, {"x-a", "2"}}, "expose"},
      {"InvalidList", cors, {star, expose("X-A; X-B"), a, b}, "expose"},
      {"InvalidListAndHeaderStar",
       cors,
       {star, expose("(*)"), {"*", "1"}, a},
       "expose"},
      {"StarWithCredentials",
       include,
       {exact, yes, expose("*"), a},
       "expose, not by *"},
      {"HeaderStarWithCredentials",
       include,
       {exact, yes, expose("*"), {"*", "1"}, a},
       "expose, not by *"},
      {"Missing", cors, {a}, "read"},
      {"Mismatch",
       cors,
       {{"Access-Control-Allow-Origin", "https://c.example"}},
       "read"},
      {"Twice", cors, {star, star}, "read"},
      {"Invalid", cors, {{"Access-Control-Allow-Origin", "a.example"}}, "read"},
      {"StarOriginWithCredentials", include, {star, yes}, "read"},
      {"NoCredentials", include, {exact}, "read"},
      {"CredentialsTwice", include, {exact, yes, yes}, "read"},
      {"NullOrigin", null_origin, {exact}, "read"},
      {"TaintedOrigin", include, {exact, yes}, "read", tainted},
      {"KeepsVary", cors, {{"Vary", "Accept"}}, "read"},
      {"NoCors", To(kOther, Mode::kNoCors), {a}, "read with mode cors"},
      {"NoCorsInclude",
       To(kOther, Mode::kNoCors, kInclude),
       {a},
       "read with mode cors"},
      {"Corp",
       To(kOther, Mode::kNoCors),
       {{"Cross-Origin-Resource-Policy", "same-origin"}},
       "load"},
      {"CorpSameSite",
       To(kOther, Mode::kNoCors),
       {{"cross-origin-resource-policy", "same-site"}},
       "load"},
      {"ContentLengths",
       To("https://a.example/"),
       {{"Content-Length", "1"}, {"content-length", "2"}},
       "change"},
      {"ModeSameOrigin", To(kOther, Mode::kSameOrigin), {star}, "change"},
      {"Scheme", To("ftp://b.example/"), {star}, "change"},
      {"NoCorsManual", no_cors_manual, {}, "change"},
  };
}

INSTANTIATE_TEST_SUITE_P(Table, AdviceTest, testing::ValuesIn(Rows()),
                         [](const auto& info) {
                           return std::string(info.param.name);
                         });

TEST(AdviceTextTest, NamesWhatIsHiddenAndKeepsWhatIsExposed) {
  Call call;
  call.request = To(kOther);
  call.headers = {{"Access-Control-Allow-Origin", "*"},
                  {"access-control-expose-headers", "x-a, x-not-sent"},
                  {"X-A", "1"},
                  {"ETag", "2"},
                  {"etag", "3"},
                  {"Content-Type", "4"},
                  {"Vary", "Origin"}};
  Filter filter;
  const Advice advice =
      Advise(call.request, call.Run(&filter), FetchedOf(call));
  EXPECT_EQ(advice.lines,
            (std::vector<std::string>{
                "Access-Control-Expose-Headers: X-A, x-not-sent, ETag"}));
}

TEST(AdviceTextTest, AllowsTheOriginByteForByte) {
  Call call;
  call.request = To(kOther, Mode::kCors, kInclude);
  Filter filter;
  EXPECT_EQ(Advise(call.request, call.Run(&filter), FetchedOf(call)).lines,
            (std::vector<std::string>{
                "Access-Control-Allow-Origin: https://a.example",
                "Access-Control-Allow-Credentials: true", "Vary: Origin"}));
}

// ---- Redirects: the page reads where they lead to, not them.

class RedirectAdviceTest : public testing::TestWithParam<RedirectMode> {};

TEST_P(RedirectAdviceTest, PromisesNoReading) {
  Call call;
  call.request = To(kOther);
  call.request.redirect_mode = GetParam();
  call.status = 302;
  call.headers = {{"Location", "/x"}};
  CheckAdvice(call);
}

INSTANTIATE_TEST_SUITE_P(RedirectMode, RedirectAdviceTest,
                         testing::Values(RedirectMode::kFollow,
                                         RedirectMode::kError,
                                         RedirectMode::kManual),
                         [](const auto& info) -> std::string {
                           return info.param == RedirectMode::kFollow ? "Follow"
                                  : info.param == RedirectMode::kError
                                      ? "Error"
                                      : "Manual";
                         });

// CORS is for http(s): mode cors would make it a network error.
TEST(NoCorsAdviceTest, DoesNotPromiseCorsOfAnotherScheme) {
  Call call;
  call.request = To("ftp://b.example/", Mode::kNoCors);
  CheckAdvice(call);
  call.request = To("about:blank", Mode::kNoCors);
  CheckAdvice(call);
}

// ---- Random responses, from a seed.

class RandomAdviceTest : public testing::TestWithParam<unsigned> {};

TEST_P(RandomAdviceTest, KeepsItsPromise) {
  std::mt19937 random(GetParam());
  const auto dice = [&](size_t n) { return random() % n; };
  const auto pick = [&](const auto& array) -> const auto& {
    return array[random() % std::size(array)];
  };
  constexpr std::string_view kOrigins[] = {"https://a.example",
                                           "https://a.example", "null"};
  constexpr std::string_view kUrls[] = {kOther, kOther, "https://a.example/",
                                        "http://b.example/"};
  constexpr Mode kModes[] = {Mode::kCors,   Mode::kCors,       Mode::kCors,
                             Mode::kNoCors, Mode::kSameOrigin, Mode::kNavigate};
  constexpr CredentialsMode kCredentials[] = {CredentialsMode::kSameOrigin,
                                              CredentialsMode::kOmit, kInclude};
  constexpr std::string_view kValues[] = {
      "*", "https://a.example", "null",      "true", "True",
      "",  "same-origin",       "same-site", "5",    "6"};
  constexpr std::string_view kNames[] = {"Access-Control-Allow-Origin",
                                         "access-control-allow-origin",
                                         "Access-Control-Allow-Credentials",
                                         "Access-Control-Max-Age",
                                         "Cross-Origin-Resource-Policy",
                                         "Content-Length",
                                         "Content-Type",
                                         "Set-Cookie",
                                         "ETag",
                                         "X-A",
                                         "x-a",
                                         "X-B",
                                         "*",
                                         "Vary",
                                         "Alt-Svc",
                                         "Server"};
  constexpr std::string_view kLists[] = {
      "X-A",    "x-b, ETag",  "*",
      "X-A, *", "a b",        "",
      ",",      "Set-Cookie", "access-control-expose-headers, vary"};
  std::set<std::string> promises;
  for (int i = 0; i < 1500 && !testing::Test::HasFailure(); ++i) {
    Call call;
    call.request = To(pick(kUrls), pick(kModes), pick(kCredentials));
    call.request.origin = pick(kOrigins);
    call.before.redirect_tainted = dice(10) == 0;
    if (dice(2) == 0) {
      call.headers = {{"Access-Control-Allow-Origin",
                       std::string(SerializeRequestOrigin(call.request.origin,
                                                          call.before))},
                      {"Access-Control-Allow-Credentials", "true"}};
    }
    for (size_t n = dice(8); n > 0; --n) {
      call.headers.emplace_back(pick(kNames), pick(kValues));
    }
    for (size_t n = dice(3); n > 0; --n) {
      call.headers.emplace_back("Access-Control-Expose-Headers", pick(kLists));
    }
    promises.insert(CheckAdvice(call));
  }
  // They were all made and kept.
  EXPECT_EQ(promises,
            (std::set<std::string>{"none", "expose", "expose, not by *", "read",
                                   "read with mode cors", "load", "change"}));
}

INSTANTIATE_TEST_SUITE_P(Seed, RandomAdviceTest, testing::Values(1u, 2u, 3u));

}  // namespace
}  // namespace corsieve::tools
