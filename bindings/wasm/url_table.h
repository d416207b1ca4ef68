// tools/url.h without a parser of URLs, which JavaScript has: it says
// beforehand what a Location comes to, and is asked for what it did not say.

#ifndef CORSIEVE_BINDINGS_WASM_URL_TABLE_H_
#define CORSIEVE_BINDINGS_WASM_URL_TABLE_H_

#include <optional>
#include <string>
#include <vector>

namespace corsieve::wasm {

struct ResolvedUrl {
  std::string url;
  std::string base;
  std::optional<std::string> href;  // nullopt: it does not parse.
};

struct UrlTable {
  std::vector<ResolvedUrl> known;
  // The first that was wanted and is not known.
  std::optional<ResolvedUrl> wanted;
};

// The one that tools/url.h asks.
UrlTable& TheUrlTable();

}  // namespace corsieve::wasm

#endif  // CORSIEVE_BINDINGS_WASM_URL_TABLE_H_
