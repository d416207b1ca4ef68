// What a browser's Headers pane shows, as its text is copied: titles, labels,
// and names with their values in the same line or the next.

#ifndef CORSIEVE_TOOLS_PASTE_PANE_H_
#define CORSIEVE_TOOLS_PASTE_PANE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/paste/lines.h"

namespace corsieve::tools {

struct PaneHeader {
  std::string name;
  std::string value;
  size_t line = 1;
};

struct Pane {
  std::string url;
  std::string method;
  std::string target;  // Of a request line.
  std::string scheme;
  std::string host;
  std::string path;
  std::string version;
  std::optional<int> status;
  std::string message;
  size_t status_line = 1;  // Of the pasted text.
  std::vector<PaneHeader> response;
  std::vector<PaneHeader> request;
  bool has_response_title = false;
  bool has_request_title = false;
  bool has_body = false;
  std::vector<std::string> notes;
};

// What the line titles, as "Response Headers (1.2 kB)"; Safari's titles, as
// "Response", are others' words for a tab.
enum class PaneSection { kGeneral, kResponse, kRequest, kSkipped };
std::optional<PaneSection> PaneSectionOf(std::string_view line, bool of_safari);

Pane ReadPane(const Lines& lines, bool of_safari);

// nullopt where it shows neither request nor response, or a value that no
// header has, of which `*error` tells.
std::optional<Paste> PasteOfPane(Pane pane, std::string_view format,
                                 std::string* error);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_PASTE_PANE_H_
