// Where a redirect leads, and which are not followed.
// https://fetch.spec.whatwg.org/#concept-http-redirect-fetch

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

TEST(ExchangeLocationTest, FragmentsAreInherited) {
  struct Row {
    std::vector<std::string> hops;  // The first is requested.
    Lines urls;
  };
  const Row rows[] = {
      {{"https://a.test/#f", "https://a.test/x"},
       {"https://a.test/#f", "https://a.test/x#f"}},
      {{"https://a.test/#f", "https://b.test/x#g"},
       {"https://a.test/#f", "https://b.test/x#g"}},
      {{"https://a.test/#f", "https://b.test/x#"},
       {"https://a.test/#f", "https://b.test/x#"}},
      {{"https://a.test/#", "https://a.test/x"},
       {"https://a.test/#", "https://a.test/x#"}},
      {{"https://a.test/", "https://a.test/x"},
       {"https://a.test/", "https://a.test/x"}},
      // From the hop before, not from the first one.
      {{"https://a.test/#f", "https://a.test/x#g", "https://a.test/y"},
       {"https://a.test/#f", "https://a.test/x#g", "https://a.test/y#g"}},
      {{"https://a.test/#f", "https://b.test/x", "https://b.test/y"},
       {"https://a.test/#f", "https://b.test/x#f", "https://b.test/y#f"}},
      {{"https://a.test/#a#b?c", "https://a.test/x"},
       {"https://a.test/#a#b?c", "https://a.test/x#a#b?c"}},
  };
  for (const Row& row : rows) {
    Fetcher fetcher;
    std::vector<Answer> answers;
    for (size_t i = 1; i < row.hops.size(); ++i) {
      answers.push_back(Redirect(301, row.hops[i]));
    }
    Exchange& exchange = fetcher.Fetch(Get(row.hops[0]), answers);
    EXPECT_EQ(exchange.url_list(), row.urls);
    EXPECT_EQ(fetcher.sent.back().url, row.urls.back());
    fetcher.GoOn({Ok()});
    const std::string& last = row.urls.back();
    EXPECT_EQ(exchange.response_url(), last.substr(0, last.find('#')));
    EXPECT_TRUE(exchange.redirected());
  }
}

TEST(ExchangeLocationTest, TwentyAreFollowedAndNoMore) {
  for (Profile profile : kProfiles) {
    std::vector<Answer> answers(20, Redirect(302, "/x"));
    Fetcher fetcher(profile);
    Exchange& exchange = fetcher.Fetch(Get("https://b.test/"), answers);
    EXPECT_EQ(exchange.next(), Next::kSendRequest);
    EXPECT_EQ(exchange.url_list().size(), 21u);
    fetcher.GoOn({Ok()});
    EXPECT_EQ(exchange.response().type(), ResponseType::kCors);
    answers.push_back(Redirect(302, "/x"));
    fetcher.Fetch(Get("https://b.test/"), answers);
    EXPECT_EQ(exchange.next(), Next::kDone);
    EXPECT_EQ(exchange.response().reason(), Reason::kTooManyRedirects);
    EXPECT_EQ(exchange.url_list().size(), 21u);
    // What redirected last is still told.
    EXPECT_EQ(exchange.response().outcomes().size(), 2u);
    // A fetch after that one counts from the beginning.
    fetcher.Fetch(Get("https://b.test/"), {Redirect(302, "/x"), Ok()});
    EXPECT_EQ(exchange.response().type(), ResponseType::kCors);
  }
}

