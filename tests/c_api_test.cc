// What corsieve.h says of itself, of lists, of views and of how long they live.
// Needs nothing else of corsieve: the amalgamation is tested by it, too. (That
// answers are those of the C++ API, c_conformance_test.cc checks.)

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "corsieve.h"
#include "gtest/gtest.h"
#include "tests/c_handles.h"

namespace corsieve::tests {
namespace {

constexpr char kHead[] =
    "HTTP/1.1 200 Fine\r\n"
    "Access-Control-Allow-Origin: *\r\n"
    "Access-Control-Expose-Headers: x-left\r\n"
    "X-Left:  3\r\n"
    "X-Left: 4\r\n"
    "X-Hidden: 1\r\n\r\nbody";

corsieve_request CrossOrigin() {
  corsieve_request request = CORSIEVE_REQUEST_INIT;
  request.origin = corsieve_c_str("https://app.example");
  request.url = corsieve_c_str("https://api.example/data#part");
  return request;
}

// ---- What the library says of itself ---------------------------------------

TEST(CTermsTest, Version) {
  EXPECT_EQ(corsieve_version_number(), CORSIEVE_VERSION_NUMBER);
  EXPECT_EQ(std::string(corsieve_version_string()),
            std::to_string(CORSIEVE_VERSION_MAJOR) + "." +
                std::to_string(CORSIEVE_VERSION_MINOR) + "." +
                std::to_string(CORSIEVE_VERSION_PATCH));
}

TEST(CTermsTest, EachStatusHasAText) {
  std::set<std::string> texts;
  for (int status = CORSIEVE_BAD_STATE; status <= CORSIEVE_OK; ++status) {
    texts.insert(corsieve_status_text(static_cast<corsieve_status>(status)));
  }
  EXPECT_EQ(texts.size(), 8u);
  for (int status : {-128, -8, 1, 127}) {
    EXPECT_EQ(
        std::string(corsieve_status_text(static_cast<corsieve_status>(status))),
        "no status of this version of the library");
  }
}

TEST(CTermsTest, Profiles) {
  for (corsieve_profile p = 0; p < 4; ++p) {
    corsieve_profile found = 9;
    EXPECT_EQ(
        corsieve_profile_find(corsieve_c_str(corsieve_profile_name(p)), &found),
        CORSIEVE_OK);
    EXPECT_EQ(found, p);
    EXPECT_GT(std::strlen(corsieve_profile_versions(p)), 10u);
  }
  corsieve_profile found = 9;
  EXPECT_EQ(corsieve_profile_find(corsieve_c_str("netscape"), &found),
            CORSIEVE_BAD_VALUE);
  EXPECT_EQ(found, 9);
  EXPECT_EQ(std::string(corsieve_profile_name(CORSIEVE_PROFILE_FIREFOX)),
            "firefox");
}

// A reason's constant is its name in capitals, so that one leads to the other.
TEST(CTermsTest, Reasons) {
  int last = -1;
  for (size_t i = 0; i < corsieve_reason_count(); ++i) {
    const corsieve_reason reason = corsieve_reason_at(i);
    EXPECT_GT(reason, last);
    last = reason;
    corsieve_reason_info info = CORSIEVE_REASON_INFO_INIT;
    ASSERT_EQ(corsieve_reason_get(reason, &info), CORSIEVE_OK);
    EXPECT_EQ(info.reason, reason);
    EXPECT_EQ(corsieve_is_exposed(reason), info.kind == CORSIEVE_KIND_EXPOSED);
    EXPECT_EQ(std::string(corsieve_reason_name(reason)), ToString(info.name));
    EXPECT_GT(info.text.size, 10u);
    EXPECT_EQ(ToString(info.url).substr(0, 8), "https://");
    for (corsieve_str s : {info.name, info.text, info.url, info.fix}) {
      EXPECT_EQ(s.data[s.size], '\0');
    }
    corsieve_reason found = 255;
    EXPECT_EQ(corsieve_reason_find(info.name, &found), CORSIEVE_OK);
    EXPECT_EQ(found, reason);
  }
  EXPECT_GE(corsieve_reason_count(), 80u);
  EXPECT_EQ(corsieve_reason_at(corsieve_reason_count()), 255);
  EXPECT_EQ(corsieve_reason_at(SIZE_MAX), 255);
  EXPECT_EQ(std::string(corsieve_reason_name(255)), "Unknown");
  corsieve_reason_info info = CORSIEVE_REASON_INFO_INIT;
  EXPECT_EQ(corsieve_reason_get(255, &info), CORSIEVE_OK);
  EXPECT_EQ(info.kind, CORSIEVE_KIND_NETWORK_ERROR);
  corsieve_reason found = 254;
  EXPECT_EQ(corsieve_reason_find(corsieve_c_str("Unknown"), &found),
            CORSIEVE_BAD_VALUE);
  EXPECT_EQ(found, 254);
  EXPECT_EQ(std::string(corsieve_type_name(CORSIEVE_TYPE_OPAQUE_REDIRECT)),
            "opaqueredirect");
}

TEST(COriginTest, OfUrls) {
  const auto origin_of = [](const char* url) {
    char buffer[64];
    const size_t size = corsieve_origin_of(corsieve_c_str(url), buffer, 64);
    return std::string(buffer, size);
  };
  EXPECT_EQ(origin_of("https://a.example/b?c#d"), "https://a.example");
  EXPECT_EQ(origin_of("http://u:p@[::1]:8080/"), "http://[::1]:8080");
  EXPECT_EQ(origin_of("wss://a.example/"), "wss://a.example");
  EXPECT_EQ(origin_of("blob:https://a.example/1"), "https://a.example");
  EXPECT_EQ(origin_of("data:,x"), "null");
  EXPECT_EQ(origin_of("file:///x"), "null");
  EXPECT_EQ(origin_of("HTTPS://A.example/"), "");
  EXPECT_EQ(origin_of("/x"), "");
  EXPECT_EQ(origin_of(""), "");
}

TEST(COriginTest, WritesWhatThereIsRoomFor) {
  const std::string want = "https://a.example:81";
  const corsieve_str url = corsieve_c_str("https://a.example:81/x");
  for (size_t capacity = 0; capacity <= want.size() + 1; ++capacity) {
    const auto buffer = std::make_unique<char[]>(capacity);
    EXPECT_EQ(corsieve_origin_of(url, buffer.get(), capacity), want.size());
    const size_t written = std::min(capacity, want.size());
    EXPECT_EQ(std::string(buffer.get(), written), want.substr(0, written));
  }
}

// ---- Lists ------------------------------------------------------------------

// Which headers a list has, as script would see them with all exposed.
std::string Visible(corsieve_headers headers) {
  const FilterHandle filter(corsieve_filter_new(0, CORSIEVE_BORROW));
  corsieve_request request = CrossOrigin();
  request.origin = corsieve_c_str("https://api.example");
  corsieve_response response = CORSIEVE_RESPONSE_INIT;
  response.status = 200;
  response.headers = headers;
  EXPECT_EQ(corsieve_filter_list(filter.get(), &request, &response, nullptr, 0,
                                 nullptr),
            CORSIEVE_OK);
  return ToString(corsieve_seen_all(corsieve_filter_seen(filter.get())));
}

TEST(CListTest, ArraysOfAnyStruct) {
  // nghttp2_nv's shape.
  struct Nv {
    const uint8_t* name;
    const uint8_t* value;
    size_t name_size, value_size;
    uint8_t flags;
  };
  const auto bytes = [](const char* text) {
    return reinterpret_cast<const uint8_t*>(text);
  };
  const Nv nv[] = {{bytes("b-nameXX"), bytes("1XX"), 6, 1, 0},
                   {bytes("a-name"), bytes(""), 6, 0, 0}};
  EXPECT_EQ(
      Visible(CORSIEVE_HEADERS(nv, 2, name, name_size, value, value_size)),
      "a-name: \r\nb-name: 1\r\n");

  struct Text {
    char kind;
    const char* name;
    const char* value;
  };
  const Text texts[] = {{'x', "b", "2"}, {'y', "a", "1"}};
  EXPECT_EQ(Visible(CORSIEVE_C_STRINGS(texts, 2, name, value)),
            "a: 1\r\nb: 2\r\n");

  // Name, value, name, value.
  const char* const flat[] = {"b", "2", "a", "1"};
  EXPECT_EQ(
      Visible({2, 2 * sizeof *flat, &flat[0], nullptr, &flat[1], nullptr}),
      "a: 1\r\nb: 2\r\n");

  // A packed struct: nothing in it is aligned.
  char packed[2 * 33] = {};
  for (size_t i = 0; i < 2; ++i) {
    const corsieve_pair pair = {corsieve_c_str(texts[i].name),
                                corsieve_c_str(texts[i].value)};
    std::memcpy(packed + 33 * i + 1, &pair, sizeof pair);
  }
  const corsieve_headers unaligned = {2,          33,          packed + 1,
                                      packed + 9, packed + 17, packed + 25};
  static_assert(sizeof(corsieve_pair) == 32, "for 64 bits");
  EXPECT_EQ(Visible(unaligned), "a: 1\r\nb: 2\r\n");
}

TEST(CListTest, EmptyListsAndStrings) {
  EXPECT_EQ(Visible({}), "");
  const corsieve_pair pair = {{"a", 1}, {nullptr, 0}};
  EXPECT_EQ(Visible(CORSIEVE_PAIRS(&pair, 1)), "a: \r\n");
  EXPECT_EQ(Visible(CORSIEVE_PAIRS(&pair, 0)), "");
}

TEST(CListTest, MadeHeaderByHeader) {
  for (corsieve_keep keep : {CORSIEVE_BORROW, CORSIEVE_COPY}) {
    const ListHandle list(corsieve_list_new(keep));
    EXPECT_EQ(Visible(corsieve_list_headers(list.get())), "");
    std::vector<std::string> names;
    names.reserve(100);
    std::string want;
    for (int i = 10; i < 100; ++i) {
      names.push_back("h" + std::to_string(i));
      const std::string& name = names.back();
      ASSERT_EQ(corsieve_list_add(list.get(), {name.data(), name.size()},
                                  {i % 2 ? "v" : nullptr, size_t(i % 2)}),
                CORSIEVE_OK);
      want += name + (i % 2 ? ": v\r\n" : ": \r\n");
      // Asking in between changes nothing.
      if (i % 7 == 0) {
        EXPECT_EQ(Visible(corsieve_list_headers(list.get())), want);
      }
    }
    if (keep == CORSIEVE_COPY) {
      for (std::string& name : names) name.assign(name.size(), '\x01');
    }
    EXPECT_EQ(Visible(corsieve_list_headers(list.get())), want);
    EXPECT_EQ(corsieve_list_clear(list.get()), CORSIEVE_OK);
    EXPECT_EQ(Visible(corsieve_list_headers(list.get())), "");
    corsieve_list_add(list.get(), corsieve_c_str("n"), corsieve_c_str("v"));
    EXPECT_EQ(Visible(corsieve_list_headers(list.get())), "n: v\r\n");
  }
}

// A list may grow by strings of its own.
TEST(CListTest, AddsItsOwnStrings) {
  const ListHandle list(corsieve_list_new(CORSIEVE_COPY));
  corsieve_list_add(list.get(), corsieve_c_str("name-of-a-header"),
                    corsieve_c_str("a value that is longer than a few bytes"));
  for (int i = 0; i < 12; ++i) {
    const corsieve_headers headers = corsieve_list_headers(list.get());
    corsieve_pair first;
    std::memcpy(&first, headers.name_data, sizeof first);
    ASSERT_EQ(corsieve_list_add(list.get(), first.name, first.value),
              CORSIEVE_OK);
  }
  const std::string all = Visible(corsieve_list_headers(list.get()));
  EXPECT_EQ(all.substr(0, 40), "name-of-a-header: a value that is longer");
  EXPECT_EQ(all.size(), 18 + 13 * 39 + 12 * 2 + 2u);
}

// ---- One response -----------------------------------------------------------

class CFilterTest : public testing::Test {
 protected:
  corsieve_seen* Run(const std::string& head) {
    const corsieve_request request = CrossOrigin();
    reasons_.assign(64, 255);
    result_ = CORSIEVE_RESULT_INIT;
    EXPECT_EQ(corsieve_filter_bytes(filter_.get(), &request, head.data(),
                                    head.size(), reasons_.data(), 64, &result_),
              CORSIEVE_OK);
    return corsieve_filter_seen(filter_.get());
  }

