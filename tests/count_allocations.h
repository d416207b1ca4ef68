// Counts what a test program allocates. Its one source includes this.

#ifndef CORSIEVE_TESTS_COUNT_ALLOCATIONS_H_
#define CORSIEVE_TESTS_COUNT_ALLOCATIONS_H_

#include <cstddef>
#include <cstdlib>
#include <new>

namespace corsieve::tests {

inline size_t allocations = 0;

inline void* Allocate(size_t size) {
  ++allocations;
  if (void* p = std::malloc(size == 0 ? 1 : size)) return p;
  throw std::bad_alloc();
}

}  // namespace corsieve::tests

__attribute__((noinline)) void* operator new(size_t size) {
  return corsieve::tests::Allocate(size);
}
__attribute__((noinline)) void* operator new[](size_t size) {
  return corsieve::tests::Allocate(size);
}
__attribute__((noinline)) void operator delete(void* p) noexcept {
  std::free(p);
}
__attribute__((noinline)) void operator delete[](void* p) noexcept {
  std::free(p);
}
__attribute__((noinline)) void operator delete(void* p, size_t) noexcept {
  std::free(p);
}
__attribute__((noinline)) void operator delete[](void* p, size_t) noexcept {
  std::free(p);
}

#endif  // CORSIEVE_TESTS_COUNT_ALLOCATIONS_H_
