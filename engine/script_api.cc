#include "corsieve/script_api.h"

#include <algorithm>
#include <cstring>
#include <numeric>

#include "engine/bytes.h"
#include "engine/header_name.h"
#include "engine/simd.h"

namespace corsieve {

std::optional<std::string_view> ScriptApi::Get(const FilteredResponse& seen,
                                               std::string_view name) {
  const HeaderList& list = seen.internal_response().header_list;
  std::optional<std::string_view> value;
  bool joined = false;
  for (size_t i = 0; i < list.size(); ++i) {
    if (!IsExposed(seen.reasons()[i])) continue;
    if (!EqualsIgnoreCase(list[i].name, name)) continue;
    if (!value) {
      value = list[i].value;
      continue;
    }
    if (!joined) text_.assign(value->data(), value->size());
    joined = true;
    text_.append(", ").append(list[i].value);
  }
  return joined ? std::string_view(text_) : value;
}

bool ScriptApi::Has(const FilteredResponse& seen, std::string_view name) {
  return Get(seen, name).has_value();
}

absl::Span<const std::string_view> ScriptApi::GetSetCookie(
    const FilteredResponse& seen) {
  values_.clear();
  for (const Outcome o : seen.outcomes()) {
    if (o.exposed() && EqualsIgnoreCase(o.name, "Set-Cookie")) {
      values_.push_back(o.value);
    }
  }
  return values_;
}

namespace {

constexpr size_t kKeySize = 16;
// How many bytes WriteName and CopyValue may write behind what they write.
constexpr size_t kSlack = kFoldedSize;

// Eight bytes of a folded name, in lower case: the fold made 7F of `_`.
uint64_t LowerCased(uint64_t word) {
  constexpr uint64_t kOnes = 0x0101010101010101u;
  const uint64_t is_7f = ((word & kOnes * 0x7F) + kOnes) & kOnes * 0x80;
  return word ^ is_7f >> 2;
}

char* CopyValue(std::string_view value, const char* readable_end, char* out) {
  const size_t size = value.size();
  if (readable_end == nullptr || size > kSlack ||
      readable_end - value.data() < static_cast<ptrdiff_t>(kSlack)) {
    std::copy(value.begin(), value.end(), out);
  } else {
    // Of one size, which needs no call.
    std::memcpy(out, value.data(), kSlack);
  }
  return out + size;
}

}  // namespace

// Fills exposed_ with the exposed headers, in the order received.
void ScriptApi::Collect(const FilteredResponse& seen, Order order) {
  using simd::Baseline;
  const HeaderList& list = seen.internal_response().header_list;
  const char* const reasons =
      reinterpret_cast<const char*>(seen.reasons().data());
  if (exposed_.size() < list.size()) exposed_.resize(list.capacity());
  text_bound_ = kSlack;
  count_ = 0;
  for (size_t at = 0; at < list.size(); at += 64) {
    const size_t rest = list.size() - at;
    uint64_t exposed = Baseline::Block(reasons + at)
                           .AtMost(static_cast<char>(Reason::kExposedByStar));
    if (rest < 64) exposed &= (uint64_t{1} << rest) - 1;
    for (; exposed != 0; exposed &= exposed - 1) {
      const size_t row = at + Baseline::LowestBit(exposed);
      const char* key = list.folded(row);
      char mapped[kKeySize] = {};
      if (!list.names_are_plain()) {
        for (size_t i = 0; i < std::min(kKeySize, list[row].name.size()); ++i) {
          const char c = list[row].name[i];
          mapped[i] = order == Order::kLowerCase ? ToLower(c) : ToUpper(c);
        }
        key = mapped;
      }
      Entry& entry = exposed_[count_++];
      entry = {LoadBigEndian(key), LoadBigEndian(key + 8),
               static_cast<uint32_t>(row), list[row].name.size() > kKeySize};
      if (list.names_are_plain() && order == Order::kLowerCase) {
        entry.high = LowerCased(entry.high);
        entry.low = LowerCased(entry.low);
      }
      text_bound_ += list[row].name.size() + list[row].value.size() + 4;
    }
  }
}

// Sorts them by name; headers of one name stay as received.
void ScriptApi::Sort(const HeaderList& list, Order order) {
  const auto less = [&](const Entry& a, const Entry& b) {
    if (a.high != b.high) return a.high < b.high;
    if (a.low != b.low) return a.low < b.low;
    if (a.is_longer || b.is_longer) {
      const std::string_view x = list[a.row].name;
      const std::string_view y = list[b.row].name;
      const int rests = order == Order::kLowerCase ? Compare<ToLower>(x, y)
                                                   : Compare<ToUpper>(x, y);
      if (rests != 0) return rests < 0;
    }
    return a.row < b.row;
  };
  if (order_.size() < count_) order_.resize(exposed_.size());
  constexpr size_t kFew = 16;
  if (count_ > kFew) {
    const auto begin = exposed_.begin();
    const auto end = begin + count_;
    // Some send them sorted, or many of one name.
    if (!std::is_sorted(begin, end, less)) std::sort(begin, end, less);
    std::iota(order_.begin(), order_.begin() + count_, 0);
    return;
  }
  // Of few, each counts those before it by their first bytes, with its place in
  // the last bits to tell equals apart: no branch has to be guessed.
  constexpr uint64_t kPlace = kFew - 1;
  uint64_t keys[kFew];
  std::fill_n(keys, kFew, ~uint64_t{0});
  for (size_t i = 0; i < count_; ++i) {
    keys[i] = (exposed_[i].high & ~kPlace) | i;
  }
  for (size_t i = 0; i < count_; ++i) {
    const uint64_t key = keys[i];
    size_t rank = 0;
#pragma GCC unroll 16
    for (size_t k = 0; k < kFew; ++k) rank += keys[k] < key;
    order_[rank] = static_cast<uint32_t>(i);
  }
  // Then equals find their places by the other bytes.
  for (size_t i = 1; i < count_; ++i) {
    for (size_t k = i; k > 0; --k) {
      const bool equal = (keys[order_[k]] ^ keys[order_[k - 1]]) <= kPlace;
      if (!equal || !less(exposed_[order_[k]], exposed_[order_[k - 1]])) break;
      std::swap(order_[k], order_[k - 1]);
    }
  }
}

// Whether `b`, which follows `a`, has the same name.
inline bool ScriptApi::ContinuesName(const HeaderList& list, const Entry& a,
                                     const Entry& b) {
  const std::string_view name = list[b.row].name;
  return a.high == b.high && a.low == b.low &&
         (name.size() <= kKeySize ? list[a.row].name.size() == name.size()
                                  : EqualsIgnoreCase(list[a.row].name, name));
}

// Writes the name in lower case.
inline char* ScriptApi::WriteName(const HeaderList& list, const Entry& entry,
                                  char* out) const {
  const std::string_view name = list[entry.row].name;
  if (list.names_are_plain() && name.size() <= kFoldedSize) {
    simd::Baseline::Name lower(list.folded(entry.row));
    lower.Lower();
    lower.Store(out);
  } else {
    for (size_t i = 0; i < name.size(); ++i) out[i] = ToLower(name[i]);
  }
  return out + name.size();
}

absl::Span<const Header> ScriptApi::Entries(const FilteredResponse& seen) {
  const HeaderList& list = seen.internal_response().header_list;
  Collect(seen, Order::kLowerCase);
  Sort(list, Order::kLowerCase);
  if (text_.size() < text_bound_) text_.resize(text_bound_);
  char* out = &text_[0];
  entries_.clear();
  for (size_t i = 0; i < count_; ++i) {
    const Entry& entry = exposed_[order_[i]];
    const Header& header = list[entry.row];
    if (i > 0 && ContinuesName(list, exposed_[order_[i - 1]], entry)) {
      // Set-Cookie, which alone is not combined, is never exposed.
      std::string_view& value = entries_.back().value;
      if (value.data() + value.size() != out) {
        char* const begin = out;
        out = CopyValue(value, list.readable_end(), out);
        value = {begin, value.size()};
      }
      *out++ = ',';
      *out++ = ' ';
      out = CopyValue(header.value, list.readable_end(), out);
      value = {value.data(), static_cast<size_t>(out - value.data())};
      continue;
    }
    char* const name = out;
    out = WriteName(list, entry, out);
    entries_.push_back({{name, header.name.size()}, header.value});
  }
  return entries_;
}

std::string_view ScriptApi::GetAllResponseHeaders(
    const FilteredResponse& seen) {
  const HeaderList& list = seen.internal_response().header_list;
  Collect(seen, Order::kUpperCase);
  Sort(list, Order::kUpperCase);
  if (text_.size() < text_bound_) text_.resize(text_bound_);
  char* out = &text_[0];
  for (size_t i = 0; i < count_; ++i) {
    const Entry& entry = exposed_[order_[i]];
    if (i > 0 && ContinuesName(list, exposed_[order_[i - 1]], entry)) {
      out -= 2;  // The line goes on.
      *out++ = ',';
    } else {
      out = WriteName(list, entry, out);
      *out++ = ':';
    }
    *out++ = ' ';
    out = CopyValue(list[entry.row].value, list.readable_end(), out);
    *out++ = '\r';
    *out++ = '\n';
  }
  return {text_.data(), static_cast<size_t>(out - text_.data())};
}

}  // namespace corsieve
