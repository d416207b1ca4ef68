// Once a handle has seen its largest response, calls of corsieve.h allocate
// nothing, whichever door the response comes through.

#include <cstddef>
#include <string>
#include <vector>

#include "corsieve.h"
#include "gtest/gtest.h"
#include "tests/c_handles.h"
#include "tests/count_allocations.h"

namespace corsieve::tests {
namespace {

// Long strings: nothing of this fits into a string object itself.
std::string Head(size_t headers) {
  std::string head =
      "HTTP/1.1 200 A rather long reason phrase for a response\r\n"
      "Access-Control-Allow-Origin: https://a-long-name.app.example\r\n"
      "Access-Control-Expose-Headers: x-a-long-name-of-a-header-7\r\n";
  for (size_t i = 0; i < headers; ++i) {
    head += "X-A-Long-Name-Of-A-Header-" + std::to_string(i % 9) +
            ": a value that has more than a few bytes\r\n";
  }
  return head + "\r\n";
}

corsieve_request LongRequest() {
  corsieve_request request = CORSIEVE_REQUEST_INIT;
  request.origin = corsieve_c_str("https://a-long-name.app.example");
  request.url = corsieve_c_str("https://a-long-name.api.example/and/a/path");
  return request;
}

class CMemoryTest : public testing::TestWithParam<corsieve_keep> {
 protected:
  CMemoryTest() {
    pairs_.push_back(
        {corsieve_c_str("access-control-allow-origin"), corsieve_c_str("*")});
    for (const char* name : {"x-a-rather-long-name-of-a-header", "etag"}) {
      pairs_.push_back({corsieve_c_str(name),
                        corsieve_c_str("a value of more than a few bytes")});
    }
    response_.status = 200;
    response_.message = corsieve_c_str("A rather long reason phrase");
    response_.headers = CORSIEVE_PAIRS(pairs_.data(), pairs_.size());
    response_.trailers = response_.headers;
    response_.interim = &interim_;
    response_.interim_count = 1;
    interim_.headers = response_.headers;
  }

  // How often the third and later calls of something allocate.
  template <typename Call>
  static size_t Allocations(Call call) {
    call();
    call();
    const size_t before = allocations;
    for (int i = 0; i < 10; ++i) call();
    return allocations - before;
  }

  void View(corsieve_seen* seen) {
    const corsieve_pair* entries;
    corsieve_seen_entries(seen, &entries);
    corsieve_seen_get(seen, corsieve_c_str("x-a-long-name-of-a-header-7"));
    corsieve_seen_all(seen);
    const corsieve_str* cookies;
    corsieve_seen_set_cookie(seen, &cookies);
    corsieve_seen_result(seen, reasons_, 64, &result_);
  }

  const corsieve_request request_ = LongRequest();
  std::vector<corsieve_pair> pairs_;
  corsieve_interim interim_ = {103, {}};
  corsieve_response response_ = CORSIEVE_RESPONSE_INIT;
  corsieve_reason reasons_[64];
  corsieve_result result_ = CORSIEVE_RESULT_INIT;
};

TEST_P(CMemoryTest, Filter) {
  for (corsieve_profile profile = 0; profile < 4; ++profile) {
    const FilterHandle handle(corsieve_filter_new(profile, GetParam()));
    corsieve_filter* const filter = handle.get();
    const std::string large = Head(200);
    const std::string small = Head(7);
    corsieve_filter_bytes(filter, &request_, large.data(), large.size(),
                          reasons_, 64, &result_);
    View(corsieve_filter_seen(filter));
    EXPECT_EQ(Allocations([&] {
                corsieve_filter_bytes(filter, &request_, small.data(),
                                      small.size(), reasons_, 64, &result_);
                View(corsieve_filter_seen(filter));
              }),
              0u);
    EXPECT_EQ(result_.type, CORSIEVE_TYPE_CORS);
    for (corsieve_protocol protocol : {CORSIEVE_HTTP_1, CORSIEVE_HTTP_2}) {
      response_.protocol = protocol;
      EXPECT_EQ(Allocations([&] {
                  corsieve_filter_list(filter, &request_, &response_, reasons_,
                                       64, &result_);
                  View(corsieve_filter_seen(filter));
                }),
                0u)
          << static_cast<int>(profile) << " " << static_cast<int>(protocol);
      EXPECT_EQ(result_.type, CORSIEVE_TYPE_CORS);
    }
    EXPECT_EQ(Allocations([&] {
                corsieve_filter_visible(
                    filter, response_.headers,
                    corsieve_c_str("etag, x-a-rather-long-name-of-a-header"), 0,
                    reasons_, 64, &result_);
              }),
              0u);
    EXPECT_EQ(result_.exposed_count, 2u);
  }
}

TEST_P(CMemoryTest, List) {
  const FilterHandle filter(corsieve_filter_new(0, GetParam()));
  const ListHandle list(corsieve_list_new(GetParam()));
  EXPECT_EQ(Allocations([&] {
              corsieve_list_clear(list.get());
              for (const corsieve_pair& pair : pairs_) {
                corsieve_list_add(list.get(), pair.name, pair.value);
              }
              response_.headers = corsieve_list_headers(list.get());
              corsieve_filter_list(filter.get(), &request_, &response_, nullptr,
                                   0, &result_);
            }),
            0u);
  EXPECT_EQ(result_.header_count, 3u);
}

// A GET, whose URL and response are of the size of the last; and one whose
// preflight the cache answers.
TEST_P(CMemoryTest, Exchange) {
  const CacheHandle cache(corsieve_cache_new(0, 0));
  const ExchangeHandle handle(
      corsieve_exchange_new(0, cache.get(), {nullptr, 0}, GetParam()));
  corsieve_exchange* const exchange = handle.get();
  corsieve_request request = request_;
  for (const char* method : {"GET", "PUT"}) {
    request.method = corsieve_c_str(method);
    EXPECT_EQ(Allocations([&] {
                if (corsieve_exchange_start(exchange, &request, 0) ==
                    CORSIEVE_STEP_SEND_PREFLIGHT) {
                  const corsieve_str head = corsieve_c_str(
                      "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n"
                      "Access-Control-Allow-Methods: PUT\r\n\r\n");
                  corsieve_exchange_bytes(exchange, head.data, head.size, 0);
                }
                corsieve_outgoing outgoing = CORSIEVE_OUTGOING_INIT;
                corsieve_exchange_outgoing(exchange, &outgoing);
                corsieve_exchange_stored_list(exchange, &response_);
                corsieve_exchange_list(exchange, &response_, 0);
                View(corsieve_exchange_response(exchange));
                corsieve_exchange_info info = CORSIEVE_EXCHANGE_INFO_INIT;
                corsieve_exchange_info_get(exchange, &info);
                corsieve_exchange_response_url(exchange);
              }),
              0u)
        << method;
    EXPECT_EQ(result_.type, CORSIEVE_TYPE_CORS);
  }
}

TEST_P(CMemoryTest, Terms) {
  EXPECT_EQ(Allocations([&] {
              corsieve_reason_info info = CORSIEVE_REASON_INFO_INIT;
              corsieve_reason_get(CORSIEVE_REASON_NOT_EXPOSED, &info);
              corsieve_reason reason;
              corsieve_reason_find(info.name, &reason);
              char origin[100];
              corsieve_origin_of(request_.url, origin, sizeof origin);
            }),
            0u);
}

INSTANTIATE_TEST_SUITE_P(Keep, CMemoryTest,
                         testing::Values(CORSIEVE_BORROW, CORSIEVE_COPY));

}  // namespace
}  // namespace corsieve::tests