  const FilterHandle filter_{corsieve_filter_new(0, CORSIEVE_COPY)};
  std::vector<corsieve_reason> reasons_;
  corsieve_result result_;
};

TEST_F(CFilterTest, Views) {
  corsieve_seen* const seen = Run(kHead);
  EXPECT_EQ(result_.type, CORSIEVE_TYPE_CORS);
  EXPECT_EQ(result_.reason, CORSIEVE_REASON_CORS_CHECK_PASSED);
  EXPECT_EQ(result_.status, 200);
  EXPECT_EQ(ToString(result_.status_message), "Fine");
  EXPECT_EQ(result_.header_count, 5u);
  EXPECT_EQ(result_.exposed_count, 2u);
  EXPECT_EQ(result_.body_offset, sizeof kHead - 1 - 4);
  EXPECT_EQ(result_.error_offset, CORSIEVE_NONE);
  EXPECT_EQ(result_.error_header, CORSIEVE_NONE);
  EXPECT_EQ(reasons_[2], CORSIEVE_REASON_EXPOSED_BY_NAME);
  EXPECT_EQ(reasons_[4], CORSIEVE_REASON_NOT_EXPOSED);
  EXPECT_EQ(reasons_[5], 255);
  EXPECT_EQ(ToString(corsieve_seen_header(seen, 2).name), "X-Left");
  EXPECT_EQ(ToString(corsieve_seen_header(seen, 2).value), "3");
  EXPECT_EQ(corsieve_seen_header(seen, 5).name.data, nullptr);
  EXPECT_EQ(corsieve_seen_reason(seen, 4), CORSIEVE_REASON_NOT_EXPOSED);
  EXPECT_EQ(corsieve_seen_reason(seen, 5), 255);
  EXPECT_EQ(ToString(corsieve_seen_get(seen, corsieve_c_str("x-LEFT"))),
            "3, 4");
  EXPECT_EQ(corsieve_seen_get(seen, corsieve_c_str("x-hidden")).data, nullptr);
  EXPECT_EQ(corsieve_seen_has(seen, corsieve_c_str("x-left")), 1);
  EXPECT_EQ(corsieve_seen_has(seen, corsieve_c_str("x-hidden")), 0);
  const corsieve_pair* entries;
  ASSERT_EQ(corsieve_seen_entries(seen, &entries), 1u);
  EXPECT_EQ(ToString(entries[0].name), "x-left");
  EXPECT_EQ(ToString(entries[0].value), "3, 4");
  EXPECT_EQ(ToString(corsieve_seen_all(seen)), "x-left: 3, 4\r\n");
  const corsieve_str* cookies;
  EXPECT_EQ(corsieve_seen_set_cookie(seen, &cookies), 0u);
}

// A value that is empty is there; one that is not is none.
TEST_F(CFilterTest, EmptyIsNotNone) {
  corsieve_seen* const seen =
      Run("HTTP/1.1 200\r\nAccess-Control-Allow-Origin: "
          "*\r\nContent-Type:\r\n\r\n");
  const corsieve_str empty =
      corsieve_seen_get(seen, corsieve_c_str("content-type"));
  EXPECT_NE(empty.data, nullptr);
  EXPECT_EQ(empty.size, 0u);
  EXPECT_NE(result_.status_message.data, nullptr);
  EXPECT_NE(corsieve_seen_header(seen, 1).value.data, nullptr);
  Run("nonsense");
  EXPECT_NE(corsieve_seen_all(seen).data, nullptr);
  // Nor does a NULL that was given come back.
  const corsieve_pair allowed[] = {
      {corsieve_c_str("access-control-allow-origin"), corsieve_c_str("*")},
      {corsieve_c_str("content-type"), {nullptr, 0}}};
  const corsieve_request request = CrossOrigin();
  corsieve_response response = CORSIEVE_RESPONSE_INIT;
  response.status = 200;
  response.headers = CORSIEVE_PAIRS(allowed, 2);
  const FilterHandle borrows(corsieve_filter_new(0, CORSIEVE_BORROW));
  ASSERT_EQ(corsieve_filter_list(borrows.get(), &request, &response, nullptr, 0,
                                 &result_),
            CORSIEVE_OK);
  EXPECT_NE(result_.status_message.data, nullptr);
  corsieve_seen* const other = corsieve_filter_seen(borrows.get());
  EXPECT_NE(corsieve_seen_header(other, 1).value.data, nullptr);
  EXPECT_NE(corsieve_seen_get(other, corsieve_c_str("content-type")).data,
            nullptr);
}

TEST_F(CFilterTest, FailuresAreAnswers) {
  Run("HTTP/1.1 200 OK\r\nX: 1\r\n\r\n");
  EXPECT_EQ(result_.type, CORSIEVE_TYPE_ERROR);
  EXPECT_EQ(result_.reason, CORSIEVE_REASON_MISSING_ALLOW_ORIGIN_HEADER);
  EXPECT_EQ(result_.status, 0);
  EXPECT_EQ(reasons_[0], CORSIEVE_REASON_NETWORK_ERROR_RESPONSE);
  Run("HTTP/1.1 200 OK\r\nX 1\r\n\r\n");
  EXPECT_EQ(result_.reason, CORSIEVE_REASON_HEADER_LINE_WITHOUT_COLON);
  EXPECT_EQ(result_.error_offset, 20u);
  corsieve_request request = CrossOrigin();
  request.origin = {nullptr, 0};
  ASSERT_EQ(corsieve_filter_bytes(filter_.get(), &request, nullptr, 0, nullptr,
                                  0, &result_),
            CORSIEVE_OK);
  EXPECT_EQ(result_.reason, CORSIEVE_REASON_ORIGIN_NOT_SERIALIZED);
}

TEST_F(CFilterTest, BeforeTheFirst) {
  corsieve_seen* const seen = corsieve_filter_seen(filter_.get());
  corsieve_result result = CORSIEVE_RESULT_INIT;
  ASSERT_EQ(corsieve_seen_result(seen, nullptr, 0, &result), CORSIEVE_OK);
  EXPECT_EQ(result.type, CORSIEVE_TYPE_ERROR);
  EXPECT_EQ(result.header_count, 0u);
  EXPECT_EQ(ToString(corsieve_seen_all(seen)), "");
}

// With CORSIEVE_COPY the input may go at once; views live until the next one.
// What a handle keeps of a request or a response to be quick with the next one
// decides nothing.
TEST_F(CFilterTest, NoCallDependsOnThoseBefore) {
  static const corsieve_pair kAllowed[] = {
      {corsieve_c_str("access-control-allow-origin"), corsieve_c_str("*")},
      {corsieve_c_str("x-a"), corsieve_c_str("1")}};
  static const corsieve_pair kUpper[] = {
      {corsieve_c_str("X-UPPER"), corsieve_c_str("1")}};
  std::vector<corsieve_request> requests(1, CrossOrigin());
  const auto request = [&requests]() -> corsieve_request& {
    requests.push_back(CrossOrigin());
    return requests.back();
  };
  request().credentials = CORSIEVE_CREDENTIALS_INCLUDE;
  request().mode = CORSIEVE_MODE_NO_CORS;
  request().response_tainting = CORSIEVE_TAINTING_OPAQUE;
  request().redirect_tainted = 1;
  request().origin = corsieve_c_str("https://other.example");
  request().origin = corsieve_c_str("https://api.example");
  request().url = corsieve_c_str("not a URL");
  request().headers = CORSIEVE_PAIRS(kUpper, 1);
  request().struct_size += 8;  // Refused: what is behind it is not zero.
  request().credentials = 77;
  corsieve_request& half_good = request();
  half_good.mode = CORSIEVE_MODE_NO_CORS;
  half_good.began_same_origin = 2;
  requests.push_back(CORSIEVE_REQUEST_INIT);
  std::vector<corsieve_response> responses;
  const auto response = [&responses]() -> corsieve_response& {
    responses.push_back(CORSIEVE_RESPONSE_INIT);
    responses.back().status = 200;
    responses.back().headers = CORSIEVE_PAIRS(kAllowed, 2);
    return responses.back();
  };
  response();
  response().protocol = CORSIEVE_HTTP_2;
  response().message = corsieve_c_str("two\nlines");
  response().status = 302;
  corsieve_response& trailing = response();
  trailing.protocol = CORSIEVE_HTTP_2;
  trailing.trailers = CORSIEVE_PAIRS(kUpper, 1);
  static const corsieve_interim kInterim = {103, CORSIEVE_PAIRS(kUpper, 1)};
  corsieve_response& hinted = response();
  hinted.protocol = CORSIEVE_HTTP_2;
  hinted.interim = &kInterim;
  hinted.interim_count = 1;
  corsieve_response& spelled = response();
  spelled.protocol = CORSIEVE_HTTP_2;
  spelled.status_text = corsieve_c_str("0200");
  response().body_is_empty = 1;
  response().reserved[5] = 1;
  response().headers = CORSIEVE_PAIRS(kUpper, 1);

  const auto ask = [](corsieve_filter* filter, const corsieve_request& q,
                      const corsieve_response& p) {
    corsieve_reason reasons[4] = {};
    corsieve_result result = CORSIEVE_RESULT_INIT;
    const int status =
        corsieve_filter_list(filter, &q, &p, reasons, 4, &result);
    std::string all = std::to_string(status);
    for (int n : {int{result.type}, int{result.reason}, int{result.status},
                  int{reasons[0]}, int{reasons[1]},
                  static_cast<int>(result.exposed_count)}) {
      all += " " + std::to_string(n);
    }
    return all;
  };
  std::set<std::string> answers;
  for (const corsieve_request& q1 : requests) {
    for (const corsieve_response& p1 : responses) {
      for (const corsieve_request& q2 : requests) {
        for (const corsieve_response& p2 : responses) {
          const FilterHandle used(corsieve_filter_new(0, CORSIEVE_BORROW));
          const FilterHandle fresh(corsieve_filter_new(0, CORSIEVE_BORROW));
          ask(used.get(), q2, p2);
          ask(used.get(), q1, p1);
          const std::string answer = ask(fresh.get(), q2, p2);
          answers.insert(answer);
          ASSERT_EQ(ask(used.get(), q2, p2), answer)
              << "request " << &q2 - requests.data() << " after "
              << &q1 - requests.data() << ", response "
              << &p2 - responses.data() << " after " << &p1 - responses.data();
        }
      }
    }
  }
  EXPECT_GT(answers.size(), 10u);
}

TEST_F(CFilterTest, CopiesWhatItIsGiven) {
  auto head = std::make_unique<std::string>(kHead);
  corsieve_seen* const seen = Run(*head);
  head->assign(head->size(), '\x01');
  head.reset();
  EXPECT_EQ(ToString(corsieve_seen_all(seen)), "x-left: 3, 4\r\n");
  EXPECT_EQ(ToString(corsieve_seen_header(seen, 4).name), "X-Hidden");
}

// A request, and a response, may be made of what the filter returned last.
TEST_F(CFilterTest, IsAskedWithItsOwnAnswer) {
  const std::string head =
      "HTTP/1.1 302 Found\r\nAccess-Control-Allow-Origin: *\r\n"
      "Location: https://api.example/somewhere/else/that/is/long\r\n\r\n";
  corsieve_request request = CrossOrigin();
  for (int i = 0; i < 3; ++i) {
    corsieve_seen* const seen = Run(head);
    request.url = corsieve_seen_header(seen, 1).value;
    ASSERT_EQ(corsieve_filter_bytes(filter_.get(), &request, kHead,
                                    sizeof kHead - 1, nullptr, 0, &result_),
              CORSIEVE_OK);
    EXPECT_EQ(result_.type, CORSIEVE_TYPE_CORS);
    corsieve_pair pairs[5];
    for (size_t k = 0; k < 5; ++k) pairs[k] = corsieve_seen_header(seen, k);
    corsieve_response response = CORSIEVE_RESPONSE_INIT;
    response.status = 200;
    response.headers = CORSIEVE_PAIRS(pairs, 5);
    request = CrossOrigin();
    ASSERT_EQ(corsieve_filter_list(filter_.get(), &request, &response, nullptr,
                                   0, &result_),
              CORSIEVE_OK);
    EXPECT_EQ(ToString(corsieve_seen_all(seen)), "x-left: 3, 4\r\n");
  }
}

TEST_F(CFilterTest, Visible) {
  const corsieve_pair pairs[] = {
      {{"X-Left", 6}, {" 3\t", 3}},
      {{"Set-Cookie", 10}, {"a=b", 3}},
      {{"X-Right", 7}, {"4", 1}},
      {{"ETag", 4}, {"5", 1}},
      {{"Access-Control-Expose-Headers", 29}, {"x-right, set-cookie", 19}}};
  const corsieve_headers list = CORSIEVE_PAIRS(pairs, 5);
  corsieve_seen* const seen = Run(kHead);
  std::vector<corsieve_reason> reasons(5);
  const auto visible = [&](const char* expose, corsieve_credentials mode) {
    result_ = CORSIEVE_RESULT_INIT;
    EXPECT_EQ(
        corsieve_filter_visible(filter_.get(), list, corsieve_c_str(expose),
                                mode, reasons.data(), 5, &result_),
        CORSIEVE_OK);
    EXPECT_EQ(result_.type, CORSIEVE_TYPE_CORS);
    EXPECT_EQ(result_.header_count, 5u);
    return result_.exposed_count;
  };
  EXPECT_EQ(visible("x-left", CORSIEVE_CREDENTIALS_OMIT), 1u);
  EXPECT_EQ(reasons[0], CORSIEVE_REASON_EXPOSED_BY_NAME);
  EXPECT_EQ(reasons[1], CORSIEVE_REASON_FORBIDDEN_RESPONSE_HEADER_NAME);
  EXPECT_EQ(visible(nullptr, CORSIEVE_CREDENTIALS_OMIT), 1u);
  EXPECT_EQ(reasons[2], CORSIEVE_REASON_EXPOSED_BY_NAME);
  EXPECT_EQ(visible("", CORSIEVE_CREDENTIALS_OMIT), 0u);
  EXPECT_EQ(visible("*", CORSIEVE_CREDENTIALS_OMIT), 4u);
  EXPECT_EQ(visible("*", CORSIEVE_CREDENTIALS_INCLUDE), 0u);
  EXPECT_EQ(reasons[0], CORSIEVE_REASON_STAR_IS_LITERAL_WITH_CREDENTIALS);
  EXPECT_EQ(visible("a b", CORSIEVE_CREDENTIALS_OMIT), 0u);
  EXPECT_EQ(reasons[0], CORSIEVE_REASON_EXPOSE_LIST_INVALID);
  // The filter's own answer is as it was.
  EXPECT_EQ(ToString(corsieve_seen_all(seen)), "x-left: 3, 4\r\n");
}

TEST_F(CFilterTest, VisibleOfWhatIsNoHeader) {
  corsieve_pair pairs[] = {{{"a", 1}, {"1", 1}}, {{"b", 1}, {"2", 1}}};
  const auto reason_of = [&](corsieve_pair second) {
    pairs[1] = second;
    corsieve_reason reasons[2];
    result_ = CORSIEVE_RESULT_INIT;
    EXPECT_EQ(corsieve_filter_visible(filter_.get(), CORSIEVE_PAIRS(pairs, 2),
                                      {"*", 1}, 0, reasons, 2, &result_),
              CORSIEVE_OK);
    EXPECT_EQ(result_.type, CORSIEVE_TYPE_ERROR);
    EXPECT_EQ(result_.error_header, 1u);
    EXPECT_EQ(result_.exposed_count, 0u);
    EXPECT_EQ(reasons[0], CORSIEVE_REASON_NETWORK_ERROR_RESPONSE);
    return result_.reason;
  };
  EXPECT_EQ(reason_of({{"b c", 3}, {"2", 1}}),
            CORSIEVE_REASON_HEADER_NAME_MALFORMED);
  EXPECT_EQ(reason_of({{"", 0}, {"2", 1}}),
            CORSIEVE_REASON_HEADER_NAME_MALFORMED);
  EXPECT_EQ(reason_of({{"b", 1}, {"2\n3", 3}}),
            CORSIEVE_REASON_HEADER_VALUE_MALFORMED);
}

// ---- Exchanges --------------------------------------------------------------

constexpr char kPreflightAnswer[] =
    "HTTP/1.1 204 No Content\r\n"
    "Access-Control-Allow-Origin: *\r\n"
    "Access-Control-Max-Age: 60\r\n"
    "Access-Control-Allow-Methods: PUT\r\n\r\n";

class CExchangeTest : public testing::Test {
 protected:
  explicit CExchangeTest() { request_.method = corsieve_c_str("PUT"); }

