// Fixed sets of names.

#ifndef CORSIEVE_ENGINE_BASE_NAME_SET_H_
#define CORSIEVE_ENGINE_BASE_NAME_SET_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engine/base/bytes.h"

namespace corsieve {

// Names of less than 64 bytes, compared byte-case-insensitively; to be made by
// the compiler.
template <size_t count>
class NameSet {
 public:
  template <typename... Names>
  constexpr explicit NameSet(Names... names) : names_{names...} {
    for (std::string_view name : names_) sizes_ |= uint64_t{1} << name.size();
  }
  constexpr bool Has(std::string_view name) const {
    // Most names are of another size.
    if (name.size() >= 64 || (sizes_ >> name.size() & 1) == 0) return false;
    for (std::string_view own : names_) {
      if (EqualsIgnoreCase(own, name)) return true;
    }
    return false;
  }

 private:
  std::array<std::string_view, count> names_;
  uint64_t sizes_ = 0;
};
template <typename... Names>
NameSet(Names...) -> NameSet<sizeof...(Names)>;

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_BASE_NAME_SET_H_
