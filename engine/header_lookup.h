// HeaderList's answers by id, for what every response is asked for: most lists
// have at most 64 headers, and it is there once or not at all.

#ifndef CORSIEVE_ENGINE_HEADER_LOOKUP_H_
#define CORSIEVE_ENGINE_HEADER_LOOKUP_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/base/optimization.h"
#include "corsieve/header_list.h"
#include "engine/header_name.h"
#include "engine/simd.h"

namespace corsieve {

// How many headers have an id.
enum class Rows : uint8_t { kNone, kOne, kSeveral };
struct Lookup {
  Rows rows = Rows::kNone;
  size_t row = 0;  // The first one, if there is one.
};

// Of a list of any size.
inline Lookup LookUpInAll(const HeaderList& list, HeaderId id) {
  const size_t row = list.Find(id);
  if (row == list.size()) return {};
  const bool is_last = list.FindNext(id, row) == list.size();
  return {is_last ? Rows::kOne : Rows::kSeveral, row};
}

template <HeaderId id>
Lookup LookUp(const HeaderList& list) {
  constexpr size_t kIndex = [] {
    size_t i = 0;
    while (kAskedIds[i] != id) ++i;
    return i;
  }();
  if (list.size() > 64) return LookUpInAll(list, id);
  const uint64_t rows = list.asked_rows(kIndex);
  if (rows == 0) return {};
  return {(rows & (rows - 1)) == 0 ? Rows::kOne : Rows::kSeveral,
          simd::Baseline::LowestBit(rows)};
}

// As list.Get(id, scratch).
template <HeaderId id>
inline std::optional<std::string_view> GetValue(const HeaderList& list,
                                                std::string* scratch) {
  const Lookup found = LookUp<id>(list);
  if (found.rows == Rows::kNone) return std::nullopt;
  if (ABSL_PREDICT_FALSE(found.rows == Rows::kSeveral)) {
    return list.Get(id, scratch);
  }
  // By its parts, which compilers keep in registers.
  const std::string_view& value = list[found.row].value;
  return std::string_view(value.data(), value.size());
}

// Whether Content-Length may be several numbers: only those can conflict.
inline bool HasSeveralLengths(const HeaderList& list) {
  const Lookup found = LookUp<HeaderId::kContentLength>(list);
  return found.rows == Rows::kSeveral ||
         (found.rows == Rows::kOne &&
          list[found.row].value.find(',') != std::string_view::npos);
}

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_HEADER_LOOKUP_H_
