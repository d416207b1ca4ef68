// Every inner loop gives what the slow way gives, byte for byte and whatever it
// is given; inputs end at a page that cannot be read.

#include "engine/hot_path/hot_path.h"

#include <array>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "corsieve/corsieve.h"
#include "engine/base/bytes.h"
#include "engine/base/token_list.h"
#include "engine/filter/filter_state.h"
#include "engine/headers/header_name.h"
#include "engine/headers/header_table.h"
#include "engine/headers/name_list.h"
#include "engine/simd/simd.h"
#include "gtest/gtest.h"
#include "tests/conformance.h"
#include "tests/guard_page.h"
#include "tests/read_head.h"

namespace corsieve {
namespace {

using tests::GuardedRoom;

constexpr std::string_view kPage = "http://client.test";
constexpr std::string_view kServer = "http://server.test/x";

std::string Quoted(std::string_view bytes) {
  std::string text = "\"";
  for (char c : bytes) {
    char buffer[8];
    const bool plain = c >= ' ' && c <= '~' && c != '"' && c != '\\';
    std::snprintf(buffer, sizeof(buffer), plain ? "%c" : "\\x%02x",
                  static_cast<unsigned char>(c));
    text += buffer;
  }
  return text + "\"";
}

std::string TextOf(const ResponseHead& head, const HeaderList& list) {
  std::string text =
      head.error ? std::string(ReasonName(*head.error)) : std::string("read");
  text += " " + std::to_string(head.status) + " " +
          Quoted(head.status_message) + " " + std::to_string(head.body_offset) +
          " " + std::to_string(head.error_offset) + "\n";
  for (size_t i = 0; i < list.size(); ++i) {
    text += std::to_string(static_cast<int>(TableOf(list).id(i))) + " " +
            Quoted(list[i].name) + ": " + Quoted(list[i].value) + "\n";
  }
  return text;
}

std::string TextOf(const FilteredResponse& seen, ScriptApi* api) {
  std::string text(ResponseTypeName(seen.type()));
  text += " " + std::string(ReasonName(seen.reason())) + " " +
          std::to_string(seen.status()) + " " + Quoted(seen.status_message()) +
          " " + std::to_string(seen.body_offset()) + "\n";
  for (const Outcome& o : seen.outcomes()) {
    text += Quoted(o.name) + ": " + Quoted(o.value) + " " +
            std::string(ReasonName(o.reason)) + "\n";
  }
  for (std::string_view name : seen.cors_exposed_header_name_list().names()) {
    text += "lists " + Quoted(name) + "\n";
  }
  for (const Header& h : api->Entries(seen)) {
    text += "shows " + Quoted(h.name) + ": " + Quoted(h.value) + "\n";
  }
  return text + Quoted(api->GetAllResponseHeaders(seen));
}

// Holds every inner loop against the slow way.
class HotPathTest : public testing::Test {
 protected:
  HotPathTest() : room_(1 << 16) {
    for (const ProfileInfo& profile : AllProfiles()) {
      for (const HotPath* path : AllHotPaths()) {
        filters_.push_back(FilterAccess::Make(profile.profile, *path));
      }
    }
  }

  static Request RequestOf(CredentialsMode credentials, Initiator initiator) {
    Request request;
    request.origin = kPage;
    request.url = kServer;
    request.credentials_mode = credentials;
    request.initiator = initiator;
    return request;
  }

  // The whole answer, and reading alone.
  void Check(std::string_view head, const Request& request) {
    if (head.size() > room_.size()) return;
    const std::string_view bytes =
        at_end_ ? room_.CopyToEnd(head) : room_.CopyToBegin(head);
    at_end_ = !at_end_;
    size_t filter = 0;
    for (const ProfileInfo& profile : AllProfiles()) {
      std::string read;
      std::string seen;
      for (const HotPath* path : AllHotPaths()) {
        HeaderList list;
        const ResponseHead got =
            tests::ReadHeadAs(profile.profile, bytes, request, *path, &list);
        const std::string got_read = TextOf(got, list);
        const std::string got_seen =
            TextOf(filters_[filter++]->Run(request, bytes), &api_);
        if (path == &NoHotPath()) {
          read = got_read;
          seen = got_seen;
          continue;
        }
        ASSERT_EQ(got_read, read)
            << profile.name << " " << path->name << " " << Quoted(head);
        ASSERT_EQ(got_seen, seen)
            << profile.name << " " << path->name << " " << Quoted(head);
      }
    }
  }
  void Check(std::string_view head) {
    Check(head, RequestOf(CredentialsMode::kSameOrigin, Initiator::kFetch));
    if (HasFatalFailure()) return;
    Check(head,
          RequestOf(CredentialsMode::kInclude, Initiator::kXmlHttpRequest));
  }