// Each reason why a redirect is not followed, and what is followed beside it.
TEST(ExchangeLocationTest, WhatIsNotFollowed) {
  struct Row {
    std::string_view method, url;
    Mode mode;
    RequestBody body;
    int status;
    std::string_view location;
    std::optional<Reason> reason;
  };
  constexpr RequestBody kNone = RequestBody::kNone;
  constexpr RequestBody kStream = RequestBody::kStream;
  constexpr Mode kCors = Mode::kCors;
  constexpr std::string_view kA = "https://a.test/";
  constexpr std::string_view kB = "https://b.test/";
  const Row rows[] = {
      {"GET", kA, kCors, kNone, 302, "a b", Reason::kLocationInvalid},
      {"GET", kA, kCors, kNone, 302, "data:,x", Reason::kLocationNotHttp},
      {"GET", kA, kCors, kNone, 302, "ftp://a.test/", Reason::kLocationNotHttp},
      {"GET", kA, kCors, kNone, 302, "HTTPS://a.test/",
       Reason::kLocationInvalid},
      {"GET", kA, kCors, kNone, 302, "http://a.test/", std::nullopt},
      {"GET", kA, kCors, kNone, 302, "https://u:p@a.test/", std::nullopt},
      {"GET", kA, kCors, kNone, 302, "https://u@b.test/",
       Reason::kRedirectContainsCredentials},
      {"GET", kA, kCors, kNone, 302, "https://:p@b.test/",
       Reason::kRedirectContainsCredentials},
      {"GET", kB, kCors, kNone, 302, "https://u:p@b.test/",
       Reason::kRedirectContainsCredentials},
      // The tainting is cors already.
      {"GET", kB, kCors, kNone, 302, "https://u:p@a.test/",
       Reason::kRedirectContainsCredentials},
      {"GET", kB, Mode::kNoCors, kNone, 302, "https://u:p@b.test/",
       std::nullopt},
      {"GET", kA, Mode::kNoCors, kNone, 302, "https://u:p@b.test/",
       std::nullopt},
      {"POST", kA, kCors, kStream, 301, "/x", Reason::kRedirectBodyStream},
      {"POST", kA, kCors, kStream, 302, "/x", Reason::kRedirectBodyStream},
      {"POST", kA, kCors, kStream, 303, "/x", std::nullopt},
      {"POST", kA, kCors, kStream, 307, "/x", Reason::kRedirectBodyStream},
      {"PUT", kA, kCors, kStream, 308, "/x", Reason::kRedirectBodyStream},
      {"POST", kA, kCors, RequestBody::kSource, 307, "/x", std::nullopt},
  };
  for (const Row& row : rows) {
    for (Profile profile : kProfiles) {
      Request request = With(row.method, row.url);
      request.mode = row.mode;
      request.body = row.body;
      Fetcher fetcher(profile);
      fetcher.Fetch(request, {Redirect(row.status, row.location)});
      std::optional<Reason> want = row.reason;
      // Departure location_controls_are_escaped: that leads somewhere.
      if (profile == Profile::kFirefox && row.location == "a b") want.reset();
      // Departure redirect_never_has_credentials.
      if (profile == Profile::kChromium &&
          row.location.find('@') != std::string_view::npos) {
        want = Reason::kRedirectContainsCredentials;
      }
      // Departure stream_wants_http2: there is no answer to be redirected by.
      if (profile == Profile::kChromium && row.body == kStream) {
        EXPECT_EQ(fetcher.exchange.response().reason(),
                  Reason::kStreamWantsHttp2);
        continue;
      }
      if (want) {
        EXPECT_EQ(fetcher.exchange.next(), Next::kDone) << row.location;
        EXPECT_EQ(fetcher.exchange.response().reason(), *want) << row.location;
        EXPECT_EQ(fetcher.exchange.response().outcomes().size(), 2u);
        EXPECT_EQ(fetcher.exchange.url_list().size(), 1u);
      } else {
        EXPECT_EQ(fetcher.exchange.next(), Next::kSendRequest) << row.location;
      }
    }
  }
}

// A body that was a stream is none after a 303, and so does not end the next.
TEST(ExchangeLocationTest, AStreamIsGoneAfter303) {
  Request request = With("POST", "https://a.test/");
  request.body = RequestBody::kStream;
  Fetcher fetcher;
  fetcher.Fetch(request, {Redirect(303, "/x"), Redirect(307, "/y")});
  EXPECT_EQ(fetcher.exchange.next(), Next::kSendRequest);
  EXPECT_FALSE(fetcher.sent.back().include_body);
}

