// What Content-Length headers say.

#ifndef CORSIEVE_CONTENT_LENGTH_H_
#define CORSIEVE_CONTENT_LENGTH_H_

#include <string>
#include <string_view>

#include "corsieve/header_list.h"

namespace corsieve {

// What Content-Length declares: nothing that counts, a number, or numbers that
// contradict each other.
struct Length {
  enum Kind : char { kNull, kNumber, kFailure } kind = kNull;
  std::string_view digits;  // Of kNumber: as written, of any length.
};

// The result is a view of the header list or of `*scratch`.
// https://fetch.spec.whatwg.org/#header-list-extract-a-length
Length ExtractLength(const HeaderList& header_list, std::string* scratch);

}  // namespace corsieve

#endif  // CORSIEVE_CONTENT_LENGTH_H_
