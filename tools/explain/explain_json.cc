#include "tools/explain/explain_json.h"

#include <string>

#include "corsieve/corsieve.h"
#include "tools/case_json.h"
#include "tools/explain/ask_with_curl.h"
#include "tools/explain/input_json.h"
#include "tools/explain/known_departures.h"
#include "tools/explain/servers/servers.h"
#include "tools/explain/side_by_side.h"
#include "tools/run_case.h"

namespace corsieve::tools {
namespace {

Json StepToJson(const Step& step) {
  Json json;
  json["method"] = BytesToText(step.sent.method);
  json["url"] = BytesToText(step.sent.url);
  // Pairs, as a name may be there twice.
  json["headers"] = PairsToJson(step.sent.headers);
  json["is_preflight"] = step.is_preflight;
  json["answer"] = step.answer;
  json["outcome"] = step.outcome;
  if (const ReceivedHead* head = step.head) {
    json["received"] = PairsToJson(head->gist().headers);
  }
  return json;
}

Json StepsToJson(const Fetch& fetch) {
  Json json = Json::array();
  for (const Step& step : fetch.steps()) {
    json.push_back(StepToJson(step));
  }
  return json;
}

Json DecidingToJson(const std::vector<DecidingValue>& values) {
  Json json = Json::array();
  for (const DecidingValue& value : values) {
    Json& one = json.emplace_back();
    one["name"] = value.name;
    one["got"] = Json::array();
    for (const std::string& got : value.got) {
      one["got"].push_back(BytesToText(got));
    }
    one["wanted"] = BytesToText(value.wanted);
    if (value.differs_at) one["differs_at"] = *value.differs_at;
  }
  return json;
}

Json AdviceToJson(const Advice& advice) {
  Json json;
  json["text"] = advice.purpose;
  if (advice.call) json["call"] = advice.call->text;
  json["lines"] = Json::array();
  json["changes"] = Json::array();
  for (const Correction& correction : advice.corrections) {
    for (const Change& change : correction.changes) {
      Json& one = json["changes"].emplace_back();
      one["to"] = correction.is_preflight ? "OPTIONS" : "request";
      one["url"] = BytesToText(correction.url);
      if (correction.for_origin) {
        one["for_origin"] = BytesToText(*correction.for_origin);
      }
      one["action"] = ActionName(change.action);
      if (change.action != Change::Action::kStatus) {
        one["name"] = BytesToText(change.name);
      }
      // What goes has no value, and no line.
      if (change.action == Change::Action::kDrop) continue;
      one["value"] = BytesToText(change.value);
      if (change.action != Change::Action::kStatus) {
        json["lines"].push_back(BytesToText(change.Line()));
      }
    }
  }
  json["page"] = Json::array();
  for (const PageAdvice& page : advice.page) json["page"].push_back(page.text);
  json["notes"] = advice.notes;
  return json;
}

Json StringsOf(const ExplainOptions& options, const ExplainAnswer& answer) {
  Json json = answer.fetch.assumptions();
  for (const std::string& s : answer.interpretation.assumed) json.push_back(s);
  for (const std::string& s : options.notes) json.push_back(s);
  return json;
}

Json WantedToJson(const std::vector<WantedHeader>& wanted) {
  Json json = Json::array();
  for (const WantedHeader& w : wanted) {
    Json& one = json.emplace_back();
    one["name"] = BytesToText(w.name);
    one["value"] = w.value ? Json(BytesToText(*w.value)) : Json(nullptr);
    one["why"] = w.why;
    if (!w.to_change.empty()) one["to_change"] = w.to_change;
  }
  return json;
}

// What is told once, whatever the profile.
void AddCommon(const ExplainOptions& options, const ExplainAnswer& answer,
               Json* json) {
  const Interpretation& in = answer.interpretation;
  (*json)["steps"] = StepsToJson(answer.fetch);
  (*json)["assumptions"] = StringsOf(options, answer);
  (*json)["recognized"] = in.recognized;
  (*json)["notes"] = in.notes;
  if (!in.console_reason.empty()) {
    (*json)["console_reason"] = in.console_reason;
  }
  (*json)["deciding"] = DecidingToJson(answer.deciding);
  (*json)["remarks"] = answer.remarks;
  (*json)["advice"] = AdviceToJson(answer.advice);
  if (!options.for_server.empty()) {
    (*json)["advice"]["configuration"] = BytesToText(ServerConfiguration(
        options.for_server, ReceivedOf(answer.advice, answer.fetch),
        answer.advice.corrections));
  }
  if (in.comparison) {
    (*json)["comparison"] = ComparisonToJson(*in.comparison);
  }
  const std::string& failure = answer.fetch.received().failure;
  if (!failure.empty()) {
    (*json)["failure"] = failure;
  } else if (answer.fetch.goes_on_to()) {
    (*json)["ask"] = AskWithCurl(CopyOf(answer.fetch.exchange().outgoing()));
  }
}

// Each departure that makes a difference, with the profiles that have it.
Json DeparturesToJson(const std::vector<const ExplainAnswer*>& answers) {
  Json by_name = Json::object();
  for (const ExplainAnswer* answer : answers) {
    const Fetch& fetch = answer->fetch;
    for (std::string_view name :
         KnownDepartures(answers.front()->fetch, fetch)) {
      by_name[name].push_back(GetProfileInfo(fetch.profile()).name);
    }
  }
  return by_name;
}

}  // namespace

Json ExplainJson(const ExplainOptions& options, const ExplainAnswer& answer) {
  const Fetch& fetch = answer.fetch;
  Json json;
  if (fetch.goes_on_to()) {
    json["outcome"] = "unknown";
    json["goes_on_to"] = BytesToText(*fetch.goes_on_to());
    json["fates"] = Json::array();
    for (const Outcome& o : fetch.seen().outcomes()) {
      json["fates"].push_back({{"name", BytesToText(o.name)},
                               {"value", BytesToText(o.value)},
                               {"exposed", o.exposed()},
                               {"reason", ReasonName(o.reason)}});
    }
  } else {
    ResultViewer viewer;
    const Case& c = fetch.received().c;
    json = ResultToJson(ResultOf(fetch.exchange(), c.api == "xhr", c, &viewer));
    // The steps tell these.
    for (const char* key : {"id", "hops", "preflights"}) json.erase(key);
  }
  if (!fetch.place().empty()) json["place"] = fetch.place();
  AddCommon(options, answer, &json);
  AddInput(answer, &json);
  if (!options.wants.empty()) json["want"] = WantedToJson(answer.wanted);
  const ProfileInfo& info = GetProfileInfo(fetch.profile());
  json["profile"] = info.name;
  json["versions"] = info.versions;
  return json;
}

Json ExplainAllJson(const ExplainOptions& options,
                    const std::vector<const ExplainAnswer*>& answers) {
  Json json;
  json["profiles"] = SideBySideToJson(answers);
  if (!options.wants.empty()) {
    for (const ExplainAnswer* answer : answers) {
      const ProfileInfo& info = GetProfileInfo(answer->fetch.profile());
      json["profiles"][std::string(info.name)]["want"] =
          WantedToJson(answer->wanted);
    }
  }
  AddCommon(options, *answers.front(), &json);
  json["departures"] = DeparturesToJson(answers);
  Json& sentences = json["sentences"];
  for (const ExplainAnswer* answer : answers) AddSentences(*answer, &sentences);
  return json;
}

}  // namespace corsieve::tools
