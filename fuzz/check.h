// How a fuzz target says that a property does not hold.

#ifndef CORSIEVE_FUZZ_CHECK_H_
#define CORSIEVE_FUZZ_CHECK_H_

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace corsieve::fuzz {

// `bytes` as a C string literal would have them.
inline std::string Quoted(std::string_view bytes) {
  std::string text = "\"";
  for (char c : bytes) {
    char buffer[8];
    const bool plain = c >= ' ' && c <= '~' && c != '"' && c != '\\';
    std::snprintf(buffer, sizeof(buffer), plain ? "%c" : "\\x%02x",
                  static_cast<unsigned char>(c));
    text += c == '\n' ? "\\n" : c == '\r' ? "\\r" : buffer;
  }
  return text + "\"";
}

[[noreturn]] inline void Fail(const char* file, int line, const char* what,
                              const std::string& got, const std::string& want) {
  std::fprintf(stderr, "%s:%d: %s\n  got:  %s\n  want: %s\n", file, line, what,
               got.c_str(), want.c_str());
  std::abort();
}

}  // namespace corsieve::fuzz

// Ends the program unless `ok`; `got` and `want`, which are only evaluated
// then, are strings for whoever looks into it.
#define FUZZ_CHECK(ok, what, got, want)                                  \
  do {                                                                   \
    if (!(ok)) {                                                         \
      ::corsieve::fuzz::Fail(__FILE__, __LINE__, (what), (got), (want)); \
    }                                                                    \
  } while (false)

#endif  // CORSIEVE_FUZZ_CHECK_H_
