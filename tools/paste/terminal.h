// What a terminal shows beside a program's output: colours, links, a progress
// meter.

#ifndef CORSIEVE_TOOLS_PASTE_TERMINAL_H_
#define CORSIEVE_TOOLS_PASTE_TERMINAL_H_

#include <string>
#include <vector>

#include "tools/paste/lines.h"

namespace corsieve::tools {

// Leaves out colours and links (CSI and OSC sequences), those too that lost
// their ESC on the way.
void StripTerminalCodes(std::string* text, std::vector<std::string>* notes);

// Leaves out curl's progress meter, which may stand in front of other output in
// the same line.
void DropProgressMeter(Lines* lines, std::vector<std::string>* notes);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_PASTE_TERMINAL_H_
