// Input as it is compressed.

#ifndef CORSIEVE_FUZZ_GZIP_MEMBER_H_
#define CORSIEVE_FUZZ_GZIP_MEMBER_H_

#include <string>
#include <string_view>

#include "fuzz/check.h"
#include "zlib.h"

namespace corsieve::fuzz {

// A gzip member, by the quickest settings.
inline std::string GzipMember(std::string_view bytes) {
  std::string in(bytes);
  z_stream z = {};
  FUZZ_CHECK(
      deflateInit2(&z, 1, Z_DEFLATED, 9 + 16, 1, Z_DEFAULT_STRATEGY) == Z_OK,
      "zlib", "an error", "");
  std::string out(deflateBound(&z, in.size()), '\0');
  z.next_in = reinterpret_cast<Bytef*>(in.data());
  z.avail_in = static_cast<uInt>(in.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  FUZZ_CHECK(deflate(&z, Z_FINISH) == Z_STREAM_END, "zlib", "an error", "");
  out.resize(z.total_out);
  deflateEnd(&z);
  return out;
}

}  // namespace corsieve::fuzz

#endif  // CORSIEVE_FUZZ_GZIP_MEMBER_H_
