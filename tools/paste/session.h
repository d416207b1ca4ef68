// A terminal's session: commands behind prompts, each with what it printed.

#ifndef CORSIEVE_TOOLS_PASTE_SESSION_H_
#define CORSIEVE_TOOLS_PASTE_SESSION_H_

#include <cstddef>
#include <string>
#include <vector>

#include "tools/paste/lines.h"

namespace corsieve::tools {

struct Run {
  // Without the prompt, of one line or of several; "" where there is none.
  std::string command;
  // The same as lines.
  Lines command_lines;
  Lines output;

  bool is_curl = false;
};

// Splits at prompts that are followed by what a command prints, and at one in
// the first line, whatever follows.
std::vector<Run> SplitSession(const Lines& lines);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_PASTE_SESSION_H_
