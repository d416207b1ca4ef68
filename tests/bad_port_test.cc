#include "engine/checks/bad_port.h"

#include <set>
#include <string>

#include "corsieve/corsieve.h"
#include "gtest/gtest.h"
#include "tests/exchange_helpers.h"

namespace corsieve::tests {
namespace {

// https://fetch.spec.whatwg.org/#bad-port
const std::set<int> kBadPorts = {
    0,    1,    7,    9,    11,   13,   15,   17,   19,   20,   21,   22,
    23,   25,   37,   42,   43,   53,   69,   77,   79,   87,   95,   101,
    102,  103,  104,  109,  110,  111,  113,  115,  117,  119,  123,  135,
    137,  139,  143,  161,  179,  389,  427,  465,  512,  513,  514,  515,
    526,  530,  531,  532,  540,  548,  554,  556,  563,  587,  601,  636,
    989,  990,  993,  995,  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060,
    5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080};

TEST(BadPortTest, EachPort) {
  for (int port = 0; port <= 65535; ++port) {
    EXPECT_EQ(IsBadPort(static_cast<uint16_t>(port)), kBadPorts.count(port) > 0)
        << port;
  }
}

TEST(BadPortTest, EachPortOfEachSchemeAndProfile) {
  for (Profile profile : kProfiles) {
    const Departures& departures = GetDepartures(profile);
    for (int port = 0; port <= 65535; ++port) {
      const std::string host = "//a.test:" + std::to_string(port) + "/";
      const bool is_good =
          kBadPorts.count(port) == 0 ||
          (profile == Profile::kChromium && (port == 4190 || port == 6679));
      for (const std::string scheme : {"http:", "https:"}) {
        const std::string url = scheme + host;
        EXPECT_EQ(IsBlockedDueToBadPort(*ParseSerializedUrl(url), departures),
                  !is_good)
            << NameOf(profile) << " " << url;
      }
      const std::string other = "ws:" + host;
      EXPECT_FALSE(
          IsBlockedDueToBadPort(*ParseSerializedUrl(other), departures));
    }
  }
}

// What comes before: a page of the same port, a default port.
TEST(BadPortTest, IsAskedOfTheUrlAlone) {
  Request request = Get("http://a.test:22/");
  request.origin = "http://a.test:22";
  Filter filter;
  const std::string head = Ok();
  EXPECT_EQ(filter.Run(request, head).reason(), Reason::kBadPort);
  request.url = "http://a.test/";
  EXPECT_EQ(filter.Run(request, head).reason(), Reason::kCorsCheckPassed);
  // The same server again, as the hop has it already.
  request.url = "http://a.test:22/x";
  EXPECT_EQ(filter.Run(request, head).reason(), Reason::kBadPort);
  EXPECT_EQ(filter.Run(request, head).reason(), Reason::kBadPort);
  EXPECT_TRUE(filter.response().outcomes().empty());
}

TEST(BadPortTest, NothingIsSentThere) {
  for (Profile profile : kProfiles) {
    Fetcher fetcher(profile);
    fetcher.Fetch(With("PUT", "https://b.test:6667/"), {});
    EXPECT_TRUE(fetcher.sent.empty());
    EXPECT_EQ(fetcher.exchange.response().reason(), Reason::kBadPort);
    fetcher.Fetch(Get("https://b.test/"),
                  {Redirect(302, "https://b.test:6667/")});
    EXPECT_EQ(fetcher.sent.size(), 1u);
    EXPECT_EQ(fetcher.exchange.response().reason(), Reason::kBadPort);
    // What redirected there is still told.
    EXPECT_EQ(fetcher.exchange.response().outcomes().size(), 2u);
  }
}

}  // namespace
}  // namespace corsieve::tests
