// What corsieve.h has calls fill in.

#ifndef CORSIEVE_ENGINE_C_C_OUTPUT_H_
#define CORSIEVE_ENGINE_C_C_OUTPUT_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>

#include "absl/base/optimization.h"
#include "absl/types/span.h"
#include "corsieve.h"
#include "corsieve/filtered_response.h"
#include "corsieve/reason.h"
#include "engine/c/c_lists.h"
#include "engine/c/c_structs.h"
#include "engine/simd/words.h"

namespace corsieve {

inline constexpr corsieve_str kNoString = {nullptr, 0};
inline constexpr corsieve_reason kNoReason = 255;

inline size_t ToOffset(std::optional<size_t> offset) {
  return offset ? *offset : CORSIEVE_NONE;
}

// The reasons are in a BlockBuffer, so that there are always whole blocks.
inline size_t CountExposed(absl::Span<const Reason> reasons) {
  static_assert(sizeof(Reason) == sizeof(uint8_t));
  return simd::CountAtMost(reinterpret_cast<const uint8_t*>(reasons.data()),
                           reasons.size(),
                           static_cast<uint8_t>(Reason::kExposedByStar));
}

// All but the size of the struct.
inline void Fill(const FilteredResponse& seen, corsieve_result* r) {
  r->type = static_cast<corsieve_type>(seen.type());
  r->reason = static_cast<corsieve_reason>(seen.reason());
  r->status = static_cast<uint16_t>(seen.status());
  r->status_message = ToStr(seen.status_message());
  r->header_count = seen.reasons().size();
  r->exposed_count = CountExposed(seen.reasons());
  r->body_offset = seen.body_offset();
  r->error_offset = ToOffset(seen.error_offset());
  r->error_header = ToOffset(seen.error_header());
}

// The caller's array of reasons and its result, which may both be none.
struct Output {
 public:
  corsieve_reason* reasons;
  size_t capacity;
  corsieve_result* result;

  // Whether they can be filled in: asked before anything is done.
  corsieve_status Check() const {
    if (reasons == nullptr && capacity != 0) return CORSIEVE_NULL_ARGUMENT;
    if (result == nullptr) return CORSIEVE_OK;
    return CheckStructSize(result);
  }
  void Write(const FilteredResponse& seen) const;
  // What `r` says, with the reasons and their numbers.
  void Write(absl::Span<const Reason> all, corsieve_result r) const;

 private:
  void WriteReasons(absl::Span<const Reason> all) const;
};

inline void Output::WriteReasons(absl::Span<const Reason> all) const {
  static_assert(sizeof(Reason) == sizeof(corsieve_reason));
  if (capacity == 0 || all.empty()) return;
  std::memcpy(reasons, all.data(), std::min(capacity, all.size()));
}

inline void Output::Write(const FilteredResponse& seen) const {
  if (result != nullptr) {
    if (ABSL_PREDICT_TRUE(result->struct_size == sizeof *result)) {
      Fill(seen, result);
    } else {
      corsieve_result known;
      Fill(seen, &known);
      WriteStruct(known, result);
    }
  }
  WriteReasons(seen.reasons());
}

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_C_C_OUTPUT_H_
