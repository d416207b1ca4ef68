#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "tools/paste/head_lines.h"
#include "tools/paste/pane.h"
#include "tools/paste/parts.h"
#include "tools/paste/readers.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

// It titles with single words, and has a head below one of them.
bool IsOfSafari(const Lines& lines) {
  bool is_behind_title = false;
  for (const Line& line : lines) {
    const std::string_view text = Trim(line.text);
    if (text.empty()) continue;
    if (is_behind_title &&
        (text[0] == ':' || IsStatusLine(text) || parts::ReadRequestLine(text) ||
         StartsWith(text, "URL:") || StartsWith(text, "No response headers"))) {
      return true;
    }
    is_behind_title =
        text == "Request" || text == "Response" || text == "Summary";
  }
  return false;
}

}  // namespace

std::optional<Paste> ReadSafariPane(const Lines& lines, std::string* error) {
  if (!IsOfSafari(lines)) return std::nullopt;
  Pane pane = ReadPane(lines, /*of_safari=*/true);
  return PasteOfPane(std::move(pane),
                     "the Headers pane of Safari's Web Inspector", error);
}

}  // namespace corsieve::tools
