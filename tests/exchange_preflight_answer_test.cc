// What an exchange makes of the answer to a preflight.
// https://fetch.spec.whatwg.org/#cors-preflight-fetch

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

// What the answer to a preflight leads to; kCorsCheckPassed where the request
// is sent.
Reason Judge(const Request& request, const Answer& answer,
             Profile profile = Profile::kStandard) {
  Fetcher fetcher(profile);
  fetcher.Fetch(request, {answer});
  EXPECT_TRUE(fetcher.sent[0].preflight);
  if (fetcher.exchange.next() == Next::kSendRequest) {
    return Reason::kCorsCheckPassed;
  }
  EXPECT_EQ(fetcher.exchange.next(), Next::kDone);
  EXPECT_TRUE(fetcher.exchange.response().is_network_error());
  EXPECT_TRUE(fetcher.exchange.response().outcomes().empty());
  return fetcher.exchange.response().reason();
}

// https://fetch.spec.whatwg.org/#concept-cors-check, the reasons being those of
// the DevTools protocol.
TEST(ExchangePreflightAnswerTest, EachReasonOfTheCorsCheck) {
  struct Row {
    Lines lines;
    CredentialsMode mode;
    Reason reason;
  };
  const std::string star = "Access-Control-Allow-Origin: *";
  const std::string page = "Access-Control-Allow-Origin: https://a.test";
  const std::string yes = "Access-Control-Allow-Credentials: true";
  constexpr CredentialsMode kOmit = CredentialsMode::kOmit;
  constexpr CredentialsMode kSameOrigin = CredentialsMode::kSameOrigin;
  constexpr CredentialsMode kInclude = CredentialsMode::kInclude;
  const Row rows[] = {
      {{}, kOmit, Reason::kPreflightMissingAllowOriginHeader},
      {{star}, kOmit, Reason::kCorsCheckPassed},
      {{star}, kSameOrigin, Reason::kCorsCheckPassed},
      {{star}, kInclude, Reason::kPreflightWildcardOriginNotAllowed},
      {{star, yes}, kInclude, Reason::kPreflightWildcardOriginNotAllowed},
      {{page}, kOmit, Reason::kCorsCheckPassed},
      {{page}, kInclude, Reason::kPreflightInvalidAllowCredentials},
      {{page, yes}, kInclude, Reason::kCorsCheckPassed},
      {{page, "Access-Control-Allow-Credentials: TRUE"},
       kInclude,
       Reason::kPreflightInvalidAllowCredentials},
      {{star, page}, kOmit, Reason::kPreflightMultipleAllowOriginValues},
      {{"Access-Control-Allow-Origin: https://a.test https://b.test"},
       kOmit,
       Reason::kPreflightMultipleAllowOriginValues},
      {{"Access-Control-Allow-Origin: foo"},
       kOmit,
       Reason::kPreflightInvalidAllowOriginValue},
      {{"Access-Control-Allow-Origin:"},
       kOmit,
       Reason::kPreflightInvalidAllowOriginValue},
      {{"Access-Control-Allow-Origin: null"},
       kOmit,
       Reason::kPreflightAllowOriginMismatch},
      {{"Access-Control-Allow-Origin: https://b.test"},
       kOmit,
       Reason::kPreflightAllowOriginMismatch},
      {{"Access-Control-Allow-Origin: https://a.test/"},
       kOmit,
       Reason::kPreflightAllowOriginMismatch},
  };
  for (const Row& row : rows) {
    for (Profile profile : kProfiles) {
      Request request = With("PUT", "https://b.test/");
      request.credentials_mode = row.mode;
      Lines lines = row.lines;
      lines.push_back("Access-Control-Allow-Methods: PUT");
      EXPECT_EQ(Judge(request, Head("200 OK", lines), profile), row.reason)
          << testing::PrintToString(row.lines);
    }
  }
}

