// Lists of tokens: Access-Control-Expose-Headers, -Allow-Headers,
// -Allow-Methods.

#ifndef CORSIEVE_ENGINE_TOKEN_LIST_H_
#define CORSIEVE_ENGINE_TOKEN_LIST_H_

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/bytes.h"

namespace corsieve {

// Adds the elements of one header's value to `*elements`; empty ones are none.
// nullopt, or the offset of the byte that is no part of a list of tokens.
// https://www.rfc-editor.org/rfc/rfc9110#section-5.6.1.2
inline std::optional<size_t> ReadTokenList(
    std::string_view value, std::vector<std::string_view>* elements) {
  size_t pos = 0;
  const auto skip_blanks = [&] {
    while (pos < value.size() && IsTabOrSpace(value[pos])) ++pos;
  };
  while (true) {
    skip_blanks();
    const size_t length = TokenLength(value.substr(pos));
    if (length > 0) elements->push_back(value.substr(pos, length));
    pos += length;
    skip_blanks();
    if (pos == value.size()) return std::nullopt;
    if (value[pos] != ',') return pos;
    ++pos;
  }
}

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_TOKEN_LIST_H_
