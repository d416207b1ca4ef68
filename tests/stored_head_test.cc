// A 304 that changes nothing changes nothing: what script sees of a stored head
// that one revalidates is what it sees of the head alone. In every profile, of
// every recorded head; and 304s that change headers, against the reference.

#include <map>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "corsieve/corsieve.h"
#include "corsieve/revalidation.h"
#include "gtest/gtest.h"
#include "tests/conformance.h"
#include "tests/reference/reference.h"
#include "tools/run_case.h"

namespace corsieve::tests {
namespace {

constexpr std::string_view kNotModified = "HTTP/1.1 304 Not Modified\r\n\r\n";

// All that script and embedder can tell of a response, but for where its bytes
// were.
std::string TextOf(const Exchange& exchange, ScriptApi* api) {
  const FilteredResponse& seen = exchange.response();
  std::string text(ResponseTypeName(seen.type()));
  text += " " + std::string(ReasonName(seen.reason())) + " " +
          std::to_string(seen.internal_response().status) + " " +
          std::string(seen.internal_response().status_message) + " " +
          exchange.response_url() + " " +
          std::to_string(exchange.redirected()) +
          std::to_string(exchange.body_null()) +
          std::to_string(exchange.timing_allow_passed()) + "\n";
  for (const Outcome& o : seen.outcomes()) {
    text += std::string(o.name) + ": " + std::string(o.value) + " " +
            std::string(ReasonName(o.reason)) + "\n";
  }
  for (const Header& h : api->Entries(seen)) {
    text += "shows " + std::string(h.name) + ": " + std::string(h.value) + "\n";
  }
  return text + std::string(api->GetAllResponseHeaders(seen));
}

// Whether a browser could have stored it: it is no 304 itself, and can be read.
bool IsStorable(const Exchange& exchange) {
  const FilteredResponse& latest = exchange.latest();
  return !latest.error_offset() &&
         latest.reason() != Reason::kContentLengthConflict &&
         latest.internal_response().status != 304;
}

// Both answers end where the first response leads on: what follows it is the
// same.
bool IsAnswered(const Exchange& exchange) {
  return exchange.next() == Exchange::Next::kDone ||
         exchange.next() == Exchange::Next::kResolveLocation;
}

// What differs between the head alone and after a 304; "" if nothing. Counts
// in `*held` what was compared.
std::string Difference(const CaseLine& line, Profile profile,
                       Initiator initiator, int* held) {
  std::vector<Header> headers;
  Request request = tools::RequestOf(line.c, &headers);
  request.initiator = initiator;
  request.method = "GET";
  request.body = RequestBody::kNone;
  request.headers = {};
  std::string head = line.c.responses[0].head;
  if (profile != Profile::kStandard) head += line.c.body.value_or("ok");
  ScriptApi api;
  Exchange alone(nullptr, "", profile);
  alone.Start(request, 0);
  if (alone.next() != Exchange::Next::kSendRequest) return "";
  alone.Receive(head, 0);
  if (!IsStorable(alone) || !IsAnswered(alone)) return "";
  Exchange revalidated(nullptr, "", profile);
  revalidated.Start(request, 0);
  revalidated.SetStored(head);
  revalidated.Receive(kNotModified, 0);
  ++*held;
  const std::string want = TextOf(alone, &api);
  const std::string got = TextOf(revalidated, &api);
  if (want == got && alone.next() == revalidated.next() &&
      alone.location() == revalidated.location()) {
    return "";
  }
  return "alone:\n" + want + "after a 304:\n" + got;
}

class StoredHeadTest : public testing::TestWithParam<ProfileInfo> {};

TEST_P(StoredHeadTest, IsWhatItWasAfterA304) {
  std::vector<std::string> files = {"tests/cases/recorded.ndjson",
                                    "tests/cases/wpt.ndjson",
                                    "tests/cases/own.ndjson"};
  if (const auto shared = SharedCases("browsers.ndjson")) {
    files.push_back(*shared);
  }
  int held = 0;
  int different = 0;
  for (const std::string& file : files) {
    for (const CaseLine& line : ReadCases(file)) {
      if (line.c.responses.empty() || line.c.responses[0].parsed) continue;
      for (Initiator initiator :
           {Initiator::kFetch, Initiator::kXmlHttpRequest}) {
        const std::string text =
            Difference(line, GetParam().profile, initiator, &held);
        if (text.empty()) continue;
        if (++different > 5) continue;
        ADD_FAILURE() << line.c.id << " "
                      << (initiator == Initiator::kFetch ? "fetch" : "xhr")
                      << "\n"
                      << text;
      }
    }
  }
  EXPECT_EQ(different, 0) << "of " << held;
  EXPECT_GT(held, 1000);
}

INSTANTIATE_TEST_SUITE_P(Profile, StoredHeadTest,
                         testing::ValuesIn(AllProfiles().begin(),
                                           AllProfiles().end()),
                         [](const auto& info) {
                           return std::string(info.param.name);
                         });

std::string Text(const reference::HeaderList& list) {
  std::string text;
  for (const auto& [name, value] : list) text += name + ": " + value + "\n";
  return text;
}

// 304s that change headers, against the literal transcription.
TEST(NotModifiedTest, IsMergedAsTheReferenceDoes) {
  const std::vector<std::string> names = {"X-A",
                                          "x-a",
                                          "X-B",
                                          "Content-Length",
                                          "Connection",
                                          "connection",
                                          "Keep-Alive",
                                          "Proxy-Authenticate",
                                          "Proxy-Authentication-Info",
                                          "Proxy-Authorization",
                                          "Proxy-Connection",
                                          "TE",
                                          "Transfer-Encoding",
                                          "Upgrade",
                                          "ETag",
                                          "Access-Control-Allow-Origin",
                                          "Access-Control-Expose-Headers"};
  const std::vector<std::string> values = {
      "1", "2", "", "X-B", "x-a, etag", "close,", "\"x-a\"", "keep-alive"};
  std::mt19937 random(3);
  const auto make = [&](reference::HeaderList* pairs, HeaderList* list) {
    pairs->clear();
    list->clear();
    pairs->reserve(40);
    for (size_t n = random() % 40; n > 0; --n) {
      pairs->emplace_back(names[random() % names.size()],
                          values[random() % values.size()]);
      list->Append(pairs->back().first, pairs->back().second);
    }
  };
  for (int i = 0; i < 20000; ++i) {
    reference::HeaderList stored_pairs, pairs;
    HeaderList stored, not_modified, merged;
    make(&stored_pairs, &stored);
    make(&pairs, &not_modified);
    MergeNotModified(stored, not_modified, &merged);
    reference::HeaderList got;
    for (const Header& h : merged) got.emplace_back(h.name, h.value);
    ASSERT_EQ(Text(got), Text(reference::Freshen(stored_pairs, pairs)))
        << Text(stored_pairs) << "304:\n"
        << Text(pairs);
  }
}

// A line of the stored head that its reader does not go by never comes back.
TEST(RevalidationTest, HiddenLinesStayHidden) {
  Request request;
  request.origin = "https://a.test";
  request.url = "https://a.test/";
  const std::string head =
      "HTTP/1.1 200 OK\r\nX-A: 1\r\nX B: hidden\r\nX-C: 3\r\nX-C:\r\n\r\n";
  for (Profile profile :
       {Profile::kChromium, Profile::kFirefox, Profile::kWebKit}) {
    Exchange exchange(nullptr, "", profile);
    exchange.Start(request, 0);
    exchange.SetStored(head);
    exchange.Receive(kNotModified, 0);
    const FilteredResponse& seen = exchange.response();
    ASSERT_EQ(seen.type(), ResponseType::kBasic);
    ASSERT_EQ(seen.outcomes().size(), 4u);
    EXPECT_EQ(seen.outcome(1).reason, Reason::kMalformedLine);
    ScriptApi api;
    EXPECT_EQ(api.Get(seen, "x b"), std::nullopt);
    EXPECT_EQ(api.Get(seen, "x-a"), "1");
  }
}

// Rows that do not count stay where they were received, and do not come from a
// 304.
TEST(RevalidationTest, RowsThatDoNotCount) {
  Request request;
  request.origin = "https://a.test";
  request.url = "https://a.test/";
  Exchange exchange(nullptr, "", Profile::kFirefox);
  exchange.Start(request, 0);
  exchange.SetStored(
      "HTTP/1.1 200 OK\r\nX-A: 1\r\nX-A: 2\r\nX B: hidden\r\nX-C: 3\r\n\r\n");
  exchange.Receive(
      "HTTP/1.1 304 Not Modified\r\nX-A: 4\r\nX-A: 5\r\nX D: hidden\r\n\r\n",
      0);
  std::string text;
  for (const Outcome& o : exchange.response().outcomes()) {
    text += std::string(o.name) + "=" + std::string(o.value) + " " +
            std::string(ReasonName(o.reason)) + "; ";
  }
  EXPECT_EQ(text,
            "X-A=2 DroppedByEngine; X B: hidden= MalformedLine; "
            "X-C=3 BasicResponse; X-A=4, 5 BasicResponse; ");
}

// What Firefox joins by LF is in no Headers object, whichever of the two heads
// has it.
TEST(RevalidationTest, LineFeedsOfEither) {
  const std::string lines = "WWW-Authenticate: a\r\nWWW-Authenticate: b\r\n";
  // Long enough to be clean: of other heads, all values are looked at.
  const std::string end = "X-Padding: " + std::string(64, 'p') + "\r\n\r\n";
  for (bool stored : {false, true}) {
    for (Initiator initiator :
         {Initiator::kFetch, Initiator::kXmlHttpRequest}) {
      Request request;
      request.origin = "https://a.test";
      request.url = "https://a.test/";
      request.initiator = initiator;
      const std::string head =
          "HTTP/1.1 200 OK\r\nX-A: 1\r\n" + (stored ? lines : "") + end;
      const std::string not_modified =
          "HTTP/1.1 304 Not Modified\r\nX-B: 1\r\n" + (stored ? "" : lines) +
          end;
      Exchange exchange(nullptr, "", Profile::kFirefox);
      exchange.Start(request, 0);
      exchange.SetStored(head);
      exchange.Receive(not_modified, 0);
      const FilteredResponse& seen = exchange.response();
      ASSERT_EQ(seen.type(), ResponseType::kBasic);
      ScriptApi api;
      EXPECT_EQ(api.Get(seen, "x-a"), "1");
      EXPECT_EQ(api.Get(seen, "x-b"), "1");
      EXPECT_EQ(api.Get(seen, "www-authenticate").has_value(),
                initiator == Initiator::kXmlHttpRequest);
    }
  }
}

// A 304 of contradicting lengths is refused where its head alone would be.
TEST(RevalidationTest, LengthsOfThe304) {
  Request request;
  request.origin = "https://a.test";
  request.url = "https://a.test/";
  const std::string head = "HTTP/1.1 200 OK\r\nX-A: 1\r\n\r\n";
  const std::string not_modified =
      "HTTP/1.1 304 N\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n";
  const std::map<Profile, Reason> expected = {
      {Profile::kStandard, Reason::kContentLengthConflict},
      {Profile::kChromium, Reason::kContentLengthConflict},
      {Profile::kFirefox, Reason::kContentLengthConflict},
      {Profile::kWebKit, Reason::kSameOrigin}};
  for (const auto& [profile, reason] : expected) {
    Exchange exchange(nullptr, "", profile);
    exchange.Start(request, 0);
    exchange.SetStored(head);
    exchange.Receive(not_modified, 0);
    EXPECT_EQ(ReasonName(exchange.response().reason()), ReasonName(reason))
        << GetProfileInfo(profile).name;
  }
}

}  // namespace
}  // namespace corsieve::tests
