#include "tools/explain.h"

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <string_view>

#include "corsieve/corsieve.h"
#include "tools/advice.h"
#include "tools/case_json.h"
#include "tools/run_case.h"

namespace corsieve::tools {
namespace {

// curl writes "HTTP/2 200" and "HTTP/3 200" for what has no status line on the
// wire; the reader wants a minor version. Returns how many ".0" were put in.
size_t CompleteVersions(std::string* bytes) {
  size_t count = 0;
  size_t pos = 0;
  while (bytes->compare(pos, 7, "HTTP/2 ") == 0 ||
         bytes->compare(pos, 7, "HTTP/3 ") == 0) {
    bytes->insert(pos + 6, ".0");
    ++count;
    const size_t end = bytes->find("\r\n\r\n", pos);
    if (end == std::string::npos) break;
    pos = end + 4;
  }
  return count;
}

// Bytes that a terminal might act on, made visible.
std::string Printable(std::string_view bytes) {
  std::string out;
  for (unsigned char c : bytes) {
    if (c >= 0x20 && c < 0x7f) {
      out += static_cast<char>(c);
    } else {
      char escaped[5];
      std::snprintf(escaped, sizeof escaped, "\\x%02x", c);
      out += escaped;
    }
  }
  return out;
}

std::string Pad(std::string s, size_t width) {
  if (s.size() < width) s.append(width - s.size(), ' ');
  return s;
}

// "line 3, byte 7" of the input.
std::string Place(std::string_view bytes, size_t offset) {
  const std::string_view before = bytes.substr(0, offset);
  const size_t line = std::count(before.begin(), before.end(), '\n') + 1;
  const size_t start = before.rfind('\n');
  const size_t column =
      offset - (start == std::string_view::npos ? 0 : start + 1) + 1;
  return "line " + std::to_string(line) + ", byte " + std::to_string(column);
}

class Writer {
 public:
  Writer(bool colour, std::string* out) : colour_(colour), out_(out) {}

  void Paint(const char* code, std::string_view text) {
    if (colour_) *out_ += "\x1b[" + std::string(code) + "m";
    *out_ += text;
    if (colour_) *out_ += "\x1b[0m";
  }
  void Text(std::string_view text) { *out_ += text; }

 private:
  bool colour_;
  std::string* out_;
};

constexpr char kGood[] = "32";
constexpr char kBad[] = "31";
constexpr char kQuiet[] = "2";

void WriteFates(const FilteredResponse& seen, Writer* out) {
  size_t width = 0;
  for (const Outcome& o : seen.outcomes()) {
    width = std::max(width, std::min<size_t>(o.name.size(), 40));
  }
  for (const Outcome& o : seen.outcomes()) {
    out->Text("  " + Pad(Printable(o.name), width) + "  ");
    out->Paint(o.exposed() ? kGood : kBad, o.exposed() ? "exposed" : "hidden ");
    out->Text("  " + std::string(ReasonText(o.reason)) + "\n");
  }
}

// Where the expose list is invalid: the line, with a caret below the byte.
void WriteInvalidList(const FilteredResponse& seen, Writer* out) {
  const auto& invalid = seen.cors_exposed_header_name_list().invalid();
  if (!invalid) return;
  const Header& h = seen.internal_response().header_list[invalid->header];
  const size_t from = invalid->offset > 40 ? invalid->offset - 40 : 0;
  const std::string before =
      Printable(h.value.substr(from, invalid->offset - from));
  out->Text("\nThe expose list is invalid at byte " +
            std::to_string(invalid->offset + 1) + " of " + std::string(h.name) +
            ":\n  " + before + Printable(h.value.substr(invalid->offset, 40)) +
            "\n  " + std::string(before.size(), ' ') + "^\n");
}

void WriteAdvice(const Advice& advice, Writer* out) {
  if (advice.text.empty()) return;
  out->Text("\n" + advice.text + (advice.lines.empty() ? ".\n" : ":\n"));
  for (const std::string& line : advice.lines) out->Text("  " + line + "\n");
}

void WriteText(const ExplainOptions& options, const FilteredResponse& seen,
               const Advice& advice, const std::string& place, Writer* out) {
  if (!options.assumption.empty()) {
    out->Paint(kQuiet, options.assumption + "\n");
  }
  const bool error = seen.is_network_error();
  std::string head = error ? "network error"
                           : std::string(ResponseTypeName(seen.type())) + " " +
                                 std::to_string(seen.status());
  if (!seen.status_message().empty()) {
    head += " " + Printable(seen.status_message());
  }
  out->Paint(error ? kBad : kGood, head);
  out->Text(": " + std::string(ReasonText(seen.reason())));
  if (!place.empty()) out->Text(" (" + place + ")");
  out->Text("\n");
  if (error) {
    out->Text("  " + std::string(ReasonName(seen.reason())) + ", see " +
              std::string(ReasonUrl(seen.reason())) + "\n");
  }
  if (!seen.outcomes().empty()) out->Text("\n");
  WriteFates(seen, out);
  WriteInvalidList(seen, out);
  WriteAdvice(advice, out);
}

}  // namespace

int Explain(const ExplainOptions& options, std::string bytes,
            std::string* out) {
  const Case& c = options.c;
  const size_t inserted = 2 * CompleteVersions(&bytes);
  Request request;
  request.origin = c.origin;
  request.url = c.url;
  request.mode = ModeFromWord(c.mode);
  request.credentials_mode = CredentialsFromWord(c.credentials);
  request.redirect_mode = RedirectFromWord(c.redirect);
  request.initiator =
      c.api == "xhr" ? Initiator::kXmlHttpRequest : Initiator::kFetch;
  Filter filter;
  const FilteredResponse& seen = filter.Run(request, bytes);
  const Advice advice = Advise(request, seen);
  std::string place;
  if (seen.error_offset()) {
    place = Place(bytes, *seen.error_offset());
  }
  static_cast<void>(inserted);
  if (options.json) {
    ScriptApi api;
    Result result;
    FillResult(seen, c, &api, &result);
    Json json = ResultToJson(result);
    json.erase("id");
    if (!place.empty()) json["place"] = place;
    json["advice"] = {{"text", advice.text}, {"lines", advice.lines}};
    *out = Dump(json) + "\n";
  } else {
    Writer writer(options.colour, out);
    WriteText(options, seen, advice, place, &writer);
  }
  return seen.error_offset() ? 1 : 0;
}

}  // namespace corsieve::tools
