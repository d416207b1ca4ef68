// tools/parse_url.h by the parser of URLs that JavaScript has.

#include "tools/parse_url.h"

#include "bindings/wasm/program/host.h"

namespace corsieve::tools {

bool ParseUrl(std::string_view url, std::string_view base, std::string* href) {
  std::optional<std::string> resolved = wasm::TakeText(
      wasm::HostResolve(url.data(), url.size(), base.data(), base.size()));
  if (resolved) *href = *std::move(resolved);
  return resolved.has_value();
}

std::string OriginOfUrl(std::string_view url) {
  return wasm::TakeText(wasm::HostOrigin(url.data(), url.size())).value_or("");
}

}  // namespace corsieve::tools
