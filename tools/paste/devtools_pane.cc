#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "tools/paste/pane.h"
#include "tools/paste/readers.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

// Of these labels Chromium alone has the one, of these titles Firefox, with a
// size behind; what has a title alone is taken for Chromium's.
bool IsOfDevTools(const Lines& lines) {
  bool has_title = false;
  for (const Line& line : lines) {
    const std::string_view text = Trim(line.text);
    for (std::string_view label :
         {"Request URL", "Request Method", "Status Code"}) {
      if (StartsWith(text, label) &&
          (text.size() == label.size() || text[label.size()] == ':' ||
           IsBlank(text[label.size()]))) {
        return true;
      }
    }
    const auto section = PaneSectionOf(text, /*of_safari=*/false);
    const bool names_headers = text.find(" Headers") != text.npos;
    if (section && names_headers && text.find("B)") == text.npos &&
        *section != PaneSection::kSkipped) {
      has_title = true;
    }
  }
  return has_title;
}

}  // namespace

std::optional<Paste> ReadDevToolsPane(const Lines& lines, std::string* error) {
  if (!IsOfDevTools(lines)) return std::nullopt;
  Pane pane = ReadPane(lines, /*of_safari=*/false);
  return PasteOfPane(std::move(pane), "the Headers pane of Chromium's DevTools",
                     error);
}

}  // namespace corsieve::tools
