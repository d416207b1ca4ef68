// A Paste as lines of text, which paste_test.cc compares.

#ifndef CORSIEVE_TESTS_PASTE_TEXT_H_
#define CORSIEVE_TESTS_PASTE_TEXT_H_

#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

#include "tools/paste/head_lines.h"
#include "tools/paste/paste.h"
#include "tools/text.h"

namespace corsieve::tools {

// Bytes that are no printable ASCII as \xNN.
inline std::string Escaped(std::string_view bytes) {
  std::string text;
  for (char c : bytes) {
    char buffer[8];
    const bool plain = c >= ' ' && c <= '~';
    std::snprintf(buffer, sizeof(buffer), plain ? "%c" : "\\x%02x",
                  static_cast<unsigned char>(c));
    text += buffer;
  }
  return text;
}

// Each line of the head with its number, then how large the body is.
inline std::string TextOfHead(const PastedHead& head) {
  std::string text;
  std::string_view rest = head.bytes;
  bool ended = false;
  for (size_t i = 0; !rest.empty() &&
                     !(ended && !IsStatusLine(rest.substr(0, rest.find('\n'))));
       ++i) {
    const size_t end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
    if (EndsWith(line, "\r")) line.remove_suffix(1);
    ended = line.empty();
    text += "<" + std::to_string(LineOf(head.lines, i)) + " " + Escaped(line) +
            "\n";
  }
  if (!rest.empty()) text += "body " + std::to_string(rest.size()) + "\n";
  return text;
}

inline std::string TextOfPaste(const std::optional<Paste>& paste,
                               const std::string& error) {
  if (!paste) return "error " + Escaped(error) + "\n";
  std::string text = "format " + Escaped(paste->format) + "\n";
  for (const std::string& note : paste->notes) {
    text += "note " + Escaped(note) + "\n";
  }
  const PastedCall& call = paste->call;
  const struct {
    const char* name;
    const std::optional<std::string>& value;
  } rows[] = {{"origin", call.origin},     {"mode", call.mode},
              {"redirect", call.redirect}, {"credentials", call.credentials},
              {"api", call.api},           {"reason", call.reason}};
  for (const auto& row : rows) {
    if (row.value) text += std::string(row.name) + " " + *row.value + "\n";
  }
  for (const PastedExchange& exchange : paste->exchanges) {
    text += "\n";
    if (const auto& request = exchange.request) {
      text += "> " + Escaped(request->method) + " " + Escaped(request->url) +
              (request->has_body ? " with a body" : "") +
              (request->by_browser ? " by a browser" : "") + "\n";
      for (const auto& [name, value] : request->headers) {
        text += "> " + Escaped(name) + ": " + Escaped(value) + "\n";
      }
    }
    if (exchange.response) text += TextOfHead(*exchange.response);
  }
  return text;
}

}  // namespace corsieve::tools

#endif  // CORSIEVE_TESTS_PASTE_TEXT_H_
