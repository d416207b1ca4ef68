#include "engine/c/c_output.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "engine/c/c_lists.h"
#include "engine/c/c_structs.h"

namespace corsieve {

corsieve_status Output::Check() const {
  if (reasons == nullptr && capacity != 0) return CORSIEVE_NULL_ARGUMENT;
  if (result == nullptr) return CORSIEVE_OK;
  return CheckStructSize(result);
}

namespace {

// Eight at a time: the reason of a header is less than 128, and if it is one of
// those that expose, adding 128 - 10 sets no top bit.
size_t CountExposed(absl::Span<const Reason> all) {
  constexpr uint64_t kOnes = 0x0101010101010101;
  size_t hidden = 0;
  size_t i = 0;
  for (; i + 8 <= all.size(); i += 8) {
    uint64_t word;
    std::memcpy(&word, all.data() + i, 8);
    const uint64_t top = (word + 118 * kOnes) >> 7 & kOnes;
    hidden += top * kOnes >> 56;
  }
  for (; i < all.size(); ++i) hidden += IsExposed(all[i]) ? 0 : 1;
  return all.size() - hidden;
}

}  // namespace

void Output::Write(absl::Span<const Reason> all, corsieve_result* r) const {
  if (capacity != 0 && !all.empty()) {
    static_assert(sizeof(Reason) == sizeof(corsieve_reason));
    std::memcpy(reasons, all.data(), std::min(capacity, all.size()));
  }
  if (result == nullptr) return;
  r->header_count = all.size();
  r->exposed_count = CountExposed(all);
  WriteStruct(*r, result);
}

void Output::Write(const FilteredResponse& seen) const {
  corsieve_result r;
  r.struct_size = sizeof r;
  r.type = static_cast<corsieve_type>(seen.type());
  r.reason = static_cast<corsieve_reason>(seen.reason());
  r.status = static_cast<uint16_t>(seen.status());
  r.status_message = ToStr(seen.status_message());
  r.body_offset = seen.body_offset();
  r.error_offset = ToOffset(seen.error_offset());
  r.error_header = ToOffset(seen.error_header());
  Write(seen.reasons(), &r);
}

}  // namespace corsieve
