#include <optional>
#include <string>
#include <vector>

#include "tools/case_json.h"

namespace corsieve::tools {
namespace {

Json PairsToJson(const Pairs& pairs) {
  Json json = Json::array();
  for (const auto& [name, value] : pairs) {
    json.push_back({BytesToText(name), BytesToText(value)});
  }
  return json;
}

Json SentToJson(const std::vector<Sent>& requests) {
  Json json = Json::array();
  for (const Sent& sent : requests) {
    json.push_back({{"method", BytesToText(sent.method)},
                    {"url", BytesToText(sent.url)},
                    {"headers", PairsToJson(sent.headers)},
                    {"include_credentials", sent.include_credentials}});
  }
  return json;
}

Json OptionalToJson(const std::optional<std::string>& bytes) {
  return bytes ? Json(BytesToText(*bytes)) : Json(nullptr);
}

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

Json RequestToJson(const Case& c) {
  Json json = {{"origin", c.origin},
               {"url", c.url},
               {"api", c.api},
               {"mode", c.mode},
               {"credentials", c.credentials},
               {"redirect", c.redirect},
               {"method", BytesToText(c.method)},
               {"headers", PairsToJson(c.headers)},
               {"upload_listener", c.upload_listener},
               {"destination", BytesToText(c.destination)},
               {"referrer_policy", c.referrer_policy},
               {"embedder_policy", c.embedder_policy}};
  if (c.stream) {
    json["stream"] = true;
  } else if (c.has_body) {
    json["body"] = "";
  }
  if (c.schemelessly_same_site) {
    json["schemelessly_same_site"] = *c.schemelessly_same_site;
  }
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

Json ResultToJson(const Result& r) {
  Json json;
  json["id"] = r.id;
  json["request"] = {{"origin", r.origin}, {"url", r.request_url}};
  json["outcome"] = r.network_error ? "network-error" : "ok";
  json["type"] = r.type;
  json["status"] = r.status;
  json["statusText"] = BytesToText(r.status_text);
  json["url"] = BytesToText(r.url);
  json["redirected"] = r.redirected;
  json["headers"] = PairsToJson(r.headers);
  json["set_cookie"] = Json::array();
  for (const std::string& v : r.set_cookie) {
    json["set_cookie"].push_back(BytesToText(v));
  }
  json["get"] = Json::object();
  for (const auto& [name, value] : r.get) {
    json["get"][BytesToText(name)] = OptionalToJson(value);
  }
  if (r.all) json["all"] = BytesToText(*r.all);
  json["body_null"] = r.body_null;
  json["timing_allow_passed"] = r.timing_allow_passed;
  json["hops"] = SentToJson(r.hops);
  json["did_preflight"] = r.did_preflight;
  if (r.preflights_sent > 1) json["preflights_sent"] = r.preflights_sent;
  if (!r.outcomes.empty()) {
    json["outcomes"] = r.outcomes;
    json["preflights_by_request"] = r.preflights_by_request;
  }
  if (r.preflight_request) {
    json["preflight_request"] = Json::object();
    for (const auto& [name, value] : *r.preflight_request) {
      json["preflight_request"][BytesToText(name)] = BytesToText(value);
    }
  }
  if (!r.preflights.empty()) json["preflights"] = SentToJson(r.preflights);
  json["origin_sent"] = OptionalToJson(r.origin_sent);
  json["reason"] = r.reason;
  json["fates"] = Json::array();
  for (const Fate& f : r.fates) {
    json["fates"].push_back({{"name", BytesToText(f.name)},
                             {"value", BytesToText(f.value)},
                             {"exposed", f.exposed},
                             {"reason", f.reason}});
  }
  return json;
}

}  // namespace corsieve::tools
