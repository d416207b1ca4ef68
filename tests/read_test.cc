// What engines do with headers once they are read: the same for a head that is
// clean and for one that is not.

#include "engine/read/read.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corsieve/corsieve.h"
#include "engine/filter/filter_state.h"
#include "engine/hot_path/hot_path.h"
#include "gtest/gtest.h"
#include "tests/exchange_helpers.h"

namespace corsieve::tests {
namespace {

struct Row {
  Profile profile;
  std::string version;
  Lines lines;
  Reason reason;
  std::optional<size_t> refused;  // Which line.
};

// A refusal points at the header that shows it.
TEST(ReadTest, Refusals) {
  const Lines lengths = {"Content-Length: 1", "Content-Length: 2"};
  const Lines chunked = {"Transfer-Encoding: chunked", "Content-Length: 1",
                         "Content-Length: 2"};
  const std::vector<Row> rows = {
      {Profile::kChromium, "1.1", lengths, Reason::kContentLengthConflict, 1},
      {Profile::kChromium, "1.0", lengths, Reason::kContentLengthConflict, 1},
      // Lengths do not count where chunks do, which HTTP/1.0 does not have.
      {Profile::kChromium, "1.1", chunked, Reason::kSameOrigin, {}},
      {Profile::kChromium, "1.0", chunked, Reason::kContentLengthConflict, 2},
      {Profile::kChromium,
       "1.1",
       {"Location: /1", "X-A: 1", "Location: /2"},
       Reason::kDuplicateConflict,
       2},
      {Profile::kChromium,
       "1.1",
       {"X-A: 1", "Content-Encoding: a=b"},
       Reason::kFramingMalformed,
       1},
      {Profile::kFirefox, "1.1", lengths, Reason::kContentLengthConflict, 1},
      {Profile::kFirefox,
       "1.1",
       {"X-A: 1", "Content-Length: 1, 2"},
       Reason::kContentLengthConflict,
       1},
      {Profile::kFirefox,
       "1.1",
       {"Location: /1", "X-A: 1", "Location: /2"},
       Reason::kDuplicateConflict,
       2},
      {Profile::kWebKit, "1.1", lengths, Reason::kSameOrigin, {}},
      {Profile::kWebKit,
       "1.1",
       {"X-A: 1", "Transfer-Encoding: gzip"},
       Reason::kFramingMalformed,
       1},
      {Profile::kWebKit,
       "1.0",
       {"Connection: transfer-encoding", "Transfer-Encoding: gzip"},
       Reason::kSameOrigin,
       {}},
  };
  for (const Row& row : rows) {
    Lines lines = row.lines;
    lines.push_back("X-Padding: " + std::string(64, 'p'));
    std::string head = Head("200 OK", lines);
    head.replace(5, 3, row.version);
    std::optional<size_t> at;
    if (row.refused) at = head.find(row.lines[*row.refused] + "\r");
    for (const HotPath* hot_path : AllHotPaths()) {
      SCOPED_TRACE(NameOf(row.profile) + " " + std::string(hot_path->name) +
                   "\n" + head);
      const auto filter = FilterAccess::Make(row.profile, *hot_path);
      const FilteredResponse& seen = filter->Run(Get("https://a.test/"), head);
      EXPECT_EQ(seen.reason(), row.reason);
      EXPECT_EQ(seen.error_offset(), at);
    }
  }
}

// What fails a response fails it in an interim head too, but for what Chromium
// does not look at in Early Hints.
TEST(ReadTest, InterimRefusals) {
  const std::string padding = "X-Padding: " + std::string(64, 'p');
  for (const char* status : {"100 Continue", "102 Processing", "199 Odd"}) {
    const std::string head =
        Head(status, {"Content-Encoding: a=b", padding}) + Ok();
    Filter filter(Profile::kChromium);
    EXPECT_EQ(filter.Run(Get("https://a.test/"), head).reason(),
              Reason::kFramingMalformed)
        << status;
  }
  const std::string hints =
      Head("103 Early Hints", {"Content-Encoding: a=b", padding}) + Ok();
  Filter filter(Profile::kChromium);
  EXPECT_EQ(filter.Run(Get("https://a.test/"), hints).reason(),
            Reason::kSameOrigin);
}

// A Headers object does not show all; what is no header was none before.
TEST(ReadTest, WhatAHeadersObjectHides) {
  const auto reasons = [](Profile profile, const Lines& lines,
                          Initiator initiator) {
    const std::string head = Head("200 OK", lines);
    Request request = Get("https://a.test/");
    request.initiator = initiator;
    Filter filter(profile);
    std::string text;
    for (const Outcome& o : filter.Run(request, head).outcomes()) {
      text += std::string(ReasonName(o.reason)) + " ";
    }
    return text;
  };
  const Lines lines = {"X(a): 1", "no colon", "X-A: 1"};
  EXPECT_EQ(reasons(Profile::kWebKit, lines, Initiator::kFetch),
            "DroppedByEngine MalformedLine BasicResponse ");
  EXPECT_EQ(reasons(Profile::kWebKit, lines, Initiator::kXmlHttpRequest),
            "BasicResponse MalformedLine BasicResponse ");
}

// An opaque response has no Headers object to hide anything from.
TEST(ReadTest, OpaqueResponsesKeepWhatWasReceived) {
  const std::string head = Head("200 OK", {"X-A: a\rb", "X-B: 1"});
  for (Mode mode : {Mode::kCors, Mode::kNoCors}) {
    const bool opaque = mode == Mode::kNoCors;
    Request request = Get(opaque ? "https://b.test/" : "https://a.test/");
    request.mode = mode;
    Filter filter(Profile::kFirefox);
    const FilteredResponse& seen = filter.Run(request, head);
    EXPECT_FALSE(seen.is_network_error()) << ReasonName(seen.reason());
    EXPECT_EQ(seen.internal_response().header_list.Contains("X-A"), opaque);
    EXPECT_TRUE(seen.internal_response().header_list.Contains("X-B"));
  }
}

// Each engine trims other blanks from a reason phrase.
TEST(ReadTest, StatusTexts) {
  struct {
    Profile profile;
    std::string_view text;
  } const kRows[] = {{Profile::kStandard, " \tOK\t "},
                     {Profile::kChromium, "\tOK\t"},
                     {Profile::kFirefox, "OK\t "},
                     {Profile::kWebKit, "OK"}};
  const std::string head =
      Head("200  \tOK\t ", {"X-Padding: " + std::string(64, 'p')});
  for (const auto& row : kRows) {
    for (const HotPath* hot_path : AllHotPaths()) {
      const auto filter = FilterAccess::Make(row.profile, *hot_path);
      EXPECT_EQ(filter->Run(Get("https://a.test/"), head).status_message(),
                row.text)
          << NameOf(row.profile) << " " << hot_path->name;
    }
  }
}

}  // namespace
}  // namespace corsieve::tests
