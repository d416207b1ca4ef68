// Departures, cases and documentation hold each other up: every departure shows
// in a case, every difference between a profile and the standard has a row in
// docs/departures.md.

#include "engine/departures.h"

#include <cstddef>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "corsieve/corsieve.h"
#include "engine/profile_head.h"
#include "gtest/gtest.h"
#include "tests/conformance.h"
#include "tools/case_json.h"
#include "tools/run_case.h"

namespace corsieve::tests {
namespace {

struct Row {
  const char* name;
  bool Departures::*flag;
};

// Every member of Departures; the assertion below counts them.
constexpr Row kRows[] = {
#define ROW(name) {#name, &Departures::name}
    ROW(reader_judges_content_length),
    ROW(clear_site_data_is_hidden),
    ROW(status_407_is_network_error),
    ROW(error_mode_wants_location),
    ROW(empty_location_is_none),
    ROW(manual_mode_resolves_location),
    ROW(first_location_counts),
    ROW(locations_are_joined),
    ROW(redirect_never_has_credentials),
    ROW(star_outlives_invalid_elements),
    ROW(counts_allow_origin_lines),
    ROW(expose_list_takes_cr),
    ROW(redirect_checked_with_credentials),
#undef ROW
};
static_assert(sizeof(Departures) == std::size(kRows),
              "a departure is missing in kRows");

std::string ReadFile(const std::string& path) {
  std::ifstream in(path);
  return std::string((std::istreambuf_iterator<char>(in)), {});
}

const std::vector<CaseLine>& Cases() {
  static const auto* const kCases = [] {
    auto* cases = new std::vector<CaseLine>;
    for (const char* file : {"tests/cases/recorded.ndjson",
                             "tests/cases/preflights.ndjson"}) {
      for (CaseLine& line : ReadCases(file)) cases->push_back(std::move(line));
    }
    return cases;
  }();
  return *kCases;
}

std::string Answer(const CaseLine& line, Profile profile,
                   const Departures& departures) {
  tools::CaseRunner runner(profile, &departures);
  std::string error;
  const std::optional<tools::Result> result = runner.Run(line.c, &error);
  return result ? tools::Dump(tools::ResultToJson(*result)) : error;
}

class DepartureTest : public testing::TestWithParam<Row> {};

TEST_P(DepartureTest, IsDocumented) {
  const std::string text = ReadFile("docs/departures.md");
  EXPECT_NE(text.find("`" + std::string(GetParam().name) + "`"),
            std::string::npos);
}

// Without it, some recorded case is answered in another way.
TEST_P(DepartureTest, ShowsInACase) {
  for (const ProfileInfo& info : AllProfiles()) {
    const Departures with = DeparturesOf(info.profile);
    if (!(with.*GetParam().flag)) continue;
    Departures without = with;
    without.*GetParam().flag = false;
    bool shows = false;
    for (const CaseLine& line : Cases()) {
      if (Answer(line, info.profile, with) ==
          Answer(line, info.profile, without)) {
        continue;
      }
      shows = true;
      break;
    }
    EXPECT_TRUE(shows) << info.name << " has it, and no case needs it";
  }
}

INSTANTIATE_TEST_SUITE_P(All, DepartureTest, testing::ValuesIn(kRows),
                         [](const auto& row) { return row.param.name; });

TEST(DeparturesTest, TheStandardHasNone) {
  const Departures standard = DeparturesOf(Profile::kStandard);
  for (const Row& row : kRows) EXPECT_FALSE(standard.*row.flag) << row.name;
}

// The groups of cases in which the engines' readers are said to differ.
std::set<std::string> ReaderGroups() {
  std::set<std::string> groups;
  std::istringstream lines(ReadFile("docs/departures.md"));
  std::string line;
  while (std::getline(lines, line)) {
    if (line.compare(0, 10, "| `reader-") != 0) continue;
    const size_t last = line.rfind('|');
    const size_t before = line.rfind('|', last - 1);
    std::istringstream words(line.substr(before + 1, last - before - 1));
    std::string group;
    while (words >> group) groups.insert(group);
  }
  return groups;
}

// Status, message and headers as a reader has them, or that it refuses.
std::string ReadAs(Profile profile, const CaseLine& line) {
  std::vector<Header> request_headers;
  Request request = tools::RequestOf(line.c, &request_headers);
  std::string text;
  for (const std::string& head : line.c.responses) {
    HeaderList list;
    const std::string wire = head + line.c.body.value_or("ok");
    const bool standard = profile == Profile::kStandard;
    const ResponseHead read =
        ParseHeadAs(profile, standard ? head : wire, request, &list);
    if (read.error) return "refused";
    text += std::to_string(read.status) + std::string(read.status_message);
    for (const Header& h : list) {
      text += "\n" + std::string(h.name) + ": " + std::string(h.value);
    }
    text += "\n\n";
  }
  return text;
}

// What a profile answers otherwise than the standard comes from a departure, or
// from its reader in a group that docs/departures.md names.
TEST(DeparturesTest, EveryDifferenceHasARow) {
  const std::set<std::string> groups = ReaderGroups();
  ASSERT_FALSE(groups.empty());
  for (const CaseLine& line : Cases()) {
    const std::string standard =
        Answer(line, Profile::kStandard, Departures());
    for (const ProfileInfo& info : AllProfiles()) {
      if (info.profile == Profile::kStandard) continue;
      const Departures departures = DeparturesOf(info.profile);
      if (Answer(line, info.profile, departures) == standard) continue;
      bool by_departure = false;
      for (const Row& row : kRows) {
        if (!(departures.*row.flag)) continue;
        Departures without = departures;
        without.*row.flag = false;
        by_departure = by_departure ||
                       Answer(line, info.profile, without) !=
                           Answer(line, info.profile, departures);
      }
      if (by_departure) continue;
      const bool by_reader =
          ReadAs(info.profile, line) != ReadAs(Profile::kStandard, line) &&
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
