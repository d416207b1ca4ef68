// Bytes that are looked at by the block.

#ifndef CORSIEVE_ENGINE_BASE_BLOCK_BUFFER_H_
#define CORSIEVE_ENGINE_BASE_BLOCK_BUFFER_H_

#include <cstddef>
#include <vector>

namespace corsieve {

// Room for elements of one byte each. It is a multiple of 64, so that a block
// that begins with an element can be read and written whole; what it has behind
// the elements in use is anything.
template <typename T>
class BlockBuffer {
 public:
  static_assert(sizeof(T) == 1);
  static constexpr size_t kBlock = 64;

  // How many elements there is room for.
  size_t capacity() const { return bytes_.size(); }
  // Makes room for `size` elements and keeps those that there are.
  void Reserve(size_t size) {
    if (size > bytes_.size()) {
      bytes_.resize((size + kBlock - 1) / kBlock * kBlock);
    }
  }
  T* data() { return bytes_.data(); }
  const T* data() const { return bytes_.data(); }
  T& operator[](size_t i) { return bytes_[i]; }
  const T& operator[](size_t i) const { return bytes_[i]; }
  // The block of element `i`, which there is room for: the one that begins at
  // the multiple of 64 at or before it.
  const char* block(size_t i) const {
    return reinterpret_cast<const char*>(bytes_.data() + i / kBlock * kBlock);
  }

 private:
  std::vector<T> bytes_;
};

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_BASE_BLOCK_BUFFER_H_
