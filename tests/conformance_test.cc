// One test per case: web-platform-tests' facts against profile standard, and
// what three browsers answered alike against it too.

#include "tests/conformance.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "corsieve/profile.h"
#include "gtest/gtest.h"
#include "tools/run_case.h"

namespace corsieve::tests {
namespace {

using tools::Json;

std::optional<tools::Result> Answer(const tools::Case& c, std::string* error) {
  tools::CaseRunner runner;
  return runner.Run(c, error);
}

// The engine's answer compared with what the case expects.
std::string CheckAgainst(const CaseLine& line, const Json& expect) {
  std::string error;
  const std::optional<tools::Result> result = Answer(line.c, &error);
  if (!result) return "not answered: " + error + "\n";
  return Differences(expect, *result);
}

std::string_view TrimBlanks(std::string_view s) {
  while (!s.empty() && (s.front() == ' ' || s.front() == '\t')) {
    s.remove_prefix(1);
  }
  while (!s.empty() && (s.back() == ' ' || s.back() == '\t')) {
    s.remove_suffix(1);
  }
  return s;
}

// Why the standard may differ from browsers that agree with each other. Each
// kind is a row of docs/departures.md, under its name.
struct StandardDeparture {
  const char* name;
  bool (*explains)(const Json& expect, const tools::Result& result);
};

constexpr StandardDeparture kStandardDepartures[] = {
    // RFC 9112 calls the head malformed and the strict reader refuses it.
    {"malformed-head",
     [](const Json&, const tools::Result& result) {
       return result.network_error &&
              (result.reason.compare(0, 4, "Head") == 0 ||
               result.reason.compare(0, 6, "Status") == 0 ||
               result.reason == "FirstHeaderLineFolded");
     }},
    // Only the blanks around the reason phrase differ.
    {"reason-phrase-blanks",
     [](const Json& expect, const tools::Result& result) {
       Json trimmed = expect;
       tools::Result same = result;
       same.status_text = TrimBlanks(result.status_text);
       return same.status_text != result.status_text &&
              Differences(trimmed, same).empty();
     }},
    // The body cannot be told: Transfer-Encoding is not "chunked".
    {"transfer-encoding",
     [](const Json& expect, const tools::Result& result) {
       if (expect["outcome"] != "network-error") return false;
       for (const tools::Fate& f : result.fates) {
         if (f.name == "Transfer-Encoding" && f.value != "chunked") return true;
       }
       return false;
     }},
    // More than the largest head that any browser reads (Firefox, 384 KiB).
    {"head-size",
     [](const Json& expect, const tools::Result& result) {
       size_t size = 0;
       for (const tools::Fate& f : result.fates) {
         size += f.name.size() + f.value.size();
       }
       return expect["outcome"] == "network-error" && size > 393216 - 1000;
     }},
};

void RegisterStandard(const std::string& suite, const std::string& path) {
  for (const CaseLine& line : ReadCases(path)) {
    if (!line.json["expect"].contains("standard")) continue;
    // Not settled among web-platform-tests itself, or against an RFC; each is
    // in docs/departures.md.
    const bool conflict =
        line.json.contains("conflict") || line.json.contains("open-pr");
    if (conflict) {
      RegisterCheck(suite + "Unsettled", line, [](const CaseLine& l) {
        return CheckAgainst(l, l.json["expect"]["standard"]).empty() &&
                       l.json.contains("conflict")
                   ? "agrees now: take the mark off\n"
                   : "";
      });
      continue;
    }
    RegisterCheck(suite, line, [](const CaseLine& l) {
      return CheckAgainst(l, l.json["expect"]["standard"]);
    });
  }
}

// Where the three browsers answered alike the standard is what they do, but for
// the kinds above.
void RegisterBrowsers(const std::string& suite, const std::string& path) {
  for (const CaseLine& line : ReadCases(path)) {
    const Json& expect = line.json["expect"];
    const bool alike = expect.size() == 3 &&
                       expect["chromium"] == expect["firefox"] &&
                       expect["chromium"] == expect["webkit"];
    if (!alike) continue;
    RegisterCheck(suite, line, [](const CaseLine& l) -> std::string {
      const Json& want = l.json["expect"]["chromium"];
      std::string error;
      const std::optional<tools::Result> result = Answer(l.c, &error);
      if (!result) return "not answered: " + error + "\n";
      for (const StandardDeparture& d : kStandardDepartures) {
        if (d.explains(want, *result)) return "";
      }
      return Differences(want, *result);
    });
  }
}

// Whether a case expects the outcomes of requests that it does not have.
bool HasLostThen(const CaseLine& line) {
  return line.c.then.empty() &&
         line.json["expect"].dump().find("\"outcomes\"") != std::string::npos;
}

bool IsLeftOver(const std::string& profile, const std::string& id) {
  for (const LeftOver& left : GetKnownDifferences().left) {
    const auto& ids = left.ids;
    if (left.profile == profile &&
        std::find(ids.begin(), ids.end(), id) != ids.end()) {
      return true;
    }
  }
  return false;
}

// Whether what is behind the head may be why the browser's request failed.
bool IsBodyFailure(const Json& want, const tools::Result& result) {
  return want["outcome"] == "network-error" && !result.network_error;
}

// What each browser answered, against its profile.
void RegisterProfiles(const std::string& suite, const std::string& path) {
  for (const CaseLine& line : ReadCases(path)) {
    if (HasLostThen(line)) continue;
    for (const ProfileInfo& info : AllProfiles()) {
      const std::string name(info.name);
      const Profile profile = info.profile;
      if (profile == Profile::kStandard) continue;
      if (!line.json["expect"].contains(name)) continue;
      const bool left = IsLeftOver(name, line.json.value("id", ""));
      RegisterCheck(suite + "_" + name, line,
                    [name, profile, left](const CaseLine& l) -> std::string {
                      const Json& want = l.json["expect"][name];
                      tools::CaseRunner runner(profile);
                      std::string error;
                      const std::optional<tools::Result> result =
                          runner.Run(l.c, &error);
                      if (!result) return "not answered: " + error + "\n";
                      if (!left) return Differences(want, *result);
                      return IsBodyFailure(want, *result)
                                 ? ""
                                 : "is in known_differences.ndjson, and no "
                                   "failure of a body\n";
                    });
    }
  }
}

TEST(StandardDepartures, AreDocumented) {
  std::vector<std::string> documented;
  for (const auto& row : DocumentedRows(
           "## Where the three browsers agree with each other and not with the "
           "standard")) {
    documented.push_back(row[0]);
  }
  std::vector<std::string> names;
  for (const StandardDeparture& d : kStandardDepartures) {
    names.push_back(d.name);
  }
  EXPECT_EQ(documented, names);
}

// 12743 as "12,743".
std::string WithCommas(int number) {
  std::string digits = std::to_string(number);
  for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3) {
    digits.insert(at, ",");
  }
  return digits;
}

TEST(KnownDifferencesTest, AreDocumented) {
  std::vector<std::vector<std::string>> rows;
  for (const LeftOver& left : GetKnownDifferences().left) {
    std::string ids;
    for (const std::string& id : left.ids) ids += (ids.empty() ? "" : " ") + id;
    const int agree = left.recorded - static_cast<int>(left.ids.size());
    rows.push_back({left.profile,
                    WithCommas(agree) + " of " + WithCommas(left.recorded),
                    ids});
  }
  EXPECT_EQ(DocumentedRows("## What is left"), rows);
}

TEST(KnownDifferencesTest, CasesThatLostTheirThen) {
  const auto path = SharedCases("peers.ndjson");
  if (!path) GTEST_SKIP() << "CORSIEVE_SHARED names no peers.ndjson";
  std::set<std::string> lost;
  for (const CaseLine& line : ReadCases(*path)) {
    if (HasLostThen(line)) lost.insert(line.c.id);
  }
  // docs/departures.md says so.
  EXPECT_EQ(lost, (std::set<std::string>{"peer-"
                                         "RECT7290",
                                         "peer-"
                                         "RECT7300"}));
}

// What is counted and left is there, in the files that are at hand.
TEST(KnownDifferencesTest, AreOfTheRecordings) {
  for (const LeftOver& left : GetKnownDifferences().left) {
    const bool ours = left.cases.compare(0, 6, "tests/") == 0;
    const std::optional<std::string> path =
        ours ? left.cases : SharedCases(left.cases);
    if (!path) continue;
    int recorded = 0;
    std::set<std::string> ids(left.ids.begin(), left.ids.end());
    for (const CaseLine& line : ReadCases(*path)) {
      if (!line.json["expect"].contains(left.profile)) continue;
      ++recorded;
      ids.erase(line.json.value("id", ""));
    }
    EXPECT_EQ(recorded, left.recorded) << left.profile << " in " << *path;
    EXPECT_EQ(ids, std::set<std::string>()) << left.profile << " in " << *path;
  }
}

}  // namespace
}  // namespace corsieve::tests

