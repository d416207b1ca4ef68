// tools/explain/servers/servers.h without a server: the configurations of all
// would make explain.wasm a fifth larger.

#include "tools/explain/servers/servers.h"

namespace corsieve::tools {

std::string_view ServerTitle(std::string_view) { return {}; }

std::string ServerConfiguration(std::string_view, const Received&,
                                const std::vector<Correction>&) {
  return "";
}

}  // namespace corsieve::tools
