// Reading what may never end, as far as it is needed.

#ifndef CORSIEVE_TOOLS_COMMANDS_READ_TEXT_H_
#define CORSIEVE_TOOLS_COMMANDS_READ_TEXT_H_

#include <string>

namespace corsieve::tools {

// Reads a file, or standard input for "-". An input that goes on behind a whole
// response head, as an event stream does, is read for a second more; one that
// has no head in its first MiB is refused there. False, and a message to be
// told, where it cannot be read.
bool ReadText(const std::string& file, std::string* text, std::string* error);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_COMMANDS_READ_TEXT_H_
