#include "engine/read/firefox_merge.h"

#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "corsieve/response_head.h"
#include "engine/headers/header_name.h"
#include "gtest/gtest.h"

namespace corsieve {
namespace {

const std::vector<std::string> kLines = {"X-A: 1",
                                         "x-a: 2",
                                         "X-A:",
                                         "X-A",
                                         "Set-Cookie: a",
                                         "set-cookie: b",
                                         "Content-Type:",
                                         "Content-Type: a",
                                         "Location: /",
                                         "Location: /b",
                                         "Content-Length:1",
                                         "Content-Length:1,1",
                                         "X-Frame-Options:",
                                         "X-Frame-Options: DENY",
                                         "From: a",
                                         "from: b"};

void AppendLine(std::string_view line, HeaderTable* list) {
  const size_t colon = line.find(':');
  if (colon == line.npos) return list->AppendMalformed(line);
  list->Append(line.substr(0, colon),
               NormalizeHeaderValue(line.substr(colon + 1)));
}

// What is merged of some lines, with others behind them.
std::string Merged(const std::vector<std::string>& lines,
                   const std::vector<std::string>& behind, HeaderTable* list) {
  list->clear();
  for (const auto* part : {&lines, &behind}) {
    for (const std::string& line : *part) {
      AppendLine(line, list);
    }
  }
  const std::optional<Refusal> refusal = MergeFirefoxHeaders(list);
  if (refusal) {
    return std::string(ReasonName(refusal->reason)) + " " +
           std::to_string(refusal->row);
  }
  std::string text = list->values_are_clean() ? "" : "with LF\n";
  for (size_t i = 0; i < lines.size(); ++i) {
    text += std::to_string(static_cast<int>(list->id(i))) + " " +
            std::string((*list)[i].name) + ": " +
            std::string((*list)[i].value) + "\n";
  }
  return text;
}

// Few lines are compared pairwise, many are found by an index.
TEST(FirefoxMergeTest, ManyLinesAreMergedAsFewAre) {
  std::vector<std::string> behind;
  for (int i = 0; i < 64; ++i) {
    behind.push_back(i % 5 ? "X-B" + std::to_string(i) + ": 1" : "X-A");
  }
  std::mt19937 random(20261126);
  HeaderTable few;
  HeaderTable many;  // In memory that was used for other lists before.
  int conflicts = 0;
  for (int i = 0; i < 20000; ++i) {
    std::vector<std::string> lines(1 + random() % 12);
    for (std::string& line : lines) line = kLines[random() % kLines.size()];
    const std::string want = Merged(lines, {}, &few);
    ASSERT_EQ(Merged(lines, behind, &many), want) << lines[0];
    conflicts += want.find('\n') == want.npos;
  }
  EXPECT_GT(conflicts, 1000);
  EXPECT_LT(conflicts, 19000);
}

}  // namespace
}  // namespace corsieve
