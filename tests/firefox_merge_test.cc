#include "engine/read/firefox_merge.h"

#include <algorithm>
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
  std::string text =
      list->odd_values() == OddValues::kNowhere ? "" : "with LF\n";
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
    // Up to a size at which the pairs are too many: what is left is chained.
    std::vector<std::string> lines(1 + random() % (i % 8 ? 12 : 64));
    for (std::string& line : lines) line = kLines[random() % kLines.size()];
    const std::string want = Merged(lines, {}, &few);
    ASSERT_EQ(Merged(lines, behind, &many), want) << lines[0];
    conflicts += want.find('\n') == want.npos;
  }
  EXPECT_GT(conflicts, 1000);
  EXPECT_LT(conflicts, 19000);
}

// Without conflicts, so that all is merged, whatever is compared on the way.
TEST(FirefoxMergeTest, ManyPairsAreMergedAsFewAre) {
  std::vector<std::string> behind(64, "Y: 1");
  std::mt19937 random(20261129);
  HeaderTable few;
  HeaderTable many;
  for (int i = 0; i < 2000; ++i) {
    std::vector<std::string> lines(1 + random() % 64);
    for (std::string& line : lines) {
      line = "X-" + std::to_string(random() % (1 + i % 40)) + ": " +
             std::to_string(random() % 3);
    }
    ASSERT_EQ(Merged(lines, behind, &many), Merged(lines, {}, &few))
        << lines.size() << " " << i;
  }
}

// Names that are compared in vain: all have one hash.
std::vector<std::string> NamesThatMeet(size_t count) {
  std::vector<std::string> names;
  char folded[kFoldedSize];
  for (int i = 0; names.size() < count; ++i) {
    const std::string name = "X-" + std::to_string(i);
    if (MakeNameKey(name, folded).hash == 7) names.push_back(name);
  }
  return names;
}

// What is left when too many were compared is chained.
TEST(FirefoxMergeTest, NamesThatMeetAreMergedAsOthersAre) {
  const std::vector<std::string> names = NamesThatMeet(21);
  std::vector<std::string> behind(64, "Y: 1");
  std::mt19937 random(20261130);
  HeaderTable few;
  HeaderTable many;
  for (int i = 0; i < 500; ++i) {
    std::vector<std::string> lines;
    for (int k = 0; k < 3; ++k) {
      for (const std::string& name : names) {
        lines.push_back(name + ": " + std::to_string(k));
      }
    }
    if (i > 0) std::shuffle(lines.begin(), lines.end(), random);
    ASSERT_EQ(Merged(lines, {}, &few), Merged(lines, behind, &many)) << i;
  }
}

std::string AfterDrop(bool is_redirect, HeaderTable* table) {
  DropForFirefoxHeaders(is_redirect, table);
  std::string text;
  for (size_t i = 0; i < table->size(); ++i) {
    text += std::to_string(static_cast<int>(table->kind(i))) + " " +
            std::string((*table)[i].name) + "=" +
            std::string((*table)[i].value) + ";";
  }
  return text;
}

// What Firefox's Headers do not take: P05621, P08881.
TEST(FirefoxMergeTest, HeadersTakeNoLineBreaks) {
  const auto fill = [](HeaderTable* table) {
    table->clear();
    table->Append("Location", "a\nb");
    table->Append("X", "a\rb");
    table->Append("Y", " a ");
    table->Append("Z", "\na\t");
    table->Append("W", "");
    table->AppendMalformed("a\rb");
    table->Append("Set-Cookie", "a\nb");
    table->Append("V", "a b");
    table->Append("T", "a ");
    table->Append("S", " a");
    table->Append("R", " a ");
    table->Drop(table->size() - 1);
  };
  HeaderTable table;
  fill(&table);
  EXPECT_EQ(AfterDrop(false, &table),
            "0 Location=a\nb;0 X=a\rb;0 Y= a ;0 Z=\na\t;0 W=;1 a\rb=;"
            "0 Set-Cookie=a\nb;0 V=a b;0 T=a ;0 S= a;2 R= a ;")
      << "nothing is odd";
  table.SetOddValues(OddValues::kWhereJoined);
  EXPECT_EQ(AfterDrop(false, &table),
            "0 Location=a\nb;0 X=a\rb;0 Y= a ;0 Z=\na\t;0 W=;1 a\rb=;"
            "2 Set-Cookie=a\nb;0 V=a b;0 T=a ;0 S= a;2 R= a ;");
  for (bool is_redirect : {false, true}) {
    fill(&table);
    table.SetOddValues(OddValues::kAnywhere);
    EXPECT_EQ(AfterDrop(is_redirect, &table),
              std::string(is_redirect ? "0" : "2") +
                  " Location=a\nb;2 X=a\rb;0 Y=a;0 Z=a;0 W=;1 a\rb=;"
                  "2 Set-Cookie=a\nb;0 V=a b;0 T=a;0 S=a;2 R= a ;");
  }
}

}  // namespace
}  // namespace corsieve
