#include "tools/paste/curl_command.h"

namespace corsieve::tools {

// A stub: the reader is written elsewhere.
std::optional<PastedRequest> ReadCurlCommand(std::string_view command,
                                             PastedCall* call,
                                             std::string* error) {
  static_cast<void>(command);
  static_cast<void>(call);
  static_cast<void>(error);
  return std::nullopt;
}

}  // namespace corsieve::tools