int main(int argc, char** argv) {
  using namespace corsieve::tests;
  testing::InitGoogleTest(&argc, argv);
  RegisterStandard("Wpt", "tests/cases/wpt.ndjson");
  RegisterStandard("Own", "tests/cases/own.ndjson");
  RegisterProfiles("Own", "tests/cases/own.ndjson");
  RegisterBrowsers("Recorded", "tests/cases/recorded.ndjson");
  RegisterProfiles("Recorded", "tests/cases/recorded.ndjson");
  RegisterStandard("Facts", "tests/cases/facts.ndjson");
  RegisterProfiles("Facts", "tests/cases/facts.ndjson");
  RegisterProfiles("Http2", "tests/browsers/h2.ndjson");
  RegisterProfiles("Preflights", "tests/browsers/preflights.ndjson");
  if (const auto path = SharedCases("wpt.ndjson")) {
    RegisterStandard("SharedWpt", *path);
  }
  RegisterStandard("Coep", "tests/cases/coep.ndjson");
  for (const char* name : {"peers.ndjson", "preflights.ndjson", "h2.ndjson"}) {
    const auto path = SharedCases(name);
    if (!path) continue;
    RegisterStandard("SharedFacts", *path);
    RegisterProfiles("SharedFacts", *path);
  }
  if (const auto path = SharedCases("browsers.ndjson")) {
    RegisterBrowsers("SharedBrowsers", *path);
    RegisterProfiles("SharedBrowsers", *path);
  }
  return RUN_ALL_TESTS();
}
