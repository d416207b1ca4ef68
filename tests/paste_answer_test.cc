// A head is answered alike in whatever format it was pasted: as its bytes are,
// with the request given by options.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tools/explain/explain.h"
#include "tools/explain/interpret.h"
#include "tools/json.h"
#include "tools/paste/paste.h"

namespace corsieve::tools {
namespace {

constexpr char kFolder[] = "tests/pastes";

std::string ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// Every paste that has a head in it, by its name, and its format.
std::map<std::string, std::string> PastesWithAHead() {
  std::map<std::string, std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    if (entry.path().extension() != ".txt") continue;
    std::string error;
    const auto paste = ReadPaste(ReadFile(entry.path().string()), &error);
    if (!paste) continue;
    for (const PastedExchange& exchange : paste->exchanges) {
      if (exchange.response) {
        names[entry.path().stem().string()] = paste->format;
      }
    }
  }
  return names;
}

std::vector<std::string> Names() {
  std::vector<std::string> names;
  for (const auto& [name, format] : PastesWithAHead()) names.push_back(name);
  return names;
}

// What is decided, without what is told of the input.
Json Decided(const ExplainOptions& options, const std::string& text,
             const std::vector<GivenText>& preflights) {
  std::string out;
  std::string err;
  Explain(options, {{"input", text}}, preflights, &out, &err);
  if (out.empty()) return err;
  Json json = Json::parse(out);
  // Lines are counted otherwise.
  for (const char* key :
       {"notes", "recognized", "assumptions", "place", "remarks",
        "console_reason", "read_from", "decided_at", "fates_at"}) {
    json.erase(key);
  }
  // Of heads alone no body is known.
  const auto forget_body = [](Json* c) {
    if (c->is_object()) (*c)["request"].erase("body");
  };
  forget_body(&json["case"]);
  Json& advice = json["advice"];
  if (!advice.is_object()) return json;
  forget_body(&advice["then"]);
  for (Json& c : advice["page_cases"]) forget_body(&c);
  return json;
}

GivenRequest GivenOf(const Case& c) {
  GivenRequest given;
  given.origin = c.origin;
  given.url = c.url;
  given.api = c.api;
  given.mode = c.mode;
  given.credentials = c.credentials;
  given.redirect = c.redirect;
  given.method = c.method;
  given.headers = c.headers;
  return given;
}

class PasteAnswerTest : public testing::TestWithParam<std::string> {};

TEST_P(PasteAnswerTest, IsThatOfTheBytes) {
  const std::string text =
      ReadFile(std::string(kFolder) + "/" + GetParam() + ".txt");
  std::string error;
  const std::vector<Paste> pastes = {*ReadPaste(text, &error)};
  const Interpretation in = Interpret({}, pastes, {});
  std::string heads;
  for (const ReceivedAnswer& answer : in.received.answers) {
    heads += answer.head.bytes();
  }
  std::vector<GivenText> preflights;
  for (const ReceivedAnswer& answer : in.received.preflights) {
    preflights.push_back({"preflight", answer.head.bytes()});
  }
  for (const ProfileInfo& info : AllProfiles()) {
    ExplainOptions options;
    options.json = true;
    options.profile = info.profile;
    const Json pasted = Decided(options, text, {});
    options.given = GivenOf(in.received.c);
    EXPECT_EQ(pasted.dump(1), Decided(options, heads, preflights).dump(1));
  }
}

INSTANTIATE_TEST_SUITE_P(Files, PasteAnswerTest, testing::ValuesIn(Names()),
                         [](const auto& info) {
                           std::string name = info.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

// A heap of pastes of one format would prove little.
TEST(PasteFormatsTest, AreMany) {
  std::set<std::string> with_head;
  for (const auto& [name, format] : PastesWithAHead()) with_head.insert(format);
  EXPECT_GE(with_head.size(), 18u);
  EXPECT_GE(Names().size(), 100u);
}

}  // namespace
}  // namespace corsieve::tools
