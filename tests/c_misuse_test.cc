// What corsieve.h promises of calls that make no sense: a status that says why,
// nothing changed, no byte read or written that is not the caller's.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "corsieve.h"
#include "gtest/gtest.h"
#include "tests/c_handles.h"

namespace corsieve::tests {
namespace {

constexpr corsieve_str kBadString = {nullptr, 1};

corsieve_request GoodRequest() {
  corsieve_request request = CORSIEVE_REQUEST_INIT;
  request.origin = corsieve_c_str("https://app.example");
  request.url = corsieve_c_str("https://api.example/");
  return request;
}

corsieve_response GoodResponse() {
  static const corsieve_pair kPairs[] = {
      {corsieve_c_str("Access-Control-Allow-Origin"), corsieve_c_str("*")},
      {corsieve_c_str("X-Hidden"), corsieve_c_str("1")}};
  corsieve_response response = CORSIEVE_RESPONSE_INIT;
  response.status = 200;
  response.headers = CORSIEVE_PAIRS(kPairs, 2);
  return response;
}

// A filter that has answered, and what it answered.
class CMisuseTest : public testing::Test {
 protected:
  CMisuseTest() {
    const corsieve_request request = GoodRequest();
    const corsieve_response response = GoodResponse();
    EXPECT_EQ(Filter(&request, &response), CORSIEVE_OK);
  }

  corsieve_status Filter(const corsieve_request* request,
                         const corsieve_response* response) {
    return corsieve_filter_list(filter_.get(), request, response, nullptr, 0,
                                nullptr);
  }

  // Both doors, and the exchange's, refuse a request for the same reason, and
  // the last answer stays.
  void ExpectRefused(const corsieve_request& request, corsieve_status status) {
    const corsieve_response response = GoodResponse();
    EXPECT_EQ(Filter(&request, &response), status);
    EXPECT_EQ(corsieve_filter_bytes(filter_.get(), &request, "", 0, nullptr, 0,
                                    nullptr),
              status);
    EXPECT_EQ(corsieve_exchange_start(exchange_.get(), &request, 0), status);
    ExpectUnchanged();
  }

  void ExpectRefused(const corsieve_response& response,
                     corsieve_status status) {
    const corsieve_request request = GoodRequest();
    EXPECT_EQ(Filter(&request, &response), status);
    EXPECT_EQ(corsieve_exchange_start(exchange_.get(), &request, 0),
              CORSIEVE_STEP_SEND_REQUEST);
    EXPECT_EQ(corsieve_exchange_list(exchange_.get(), &response, 0), status);
    EXPECT_EQ(corsieve_exchange_stored_list(exchange_.get(), &response),
              status);
    EXPECT_EQ(corsieve_exchange_next(exchange_.get()),
              CORSIEVE_STEP_SEND_REQUEST);
    ExpectUnchanged();
  }

  void ExpectUnchanged() {
    corsieve_result result = CORSIEVE_RESULT_INIT;
    corsieve_seen* const seen = corsieve_filter_seen(filter_.get());
    ASSERT_EQ(corsieve_seen_result(seen, nullptr, 0, &result), CORSIEVE_OK);
    EXPECT_EQ(result.type, CORSIEVE_TYPE_CORS);
    EXPECT_EQ(result.header_count, 2u);
    EXPECT_EQ(ToString(corsieve_seen_header(seen, 1).name), "X-Hidden");
  }

  const FilterHandle filter_{
      corsieve_filter_new(CORSIEVE_PROFILE_STANDARD, CORSIEVE_BORROW)};
  const ExchangeHandle exchange_{corsieve_exchange_new(
      CORSIEVE_PROFILE_STANDARD, nullptr, {nullptr, 0}, CORSIEVE_BORROW)};
};

// ---- Sizes of structs ------------------------------------------------------

// A struct of a caller that knows `size` bytes of it, in memory of that size:
// a sanitizer sees what is read or written beyond.
template <typename Struct>
class Sized {
 public:
  Sized(const Struct& known, size_t size)
      : bytes_(new char[std::max(size, sizeof(uint32_t))]()) {
    std::memcpy(bytes_.get(), &known, std::min(size, sizeof(Struct)));
    const auto n = static_cast<uint32_t>(size);
    std::memcpy(bytes_.get(), &n, sizeof n);
  }
  Struct* get() { return reinterpret_cast<Struct*>(bytes_.get()); }
  char& operator[](size_t i) { return bytes_[i]; }

