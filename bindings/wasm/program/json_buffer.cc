// tools/json_buffer.cc where nothing is thrown: realloc() traps instead.

#include "tools/json_buffer.h"

#include <algorithm>

namespace corsieve::tools {

void JsonBuffer::Grow(size_t more) {
  capacity_ = std::max(size_ + more, capacity_ + capacity_ / 2);
  bytes_ = static_cast<char*>(std::realloc(bytes_, capacity_));
}

void JsonBuffer::ShrinkToFit() {}

}  // namespace corsieve::tools
