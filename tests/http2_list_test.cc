// What comes over HTTP/2 and HTTP/3, by each profile. The rules themselves are
// recorded cases (tests/browsers/h2.ndjson); here is what a case cannot say.

#include "engine/read/http2_list.h"

#include <string>
#include <string_view>
#include <vector>

#include "corsieve/corsieve.h"
#include "gtest/gtest.h"
#include "tests/exchange_helpers.h"

namespace corsieve::tests {
namespace {

ParsedResponse Parsed(absl::Span<const Header> headers, int status = 200,
                      Protocol protocol = Protocol::kHttp2) {
  return ParsedResponse{protocol, status, "Ignored", headers};
}

Reason ReasonOf(Profile profile, const ParsedResponse& parsed) {
  Filter filter(profile);
  return filter.Run(Get("https://a.test/"), parsed).reason();
}

bool Fails(Profile profile, const Header& header) {
  return ReasonOf(profile, Parsed({&header, 1})) != Reason::kSameOrigin;
}

TEST(Http2ListTest, EachByteOfAName) {
  for (int byte = 0; byte < 256; ++byte) {
    const std::string name = std::string("a") + static_cast<char>(byte) + "b";
    const bool is_token = IsHeaderName(name);
    const bool is_upper = byte >= 'A' && byte <= 'Z';
    for (Profile profile : kProfiles) {
      EXPECT_EQ(Fails(profile, {name, "1"}), !is_token || is_upper) << byte;
    }
  }
  for (Profile profile : kProfiles) {
    EXPECT_TRUE(Fails(profile, {"", "1"}));
    // Beyond what a row keeps folded.
    const std::string longer = std::string(40, 'x') + "X";
    EXPECT_TRUE(Fails(profile, {longer, "1"}));
  }
}

TEST(Http2ListTest, EachByteOfAValue) {
  for (int byte = 0; byte < 256; ++byte) {
    const std::string value = std::string("a") + static_cast<char>(byte) + "b";
    const bool breaks = byte == 0 || byte == '\r' || byte == '\n';
    const bool control = (byte < ' ' && byte != '\t') || byte == 0x7f;
    EXPECT_EQ(Fails(Profile::kStandard, {"x", value}), breaks) << byte;
    EXPECT_EQ(Fails(Profile::kFirefox, {"x", value}), breaks) << byte;
    EXPECT_EQ(Fails(Profile::kChromium, {"x", value}), control) << byte;
    EXPECT_EQ(Fails(Profile::kWebKit, {"x", value}), control) << byte;
  }
}

TEST(Http2ListTest, BlanksAroundAValue) {
  for (std::string_view value : {" a", "a ", "\ta", "a\t", " ", "\t"}) {
    const Header header = {"x", value};
    Filter filter(Profile::kWebKit);
    EXPECT_EQ(filter.Run(Get("https://a.test/"), Parsed({&header, 1}))
                  .outcome(0)
                  .value,
              value);
    EXPECT_EQ(ReasonOf(Profile::kStandard, Parsed({&header, 1})),
              Reason::kHeaderValueMalformed);
    EXPECT_FALSE(Fails(Profile::kChromium, header));
    EXPECT_FALSE(Fails(Profile::kFirefox, header));
  }
}

TEST(Http2ListTest, EachStatus) {
  for (int status = -1; status <= 1200; ++status) {
    if (status >= 100 && status <= 199) continue;
    const auto reads = [&](Profile profile, Protocol protocol) {
      Filter filter(profile);
      const FilteredResponse& seen =
          filter.Run(Get("https://a.test/"), Parsed({}, status, protocol));
      const bool redirects = IsRedirectStatus(status);
      EXPECT_EQ(seen.internal_response().status, status);
      EXPECT_TRUE(redirects || seen.is_network_error() ||
                  seen.status() == status);
      return !seen.is_network_error();
    };
    for (Protocol protocol : {Protocol::kHttp2, Protocol::kHttp3}) {
      const bool three = status >= 200 && status <= 999;
      const bool chromium = status >= 0 && status != 407 &&
                            (protocol == Protocol::kHttp2 || status <= 599);
      EXPECT_EQ(reads(Profile::kStandard, protocol), three) << status;
      EXPECT_EQ(reads(Profile::kWebKit, protocol), three) << status;
      EXPECT_EQ(reads(Profile::kFirefox, protocol),
                three || (status > 0 && status < 100))
          << status;
      EXPECT_EQ(reads(Profile::kChromium, protocol), chromium) << status;
    }
  }
}

TEST(Http2ListTest, StatusesAsTheyAreWritten) {
  const struct {
    std::string_view text;
    int standard, chromium, firefox, webkit;  // -1: malformed.
  } rows[] = {
      {"204", 204, 204, 204, 204}, {"+404", -1, 200, -1, -1},
      {"-404", -1, 200, -1, -1},   {"0404", -1, 404, -1, -1},
      {"000", -1, 0, -1, 0},       {"099", -1, 99, -1, 99},
      {"99", -1, 99, 99, -1},      {"1000", -1, 1000, -1, -1},
      {"65537", -1, 1, -1, -1},    {"9999999999", -1, -1, -1, -1},
      {"", -1, -1, -1, -1},        {"+", -1, -1, -1, -1},
      {" 200", -1, -1, -1, -1},    {"200 ", -1, -1, -1, -1},
      {"2a0", -1, -1, -1, -1},     {"999999999", -1, 51711, -1, -1},
  };
  for (const auto& row : rows) {
    const auto status = [&](Profile profile) {
      ParsedResponse parsed = Parsed({}, 200);
      parsed.status_text = row.text;
      Filter filter(profile);
      const FilteredResponse& seen = filter.Run(Get("https://a.test/"), parsed);
      return seen.is_network_error() ? -1 : seen.status();
    };
    EXPECT_EQ(status(Profile::kStandard), row.standard) << row.text;
    EXPECT_EQ(status(Profile::kChromium), row.chromium) << row.text;
    EXPECT_EQ(status(Profile::kFirefox), row.firefox) << row.text;
    EXPECT_EQ(status(Profile::kWebKit), row.webkit) << row.text;
  }
}

TEST(Http2ListTest, StatusTextAndOwnHeaders) {
  const Header header = {"x-firefox-spdy", "mine"};
  for (Profile profile : kProfiles) {
    Filter filter(profile);
    const FilteredResponse& seen =
        filter.Run(Get("https://a.test/"), Parsed({&header, 1}, 404));
    EXPECT_EQ(seen.status_message(),
              profile == Profile::kWebKit ? "Not Found" : "");
    EXPECT_EQ(Seen(seen),
              Lines{profile == Profile::kFirefox ? "x-firefox-spdy: mine, h2"
                                                 : "x-firefox-spdy: mine"});
  }
  Filter filter(Profile::kFirefox);
  EXPECT_EQ(Seen(filter.Run(Get("https://a.test/"),
                            Parsed({&header, 1}, 200, Protocol::kHttp3))),
            (Lines{"x-firefox-http3: h3", "x-firefox-spdy: mine"}));
  const Header empty = {"x-firefox-spdy", ""};
  EXPECT_EQ(Seen(filter.Run(Get("https://a.test/"), Parsed({&empty, 1}))),
            Lines{"x-firefox-spdy: h2"});
}

// The parts say by what the response came, and a wrong header which one it is.
TEST(Http2ListTest, TheProtocolIsPartOfTheCall) {
  const std::vector<Header> headers = {{"x-a", "1"}, {"Connection", "close"}};
  Filter filter;
  const Request request = Get("https://a.test/");
  EXPECT_EQ(filter.Run(request, 200, "OK", headers).reason(),
            Reason::kSameOrigin);
  EXPECT_EQ(filter.response().error_header(), std::nullopt);
  EXPECT_EQ(
      filter.Run(request, 200, "OK", headers, RedirectState(), Protocol::kHttp2)
          .reason(),
      Reason::kHeaderNameMalformed);
  EXPECT_EQ(filter.response().error_header(), 1u);
  EXPECT_EQ(filter.response().outcomes().size(), 2u);
  const std::vector<Header> lower = {{"x-a", "1"}, {"connection", "close"}};
  EXPECT_EQ(
      filter.Run(request, 200, "OK", lower, RedirectState(), Protocol::kHttp3)
          .reason(),
      Reason::kConnectionSpecificHeader);
  EXPECT_EQ(filter.response().error_header(), 1u);
}

TEST(Http2ListTest, ExchangeTakesIt) {
  for (Profile profile : kProfiles) {
    Exchange exchange(nullptr, "", profile);
    exchange.Start(With("PUT", "https://b.test/"), 0);
    const std::vector<Header> allowing = {
        {"access-control-allow-origin", "*"},
        {"access-control-allow-methods", "PUT"}};
    exchange.Receive(204, "", allowing, 0, Protocol::kHttp2);
    EXPECT_EQ(exchange.next(), Exchange::Next::kSendRequest);
    // An interim response is not the answer; 101 is one, and a wrong one.
    for (int status : {100, 103}) {
      exchange.Receive(status, "", {}, 0, Protocol::kHttp2);
      EXPECT_EQ(exchange.next(), Exchange::Next::kSendRequest);
    }
    const std::vector<Header> end = {{"access-control-allow-origin", "*"}};
    exchange.Receive(Parsed(end, 404), 0);
    EXPECT_EQ(exchange.response().type(), ResponseType::kCors);
    EXPECT_EQ(exchange.response().status(), 404);
    exchange.Start(Get("https://a.test/"), 0);
    exchange.Receive(101, "", {}, 0, Protocol::kHttp2);
    EXPECT_EQ(exchange.next(), Exchange::Next::kDone);
    EXPECT_EQ(exchange.response().is_network_error(),
              profile != Profile::kChromium);
  }
}

TEST(Http2ListTest, WhatLeaksFromWebKit) {
  const std::vector<Header> first = {{"x-e", "1"}};
  const std::vector<Header> second = {{"x-e", "2"}, {"x-a", "0"}};
  const std::vector<InterimResponse> interim = {
      {103, first}, {100, second}, {103, first}};
  const std::vector<Header> headers = {{"x-a", "1"}};
  const std::vector<Header> trailers = {{"x-a", "2"}, {"x-t", "3"}};
  ParsedResponse parsed = Parsed(headers);
  parsed.interim = interim;
  parsed.trailers = trailers;
  for (Profile profile : kProfiles) {
    for (bool empty : {false, true}) {
      parsed.body_is_empty = empty;
      Filter filter(profile);
      Lines want = {"x-a: 1"};
      if (profile == Profile::kFirefox) want.push_back("x-firefox-spdy: h2");
      if (profile == Profile::kWebKit) {
        want = {empty ? "x-a: 0, 1, 2" : "x-a: 0, 1", "x-e: 2, 1"};
        if (empty) want.push_back("x-t: 3");
      }
      EXPECT_EQ(Seen(filter.Run(Get("https://a.test/"), parsed)), want)
          << NameOf(profile);
    }
  }
  // Over HTTP/1.1 they play no part.
  parsed.protocol = Protocol::kHttp1;
  Filter filter(Profile::kWebKit);
  EXPECT_EQ(Seen(filter.Run(Get("https://a.test/"), parsed)), Lines{"x-a: 1"});
}

TEST(Http2ListTest, LengthsOfWebKit) {
  const struct {
    std::vector<std::string_view> lengths;
    int status;
    bool empty;
    std::string_view method;
    bool reads;
  } rows[] = {
      {{"2"}, 200, false, "GET", true},
      {{"2", "2"}, 200, false, "GET", false},
      {{"+2"}, 200, false, "GET", false},
      {{""}, 200, false, "GET", false},
      {{"2,2"}, 200, false, "GET", false},
      {{"2"}, 200, true, "GET", false},
      {{"0"}, 200, true, "GET", true},
      {{"00"}, 200, true, "GET", true},
      {{"2"}, 304, true, "GET", true},
      {{"2"}, 200, true, "HEAD", true},
      {{"2"}, 204, true, "GET", false},
      {{"0"}, 204, true, "GET", true},
      {{"00"}, 204, true, "GET", false},
      {{"0", "0"}, 204, true, "GET", false},
      {{"9223372036854775807"}, 200, false, "GET", true},
      {{"9223372036854775808"}, 200, false, "GET", false},
      {{"000000000000000000000000000001"}, 200, false, "GET", true},
  };
  for (const auto& row : rows) {
    std::vector<Header> headers;
    for (std::string_view length : row.lengths) {
      headers.push_back({"content-length", length});
    }
    ParsedResponse parsed = Parsed(headers, row.status);
    parsed.body_is_empty = row.empty;
    Filter filter(Profile::kWebKit);
    const FilteredResponse& seen =
        filter.Run(With(row.method, "https://a.test/"), parsed);
    EXPECT_EQ(!seen.is_network_error(), row.reads) << row.lengths[0];
    if (row.reads) {
      EXPECT_EQ(Seen(seen).empty(), row.status == 204);
    }
  }
}

// A header that an engine's own rules refuse is told, if it is the final
// response's.
TEST(Http2ListTest, WhichHeaderIsRefused) {
  const std::vector<Header> headers = {
      {"x-a", "1"}, {"content-disposition", "1"}, {"content-disposition", "2"}};
  for (Profile profile : {Profile::kChromium, Profile::kFirefox}) {
    Filter filter(profile);
    EXPECT_TRUE(
        filter.Run(Get("https://a.test/"), Parsed(headers)).is_network_error());
    EXPECT_EQ(filter.response().error_header(), 2u) << NameOf(profile);
  }
  const std::vector<InterimResponse> interim = {{101, headers}};
  ParsedResponse parsed = Parsed(headers);
  parsed.interim = interim;
  Filter filter(Profile::kFirefox);
  EXPECT_TRUE(filter.Run(Get("https://a.test/"), parsed).is_network_error());
  EXPECT_EQ(filter.response().error_header(), std::nullopt);
}

TEST(Http2ListTest, InterimResponses) {
  const std::vector<Header> length = {{"content-length", "1"}};
  for (Profile profile : kProfiles) {
    const auto reason = [&](int status, absl::Span<const Header> headers) {
      const std::vector<InterimResponse> interim = {{status, headers}};
      ParsedResponse parsed = Parsed({});
      parsed.interim = interim;
      return ReasonOf(profile, parsed);
    };
    EXPECT_EQ(reason(199, {}), Reason::kSameOrigin);
    EXPECT_EQ(reason(200, {}), Reason::kStatusMalformed);
    // Departure http2_interim_is_free.
    const bool is_free =
        profile == Profile::kChromium || profile == Profile::kFirefox;
    EXPECT_EQ(reason(103, length),
              is_free ? Reason::kSameOrigin : Reason::kContentLengthForbidden);
  }
}

TEST(Http2ListTest, AsMuchAsChromiumReads) {
  constexpr size_t kMost = 256 * 1024;
  for (size_t size : {kMost, kMost + 1}) {
    const std::string value(size - 1, 'x');
    const std::vector<Header> headers = {{"x-a", "1"}, {"x-b", value}};
    for (Profile profile : kProfiles) {
      const bool fails = size > kMost && profile == Profile::kChromium;
      EXPECT_EQ(ReasonOf(profile, Parsed(headers)),
                fails ? Reason::kHeadTooLarge : Reason::kSameOrigin)
          << NameOf(profile) << size;
    }
  }
}

// Linear in all that is long, and no byte is touched that is not the caller's.
TEST(Http2ListTest, ManyAndLong) {
  constexpr size_t kMany = 100000;
  std::vector<std::string> names;
  for (size_t i = 0; i < kMany; ++i) names.push_back("x-" + std::to_string(i));
  std::vector<Header> different;
  for (const std::string& name : names) different.push_back({name, "1"});
  const std::vector<Header> equal(kMany, {"x-a", "1"});
  const std::vector<Header> cookies(kMany, {"cookie", "a"});
  const std::vector<InterimResponse> interim(1000, {103, {equal.data(), 100}});
  for (Profile profile : kProfiles) {
    Filter filter(profile);
    const std::vector<Header>* const lists[] = {&different, &equal, &cookies};
    for (const auto* list : lists) {
      ParsedResponse parsed = Parsed(*list);
      parsed.interim = interim;
      const FilteredResponse& seen = filter.Run(Get("https://a.test/"), parsed);
      EXPECT_FALSE(seen.is_network_error());
      EXPECT_GE(seen.outcomes().size(), kMany);
    }
  }
}

}  // namespace
}  // namespace corsieve::tests
