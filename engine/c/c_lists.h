// Strings and lists of headers of corsieve.h, as the engine takes them.

#ifndef CORSIEVE_ENGINE_C_C_LISTS_H_
#define CORSIEVE_ENGINE_C_C_LISTS_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "absl/types/span.h"
#include "corsieve.h"
#include "corsieve/header_list.h"

namespace corsieve {

inline bool IsString(corsieve_str s) {
  return s.data != nullptr || s.size == 0;
}

inline std::string_view ToView(corsieve_str s) { return {s.data, s.size}; }

// A string that is there, so that its data is not null.
inline corsieve_str ToStr(std::string_view s) {
  return {s.data() != nullptr ? s.data() : "", s.size()};
}

// Headers of lists, as views, one list behind the other. Memory is reused, and
// not even cleared: that would be a pass of its own.
class Rows {
 public:
  void Clear() { count_ = 0; }
  // On an error some of them may have been appended.
  corsieve_status Append(const corsieve_headers& list) {
    return list.count == 0 ? corsieve_status{CORSIEVE_OK} : AppendSome(list);
  }

  size_t size() const { return count_; }
  Header* begin() { return rows_.data(); }
  Header* end() { return rows_.data() + count_; }
  // Good until the next call that is not const.
  absl::Span<const Header> Part(size_t first, size_t count) const {
    return {rows_.data() + first, count};
  }

 private:
  corsieve_status AppendSome(const corsieve_headers& list);

  std::vector<Header> rows_;  // As long as the longest so far.
  size_t count_ = 0;
};

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_C_C_LISTS_H_
