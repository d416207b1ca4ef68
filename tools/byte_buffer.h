// Memory that grows, and is read and written into as it is.

#ifndef CORSIEVE_TOOLS_BYTE_BUFFER_H_
#define CORSIEVE_TOOLS_BYTE_BUFFER_H_

#include <cstddef>
#include <cstdlib>
#include <string_view>
#include <utility>

namespace corsieve::tools {

// What lines are read into, and where RapidJSON writes to. (Its own buffer of
// version 1.1 adds to a null pointer when it is first used.) What is pushed is
// not initialized.
class ByteBuffer {
 public:
  using Ch = char;
  ByteBuffer() = default;
  ByteBuffer(const ByteBuffer&) = delete;
  ByteBuffer& operator=(const ByteBuffer&) = delete;
  ~ByteBuffer() { std::free(bytes_); }

  void Swap(ByteBuffer* other) {
    std::swap(bytes_, other->bytes_);
    std::swap(size_, other->size_);
    std::swap(capacity_, other->capacity_);
  }

  size_t size() const { return size_; }
  size_t capacity() const { return capacity_; }
  std::string_view text() const {
    return bytes_ == nullptr ? std::string_view("", 0)
                             : std::string_view(bytes_, size_);
  }
  void Reserve(size_t more) {
    if (more > capacity_ - size_) Grow(more);
  }
  char* Push(size_t count) {
    Reserve(count);
    return PushUnsafe(count);
  }
  // The same of what was reserved.
  char* PushUnsafe(size_t count) {
    char* const at = bytes_ + size_;
    size_ += count;
    return at;
  }
  void Pop(size_t count) { size_ -= count; }
  // Takes the first bytes away.
  void Drop(size_t count);
  // Gives back the memory beyond what is there.
  void ShrinkToFit();
  void Put(char c) { *Push(1) = c; }
  void Flush() {}

 private:
  void Grow(size_t more);

  char* bytes_ = nullptr;
  size_t size_ = 0;
  size_t capacity_ = 0;
};
// RapidJSON finds these two by their argument.
inline void PutReserve(ByteBuffer& buffer, size_t more) {
  buffer.Reserve(more);
}
inline void PutUnsafe(ByteBuffer& buffer, char c) { *buffer.PushUnsafe(1) = c; }

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_BYTE_BUFFER_H_
