// Strings and lists of headers of corsieve.h, as the engine takes them.

#ifndef CORSIEVE_ENGINE_C_C_LISTS_H_
#define CORSIEVE_ENGINE_C_C_LISTS_H_

#include <string_view>
#include <vector>

#include "corsieve.h"
#include "corsieve/header_list.h"

namespace corsieve {

inline bool IsString(corsieve_str s) {
  return s.data != nullptr || s.size == 0;
}

inline std::string_view ToView(corsieve_str s) { return {s.data, s.size}; }

// A string that is there, so that its data is not null.
inline corsieve_str ToStr(std::string_view s) {
  return {s.data() != nullptr ? s.data() : "", s.size()};
}

// Appends the headers of a list, as views, to `*rows`. On an error some of them
// may have been.
corsieve_status AppendHeaders(const corsieve_headers& list,
                              std::vector<Header>* rows);

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_C_C_LISTS_H_
