#include "tools/paste/curl_output.h"
#include "tools/paste/paste.h"

namespace corsieve::tools {

std::optional<Paste> ReadPaste(std::string_view text, std::string* error) {
  if (text.empty()) {
    *error = "it is empty";
    return std::nullopt;
  }
  Paste paste;
  paste.format = "curl -i";
  paste.is_plain = true;
  for (const SplitHead& head : SplitCurlOutput(text)) {
    paste.exchanges.push_back(
        {std::nullopt, PastedHead{head.bytes, {head.first_line}}});
  }
  return paste;
}

}  // namespace corsieve::tools
