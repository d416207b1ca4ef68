// The pages of reasons: complete, safe to follow, and found by what browsers
// say.

#include "tools/explain/reasons.h"

#include <cctype>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "corsieve/corsieve.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tools/explain/console_sentence.h"
#include "tools/explain/reason_pages.h"
#include "tools/explain/reason_sections.h"

namespace corsieve::tools {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;

constexpr char kFile[] = "docs/reasons.md";

std::vector<std::string> Lines(std::string_view text) {
  std::vector<std::string> lines;
  std::istringstream in{std::string(text)};
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::string Replace(std::string s, std::string_view from, std::string_view to) {
  for (size_t at = 0; (at = s.find(from, at)) != std::string::npos;
       at += to.size()) {
    s.replace(at, from.size(), to);
  }
  return s;
}

// A console's sentence as a person has it, with values in it.
std::string Filled(std::string wording) {
  wording = Replace(wording, "URL", "https://api.example/a?b=c,d");
  wording = Replace(wording, "ORIGIN", "https://app.example");
  wording = Replace(wording, "VALUE", "https://x.example/");
  wording = Replace(wording, "METHOD", "PATCH");
  wording = Replace(wording, "NAME", "x-request-id");
  wording = Replace(wording, "STATUS", "(null)");
  wording = Replace(wording, "SCHEME", "chrome, data, https");
  wording = Replace(wording, "PORT", "6000");
  return Replace(wording, "TYPE", "text/html");
}

std::vector<std::string> Wordings(const ReasonPage& page) {
  std::vector<std::string> all;
  for (std::string_view wordings :
       {page.console.chromium, page.console.firefox, page.console.safari}) {
    for (const std::string& line : Lines(wordings)) all.push_back(line);
  }
  return all;
}

TEST(ReasonPagesTest, EachReasonHasOneInTheSameOrder) {
  const absl::Span<const ReasonInfo> all = AllReasons();
  ASSERT_EQ(all.size(), ResponsePages().size() + HeadPages().size() +
                            CheckPages().size() + RequestPages().size() +
                            PreflightPages().size());
  for (size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(GetReasonPage(i).reason, all[i].reason) << all[i].name;
  }
}

TEST(ReasonPagesTest, SayWhatItMeansAndWhy) {
  for (size_t i = 0; i < AllReasons().size(); ++i) {
    const ReasonPage& page = GetReasonPage(i);
    SCOPED_TRACE(ReasonName(page.reason));
    EXPECT_FALSE(page.rule.meaning.empty());
    EXPECT_FALSE(page.rule.why.empty());
    for (std::string_view text :
         {page.rule.meaning, page.rule.why, page.fix.server, page.fix.page}) {
      if (text.empty()) continue;
      EXPECT_TRUE(std::isupper(text.front()) || text.front() == '*' ||
                  std::islower(text.front()));
      EXPECT_EQ(text.back(), '.') << text;
      EXPECT_EQ(text.find("  "), std::string_view::npos) << text;
      EXPECT_EQ(text.find('\n'), std::string_view::npos) << text;
    }
    // What can be changed has advice for one side at least.
    if (!ReasonFix(page.reason).empty()) {
      EXPECT_FALSE(page.fix.server.empty() && page.fix.page.empty());
    }
  }
}

TEST(ReasonPagesTest, AdviseNothingUnsafe) {
  for (size_t i = 0; i < AllReasons().size(); ++i) {
    const ReasonPage& page = GetReasonPage(i);
    SCOPED_TRACE(ReasonName(page.reason));
    const std::string lines(page.fix.lines);
    const std::string advice =
        std::string(page.fix.server) + lines + std::string(page.fix.page);
    EXPECT_EQ(advice.find("Allow-Origin: null"), std::string::npos);
    const bool has_star = lines.find(": *\n") != std::string::npos;
    const bool has_credentials =
        lines.find("Allow-Credentials") != std::string::npos;
    EXPECT_FALSE(has_star && has_credentials);
    const bool names_origin =
        lines.find("Allow-Origin: https://") != std::string::npos;
    EXPECT_EQ(names_origin, lines.find("Vary: Origin\n") != std::string::npos);
  }
}

TEST(ReasonPagesTest, LinesAreHeaderLines) {
  HeaderList list;
  for (size_t i = 0; i < AllReasons().size(); ++i) {
    const ReasonPage& page = GetReasonPage(i);
    SCOPED_TRACE(ReasonName(page.reason));
    const ResponseHead head = ParseHeaderLines(page.fix.lines, &list);
    EXPECT_FALSE(head.error) << page.fix.lines;
    EXPECT_EQ(list.size(), Lines(page.fix.lines).size());
    for (const Header& header : list) {
      if (header.name != "Access-Control-Allow-Methods") continue;
      for (char c : header.value) EXPECT_FALSE(std::islower(c));
    }
  }
}

// Those that a console is searched for.
TEST(ReasonPagesTest, CorsChecksAndPreflightsHaveTheWordsOfBothConsoles) {
  for (size_t i = 0; i < AllReasons().size(); ++i) {
    const ReasonPage& page = GetReasonPage(i);
    const int number = static_cast<int>(page.reason);
    if (number < 100 || number > 183 || (number > 105 && number < 160)) {
      continue;
    }
    EXPECT_FALSE(page.console.chromium.empty()) << ReasonName(page.reason);
    EXPECT_FALSE(page.console.firefox.empty()) << ReasonName(page.reason);
  }
}

TEST(ReasonSectionsTest, HaveTheKindOfTheirReasons) {
  for (const ReasonInfo& info : AllReasons()) {
    EXPECT_EQ(SectionOf(info.reason).kind, info.kind) << info.name;
  }
}

TEST(ReasonsOfConsoleTest, FindsEachByItsOwnSentences) {
  for (size_t i = 0; i < AllReasons().size(); ++i) {
    const ReasonPage& page = GetReasonPage(i);
    for (const std::string& wording : Wordings(page)) {
      for (const std::string& said :
           {wording, Filled(wording), "\n> " + Filled(wording) + "\n",
            Replace(Filled(wording), "fetch at", "XMLHttpRequest at")}) {
        EXPECT_THAT(ReasonsOfConsole(said), Contains(page.reason)) << said;
      }
    }
  }
}

TEST(ReasonsOfConsoleTest, FindsChromiumsSentencesOfCorsWithoutDoubt) {
  for (size_t i = 0; i < AllReasons().size(); ++i) {
    const ReasonPage& page = GetReasonPage(i);
    for (const std::string& wording : Lines(page.console.chromium)) {
      if (wording.find("Access to fetch") == std::string::npos) continue;
      if (wording.find("protocol schemes") != std::string::npos) continue;
      EXPECT_THAT(ReasonsOfConsole(Filled(wording)), ElementsAre(page.reason))
          << wording;
    }
  }
}

TEST(ReasonsOfConsoleTest, FindsParts) {
  EXPECT_THAT(ReasonsOfConsole("is not equal to the supplied origin"),
              ElementsAre(Reason::kAllowOriginMismatch,
                          Reason::kPreflightAllowOriginMismatch));
  EXPECT_THAT(ReasonsOfConsole("Method patch is not allowed by Access-Control-"
                               "Allow-Methods in pre"),
              ElementsAre(Reason::kMethodDisallowedByPreflightResponse));
  EXPECT_THAT(ReasonsOfConsole("field x-id is not allowed by "
                               "Access-Control-Allow-Headers in preflight"),
              ElementsAre(Reason::kHeaderDisallowedByPreflightResponse));
  EXPECT_THAT(ReasonsOfConsole("x-id is not allowed by "
                               "Access-Control-Allow-Headers in preflight"),
              ElementsAre(Reason::kHeaderDisallowedByPreflightResponse));
  EXPECT_THAT(
      ReasonsOfConsole("contains multiple values '*, *', but only one is"),
      ElementsAre(Reason::kMultipleAllowOriginValues,
                  Reason::kPreflightMultipleAllowOriginValues));
  // What stands in front says which of two it is.
  EXPECT_THAT(ReasonsOfConsole("has been blocked by CORS policy: No 'Access-"
                               "Control-Allow-Origin' header is pres"),
              ElementsAre(Reason::kMissingAllowOriginHeader));
}

TEST(ReasonsOfConsoleTest, TakesTheLongestOfSeveralSentences) {
  EXPECT_THAT(
      ReasonsOfConsole(
          "Access to fetch at 'https://a.example/' from origin "
          "'https://b.example' has been blocked by CORS policy: Response to "
          "preflight request doesn't pass access control check: It does not "
          "have HTTP ok status.\n"
          "GET https://a.example/ net::ERR_FAILED\n"
          "Uncaught (in promise) TypeError: Failed to fetch"),
      ElementsAre(Reason::kPreflightInvalidStatus));
  EXPECT_THAT(ReasonsOfConsole("GET https://a.example/ net::ERR_UNSAFE_PORT"),
              ElementsAre(Reason::kBadPort));
  EXPECT_THAT(
      ReasonsOfConsole("net::ERR_BLOCKED_BY_RESPONSE."
                       "NotSameOriginAfterDefaultedToSameOriginByCoep 200"),
      ElementsAre(Reason::kCorpDefaultedByEmbedderPolicy));
}

TEST(ReasonsOfConsoleTest, CaseQuotesAndBlanksAreOfNoAccount) {
  EXPECT_THAT(ReasonsOfConsole("(reason: did not find METHOD in\n\tcors header "
                               "\"access-control-allow-methods\")"),
              ElementsAre(Reason::kMethodDisallowedByPreflightResponse));
}

TEST(DescribeReasonTest, KnowsWhatBrowsersOnceSaid) {
  constexpr std::pair<std::string_view, std::string_view> kRows[] = {
      {"Response for preflight has invalid HTTP status code 405",
       "PreflightInvalidStatus"},
      {"Response for preflight is invalid (redirect)",
       "PreflightDisallowedRedirect"},
      {"A wildcard '*' cannot be used in the 'Access-Control-Allow-Origin' "
       "header when the credentials flag is true.",
       "WildcardOriginNotAllowed"},
      {"Permission was denied for this request to access the `loopback` "
       "address space.",
       "local network access"}};
  for (const auto& [said, reason] : kRows) {
    const std::optional<std::string> text = DescribeReason(said);
    ASSERT_TRUE(text) << said;
    EXPECT_THAT(*text, testing::HasSubstr(std::string(reason))) << said;
  }
}

TEST(ReasonsOfConsoleTest, FindsNothingElse) {
  for (std::string_view text :
       {"", " ", "'", "a b", "the", "GET / HTTP/1.1", "no such sentence",
        "Uncaught ReferenceError: x is not defined",
        "Method acting is an art of its own", "\xe2\x80", "\xff\xff \xff"}) {
    EXPECT_THAT(ReasonsOfConsole(text), IsEmpty()) << text;
  }
}

// A quadratic search would take minutes.
TEST(ReasonsOfConsoleTest, TakesTimeLinearInTheText) {
  for (std::string_view unit :
       {"'", "method a ", "has been blocked by cors policy: ",
        "the 'access-control-allow-origin' header has a value '", " ", "x"}) {
    std::string text;
    while (text.size() < 200'000) text += unit;
    ReasonsOfConsole(text);
  }
}

TEST(DescribeReasonTest, TakesNamesInAnyCaseAndNumbers) {
  for (const ReasonInfo& info : AllReasons()) {
    const auto page = DescribeReason(info.name);
    ASSERT_TRUE(page) << info.name;
    EXPECT_THAT(*page, HasSubstr(std::string(info.name) + " ("));
    EXPECT_THAT(*page, HasSubstr(std::string(info.url)));
    std::string upper(info.name);
    for (char& c : upper) c = static_cast<char>(std::toupper(c));
    EXPECT_EQ(DescribeReason(upper), page);
    const int number = static_cast<int>(info.reason);
    EXPECT_EQ(DescribeReason(std::to_string(number)), page);
  }
  for (std::string_view name :
       {"", "255", "-1", "1000000000000", "0x64", "Missing", "net::"}) {
    EXPECT_EQ(DescribeReason(name), std::nullopt) << name;
  }
}

TEST(DescribeReasonTest, FindsEachByItsConsoleSentences) {
  for (size_t i = 0; i < AllReasons().size(); ++i) {
    const ReasonPage& page = GetReasonPage(i);
    for (const std::string& wording : Wordings(page)) {
      const auto found = DescribeReason(Filled(wording));
      ASSERT_TRUE(found) << wording;
      EXPECT_THAT(*found, HasSubstr(std::string(ReasonName(page.reason))));
    }
  }
}

TEST(DescribeReasonTest, ListsWhatIsWordedAlike) {
  const auto list = DescribeReason(
      "CORS header 'Access-Control-Allow-Origin' "
      "missing");
  ASSERT_TRUE(list);
  EXPECT_THAT(*list, HasSubstr("  MissingAllowOriginHeader"));
  EXPECT_THAT(*list, HasSubstr("  PreflightMissingAllowOriginHeader"));
}

TEST(DescribeReasonTest, WritesForATerminal) {
  for (const ReasonInfo& info : AllReasons()) {
    for (const std::string& line : Lines(*DescribeReason(info.name))) {
      EXPECT_TRUE(line.size() <= 80 || line.rfind("The rule: ", 0) == 0)
          << line;
      for (char c : line) EXPECT_TRUE(c >= ' ' && c < 0x7f) << line;
      EXPECT_TRUE(line.empty() || line.back() != ' ') << line;
    }
  }
}

TEST(ListReasonsTest, HasEachReasonInLinesThatFit) {
  const std::string list = ListReasons();
  for (const ReasonInfo& info : AllReasons()) {
    EXPECT_THAT(list, HasSubstr("\n  " + std::string(info.name) + " "));
  }
  for (const std::string& line : Lines(list)) {
    EXPECT_LE(line.size(), 80) << line;
    EXPECT_TRUE(line.empty() || line.back() != ' ') << line;
  }
}

TEST(ReasonsMarkdownTest, IsTheFile) {
  if (const char* file = std::getenv("CORSIEVE_WRITE_REASONS")) {
    std::ofstream(file) << ReasonsMarkdown();
  }
  std::ifstream in(kFile);
  std::ostringstream text;
  text << in.rdbuf();
  EXPECT_TRUE(text.str() == ReasonsMarkdown())
      << kFile << " is not what the program prints. Run\n"
      << "  bazel-bin/tools/corsieve reasons --format markdown > " << kFile;
}

TEST(ReasonsMarkdownTest, LinksLeadToHeadings) {
  std::set<std::string> anchors;
  std::vector<std::string> links;
  for (const std::string& line : Lines(ReasonsMarkdown())) {
    if (line.rfind("##", 0) == 0) {
      std::string anchor;
      for (char c : line.substr(line.find(' ') + 1)) {
        if (c == ' ') anchor += '-';
        if (std::isalnum(c)) anchor += static_cast<char>(std::tolower(c));
      }
      EXPECT_TRUE(anchors.insert(anchor).second) << anchor;
    }
    const size_t link = line.find("](#");
    if (link == std::string::npos) continue;
    links.push_back(line.substr(link + 3, line.find(')', link) - link - 3));
  }
  EXPECT_GT(links.size(), AllReasons().size());
  EXPECT_THAT(anchors, IsSupersetOf(links));
}

}  // namespace
}  // namespace corsieve::tools
