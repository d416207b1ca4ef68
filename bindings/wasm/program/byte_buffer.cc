// tools/byte_buffer.cc where nothing is thrown: realloc() traps instead.

#include "tools/byte_buffer.h"

#include <algorithm>

namespace corsieve::tools {

void ByteBuffer::Grow(size_t more) {
  capacity_ = std::max(size_ + more, capacity_ + capacity_ / 2);
  bytes_ = static_cast<char*>(std::realloc(bytes_, capacity_));
}

void ByteBuffer::ShrinkToFit() {}

}  // namespace corsieve::tools
