// Departures, cases and docs/departures.md hold each other up: the engine's
// table and the documented one are equal, each row cites cases that need it,
// and every difference between a profile and the standard has a row.

#include "engine/terms/departures.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <regex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "corsieve/corsieve.h"
#include "gtest/gtest.h"
#include "tests/conformance.h"
#include "tests/read_head.h"
#include "tools/case_json.h"
#include "tools/run_case.h"
#include "tools/serve_case.h"

namespace corsieve::tests {
namespace {

// What the engine goes by in this program, in place of engine/departures.cc.
Departures table[] = {
    DeparturesOf(Profile::kStandard),
    DeparturesOf(Profile::kChromium),
    DeparturesOf(Profile::kFirefox),
    DeparturesOf(Profile::kWebKit),
};

}  // namespace
}  // namespace corsieve::tests

namespace corsieve {

const Departures& GetDepartures(Profile profile) {
  return tests::table[static_cast<size_t>(profile)];
}

}  // namespace corsieve

namespace corsieve::tests {
namespace {

const std::vector<CaseLine>& Cases() {
  static const auto* const kCases = [] {
    auto* cases = new std::vector<CaseLine>;
    for (const char* file :
         {"tests/cases/own.ndjson", "tests/cases/recorded.ndjson",
          "tests/cases/facts.ndjson", "tests/browsers/preflights.ndjson",
          "tests/browsers/h2.ndjson"}) {
      for (CaseLine& line : ReadCases(file)) cases->push_back(std::move(line));
    }
    return cases;
  }();
  return *kCases;
}

std::string Answer(const CaseLine& line, Profile profile,
                   const Departures& departures) {
  Departures& entry = table[static_cast<size_t>(profile)];
  const Departures before = entry;
  entry = departures;
  tools::CaseRunner runner(profile);
  std::string error;
  const std::optional<tools::Result> result = runner.Run(line.c, &error);
  entry = before;
  if (!result) return error;
  // What script sees, what is sent, and nothing about why.
  tools::Json json = tools::ResultToJson(*result);
  json.erase("reason");
  json.erase("fates");
  // The servers of profiles and of the standard end endless redirects at other
  // hops.
  json.erase("hops");
  return tools::Dump(json);
}

// The rows of docs/departures.md that have a row of kDepartures each.
const std::vector<std::vector<std::string>>& Documented() {
  static const auto* const kRows = new std::vector<std::vector<std::string>>(
      DocumentedRows("## Where one engine departs from the standard"));
  return *kRows;
}
constexpr size_t kName = 0;
constexpr size_t kChromiumColumn = 3;  // Firefox's and WebKit's are behind it.
constexpr size_t kEvidence = 6;
constexpr size_t kColumns = 7;

// Fails for lines that are not in both, equally often.
void ExpectEqual(const std::multiset<std::string>& documented,
                 const std::multiset<std::string>& ours) {
  std::vector<std::string> only;
  std::set_difference(documented.begin(), documented.end(), ours.begin(),
                      ours.end(), std::back_inserter(only));
  EXPECT_EQ(only, std::vector<std::string>())
      << "only docs/departures.md has it";
  only.clear();
  std::set_difference(ours.begin(), ours.end(), documented.begin(),
                      documented.end(), std::back_inserter(only));
  EXPECT_EQ(only, std::vector<std::string>()) << "docs/departures.md lacks it";
}

// Names, and for each engine whether it departs; a dash says that it does not.
TEST(DeparturesTest, NamesAndColumnsAreDocumented) {
  std::multiset<std::string> rows;
  for (const Departure& d : kDepartures) {
    std::string row = d.name;
    for (const ProfileInfo& info : AllProfiles()) {
      if (info.profile == Profile::kStandard) continue;
      row += d.engines & InEngine(info.profile) ? " departs" : " -";
    }
    rows.insert(row);
  }
  std::multiset<std::string> documented;
  for (const auto& cells : Documented()) {
    ASSERT_EQ(cells.size(), kColumns) << cells[kName];
    std::string row = cells[kName];
    for (size_t i = kChromiumColumn; i < kEvidence; ++i) {
      ASSERT_FALSE(cells[i].empty()) << cells[kName];
      row += cells[i].compare(0, 3, "\u2013") == 0 ? " -" : " departs";
    }
    documented.insert(row);
  }
  ExpectEqual(documented, rows);
}

class DepartureTest : public testing::TestWithParam<Departure> {};

// The ids of cases in the last column of a departure's row.
std::vector<std::string> CitedCases(const std::string& name) {
  static const std::regex kId(
      "[A-Z][0-9]{5}|peer-[A-Z]+[0-9]+|own(-[a-z]+)+");
  std::vector<std::string> ids;
  for (const auto& cells : Documented()) {
    if (cells[kName] != name) continue;
    const std::string& text = cells[kEvidence];
    for (std::sregex_iterator it(text.begin(), text.end(), kId), end; it != end;
         ++it) {
      ids.push_back(it->str());
    }
  }
  return ids;
}

// Without it, the cases that its row cites are answered in another way, and for
// each engine that departs there is one.
TEST_P(DepartureTest, ShowsInTheCasesThatItsRowCites) {
  const std::vector<std::string> cited = CitedCases(GetParam().name);
  std::set<std::string> unshown(cited.begin(), cited.end());
  for (const ProfileInfo& info : AllProfiles()) {
    const Departures with = DeparturesOf(info.profile);
    if (!(with.*GetParam().member)) continue;
    Departures without = with;
    without.*GetParam().member = false;
    bool shows = false;
    for (const CaseLine& line : Cases()) {
      const std::string id = line.json.value("id", "");
      if (std::find(cited.begin(), cited.end(), id) == cited.end()) continue;
      if (Answer(line, info.profile, with) !=
          Answer(line, info.profile, without)) {
        shows = true;
        unshown.erase(id);
      }
    }
    EXPECT_TRUE(shows) << info.name << " has it, and no cited case needs it";
  }
  EXPECT_EQ(unshown, std::set<std::string>());
}

INSTANTIATE_TEST_SUITE_P(All, DepartureTest, testing::ValuesIn(kDepartures),
                         [](const auto& row) { return row.param.name; });

TEST(DeparturesTest, ReadersAreDocumented) {
  std::multiset<std::string> documented;
  for (const auto& cells :
       DocumentedRows("## Where the engines' readers depart")) {
    documented.insert(cells[0]);
  }
  std::multiset<std::string> readers;
  for (const auto& [reader, groups] : GetKnownDifferences().reader_groups) {
    readers.insert(reader);
  }
  ExpectEqual(documented, readers);
}

// Status, message and headers as a reader has them, or that it refuses.
std::string ReadText(Profile profile, const CaseLine& line) {
  std::vector<Header> request_headers;
  const Request request = tools::RequestOf(line.c, &request_headers);
  const bool standard = profile == Profile::kStandard;
  std::string text;
  const auto read = [&](const tools::Answer& answer, const std::string& body) {
    HeaderList list;
    const std::string wire = standard ? answer.head : answer.head + body;
    std::optional<tools::ParsedView> view;
    if (answer.parsed) view.emplace(*answer.parsed);
    const ResponseHead parsed =
        view
            ? ReadListAs(profile, view->response, request, BestHotPath(), &list)
            : ReadHeadAs(profile, wire, request, BestHotPath(), &list);
    std::string scratch;
    const bool refused =
        parsed.error ||
        (standard && ExtractLength(list, &scratch).kind == Length::kFailure);
    text += refused ? "refused"
                    : std::to_string(parsed.status) +
                          std::string(parsed.status_message);
    for (size_t i = 0; i < list.size(); ++i) {
      text += "\n" + std::to_string(static_cast<int>(TableOf(list).id(i))) +
              " " + std::string(list[i].name) + ": " +
              std::string(list[i].value);
    }
    text += "\n\n";
  };
  for (const auto& head : line.c.preflights) {
    if (head) read(*head, "");
  }
  for (const tools::Answer& answer : line.c.responses) {
    read(answer, line.c.body.value_or("ok"));
  }
  return text;
}

// What a profile answers otherwise than the standard comes from a departure, or
// from its reader in a group that known_differences.ndjson names.
TEST(DeparturesTest, EveryDifferenceHasARow) {
  std::set<std::string> groups;
  for (const auto& [reader, of_it] : GetKnownDifferences().reader_groups) {
    groups.insert(of_it.begin(), of_it.end());
  }
  for (const CaseLine& line : Cases()) {
    // A further request to another hop's URL is answered by that hop under an
    // engine's profile and by the first under the standard's
    // (tools/run_case.cc).
    bool other_url = false;
    for (const tools::Case& then : line.c.then) {
      other_url = other_url || then.url != line.c.url;
    }
    if (other_url) continue;
    const std::string standard = Answer(line, Profile::kStandard, Departures());
    for (const ProfileInfo& info : AllProfiles()) {
      if (info.profile == Profile::kStandard) continue;
      const Departures departures = DeparturesOf(info.profile);
      if (Answer(line, info.profile, departures) == standard) continue;
      bool by_departure = false;
      for (const Departure& d : kDepartures) {
        if (!(departures.*d.member)) continue;
        Departures without = departures;
        without.*d.member = false;
        by_departure =
            by_departure || Answer(line, info.profile, without) !=
                                Answer(line, info.profile, departures);
      }
      // Two of them may hide each other: then none of them makes a difference
      // where there are none.
      if (by_departure ||
          Answer(line, info.profile, Departures()) == standard) {
        continue;
      }
      const bool by_reader =
          ReadText(info.profile, line) != ReadText(Profile::kStandard, line) &&
          groups.count(line.json.value("group", "")) > 0;
      EXPECT_TRUE(by_reader)
          << line.file << ":" << line.line << " " << info.name << " differs in "
          << line.json.value("id", "") << " of group "
          << line.json.value("group", "") << " and no row says so";
    }
  }
}

}  // namespace
}  // namespace corsieve::tests
