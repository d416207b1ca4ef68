#include "corsieve/script_api.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "absl/base/optimization.h"
#include "engine/base/bytes.h"
#include "engine/filter/filter_state.h"
#include "engine/headers/header_name.h"
#include "engine/headers/header_table.h"
#include "engine/simd/simd.h"

namespace corsieve {

// Which way names are mapped before they are compared.
enum class Order : uint8_t { kLowerCase, kUpperCase };

struct ScriptApi::State {
  // An exposed header and what it is sorted by first: the first eight bytes of
  // its name, mapped, as a big-endian number.
  struct Entry {
    uint64_t key;
    size_t row;
  };
  struct LongEntry {
    uint64_t key;
    uint64_t rest;   // The next eight.
    uint32_t place;  // In exposed.
    bool is_longer;  // Than all sixteen.
  };

  static uint64_t Key(const HeaderTable& table, size_t row, size_t at,
                      Order order);
  static int CompareNames(const HeaderTable& table, size_t a, size_t b,
                          Order order);
  static int CompareRests(const HeaderTable& table, size_t a, size_t b,
                          Order order);
  void Collect(const FilteredResponse& seen, Order order);
  void Sort(const HeaderTable& table, Order order);
  void SortMany(const HeaderTable& table, Order order);
  absl::Span<const Header> Entries(const FilteredResponse& seen);
  std::string_view GetAllResponseHeaders(const FilteredResponse& seen);

