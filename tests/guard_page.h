// Bytes that end, or begin, at a page that cannot be touched: a read past them
// ends the program, whatever the compiler.

#ifndef CORSIEVE_TESTS_GUARD_PAGE_H_
#define CORSIEVE_TESTS_GUARD_PAGE_H_

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstring>
#include <string_view>

namespace corsieve::tests {

// Room between two such pages.
class GuardedRoom {
 public:
  explicit GuardedRoom(size_t size)
      : page_(static_cast<size_t>(sysconf(_SC_PAGESIZE))),
        size_((size + page_ - 1) / page_ * page_),
        map_(static_cast<char*>(mmap(nullptr, size_ + 2 * page_, PROT_NONE,
                                     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0))) {
    mprotect(map_ + page_, size_, PROT_READ | PROT_WRITE);
  }
  ~GuardedRoom() { munmap(map_, size_ + 2 * page_); }
  GuardedRoom(const GuardedRoom&) = delete;
  GuardedRoom& operator=(const GuardedRoom&) = delete;

  size_t size() const { return size_; }

  // A copy of `bytes`, which there must be room for, good until the next one.
  std::string_view CopyToEnd(std::string_view bytes) {
    return CopyTo(map_ + page_ + size_ - bytes.size(), bytes);
  }
  std::string_view CopyToBegin(std::string_view bytes) {
    return CopyTo(map_ + page_, bytes);
  }

 private:
  static std::string_view CopyTo(char* to, std::string_view bytes) {
    if (!bytes.empty()) std::memcpy(to, bytes.data(), bytes.size());
    return {to, bytes.size()};
  }

  const size_t page_;
  const size_t size_;
  char* const map_;
};

}  // namespace corsieve::tests

#endif  // CORSIEVE_TESTS_GUARD_PAGE_H_
