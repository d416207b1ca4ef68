// The words, strings and marks of what programs print of a map of headers:
// Python's dicts, Ruby's hashes, Java's maps, node's objects, PHP's arrays.

#ifndef CORSIEVE_TOOLS_PASTE_PRINTED_TOKENS_H_
#define CORSIEVE_TOOLS_PASTE_PRINTED_TOKENS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace corsieve::tools {

struct PrintedToken {
  enum class Kind { kWord, kString, kMark };
  Kind kind;
  std::string text;  // A string without quotes and escapes; "=>" is a mark.
  size_t start;      // In the text.
  size_t end;
  bool starts_line;
};

// All of `text`, in time linear in its size. A string that nothing closes ends
// with its line.
std::vector<PrintedToken> PrintedTokensOf(std::string_view text);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_PASTE_PRINTED_TOKENS_H_
