// Characters as bytes, for readers of escapes as \u00e9.

#ifndef CORSIEVE_TOOLS_PASTE_UTF8_H_
#define CORSIEVE_TOOLS_PASTE_UTF8_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace corsieve::tools {

// A surrogate that has no other beside it becomes U+FFFD, and so does a number
// beyond Unicode.
void AppendUtf8(uint32_t code_point, std::string* out);

// The value of up to `most` hex digits at `*i` of `s`; moves `*i` behind them.
// No digit: 0, and `*i` stays.
uint32_t TakeHex(std::string_view s, size_t most, size_t* i);

// Reads the four digits of \uXXXX at `*i`, and a low surrogate that follows as
// another \uXXXX, and appends the character.
void AppendUtf16Escape(std::string_view s, size_t* i, std::string* out);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_PASTE_UTF8_H_
