#include "tools/json_buffer.h"

#include <algorithm>
#include <new>

namespace corsieve::tools {

void JsonBuffer::Grow(size_t more) {
  const size_t most = std::max(size_ + more, capacity_ + capacity_ / 2);
  void* const grown = std::realloc(bytes_, most);
  if (grown == nullptr) throw std::bad_alloc();
  bytes_ = static_cast<char*>(grown);
  capacity_ = most;
}

void JsonBuffer::ShrinkToFit() {
  void* const less = std::realloc(bytes_, std::max(size_, size_t{1}));
  if (less == nullptr) return;
  bytes_ = static_cast<char*>(less);
  capacity_ = std::max(size_, size_t{1});
}

}  // namespace corsieve::tools
