// JSON strings that are lines, as heads are.

#ifndef CORSIEVE_TOOLS_UNESCAPE_LINES_H_
#define CORSIEVE_TOOLS_UNESCAPE_LINES_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace corsieve::tools {

// How many bytes behind a string UnescapeLines() may read.
inline constexpr size_t kReadAhead = 64;

// What stands between the quotes of a string, unescaped. simdjson looks for
// each escape from the one before, and a head has two at each line's end; here
// those of 64 bytes are found at once, and CR LF is one, which makes it take a
// third of the time (docs/scale.md). `inside` is valid JSON. False, and `*out`
// is undefined, where there is another character than ASCII, an escape of one
// by its number, or no vector of 16 bytes on this machine: simdjson reads
// those.
bool UnescapeLines(std::string_view inside, std::string* out);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_UNESCAPE_LINES_H_
