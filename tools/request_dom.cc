#include "tools/case_json.h"

namespace corsieve::tools {

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

}  // namespace corsieve::tools
