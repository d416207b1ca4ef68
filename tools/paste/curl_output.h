// A head as `corsieve explain` takes it, and what curl -si and curl -siL print,
// as such heads.

#ifndef CORSIEVE_TOOLS_PASTE_CURL_OUTPUT_H_
#define CORSIEVE_TOOLS_PASTE_CURL_OUTPUT_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/paste/http2_head.h"
#include "tools/paste/paste.h"

namespace corsieve::tools {

struct ReceivedHead {
  // With interim heads before it and what is behind it.
  std::string bytes;
  // Where these are what curl writes for HTTP/2 or HTTP/3: the response.
  std::optional<Http2Head> http2;

  // "line 3, byte 7" of the whole output for an offset in `bytes`.
  std::string Place(size_t offset) const;
  // "line 3" for a header of `http2`.
  std::string PlaceOfHeader(size_t i) const;
  // The line of the input that line `i` of `bytes`, from 0, came from.
  size_t LineNumber(size_t i) const;

  size_t first_line = 1;
  // As PastedHead::lines; with none, `bytes` stand as they are.
  std::vector<size_t> lines;
};

ReceivedHead ReceivedFrom(const PastedHead& head);

// Splits the output into heads: after a redirect that names its Location the
// next head follows directly (curl -L prints no bodies of redirects), as it
// does after a proxy's answer to CONNECT, which is dropped.
std::vector<ReceivedHead> SplitCurlOutput(std::string_view output);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_PASTE_CURL_OUTPUT_H_
