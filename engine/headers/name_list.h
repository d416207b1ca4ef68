// A list of names that can be asked whether it has one.

#ifndef CORSIEVE_ENGINE_HEADERS_NAME_LIST_H_
#define CORSIEVE_ENGINE_HEADERS_NAME_LIST_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/types/span.h"
#include "engine/headers/name_index.h"
#include "engine/simd/simd.h"

namespace corsieve {

// Names as views, which must live as long; perhaps repeated. Keeps its memory
// when cleared.
class NameList {
 public:
  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  absl::Span<const std::string_view> names() const {
    return {names_.data(), size_};
  }

  void clear() {
    size_ = 0;
    indexed_ = 0;
    are_plain_ = true;
  }
  void Append(std::string_view name);

  // Makes Has() answer in the same time for any number of names. Without it, or
  // after more were appended, it looks at each.
  void BuildIndex();

  // Whether the list has `name`, byte-case-insensitively. The second form is
  // given its folded form, too (MakeNameKey).
  bool Has(std::string_view name) const;
  bool Has(std::string_view name, const char* folded) const;

  // Writes which name is the first that is equal to each, also to itself.
  void FindFirstRows(uint32_t* first_rows);

  // Whether all names are of plain bytes (engine/simd.h).
  bool are_plain() const { return are_plain_; }
  // 32 bytes: name `i` as names are compared.
  const char* folded(size_t i) const {
    return folded_.data() + kFoldedSize * i;
  }

  // The rows from size() on, for a kernel that writes names itself; it writes
  // plain ones only.
  struct Rows {
    std::string_view* names;
    char* folded;
  };
  // Makes room for `capacity` rows in all.
  Rows Reserve(size_t capacity) {
    if (capacity > names_.size()) Grow(capacity);
    return {names_.data(), folded_.data()};
  }
  // Takes the first `size` rows, which were written, as the list.
  void SetSize(size_t size) { size_ = size; }
  // A copy of `bytes` with so many more behind it that can be read, good until
  // the next one.
  const char* CopyWithRoom(std::string_view bytes, size_t room);

 private:
  void Grow(size_t capacity);
  bool HasByLooking(std::string_view name) const;
  FoldedNames folded_names() const {
    return {names_.data(), folded_.data(), size_, are_plain_};
  }

  size_t size_ = 0;
  size_t indexed_ = 0;  // How many of the names the index knows.
  bool are_plain_ = true;
  std::vector<std::string_view> names_;
  std::vector<char> folded_;
  std::vector<char> copy_;
  NameIndex index_;
};

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_HEADERS_NAME_LIST_H_
