#include "engine/c/c_output.h"

#include <algorithm>
#include <cstring>

#include "engine/c/c_lists.h"
#include "engine/c/c_structs.h"

namespace corsieve {

corsieve_status Output::Check() const {
  if (reasons == nullptr && capacity != 0) return CORSIEVE_NULL_ARGUMENT;
  if (result == nullptr) return CORSIEVE_OK;
  return CheckStructSize(result);
}

void Output::Write(absl::Span<const Reason> all, corsieve_result r) const {
  if (capacity != 0 && !all.empty()) {
    static_assert(sizeof(Reason) == sizeof(corsieve_reason));
    std::memcpy(reasons, all.data(), std::min(capacity, all.size()));
  }
  if (result == nullptr) return;
  r.header_count = all.size();
  r.exposed_count = std::count_if(all.begin(), all.end(), IsExposed);
  WriteStruct(r, result);
}

void Output::Write(const FilteredResponse& seen) const {
  corsieve_result r = CORSIEVE_RESULT_INIT;
  r.type = static_cast<corsieve_type>(seen.type());
  r.reason = static_cast<corsieve_reason>(seen.reason());
  r.status = static_cast<uint16_t>(seen.status());
  r.status_message = ToStr(seen.status_message());
  r.body_offset = seen.body_offset();
  r.error_offset = ToOffset(seen.error_offset());
  r.error_header = ToOffset(seen.error_header());
  Write(seen.reasons(), r);
}

}  // namespace corsieve
