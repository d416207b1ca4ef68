// A list of headers is read as the head would be that has them, by every
// instruction set and in every profile; and no byte beyond a name or a value is
// touched.

#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "corsieve/corsieve.h"
#include "engine/filter/filter_state.h"
#include "engine/hot_path/hot_path.h"
#include "gtest/gtest.h"
#include "tests/conformance.h"
#include "tests/guard_page.h"

namespace corsieve::tests {
namespace {

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

// All that is told of a response, but for where its bytes were.
std::string TextOf(const FilteredResponse& seen, ScriptApi* api) {
  std::string text(ResponseTypeName(seen.type()));
  text += " " + std::string(ReasonName(seen.reason())) + " " +
          std::to_string(seen.internal_response().status) + "\n";
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

// Each name and value ends at a page that cannot be read, or begins after one.
class GuardedHeaders {
 public:
  explicit GuardedHeaders(absl::Span<const Header> headers, bool at_end) {
    for (const Header& h : headers) {
      headers_.push_back({Copy(h.name, at_end), Copy(h.value, at_end)});
    }
  }
  const std::vector<Header>& headers() const { return headers_; }

 private:
  std::string_view Copy(std::string_view text, bool at_end) {
    if (text.empty()) return "";
    rooms_.push_back(std::make_unique<GuardedRoom>(text.size()));
    return at_end ? rooms_.back()->CopyToEnd(text)
                  : rooms_.back()->CopyToBegin(text);
  }

  std::vector<std::unique_ptr<GuardedRoom>> rooms_;
  std::vector<Header> headers_;
};

class ReadListTest : public testing::Test {
 protected:
  ReadListTest() {
    for (const ProfileInfo& profile : AllProfiles()) {
      for (const HotPath* path : AllHotPaths()) {
        filters_.push_back(FilterAccess::Make(profile.profile, *path));
      }
      by_bytes_.push_back(std::make_unique<Filter>(profile.profile));
    }
  }

  // All instruction sets answer alike, in each profile.
  void CheckList(const Request& request, int status, std::string_view message,
                 absl::Span<const Header> headers) {
    size_t filter = 0;
    for (const ProfileInfo& profile : AllProfiles()) {
      std::string want;
      for (const HotPath* path : AllHotPaths()) {
        const std::string got = TextOf(
            filters_[filter++]->Run(request, status, message, headers), &api_);
        if (path == &NoHotPath()) want = got;
        ASSERT_EQ(got, want) << profile.name << " " << path->name;
      }
    }
  }

  // The list of a head is answered as the head. Whether there was one to ask.
  bool CheckHead(std::string_view head, const Request& request) {
    HeaderList list;
    const ResponseHead parsed = ParseResponseHead(head, &list);
    HeaderTable table;
    CleanHead clean;
    const bool is_clean = BestHotPath().read_clean_head(head, &table, &clean) &&
                          !clean.is_http_1_0;
    if (parsed.error || !is_clean) return false;
    CheckList(request, parsed.status, parsed.status_message, list.headers());
    for (const ProfileInfo& profile : AllProfiles()) {
      const size_t i = static_cast<size_t>(profile.profile);
      const FilteredResponse& by_bytes = by_bytes_[i]->Run(request, head);
      // The limits of a head's size are those of its bytes.
      if (by_bytes.reason() == Reason::kHeadTooLarge) continue;
      const std::string want = TextOf(by_bytes, &api_);
      const size_t best = (i + 1) * AllHotPaths().size() - 1;
      const std::string got =
          TextOf(filters_[best]->Run(request, parsed.status,
                                     parsed.status_message, list.headers()),
                 &api_);
      EXPECT_EQ(got, want) << profile.name << " " << Quoted(head);
    }
    return true;
  }

  static Request RequestOf(Initiator initiator, CredentialsMode credentials) {
    Request request;
    request.origin = "http://client.test";
    request.url = "http://server.test/x";
    request.initiator = initiator;
    request.credentials_mode = credentials;
    return request;
  }

  std::vector<std::unique_ptr<Filter>> filters_;
  std::vector<std::unique_ptr<Filter>> by_bytes_;
  ScriptApi api_;
};

const Request kCors = [] {
  Request request;
  request.origin = "http://client.test";
  request.url = "http://server.test/x";
  return request;
}();

TEST_F(ReadListTest, OrdinaryListsAreClean) {
  const std::vector<Header> headers = {
      {"Access-Control-Allow-Origin", "*"},
      {"date", "Thu, 01 Jan 1970 00:00:00 GMT"},
      {"A", "1"},
      {"x-empty", ""},
      {"x-blanks", " \t"},
      {"x-trimmed", "  a b\t"},
      {"x-high", "caf\xe9 \x0e\x7f"},
      {std::string_view("x-name-of-more-than-thirty-two-bytes-in-all"), "2"}};
  for (const HotPath* path : AllHotPaths().subspan(1)) {
    HeaderTable table;
    ASSERT_TRUE(path->ReadCleanList("OK", headers, &table)) << path->name;
    ASSERT_EQ(table.size(), headers.size());
    EXPECT_EQ(table[4].value, "");
    EXPECT_EQ(table[5].value, "a b");
    EXPECT_EQ(table.id(0), HeaderId::kAccessControlAllowOrigin);
    ASSERT_TRUE(path->ReadCleanList("", absl::MakeSpan(headers).subspan(0, 6),
                                      &table));
    ASSERT_TRUE(path->ReadCleanList("", {}, &table));
    EXPECT_TRUE(table.empty());
  }
}

TEST_F(ReadListTest, OddListsAreNot) {
  const std::string nul("a\0b", 3);
  for (const Header& odd : std::vector<Header>{{"", "1"},
                                               {"a b", "1"},
                                               {"a:", "1"},
                                               {"a^", "1"},
                                               {"*", "1"},
                                               {"\xe9", "1"},
                                               {"x", nul},
                                               {"x", "a\nb"},
                                               {"x", "a\rb"},
                                               {"x", "\n"},
                                               {"x", "a\r"},
                                               {"x", "a\tb"}}) {
    for (const HotPath* path : AllHotPaths()) {
      HeaderTable table;
      const std::vector<Header> headers = {{"x-a", "1"}, odd, {"x-b", "2"}};
      EXPECT_FALSE(path->ReadCleanList("OK", headers, &table))
          << path->name << Quoted(odd.name) << Quoted(odd.value);
    }
    CheckList(kCors, 200, "", {{odd, {"Access-Control-Allow-Origin", "*"}}});
  }
}

// An expose list is split by blocks: not beyond its end, though there is memory
// of another value somewhere behind it.
TEST_F(ReadListTest, ValuesAreNoOneStretch) {
  GuardedRoom one(8), other(8);
  const bool in_order = one.CopyToEnd("x").data() < other.CopyToEnd("x").data();
  GuardedRoom& low = in_order ? one : other;
  GuardedRoom& high = in_order ? other : one;
  for (size_t size = 1; size <= 70; ++size) {
    const std::string name(size, 'x');
    const std::vector<Header> headers = {
        {"Access-Control-Allow-Origin", "*"},
        {"Access-Control-Expose-Headers", low.CopyToEnd(name)},
        {name, high.CopyToEnd("1")}};
    CheckList(kCors, 200, "OK", headers);
  }
}

// What cannot be in a status line is no status message of a list either.
TEST_F(ReadListTest, StatusMessages) {
  const std::vector<Header> headers = {{"Access-Control-Allow-Origin", "*"}};
  for (const HotPath* path : AllHotPaths()) {
    const auto filter = FilterAccess::Make(Profile::kStandard, *path);
    for (size_t size = 1; size <= 70; ++size) {
      GuardedRoom room(size);
      for (size_t at = 0; at < size; ++at) {
        for (char c : {'\0', '\n', '\r', '\t', ' ', '\xe9'}) {
          std::string message(size, 'm');
          message[at] = c;
          const bool bad = c == '\0' || c == '\n' || c == '\r';
          const FilteredResponse& seen =
              filter->Run(kCors, 200, room.CopyToEnd(message), headers);
          ASSERT_EQ(seen.reason(), bad ? Reason::kStatusLineMalformed
                                       : Reason::kCorsCheckPassed)
              << path->name << Quoted(message);
          ASSERT_EQ(seen.status_message(), bad ? "" : message);
        }
      }
    }
  }
}

// Every size of name and value, and every place of an odd byte, at the edges of
// what can be read.
TEST_F(ReadListTest, TouchesNothingElse) {
  for (size_t size = 1; size <= 140; ++size) {
    const std::string name(size, 'n');
    for (bool at_end : {true, false}) {
      const std::string value(size, 'v');
      const std::string list = name + ",x";
      const std::vector<Header> headers = {
          {"Access-Control-Allow-Origin", "*"},
          {"Access-Control-Expose-Headers", list},
          {name, value},
          {name, ""},
          {"x", value}};
      const GuardedHeaders guarded(headers, at_end);
      CheckList(kCors, 200, "OK", guarded.headers());
      ASSERT_FALSE(HasFailure()) << size;
    }
  }
}

TEST_F(ReadListTest, EveryByteIsLookedAt) {
  for (size_t size = 1; size <= 140; ++size) {
    const std::string plain(size, 'n');
    for (const HotPath* path : AllHotPaths().subspan(1)) {
      HeaderTable table;
      ASSERT_TRUE(path->ReadCleanList("", {{{plain, plain}}}, &table))
          << path->name << " " << size;
    }
    for (size_t at = 0; at < size; ++at) {
      for (char c : {'\0', '\n', '\r', '\xe9', '\t', ' '}) {
        std::string value(size, 'v');
        value[at] = c;
        const std::vector<Header> headers = {
            {"Access-Control-Allow-Origin", "*"}, {"x", value}};
        for (const HotPath* path : AllHotPaths().subspan(1)) {
          HeaderTable table;
          const bool is_clean = path->ReadCleanList("OK", headers, &table);
          const bool at_edge = at == 0 || at + 1 == size;
          const bool good = c == ' ' || c == '\xe9' || (c == '\t' && at_edge);
          ASSERT_EQ(is_clean, good)
              << path->name << " " << size << " " << at << " " << int{c};
          if (!is_clean) continue;
          ASSERT_EQ(table.values_are_ascii(), c != '\xe9')
              << path->name << " " << size << " " << at;
        }
      }
      if (size > 40) continue;
      // A name of which one byte is not plain.
      std::string name(size, 'n');
      name[at] = '^';
      const std::vector<Header> headers = {{name, "1"}};
      for (const HotPath* path : AllHotPaths()) {
        HeaderTable table;
        ASSERT_FALSE(path->ReadCleanList("OK", headers, &table));
      }
    }
  }
}

TEST_F(ReadListTest, ManyHeaders) {
  for (size_t count :
       {0, 1, 3, 4, 5, 14, 16, 62, 63, 64, 65, 127, 128, 129, 700}) {
    std::vector<std::string> names;
    for (size_t i = 0; i < count; ++i) {
      names.push_back("x-" + std::to_string(i * 7919 % 1000));
    }
    std::vector<Header> headers = {
        {"Access-Control-Allow-Origin", "*"},
        {"Access-Control-Expose-Headers", "x-0, X-919,x-838"}};
    for (const std::string& name : names) headers.push_back({name, "1"});
    CheckList(kCors, 200, "", headers);
    headers.push_back({"Content-Length", "1"});
    headers.push_back({"content-length", "2"});
    CheckList(kCors, 200, "", headers);
    ASSERT_FALSE(HasFailure()) << count;
  }
}

TEST_F(ReadListTest, HeadsOfTheCases) {
  std::vector<std::string> files = {"tests/cases/wpt.ndjson",
                                    "tests/cases/own.ndjson",
                                    "tests/cases/recorded.ndjson"};
  if (const auto shared = SharedCases("browsers.ndjson")) {
    files.push_back(*shared);
  }
  int asked = 0;
  for (const std::string& file : files) {
    for (const CaseLine& line : ReadCases(file)) {
      for (const tools::Answer& answer : line.c.responses) {
        if (answer.parsed) continue;
        const std::string& head = answer.head;
        asked += CheckHead(
            head, RequestOf(Initiator::kFetch, CredentialsMode::kOmit));
        CheckHead(head, RequestOf(Initiator::kXmlHttpRequest,
                                  CredentialsMode::kInclude));
        ASSERT_FALSE(HasFailure()) << line.c.id;
      }
    }
  }
  EXPECT_GT(asked, 500);
}

// Seeded: what engines merge, refuse and hide, by both doors.
TEST_F(ReadListTest, RandomHeads) {
  const std::vector<std::string> lines = {
      "Access-Control-Allow-Origin: *",
      "Access-Control-Allow-Origin:",
      "Access-Control-Allow-Origin: http://client.test",
      "access-control-allow-credentials: true",
      "Access-Control-Expose-Headers: x-a, X-B , ETag",
      "Access-Control-Expose-Headers: *",
      "Access-Control-Expose-Headers: x-a x-b",
      "Content-Length: 5",
      "Content-Length: 6",
      "Content-Length: 5, 5",
      "Content-Length: +5",
      "content-type:text/plain",
      "content-type:",
      "Set-Cookie: a=b",
      "Location: /x",
      "Location: /y",
      "Location:",
      "Transfer-Encoding: chunked",
      "Transfer-Encoding: gzip",
      "Content-Encoding: gzip",
      "Content-Encoding: \"br\"",
      "Content-Disposition: a",
      "Content-Disposition: b",
      "Connection: x-a",
      "WWW-Authenticate: Basic",
      "WWW-Authenticate: Digest",
      "X-Frame-Options:",
      "X-Frame-Options: DENY",
      "Strict-Transport-Security: a",
      "Strict-Transport-Security: b",
      "Clear-Site-Data: *",
      "X-A: 1",
      "x-a:  2  ",
      "X-B:",
      "x_underscore-and-a-name-beyond-thirty-two: 1",
      "ETag: \"caf\xe9\"",
      "ETag: \"caf\xc3\xa9\""};
  const std::vector<std::string> starts = {
      "HTTP/1.1 200 OK", "HTTP/1.1 302 F", "HTTP/1.1 204",
      "HTTP/1.1 407 P",  "HTTP/1.1 304 N", "HTTP/1.1 500 caf\xe9"};
  std::mt19937 random(20261129);
  int asked = 0;
  for (int i = 0; i < 12000; ++i) {
    std::string head = starts[random() % starts.size()] + "\r\n";
    for (size_t n = random() % 24; n > 0; --n) {
      head += lines[random() % lines.size()] + "\r\n";
    }
    head += "\r\n";
    asked += CheckHead(
        head,
        RequestOf(random() % 2 ? Initiator::kFetch : Initiator::kXmlHttpRequest,
                  static_cast<CredentialsMode>(random() % 3)));
    ASSERT_FALSE(HasFailure()) << i;
  }
  EXPECT_GT(asked, 9000);
}

}  // namespace
}  // namespace corsieve::tests
