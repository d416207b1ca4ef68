// HeaderList's answers by id, for the hot path: most lists have at most 64
// headers, and what is asked for is there once or not at all.

#ifndef CORSIEVE_ENGINE_HEADER_LOOKUP_H_
#define CORSIEVE_ENGINE_HEADER_LOOKUP_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "corsieve/header_list.h"
#include "engine/header_name.h"
#include "engine/simd.h"

namespace corsieve {

// Which of the first 64 headers have this id, as bits.
inline uint64_t RowsOf(const HeaderList& list, HeaderId id) {
  if (list.empty()) return 0;
  const uint64_t all =
      list.size() < 64 ? (uint64_t{1} << list.size()) - 1 : ~uint64_t{0};
  const simd::Baseline::Block ids(reinterpret_cast<const char*>(list.ids()));
  return ids.Equal(static_cast<char>(id)) & all;
}

// How many headers have an id.
enum class Rows : uint8_t { kNone, kOne, kPerhapsSeveral };
struct Lookup {
  Rows rows = Rows::kNone;
  size_t row = 0;  // Of kOne.
};
inline Lookup LookUp(const HeaderList& list, HeaderId id) {
  if (list.size() > 64) return {Rows::kPerhapsSeveral, 0};
  const uint64_t rows = RowsOf(list, id);
  if (rows == 0) return {};
  if ((rows & (rows - 1)) != 0) return {Rows::kPerhapsSeveral, 0};
  return {Rows::kOne, static_cast<size_t>(simd::Baseline::LowestBit(rows))};
}

// As list.Get(id, scratch).
inline std::optional<std::string_view> GetValue(const HeaderList& list,
                                                HeaderId id,
                                                std::string* scratch) {
  const Lookup found = LookUp(list, id);
  if (found.rows == Rows::kNone) return std::nullopt;
  if (found.rows == Rows::kOne) return list[found.row].value;
  return list.Get(id, scratch);
}

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_HEADER_LOOKUP_H_
