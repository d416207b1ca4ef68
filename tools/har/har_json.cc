#include <string>
#include <utility>

#include "tools/har/har_writer.h"
#include "tools/json.h"

namespace corsieve::tools {
namespace {

using Kind = HarVerdict::Kind;

Json ToJson(const std::vector<std::string>& texts) {
  Json json = Json::array();
  for (const std::string& text : texts) json.push_back(text);
  return json;
}

Json ToJson(const Counts& counts) {
  Json json = Json::array();
  for (const auto& [name, count] : ByCount(counts)) {
    json.push_back({{"name", name}, {"count", count}});
  }
  return json;
}

Json ToJson(const HarVerdict& v) {
  Json json;
  json["verdict"] = NameOf(v.kind);
  json["entries"] = v.numbers;
  if (v.preflight_number > 0) json["preflight"] = v.preflight_number;
  json["line"] = v.line;
  json["method"] = v.method;
  json["url"] = v.url;
  json["status"] = v.status;
  const std::pair<const char*, const std::string*> texts[] = {
      {"origin", &v.origin},
      {"origin_from", &v.origin_from},
      {"mode", &v.mode},
      {"mode_from", &v.mode_from},
      {"credentials", &v.credentials},
      {"api", &v.api},
      {"type", &v.type},
      {"reason", &v.reason},
      {"why", &v.why},
  };
  for (const auto& [key, text] : texts) {
    if (!text->empty()) json[key] = *text;
  }
  const std::pair<const char*, const std::vector<std::string>*> lists[] = {
      {"wanted", &v.wanted}, {"hidden", &v.hidden}, {"exposed", &v.exposed},
      {"advice", &v.advice}, {"notes", &v.notes},   {"unmet", &v.unmet},
  };
  for (const auto& [key, list] : lists) {
    if (!list->empty()) json[key] = ToJson(*list);
  }
  if (v.asked.empty()) return json;
  json["want"] = Json::array();
  for (const WantedHeader& asked : v.asked) {
    Json& one = json["want"].emplace_back();
    one["name"] = asked.name;
    one["value"] = asked.value ? Json(*asked.value) : Json(nullptr);
    one["why"] = asked.why;
    if (!asked.to_change.empty()) one["to_change"] = asked.to_change;
  }
  return json;
}

Json ToJson(const HarLog& log, const HarSummary& summary) {
  Json json;
  json["creator"] = log.creator;
  json["creator_version"] = log.creator_version;
  if (!summary.error.empty()) json["error"] = summary.error;
  json["entries"] = summary.entries;
  json["fetches"] = summary.fetches;
  for (Kind kind : {Kind::kFailed, Kind::kHidden, Kind::kUnclear, Kind::kFine,
                    Kind::kNotJudged}) {
    json[std::string(NameOf(kind))] = summary.Of(kind);
  }
  json["hidden_lines"] = summary.hidden_lines;
  json["unmet"] = summary.unmet;
  json["reasons"] = ToJson(summary.reasons);
  json["wanted_headers"] = ToJson(summary.wanted);
  json["hidden_headers"] = ToJson(summary.hidden);
  json["servers"] = ToJson(summary.servers);
  json["why_not_judged"] = ToJson(summary.not_judged);
  return json;
}

class JsonWriter : public HarWriter {
 public:
  JsonWriter(Print print, bool is_lines)
      : print_(std::move(print)), is_lines_(is_lines) {}

  void Add(const HarVerdict& verdict) override {
    if (!is_lines_) print_(is_first_ ? "{\"fetches\":[\n" : ",\n");
    is_first_ = false;
    print_(Dump(ToJson(verdict)));
    if (is_lines_) print_("\n");
  }

  void Finish(const HarLog& log, const HarSummary& summary) override {
    const Json json = ToJson(log, summary);
    if (is_lines_) {
      print_(Dump({{"summary", json}}) + "\n");
      return;
    }
    print_(is_first_ ? "{\"fetches\":[" : "");
    print_("\n],\"summary\":" + Dump(json) + "}\n");
  }

 private:
  const Print print_;
  const bool is_lines_;
  bool is_first_ = true;
};

}  // namespace

std::unique_ptr<HarWriter> NewHarJson(HarWriter::Print print, bool is_lines) {
  return std::make_unique<JsonWriter>(std::move(print), is_lines);
}

}  // namespace corsieve::tools
