// A curl command line, as a request.

#ifndef CORSIEVE_TOOLS_PASTE_CURL_COMMAND_H_
#define CORSIEVE_TOOLS_PASTE_CURL_COMMAND_H_

#include <optional>
#include <string>
#include <string_view>

#include "tools/paste/paste.h"

namespace corsieve::tools {

// Reads `command`, of one line or of several that the shell joins. nullopt: it
// is none, or cannot be read, as `*error` says.
std::optional<PastedRequest> ReadCurlCommand(std::string_view command,
                                             PastedCall* call,
                                             std::string* error);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_PASTE_CURL_COMMAND_H_
