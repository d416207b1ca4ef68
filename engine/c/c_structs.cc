#include "engine/c/c_structs.h"

namespace corsieve {

bool IsZeroBehind(const void* given, size_t known, size_t size) {
  const char* const bytes = static_cast<const char*>(given);
  return std::all_of(bytes + known, bytes + size,
                     [](char c) { return c == '\0'; });
}

}  // namespace corsieve
