// What gzip makes of a text.

#ifndef CORSIEVE_TESTS_GZIP_H_
#define CORSIEVE_TESTS_GZIP_H_

#include <string>

#include "gtest/gtest.h"
#include "zlib.h"

namespace corsieve::tests {

// One gzip member.
inline std::string Gzip(std::string text) {
  z_stream z = {};
  EXPECT_EQ(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY),
            Z_OK);
  std::string out(text.size() + 1000, '\0');
  z.next_in = reinterpret_cast<Bytef*>(text.data());
  z.avail_in = static_cast<uInt>(text.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&z, Z_FINISH), Z_STREAM_END);
  out.resize(z.total_out);
  deflateEnd(&z);
  return out;
}

}  // namespace corsieve::tests

#endif  // CORSIEVE_TESTS_GZIP_H_
