// What curl -si and curl -siL print, as responses.

#ifndef CORSIEVE_TOOLS_CURL_OUTPUT_H_
#define CORSIEVE_TOOLS_CURL_OUTPUT_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace corsieve::tools {

struct ReceivedHead {
  // With interim heads before it and, of the last one, the body behind it.
  std::string bytes;
  // "line 3, byte 7" of the whole output for an offset in `bytes`.
  std::string Place(size_t offset) const;

  size_t first_line = 1;
  // Where "HTTP/2 " became "HTTP/2.0 ": such bytes were not received.
  std::vector<size_t> inserted;
};

// Splits the output into heads: after a redirect that names its Location the
// next head follows directly (curl -L prints no bodies of redirects), as it
// does after a proxy's answer to CONNECT, which is dropped. The status line
// that curl writes for HTTP/2 and HTTP/3, without a minor version, is
// completed.
std::vector<ReceivedHead> SplitCurlOutput(std::string_view output);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_CURL_OUTPUT_H_
