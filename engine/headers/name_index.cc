#include "engine/headers/name_index.h"

#include <algorithm>
#include <cstring>

#include "absl/base/optimization.h"
#include "engine/base/bytes.h"
#include "engine/headers/header_name.h"

namespace corsieve {
namespace {

// A row is put into one of this many slots from its own on, or nowhere.
constexpr size_t kMaxProbes = 32;

// Any order that tells names apart, with what is compared faster first.
int CompareNames(std::string_view a, const char* a_folded, std::string_view b,
                 const char* b_folded) {
  const uint64_t x = LoadBigEndian(a_folded);
  const uint64_t y = LoadBigEndian(b_folded);
  if (x != y) return x < y ? -1 : 1;
  const int first = std::memcmp(a_folded, b_folded, kFoldedSize);
  return first != 0 ? first : Compare<ToLower>(a, b);
}

// The last bytes of a name of more than kFoldedSize, folded.
uint64_t LastFolded(std::string_view name) {
  return LoadLittleEndian(name.data() + name.size() - 8) | 0x2020202020202020u;
}

// Whether row `i` has this name.
inline bool HasName(const FoldedNames& names, size_t i, std::string_view name,
                    const char* folded, bool both_plain) {
  // Different names nearly always differ in their folded bytes, or in the last
  // bytes of longer ones. Equal names are nearly always spelled alike.
  if (!simd::Baseline::Name(names.folded_name(i)).Equals(folded)) return false;
  if (both_plain && name.size() <= kFoldedSize) return true;
  const std::string_view own = names.name(i);
  if (name.size() > kFoldedSize && LastFolded(own) != LastFolded(name)) {
    return false;
  }
  return EqualsShort(own, name) || EqualsIgnoreCase(own, name);
}

}  // namespace

void NameIndex::Build(const FoldedNames& names, uint32_t* first_rows) {
  bits_ = 6;
  while ((size_t{1} << bits_) < 4 * names.size) ++bits_;
  const size_t mask = (size_t{1} << bits_) - 1;
  if (slots_.size() <= mask) slots_.resize(mask + 1);
  std::fill_n(slots_.begin(), mask + 1, 0);
  for (size_t i = 0; i < names.size; ++i) {
    const char* const folded = names.folded_name(i);
    if (*folded == '\0') continue;
    size_t slot = HashOfName(names.name(i), folded) >> (64 - bits_);
    size_t probes = 0;
    while (slots_[slot] != 0 && probes < kMaxProbes &&
           !HasName(names, slots_[slot] - 1, names.name(i), folded,
                    names.are_plain)) {
      slot = (slot + 1) & mask;
      ++probes;
    }
    // So many names do not meet by chance: somebody chose them.
    if (probes == kMaxProbes) {
      Sort(names);
      break;
    }
    if (slots_[slot] == 0) slots_[slot] = static_cast<uint32_t>(i + 1);
    if (first_rows != nullptr) first_rows[i] = slots_[slot] - 1;
  }
  if (first_rows == nullptr || !is_sorted()) return;
  for (size_t i = 0; i < names.size; ++i) {
    first_rows[i] =
        static_cast<uint32_t>(Find(names, names.name(i), names.folded_name(i)));
  }
}

void NameIndex::Sort(const FoldedNames& names) {
  bits_ = 0;
  sorted_ = names.size;
  for (size_t i = 0; i < sorted_; ++i) slots_[i] = static_cast<uint32_t>(i);
  std::sort(
      slots_.begin(), slots_.begin() + sorted_, [&](uint32_t a, uint32_t b) {
        const int order = CompareNames(names.name(a), names.folded_name(a),
                                       names.name(b), names.folded_name(b));
        return order != 0 ? order < 0 : a < b;
      });
}

size_t NameIndex::Find(const FoldedNames& names, std::string_view name,
                       const char* folded) const {
  if (is_sorted()) {
    const auto end = slots_.begin() + sorted_;
    const uint64_t first = LoadBigEndian(folded);
    const auto found = std::lower_bound(
        slots_.begin(), end, name, [&](uint32_t row, std::string_view) {
          const uint64_t word = LoadBigEndian(names.folded_name(row));
          if (ABSL_PREDICT_TRUE(word != first)) return word < first;
          return CompareNames(names.name(row), names.folded_name(row), name,
                              folded) < 0;
        });
    return found != end && HasName(names, *found, name, folded, false)
               ? *found
               : names.size;
  }
  const size_t mask = (size_t{1} << bits_) - 1;
  size_t slot = HashOfName(name, folded) >> (64 - bits_);
  for (size_t probes = 0; slots_[slot] != 0 && probes < kMaxProbes; ++probes) {
    const size_t row = slots_[slot] - 1;
    if (HasName(names, row, name, folded, false)) return row;
    slot = (slot + 1) & mask;
  }
  return names.size;
}

}  // namespace corsieve
