#include "tools/paste/make_head.h"

#include <utility>

#include "tools/paste/parts.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

struct Version {
  std::string_view shown;  // In lower case.
  std::string_view written;
};
constexpr Version kVersions[] = {
    {"h2", "HTTP/2"},         {"http/2", "HTTP/2"},
    {"http/2.0", "HTTP/2"},   {"http/2+quic/46", "HTTP/3"},
    {"h3", "HTTP/3"},         {"h3-29", "HTTP/3"},
    {"http/3", "HTTP/3"},     {"http/3.0", "HTTP/3"},
    {"http/1.0", "HTTP/1.0"},
};

}  // namespace

std::string_view VersionOfHead(std::string_view version) {
  for (const Version& v : kVersions) {
    if (EqualsAnyCase(v.shown, version)) return v.written;
  }
  return "HTTP/1.1";
}

HeadMaker::HeadMaker(std::string_view version, int status,
                     std::string_view message, size_t line) {
  const std::string_view written = VersionOfHead(version);
  std::string text(written);
  text += " " + std::to_string(status);
  // HTTP/1 has the space even where it has no message, HTTP/2 neither.
  if (StartsWith(written, "HTTP/1")) {
    text += " ";
    for (char c : message) {
      if (c != '\r' && c != '\n' && c != '\0') text.push_back(c);
    }
  }
  head_.lines.clear();
  AddLine(text, line);
}

HeadMaker::HeadMaker(std::string_view status_line, size_t line) {
  head_.lines.clear();
  AddLine(status_line, line);
}

bool HeadMaker::Add(std::string_view name, std::string_view value, size_t line,
                    std::string* error) {
  if (name.empty() || parts::HasForbiddenByte(name) ||
      name.find(':', 1) != name.npos) {
    *error = parts::LineName(line) + ": " + parts::Quote(name) +
             " is no header's name";
    return false;
  }
  if (parts::HasForbiddenByte(value)) {
    *error = parts::LineName(line) + ": the value of " + parts::Quote(name) +
             " has a CR, LF or NUL, which no header has";
    return false;
  }
  // A pseudo-header has been read into the status line.
  if (name[0] == ':') return true;
  AddLine(std::string(name) + ": " + std::string(value), line);
  return true;
}

void HeadMaker::AddLine(std::string_view text, size_t line) {
  head_.bytes.append(text).append("\r\n");
  head_.lines.push_back(line);
}

PastedHead HeadMaker::Finish() && {
  head_.bytes += "\r\n";
  head_.lines.push_back(head_.lines.back());
  return std::move(head_);
}

}  // namespace corsieve::tools