// Departure counts_allow_origin_lines: an empty line is one too.
TEST(ExchangePreflightAnswerTest, FirefoxCountsAllowOriginLines) {
  const std::string answer = Head(
      "200 OK",
      {"Access-Control-Allow-Origin: *",
       "Access-Control-Allow-Origin:", "Access-Control-Allow-Methods: PUT"});
  EXPECT_EQ(Judge(With("PUT", "https://b.test/"), answer, Profile::kFirefox),
            Reason::kPreflightMultipleAllowOriginValues);
}

TEST(ExchangePreflightAnswerTest, TheStatusMustBeOk) {
  struct Row {
    std::string_view status;
    Reason reason;
  };
  constexpr Reason kInvalid = Reason::kPreflightInvalidStatus;
  constexpr Reason kRedirect = Reason::kPreflightDisallowedRedirect;
  constexpr Reason kPassed = Reason::kCorsCheckPassed;
  const Row rows[] = {
      {"200 X", kPassed},   {"201 X", kPassed},   {"204 X", kPassed},
      {"298 X", kPassed},   {"299 X", kPassed},   {"300 X", kInvalid},
      {"301 X", kRedirect}, {"302 X", kRedirect}, {"303 X", kRedirect},
      {"304 X", kInvalid},  {"305 X", kInvalid},  {"306 X", kInvalid},
      {"307 X", kRedirect}, {"308 X", kRedirect}, {"309 X", kInvalid},
      {"400 X", kInvalid},  {"404 X", kInvalid},  {"500 X", kInvalid},
      {"999 X", kInvalid},
  };
  const Lines allow = {"Access-Control-Allow-Origin: *",
                       "Access-Control-Allow-Methods: PUT", "Location: /x"};
  for (const Row& row : rows) {
    for (Profile profile : kProfiles) {
      EXPECT_EQ(Judge(With("PUT", "https://b.test/"), Head(row.status, allow),
                      profile),
                row.reason)
          << row.status << NameOf(profile);
    }
    // The CORS check comes first.
    EXPECT_EQ(Judge(With("PUT", "https://b.test/"), Head(row.status)),
              Reason::kPreflightMissingAllowOriginHeader);
  }
  Fetcher fetcher;
  fetcher.Fetch(With("PUT", "https://b.test/"), {});
  for (int status : {0, 99}) {
    fetcher.exchange.Start(With("PUT", "https://b.test/"), 0);
    const std::vector<Header> headers = {
        {"Access-Control-Allow-Origin", "*"},
        {"Access-Control-Allow-Methods", "PUT"}};
    fetcher.exchange.Receive(status, "", headers, 0);
    EXPECT_EQ(fetcher.exchange.response().reason(), kInvalid) << status;
  }
}

// An interim head before the answer is none.
TEST(ExchangePreflightAnswerTest, InterimHeadsAreSkipped) {
  for (Profile profile : kProfiles) {
    EXPECT_EQ(
        Judge(With("PUT", "https://b.test/"),
              Head("103 Early Hints", {"X: 1"}) + Allowing("PUT"), profile),
        Reason::kCorsCheckPassed);
    EXPECT_EQ(Judge(With("PUT", "https://b.test/"), Head("100 Continue")),
              Reason::kPreflightResponseMalformed);
  }
}

TEST(ExchangePreflightAnswerTest, WhatCannotBeReadFails) {
  constexpr Reason kMalformed = Reason::kPreflightResponseMalformed;
  const Request put = With("PUT", "https://b.test/");
  EXPECT_EQ(Judge(put, ""), kMalformed);
  EXPECT_EQ(Judge(put, "HTTP/1.1 x\r\n\r\n"), kMalformed);
  EXPECT_EQ(Judge(put, Allowing("PUT", "", {"a line"})), kMalformed);
  EXPECT_EQ(Judge(put, kCloses), Reason::kPreflightConnectionClosed);
  // Departure reader_judges_content_length: in WebKit the last one counts.
  const std::string lengths =
      Allowing("PUT", "", {"Content-Length: 0", "Content-Length: 1"});
  for (Profile profile : kProfiles) {
    EXPECT_EQ(Judge(put, lengths, profile), profile == Profile::kWebKit
                                                ? Reason::kCorsCheckPassed
                                                : kMalformed)
        << NameOf(profile);
  }
}

