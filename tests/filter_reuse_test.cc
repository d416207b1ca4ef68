// One Filter for response after response: what it remembers of the last
// request must not answer the next one.

#include <cstddef>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "corsieve/corsieve.h"
#include "gtest/gtest.h"
#include "tests/exchange_helpers.h"

namespace corsieve::tests {
namespace {

struct Place {
  std::string_view url;
  bool same_origin;  // As https://a.test.
};

// URLs of which one is a beginning of another, or of the origin itself.
constexpr Place kPlaces[] = {
    {"https://a.test/", true},
    {"https://a.test", true},
    {"https://a.test/path", true},
    {"https://a.test/path?q#f", true},
    {"https://a.test?q", true},
    {"https://a.test#f", true},
    {"https://a.test:443/", true},
    {"https://user@a.test/", true},
    {"https://a.test/@b.test/", true},
    {"https://a.test/:8001/", true},
    {"https://a.test?@b.test", true},
    {"https://a.test#@b.test", true},
    {"https://a.tes/", false},
    {"https://a.test.evil/", false},
    {"https://a.test.", false},
    {"https://a.testevil/", false},
    {"https://a.test-evil/", false},
    {"https://a.test:8001/", false},
    {"https://a.test:80010/", false},
    {"https://a.test:800/", false},
    {"https://a.test:8001", false},
    {"https://a.test:4430/", false},
    {"https://a.test@b.test/", false},
    {"https://a.test:443@b.test/", false},
    {"https://b.test/https://a.test/", false},
    {"https://b.test?https://a.test/", false},
    {"http://a.test/", false},
    {"http://a.test:443/", false},
    {"https://xa.test/", false},
    {"blob:https://a.test/0", true},
    {"blob:https://a.test.evil/0", false},
    {"blob:http://a.test/0", false},
};

class FilterReuseTest : public testing::TestWithParam<Profile> {};

// Without any CORS header only a response of the same origin is readable.
TEST_P(FilterReuseTest, AnOriginIsNotItsBeginning) {
  const std::string head = "HTTP/1.1 200 OK\r\nX-A: 1\r\n\r\n";
  const std::vector<Header> headers = {{"X-A", "1"}};
  const auto expect = [](const FilteredResponse& seen, const Place& place,
                         const Place& before) {
    EXPECT_EQ(seen.type(),
              place.same_origin ? ResponseType::kBasic : ResponseType::kError)
        << place.url << " after " << before.url;
    EXPECT_EQ(Seen(seen), place.same_origin ? Lines{"x-a: 1"} : Lines());
  };
  Filter filter(GetParam());
  for (const Place& first : kPlaces) {
    for (const Place& second : kPlaces) {
      expect(filter.Run(Get(first.url), head), first, second);
      expect(filter.Run(Get(second.url), head), second, first);
      expect(filter.Run(Get(first.url), 200, "OK", headers), first, second);
      expect(filter.Run(Get(second.url), 200, "OK", headers), second, first);
    }
  }
}

TEST_P(FilterReuseTest, ThePagesOriginIsNotItsBeginning) {
  const std::string head = "HTTP/1.1 200 OK\r\nX-A: 1\r\n\r\n";
  const std::vector<std::string_view> origins = {"https://a.test",
                                                 "https://a.test.evil",
                                                 "https://a.test:8001",
                                                 "https://a.test:8000",
                                                 "https://a.tes",
                                                 "http://a.test",
                                                 "null",
                                                 "https://a.test:80"};
  Filter filter(GetParam());
  for (std::string_view first : origins) {
    for (std::string_view second : origins) {
      for (std::string_view origin : {first, second}) {
        Request request = Get("https://a.test/x");
        request.origin = origin;
        EXPECT_EQ(filter.Run(request, head).type(), origin == "https://a.test"
                                                        ? ResponseType::kBasic
                                                        : ResponseType::kError)
            << first << " " << second;
        // The origin is what it is compared with, too.
        request.url = "https://b.test/";
        const std::string allows =
            "HTTP/1.1 200 OK\r\n"
            "Access-Control-Allow-Origin: " +
            std::string(first) + "\r\n\r\n";
        EXPECT_EQ(filter.Run(request, allows).type(),
                  origin == first ? ResponseType::kCors : ResponseType::kError);
      }
    }
  }
}

// What is refused as no URL, or no origin, is so again, and the next is not.
TEST_P(FilterReuseTest, WrongCallsAreForgotten) {
  const std::string head = "HTTP/1.1 200 OK\r\n\r\n";
  Filter filter(GetParam());
  for (int i = 0; i < 2; ++i) {
    for (std::string_view url :
         {"https://", "https:///", "a.test", "", "https://a.test:0443/",
          "https://A.test/", "https://a.test:65536/"}) {
      EXPECT_EQ(filter.Run(Get(url), head).reason(), Reason::kUrlNotSerialized)
          << url;
      EXPECT_EQ(filter.Run(Get(url), head).reason(), Reason::kUrlNotSerialized);
      EXPECT_TRUE(filter.response().outcomes().empty());
      EXPECT_EQ(filter.Run(Get("https://a.test/"), head).type(),
                ResponseType::kBasic);
    }
    for (std::string_view origin :
         {"", "https://a.test/", "https://", "Null", "https://a.test:443",
          "https://a.test.:0x"}) {
      Request request = Get("https://a.test/");
      request.origin = origin;
      EXPECT_EQ(filter.Run(request, head).reason(),
                Reason::kOriginNotSerialized)
          << origin;
      EXPECT_EQ(filter.Run(request, head).reason(),
                Reason::kOriginNotSerialized);
      EXPECT_EQ(filter.Run(Get("https://a.test/"), head).type(),
                ResponseType::kBasic);
    }
  }
}

std::string TextOf(const FilteredResponse& seen, ScriptApi* api) {
  std::string text(ResponseTypeName(seen.type()));
  text.append(" ").append(ReasonName(seen.reason()));
  text += " " + std::to_string(seen.status()) + " ";
  text.append(seen.status_message());
  text += " " + std::to_string(seen.internal_response().status) + " ";
  text.append(seen.internal_response().status_message);
  text += " " + std::to_string(seen.error_offset().value_or(999999));
  text += " " + std::to_string(seen.body_offset()) + "\n";
  for (const Outcome o : seen.outcomes()) {
    text.append(o.name).append(": ").append(o.value).append(" ");
    text.append(ReasonName(o.reason)).append("\n");
  }
  const ExposedHeaderNames& names = seen.cors_exposed_header_name_list();
  text += names.wildcard() ? "*" : "-";
  text += names.star_is_literal() ? "*" : "-";
  text += names.invalid() ? "!" : "-";
  for (std::string_view name : {"x-0", "x-a", "*", "x-17"}) {
    text += names.Names(name) ? "1" : "0";
  }
  text.append("\n").append(api->GetAllResponseHeaders(seen));
  for (const Header& h : api->Entries(seen)) {
    text.append(h.name).append("=").append(h.value).append("\n");
  }
  for (std::string_view name : {"x-a", "X-0", "content-type", "set-cookie"}) {
    text.append(api->Get(seen, name).value_or("none"));
    text += api->Has(seen, name) ? "+" : "-";
  }
  return text + std::to_string(api->GetSetCookie(seen).size());
}

// Lists and heads of all sizes at which something else is done.
std::vector<Lines> ManyLines() {
  std::vector<Lines> all = {
      {},
      {"X-A: 1"},
      {"X-A: 1", "x-a: 2", "X-A:", "Content-Type: a/b"},
      {"Set-Cookie: 1", "set-cookie2: 2", "X-A: 1"},
      {"Clear-Site-Data: *", "X-A: 1"},
      {"Content-Length: 1", "Content-Length: 1"},
      {"Content-Length: 1", "Content-Length: 2"},
      {"Location: /x"},
      {"Location:"},
      {"X-A(b): 1"},
      {"X-A: caf\xc3\xa9", "X-B: caf\xe9"},
      {"Cross-Origin-Resource-Policy: same-origin"},
  };
  for (size_t rows : {15, 16, 17, 62, 63, 64, 65, 127, 128, 129, 200}) {
    Lines lines;
    for (size_t i = 0; i < rows; ++i) {
      lines.push_back("X-" + std::to_string(i) + ": " + std::string(i, 'v'));
    }
    all.push_back(lines);
  }
  return all;
}

const Lines& ExposeLists() {
  static const auto* const kLists = [] {
    auto* lists = new Lines{
        "*", "x-a", "X-0, x-1 ,,x-17", "x-a, *", "@", "x-a, @", "*, @", ""};
    for (size_t count : {15, 16, 17, 31, 100}) {
      std::string list;
      for (size_t i = 0; i < count; ++i) list += "x-" + std::to_string(i) + ",";
      lists->push_back(list);
    }
    return lists;
  }();
  return *kLists;
}

TEST_P(FilterReuseTest, AnOldFilterAnswersAsANewOne) {
  std::mt19937 random(20261201);
  const auto pick = [&](const auto& values) -> const auto& {
    return values[random() % std::size(values)];
  };
  static const std::vector<Lines> kLines = ManyLines();
  static const Lines kOrigins = {"https://a.test",      "https://a.test",
                                 "https://a.test.evil", "null",
                                 "http://a.test",       "bad"};
  static const Lines kStatuses = {"200 OK", "200 OK", "204 X",
                                  "302 X",  "407 X",  "304  X "};
  Filter filter(GetParam());
  ScriptApi api;
  size_t exposed = 0;
  for (int i = 0; i < 20000; ++i) {
    Request request;
    request.origin = pick(kOrigins);
    request.url = pick(kPlaces).url;
    if (random() % 9 == 0) request.url = "bad";
    request.mode = static_cast<Mode>(random() % 3 ? 0 : random() % 4);
    request.credentials_mode = static_cast<CredentialsMode>(random() % 3);
    request.redirect_mode = static_cast<RedirectMode>(random() % 3);
    request.initiator = static_cast<Initiator>(random() % 2);
    Lines lines = pick(kLines);
    if (random() % 4 != 0) {
      lines.insert(lines.begin(),
                   "Access-Control-Allow-Origin: " +
                       std::string(random() % 2 ? "*" : request.origin));
    }
    if (random() % 2 == 0) {
      lines.push_back("Access-Control-Allow-Credentials: true");
    }
    if (random() % 3 != 0) {
      lines.push_back("Access-Control-Expose-Headers: " + pick(ExposeLists()));
    }
    if (random() % 9 == 0) lines.push_back("a line");
    if (random() % 9 == 0) lines.push_back(" folded");
    std::string head = Head(pick(kStatuses), lines) + "body";
    if (random() % 20 == 0) head.resize(random() % head.size());
    const auto fresh = std::make_unique<Filter>(GetParam());
    ScriptApi fresh_api;
    if (random() % 3 != 0) {
      ASSERT_EQ(TextOf(filter.Run(request, head), &api),
                TextOf(fresh->Run(request, head), &fresh_api))
          << i << head;
    } else {
      std::vector<Header> headers;
      for (const std::string& line : lines) {
        const std::string_view view = line;
        const size_t colon = view.find(':');
        if (colon == std::string_view::npos) {
          headers.push_back({view, {}});
        } else {
          headers.push_back({view.substr(0, colon), view.substr(colon + 1)});
        }
      }
      const int status = random() % 9 ? 200 : static_cast<int>(random() % 1100);
      ASSERT_EQ(TextOf(filter.Run(request, status, "X", headers), &api),
                TextOf(fresh->Run(request, status, "X", headers), &fresh_api))
          << i;
    }
    exposed += api.Entries(filter.response()).size() > 1;
    // An embedder's own verdicts come between.
    if (random() % 9 == 0) {
      ASSERT_EQ(
          TextOf(filter.TurnIntoNetworkError(Reason::kBlockedByNosniff), &api),
          TextOf(fresh->TurnIntoNetworkError(Reason::kBlockedByNosniff),
                 &fresh_api));
    }
    if (random() % 9 == 0) {
      const FilteredResponse& seen =
          filter.NetworkError(Reason::kConnectionClosed);
      EXPECT_TRUE(seen.outcomes().empty());
      ASSERT_EQ(
          TextOf(seen, &api),
          TextOf(fresh->NetworkError(Reason::kConnectionClosed), &fresh_api));
    }
  }
  EXPECT_GT(exposed, 1000u);
}

INSTANTIATE_TEST_SUITE_P(Profiles, FilterReuseTest,
                         testing::ValuesIn(kProfiles),
                         [](const auto& info) { return NameOf(info.param); });

}  // namespace
}  // namespace corsieve::tests
