// HeaderTable's answers by id, for what every response is asked for: most lists
// have at most 64 headers, and it is there once or not at all.

#ifndef CORSIEVE_ENGINE_HEADERS_HEADER_LOOKUP_H_
#define CORSIEVE_ENGINE_HEADERS_HEADER_LOOKUP_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/base/optimization.h"
#include "engine/headers/header_name.h"
#include "engine/headers/header_table.h"
#include "engine/simd/simd.h"

namespace corsieve {

// How many headers have an id.
enum class HowMany : uint8_t { kNone, kOne, kSeveral };
struct Lookup {
  HowMany how_many = HowMany::kNone;
  size_t row = 0;  // The first one, if there is one.
};

// Of a list of any size.
inline Lookup LookUpInAll(const HeaderTable& table, HeaderId id) {
  const size_t row = table.Find(id);
  if (row == table.size()) return {};
  const bool is_last = table.Find(id, row + 1) == table.size();
  return {is_last ? HowMany::kOne : HowMany::kSeveral, row};
}

template <HeaderId id>
Lookup LookUp(const HeaderTable& table) {
  constexpr size_t kIndex = [] {
    size_t i = 0;
    while (kAskedIds[i] != id) ++i;
    return i;
  }();
  if (table.size() > 64) return LookUpInAll(table, id);
  const uint64_t rows = table.asked_rows(kIndex);
  if (rows == 0) return {};
  return {(rows & (rows - 1)) == 0 ? HowMany::kOne : HowMany::kSeveral,
          simd::Baseline::LowestBit(rows)};
}

// As table.Get(id, scratch).
template <HeaderId id>
inline std::optional<std::string_view> GetValue(const HeaderTable& table,
                                                std::string* scratch) {
  const Lookup found = LookUp<id>(table);
  if (found.how_many == HowMany::kNone) return std::nullopt;
  if (ABSL_PREDICT_FALSE(found.how_many == HowMany::kSeveral)) {
    return table.Get(id, scratch);
  }
  // By its parts, which compilers keep in registers.
  const std::string_view& value = table[found.row].value;
  return std::string_view(value.data(), value.size());
}

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_HEADERS_HEADER_LOOKUP_H_
