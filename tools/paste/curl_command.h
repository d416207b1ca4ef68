// The request that a curl command makes.

#ifndef CORSIEVE_TOOLS_PASTE_CURL_COMMAND_H_
#define CORSIEVE_TOOLS_PASTE_CURL_COMMAND_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/paste/paste.h"

namespace corsieve::tools {

// Reads a command line, of bash or cmd.exe, in one line or several; what is
// behind "|", ";" and the like is left out. Headers that curl adds by itself
// are not among the request's, but for Content-Type. What the headers say of
// the page goes into `*call`. nullopt: it does not begin with curl; or it
// does, and `*error` says what cannot be read.
std::optional<PastedRequest> ReadCurlCommand(std::string_view command,
                                             PastedCall* call,
                                             std::string* error);

// The same; `*rest` is what follows the command.
std::optional<PastedRequest> ReadCurlCommand(std::string_view command,
                                             PastedCall* call,
                                             std::vector<std::string>* notes,
                                             std::string_view* rest,
                                             std::string* error);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_PASTE_CURL_COMMAND_H_
