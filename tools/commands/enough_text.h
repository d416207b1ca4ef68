// How much of what may never end is needed.

#ifndef CORSIEVE_TOOLS_COMMANDS_ENOUGH_TEXT_H_
#define CORSIEVE_TOOLS_COMMANDS_ENOUGH_TEXT_H_

#include <string>

namespace corsieve::tools {

// Whether the last head in it is whole and final, and no redirect's, which
// another would follow.
bool HasWholeAnswer(const std::string& text);

// Takes off what is behind all that is ever needed. False, and a message to be
// told, where it is too long for what it is; may be called as it grows.
bool CutText(std::string* text, std::string* error);

// Whether more of it would be taken off.
bool IsCut(const std::string& text);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_COMMANDS_ENOUGH_TEXT_H_
