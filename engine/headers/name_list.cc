#include "engine/headers/name_list.h"

#include <algorithm>

#include "engine/base/bytes.h"
#include "engine/headers/header_name.h"

namespace corsieve {
namespace {

// To look at so few names costs less than to index them.
constexpr size_t kFew = 16;

}  // namespace

void NameList::Grow(size_t capacity) {
  capacity = std::max(capacity, 2 * names_.size());
  names_.resize(capacity);
  folded_.resize(kFoldedSize * capacity);
}

void NameList::Append(std::string_view name) {
  const Rows rows = Reserve(size_ + 1);
  const NameKey key = MakeNameKey(name, rows.folded + kFoldedSize * size_);
  are_plain_ = are_plain_ && key.is_plain;
  rows.names[size_++] = name;
}

const char* NameList::CopyWithRoom(std::string_view bytes, size_t room) {
  const size_t size = bytes.size() + room;
  if (copy_.size() < size) copy_.resize(2 * size);
  std::copy(bytes.begin(), bytes.end(), copy_.begin());
  return copy_.data();
}

void NameList::BuildIndex() {
  if (size_ <= kFew) return;
  index_.Build(folded_names());
  indexed_ = size_;
}

void NameList::FindFirstRows(uint32_t* first_rows) {
  index_.Build(folded_names(), first_rows);
  indexed_ = size_;
}

bool NameList::HasByLooking(std::string_view name) const {
  return std::any_of(
      names_.begin(), names_.begin() + size_,
      [&](std::string_view own) { return EqualsIgnoreCase(own, name); });
}

bool NameList::Has(std::string_view name) const {
  if (indexed_ != size_) return HasByLooking(name);
  char folded[kFoldedSize];
  MakeNameKey(name, folded);
  return Has(name, folded);
}

bool NameList::Has(std::string_view name, const char* folded) const {
  if (indexed_ != size_ || size_ == 0) return HasByLooking(name);
  return index_.Find(folded_names(), name, folded) < size_;
}

}  // namespace corsieve
