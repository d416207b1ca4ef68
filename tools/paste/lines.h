// A pasted text in lines, as all readers take it.

#ifndef CORSIEVE_TOOLS_PASTE_LINES_H_
#define CORSIEVE_TOOLS_PASTE_LINES_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/paste/paste.h"

namespace corsieve::tools {

struct Line {
  std::string_view text;  // Without its end.
  size_t number = 1;      // In the input, from 1.
};
using Lines = std::vector<Line>;

// A reader of one format: nullopt where the lines are not of it, and then
// `*error` is set only where they are of it beyond doubt, but broken.
using PasteReader = std::optional<Paste> (*)(const Lines& lines,
                                             std::string* error);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_PASTE_LINES_H_
