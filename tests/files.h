// Files for tests: temporary ones that a command reads and writes.

#ifndef CORSIEVE_TESTS_FILES_H_
#define CORSIEVE_TESTS_FILES_H_

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "gtest/gtest.h"

namespace corsieve::tests {

struct Close {
  void operator()(std::FILE* f) const { std::fclose(f); }
};
using File = std::unique_ptr<std::FILE, Close>;

// One with these bytes in it, at its beginning.
inline File FileOf(std::string_view bytes) {
  File f(std::tmpfile());
  EXPECT_EQ(std::fwrite(bytes.data(), 1, bytes.size(), f.get()), bytes.size());
  std::rewind(f.get());
  return f;
}

inline std::string Content(std::FILE* f) {
  std::rewind(f);
  std::string content;
  char buffer[4096];
  while (const size_t n = std::fread(buffer, 1, sizeof buffer, f)) {
    content.append(buffer, n);
  }
  return content;
}

}  // namespace corsieve::tests

#endif  // CORSIEVE_TESTS_FILES_H_
