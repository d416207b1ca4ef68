// Finds a name among many, in the same time however many there are.

#ifndef CORSIEVE_ENGINE_HEADERS_NAME_INDEX_H_
#define CORSIEVE_ENGINE_HEADERS_NAME_INDEX_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "corsieve/header_list.h"
#include "engine/simd/simd.h"

namespace corsieve {

// Some names and their folded forms (MakeNameKey), one each, as they lie in
// somebody's memory. A row whose folded form begins with a zero has no name.
struct FoldedNames {
  FoldedNames(const Header* headers, const char* folded, size_t size,
              bool are_plain)
      : folded(folded),
        size(size),
        are_plain(are_plain),
        first_(reinterpret_cast<const char*>(headers)),
        stride_(sizeof(Header)) {}
  FoldedNames(const std::string_view* names, const char* folded, size_t size,
              bool are_plain)
      : folded(folded),
        size(size),
        are_plain(are_plain),
        first_(reinterpret_cast<const char*>(names)),
        stride_(sizeof(std::string_view)) {}

  std::string_view name(size_t i) const {
    // A header begins with its name.
    return *reinterpret_cast<const std::string_view*>(first_ + stride_ * i);
  }
  const char* folded_name(size_t i) const { return folded + kFoldedSize * i; }

  const char* folded;
  size_t size;
  bool are_plain;  // Whether all names are of plain bytes (engine/simd.h).

 private:
  const char* first_;
  size_t stride_;
};

// An index of names, which are to be the same at each question. The one guard
// against names that were made to meet is here: no question takes more than a
// few comparisons, or a search in sorted names.
class NameIndex {
 public:
  // Writes which row is the first with the name of row i to `first_rows`[i], if
  // that is not null; of rows without a name, anything.
  void Build(const FoldedNames& names, uint32_t* first_rows = nullptr);

  // The first row with this name, whose folded form is given too; or
  // names.size.
  size_t Find(const FoldedNames& names, std::string_view name,
              const char* folded) const;

  // Whether too many names met, so that they were sorted instead.
  bool is_sorted() const { return bits_ == 0; }

 private:
  void Sort(const FoldedNames& names);

  // Either slots of rows and 0 for none, row 0 being 1; or the rows sorted by
  // name.
  std::vector<uint32_t> slots_;
  size_t sorted_ = 0;  // How many rows are sorted.
  size_t bits_ = 0;    // Of a slot's number; 0 where it is sorted.
};

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_HEADERS_NAME_INDEX_H_
