// Memory for values that are not a stretch of the input: folded lines, merged
// headers, repaired bytes.

#ifndef CORSIEVE_ENGINE_BASE_JOINED_BYTES_H_
#define CORSIEVE_ENGINE_BASE_JOINED_BYTES_H_

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace corsieve {

// Joins pieces. A result stays where it is until clear(). Memory is kept, so
// that nothing is allocated once the largest input was seen.
class JoinedBytes {
 public:
  // The three in one piece. The result of the last call grows in place if it is
  // the `value` of the next: to copy it for each piece would be quadratic.
  std::string_view Join(std::string_view value, std::string_view separator,
                        std::string_view more);

  // Whether nothing was joined since clear().
  bool empty() const { return end_ == begin_; }
  void clear();

 private:
  void AddChunk(size_t size);

  std::vector<std::unique_ptr<char[]>> chunks_;  // The last one is in use.
  size_t capacity_ = 0;                          // Of all chunks.
  char* begin_ = nullptr;                        // Of the last chunk.
  char* end_ = nullptr;                          // Of what is joined.
  char* chunk_end_ = nullptr;
};

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_BASE_JOINED_BYTES_H_
