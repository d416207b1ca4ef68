// What `corsieve --version` prints.

#ifndef CORSIEVE_TOOLS_COMMANDS_VERSION_H_
#define CORSIEVE_TOOLS_COMMANDS_VERSION_H_

#include <string>

namespace corsieve::tools {

std::string Version();

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_COMMANDS_VERSION_H_
