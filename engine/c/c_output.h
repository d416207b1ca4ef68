// What corsieve.h has calls fill in.

#ifndef CORSIEVE_ENGINE_C_C_OUTPUT_H_
#define CORSIEVE_ENGINE_C_C_OUTPUT_H_

#include <cstddef>
#include <optional>

#include "absl/types/span.h"
#include "corsieve.h"
#include "corsieve/filtered_response.h"
#include "corsieve/reason.h"
#include "engine/c/c_structs.h"

namespace corsieve {

inline constexpr corsieve_str kNoString = {nullptr, 0};
inline constexpr corsieve_reason kNoReason = 255;

inline size_t ToOffset(std::optional<size_t> offset) {
  return offset ? *offset : CORSIEVE_NONE;
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

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_C_C_OUTPUT_H_