// What Location is resolved against, and where: departures by profile.
TEST(ExchangeLocationTest, LocationByProfile) {
  const Lines kNone;
  const auto run = [](Profile profile, RedirectMode mode, const Lines& lines) {
    Request request = Get("https://a.test/p#f");
    request.redirect_mode = mode;
    Fetcher fetcher(profile);
    fetcher.exchange.Start(request, 0);
    static std::string head;
    head = Head("302 Found", lines);
    fetcher.exchange.Receive(head, 0);
    if (fetcher.exchange.next() == Next::kResolveLocation) {
      EXPECT_EQ(fetcher.exchange.current_url(), "https://a.test/p#f");
      return "<" + std::string(fetcher.exchange.location()) + ">";
    }
    const FilteredResponse& seen = fetcher.exchange.response();
    return seen.is_network_error() ? std::string(ReasonName(seen.reason()))
                                   : std::string(ResponseTypeName(seen.type()));
  };
  constexpr RedirectMode kFollow = RedirectMode::kFollow;
  constexpr RedirectMode kError = RedirectMode::kError;
  constexpr RedirectMode kManual = RedirectMode::kManual;
  for (Profile profile : kProfiles) {
    const bool chromium = profile == Profile::kChromium;
    const bool firefox = profile == Profile::kFirefox;
    const bool webkit = profile == Profile::kWebKit;
    EXPECT_EQ(run(profile, kFollow, {"Location: /one"}), "</one>");
    // WebKit's reader makes UTF-8 of all values, and each byte of that is then
    // a character: departure location_is_latin_one. Firefox's departure is
    // location_controls_are_escaped.
    EXPECT_EQ(run(profile, kFollow, {"Location: \xff %"}),
              webkit    ? "<\xC3\xAF\xC2\xBF\xC2\xBD %>"
              : firefox ? "<\xff%20%>"
                        : "<\xff %>");
    EXPECT_EQ(run(profile, kFollow, kNone), "basic");
    // Departure empty_location_is_none.
    EXPECT_EQ(run(profile, kFollow, {"Location:"}), chromium ? "basic" : "<>");
    // Departure error_mode_wants_location.
    EXPECT_EQ(run(profile, kError, {"Location: /one"}), "RedirectModeError");
    const std::string not_one =
        chromium || webkit ? "basic" : "RedirectModeError";
    EXPECT_EQ(run(profile, kError, kNone), not_one);
    EXPECT_EQ(run(profile, kError, {"Location:"}), not_one);
    // Departures manual_mode_resolves_location and manual_mode_refuses_ftp.
    EXPECT_EQ(run(profile, kManual, {"Location: /one"}),
              chromium || webkit ? "</one>" : "opaqueredirect");
    // Departure manual_mode_takes_space_in_host.
    EXPECT_EQ(run(profile, kManual, {"Location: http://a b%20c/d e?f"}),
              chromium ? "<http://a-b-c/d e?f>"
              : webkit ? "<http://a b%20c/d e?f>"
                       : "opaqueredirect");
    EXPECT_EQ(run(profile, kManual, {"Location:"}), "opaqueredirect");
    EXPECT_EQ(run(profile, kManual, kNone), "opaqueredirect");
  }
  const Lines equal = {"Location: /one", "location: /one"};
  EXPECT_EQ(run(Profile::kStandard, kFollow, equal), "LocationInvalid");
  EXPECT_EQ(run(Profile::kChromium, kFollow, equal), "</one>");
  EXPECT_EQ(run(Profile::kFirefox, kFollow, equal), "</one>");
  EXPECT_EQ(run(Profile::kWebKit, kFollow, equal), "</one, /one>");
  EXPECT_EQ(run(Profile::kStandard, kManual, equal), "opaqueredirect");
  EXPECT_EQ(run(Profile::kWebKit, kError, {"Location:", "Location:"}),
            "RedirectModeError");
}

// Chromium's manual mode: the URL is only to parse.
TEST(ExchangeLocationTest, ManualModeOfChromium) {
  Request request = Get("https://a.test/p");
  request.redirect_mode = RedirectMode::kManual;
  for (std::string_view location :
       {"/one", "data:,x", "https://u:p@b.test/", "https://b.test/"}) {
    Fetcher fetcher(Profile::kChromium);
    fetcher.Fetch(request, {Redirect(302, location)});
    EXPECT_EQ(fetcher.exchange.next(), Next::kDone);
    EXPECT_EQ(fetcher.exchange.response().type(), ResponseType::kOpaqueRedirect)
        << location;
    EXPECT_EQ(fetcher.exchange.response_url(), "https://a.test/p");
    EXPECT_EQ(fetcher.exchange.url_list().size(), 1u);
  }
  Fetcher fetcher(Profile::kChromium);
  fetcher.Fetch(request, {Redirect(302, "a b")});
  EXPECT_EQ(fetcher.exchange.response().reason(), Reason::kLocationInvalid);
}

// WebKit's manual mode: of what is no URL it makes nothing, of ftp an error.
TEST(ExchangeLocationTest, ManualModeOfWebKit) {
  Request request = Get("https://a.test/p");
  request.redirect_mode = RedirectMode::kManual;
  const std::pair<std::string_view, ResponseType> rows[] = {
      {"/one", ResponseType::kOpaqueRedirect},
      {"a b", ResponseType::kOpaqueRedirect},
      {"ws://b.test/", ResponseType::kOpaqueRedirect},
      {"ftp://b.test/", ResponseType::kError},
  };
  for (const auto& [location, type] : rows) {
    Fetcher fetcher(Profile::kWebKit);
    fetcher.Fetch(request, {Redirect(302, location)});
    EXPECT_EQ(fetcher.exchange.next(), Next::kDone);
    EXPECT_EQ(fetcher.exchange.response().type(), type) << location;
  }
}

// What the embedder calls a serialized URL is looked at all the same.
TEST(ExchangeLocationTest, ResolvedMustGetASerializedUrl) {
  for (std::string_view url : {"", "/x", "https:", "https://", "https://A/"}) {
    Exchange exchange;
    exchange.Start(Get("https://a.test/"), 0);
    const std::string head = Redirect(302, "/x");
    exchange.Receive(head, 0);
    exchange.Resolved(std::string(url));
    EXPECT_EQ(exchange.next(), Next::kDone);
    EXPECT_EQ(exchange.response().reason(), Reason::kLocationInvalid) << url;
  }
}

}  // namespace
}  // namespace corsieve::tests
