#include "engine/headers/header_table.h"

#include <algorithm>

#include "engine/base/bytes.h"

namespace corsieve {

void HeaderTable::Grow(size_t capacity) {
  constexpr size_t kBlock = BlockBuffer<HeaderId>::kBlock;
  capacity = std::max(capacity, 2 * headers_.size());
  capacity = (capacity + kBlock - 1) / kBlock * kBlock;
  headers_.resize(capacity);
  folded_.resize(kFoldedSize * capacity);
  ids_.Reserve(capacity);
  hashes_.Reserve(capacity);
  first = headers_.data();
}

void HeaderTable::Append(std::string_view name, std::string_view value) {
  const Columns to = Reserve(count + 1);
  const NameKey key = MakeNameKey(name, to.folded + kFoldedSize * count);
  names_are_plain_ = names_are_plain_ && key.is_plain;
  readable_end_ = nullptr;
  values_are_ascii_ = false;
  to.headers[count] = {name, value};
  to.ids[count] = key.id;
  to.hashes[count] = key.hash;
  if (count < 64) {
    for (size_t k = 0; k < kAsked; ++k) {
      asked_rows_[k] |= uint64_t{key.id == kAskedIds[k]} << count;
    }
  }
  ++count;
}

void HeaderTable::AppendLine(RowKind kind, const Header& line) {
  Reserve(count + 1);
  readable_end_ = nullptr;
  headers_[count] = line;
  TurnIntoLine(count++, kind);
}

void HeaderTable::TurnIntoLine(size_t i, RowKind kind) {
  ids_[i] = kind == RowKind::kMalformed ? HeaderId::kMalformedLine
                                        : HeaderId::kDroppedByEngine;
  // No name is folded to zeros, so nothing finds the row by its name.
  std::fill_n(&folded_[kFoldedSize * i], kFoldedSize, '\0');
  hashes_[i] = 0;
  if (i >= 64) return;
  for (uint64_t& rows : asked_rows_) rows &= ~(uint64_t{1} << i);
}

void HeaderTable::AppendRowOf(const HeaderTable& other, size_t i) {
  if (other.is_header(i)) {
    Append(other[i].name, other[i].value);
  } else {
    AppendLine(other.kind(i), other[i]);
  }
}

bool HeaderTable::Contains(std::string_view name) const {
  for (size_t i = 0; i < count; ++i) {
    if (is_header(i) && EqualsIgnoreCase(first[i].name, name)) return true;
  }
  return false;
}

namespace {

// Joins values by ", " as they come. One alone stays a view of itself.
class Combiner {
 public:
  explicit Combiner(std::string* scratch) : scratch_(scratch) {}
  void Add(std::string_view value) {
    if (!value_) {
      value_ = value;
      return;
    }
    if (!joined_) scratch_->assign(value_->data(), value_->size());
    joined_ = true;
    scratch_->append(", ").append(value);
  }
  std::optional<std::string_view> Result() const {
    return joined_ ? std::string_view(*scratch_) : value_;
  }

 private:
  std::string* scratch_;
  std::optional<std::string_view> value_;
  bool joined_ = false;
};

}  // namespace

std::optional<std::string_view> HeaderTable::Get(std::string_view name,
                                                 std::string* scratch) const {
  Combiner combiner(scratch);
  for (size_t i = 0; i < count; ++i) {
    if (is_header(i) && EqualsIgnoreCase(first[i].name, name)) {
      combiner.Add(first[i].value);
    }
  }
  return combiner.Result();
}

std::optional<std::string_view> HeaderTable::Get(HeaderId id,
                                                 std::string* scratch) const {
  Combiner combiner(scratch);
  for (std::string_view value : values(id)) combiner.Add(value);
  return combiner.Result();
}

size_t HeaderTable::Count(HeaderId id) const {
  size_t found = 0;
  for (size_t i = 0; i < count; ++i) found += ids_[i] == id;
  return found;
}

size_t HeaderTable::Find(HeaderId id, size_t from) const {
  using simd::Baseline;
  for (size_t at = from / 64 * 64; at < count; at += 64) {
    uint64_t found =
        Baseline::Block(ids_.block(at)).Equal(static_cast<char>(id));
    if (at < from) found &= ~uint64_t{0} << (from - at);
    if (found == 0) continue;
    // Rows behind the last one are anything.
    return std::min(at + Baseline::LowestBit(found), count);
  }
  return count;
}

void HeaderTable::Fold(std::string_view more) {
  if (count == 0 || more.empty()) return;
  const std::string_view value = headers_[count - 1].value;
  SetValue(count - 1, value.empty() ? more : Join(value, " ", more));
}

}  // namespace corsieve
