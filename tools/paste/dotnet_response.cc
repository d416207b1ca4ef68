#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "tools/paste/head_lines.h"
#include "tools/paste/make_head.h"
#include "tools/paste/parts.h"
#include "tools/paste/readers.h"
#include "tools/text.h"

namespace corsieve::tools {

// "StatusCode: 200, ReasonPhrase: 'OK', ... Headers:" and below it, between
// braces in lines of their own, a header a line.
std::optional<Paste> ReadDotnetResponse(const Lines& lines,
                                        std::string* error) {
  constexpr std::string_view kStatus = "StatusCode: ";
  if (lines.empty()) return std::nullopt;
  const std::string_view first = lines[0].text;
  const size_t at = first.find(kStatus);
  if (at == first.npos || !Contains(first, "ReasonPhrase: '")) {
    return std::nullopt;
  }
  const int status = StatusOfLine(
      "HTTP/1.1 " + std::string(first.substr(at + kStatus.size(), 3)));
  if (status == 0) return std::nullopt;
  Paste paste;
  paste.format = "a response as .NET prints it";
  HeadMaker head("", status, status == 200 ? "OK" : "", lines[0].number);
  for (size_t i = 1; i < lines.size(); ++i) {
    const std::string_view text = Trim(lines[i].text);
    if (text == "{" || text.empty()) continue;
    if (text == "}") break;
    const auto field = parts::ReadField(text);
    if (!field) {
      paste.notes.push_back("Line " + std::to_string(lines[i].number) +
                            " shows no header: it was left out.");
      continue;
    }
    if (!head.Add(field->name, field->value, lines[i].number, error)) {
      return std::nullopt;
    }
  }
  paste.exchanges.emplace_back().response = std::move(head).Finish();
  return paste;
}

}  // namespace corsieve::tools
