// The memory that JSON is written into.

#ifndef CORSIEVE_TOOLS_JSON_BUFFER_H_
#define CORSIEVE_TOOLS_JSON_BUFFER_H_

#include <cstddef>
#include <cstdlib>
#include <string_view>

namespace corsieve::tools {

// Where RapidJSON writes to. (Its own buffer of version 1.1 adds to a null
// pointer when it is first used.) What is pushed is not initialized.
class JsonBuffer {
 public:
  using Ch = char;
  JsonBuffer() = default;
  JsonBuffer(const JsonBuffer&) = delete;
  JsonBuffer& operator=(const JsonBuffer&) = delete;
  ~JsonBuffer() { std::free(bytes_); }

  size_t size() const { return size_; }
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
inline void PutReserve(JsonBuffer& buffer, size_t more) {
  buffer.Reserve(more);
}
inline void PutUnsafe(JsonBuffer& buffer, char c) { *buffer.PushUnsafe(1) = c; }

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_JSON_BUFFER_H_