TEST(ExchangePreflightAnswerTest, ParsedAnswersMustHaveOneLength) {
  const std::vector<Header> headers = {{"Access-Control-Allow-Origin", "*"},
                                       {"Access-Control-Allow-Methods", "PUT"},
                                       {"Content-Length", "1"},
                                       {"Content-Length", "2"}};
  Fetcher fetcher;
  Exchange& exchange = fetcher.Fetch(With("PUT", "https://b.test/"), {});
  exchange.Receive(200, "", headers, 0);
  EXPECT_EQ(exchange.response().reason(), Reason::kPreflightResponseMalformed);
}

// Departure preflight_tells_page_origin; own_preflight_is_unchecked: at home
// again, what is said does not matter.
TEST(ExchangePreflightAnswerTest, FirefoxAsksAsThePageItself) {
  for (Profile profile : kProfiles) {
    const bool firefox = profile == Profile::kFirefox;
    const auto begin = [&](Fetcher* fetcher, std::string_view last) {
      fetcher->Fetch(With("PUT", "https://b.test/"),
                     {Allowing("PUT"), Redirect(307, last)});
      ASSERT_TRUE(fetcher->sent.back().preflight);
      EXPECT_EQ(fetcher->sent.back().origin,
                firefox ? "https://a.test" : "null");
    };
    const auto answer = [](std::string_view origin) {
      return Head("200 OK",
                  {"Access-Control-Allow-Origin: " + std::string(origin),
                   "Access-Control-Allow-Methods: PUT"});
    };
    Fetcher fetcher(profile);
    begin(&fetcher, "https://c.test/");
    fetcher.GoOn({answer(firefox ? "https://a.test" : "null")});
    EXPECT_EQ(fetcher.exchange.next(), Next::kSendRequest);
    EXPECT_EQ(fetcher.sent.back().origin, "null");
    begin(&fetcher, "https://c.test/");
    fetcher.GoOn({answer(firefox ? "null" : "https://a.test")});
    EXPECT_EQ(fetcher.exchange.response().reason(),
              Reason::kPreflightAllowOriginMismatch);
    begin(&fetcher, "https://a.test/");
    fetcher.GoOn({answer("https://b.test")});
    EXPECT_EQ(fetcher.exchange.next() == Next::kSendRequest, firefox);
    // The rest is looked at there, too.
    begin(&fetcher, "https://a.test/");
    fetcher.GoOn({Head("404 X", {"Access-Control-Allow-Origin: *"})});
    EXPECT_EQ(fetcher.exchange.response().reason(),
              Reason::kPreflightInvalidStatus);
    begin(&fetcher, "https://a.test/");
    fetcher.GoOn({Head("200 X", {"Access-Control-Allow-Origin: *"})});
    EXPECT_EQ(fetcher.exchange.response().reason(),
              Reason::kMethodDisallowedByPreflightResponse);
  }
}

// Departure absent_methods_allow_none: in no engine does an answer without
// Access-Control-Allow-Methods allow a listener's method.
TEST(ExchangePreflightAnswerTest, AbsentMethodsAndAListener) {
  for (Profile profile : kProfiles) {
    Request request = With("PUT", "https://b.test/");
    request.initiator = Initiator::kXmlHttpRequest;
    request.body = RequestBody::kSource;
    const Reason refused = Reason::kMethodDisallowedByPreflightResponse;
    const std::string absent =
        Head("200 OK", {"Access-Control-Allow-Origin: *"});
    const std::string empty = Head("200 OK", {"Access-Control-Allow-Origin: *",
                                              "Access-Control-Allow-Methods:"});
    EXPECT_EQ(Judge(request, absent, profile), refused);
    request.upload_listener = true;
    EXPECT_EQ(Judge(request, absent, profile), profile == Profile::kStandard
                                                   ? Reason::kCorsCheckPassed
                                                   : refused);
    EXPECT_EQ(Judge(request, empty, profile), refused);
  }
}

