// How large a head may be: docs/departures.md, `reader-head-size`, to the byte.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "corsieve/corsieve.h"
#include "gtest/gtest.h"
#include "tests/exchange_helpers.h"

namespace corsieve::tests {
namespace {

constexpr size_t kChromium = 262144;
constexpr size_t kFirefox = 393216;
constexpr size_t kWebKit = 65536;
constexpr size_t kFirefoxJunk = 131072;

// A head of so many bytes, its empty line included. A clean one is read by
// other code than one with a line that is folded.
std::string HeadOf(size_t size, bool clean,
                   std::string_view status = "200 OK") {
  Lines lines = {"X-First: 1"};
  if (!clean) lines.push_back("\tfolded");
  std::string head = Head(status, lines);
  head.resize(head.size() - 2);
  const std::string last = "X-Last: ";
  const size_t filling = size - head.size() - last.size() - 4;
  return head + last + std::string(filling, 'v') + "\r\n\r\n";
}

// Why a fetch fails, or nothing.
std::optional<Reason> Fails(Profile profile, const std::string& bytes,
                            std::string_view url = "https://a.test/",
                            Initiator initiator = Initiator::kFetch) {
  Filter filter(profile);
  Request request = Get(url);
  request.origin = url.substr(0, url.find('/', 8));
  request.initiator = initiator;
  const FilteredResponse& seen = filter.Run(request, bytes);
  if (seen.is_network_error()) return seen.reason();
  return std::nullopt;
}

constexpr std::optional<Reason> kRead = std::nullopt;
constexpr Reason kTooLarge = Reason::kHeadTooLarge;

TEST(HeadLimitsTest, OfAWholeHead) {
  for (bool clean : {true, false}) {
    const auto fails = [&](Profile profile, size_t size) {
      return Fails(profile, HeadOf(size, clean) + "body");
    };
    EXPECT_EQ(fails(Profile::kChromium, kChromium - 1), kRead) << clean;
    EXPECT_EQ(fails(Profile::kChromium, kChromium), kRead) << clean;
    EXPECT_EQ(fails(Profile::kChromium, kChromium + 1), kTooLarge) << clean;
    EXPECT_EQ(fails(Profile::kFirefox, kFirefox - 1), kRead) << clean;
    EXPECT_EQ(fails(Profile::kFirefox, kFirefox), kRead) << clean;
    EXPECT_EQ(fails(Profile::kFirefox, kFirefox + 1), kTooLarge) << clean;
    // WebKit does not count the empty line.
    EXPECT_EQ(fails(Profile::kWebKit, kWebKit + 1), kRead) << clean;
    EXPECT_EQ(fails(Profile::kWebKit, kWebKit + 2), kRead) << clean;
    EXPECT_EQ(fails(Profile::kWebKit, kWebKit + 3), kTooLarge) << clean;
    EXPECT_EQ(fails(Profile::kStandard, kFirefox + 1), kRead) << clean;
  }
}

// The body does not count, however long.
TEST(HeadLimitsTest, TheBodyIsNoPartOfIt) {
  for (Profile profile : kProfiles) {
    EXPECT_EQ(Fails(profile, Ok() + std::string(500000, 'b')), kRead);
    EXPECT_EQ(Fails(profile, Ok() + std::string(500000, '\n')), kRead);
  }
}

// A head without end: over http Chromium takes what there is.
TEST(HeadLimitsTest, OfAHeadWithoutEnd) {
  const auto cut = [](size_t size) {
    std::string head = HeadOf(size + 4, false);
    head.resize(size);
    return head;
  };
  EXPECT_EQ(Fails(Profile::kChromium, cut(kChromium - 1), "http://a.test/"),
            kRead);
  EXPECT_EQ(Fails(Profile::kChromium, cut(kChromium), "http://a.test/"),
            kTooLarge);
  EXPECT_EQ(Fails(Profile::kChromium, cut(kChromium + 1), "http://a.test/"),
            kTooLarge);
  EXPECT_EQ(Fails(Profile::kChromium, cut(kChromium - 1)),
            Reason::kHeadTruncated);
  EXPECT_EQ(Fails(Profile::kChromium, cut(kChromium)), kTooLarge);
  EXPECT_EQ(Fails(Profile::kFirefox, cut(kFirefox)), kRead);
  EXPECT_EQ(Fails(Profile::kFirefox, cut(kFirefox + 1)), kTooLarge);
  EXPECT_EQ(Fails(Profile::kWebKit, cut(kWebKit)), Reason::kHeadTruncated);
  EXPECT_EQ(Fails(Profile::kWebKit, cut(kWebKit + 1)), kTooLarge);
}

// Chromium and WebKit count each head by itself, Firefox all there is.
TEST(HeadLimitsTest, OfHeadsAfterInterimOnes) {
  for (bool clean : {true, false}) {
    const auto fails = [&](Profile profile, size_t first, size_t second) {
      return Fails(profile, HeadOf(first, clean, "103 Early Hints") +
                                HeadOf(second, clean));
    };
    EXPECT_EQ(fails(Profile::kChromium, kChromium, kChromium), kRead);
    EXPECT_EQ(fails(Profile::kChromium, kChromium + 1, 100), kTooLarge);
    EXPECT_EQ(fails(Profile::kChromium, 100, kChromium + 1), kTooLarge);
    EXPECT_EQ(fails(Profile::kWebKit, kWebKit + 2, kWebKit + 2), kRead);
    EXPECT_EQ(fails(Profile::kWebKit, 100, kWebKit + 3), kTooLarge);
    EXPECT_EQ(fails(Profile::kFirefox, 1000, kFirefox - 1000), kRead);
    EXPECT_EQ(fails(Profile::kFirefox, 1000, kFirefox - 999), kTooLarge);
  }
}

// What comes between an interim head and the next one.
TEST(HeadLimitsTest, OfJunkInFirefox) {
  const std::string interim = Head("100 Continue");
  const auto with_junk = [&](size_t size) {
    return interim + std::string(size, '-') + Ok();
  };
  EXPECT_EQ(Fails(Profile::kFirefox, with_junk(kFirefoxJunk)), kRead);
  EXPECT_EQ(Fails(Profile::kFirefox, with_junk(kFirefoxJunk + 1)), kTooLarge);
  // It adds up.
  const std::string half(kFirefoxJunk / 2, '-');
  EXPECT_EQ(Fails(Profile::kFirefox, interim + half + interim + half + Ok()),
            kRead);
  EXPECT_EQ(
      Fails(Profile::kFirefox, interim + half + interim + half + "-" + Ok()),
      kTooLarge);
  // With nothing behind it, too.
  EXPECT_EQ(Fails(Profile::kFirefox, interim + std::string(kFirefoxJunk, '-')),
            Reason::kNoFinalResponse);
  EXPECT_EQ(
      Fails(Profile::kFirefox, interim + std::string(kFirefoxJunk + 1, '-')),
      kTooLarge);
  // An XMLHttpRequest makes an empty response of the first, not of the second.
  EXPECT_EQ(Fails(Profile::kFirefox, interim + std::string(kFirefoxJunk, '-'),
                  "https://a.test/", Initiator::kXmlHttpRequest),
            kRead);
  EXPECT_EQ(
      Fails(Profile::kFirefox, interim + std::string(kFirefoxJunk + 1, '-'),
            "https://a.test/", Initiator::kXmlHttpRequest),
      kTooLarge);
}

// What comes before the first head: what is no head's beginning within 11 bytes
// is a body, as of HTTP/0.9.
TEST(HeadLimitsTest, OfJunkBeforeTheFirstHead) {
  for (size_t junk = 0; junk < 8; ++junk) {
    Filter filter(Profile::kFirefox);
    const std::string bytes =
        std::string(junk, '-') + Head("201 Created", {"X-A: 1"});
    const FilteredResponse& seen = filter.Run(Get("https://a.test/"), bytes);
    EXPECT_EQ(seen.status(), junk <= 4 ? 201 : 200) << junk;
    EXPECT_EQ(seen.outcomes().size(), junk <= 4 ? 1u : 0u) << junk;
  }
}

// The byte that shows it.
TEST(HeadLimitsTest, ErrorOffsets) {
  const auto offset = [](Profile profile, size_t size) {
    static std::string head;
    head = HeadOf(size, false);
    Filter filter(profile);
    return filter.Run(Get("https://a.test/"), head).error_offset();
  };
  EXPECT_EQ(offset(Profile::kChromium, kChromium + 1), kChromium);
  EXPECT_EQ(offset(Profile::kFirefox, kFirefox + 1), kFirefox);
  EXPECT_EQ(offset(Profile::kWebKit, kWebKit + 3), kWebKit);
}

// As many headers as a head can have.
TEST(HeadLimitsTest, WebKitTakesAsManyHeadersAsFit) {
  std::string head = "HTTP/1.0 200 OK\r\nConnection: b\n";
  size_t count = 1;
  while (head.size() + 3 <= kWebKit) {
    head += "a:\n";
    ++count;
  }
  head += "\n";
  Filter filter(Profile::kWebKit);
  const FilteredResponse& seen = filter.Run(Get("https://a.test/"), head);
  EXPECT_EQ(seen.type(), ResponseType::kBasic);
  EXPECT_EQ(seen.outcomes().size(), count);
}

// docs/departures.md, `reader-status-line`: WebKit wants three digits from 100.
TEST(HeadLimitsTest, StatusCodesOfWebKit) {
  const auto fails = [](std::string_view status) {
    return Fails(Profile::kWebKit, Head(status) + Ok());
  };
  EXPECT_EQ(fails("200 X"), kRead);
  EXPECT_EQ(fails("999 X"), kRead);
  EXPECT_EQ(fails("100 X"), kRead);
  for (std::string_view status : {"099 X", "000 X", "99 X", "20 X", "2000 X"}) {
    EXPECT_EQ(fails(status), Reason::kStatusCodeMalformed) << status;
  }
}

}  // namespace
}  // namespace corsieve::tests
