// Lists of tokens: Access-Control-Expose-Headers, -Allow-Headers,
// -Allow-Methods.

#ifndef CORSIEVE_ENGINE_BASE_TOKEN_LIST_H_
#define CORSIEVE_ENGINE_BASE_TOKEN_LIST_H_

#include <cstddef>
#include <optional>
#include <string_view>

#include "engine/base/bytes.h"

namespace corsieve {

// Calls `add` with each element of one header's value; empty ones are none.
// `cr_is_blank` is an engine's leniency: CR around an element counts as a
// blank. nullopt, or the offset of the byte that is no part of a list of
// tokens. https://www.rfc-editor.org/rfc/rfc9110#section-5.6.1.2
template <typename Add>
std::optional<size_t> ReadTokenList(std::string_view value, bool cr_is_blank,
                                    Add add) {
  size_t pos = 0;
  const auto skip_blanks = [&] {
    while (pos < value.size() &&
           (IsTabOrSpace(value[pos]) || (cr_is_blank && value[pos] == '\r'))) {
      ++pos;
    }
  };
  while (true) {
    skip_blanks();
    const std::string_view token =
        value.substr(pos, TokenLength(value.substr(pos)));
    pos += token.size();
    skip_blanks();
    const bool last = pos == value.size();
    if (!last && value[pos] != ',') return pos;
    if (!token.empty()) add(token);
    if (last) return std::nullopt;
    ++pos;
  }
}

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_BASE_TOKEN_LIST_H_