 private:
  std::unique_ptr<char[]> bytes_;
};

// What a call that reads a struct makes of its sizes.
template <typename Struct>
void CheckInput(const Struct& good,
                const std::function<corsieve_status(const Struct*)>& call) {
  EXPECT_EQ(call(nullptr), CORSIEVE_NULL_ARGUMENT);
  for (size_t size = 0; size < sizeof(Struct); ++size) {
    EXPECT_EQ(call(Sized<Struct>(good, size).get()), CORSIEVE_BAD_STRUCT)
        << size;
  }
  for (size_t size : {sizeof(Struct), sizeof(Struct) + 1, sizeof(Struct) + 24,
                      size_t{4096}}) {
    Sized<Struct> given(good, size);
    EXPECT_GE(call(given.get()), CORSIEVE_OK) << size;
    for (size_t i = sizeof(Struct); i < size; i += 7) {
      given[i] = 1;
      EXPECT_EQ(call(given.get()), CORSIEVE_NEWER_STRUCT) << size << " " << i;
      given[i] = 0;
    }
    if (size > sizeof(Struct)) {
      given[size - 1] = 1;
      EXPECT_EQ(call(given.get()), CORSIEVE_NEWER_STRUCT) << size;
    }
  }
  Sized<Struct> huge(good, 4097);
  EXPECT_EQ(call(huge.get()), CORSIEVE_BAD_STRUCT);
}

// What a call that fills in a struct makes of them.
template <typename Struct>
void CheckOutput(const std::function<corsieve_status(Struct*)>& call) {
  for (size_t size = 0; size < sizeof(Struct); ++size) {
    EXPECT_EQ(call(Sized<Struct>(Struct(), size).get()), CORSIEVE_BAD_STRUCT)
        << size;
  }
  Struct filled = Struct();
  filled.struct_size = sizeof(Struct);
  EXPECT_EQ(call(&filled), CORSIEVE_OK);
  EXPECT_EQ(filled.struct_size, sizeof(Struct));
  for (size_t size : {sizeof(Struct) + 1, sizeof(Struct) + 24, size_t{4096}}) {
    Sized<Struct> given(Struct(), size);
    for (size_t i = sizeof(uint32_t); i < size; ++i) given[i] = 1;
    EXPECT_EQ(call(given.get()), CORSIEVE_OK) << size;
    EXPECT_EQ(given.get()->struct_size, size);
    EXPECT_EQ(std::memcmp(&given[4], reinterpret_cast<char*>(&filled) + 4,
                          sizeof(Struct) - 4),
              0)
        << size;
    for (size_t i = sizeof(Struct); i < size; ++i) {
      ASSERT_EQ(given[i], 0) << size << " " << i;
    }
  }
  EXPECT_EQ(call(Sized<Struct>(Struct(), 4097).get()), CORSIEVE_BAD_STRUCT);
}

TEST_F(CMisuseTest, SizeOfRequest) {
  const corsieve_response response = GoodResponse();
  CheckInput<corsieve_request>(GoodRequest(), [&](const corsieve_request* r) {
    return Filter(r, &response);
  });
  CheckInput<corsieve_request>(GoodRequest(), [&](const corsieve_request* r) {
    return corsieve_filter_bytes(filter_.get(), r, "", 0, nullptr, 0, nullptr);
  });
  CheckInput<corsieve_request>(GoodRequest(), [&](const corsieve_request* r) {
    return corsieve_exchange_start(exchange_.get(), r, 0);
  });
}

TEST_F(CMisuseTest, SizeOfResponse) {
  const corsieve_request request = GoodRequest();
  CheckInput<corsieve_response>(
      GoodResponse(),
      [&](const corsieve_response* r) { return Filter(&request, r); });
  CheckInput<corsieve_response>(
      GoodResponse(), [&](const corsieve_response* r) {
        corsieve_exchange_start(exchange_.get(), &request, 0);
        return corsieve_exchange_list(exchange_.get(), r, 0);
      });
}

TEST_F(CMisuseTest, SizeOfResult) {
  const corsieve_request request = GoodRequest();
  const corsieve_response response = GoodResponse();
  CheckOutput<corsieve_result>([&](corsieve_result* r) {
    return corsieve_filter_list(filter_.get(), &request, &response, nullptr, 0,
                                r);
  });
  CheckOutput<corsieve_result>([&](corsieve_result* r) {
    return corsieve_filter_bytes(filter_.get(), &request, "", 0, nullptr, 0, r);
  });
  CheckOutput<corsieve_result>([&](corsieve_result* r) {
    return corsieve_filter_visible(filter_.get(), response.headers,
                                   {nullptr, 0}, 0, nullptr, 0, r);
  });
  CheckOutput<corsieve_result>([&](corsieve_result* r) {
    return corsieve_seen_result(corsieve_filter_seen(filter_.get()), nullptr, 0,
                                r);
  });
}

TEST_F(CMisuseTest, SizeOfReasonInfo) {
  CheckOutput<corsieve_reason_info>([&](corsieve_reason_info* info) {
    return corsieve_reason_get(CORSIEVE_REASON_NOT_EXPOSED, info);
  });
  EXPECT_EQ(corsieve_reason_get(0, nullptr), CORSIEVE_NULL_ARGUMENT);
}

TEST_F(CMisuseTest, SizesOfAnExchangesAnswers) {
  corsieve_request request = GoodRequest();
  request.method = corsieve_c_str("PUT");
  ASSERT_EQ(corsieve_exchange_start(exchange_.get(), &request, 0),
            CORSIEVE_STEP_SEND_PREFLIGHT);
  CheckOutput<corsieve_outgoing>([&](corsieve_outgoing* o) {
    return corsieve_exchange_outgoing(exchange_.get(), o);
  });
  CheckOutput<corsieve_outgoing>([&](corsieve_outgoing* o) {
    return corsieve_exchange_preflight(exchange_.get(), o);
  });
  corsieve_exchange_nothing(exchange_.get());
  CheckOutput<corsieve_exchange_info>([&](corsieve_exchange_info* info) {
    return corsieve_exchange_info_get(exchange_.get(), info);
  });
  EXPECT_EQ(corsieve_exchange_outgoing(exchange_.get(), nullptr),
            CORSIEVE_NULL_ARGUMENT);
  EXPECT_EQ(corsieve_exchange_preflight(exchange_.get(), nullptr),
            CORSIEVE_NULL_ARGUMENT);
  EXPECT_EQ(corsieve_exchange_info_get(exchange_.get(), nullptr),
            CORSIEVE_NULL_ARGUMENT);
}

// ---- Strings, lists, values ------------------------------------------------

TEST_F(CMisuseTest, StringsOfRequests) {
  for (corsieve_str corsieve_request::*member :
       {&corsieve_request::origin, &corsieve_request::url,
        &corsieve_request::destination, &corsieve_request::method}) {
    corsieve_request request = GoodRequest();
    request.*member = kBadString;
    ExpectRefused(request, CORSIEVE_BAD_STRING);
  }
}

TEST_F(CMisuseTest, StringsOfResponses) {
  for (corsieve_str corsieve_response::*member :
       {&corsieve_response::message, &corsieve_response::status_text}) {
    corsieve_response response = GoodResponse();
    response.*member = kBadString;
    ExpectRefused(response, CORSIEVE_BAD_STRING);
  }
  const corsieve_request request = GoodRequest();
  EXPECT_EQ(corsieve_filter_bytes(filter_.get(), &request, nullptr, 1, nullptr,
                                  0, nullptr),
            CORSIEVE_BAD_STRING);
  ExpectUnchanged();
  corsieve_exchange_start(exchange_.get(), &request, 0);
  EXPECT_EQ(corsieve_exchange_bytes(exchange_.get(), nullptr, 1, 0),
            CORSIEVE_BAD_STRING);
  EXPECT_EQ(corsieve_exchange_stored_bytes(exchange_.get(), nullptr, 1),
            CORSIEVE_BAD_STRING);
}

TEST_F(CMisuseTest, ValuesOfRequests) {
  struct Byte {
    uint8_t corsieve_request::*member;
    uint8_t last;
  };
  for (const Byte& byte : std::vector<Byte>{
           {&corsieve_request::mode, CORSIEVE_MODE_NAVIGATE},
           {&corsieve_request::credentials, CORSIEVE_CREDENTIALS_INCLUDE},
           {&corsieve_request::redirect, CORSIEVE_REDIRECT_MANUAL},
           {&corsieve_request::initiator, CORSIEVE_INITIATOR_XHR},
           {&corsieve_request::body, CORSIEVE_BODY_STREAM},
           {&corsieve_request::referrer_policy, CORSIEVE_REFERRER_UNSAFE_URL},
           {&corsieve_request::embedder_policy,
            CORSIEVE_EMBEDDER_CREDENTIALLESS},
           {&corsieve_request::upload_listener, 1},
           {&corsieve_request::schemelessly_same_site, 1},
           {&corsieve_request::response_tainting, CORSIEVE_TAINTING_OPAQUE},
           {&corsieve_request::redirect_tainted, 1},
           {&corsieve_request::began_same_origin, 1}}) {
    corsieve_request request = GoodRequest();
    for (int value = byte.last + 1; value <= 255; ++value) {
      request.*byte.member = static_cast<uint8_t>(value);
      ExpectRefused(request, CORSIEVE_BAD_VALUE);
    }
    const corsieve_response response = GoodResponse();
    for (int value = 0; value <= byte.last; ++value) {
      request.*byte.member = static_cast<uint8_t>(value);
      EXPECT_EQ(Filter(&request, &response), CORSIEVE_OK);
    }
    const corsieve_request good = GoodRequest();
    EXPECT_EQ(Filter(&good, &response), CORSIEVE_OK);
  }
}

TEST_F(CMisuseTest, ValuesOfResponses) {
  for (int value = 3; value <= 255; ++value) {
    corsieve_response response = GoodResponse();
    response.protocol = static_cast<uint8_t>(value);
    ExpectRefused(response, CORSIEVE_BAD_VALUE);
    response = GoodResponse();
    response.body_is_empty = static_cast<uint8_t>(value);
    ExpectRefused(response, CORSIEVE_BAD_VALUE);
  }
  for (size_t i = 0; i < 6; ++i) {
    corsieve_response response = GoodResponse();
    response.reserved[i] = 1;
    ExpectRefused(response, CORSIEVE_BAD_VALUE);
  }
}

// Strings as a std::string_view of libstdc++ has them.
struct SizeFirstPair {
  size_t name_size;
  const char* name;
  size_t value_size;
  const char* value;
};
corsieve_headers SizeFirst(const SizeFirstPair& pair) {
  return CORSIEVE_HEADERS(&pair, 1, name, name_size, value, value_size);
}

// Each way in which a list can be none, in each place that takes one.
TEST_F(CMisuseTest, Lists) {
  static const corsieve_pair kNoName[] = {{kBadString, {"v", 1}}};
  static const corsieve_pair kNoValue[] = {{{"n", 1}, kBadString}};
  static const SizeFirstPair kNoNameSizeFirst = {1, nullptr, 1, "v"};
  static const SizeFirstPair kNoValueSizeFirst = {1, "n", 1, nullptr};
  static const char* const kNoText[] = {"n", nullptr};
  static const corsieve_pair kGood[] = {{{"n", 1}, {"v", 1}}};
  struct Bad {
    corsieve_headers list;
    corsieve_status status;
  };
  std::vector<Bad> bad = {{CORSIEVE_PAIRS(kNoName, 1), CORSIEVE_BAD_STRING},
                          {CORSIEVE_PAIRS(kNoValue, 1), CORSIEVE_BAD_STRING},
                          {SizeFirst(kNoNameSizeFirst), CORSIEVE_BAD_STRING},
                          {SizeFirst(kNoValueSizeFirst), CORSIEVE_BAD_STRING},
                          {{1, 16, &kNoText[0], nullptr, &kNoText[1], nullptr},
                           CORSIEVE_BAD_STRING},
                          {{1, 16, &kNoText[1], nullptr, &kNoText[0], nullptr},
                           CORSIEVE_BAD_STRING}};
  const corsieve_headers good = CORSIEVE_PAIRS(kGood, 1);
  for (size_t count : {SIZE_MAX, SIZE_MAX / sizeof(corsieve_pair),
                       SIZE_MAX / 2 / sizeof(corsieve_pair) + 1}) {
    bad.push_back({good, CORSIEVE_BAD_LIST});
    bad.back().list.count = count;
  }
  // Rows that overlap cannot be more than memory holds.
  bad.push_back({good, CORSIEVE_BAD_LIST});
  bad.back().list.stride = 1;
  bad.back().list.count = SIZE_MAX / 2 / sizeof(corsieve_pair) + 1;
  // Nor those that lie further apart than rows do.
  bad.push_back({good, CORSIEVE_BAD_LIST});
  bad.back().list.stride = 2 * sizeof(corsieve_pair);
  bad.back().list.count = SIZE_MAX / 2 / bad.back().list.stride + 1;
  bad.push_back({good, CORSIEVE_BAD_LIST});
  bad.back().list.stride = 0;
  bad.push_back({good, CORSIEVE_BAD_LIST});
  bad.back().list.name_data = nullptr;
  bad.push_back({good, CORSIEVE_BAD_LIST});
  bad.back().list.value_data = nullptr;
  for (const Bad& b : bad) {
    corsieve_request request = GoodRequest();
    request.headers = b.list;
    ExpectRefused(request, b.status);
    corsieve_response response = GoodResponse();
    response.headers = b.list;
    ExpectRefused(response, b.status);
    response = GoodResponse();
    response.trailers = b.list;
    ExpectRefused(response, b.status);
    response = GoodResponse();
    const corsieve_interim interim = {103, b.list};
    response.interim = &interim;
    response.interim_count = 1;
    ExpectRefused(response, b.status);
    EXPECT_EQ(corsieve_filter_visible(filter_.get(), b.list, {nullptr, 0}, 0,
                                      nullptr, 0, nullptr),
              b.status);
  }
  corsieve_response response = GoodResponse();
  response.interim_count = 1;
  ExpectRefused(response, CORSIEVE_NULL_ARGUMENT);
  const corsieve_interim interim = {103, good};
  response.interim = &interim;
  response.interim_count = SIZE_MAX;
  ExpectRefused(response, CORSIEVE_BAD_LIST);
}

TEST_F(CMisuseTest, Visible) {
  const corsieve_headers list = GoodResponse().headers;
  EXPECT_EQ(corsieve_filter_visible(filter_.get(), list, kBadString, 0, nullptr,
                                    0, nullptr),
            CORSIEVE_BAD_STRING);
  EXPECT_EQ(corsieve_filter_visible(filter_.get(), list, {nullptr, 0}, 3,
                                    nullptr, 0, nullptr),
            CORSIEVE_BAD_VALUE);
  ExpectUnchanged();
}

// What was stored before one that is refused is what a 304 is merged into.
TEST_F(CMisuseTest, StoredListsThatAreRefused) {
  const corsieve_request request = GoodRequest();
  corsieve_exchange* const exchange = exchange_.get();
  for (size_t count : {2, 5000}) {
    std::vector<corsieve_pair> pairs(count, {{"x-bad", 5}, {"1", 1}});
    pairs.back().value = kBadString;
    corsieve_response bad = CORSIEVE_RESPONSE_INIT;
    bad.status = 200;
    bad.headers = CORSIEVE_PAIRS(pairs.data(), pairs.size());
    const corsieve_response good = GoodResponse();
    ASSERT_EQ(corsieve_exchange_start(exchange, &request, 0),
              CORSIEVE_STEP_SEND_REQUEST);
    ASSERT_EQ(corsieve_exchange_stored_list(exchange, &good), CORSIEVE_OK);
    EXPECT_EQ(corsieve_exchange_stored_list(exchange, &bad),
              CORSIEVE_BAD_STRING);
    corsieve_response not_modified = CORSIEVE_RESPONSE_INIT;
    not_modified.status = 304;
    ASSERT_EQ(corsieve_exchange_list(exchange, &not_modified, 0),
              CORSIEVE_STEP_DONE);
    corsieve_seen* const seen = corsieve_exchange_response(exchange);
    corsieve_result result = CORSIEVE_RESULT_INIT;
    ASSERT_EQ(corsieve_seen_result(seen, nullptr, 0, &result), CORSIEVE_OK);
    EXPECT_EQ(result.type, CORSIEVE_TYPE_CORS) << count;
    EXPECT_EQ(ToString(corsieve_seen_header(seen, 1).name), "X-Hidden");
  }
}

// ---- Arrays, handles, names ------------------------------------------------

TEST_F(CMisuseTest, ReasonsWithoutPlace) {
  const corsieve_request request = GoodRequest();
  const corsieve_response response = GoodResponse();
  corsieve_filter* const filter = filter_.get();
  EXPECT_EQ(corsieve_filter_bytes(filter, &request, "", 0, nullptr, 1, nullptr),
            CORSIEVE_NULL_ARGUMENT);
  EXPECT_EQ(
      corsieve_filter_list(filter, &request, &response, nullptr, 1, nullptr),
      CORSIEVE_NULL_ARGUMENT);
  EXPECT_EQ(corsieve_filter_visible(filter, response.headers, {nullptr, 0}, 0,
                                    nullptr, 1, nullptr),
            CORSIEVE_NULL_ARGUMENT);
  EXPECT_EQ(
      corsieve_seen_result(corsieve_filter_seen(filter), nullptr, 1, nullptr),
      CORSIEVE_NULL_ARGUMENT);
  ExpectUnchanged();
}

// As many reasons are written as there are, and as there is room for.
TEST_F(CMisuseTest, ReasonsBeyondTheArray) {
  const corsieve_request request = GoodRequest();
  const corsieve_response response = GoodResponse();
  for (size_t capacity = 0; capacity <= 3; ++capacity) {
    const auto reasons = std::make_unique<corsieve_reason[]>(capacity);
    for (size_t i = 0; i < capacity; ++i) reasons[i] = 254;
    corsieve_result result = CORSIEVE_RESULT_INIT;
    ASSERT_EQ(corsieve_filter_list(filter_.get(), &request, &response,
                                   reasons.get(), capacity, &result),
              CORSIEVE_OK);
    EXPECT_EQ(result.header_count, 2u);
    for (size_t i = 0; i < capacity; ++i) {
      EXPECT_EQ(reasons[i], i < 2 ? CORSIEVE_REASON_NOT_EXPOSED : 254) << i;
    }
  }
}

TEST_F(CMisuseTest, NoHandle) {
  const corsieve_request request = GoodRequest();
  const corsieve_response response = GoodResponse();
  corsieve_outgoing outgoing = CORSIEVE_OUTGOING_INIT;
  corsieve_exchange_info info = CORSIEVE_EXCHANGE_INFO_INIT;
  const corsieve_str text = {"x", 1};
  for (int status : std::vector<int>{
           corsieve_filter_bytes(nullptr, &request, "", 0, nullptr, 0, nullptr),
           corsieve_filter_list(nullptr, &request, &response, nullptr, 0,
                                nullptr),
           corsieve_filter_visible(nullptr, response.headers, text, 0, nullptr,
                                   0, nullptr),
           corsieve_seen_result(nullptr, nullptr, 0, nullptr),
           corsieve_list_clear(nullptr),
           corsieve_list_add(nullptr, text, text),
           corsieve_cache_clear(nullptr, text, text, text),
           corsieve_exchange_start(nullptr, &request, 0),
           corsieve_exchange_next(nullptr),
           corsieve_exchange_outgoing(nullptr, &outgoing),
           corsieve_exchange_preflight(nullptr, &outgoing),
           corsieve_exchange_bytes(nullptr, "", 0, 0),
           corsieve_exchange_list(nullptr, &response, 0),
           corsieve_exchange_nothing(nullptr),
           corsieve_exchange_stored_bytes(nullptr, "", 0),
           corsieve_exchange_stored_list(nullptr, &response),
           corsieve_exchange_resolved(nullptr, text, 0),
           corsieve_exchange_info_get(nullptr, &info),
           corsieve_profile_find(text, nullptr),
           corsieve_reason_find(text, nullptr)}) {
    EXPECT_EQ(status, CORSIEVE_NULL_ARGUMENT);
  }
  EXPECT_EQ(corsieve_filter_seen(nullptr), nullptr);
  EXPECT_EQ(corsieve_exchange_response(nullptr), nullptr);
  EXPECT_EQ(corsieve_exchange_latest(nullptr), nullptr);
  EXPECT_EQ(corsieve_list_headers(nullptr).count, 0u);
  EXPECT_EQ(corsieve_cache_size(nullptr), 0u);
  for (corsieve_str none :
       {corsieve_seen_get(nullptr, text), corsieve_seen_all(nullptr),
        corsieve_seen_header(nullptr, 0).name,
        corsieve_exchange_location(nullptr), corsieve_exchange_url(nullptr),
        corsieve_exchange_url_at(nullptr, 0),
        corsieve_exchange_response_url(nullptr)}) {
    EXPECT_EQ(none.data, nullptr);
    EXPECT_EQ(none.size, 0u);
  }
  EXPECT_EQ(corsieve_seen_has(nullptr, text), 0);
  EXPECT_EQ(corsieve_seen_reason(nullptr, 0), 255);
  static const corsieve_pair kPair = {text, text};
  const corsieve_pair* entries = &kPair;
  EXPECT_EQ(corsieve_seen_entries(nullptr, &entries), 0u);
  EXPECT_EQ(entries, nullptr);
  const corsieve_str* cookies = &text;
  EXPECT_EQ(corsieve_seen_set_cookie(nullptr, &cookies), 0u);
  EXPECT_EQ(cookies, nullptr);
  corsieve_seen* const seen = corsieve_filter_seen(filter_.get());
  EXPECT_EQ(corsieve_seen_entries(seen, nullptr), 0u);
  EXPECT_EQ(corsieve_seen_set_cookie(seen, nullptr), 0u);
  EXPECT_EQ(corsieve_origin_of(request.url, nullptr, 1), 0u);
  corsieve_filter_free(nullptr);
  corsieve_exchange_free(nullptr);
  corsieve_cache_free(nullptr);
  corsieve_list_free(nullptr);
}

TEST_F(CMisuseTest, NamesThatAreNoStrings) {
  corsieve_seen* const seen = corsieve_filter_seen(filter_.get());
  EXPECT_EQ(corsieve_seen_get(seen, kBadString).data, nullptr);
  EXPECT_EQ(corsieve_seen_has(seen, kBadString), 0);
  EXPECT_EQ(corsieve_origin_of(kBadString, nullptr, 0), 0u);
  corsieve_profile profile;
  EXPECT_EQ(corsieve_profile_find(kBadString, &profile), CORSIEVE_BAD_STRING);
  corsieve_reason reason;
  EXPECT_EQ(corsieve_reason_find(kBadString, &reason), CORSIEVE_BAD_STRING);
  const ListHandle list(corsieve_list_new(CORSIEVE_COPY));
  const corsieve_str good = {"x", 1};
  EXPECT_EQ(corsieve_list_add(list.get(), kBadString, good),
            CORSIEVE_BAD_STRING);
  EXPECT_EQ(corsieve_list_add(list.get(), good, kBadString),
            CORSIEVE_BAD_STRING);
  EXPECT_EQ(corsieve_list_headers(list.get()).count, 0u);
  const CacheHandle cache(corsieve_cache_new(0, 0));
  EXPECT_EQ(corsieve_cache_clear(cache.get(), kBadString, good, good),
            CORSIEVE_BAD_STRING);
  EXPECT_EQ(corsieve_cache_clear(cache.get(), good, kBadString, good),
            CORSIEVE_BAD_STRING);
  EXPECT_EQ(corsieve_cache_clear(cache.get(), good, good, kBadString),
            CORSIEVE_BAD_STRING);
}

TEST_F(CMisuseTest, Constructors) {
  for (int value = 0; value <= 255; ++value) {
    const auto byte = static_cast<uint8_t>(value);
    const FilterHandle filter(corsieve_filter_new(byte, CORSIEVE_COPY));
    EXPECT_EQ(filter != nullptr, value < 4) << value;
    const FilterHandle kept(corsieve_filter_new(0, byte));
    EXPECT_EQ(kept != nullptr, value < 2) << value;
    const ListHandle list(corsieve_list_new(byte));
    EXPECT_EQ(list != nullptr, value < 2) << value;
    const CacheHandle cache(corsieve_cache_new(byte, 0));
    EXPECT_EQ(cache != nullptr, value < 4) << value;
    const ExchangeHandle exchange(
        corsieve_exchange_new(byte, nullptr, {nullptr, 0}, CORSIEVE_COPY));
    EXPECT_EQ(exchange != nullptr, value < 4) << value;
    const ExchangeHandle kept_exchange(
        corsieve_exchange_new(0, nullptr, {nullptr, 0}, byte));
    EXPECT_EQ(kept_exchange != nullptr, value < 2) << value;
    EXPECT_EQ(corsieve_profile_name(byte) != nullptr, value < 4) << value;
    EXPECT_EQ(corsieve_profile_versions(byte) != nullptr, value < 4) << value;
    EXPECT_EQ(corsieve_type_name(byte) != nullptr, value < 6) << value;
  }
  EXPECT_EQ(corsieve_exchange_new(0, nullptr, kBadString, CORSIEVE_COPY),
            nullptr);
  const CacheHandle cache(corsieve_cache_new(CORSIEVE_PROFILE_WEBKIT, 0));
  EXPECT_EQ(corsieve_exchange_new(CORSIEVE_PROFILE_STANDARD, cache.get(),
                                  {nullptr, 0}, CORSIEVE_COPY),
            nullptr);
}

}  // namespace
}  // namespace corsieve::tests
