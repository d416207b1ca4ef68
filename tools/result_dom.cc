#include "tools/case_json.h"

namespace corsieve::tools {

Json PairsToJson(const Pairs& pairs) {
  Json json = Json::array();
  for (const auto& [name, value] : pairs) {
    json.push_back({BytesToText(name), BytesToText(value)});
  }
  return json;
}

Json ResultToJson(const Result& result) {
  JsonWriter out;
  JsonWriter id;
  id.Text(result.id);
  WriteResult(id.text(), ViewOf(result), &out);
  return Json::parse(out.text());
}

}  // namespace corsieve::tools
