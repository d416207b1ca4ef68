#include "engine/c/c_output.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "absl/base/optimization.h"
#include "engine/c/c_lists.h"
#include "engine/c/c_structs.h"
#include "engine/simd/words.h"

namespace corsieve {
void Output::Write(absl::Span<const Reason> all, corsieve_result r) const {
  WriteReasons(all);
  if (result == nullptr) return;
  r.header_count = all.size();
  r.exposed_count = std::count_if(all.begin(), all.end(), IsExposed);
  WriteStruct(r, result);
}

}  // namespace corsieve
