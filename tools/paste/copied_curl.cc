#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "tools/paste/curl_command.h"
#include "tools/paste/parts.h"
#include "tools/paste/readers.h"

namespace corsieve::tools {

std::optional<Paste> ReadCopiedCurl(const Lines& lines, std::string* error) {
  const parts::JoinedLines joined(lines);
  Paste paste;
  std::string_view rest;
  std::string told;
  std::optional<PastedRequest> request =
      ReadCurlCommand(joined.text(), &paste.call, &paste.notes, &rest, &told);
  if (!request) {
    *error = std::move(told);
    return std::nullopt;
  }
  // What a command prints has a reader of its own.
  const size_t start = rest.find_first_not_of(" \t\r\n");
  if (start != rest.npos) {
    const size_t offset = joined.text().size() - rest.size() + start;
    const char c = rest[start];
    if (c != '|' && c != ';' && c != '&' && c != '#') return std::nullopt;
    paste.notes.push_back("What follows " + std::string(1, c) + " in line " +
                          std::to_string(joined.LineOf(offset)) +
                          " is none of curl's: it was left out.");
  }
  paste.format =
      request->by_browser ? "a request copied as cURL" : "a curl command";
  paste.exchanges.emplace_back();
  paste.exchanges.back().request = std::move(request);
  return paste;
}

}  // namespace corsieve::tools
