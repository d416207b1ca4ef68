// An Exchange that is used again allocates nothing for what most fetches are.

#include <string>
#include <vector>

#include "corsieve/corsieve.h"
#include "gtest/gtest.h"
#include "tests/count_allocations.h"

namespace corsieve::tests {
namespace {

const std::string kHead =
    "HTTP/1.1 200 OK\r\n"
    "Access-Control-Allow-Origin: https://a-rather-long-name.example\r\n"
    "Access-Control-Expose-Headers: X-Custom-Header\r\n"
    // Several lines, which are joined to be read.
    "Timing-Allow-Origin: https://another-rather-long-name.example\r\n"
    "Timing-Allow-Origin: https://a-rather-long-name.example\r\n"
    "Cache-Control: public, max-age=31536000\r\n"
    "Cache-Control: stale-while-revalidate=31536000\r\n"
    "Vary: Accept-Encoding, Accept-Language\r\n"
    "Vary: Origin, X-Another-Rather-Long-Name\r\n"
    "X-Custom-Header: ExampleValue\r\n"
    "Content-Type: application/json\r\n\r\n";

class ExchangeMemoryTest : public testing::TestWithParam<ProfileInfo> {};

// Runs it twice with other URLs, and counts what the second time takes.
template <typename Fetch>
size_t CountOnceWarm(Fetch fetch) {
  for (int i = 0; i < 4; ++i) fetch(i);
  const size_t before = allocations;
  for (int i = 0; i < 4; ++i) fetch(i);
  return allocations - before;
}

const std::vector<std::string>& Urls() {
  static const std::vector<std::string> urls = {
      "https://a-rather-long-server-name.example/and/a/path",
      "https://another-server.example/", "http://c.example:8080/?query",
      "https://a-rather-long-server-name.example/another/path#fragment"};
  return urls;
}

Request RequestTo(int i) {
  Request request;
  request.origin = "https://a-rather-long-name.example";
  request.url = Urls()[i];
  return request;
}

TEST_P(ExchangeMemoryTest, OfASimpleGet) {
  const std::vector<Header> headers = {
      {"access-control-allow-origin", "https://a-rather-long-name.example"},
      {"access-control-expose-headers", "x-custom-header, x-other"},
      {"x-custom-header", "ExampleValue"}};
  PreflightCache cache(GetParam().profile);
  Exchange exchange(&cache, "partition", GetParam().profile);
  EXPECT_EQ(CountOnceWarm([&](int i) {
              exchange.Start(RequestTo(i), 0);
              ASSERT_EQ(exchange.next(), Exchange::Next::kSendRequest);
              ASSERT_EQ(exchange.outgoing().headers.size(), 2u);
              if (i % 2 == 0) {
                exchange.Receive(kHead, 0);
              } else {
                exchange.Receive(200, "", headers, 0);
              }
              ASSERT_EQ(exchange.response().type(), ResponseType::kCors);
            }),
            0u);
  EXPECT_GT(allocations, 0u);
}

TEST_P(ExchangeMemoryTest, OfACachedPreflight) {
  PreflightCache cache(GetParam().profile);
  Exchange exchange(&cache, "", GetParam().profile);
  const std::vector<Header> set = {{"X-Custom-Request-Header", "1"},
                                   {"Another-Rather-Long-Name", "2"},
                                   {"x-custom-request-header", "3"}};
  const std::string allow =
      "HTTP/1.1 204 No Content\r\n"
      "Access-Control-Allow-Origin: https://a-rather-long-name.example\r\n"
      "Access-Control-Allow-Headers: x-custom-request-header, "
      "another-rather-long-name\r\n"
      "Access-Control-Max-Age: 600\r\n\r\n";
  int preflights = 0;
  EXPECT_EQ(CountOnceWarm([&](int i) {
              Request request = RequestTo(i);
              request.headers = set;
              exchange.Start(request, 0);
              if (exchange.next() == Exchange::Next::kSendPreflight) {
                ++preflights;
                exchange.Receive(allow, 0);
              }
              ASSERT_EQ(exchange.next(), Exchange::Next::kSendRequest);
              exchange.Receive(kHead, 0);
              ASSERT_EQ(exchange.response().type(), ResponseType::kCors);
            }),
            0u);
  EXPECT_EQ(preflights, 4);
}

// Joined request headers are no more from one fetch to the next.
TEST(ExchangeMemoryOfManyTest, OfJoinedRequestHeaders) {
  Exchange exchange(nullptr, "", Profile::kStandard);
  const std::string one(100, 'a'), other(100, 'b');
  const std::vector<Header> twice = {{"X-A", one}, {"x-a", other}};
  Request request = RequestTo(0);
  request.initiator = Initiator::kXmlHttpRequest;
  request.url = "https://a-rather-long-name.example/";
  request.headers = twice;
  const auto start = [&] { exchange.Start(request, 0); };
  for (int i = 0; i < 4; ++i) start();
  ASSERT_EQ(exchange.next(), Exchange::Next::kSendRequest);
  ASSERT_EQ(exchange.outgoing().headers[0].value, one + ", " + other);
  const size_t before = allocations;
  for (int i = 0; i < 5000; ++i) start();
  const size_t taken = allocations - before;
  EXPECT_EQ(taken, 0u);
}

INSTANTIATE_TEST_SUITE_P(Profile, ExchangeMemoryTest,
                         testing::ValuesIn(AllProfiles().begin(),
                                           AllProfiles().end()),
                         [](const auto& info) {
                           return std::string(info.param.name);
                         });

TEST(FilteredHeadersMemoryTest, AllocateNothingOnceWarm) {
  HeaderList list;
  ExposedHeaderNames exposed;
  FilteredHeaders filtered;
  EXPECT_EQ(CountOnceWarm([&](int) {
              ASSERT_FALSE(ParseResponseHead(kHead, &list).error);
              exposed.ReadValue("X-Custom-Header", CredentialsMode::kOmit);
              CorsFilteredResponse(list, exposed, &filtered);
              ASSERT_TRUE(filtered[8].exposed());
            }),
            0u);
}

}  // namespace
}  // namespace corsieve::tests
