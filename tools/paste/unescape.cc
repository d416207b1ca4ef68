#include "tools/paste/unescape.h"

#include <string_view>
#include <utility>

#include "tools/paste/head_lines.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

constexpr std::pair<std::string_view, char> kEscapes[] = {
    {"\\r", '\r'}, {"\\n", '\n'}, {"\\t", '\t'},
    {"\\\"", '"'}, {"\\'", '\''}, {"\\\\", '\\'}};
constexpr std::pair<std::string_view, char> kEntities[] = {
    {"&lt;", '<'},   {"&gt;", '>'},    {"&quot;", '"'},
    {"&#39;", '\''}, {"&#x27;", '\''}, {"&amp;", '&'}};

template <size_t n>
std::string Replaced(std::string_view text,
                     const std::pair<std::string_view, char> (&table)[n]) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    char c = text[0];
    size_t size = 1;
    for (const auto& [written, meant] : table) {
      if (!StartsWith(text, written)) continue;
      c = meant;
      size = written.size();
      break;
    }
    out += c;
    text.remove_prefix(size);
  }
  return out;
}

bool BeginsAsCurlInHtml(std::string_view text) {
  for (std::string_view mark : {"&lt; HTTP/", "&gt; GET ", "&gt; POST ",
                                "&gt; OPTIONS ", "&gt; HEAD "}) {
    const size_t at = text.find(mark);
    if (at != text.npos && (at == 0 || text[at - 1] == '\n')) return true;
  }
  return false;
}

}  // namespace

void UnescapeLineEnds(std::string* text, Notes* notes) {
  const std::string_view line = Trim(
      std::string_view(*text).substr(0, text->find_last_not_of(" \t\r\n") + 1));
  const size_t head = line.find("HTTP/");
  if (head == line.npos || Contains(line, "\n") || line[0] == '{' ||
      line[0] == '[' || !Contains(line.substr(head), "\\n")) {
    return;
  }
  std::string read = Replaced(line.substr(head), kEscapes);
  const std::string_view status =
      std::string_view(read).substr(0, read.find_first_of("\r\n"));
  if (!IsStatusLine(status)) return;
  // The quote that was before the head closes behind it.
  const char quote = head == 0 ? '\0' : line[head - 1];
  if ((quote == '"' || quote == '\'') && read.back() == quote) read.pop_back();
  *text = std::move(read);
  notes->push_back(
      "The line ends are written as \"\\n\", and were read as line ends.");
}

void UnescapeHtml(std::string* text, Notes* notes) {
  if (!BeginsAsCurlInHtml(*text)) return;
  *text = Replaced(*text, kEntities);
  notes->push_back("\"&lt;\" and the like were read as what they stand for.");
}

}  // namespace corsieve::tools
