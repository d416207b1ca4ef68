#include "tests/conformance.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <sstream>
#include <utility>

#include "gtest/gtest.h"
#include "tools/url.h"

namespace corsieve::tests {
namespace {

using tools::Json;

class CheckTest : public testing::Test {
 public:
  CheckTest(std::shared_ptr<const CaseLine> line,
            std::function<std::string(const CaseLine&)> check)
      : line_(std::move(line)), check_(std::move(check)) {}

  void TestBody() override {
    const std::string wrong = check_(*line_);
    if (wrong.empty()) return;
    ADD_FAILURE() << line_->file << ":" << line_->line << " "
                  << line_->json.value("id", "") << "\n"
                  << wrong << "request:   " << line_->json["request"].dump()
                  << "\nresponses: " << line_->json["responses"].dump() << "\n";
  }

 private:
  std::shared_ptr<const CaseLine> line_;
  std::function<std::string(const CaseLine&)> check_;
};

// Letters, digits and "_": what a test's name may have.
std::string TestName(const std::string& id) {
  std::string name;
  for (char c : id) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                       (c >= 'a' && c <= 'z');
    name += plain ? c : '_';
  }
  return name;
}

std::string Lower(std::string s) {
  for (char& c : s) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  return s;
}

// The member of `object` whose name matches case-insensitively; null if none.
Json FindIgnoringCase(const Json& object, const std::string& name) {
  for (const auto& [key, value] : object.items()) {
    if (Lower(key) == Lower(name)) return value;
  }
  return nullptr;
}

std::string TrimMarkup(const std::string& cell) {
  const size_t first = cell.find_first_not_of(" `");
  if (first == cell.npos) return "";
  return cell.substr(first, cell.find_last_not_of(" `") + 1 - first);
}

[[noreturn]] void Die(const std::string& file, int line, const char* what) {
  std::fprintf(stderr, "%s:%d: %s\n", file.c_str(), line, what);
  std::exit(1);
}

class Differ {
 public:
  void Compare(const std::string& what, const Json& want, const Json& got) {
    if (want == got) return;
    text_ += what + ": want " + want.dump() + "\n" +
             std::string(what.size(), ' ') + "   got " + got.dump() + "\n";
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace

std::vector<CaseLine> ReadCases(const std::string& path) {
  std::vector<CaseLine> lines;
  std::ifstream in(path);
  std::string text;
  for (int number = 1; std::getline(in, text); ++number) {
    CaseLine line;
    std::string error;
    line.file = path;
    line.line = number;
    line.json = tools::ParseJson(text, &error);
    std::optional<tools::Case> c;
    if (error.empty()) c = tools::CaseFromJson(line.json, &error);
    if (!c) Die(path, number, error.c_str());
    line.c = *std::move(c);
    lines.push_back(std::move(line));
  }
  if (lines.empty()) Die(path, 0, "no cases");
  return lines;
}

std::optional<std::string> SharedCases(const std::string& name) {
  const char* shared = std::getenv("CORSIEVE_SHARED");
  if (shared == nullptr) return std::nullopt;
  const std::string path = std::string(shared) + "/cases/" + name;
  if (!std::ifstream(path)) return std::nullopt;
  return path;
}

std::vector<std::vector<std::string>> DocumentedRows(
    const std::string& heading) {
  std::vector<std::vector<std::string>> rows;
  std::ifstream in("docs/departures.md");
  std::string line;
  bool here = false;
  while (std::getline(in, line)) {
    if (line.compare(0, 3, "## ") == 0) here = line == heading;
    if (!here || line.empty() || line[0] != '|') continue;
    std::vector<std::string> cells;
    std::istringstream rest(line.substr(1));
    for (std::string cell; std::getline(rest, cell, '|');) {
      cells.push_back(TrimMarkup(cell));
    }
    // The head of a table is two rows; the second is lines.
    if (cells[0].compare(0, 3, "---") == 0) {
      if (!rows.empty()) rows.pop_back();
    } else {
      rows.push_back(std::move(cells));
    }
  }
  return rows;
}

const KnownDifferences& GetKnownDifferences() {
  static const auto* const kKnown = [] {
    const std::string path = "tests/cases/known_differences.ndjson";
    auto* known = new KnownDifferences;
    std::ifstream in(path);
    std::string text;
    for (int number = 1; std::getline(in, text); ++number) {
      std::string error;
      const Json json = tools::ParseJson(text, &error);
      if (!error.empty()) Die(path, number, error.c_str());
      if (json.contains("reader")) {
        known->reader_groups[json["reader"]] = json.at("groups");
      } else {
        known->left.push_back({json.at("profile"), json.at("cases"),
                               json.at("recorded"), json.at("left")});
      }
    }
    if (known->left.empty() || known->reader_groups.empty()) {
      Die(path, 0, "not all that is known");
    }
    return known;
  }();
  return *kKnown;
}

std::string Differences(const Json& expect, const tools::Result& result) {
  const Json got = tools::ResultToJson(result);
  Differ differ;
  differ.Compare("outcome", expect["outcome"], got["outcome"]);
  if (!differ.text().empty()) {
    return differ.text() + "reason:    " + result.reason + "\n";
  }
  // What was sent, whatever the outcome.
  if (expect.contains("did_preflight")) {
    differ.Compare("did_preflight", expect["did_preflight"],
                   got["did_preflight"]);
  }
  if (expect.contains("preflight_request")) {
    const Json sent = got.value("preflight_request", Json::object());
    for (const auto& [name, value] : expect["preflight_request"].items()) {
      differ.Compare("preflight_request " + name, value,
                     FindIgnoringCase(sent, name));
    }
  }
  for (const char* key :
       {"preflights_sent", "outcomes", "preflights_by_request"}) {
    if (expect.contains(key)) {
      differ.Compare(key, expect[key], got.value(key, Json(nullptr)));
    }
  }
  if (expect.contains("include_credentials")) {
    Json by_hop = Json::array();
    for (const tools::Sent& sent : result.hops) {
      by_hop.push_back(sent.include_credentials);
    }
    differ.Compare("include_credentials", expect["include_credentials"],
                   by_hop);
  }
  if (result.network_error) return differ.text();
  for (const char* key :
       {"type", "status", "statusText", "url", "redirected", "headers", "all",
        "set_cookie", "origin_sent", "body_null"}) {
    if (expect.contains(key)) {
      differ.Compare(key, expect[key], got.value(key, Json(nullptr)));
    }
  }
  const Json asked = expect.value("get", Json::object());
  for (const auto& [name, value] : asked.items()) {
    Json have = FindIgnoringCase(got["get"], name);
    if (have.is_null()) {
      for (const auto& pair : got["headers"]) {
        if (pair[0] == Lower(name)) have = pair[1];
      }
    }
    differ.Compare("get " + name, value, have);
  }
  const std::string all = result.all.value_or("");
  for (const auto& part : expect.value("all_contains", Json::array())) {
    std::string text = part.get<std::string>();
    while (!text.empty() && (text.back() == '\r' || text.back() == '\n')) {
      text.pop_back();
    }
    differ.Compare("all_contains " + text, true,
                   all.find(text) != std::string::npos);
  }
  for (const auto& part : expect.value("all_lacks", Json::array())) {
    const std::string text = part.get<std::string>();
    differ.Compare("all_lacks " + text, true,
                   all.find(text) == std::string::npos);
  }
  return differ.text();
}

void RegisterCheck(const std::string& suite, const CaseLine& line,
                   std::function<std::string(const CaseLine&)> check) {
  auto shared = std::make_shared<const CaseLine>(line);
  testing::RegisterTest(suite.c_str(),
                        TestName(line.json.value("id", "")).c_str(), nullptr,
                        nullptr, line.file.c_str(), line.line,
                        [shared, check]() -> testing::Test* {
                          return new CheckTest(shared, check);
                        });
}

}  // namespace corsieve::tests