// Nothing is sent, and so nothing is remembered, after an answer that fails.
TEST(ExchangePreflightAnswerTest, ItsHeadersAreNotTheResponses) {
  for (Profile profile : kProfiles) {
    Fetcher fetcher(profile);
    Exchange& exchange =
        fetcher.Fetch(With("PUT", "https://b.test/"),
                      {Allowing("PUT", "",
                                {"X-Preflight: 1", "Timing-Allow-Origin: *",
                                 "Access-Control-Expose-Headers: *"})});
    EXPECT_TRUE(exchange.latest().outcomes().empty());
    fetcher.GoOn({Ok({"X: 1", "Access-Control-Expose-Headers: x-preflight"})});
    EXPECT_EQ(Seen(exchange.response()), Lines());
    EXPECT_EQ(exchange.response().outcomes().size(), 3u);
    EXPECT_FALSE(exchange.timing_allow_passed());
  }
}

// Readers hide from fetch() what a Headers object would not show; nobody shows
// an answer to a preflight. Firefox: reader-merge, reader-cr.
TEST(ExchangePreflightAnswerTest, AnswersAreReadAsForNoScript) {
  const std::string answer =
      "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n"
      "Access-Control-Allow-Methods: PUT,\r x\r\n\r\n";
  // Departure allow_lists_take_cr.
  EXPECT_EQ(Judge(With("PUT", "https://b.test/"), answer, Profile::kFirefox),
            Reason::kCorsCheckPassed);
}

// Readers go by the method that was sent (reader-status-line, reader-framing).
TEST(ExchangePreflightAnswerTest, AnswersAreReadAsToOptions) {
  // HTTP/0.9, which no server has for a PUT.
  for (Profile profile : {Profile::kChromium, Profile::kFirefox}) {
    EXPECT_EQ(Judge(With("PUT", "https://b.test/"), "a body of old", profile),
              Reason::kPreflightMissingAllowOriginHeader);
  }
  // WebKit looks at what frames a body, which HEAD has none of.
  const std::vector<Header> headers = {{"X", "1"}};
  Request request = With("HEAD", "https://b.test/");
  request.headers = headers;
  EXPECT_EQ(Judge(request,
                  Head("200 OK", {"Access-Control-Allow-Origin: *",
                                  "Access-Control-Allow-Headers: *",
                                  "Transfer-Encoding: gzip, chunked"}),
                  Profile::kWebKit),
            Reason::kPreflightResponseMalformed);
}

// The request of the second hop is not made, so no headers are told.
TEST(ExchangePreflightAnswerTest, FailuresAfterARedirectTellNoHeaders) {
  for (Profile profile : kProfiles) {
    for (const Answer& answer :
         {Answer("HTTP/1.1 200 OK\r\nContent-Length: \r\n"), Answer(""),
          Answer(Head("404 X")), Answer(Allowing("PATCH")), Answer(kCloses)}) {
      Fetcher fetcher(profile);
      fetcher.Fetch(With("PUT", "https://b.test/"),
                    {Allowing("PUT"), Redirect(307, "/x"), answer});
      EXPECT_EQ(fetcher.exchange.next(), Next::kDone);
      EXPECT_TRUE(fetcher.exchange.response().is_network_error());
      EXPECT_TRUE(fetcher.exchange.response().outcomes().empty());
    }
    const std::vector<Header> bad = {{"a b", ""}};
    Fetcher fetcher(profile);
    Exchange& exchange = fetcher.Fetch(With("PUT", "https://b.test/"),
                                       {Allowing("PUT"), Redirect(307, "/x")});
    ASSERT_EQ(exchange.next(), Next::kSendPreflight);
    exchange.Receive(200, "", bad, 0);
    EXPECT_TRUE(exchange.response().outcomes().empty());
  }
}

}  // namespace
}  // namespace corsieve::tests
