// What explain.wasm asks JavaScript for: URLs, bytes and where to write.
//
// A text that is handed over lies in memory of malloc(): four bytes of its
// size, and the text. nullptr: there is none.

#ifndef CORSIEVE_BINDINGS_WASM_PROGRAM_HOST_H_
#define CORSIEVE_BINDINGS_WASM_PROGRAM_HOST_H_

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string>

namespace corsieve::wasm {

#define CORSIEVE_HOST(name) \
  extern "C" __attribute__((import_module("host"), import_name(name)))

// new URL(url, base).href, and new URL(url).origin.
CORSIEVE_HOST("resolve")
char* HostResolve(const char* url, size_t size, const char* base,
                  size_t base_size);
CORSIEVE_HOST("origin")
char* HostOrigin(const char* url, size_t size);

// Opens the file of this name, "-" for standard input; why not, if it cannot
// be. It is read by HostRead().
CORSIEVE_HOST("open")
char* HostOpen(const char* name, size_t size, bool is_text);
// The next bytes, `size` at most; 0 at the end.
CORSIEVE_HOST("read")
size_t HostRead(char* to, size_t size);
// Why the end is none.
CORSIEVE_HOST("failure")
char* HostFailure();

// 1 is standard output, 2 standard error.
CORSIEVE_HOST("write")
void HostWrite(int stream, const char* bytes, size_t size);

#undef CORSIEVE_HOST

inline std::optional<std::string> TakeText(char* handed) {
  if (handed == nullptr) return std::nullopt;
  uint32_t size;
  std::memcpy(&size, handed, sizeof size);
  std::string text(handed + sizeof size, size);
  std::free(handed);
  return text;
}

}  // namespace corsieve::wasm

#endif  // CORSIEVE_BINDINGS_WASM_PROGRAM_HOST_H_
