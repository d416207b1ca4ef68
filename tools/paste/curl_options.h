// Which options curl has, and which of them take a value.

#ifndef CORSIEVE_TOOLS_PASTE_CURL_OPTIONS_H_
#define CORSIEVE_TOOLS_PASTE_CURL_OPTIONS_H_

#include <string_view>

namespace corsieve::tools {

struct CurlOption {
  std::string_view name;  // Without "--".
  char letter;            // NUL: it has none.
  bool has_value;
};

// By name; "no-NAME" is found as NAME where that takes no value. nullptr: curl
// has none.
const CurlOption* FindCurlOption(std::string_view name);
const CurlOption* FindCurlOption(char letter);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_PASTE_CURL_OPTIONS_H_
