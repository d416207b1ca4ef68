#include "engine/c/c_lists.h"

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace corsieve {
namespace {

// The pointer or size at `place`, which need not be aligned.
template <typename T>
T Load(const char* place) {
  T value;
  std::memcpy(&value, place, sizeof(T));
  return value;
}

// Where one of the two strings of a header lies.
struct Column {
  const char* data;
  const char* size;  // nullptr: the strings end in NUL.

  // False if there is no string.
  bool Read(size_t offset, std::string_view* s) const {
    const char* const bytes = Load<const char*>(data + offset);
    if (size == nullptr) {
      if (bytes == nullptr) return false;
      *s = bytes;
      return true;
    }
    const size_t n = Load<size_t>(size + offset);
    *s = {bytes, n};
    return bytes != nullptr || n == 0;
  }
};

}  // namespace

corsieve_status Rows::Append(const corsieve_headers& list) {
  if (list.count == 0) return CORSIEVE_OK;
  if (list.stride == 0 || list.count > PTRDIFF_MAX / list.stride ||
      list.count > PTRDIFF_MAX / sizeof(Header) || list.name_data == nullptr ||
      list.value_data == nullptr) {
    return CORSIEVE_BAD_LIST;
  }
  const Column names{static_cast<const char*>(list.name_data),
                     static_cast<const char*>(list.name_size)};
  const Column values{static_cast<const char*>(list.value_data),
                      static_cast<const char*>(list.value_size)};
  if (rows_.size() - count_ < list.count) rows_.resize(count_ + list.count);
  Header* row = end();
  size_t offset = 0;
  for (size_t i = 0; i < list.count; ++i, offset += list.stride, ++row) {
    if (!names.Read(offset, &row->name) || !values.Read(offset, &row->value)) {
      return CORSIEVE_BAD_STRING;
    }
  }
  count_ += list.count;
  return CORSIEVE_OK;
}

}  // namespace corsieve
