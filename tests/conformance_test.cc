// One test per case: web-platform-tests' facts against profile standard, and
// what three browsers answered alike against it too.

#include "tests/conformance.h"

#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <sstream>
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

// The ids that docs/departures.md lists under "What is left", by profile.
const std::set<std::string>& LeftOver(const std::string& profile) {
  static const auto* const kLeft = [] {
    auto* left = new std::map<std::string, std::set<std::string>>;
    std::ifstream in("docs/departures.md");
    std::string line;
    bool here = false;
    while (std::getline(in, line)) {
      if (line.compare(0, 3, "## ") == 0) here = line == "## What is left";
      std::istringstream words(line);
      std::string bar;
      std::string name;
      std::string word;
      words >> bar >> name;
      while (here && words >> word) (*left)[name].insert(word);
    }
    return left;
  }();
  static const std::set<std::string> kNone;
  const auto it = kLeft->find(profile);
  return it == kLeft->end() ? kNone : it->second;
}

// Whether what is behind the head may be why the browser's request failed.
bool IsBodyFailure(const Json& want, const tools::Result& result) {
  return want["outcome"] == "network-error" && !result.network_error;
}

// What each browser answered, against its profile.
void RegisterProfiles(const std::string& suite, const std::string& path) {
  for (const CaseLine& line : ReadCases(path)) {
    for (const ProfileInfo& info : AllProfiles()) {
      const std::string name(info.name);
      const Profile profile = info.profile;
      if (profile == Profile::kStandard) continue;
      if (!line.json["expect"].contains(name)) continue;
      const bool left = LeftOver(name).count(line.json.value("id", "")) > 0;
      RegisterCheck(suite + "_" + name, line,
                    [name, profile, left](const CaseLine& l) -> std::string {
                      const Json& want = l.json["expect"][name];
                      tools::CaseRunner runner(profile);
                      std::string error;
                      const std::optional<tools::Result> result =
                          runner.Run(l.c, &error);
                      if (!result) return "not answered: " + error + "\n";
                      if (left && IsBodyFailure(want, *result)) return "";
                      return Differences(want, *result);
                    });
    }
  }
}

TEST(StandardDepartures, AreDocumented) {
  std::ifstream in("docs/departures.md");
  const std::string text((std::istreambuf_iterator<char>(in)), {});
  for (const StandardDeparture& d : kStandardDepartures) {
    EXPECT_NE(text.find(std::string("`") + d.name + "`"), std::string::npos)
        << d.name;
  }
}

}  // namespace
}  // namespace corsieve::tests

int main(int argc, char** argv) {
  using namespace corsieve::tests;
  testing::InitGoogleTest(&argc, argv);
  RegisterStandard("Wpt", "tests/cases/wpt.ndjson");
  RegisterStandard("Own", "tests/cases/own.ndjson");
  RegisterBrowsers("Recorded", "tests/cases/recorded.ndjson");
  RegisterProfiles("Recorded", "tests/cases/recorded.ndjson");
  RegisterProfiles("Preflights", "tests/browsers/preflights.ndjson");
  if (const auto path = SharedCases("wpt.ndjson")) {
    RegisterStandard("SharedWpt", *path);
  }
  if (const auto path = SharedCases("browsers.ndjson")) {
    RegisterBrowsers("SharedBrowsers", *path);
    RegisterProfiles("SharedBrowsers", *path);
  }
  return RUN_ALL_TESTS();
}
