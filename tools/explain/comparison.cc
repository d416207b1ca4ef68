#include "tools/explain/comparison.h"

#include <algorithm>

#include "tools/case_json.h"
#include "tools/text.h"

namespace corsieve::tools {

void WriteComparison(const Comparison& comparison, Writer* out) {
  out->Gap();
  size_t width = 0;
  for (const ComparedAnswer& a : comparison.answers) {
    width = std::max(width, a.origin.size());
  }
  const auto line = [](const char* name, const std::string& value) {
    return "     " +
           (value.empty() ? "no " + std::string(name)
                          : std::string(name) + ": " + Printable(value)) +
           "\n";
  };
  for (const ComparedAnswer& a : comparison.answers) {
    out->Text((a.origin == "none" ? Padded("without Origin", width)
                                  : Padded(Printable(a.origin), width)) +
              "  " + a.outcome + "\n");
    out->Quiet(line("Access-Control-Allow-Origin", a.allow_origin));
    out->Quiet(line("Vary", a.vary));
  }
  for (const std::string& mixed_up : comparison.mixed_up) {
    out->Text("\n");
    out->Bad("mixed up");
    out->Text(": " + mixed_up + ".\n");
  }
  out->Text("\n" + comparison.conclusion + ".\n");
}

Json ComparisonToJson(const Comparison& comparison) {
  Json json;
  json["answers"] = Json::array();
  for (const ComparedAnswer& a : comparison.answers) {
    json["answers"].push_back({{"origin", a.origin},
                               {"allow_origin", BytesToText(a.allow_origin)},
                               {"vary", BytesToText(a.vary)},
                               {"outcome", a.outcome}});
  }
  json["mixed_up"] = comparison.mixed_up;
  json["conclusion"] = comparison.conclusion;
  return json;
}

}  // namespace corsieve::tools
