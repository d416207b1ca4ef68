#include "bindings/wasm/url_table.h"

#include "tools/url.h"

namespace corsieve {
namespace wasm {

UrlTable& TheUrlTable() {
  static UrlTable* const table = new UrlTable;
  return *table;
}

}  // namespace wasm

namespace tools {

std::optional<std::string> ResolveUrl(std::string_view url,
                                      std::string_view base) {
  wasm::UrlTable& table = wasm::TheUrlTable();
  for (const wasm::ResolvedUrl& known : table.known) {
    if (known.url == url && known.base == base) return known.href;
  }
  if (!table.wanted) {
    table.wanted = {std::string(url), std::string(base), {}};
  }
  return std::nullopt;
}

}  // namespace tools
}  // namespace corsieve
