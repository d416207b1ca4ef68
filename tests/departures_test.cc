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
    {"reader_judges_content_length", &Departures::reader_judges_content_length},
    {"clear_site_data_is_hidden", &Departures::clear_site_data_is_hidden},
    {"status_407_is_network_error", &Departures::status_407_is_network_error},
    {"error_mode_wants_location", &Departures::error_mode_wants_location},
    {"empty_location_is_none", &Departures::empty_location_is_none},
    {"manual_mode_resolves_location",
     &Departures::manual_mode_resolves_location},
    {"first_location_counts", &Departures::first_location_counts},
    {"locations_are_joined", &Departures::locations_are_joined},
    {"redirect_never_has_credentials",
     &Departures::redirect_never_has_credentials},
    {"star_outlives_invalid_elements",
     &Departures::star_outlives_invalid_elements},
    {"counts_allow_origin_lines", &Departures::counts_allow_origin_lines},
    {"expose_list_takes_cr", &Departures::expose_list_takes_cr},
    {"redirect_checked_with_credentials",
     &Departures::redirect_checked_with_credentials},
    {"user_agent_is_forbidden", &Departures::user_agent_is_forbidden},
    {"request_headers_are_joined", &Departures::request_headers_are_joined},
    {"unsafe_names_repeat", &Departures::unsafe_names_repeat},
    {"safelisted_sizes_are_not_summed",
     &Departures::safelisted_sizes_are_not_summed},
    {"safelisted_accept_is_ascii", &Departures::safelisted_accept_is_ascii},
    {"client_hints_are_safelisted", &Departures::client_hints_are_safelisted},
    {"range_unit_in_any_case", &Departures::range_unit_in_any_case},
    {"listener_needs_body", &Departures::listener_needs_body},
    {"once_preflighted_always", &Departures::once_preflighted_always},
    {"preflight_tells_page_origin", &Departures::preflight_tells_page_origin},
    {"preflight_begins_with_origin", &Departures::preflight_begins_with_origin},
    {"lost_authorization_is_asked_for",
     &Departures::lost_authorization_is_asked_for},
    {"cross_origin_delete_becomes_get",
     &Departures::cross_origin_delete_becomes_get},
    {"body_headers_outlive_body", &Departures::body_headers_outlive_body},
    {"own_preflight_is_unchecked", &Departures::own_preflight_is_unchecked},
    {"allow_lists_take_cr", &Departures::allow_lists_take_cr},
    {"star_covers_authorization", &Departures::star_covers_authorization},
    {"absent_methods_allow_none", &Departures::absent_methods_allow_none},
    {"max_age_is_signed", &Departures::max_age_is_signed},
    {"max_age_takes_whitespace", &Departures::max_age_takes_whitespace},
    {"max_age_must_be_digits", &Departures::max_age_must_be_digits},
    {"cache_keeps_empty_answers", &Departures::cache_keeps_empty_answers},
    {"cache_star_is_literal", &Departures::cache_star_is_literal},
    {"cache_star_covers_authorization",
     &Departures::cache_star_covers_authorization},
    {"cache_wants_head", &Departures::cache_wants_head},
    {"cache_keeps_credentials_apart",
     &Departures::cache_keeps_credentials_apart},
    {"answer_replaces_entry", &Departures::answer_replaces_entry},
    {"mismatch_drops_entry", &Departures::mismatch_drops_entry},
    {"null_origin_is_not_cached", &Departures::null_origin_is_not_cached},
    {"tainted_is_not_cached", &Departures::tainted_is_not_cached},
    {"failure_keeps_entry", &Departures::failure_keeps_entry},
    {"refusal_is_cached", &Departures::refusal_is_cached},
};
static_assert(sizeof(Departures) == std::size(kRows),
              "a departure is missing in kRows");

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

std::string ReadFile(const std::string& path) {
  std::ifstream in(path);
  return std::string((std::istreambuf_iterator<char>(in)), {});
}

const std::vector<CaseLine>& Cases() {
  static const auto* const kCases = [] {
    auto* cases = new std::vector<CaseLine>;
    for (const char* file :
         {"tests/cases/own.ndjson", "tests/cases/recorded.ndjson",
          "tests/browsers/preflights.ndjson"}) {
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
  return tools::Dump(json);
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
  const Request request = tools::RequestOf(line.c, &request_headers);
  const bool standard = profile == Profile::kStandard;
  std::string text;
  const auto read = [&](const std::string& head, const std::string& body) {
    HeaderList list;
    const std::string wire = standard ? head : head + body;
    const ResponseHead parsed =
        ParseHeadAs(profile, wire, request, BestHotPath(), &list);
    std::string scratch;
    const bool refused =
        parsed.error ||
        (standard && ExtractLength(list, &scratch).kind == Length::kFailure);
    text += refused ? "refused"
                    : std::to_string(parsed.status) +
                          std::string(parsed.status_message);
    for (size_t i = 0; i < list.size(); ++i) {
      text += "\n" + std::to_string(static_cast<int>(list.id(i))) + " " +
              std::string(list[i].name) + ": " + std::string(list[i].value);
    }
    text += "\n\n";
  };
  for (const auto& head : line.c.preflights) {
    if (head) read(*head, "");
  }
  for (const std::string& head : line.c.responses) {
    read(head, line.c.body.value_or("ok"));
  }
  return text;
}

// What a profile answers otherwise than the standard comes from a departure, or
// from its reader in a group that docs/departures.md names.
TEST(DeparturesTest, EveryDifferenceHasARow) {
  const std::set<std::string> groups = ReaderGroups();
  ASSERT_FALSE(groups.empty());
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
      for (const Row& row : kRows) {
        if (!(departures.*row.flag)) continue;
        Departures without = departures;
        without.*row.flag = false;
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
