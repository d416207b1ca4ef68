// Clean response heads: what nearly every server sends, and what all readers
// read alike. The readers try this first and do the rest the slow way.

#ifndef CORSIEVE_ENGINE_HOT_PATH_CLEAN_HEAD_H_
#define CORSIEVE_ENGINE_HOT_PATH_CLEAN_HEAD_H_

#include <cstddef>
#include <string_view>

namespace corsieve {

// A final head of "HTTP/1.0" or "HTTP/1.1" and a status of three digits, from
// 200 on. Its lines end with CR LF, no other byte of it is from 0 to 13, and
// there is an empty line at its end. Each line after the first is a name of
// plain bytes (engine/simd.h), a colon and a value.
struct CleanHead {
  int status;
  bool is_http_1_0;
  // What follows the space after the status, blanks and all.
  std::string_view status_message;
  // Where the body begins: just after the empty line.
  size_t body_offset;
};

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_HOT_PATH_CLEAN_HEAD_H_