  // As long as the longest so far; of the response in hand are count_.
  std::vector<Entry> exposed_;
  std::vector<uint32_t> order_;  // Of exposed_.
  std::vector<LongEntry> many_;
  size_t count_ = 0;
  std::vector<Header> entries_;
  std::vector<std::string_view> values_;
  std::string text_;
};

ScriptApi::ScriptApi() : state_(std::make_unique<State>()) {}

ScriptApi::~ScriptApi() = default;

namespace {

// Calls `each(value)` for the exposed headers of a name.
template <typename Each>
void ForEachValue(const FilteredResponse& seen, std::string_view name,
                  Each each) {
  const HeaderList& list = seen.internal_response().header_list;
  for (size_t i = 0; i < list.size(); ++i) {
    if (IsExposed(seen.reasons()[i]) && EqualsIgnoreCase(list[i].name, name)) {
      each(list[i].value);
    }
  }
}

}  // namespace

std::optional<std::string_view> ScriptApi::Get(const FilteredResponse& seen,
                                               std::string_view name) {
  std::string& text = state_->text_;
  std::optional<std::string_view> value;
  bool joined = false;
  ForEachValue(seen, name, [&](std::string_view one) {
    if (!value) {
      value = one;
      return;
    }
    if (!joined) text.assign(value->data(), value->size());
    joined = true;
    text.append(", ").append(one);
  });
  return joined ? std::string_view(text) : value;
}

bool ScriptApi::Has(const FilteredResponse& seen, std::string_view name) {
  return Get(seen, name).has_value();
}

absl::Span<const std::string_view> ScriptApi::GetSetCookie(
    const FilteredResponse& seen) {
  std::vector<std::string_view>& values = state_->values_;
  values.clear();
  ForEachValue(seen, "Set-Cookie",
               [&](std::string_view value) { values.push_back(value); });
  return values;
}

namespace {

using simd::Baseline;

constexpr size_t kKeySize = 8;
// How many bytes WriteName and ValueCopier may write behind what they write.
constexpr size_t kSlack = 64;

// Eight bytes of a folded name, in lower case: the fold made 7F of `_`.
uint64_t LowerCased(uint64_t word) {
  constexpr uint64_t kOnes = 0x0101010101010101u;
  const uint64_t is_7f = ((word & kOnes * 0x7F) + kOnes) & kOnes * 0x80;
  return word ^ is_7f >> 2;
}

// Writes the indexes of the first `count` of `most` numbers in the order of
// these, which are all different; the others are not less. Each counts those
// before it: no branch has to be guessed.
template <size_t most>
inline void SortFew(const uint64_t* numbers, size_t count, uint32_t* order) {
  for (size_t i = 0; i < count; ++i) {
    const uint64_t number = numbers[i];
    size_t rank = 0;
#pragma GCC unroll 16
    for (size_t k = 0; k < most; ++k) rank += numbers[k] < number;
    order[rank] = static_cast<uint32_t>(i);
  }
}

}  // namespace

// The bytes from `at` on of the name of a header, mapped, as a big-endian
// number.
ABSL_ATTRIBUTE_ALWAYS_INLINE
inline uint64_t ScriptApi::State::Key(const HeaderTable& list, size_t row,
                                      size_t at, Order order) {
  if (ABSL_PREDICT_TRUE(list.names_are_plain())) {
    const uint64_t folded = LoadBigEndian(list.folded(row) + at);
    return order == Order::kLowerCase ? LowerCased(folded) : folded;
  }
  const std::string_view name = list[row].name;
  char mapped[kKeySize] = {};
  for (size_t i = at; i < std::min(at + kKeySize, name.size()); ++i) {
    mapped[i - at] =
        order == Order::kLowerCase ? ToLower(name[i]) : ToUpper(name[i]);
  }
  return LoadBigEndian(mapped);
}

// Fills exposed_ with the exposed headers, in the order received.
inline void ScriptApi::State::Collect(const FilteredResponse& seen,
                                      Order order) {
  const HeaderTable& list = TableOf(seen.internal_response().header_list);
  if (exposed_.size() < list.size()) exposed_.resize(2 * list.size());
  size_t bound = kSlack;
  Entry* entry = exposed_.data();
  for (size_t at = 0; at < list.size(); at += 64) {
    uint64_t exposed = FilterState::ExposedRows(seen, at);
    for (; exposed != 0; exposed &= exposed - 1) {
      const size_t row = at + Baseline::LowestBit(exposed);
      *entry++ = {Key(list, row, 0, order), row};
      bound += list[row].name.size() + list[row].value.size() + 4;
    }
  }
  count_ = entry - exposed_.data();
  if (text_.size() < bound) text_.resize(bound);
}

// How the names of two headers compare whose first 2 * kKeySize bytes are
// equal. A function of its own: in a sort it costs those that never call it.
ABSL_ATTRIBUTE_NOINLINE int ScriptApi::State::CompareNames(
    const HeaderTable& list, size_t a, size_t b, Order order) {
  const uint64_t x = Key(list, a, 2 * kKeySize, order);
  const uint64_t y = Key(list, b, 2 * kKeySize, order);
  if (x != y) return x < y ? -1 : 1;
  const auto rest = [&](size_t row) {
    const std::string_view name = list[row].name;
    return name.substr(std::min(3 * kKeySize, name.size()));
  };
  return order == Order::kLowerCase ? Compare<ToLower>(rest(a), rest(b))
                                    : Compare<ToUpper>(rest(a), rest(b));
}

// The same where their keys are equal.
int ScriptApi::State::CompareRests(const HeaderTable& list, size_t a, size_t b,
                                   Order order) {
  const uint64_t x = Key(list, a, kKeySize, order);
  const uint64_t y = Key(list, b, kKeySize, order);
  if (x != y) return x < y ? -1 : 1;
  const bool is_longer =
      list[a].name.size() > 2 * kKeySize || list[b].name.size() > 2 * kKeySize;
  return is_longer ? CompareNames(list, a, b, order) : 0;
}

// Sort, by more bytes at once: there may be many of one name.
void ScriptApi::State::SortMany(const HeaderTable& list, Order order) {
  if (many_.size() < count_) many_.resize(exposed_.size());
  for (size_t i = 0; i < count_; ++i) {
    const size_t row = exposed_[i].row;
    many_[i] = {exposed_[i].key, Key(list, row, kKeySize, order),
                static_cast<uint32_t>(i), list[row].name.size() > 2 * kKeySize};
  }
  const auto less = [&](const LongEntry& a, const LongEntry& b) {
    if (a.key != b.key) return a.key < b.key;
    if (a.rest != b.rest) return a.rest < b.rest;
    if (a.is_longer || b.is_longer) {
      const int names = CompareNames(list, exposed_[a.place].row,
                                     exposed_[b.place].row, order);
      if (names != 0) return names < 0;
    }
    return a.place < b.place;
  };
  const auto begin = many_.begin();
  const auto end = begin + count_;
  // Some send them sorted, or many of one name.
  if (!std::is_sorted(begin, end, less)) std::sort(begin, end, less);
  for (size_t i = 0; i < count_; ++i) order_[i] = many_[i].place;
}

// Sorts them by name; headers of one name stay as received.
inline void ScriptApi::State::Sort(const HeaderTable& list, Order order) {
  const auto less = [&](const Entry& a, const Entry& b) {
    if (a.key != b.key) return a.key < b.key;
    const int rests = CompareRests(list, a.row, b.row, order);
    return rests == 0 ? a.row < b.row : rests < 0;
  };
  if (order_.size() < count_) order_.resize(exposed_.size());
  constexpr size_t kFew = 16;
  if (count_ > kFew) return SortMany(list, order);
  // Few are sorted by their first bytes, with their places in the last bits to
  // tell equals apart.
  constexpr uint64_t kPlace = kFew - 1;
  uint64_t keys[kFew];
  std::fill_n(keys, kFew, ~uint64_t{0});
  for (size_t i = 0; i < count_; ++i) keys[i] = (exposed_[i].key & ~kPlace) | i;
  if (count_ <= kFew / 2) {
    SortFew<kFew / 2>(keys, count_, order_.data());
  } else {
    SortFew<kFew>(keys, count_, order_.data());
  }
  // Then equals find their places by the other bytes.
  for (size_t i = 1; i < count_; ++i) {
    for (size_t k = i; k > 0; --k) {
      const uint32_t here = order_[k];
      const uint32_t before = order_[k - 1];
      if (ABSL_PREDICT_TRUE((keys[here] ^ keys[before]) > kPlace)) break;
      if (!less(exposed_[here], exposed_[before])) break;
      std::swap(order_[k], order_[k - 1]);
    }
  }
}

namespace {

// Of a list. Copied, for what is written through a char* could be any of it.
struct Names {
  explicit Names(const HeaderTable& list)
      : headers(list.begin()),
        folded(list.folded(0)),
        are_plain(list.names_are_plain()) {}