  // What read_clean_head says to it, of all that are not NoHotPath().
  bool IsClean(std::string_view head) {
    std::optional<bool> clean;
    for (const HotPath* path : AllHotPaths()) {
      HeaderTable list;
      CleanHead read;
      const bool is =
          path->read_clean_head(room_.CopyToEnd(head), &list, &read);
      if (path == &NoHotPath()) {
        EXPECT_FALSE(is);
        continue;
      }
      EXPECT_EQ(clean.value_or(is), is) << path->name << " " << Quoted(head);
      clean = is;
    }
    return clean.value_or(false);
  }

  GuardedRoom room_;
  bool at_end_ = true;
  std::vector<std::unique_ptr<Filter>> filters_;
  ScriptApi api_;
};

const std::string kStart = "HTTP/1.1 200 OK\r\n";
const std::string kCors =
    "Access-Control-Allow-Origin: *\r\n"
    "Access-Control-Expose-Headers: X-A, x-b,X-Long\r\n";

TEST_F(HotPathTest, TheBestIsTheLast) {
  ASSERT_GE(AllHotPaths().size(), 2u);
  EXPECT_EQ(AllHotPaths()[0], &NoHotPath());
  EXPECT_EQ(AllHotPaths()[1]->name, "portable");
  EXPECT_EQ(AllHotPaths().back(), &BestHotPath());
}

// Or else the fast way would be tested without being taken.
TEST_F(HotPathTest, OrdinaryHeadsAreClean) {
  EXPECT_TRUE(IsClean(kStart + kCors + "X-A: 1\r\n\r\n"));
  EXPECT_TRUE(IsClean("HTTP/1.0 404 Not Found\r\n" + kCors + "\r\nbody"));
  EXPECT_TRUE(IsClean("HTTP/1.1 204\r\n" + kCors + "\r\n"));
  EXPECT_TRUE(IsClean(kStart + kCors + "X-A:\r\nX-B:1\r\nX-C:   2   \r\n\r\n"));
  EXPECT_TRUE(IsClean(kStart + kCors + "X-A: caf\xe9\x0e\x1f\x7f\r\n\r\n"));
  EXPECT_TRUE(IsClean(kStart + kCors + std::string(33, 'n') + ": v\r\n\r\n"));
  EXPECT_TRUE(IsClean(kStart + kCors + std::string(300, 'n') + ": v\r\n\r\n"));
  // A body of any kind.
  EXPECT_TRUE(IsClean(kStart + kCors + "\r\n" + std::string(200, '\0')));
  EXPECT_TRUE(IsClean(kStart + kCors + "\r\n\r\n\n\r\t"));
}

TEST_F(HotPathTest, OddHeadsAreNot) {
  for (const std::string& head : {
           std::string(),
           kStart + "A: b\r\n\r\n",               // Shorter than a block.
           kStart + kCors,                        // No empty line.
           kStart + kCors + "\r",                 //
           kStart + kCors + "\n",                 // Bare LF
           kStart + kCors + "X-A: 1\n\r\n",       //
           "HTTP/1.1 200 OK\n" + kCors + "\r\n",  //
           kStart + kCors + "X-A\r\n\r\n",        // No colon.
           kStart + kCors + "x\r\n\r\n",          //
           kStart + kCors + ": 1\r\n\r\n",        // No name.
           kStart + kCors + "X A: 1\r\n\r\n",     //
           kStart + kCors + "X-A : 1\r\n\r\n",    //
           kStart + kCors + "X-\xe9: 1\r\n\r\n",  //
           kStart + kCors + "X-^: 1\r\n\r\n",     // A token, but not plain.
           kStart + kCors + "X|a: 1\r\n\r\n",     //
           kStart + kCors + "*: 1\r\n\r\n",       //
           kStart + kCors + " folded\r\n\r\n",    //
           kStart + kCors + "X-A: 1\t\r\n\r\n",   //
           kStart + kCors + "X-A: \r1\r\n\r\n",   // Stray CR
           kStart + kCors + "X-A: 1\r\r\n\r\n",   //
           kStart + kCors + "X-A: 1\r\n\r\r\n",   //
           kStart + kCors + std::string("X-A: \0\r\n\r\n", 10),
           "HTTP/1.1 100 C\r\n" + kCors + "\r\n",   // Interim
           "HTTP/1.1 99 OK\r\n" + kCors + "\r\n",   //
           "HTTP/1.1 2000 \r\n" + kCors + "\r\n",   //
           "HTTP/1.1 200OK\r\n" + kCors + "\r\n",   //
           "HTTP/1.1  200 \r\n" + kCors + "\r\n",   //
           "HTTP/1.2 200 OK\r\n" + kCors + "\r\n",  //
           "HTTP/2.0 200 OK\r\n" + kCors + "\r\n",  //
           "http/1.1 200 OK\r\n" + kCors + "\r\n",  //
           "HTTP/1.1 2x0 OK\r\n" + kCors + "\r\n",  //
           "\r\n" + kStart + kCors + "\r\n",        //
           "\n" + kStart + kCors + "\r\n",          //
           "\n\n" + kStart + kCors + "\r\n",        //
           "X\n\n" + kStart + kCors + "\r\n",       //
       }) {
    EXPECT_FALSE(IsClean(head)) << Quoted(head);
    Check(head);
  }
}

// Every line end, name and blank line meets every place of a block.
TEST_F(HotPathTest, AllPlacesInABlock) {
  for (size_t shift = 0; shift < 130; ++shift) {
    const std::string start =
        "HTTP/1.1 200 " + std::string(shift, 'r') + "\r\n";
    const std::string head = start + kCors + "X-A: 1\r\nx-b:2\r\n";
    ASSERT_TRUE(IsClean(head + "\r\n")) << shift;
    ASSERT_TRUE(IsClean(head + "\r\nbody")) << shift;
    Check(head + "\r\n");
    Check(head + "\r\nbody");
    Check(head + "\r\n" + std::string(100, 'b'));
    Check(head);            // No blank line.
    Check(head + "\r");     //
    Check(head + "y\r\n");  // No colon.
    Check(head + "X-A: \r\r\n\r\n");
    Check(head + "X-A: " + std::string(1, '\0') + "\r\n\r\n");
    Check(head + "\n" + "X-C: 3\r\n\r\n");
    Check(head + "q\n" + "X-C: 3\r\n\r\n");
    Check(head + "\r\nX-C: 3\r\n\r\n");
    ASSERT_FALSE(HasFailure());
  }
}

TEST_F(HotPathTest, AllNameLengths) {
  for (size_t length = 0; length < 140; ++length) {
    const std::string name(length, 'N');
    for (const char* end : {"", "-", ".", "_", "!", "^", "\x80", " "}) {
      const std::string list =
          "Access-Control-Expose-Headers: " + name + end + "\r\n";
      const std::string line = name + end + ": v\r\n";
      Check(kStart + kCors + line + "\r\n");
      Check(kStart + "Access-Control-Allow-Origin: *\r\n" + list + line + "n" +
            line + "\r\n");
      ASSERT_FALSE(HasFailure());
    }
  }
}

TEST_F(HotPathTest, ManyHeaders) {
  for (size_t count : {0,  1,  2,  14,  15,  16,  17,  18,  60,  61,  62, 63,
                       64, 65, 66, 126, 127, 128, 129, 255, 256, 257, 700}) {
    std::string head = kStart + kCors;
    std::string names;
    for (size_t i = 0; i < count; ++i) {
      const std::string name = "x-" + std::to_string(i * 7919 % 1000);
      head += name + ": " + std::to_string(i) + "\r\n";
      if (i % 3 == 0) names += name + ", ";
    }
    Check(head + "\r\n");
    Check(head + "X-A: 1\r\nx-a:2\r\nContent-Length: 1\r\n\r\n");
    Check(head + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n");
    Check(head + "Access-Control-Expose-Headers: " + names + "\r\n\r\n");
    Check(head + "Access-Control-Expose-Headers: *\r\n\r\n");
    Check(head + "Access-Control-Allow-Origin: *\r\n\r\n");
    // One list, and the last header is a forbidden one that it names.
    const std::string one = kStart + "Access-Control-Allow-Origin: *\r\n" +
                            "Access-Control-Expose-Headers: " + names +
                            "Set-Cookie\r\n" +
                            head.substr(kStart.size() + kCors.size());
    Check(one + "\r\n");
    Check(one + "Set-Cookie: c\r\n\r\n");
    ASSERT_FALSE(HasFailure());
  }
}

// Lists of names, of every length around that of a block.
TEST_F(HotPathTest, ExposeLists) {
  const std::string start = kStart + "Access-Control-Allow-Origin: *\r\n";
  for (size_t shift = 0; shift < 140; ++shift) {
    const std::string pad(shift, 'p');
    for (const std::string& list :
         {pad, pad + ",X-A", pad + " , x-a\t,\t", pad + ",,, ,x-b,", pad + " x",
          pad + ", x-a b", pad + "\tx-a", pad + ",*", pad + " ,\t*", pad + "@",
          pad + ",x-a,^", pad + ",x-a|,x-b", pad + ",\xe9", "," + pad,
          " \t" + pad + ", x-b ,", pad + std::string(150, ' ') + "x-a",
          pad + std::string(150, '\t') + ", x-a",
          pad + ",set-cookie,x-a,X-A"}) {
      Check(start + "Access-Control-Expose-Headers: " + list +
            "\r\nX-A: 1\r\nx-b: 2\r\nSet-Cookie: c\r\n" + pad +
            "q: 1\r\nX-A^: 1\r\nx-a|: 2\r\n\r\n");
      Check(start + "X-A: 1\r\nx-b: 2\r\nSet-Cookie: c\r\n" + pad +
            "q: 1\r\n*: 4\r\nAccess-Control-Expose-Headers: " + list +
            "\r\n\r\n");
      ASSERT_FALSE(HasFailure());
    }
  }
}

// A list that is read alone, with and without bytes behind it.
TEST_F(HotPathTest, SplitsTokensAsTheSlowWayDoes) {
  std::mt19937 random(5);
  const std::string alphabet = "aZ-,, \t*_^9@";
  for (int i = 0; i < 40000; ++i) {
    std::string list;
    const size_t length = random() % 150;
    const size_t kinds = 6 + random() % 7;
    while (list.size() < length) list += alphabet[random() % kinds];
    NameList want;
    const auto add = [&](std::string_view token) { want.Append(token); };
    const bool is_list = !ReadTokenList(list, false, add);
    const bool is_plain = want.are_plain();
    for (const HotPath* path : AllHotPaths()) {
      if (path == &NoHotPath()) continue;
      const bool more_behind = i % 2;
      const std::string_view bytes =
          room_.CopyToEnd(list + (more_behind ? std::string(96, 'z') : ""));
      const char* const end = bytes.data() + bytes.size();
      NameList got;
      got.Append("before");
      HeaderTable none;
      none.Append("none", "");
      std::array<Reason, 64> reasons{};
      const Tokens tokens = path->split_tokens(
          bytes.substr(0, list.size()), i % 3 ? end : nullptr,
          {none, Reason::kNotExposed, Reason::kExposedByName, reasons.data()},
          &got);
      const bool split = tokens != Tokens::kRefused;
      EXPECT_EQ(split, is_list && is_plain) << path->name << " " << list;
      if (!split) continue;
      ASSERT_EQ(got.size(), want.size() + 1) << list;
      for (size_t k = 0; k < want.size(); ++k) {
        ASSERT_EQ(got.names()[k + 1], want.names()[k]) << list;
        ASSERT_EQ(std::string_view(got.folded(k + 1), kFoldedSize),
                  std::string_view(want.folded(k), kFoldedSize))
            << list;
      }
    }
  }
}

// Seeded: lines of all kinds in any order, then bytes changed.
TEST_F(HotPathTest, RandomHeads) {
  const std::vector<std::string> lines = {
      "Access-Control-Allow-Origin: *\r\n",
      "Access-Control-Allow-Origin: http://client.test\r\n",
      "access-control-allow-credentials: true\r\n",
      "Access-Control-Expose-Headers: x-a, X-B , ETag\r\n",
      "Access-Control-Expose-Headers: *\r\n",
      "Content-Length: 5\r\n",
      "Content-Length: 5, 5\r\n",
      "content-type:text/plain\r\n",
      "Set-Cookie: a=b\r\n",
      "Location: /x\r\n",
      "Transfer-Encoding: chunked\r\n",
      "Content-Encoding: gzip\r\n",
      "Connection: x-a\r\n",
      "WWW-Authenticate: Basic\r\n",
      "X-A: 1\r\n",
      "x-a:  2  \r\n",
      "X-B:\r\n",
      "x_underscore-and-a-name-beyond-thirty-two: 1\r\n",
      "ETag: \"caf\xe9\"\r\n",
      "X-Bare: 1\n",
      "X Bad: 1\r\n",
      " folded\r\n",
      "X^Y: 1\r\n",
      "X-Tab: a\tb\r\n",
  };
  const std::vector<std::string> starts = {
      "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\n",
      "HTTP/1.0 200 OK\r\n", "HTTP/1.1 302 F\r\n",
      "HTTP/1.1 204\r\n",    "HTTP/1.1 407 P\r\n",
      "HTTP/1.1 200 \r\n",   "HTTP/1.1 103 E\r\n\r\nHTTP/1.1 200 OK\r\n"};
  std::mt19937 random(20261125);
  for (int i = 0; i < 12000; ++i) {
    std::string head = starts[random() % starts.size()];
    const size_t kinds = random() % 4 ? 18 : lines.size();
    for (size_t n = random() % 24; n > 0; --n) head += lines[random() % kinds];
    head += "\r\n";
    if (random() % 4 == 0) head += std::string(random() % 80, 'b');
    for (size_t n = random() % 3; n > 0; --n) {
      head[random() % head.size()] = "\r\n\0\t :,*aA^\xe9"[random() % 12];
    }
    Check(head, RequestOf(static_cast<CredentialsMode>(random() % 3),
                          random() % 2 ? Initiator::kFetch
                                       : Initiator::kXmlHttpRequest));
    ASSERT_FALSE(HasFailure());
  }
}

TEST_F(HotPathTest, HeadsOfTheCases) {
  for (const char* file : {"tests/cases/wpt.ndjson", "tests/cases/own.ndjson",
                           "tests/cases/recorded.ndjson"}) {
    for (const tests::CaseLine& line : tests::ReadCases(file)) {
      for (const tools::Answer& a : line.c.responses) Check(a.head);
      ASSERT_FALSE(HasFailure()) << line.c.id;
    }
  }
}

// Names of one NameKey::hash; long ones are alike in what is hashed for it.
std::vector<std::string> NamesOfOneHash(size_t count, bool are_long) {
  std::vector<std::string> names;
  for (int i = 0; names.size() < count; ++i) {
    std::string name = are_long ? std::string(kFoldedSize, 'l') : "X-Name-";
    name += std::to_string(i);
    char folded[kFoldedSize];
    if (MakeNameKey(name, folded).hash ==
            MakeNameKey("X-Name-7", folded).hash ||
        are_long) {
      names.push_back(name);
    }
  }
  return names;
}

TEST_F(HotPathTest, HeadersOfOneHash) {
  for (bool are_long : {false, true}) {
    for (size_t count : {1, 2, 8, 9, 15, 16, 17, 40, 60, 61, 62, 70}) {
      const std::vector<std::string> names = NamesOfOneHash(count, are_long);
      std::string headers;
      std::string list;
      for (size_t i = 0; i < count; ++i) {
        headers += names[i] + ": " + std::to_string(i) + "\r\n";
        if (i % 3 != 1) list += names[count - 1 - i] + ",";
      }
      const std::string head = kStart + "Access-Control-Allow-Origin: *\r\n" +
                               headers +
                               "Access-Control-Expose-Headers: " + list;
      Check(head + "\r\n\r\n");
      Check(head + "x-z\r\n\r\n");
      ASSERT_FALSE(HasFailure());
    }
  }
}

}  // namespace
}  // namespace corsieve
