#include <optional>
#include <string>
#include <vector>

#include "tools/case_json.h"

namespace corsieve::tools {
namespace {

Json AnswerToJson(const Answer& answer) {
  if (!answer.parsed) return BytesToText(answer.head);
  const ParsedAnswer& parsed = *answer.parsed;
  Json json = {{"status", parsed.status},
               {"headers", PairsToJson(parsed.headers)},
               {"protocol", parsed.protocol}};
  if (parsed.status_text) json["status"] = BytesToText(*parsed.status_text);
  for (const auto& [status, headers] : parsed.interim) {
    json["interim"].push_back(
        {{"status", status}, {"headers", PairsToJson(headers)}});
  }
  if (!parsed.trailers.empty()) json["trailers"] = PairsToJson(parsed.trailers);
  return json;
}

}  // namespace

Json CaseToJson(const Case& c) {
  Json json = {{"id", c.id},
               {"request", RequestToJson(c)},
               {"responses", Json::array()}};
  for (const Answer& answer : c.responses) {
    json["responses"].push_back(AnswerToJson(answer));
  }
  for (const auto& answer : c.preflights) {
    json["preflights"].push_back(answer ? AnswerToJson(*answer) : Json());
  }
  if (c.stored) json["stored"] = AnswerToJson(*c.stored);
  if (c.loop) json["loop"] = AnswerToJson(*c.loop);
  if (c.body) json["body"] = BytesToText(*c.body);
  for (const std::string& name : c.names) {
    json["names"].push_back(BytesToText(name));
  }
  return json;
}

std::optional<Case> ParseCase(std::string_view line, Json* id,
                              std::string* error) {
  std::string id_text;
  Case c;
  const bool is_case = CaseReader().Read(line, &c, &id_text, error);
  *id = Json::parse(id_text);
  if (!is_case) return std::nullopt;
  for (Case& then : c.then) {
    if (then.inherits_headers) then.headers = c.headers;
    then.inherits_headers = false;
  }
  return c;
}

std::optional<Case> CaseFromJson(const Json& json, std::string* error) {
  Json id;
  return ParseCase(Dump(json), &id, error);
}

}  // namespace corsieve::tools
