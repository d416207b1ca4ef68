#include "engine/base/joined_bytes.h"

#include <algorithm>

namespace corsieve {

void JoinedBytes::AddChunk(size_t size) {
  chunks_.emplace_back(new char[size]);
  capacity_ += size;
  begin_ = end_ = chunks_.back().get();
  chunk_end_ = end_ + size;
}

std::string_view JoinedBytes::Join(std::string_view value,
                                   std::string_view separator,
                                   std::string_view more) {
  const size_t size = value.size() + separator.size() + more.size();
  const size_t added = separator.size() + more.size();
  const bool grows = !value.empty() && value.data() + value.size() == end_ &&
                     static_cast<size_t>(chunk_end_ - end_) >= added;
  if (!grows) {
    if (static_cast<size_t>(chunk_end_ - end_) < size) {
      // Twice as much each time: what is left behind in earlier chunks is less
      // than what is in this one.
      AddChunk(std::max({size_t{256}, 2 * size, capacity_}));
    }
    end_ = std::copy(value.begin(), value.end(), end_);
  }
  end_ = std::copy(separator.begin(), separator.end(), end_);
  end_ = std::copy(more.begin(), more.end(), end_);
  return {end_ - size, size};
}

void JoinedBytes::clear() {
  if (chunks_.size() > 1) {
    const size_t size = capacity_;
    chunks_.clear();
    capacity_ = 0;
    AddChunk(size);
  }
  end_ = begin_;
}

}  // namespace corsieve
