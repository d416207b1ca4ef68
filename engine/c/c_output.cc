#include "engine/c/c_output.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "engine/c/c_lists.h"
#include "engine/c/c_structs.h"
#include "engine/filter/filter_state.h"

namespace corsieve {
namespace {

// By 64 rows, which takes the same branches for most lists.
size_t CountExposed(const FilteredResponse& seen) {
  size_t count = 0;
  for (size_t at = 0; at < seen.reasons().size(); at += 64) {
    count += __builtin_popcountll(FilterState::ExposedRows(seen, at));
  }
  return count;
}

}  // namespace

void Output::WriteReasons(absl::Span<const Reason> all) const {
  static_assert(sizeof(Reason) == sizeof(corsieve_reason));
  if (capacity == 0 || all.empty()) return;
  std::memcpy(reasons, all.data(), std::min(capacity, all.size()));
}

void Output::Write(const FilteredResponse& seen) const {
  WriteReasons(seen.reasons());
  if (result == nullptr) return;
  corsieve_result room;
  const bool in_place = result->struct_size == sizeof room;
  corsieve_result& r = in_place ? *result : room;
  r.type = static_cast<corsieve_type>(seen.type());
  r.reason = static_cast<corsieve_reason>(seen.reason());
  r.status = static_cast<uint16_t>(seen.status());
  r.status_message = ToStr(seen.status_message());
  r.header_count = seen.reasons().size();
  r.exposed_count = CountExposed(seen);
  r.body_offset = seen.body_offset();
  r.error_offset = ToOffset(seen.error_offset());
  r.error_header = ToOffset(seen.error_header());
  if (!in_place) WriteStruct(room, result);
}

void Output::Write(absl::Span<const Reason> all, corsieve_result r) const {
  WriteReasons(all);
  if (result == nullptr) return;
  r.header_count = all.size();
  r.exposed_count = std::count_if(all.begin(), all.end(), IsExposed);
  WriteStruct(r, result);
}

}  // namespace corsieve
