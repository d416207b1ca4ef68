#include "engine/c/c_lists.h"

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "absl/base/optimization.h"

namespace corsieve {
namespace {

// Where one of the two strings of a header lies, which need not be aligned.
struct Column {
  const char* data;
  const char* size;  // nullptr: the strings end in NUL.

  corsieve_str Load(size_t offset) const {
    corsieve_str s;
    std::memcpy(&s.data, data + offset, sizeof s.data);
    std::memcpy(&s.size, size + offset, sizeof s.size);
    return s;
  }

  // False if there is no string.
  bool Read(size_t offset, std::string_view* s) const {
    if (size != nullptr) {
      const corsieve_str loaded = Load(offset);
      *s = ToView(loaded);
      return IsString(loaded);
    }
    const char* text;
    std::memcpy(&text, data + offset, sizeof text);
    if (text == nullptr) return false;
    *s = text;
    return true;
  }
};

}  // namespace

corsieve_status Rows::AppendSome(const corsieve_headers& list) {
  if (list.stride == 0 || list.count > PTRDIFF_MAX / list.stride ||
      list.count > PTRDIFF_MAX / sizeof(Header) || list.name_data == nullptr ||
      list.value_data == nullptr) {
    return CORSIEVE_BAD_LIST;
  }
  const Column name{static_cast<const char*>(list.name_data),
                   static_cast<const char*>(list.name_size)};
  const Column value{static_cast<const char*>(list.value_data),
                    static_cast<const char*>(list.value_size)};
  const size_t stride = list.stride;
  const size_t count = list.count;
  if (rows_.size() - count_ < count) rows_.resize(count_ + count);
  Header* const rows = end();
  // The common loop has no branch: what is NULL is looked for afterwards.
  uintptr_t nulls = 0;
  size_t i = 0;
  size_t at = 0;
  if (name.size != nullptr && value.size != nullptr) {
    for (; i < count; ++i, at += stride) {
      const corsieve_str n = name.Load(at);
      const corsieve_str v = value.Load(at);
      rows[i] = {ToView(n), ToView(v)};
      // The top bit is set by what is NULL, and by no address of a program's.
      nulls |= (reinterpret_cast<uintptr_t>(n.data) - 1) |
               (reinterpret_cast<uintptr_t>(v.data) - 1);
    }
    if (ABSL_PREDICT_TRUE(nulls <= UINTPTR_MAX / 2)) {
      count_ += count;
      return CORSIEVE_OK;
    }
  }
  for (i = 0, at = 0; i < count; ++i, at += stride) {
    if (!name.Read(at, &rows[i].name) || !value.Read(at, &rows[i].value)) {
      return CORSIEVE_BAD_STRING;
    }
  }
  count_ += count;
  return CORSIEVE_OK;
}

}  // namespace corsieve
