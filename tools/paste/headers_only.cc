#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "tools/paste/head_lines.h"
#include "tools/paste/known_names.h"
#include "tools/paste/readers.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

struct Field {
  std::string_view name;
  std::string_view value;
  size_t number;
};

// What the first lines, up to an empty one, are.
struct Fields {
  std::vector<Field> list;
  std::vector<size_t> folded;  // Lines that go on with the one before.
  size_t end = 0;              // The first line that is not of these.
  size_t of_request = 0;       // Names that only requests have.
  size_t of_response = 0;
  size_t of_both = 0;
  std::string_view status;  // The value of :status.
  bool has_method = false;  // :method, or another that requests have.
};

void Count(const Field& field, Fields* fields) {
  if (field.name == ":status") {
    fields->status = field.value;
  } else if (field.name[0] == ':') {
    fields->has_method = true;
  }
  switch (UseOfName(field.name)) {
    case NameUse::kRequest:
      ++fields->of_request;
      break;
    case NameUse::kResponse:
      ++fields->of_response;
      break;
    case NameUse::kBoth:
      ++fields->of_both;
      break;
    case NameUse::kUnknown:
      break;
  }
}

std::optional<Fields> ReadFields(const Lines& lines) {
  Fields fields;
  for (size_t i = 0; i < lines.size(); ++i) {
    const std::string_view text = lines[i].text;
    if (IsBlankLine(text)) break;
    fields.end = i + 1;
    const bool is_folded = text[0] == ' ' || text[0] == '\t';
    const auto field = SplitField(text);
    if (is_folded && !fields.list.empty()) {
      fields.folded.push_back(lines[i].number);
    } else if (!field || StartsWith(field->second, "//")) {
      return std::nullopt;  // The latter is a URL.
    }
    if (is_folded) continue;
    fields.list.push_back({field->first, field->second, lines[i].number});
    Count(fields.list.back(), &fields);
  }
  return fields;
}

// Requests' headers, where people took those of the wrong pane.
PastedRequest RequestOf(const Fields& fields) {
  PastedRequest request;
  std::string scheme = "https";
  std::string host;
  std::string path;
  for (const Field& field : fields.list) {
    const std::string name = Lower(field.name);
    if (name == ":method") request.method = field.value;
    if (name == ":scheme") scheme = field.value;
    if (name == ":authority" || name == "host") host = field.value;
    if (name == ":path") path = field.value;
    if (StartsWith(name, "sec-fetch-") ||
        (name == "user-agent" && StartsWith(field.value, "Mozilla/"))) {
      request.by_browser = true;
    }
    if (name[0] != ':') request.headers.emplace_back(field.name, field.value);
  }
  if (!host.empty() && !path.empty()) {
    request.url = scheme + "://" + host + path;
  }
  return request;
}

// "200", "200 OK".
bool IsStatus(std::string_view value) {
  return value.size() >= 3 && IsStatusLine("HTTP/1.1 " + std::string(value));
}

// The status line that the fields come to, and what was assumed.
std::string StatusLineOf(const Fields& fields, Paste* paste) {
  std::string_view status = fields.status;
  const Field& first = fields.list.front();
  if (status.empty() && Lower(first.name) == "status") {
    status = first.value;  // As browsers once showed it.
  }
  if (IsStatus(status)) {
    const bool is_http2 = !fields.status.empty();
    return (is_http2 ? "HTTP/2 " : "HTTP/1.1 ") + std::string(status);
  }
  paste->notes.push_back(
      "There is no status line before the headers; status 200 was assumed.");
  return "HTTP/1.1 200 OK";
}

}  // namespace

std::optional<Paste> ReadHeadersOnly(const Lines& lines, std::string* error) {
  static_cast<void>(error);
  const std::optional<Fields> fields = ReadFields(lines);
  if (!fields || fields->list.empty()) return std::nullopt;
  const size_t known =
      fields->of_request + fields->of_response + fields->of_both;
  if (known == 0 && fields->status.empty()) return std::nullopt;
  Paste paste;
  const bool is_request = fields->status.empty() &&
                          (fields->has_method || (fields->of_request > 0 &&
                                                  fields->of_response == 0));
  if (is_request) {
    paste.format = "request headers";
    paste.exchanges.emplace_back().request = RequestOf(*fields);
    paste.notes.push_back(
        "These are the request's headers; the response's are missing.");
    return paste;
  }
  paste.format = "headers without a status line";
  HeadBuilder head;
  head.Add(StatusLineOf(*fields, &paste), fields->list.front().number);
  size_t i = 0;
  for (; i < fields->end; ++i) {
    const auto field = SplitField(lines[i].text);
    const bool is_pseudo = field && field->first[0] == ':';
    if (!is_pseudo) head.Add(lines[i].text, lines[i].number);
  }
  head.End(i < lines.size() ? lines[i].number : lines.back().number + 1);
  for (size_t body = i + 1; body < lines.size(); ++body) {
    head.Add(lines[body].text, lines[body].number);
  }
  if (std::any_of(lines.begin() + static_cast<std::ptrdiff_t>(i), lines.end(),
                  [](const Line& line) { return !IsBlankLine(line.text); })) {
    paste.notes.push_back("What follows the empty line " +
                          std::to_string(lines[i].number) +
                          " was taken for the body.");
  }
  if (!fields->folded.empty()) {
    paste.notes.push_back("Line " + std::to_string(fields->folded.front()) +
                          " goes on with the header before it, as it begins "
                          "with a blank.");
  }
  paste.exchanges.emplace_back().response = head.Take();
  return paste;
}

}  // namespace corsieve::tools
