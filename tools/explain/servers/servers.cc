#include "tools/explain/servers/servers.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "tools/explain/nginx.h"
#include "tools/explain/servers/plan.h"
#include "tools/explain/servers/s3.h"
#include "tools/explain/servers/syntax.h"
#include "tools/text.h"
#include "tools/url.h"

namespace corsieve::tools {
namespace {

struct Server {
  std::string_view name;
  std::string_view title;
  const ServerSyntax* syntax;  // nullptr: it has a function of its own.
  std::string (*own)(const Received& received,
                     const std::vector<Correction>& corrections) = nullptr;
};

constexpr Server kServers[] = {
    {"nginx", "nginx", nullptr, NginxConfiguration},
    {"apache", "Apache httpd 2.4", &kApacheSyntax},
    {"caddy", "Caddy 2", &kCaddySyntax},
    {"express", "Express", &kExpressSyntax},
    {"fastapi", "FastAPI", &kFastApiSyntax},
    {"spring", "Spring", &kSpringSyntax},
    {"s3", "Amazon S3", nullptr, S3Configuration},
    {"go", "Go", &kGoSyntax},
};

const Server* FindServer(std::string_view name) {
  for (const Server& server : kServers) {
    if (server.name == name) return &server;
  }
  return nullptr;
}

std::string WrittenFor(const Server& server, const Received& received,
                       const std::vector<Correction>& corrections,
                       const ServerPlan& plan) {
  if (server.syntax != nullptr) return WrittenAs(*server.syntax, plan);
  std::vector<Correction> own;
  std::copy_if(corrections.begin(), corrections.end(), std::back_inserter(own),
               [&](const Correction& correction) {
                 return SerializeOrigin(correction.url) == plan.origin;
               });
  return server.own(received, own);
}

}  // namespace

std::string_view ServerTitle(std::string_view name) {
  const Server* const server = FindServer(name);
  return server == nullptr ? "" : server->title;
}

std::string ServerConfiguration(std::string_view name, const Received& received,
                                const std::vector<Correction>& corrections) {
  const Server* const server = FindServer(name);
  if (server == nullptr) return "";
  const std::vector<ServerPlan> plans = PlanFor(received, corrections);
  std::string out;
  for (const ServerPlan& plan : plans) {
    if (!out.empty()) out += "\n";
    // Of several servers each needs to know its part.
    if (plans.size() > 1) out += "For " + Printable(plan.origin) + ":\n\n";
    out += WrittenFor(*server, received, corrections, plan);
  }
  return out;
}

}  // namespace corsieve::tools
