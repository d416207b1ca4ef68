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
