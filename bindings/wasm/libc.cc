// What WASM has no need of libc and libc++ for.

#include <__config>
#include <cstddef>

// Where they would print and end the process, WASM traps, and JavaScript gets a
// WebAssembly.RuntimeError. What writes to a terminal would be imported.

_LIBCPP_BEGIN_NAMESPACE_STD
[[noreturn]] void __libcpp_verbose_abort(const char*, ...) noexcept {
  __builtin_trap();
}
_LIBCPP_END_NAMESPACE_STD

extern "C" {

[[noreturn]] void abort() { __builtin_trap(); }
[[noreturn]] void abort_message(const char*, ...) { __builtin_trap(); }

// Each is one instruction.
void* memcpy(void* __restrict to, const void* __restrict from, size_t size) {
  return __builtin_memcpy(to, from, size);
}
void* memmove(void* to, const void* from, size_t size) {
  return __builtin_memmove(to, from, size);
}
void* memset(void* to, int byte, size_t size) {
  return __builtin_memset(to, byte, size);
}
}
