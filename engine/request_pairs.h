// The headers of a request, as Exchange keeps them.

#ifndef CORSIEVE_ENGINE_REQUEST_PAIRS_H_
#define CORSIEVE_ENGINE_REQUEST_PAIRS_H_

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "corsieve/header_list.h"
#include "engine/bytes.h"

namespace corsieve {

using Pairs = std::vector<std::pair<std::string, std::string>>;

inline Pairs::iterator FindHeader(Pairs* headers, std::string_view name) {
  return std::find_if(headers->begin(), headers->end(), [&](const auto& h) {
    return EqualsIgnoreCase(h.first, name);
  });
}

template <typename Matches>
void DropHeaders(Pairs* headers, Matches matches) {
  headers->erase(
      std::remove_if(headers->begin(), headers->end(),
                     [&](const auto& h) { return matches(h.first); }),
      headers->end());
}

inline std::vector<Header> Views(const Pairs& headers) {
  std::vector<Header> views;
  for (const auto& [name, value] : headers) views.push_back({name, value});
  return views;
}

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_REQUEST_PAIRS_H_