  corsieve_step Start(corsieve_exchange* exchange) {
    return corsieve_exchange_start(exchange, &request_, 0);
  }
  static corsieve_step Hand(corsieve_exchange* exchange,
                            const std::string& head) {
    // In memory that is gone right after: the exchange copies.
    const auto copy = std::make_unique<std::string>(head);
    const corsieve_step step =
        corsieve_exchange_bytes(exchange, copy->data(), copy->size(), 1);
    copy->assign(copy->size(), '\x01');
    return step;
  }
  static ExchangeHandle New(corsieve_cache* cache,
                            const char* partition = nullptr) {
    return ExchangeHandle(corsieve_exchange_new(
        0, cache, corsieve_c_str(partition), CORSIEVE_COPY));
  }

  corsieve_request request_ = CrossOrigin();
};

TEST_F(CExchangeTest, Preflight) {
  const ExchangeHandle handle = New(nullptr);
  corsieve_exchange* const exchange = handle.get();
  ASSERT_EQ(Start(exchange), CORSIEVE_STEP_SEND_PREFLIGHT);
  corsieve_outgoing outgoing = CORSIEVE_OUTGOING_INIT;
  ASSERT_EQ(corsieve_exchange_outgoing(exchange, &outgoing), CORSIEVE_OK);
  EXPECT_EQ(ToString(outgoing.method), "OPTIONS");
  EXPECT_EQ(ToString(outgoing.url), "https://api.example/data#part");
  EXPECT_EQ(ToString(outgoing.origin), "https://app.example");
  EXPECT_EQ(outgoing.include_credentials, 0);
  EXPECT_GE(outgoing.header_count, 2u);
  ASSERT_EQ(Hand(exchange, kPreflightAnswer), CORSIEVE_STEP_SEND_REQUEST);
  ASSERT_EQ(corsieve_exchange_preflight(exchange, &outgoing), CORSIEVE_OK);
  EXPECT_EQ(ToString(outgoing.method), "OPTIONS");
  ASSERT_EQ(corsieve_exchange_outgoing(exchange, &outgoing), CORSIEVE_OK);
  EXPECT_EQ(ToString(outgoing.method), "PUT");
  ASSERT_EQ(Hand(exchange, kHead), CORSIEVE_STEP_DONE);
  EXPECT_EQ(ToString(corsieve_seen_all(corsieve_exchange_response(exchange))),
            "x-left: 3, 4\r\n");
  corsieve_exchange_info info = CORSIEVE_EXCHANGE_INFO_INIT;
  ASSERT_EQ(corsieve_exchange_info_get(exchange, &info), CORSIEVE_OK);
  EXPECT_EQ(info.preflight_count, 1u);
  EXPECT_EQ(info.url_count, 1u);
  EXPECT_EQ(info.redirected, 0);
  EXPECT_EQ(info.response_tainting, CORSIEVE_TAINTING_CORS);
  EXPECT_EQ(ToString(corsieve_exchange_response_url(exchange)),
            "https://api.example/data");
}

TEST_F(CExchangeTest, Redirect) {
  request_.method = {nullptr, 0};
  const ExchangeHandle handle = New(nullptr);
  corsieve_exchange* const exchange = handle.get();
  ASSERT_EQ(Start(exchange), CORSIEVE_STEP_SEND_REQUEST);
  EXPECT_EQ(corsieve_exchange_location(exchange).data, nullptr);
  ASSERT_EQ(Hand(exchange,
                 "HTTP/1.1 302 Found\r\nLocation: //b.example/x\r\n"
                 "Access-Control-Allow-Origin: *\r\n\r\n"),
            CORSIEVE_STEP_RESOLVE_LOCATION);
  EXPECT_EQ(ToString(corsieve_exchange_location(exchange)), "//b.example/x");
  EXPECT_EQ(ToString(corsieve_exchange_url(exchange)),
            "https://api.example/data#part");
  corsieve_result result = CORSIEVE_RESULT_INIT;
  ASSERT_EQ(corsieve_seen_result(corsieve_exchange_latest(exchange), nullptr, 0,
                                 &result),
            CORSIEVE_OK);
  EXPECT_EQ(result.type, CORSIEVE_TYPE_DEFAULT);
  ASSERT_EQ(corsieve_exchange_resolved(
                exchange, corsieve_c_str("https://b.example/x"), 0),
            CORSIEVE_STEP_SEND_REQUEST);
  corsieve_outgoing outgoing = CORSIEVE_OUTGOING_INIT;
  corsieve_exchange_outgoing(exchange, &outgoing);
  EXPECT_EQ(ToString(outgoing.origin), "null");
  ASSERT_EQ(Hand(exchange, kHead), CORSIEVE_STEP_DONE);
  corsieve_exchange_info info = CORSIEVE_EXCHANGE_INFO_INIT;
  ASSERT_EQ(corsieve_exchange_info_get(exchange, &info), CORSIEVE_OK);
  EXPECT_EQ(info.redirected, 1);
  EXPECT_EQ(info.redirect_tainted, 1);
  EXPECT_EQ(info.url_count, 2u);
  EXPECT_EQ(ToString(corsieve_exchange_url_at(exchange, 1)),
            "https://b.example/x#part");
  EXPECT_EQ(corsieve_exchange_url_at(exchange, 2).data, nullptr);
}

// What is asked for at the wrong time is refused, and the fetch goes on.
TEST_F(CExchangeTest, States) {
  const ExchangeHandle handle = New(nullptr);
  corsieve_exchange* const exchange = handle.get();
  corsieve_outgoing outgoing = CORSIEVE_OUTGOING_INIT;
  corsieve_exchange_info info = CORSIEVE_EXCHANGE_INFO_INIT;
  corsieve_response response = CORSIEVE_RESPONSE_INIT;
  response.status = 200;
  const corsieve_str url = corsieve_c_str("https://b.example/");
  const auto expect_no_answer_wanted = [&] {
    EXPECT_EQ(corsieve_exchange_bytes(exchange, kHead, sizeof kHead - 1, 0),
              CORSIEVE_BAD_STATE);
    EXPECT_EQ(corsieve_exchange_list(exchange, &response, 0),
              CORSIEVE_BAD_STATE);
    EXPECT_EQ(corsieve_exchange_nothing(exchange), CORSIEVE_BAD_STATE);
    EXPECT_EQ(corsieve_exchange_stored_bytes(exchange, kHead, 3),
              CORSIEVE_BAD_STATE);
    EXPECT_EQ(corsieve_exchange_stored_list(exchange, &response),
              CORSIEVE_BAD_STATE);
  };
  const auto expect_not_done = [&] {
    EXPECT_EQ(corsieve_exchange_info_get(exchange, &info), CORSIEVE_BAD_STATE);
    EXPECT_EQ(corsieve_exchange_response(exchange), nullptr);
    EXPECT_EQ(corsieve_exchange_response_url(exchange).data, nullptr);
  };
  // Not begun.
  EXPECT_EQ(corsieve_exchange_next(exchange), CORSIEVE_BAD_STATE);
  EXPECT_EQ(corsieve_exchange_outgoing(exchange, &outgoing),
            CORSIEVE_BAD_STATE);
  EXPECT_EQ(corsieve_exchange_resolved(exchange, url, 0), CORSIEVE_BAD_STATE);
  EXPECT_EQ(corsieve_exchange_url(exchange).data, nullptr);
  EXPECT_EQ(corsieve_exchange_url_at(exchange, 0).data, nullptr);
  EXPECT_EQ(corsieve_exchange_preflight(exchange, &outgoing),
            CORSIEVE_BAD_STATE);
  EXPECT_EQ(corsieve_seen_result(corsieve_exchange_latest(exchange), nullptr, 0,
                                 nullptr),
            CORSIEVE_BAD_STATE);
  expect_no_answer_wanted();
  expect_not_done();
  // Under way.
  request_.method = {nullptr, 0};
  ASSERT_EQ(Start(exchange), CORSIEVE_STEP_SEND_REQUEST);
  EXPECT_EQ(corsieve_exchange_resolved(exchange, url, 0), CORSIEVE_BAD_STATE);
  EXPECT_EQ(corsieve_exchange_preflight(exchange, &outgoing),
            CORSIEVE_BAD_STATE);
  expect_not_done();
  ASSERT_EQ(Hand(exchange,
                 "HTTP/1.1 302 Found\r\nLocation: /x\r\n"
                 "Access-Control-Allow-Origin: *\r\n\r\n"),
            CORSIEVE_STEP_RESOLVE_LOCATION);
  expect_no_answer_wanted();
  expect_not_done();
  EXPECT_EQ(corsieve_exchange_resolved(exchange, {nullptr, 1}, 0),
            CORSIEVE_BAD_STRING);
  EXPECT_EQ(corsieve_exchange_resolved(exchange, url, 2), CORSIEVE_BAD_VALUE);
  EXPECT_EQ(corsieve_exchange_next(exchange), CORSIEVE_STEP_RESOLVE_LOCATION);
  // A Location that does not parse ends it.
  ASSERT_EQ(corsieve_exchange_resolved(exchange, {nullptr, 0}, 0),
            CORSIEVE_STEP_DONE);
  EXPECT_EQ(corsieve_exchange_resolved(exchange, url, 0), CORSIEVE_BAD_STATE);
  expect_no_answer_wanted();
  corsieve_seen* const seen = corsieve_exchange_response(exchange);
  corsieve_result result = CORSIEVE_RESULT_INIT;
  ASSERT_EQ(corsieve_seen_result(seen, nullptr, 0, &result), CORSIEVE_OK);
  EXPECT_EQ(result.reason, CORSIEVE_REASON_LOCATION_INVALID);
  // Begun again: who kept the handle of the last answer is told of it.
  ASSERT_EQ(Start(exchange), CORSIEVE_STEP_SEND_REQUEST);
  EXPECT_EQ(corsieve_seen_result(seen, nullptr, 0, &result),
            CORSIEVE_BAD_STATE);
  EXPECT_EQ(corsieve_seen_all(seen).data, nullptr);
  EXPECT_EQ(corsieve_seen_get(seen, corsieve_c_str("x")).data, nullptr);
  EXPECT_EQ(corsieve_seen_has(seen, corsieve_c_str("x")), 0);
  EXPECT_EQ(corsieve_seen_reason(seen, 0), 255);
  EXPECT_EQ(corsieve_seen_header(seen, 0).name.data, nullptr);
  const corsieve_pair* entries;
  EXPECT_EQ(corsieve_seen_entries(seen, &entries), 0u);
  const corsieve_str* cookies;
  EXPECT_EQ(corsieve_seen_set_cookie(seen, &cookies), 0u);
  expect_not_done();
}

// A cache may be freed before its exchanges, which may be freed in any order.
TEST_F(CExchangeTest, HoldsOnToItsCache) {
  corsieve_cache* const cache = corsieve_cache_new(0, 7);
  ExchangeHandle first = New(cache);
  const ExchangeHandle second = New(cache);
  corsieve_cache_free(cache);
  ASSERT_EQ(Start(first.get()), CORSIEVE_STEP_SEND_PREFLIGHT);
  ASSERT_EQ(Hand(first.get(), kPreflightAnswer), CORSIEVE_STEP_SEND_REQUEST);
  EXPECT_EQ(corsieve_cache_size(cache), 1u);
  first.reset();
  EXPECT_EQ(corsieve_cache_size(cache), 1u);
  EXPECT_EQ(Start(second.get()), CORSIEVE_STEP_SEND_REQUEST);
}

TEST_F(CExchangeTest, CacheIsByPartitionAndCleared) {
  const CacheHandle cache(corsieve_cache_new(0, 0));
  const ExchangeHandle here = New(cache.get(), "a");
  const ExchangeHandle there = New(cache.get(), "b");
  Start(here.get());
  Hand(here.get(), kPreflightAnswer);
  EXPECT_EQ(Start(here.get()), CORSIEVE_STEP_SEND_REQUEST);
  EXPECT_EQ(Start(there.get()), CORSIEVE_STEP_SEND_PREFLIGHT);
  const auto clear = [&](const char* partition, const char* origin) {
    return corsieve_cache_clear(cache.get(), corsieve_c_str(partition),
                                corsieve_c_str(origin), request_.url);
  };
  EXPECT_EQ(clear("b", "https://app.example"), CORSIEVE_OK);
  EXPECT_EQ(clear("a", "https://other.example"), CORSIEVE_OK);
  EXPECT_EQ(corsieve_cache_size(cache.get()), 1u);
  EXPECT_EQ(clear("a", "https://app.example"), CORSIEVE_OK);
  EXPECT_EQ(corsieve_cache_size(cache.get()), 0u);
  EXPECT_EQ(Start(here.get()), CORSIEVE_STEP_SEND_PREFLIGHT);
}

TEST_F(CExchangeTest, CacheHasTheCapacityThatIsAskedFor) {
  const CacheHandle cache(corsieve_cache_new(0, 2));
  const ExchangeHandle exchange = New(cache.get());
  for (const char* url :
       {"https://a.example/", "https://b.example/", "https://c.example/"}) {
    request_.url = corsieve_c_str(url);
    Start(exchange.get());
    Hand(exchange.get(), kPreflightAnswer);
  }
  EXPECT_EQ(corsieve_cache_size(cache.get()), 2u);
}

// The request may go when start returns.
TEST_F(CExchangeTest, CopiesTheRequest) {
  auto origin = std::make_unique<std::string>("https://app.example");
  auto url = std::make_unique<std::string>("https://api.example/");
  auto name = std::make_unique<std::string>("X-Own");
  request_.origin = {origin->data(), origin->size()};
  request_.url = {url->data(), url->size()};
  const corsieve_pair pair = {{name->data(), name->size()}, {"1", 1}};
  request_.headers = CORSIEVE_PAIRS(&pair, 1);
  const ExchangeHandle exchange = New(nullptr);
  ASSERT_EQ(Start(exchange.get()), CORSIEVE_STEP_SEND_PREFLIGHT);
  for (auto* s : {&origin, &url, &name}) {
    (*s)->assign((*s)->size(), '\x01');
    s->reset();
  }
  corsieve_outgoing outgoing = CORSIEVE_OUTGOING_INIT;
  ASSERT_EQ(corsieve_exchange_outgoing(exchange.get(), &outgoing), CORSIEVE_OK);
  EXPECT_EQ(ToString(outgoing.origin), "https://app.example");
  std::string asked;
  for (size_t i = 0; i < outgoing.header_count; ++i) {
    if (ToString(outgoing.headers[i].name) ==
        "Access-Control-Request-Headers") {
      asked = ToString(outgoing.headers[i].value);
    }
  }
  EXPECT_EQ(asked, "x-own");
}

// Any number of handles for any number of threads.
// What `:status` said is read when the answer comes.
TEST_F(CExchangeTest, CopiesTheStatusOfWhatIsStored) {
  static const corsieve_pair kAllowed[] = {
      {corsieve_c_str("access-control-allow-origin"), corsieve_c_str("*")}};
  request_.method = corsieve_c_str("GET");
  const auto reason = [this](std::string text, char then) {
    const ExchangeHandle exchange = New(nullptr);
    EXPECT_EQ(Start(exchange.get()), CORSIEVE_STEP_SEND_REQUEST);
    corsieve_response stored = CORSIEVE_RESPONSE_INIT;
    stored.protocol = CORSIEVE_HTTP_2;
    stored.status = 200;
    stored.status_text = {text.data(), text.size()};
    stored.headers = CORSIEVE_PAIRS(kAllowed, 1);
    EXPECT_EQ(corsieve_exchange_stored_list(exchange.get(), &stored),
              CORSIEVE_OK);
    text[1] = then;
    corsieve_response answer = CORSIEVE_RESPONSE_INIT;
    answer.protocol = CORSIEVE_HTTP_2;
    answer.status = 304;
    EXPECT_EQ(corsieve_exchange_list(exchange.get(), &answer, 1),
              CORSIEVE_STEP_DONE);
    corsieve_result result = CORSIEVE_RESULT_INIT;
    EXPECT_EQ(corsieve_seen_result(corsieve_exchange_response(exchange.get()),
                                   nullptr, 0, &result),
              CORSIEVE_OK);
    return result.reason;
  };
  EXPECT_EQ(reason("200", 'x'), CORSIEVE_REASON_CORS_CHECK_PASSED);
  EXPECT_EQ(reason("2x0", '0'), reason("2x0", 'x'));
  EXPECT_NE(reason("2x0", '0'), CORSIEVE_REASON_CORS_CHECK_PASSED);
}

TEST(CThreadsTest, HandlesShareNothing) {
  std::vector<std::thread> threads;
  std::vector<std::string> all(4);
  for (std::string& answer : all) {
    threads.emplace_back([&answer] {
      for (int i = 0; i < 200; ++i) {
        const FilterHandle filter(
            corsieve_filter_new(static_cast<uint8_t>(i % 4), CORSIEVE_COPY));
        const corsieve_request request = CrossOrigin();
        corsieve_filter_bytes(filter.get(), &request, kHead, sizeof kHead - 1,
                              nullptr, 0, nullptr);
        answer =
            ToString(corsieve_seen_all(corsieve_filter_seen(filter.get())));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& answer : all) EXPECT_EQ(answer, "x-left: 3, 4\r\n");
}

}  // namespace
}  // namespace corsieve::tests