  const Header* headers;
  const char* folded;
  bool are_plain;
};

// Whether two headers have the same name.
inline bool IsSameName(const Names& names, size_t a, size_t b) {
  const std::string_view name = names.headers[b].name;
  if (names.are_plain && name.size() <= kFoldedSize) {
    return Baseline::Name(names.folded + kFoldedSize * a)
        .Equals(names.folded + kFoldedSize * b);
  }
  return EqualsIgnoreCase(names.headers[a].name, name);
}

// Writes the name in lower case.
inline char* WriteName(const Names& names, size_t row, char* out) {
  const std::string_view& name = names.headers[row].name;
  if (ABSL_PREDICT_TRUE(names.are_plain && name.size() <= kFoldedSize)) {
    Baseline::Name lower(names.folded + kFoldedSize * row);
    lower.Lower();
    lower.Store(out);
  } else {
    for (size_t i = 0; i < name.size(); ++i) out[i] = ToLower(name[i]);
  }
  return out + name.size();
}

// Copies values, of which those up to `readable_end` have more bytes behind
// them.
class ValueCopier {
 public:
  explicit ValueCopier(const char* readable_end) {
    if (readable_end == nullptr) return;
    end_ = reinterpret_cast<uintptr_t>(readable_end) - kSlack + 1;
  }
  char* operator()(std::string_view value, char* out) const {
    const size_t size = value.size();
    const char* const p = value.data();
    if (size <= kSlack && reinterpret_cast<uintptr_t>(p) < end_) {
      // Of two sizes, which need no call.
      std::memcpy(out, p, kSlack / 2);
      if (size > kSlack / 2) {
        std::memcpy(out + kSlack / 2, p + kSlack / 2, kSlack / 2);
      }
    } else {
      std::copy(value.begin(), value.end(), out);
    }
    return out + size;
  }

 private:
  uintptr_t end_ = 0;  // Of where kSlack bytes can be read from.
};

}  // namespace

absl::Span<const Header> ScriptApi::Entries(const FilteredResponse& seen) {
  return state_->Entries(seen);
}

absl::Span<const Header> ScriptApi::State::Entries(
    const FilteredResponse& seen) {
  const HeaderTable& list = TableOf(seen.internal_response().header_list);
  Collect(seen, Order::kLowerCase);
  Sort(list, Order::kLowerCase);
  const ValueCopier copy_value(list.readable_end());
  const Names names(list);
  if (entries_.size() < count_) entries_.resize(exposed_.size());
  Header* entry = entries_.data();
  char* out = &text_[0];
  const Entry* before = nullptr;
  for (size_t i = 0; i < count_; ++i) {
    const Entry* const exposed = &exposed_[order_[i]];
    const Header& header = names.headers[exposed->row];
    if (before != nullptr && ABSL_PREDICT_FALSE(exposed->key == before->key) &&
        IsSameName(names, before->row, exposed->row)) {
      // Set-Cookie, which alone is not combined, is never exposed.
      std::string_view& value = entry[-1].value;
      if (value.data() + value.size() != out) {
        char* const begin = out;
        out = copy_value(value, out);
        value = {begin, value.size()};
      }
      *out++ = ',';
      *out++ = ' ';
      out = copy_value(header.value, out);
      value = {value.data(), static_cast<size_t>(out - value.data())};
    } else {
      *entry++ = {{out, header.name.size()}, header.value};
      out = WriteName(names, exposed->row, out);
    }
    before = exposed;
  }
  return {entries_.data(), static_cast<size_t>(entry - entries_.data())};
}

std::string_view ScriptApi::GetAllResponseHeaders(
    const FilteredResponse& seen) {
  return state_->GetAllResponseHeaders(seen);
}

std::string_view ScriptApi::State::GetAllResponseHeaders(
    const FilteredResponse& seen) {
  const HeaderTable& list = TableOf(seen.internal_response().header_list);
  Collect(seen, Order::kUpperCase);
  Sort(list, Order::kUpperCase);
  const ValueCopier copy_value(list.readable_end());
  const Names names(list);
  const Entry* const all = exposed_.data();
  const uint32_t* const end = order_.data() + count_;
  char* const begin = &text_[0];
  char* out = begin;
  const Entry* before = nullptr;
  for (const uint32_t* place = order_.data(); place != end; ++place) {
    const Entry* const exposed = all + *place;
    if (before != nullptr && ABSL_PREDICT_FALSE(exposed->key == before->key) &&
        IsSameName(names, before->row, exposed->row)) {
      out -= 2;  // The line goes on.
      *out++ = ',';
    } else {
      out = WriteName(names, exposed->row, out);
      *out++ = ':';
    }
    *out++ = ' ';
    out = copy_value(names.headers[exposed->row].value, out);
    *out++ = '\r';
    *out++ = '\n';
    before = exposed;
  }
  return {begin, static_cast<size_t>(out - begin)};
}

}  // namespace corsieve
