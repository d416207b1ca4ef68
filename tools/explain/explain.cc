#include "tools/explain/explain.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "tools/explain/answer.h"
#include "tools/explain/explain_json.h"
#include "tools/explain/explain_text.h"
#include "tools/explain/interpret.h"
#include "tools/json.h"
#include "tools/paste/paste.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

bool IsBlankText(const std::string& text) {
  return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

// Reads each text; what is none of the formats is told, and false is returned.
bool ReadAll(const std::vector<GivenText>& texts, bool may_be_empty,
             std::vector<Paste>* pastes, std::string* err) {
  for (const GivenText& given : texts) {
    if (may_be_empty && IsBlankText(given.text)) continue;
    std::string error;
    std::optional<Paste> paste = ReadPaste(given.text, &error);
    if (!paste) {
      *err += "corsieve: " + Printable(given.name) + ": " + error + "\n";
      return false;
    }
    for (PastedExchange& exchange : paste->exchanges) {
      if (exchange.response) exchange.response->input = given.name;
    }
    pastes->push_back(*std::move(paste));
  }
  return true;
}

std::vector<Profile> ProfilesOf(const ExplainOptions& options) {
  if (options.profile) return {*options.profile};
  std::vector<Profile> profiles;
  for (const ProfileInfo& info : AllProfiles()) {
    profiles.push_back(info.profile);
  }
  return profiles;
}

// Says on `*err` what is not as it was wanted; the exit status.
int Judge(const ExplainOptions& options,
          const std::vector<const ExplainAnswer*>& answers, std::string* err) {
  const Interpretation& in = answers.front()->interpretation;
  int status = answers.front()->fetch.place().empty() ? 0 : 1;
  if (in.comparison && !in.comparison->mixed_up.empty()) status = 1;
  if (!in.received.failure.empty()) status = 1;
  for (const ExplainAnswer* answer : answers) {
    for (const WantedHeader& wanted : answer->wanted) {
      if (!wanted.value) status = 1;
    }
    if (options.expect.empty()) continue;
    const ProfileInfo& info = GetProfileInfo(answer->fetch.profile());
    for (const std::string& unmet : Unmet(options.expect, answer->fetch)) {
      *err += "corsieve: " +
              (options.profile ? "" : std::string(info.name) + ": ") + unmet +
              "\n";
      status = 1;
    }
  }
  return status;
}

}  // namespace

int Explain(const ExplainOptions& options, const std::vector<GivenText>& texts,
            const std::vector<GivenText>& preflights, std::string* out,
            std::string* err) {
  std::vector<Paste> pastes;
  std::vector<Paste> preflight_pastes;
  // With the answer to OPTIONS alone there is something to say.
  const bool may_be_empty = !preflights.empty();
  if (!ReadAll(preflights, false, &preflight_pastes, err) ||
      !ReadAll(texts, may_be_empty, &pastes, err)) {
    return 1;
  }
  return ExplainInterpretation(
      options, Interpret(options.given, pastes, preflight_pastes), out, err);
}

int ExplainInterpretation(const ExplainOptions& options,
                          const Interpretation& in, std::string* out,
                          std::string* err) {
  std::vector<std::unique_ptr<ExplainAnswer>> owned;
  std::vector<const ExplainAnswer*> answers;
  for (Profile profile : ProfilesOf(options)) {
    owned.push_back(std::make_unique<ExplainAnswer>(options, in, profile));
    answers.push_back(owned.back().get());
  }
  if (options.json) {
    *out = Dump(options.profile ? ExplainJson(options, *answers[0])
                                : ExplainAllJson(options, answers)) +
           "\n";
  } else {
    *out = options.profile ? ExplainText(options, *answers[0])
                           : ExplainAllText(options, answers);
  }
  return Judge(options, answers, err);
}

}  // namespace corsieve::tools
