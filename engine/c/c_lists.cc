#include "engine/c/c_lists.h"

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "absl/base/optimization.h"
#include "engine/base/bytes.h"
#include "engine/simd/words.h"

namespace corsieve {
namespace {

using simd::WordPair;

constexpr ptrdiff_t kWord = sizeof(size_t);
static_assert(sizeof(const char*) == kWord);

// Where one of the two strings of a header lies, which need not be aligned.
struct Column {
  const char* data;
  const char* size;  // nullptr: the strings end in NUL.

  // False if there is no string.
  bool Read(size_t offset, std::string_view* s) const {
    const char* text;
    std::memcpy(&text, data + offset, sizeof text);
    if (size == nullptr) {
      if (text == nullptr) return false;
      *s = text;
      return true;
    }
    corsieve_str loaded = {text, 0};
    std::memcpy(&loaded.size, size + offset, sizeof loaded.size);
    *s = ToView(loaded);
    return IsString(loaded);
  }

  // Whether data and size are neighbours, in this order.
  bool IsDataThenSize() const { return size == data + kWord; }
  bool IsSizeThenData() const {
    return size != nullptr && data == size + kWord;
  }
};

// Whether the headers, and the rows that they become, can be in memory at all.
bool CanBeInMemory(const corsieve_headers& list) {
  // Most need no division, which takes longer than a header does.
  if (ABSL_PREDICT_TRUE((list.count | list.stride) >> 31 == 0)) {
    return list.stride != 0;
  }
  return list.stride != 0 && list.count <= PTRDIFF_MAX / list.stride &&
         list.count <= PTRDIFF_MAX / sizeof(Header);
}

// Whether a std::string_view here is its size, then its data, so that it can be
// stored in one piece. Compilers know the answer.
bool ViewsAreSizeThenData() {
  const std::string_view view("abc", 3);
  const size_t words[] = {view.size(), reinterpret_cast<size_t>(view.data())};
  return sizeof view == sizeof words &&
         std::memcmp(&view, words, sizeof words) == 0;
}

// Makes rows of strings that begin at `name` and `value`, and at each stride
// from there, without a branch a row. False if a data is NULL.
template <bool is_data_then_size>
bool MakeRows(const char* name, const char* value, size_t stride, size_t count,
              Header* rows) {
  constexpr size_t kData = is_data_then_size ? 0 : kWord;
  const auto load = [](const char* p) {
    const char* data;
    std::memcpy(&data, p + kData, sizeof data);
    // As HotPath does, which need not do it again (PrefetchedHotPath).
    Prefetch(data);
    const WordPair words(p);
    return is_data_then_size ? words.Swapped() : words;
  };
  simd::ZeroWords nulls;
  for (Header* const end = rows + count; rows != end; ++rows) {
    const WordPair n = load(name);
    const WordPair v = load(value);
    n.Store(reinterpret_cast<char*>(&rows->name));
    v.Store(reinterpret_cast<char*>(&rows->value));
    nulls.Add(n, v);
    name += stride;
    value += stride;
  }
  return !nulls.any();
}

// The same, where strings have one of the two usual forms. False where not, or
// where there is more to be asked.
bool MakeUsualRows(const Column& name, const Column& value, size_t stride,
                   size_t count, Header* rows) {
  if (!ViewsAreSizeThenData()) return false;
  if (name.IsDataThenSize() && value.IsDataThenSize()) {
    return MakeRows<true>(name.data, value.data, stride, count, rows);
  }
  if (name.IsSizeThenData() && value.IsSizeThenData()) {
    return MakeRows<false>(name.size, value.size, stride, count, rows);
  }
  return false;
}

}  // namespace

corsieve_status Rows::AppendSome(const corsieve_headers& list) {
  if (!CanBeInMemory(list) || list.name_data == nullptr ||
      list.value_data == nullptr) {
    return CORSIEVE_BAD_LIST;
  }
  const Column name{static_cast<const char*>(list.name_data),
                    static_cast<const char*>(list.name_size)};
  const Column value{static_cast<const char*>(list.value_data),
                     static_cast<const char*>(list.value_size)};
  const size_t count = list.count;
  if (rows_.size() - count_ < count) rows_.resize(count_ + count);
  Header* const rows = end();
  if (ABSL_PREDICT_FALSE(
          !MakeUsualRows(name, value, list.stride, count, rows))) {
    size_t at = 0;
    for (size_t i = 0; i < count; ++i, at += list.stride) {
      if (!name.Read(at, &rows[i].name) || !value.Read(at, &rows[i].value)) {
        return CORSIEVE_BAD_STRING;
      }
    }
  }
  count_ += count;
  return CORSIEVE_OK;
}

}  // namespace corsieve
