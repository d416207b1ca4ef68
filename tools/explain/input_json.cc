#include "tools/explain/input_json.h"

#include <string>
#include <vector>

#include "corsieve/corsieve.h"
#include "tools/case_json.h"
#include "tools/explain/fetch_places.h"
#include "tools/explain/received_case.h"

namespace corsieve::tools {
namespace {

Json HeadToJson(const CaseAnswer& answer) {
  return BytesToText(answer.head == nullptr ? answer.assumed
                                            : answer.head->head());
}

// Adds `responses` and `preflights`, each answer as `to_json` has it.
void AddAnswers(const ReceivedCase& c, Json (*to_json)(const CaseAnswer&),
                Json* json) {
  Json& responses = (*json)["responses"] = Json::array();
  for (const CaseAnswer& answer : c.responses) {
    responses.push_back(to_json(answer));
  }
  Json& preflights = (*json)["preflights"] = Json::array();
  for (const auto& answer : c.preflights) {
    preflights.push_back(answer ? to_json(*answer) : Json());
  }
}

Json CaseToJson(const Received& received, const ReceivedCase& c) {
  Json json;
  json["request"] = RequestToJson(received.c);
  AddAnswers(c, HeadToJson, &json);
  return json;
}

// Where an answer was read; null where it was assumed.
Json SourceToJson(const CaseAnswer& answer) {
  if (answer.head == nullptr) return nullptr;
  Json json;
  json["input"] = BytesToText(answer.head->input());
  json["lines"] = Json::array();
  for (size_t line : answer.head->lines()) json["lines"].push_back(line);
  return json;
}

Json PartToJson(const LinePart& part) {
  Json json;
  json["line"] = part.line;
  json["from"] = part.from;
  json["to"] = part.to;
  return json;
}

// The list of the case, and the index in it, that the deciding step's answer
// is.
Json DecidingAnswer(const Fetch& fetch) {
  Json json;
  if (fetch.steps().empty()) return json;
  const Step& step = fetch.deciding_step();
  json["list"] = step.is_preflight ? "preflights" : "responses";
  json["index"] =
      HopOf(fetch, static_cast<size_t>(&step - fetch.steps().data()));
  return json;
}

Json FatePlacesToJson(const Fetch& fetch) {
  Json json = Json::array();
  for (const FatePlace& place : FatePlaces(fetch)) {
    Json& one = json.emplace_back();
    one = Json::object();
    if (place.header) one["line"] = place.header->line;
    if (place.by) one["by"] = PartToJson(*place.by);
  }
  return json;
}

void AddSentence(Reason reason, Json* sentences) {
  (*sentences)[std::string(ReasonName(reason))] = ReasonText(reason);
}

// What the page would do in place of this, as a case.
Json InsteadToJson(const PageAdvice& page, Profile profile) {
  const Fetch fetch(page.instead, profile);
  return CaseToJson(page.instead, CaseOf(fetch));
}

void AddAdvised(const ExplainAnswer& answer, Json* json) {
  const Advice& advice = answer.advice;
  const Profile profile = answer.fetch.profile();
  if (!advice.corrections.empty()) {
    const Received& received = ReceivedOf(advice, answer.fetch);
    const Fetch corrected(received, profile, advice.corrections);
    (*json)["then"] = CaseToJson(received, CaseOf(corrected));
  }
  (*json)["page_cases"] = Json::array();
  for (const PageAdvice& page : advice.page) {
    (*json)["page_cases"].push_back(InsteadToJson(page, profile));
  }
}

}  // namespace

void AddSentences(const ExplainAnswer& answer, Json* sentences) {
  const FilteredResponse& seen = answer.fetch.seen();
  AddSentence(
      answer.fetch.goes_on_to() ? Reason::kRedirectToFollow : seen.reason(),
      sentences);
  for (const Outcome& o : seen.outcomes()) AddSentence(o.reason, sentences);
}

void AddInput(const ExplainAnswer& answer, Json* json) {
  const Fetch& fetch = answer.fetch;
  const ReceivedCase c = CaseOf(fetch);
  (*json)["case"] = CaseToJson(fetch.received(), c);
  AddAnswers(c, SourceToJson, &(*json)["read_from"]);
  Json& decided = (*json)["decided_at"] = DecidingAnswer(fetch);
  decided["parts"] = Json::array();
  for (const LinePart& part : DecidingPlaces(fetch, answer.deciding)) {
    decided["parts"].push_back(PartToJson(part));
  }
  (*json)["fates_at"] = FatePlacesToJson(fetch);
  AddSentences(answer, &(*json)["sentences"]);
  AddAdvised(answer, &(*json)["advice"]);
}

}  // namespace corsieve::tools
