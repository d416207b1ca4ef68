#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "corsieve/header_list.h"
#include "tools/paste/json_parts.h"
#include "tools/paste/pane.h"
#include "tools/paste/parts.h"
#include "tools/paste/readers.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

constexpr std::string_view kFormat = "the Headers pane of Firefox's DevTools";

// Its titles have a size, as "(1.2 kB)", and of its labels others have none.
bool IsTitle(std::string_view text) {
  return (StartsWith(text, "Response Headers (") ||
          StartsWith(text, "Request Headers (")) &&
         text.find("B)") != text.npos;
}

bool IsOfFirefox(const Lines& lines) {
  int labels = 0;
  for (const Line& line : lines) {
    const std::string_view text = Trim(line.text);
    if (IsTitle(text)) return true;
    for (std::string_view label :
         {"Scheme", "Filename", "Transferred", "VersionHTTP/", "Version\tHTTP/",
          "Version HTTP/", "DNS Resolution"}) {
      if (StartsWith(text, label)) ++labels;
    }
  }
  return labels >= 2;
}

// What "Copy All" makes of the pane: an object for each part of it, or one.
class JsonReader {
 public:
  explicit JsonReader(const parts::JoinedLines& joined)
      : joined_(joined), lines_(joined) {}

  std::optional<Pane> Read() {
    for (std::string_view text : SplitJsonValues(joined_.text())) {
      std::string error;
      const Json json = ParsePastedJson(text, &error);
      if (json.is_discarded() || !json.is_object()) return std::nullopt;
      for (const auto& [key, value] : json.items()) ReadMember(key, value);
    }
    if (!is_pane_) return std::nullopt;
    return std::move(pane_);
  }

 private:
  void ReadMember(const std::string& key, const Json& value) {
    if (IsTitle(key)) return ReadHeaders(key, value);
    if (key == "Status") {
      pane_.status = StatusOfText(TextOfJson(&value));
      pane_.status_line = lines_.LineOf(key);
      is_pane_ = is_pane_ || pane_.status;
    } else if (key == "Version") {
      pane_.version = TextOfJson(&value);
    } else if (const Json* host = FindMember(value, "host")) {
      // {"GET": {"scheme": "https", "host": …, "filename": …, "query": {…}}}
      if (!IsHeaderName(key)) return;
      pane_.method = key;
      pane_.scheme = TextOfJson(FindMember(value, "scheme"));
      pane_.host = TextOfJson(host);
      pane_.path = TextOfJson(FindMember(value, "filename"));
      AddQuery(FindMember(value, "query"));
      is_pane_ = true;
    }
  }

  // "200OK", as labels and values are joined.
  std::optional<int> StatusOfText(std::string_view text) {
    const auto status = parts::Number(text.substr(0, 3));
    if (!status || *status < 100) return std::nullopt;
    const std::string_view message = Trim(text.substr(3));
    pane_.message = message;
    return status;
  }

  void AddQuery(const Json* query) {
    if (query == nullptr || !query->is_object()) return;
    char before = '?';
    for (const auto& [name, value] : query->items()) {
      pane_.path += before + name + "=" + TextOfJson(&value);
      before = '&';
    }
  }

  void ReadHeaders(const std::string& key, const Json& value) {
    const Json* list = FindMember(value, "headers");
    const auto headers =
        HeadersOfJson(list == nullptr ? value : *list, /*may_be_flat=*/false);
    if (!headers) return;
    is_pane_ = true;
    lines_.SeekKey(key);
    auto& into = key[2] == 's' ? pane_.response : pane_.request;
    for (const auto& [name, text] : *headers) {
      into.push_back({name, text, lines_.LineOf(name)});
    }
  }

  const parts::JoinedLines& joined_;
  JsonLines lines_;
  Pane pane_;
  bool is_pane_ = false;
};

}  // namespace

std::optional<Paste> ReadFirefoxPane(const Lines& lines, std::string* error) {
  const parts::JoinedLines joined(lines);
  const std::string_view text = joined.text();
  const size_t start = text.find_first_not_of(" \t\r\n");
  if (start == text.npos) return std::nullopt;
  if (text[start] == '{') {
    std::optional<Pane> pane = JsonReader(joined).Read();
    if (!pane) return std::nullopt;
    return PasteOfPane(std::move(*pane), kFormat, error);
  }
  if (!IsOfFirefox(lines)) return std::nullopt;
  return PasteOfPane(ReadPane(lines, /*of_safari=*/false), kFormat, error);
}

}  // namespace corsieve::tools
