// Apache httpd 2.4.
// https://httpd.apache.org/docs/2.4/mod/mod_headers.html
// https://httpd.apache.org/docs/2.4/expr.html

#include <cctype>

#include "tools/explain/servers/syntax.h"

namespace corsieve::tools {
namespace {

// A percent sign begins a format.
std::string Value(std::string_view text) {
  std::string doubled;
  for (char c : text) doubled.append(c == '%' ? 2 : 1, c);
  return InDoubleQuotes(doubled);
}

// A text of an expression, which stands in double quotes itself.
std::string InExpression(std::string_view text) {
  std::string out = "'";
  for (unsigned char c : text) {
    const bool is_plain = std::isalnum(c) != 0 || c >= 0x80 ||
                          std::string_view("/.:_~-").find(
                              static_cast<char>(c)) != std::string_view::npos;
    if (!is_plain) out += "\\\\";
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<char>(c);
  }
  return out + "'";
}

// It is compared with what the URL's escapes stand for.
std::string Path(std::string_view path) {
  const std::string text = InExpression(path);
  return path.find('%') == path.npos ? text : "unescape(" + text + ")";
}

}  // namespace

constexpr ServerSyntax kApacheSyntax = {
    "# ",
    // where
    "At the top of the <VirtualHost>; with mod_headers, mod_rewrite for "
    "OPTIONS:\n"
    "always is for errors, too, and what the application sends is onsuccess.\n",
    // begin
    "",
    // conditions
    "%{REQUEST_URI} == {path}",
    "-n req_novary('Access-Control-Request-Method')",
    "-z req_novary('Access-Control-Request-Method')",
    "req_novary('Origin') in {{origin}}",
    " && ",
    // open
    "<If \"{conditions}\">\n",
    {"",
     "  Header onsuccess unset {name}\n"
     "  Header always set {name} {value}\n",
     "  Header onsuccess unset {name}\n"
     "  Header always unset {name}\n",
     "  Header always merge Vary Origin\n", ""},
    // close
    "</If>\n",
    {},
    // between
    "",
    // answer
    "# Before anybody is asked for a password, and before any redirect.\n"
    "RewriteEngine On\n"
    "RewriteCond expr \"{conditions}\"\n"
    "RewriteRule ^ - [R={status},L]\n",
    // end
    "",
    "\"expr=%{req_novary:Origin}\"",
    Value,
    InExpression,
    Path,
    true,
};

}  // namespace corsieve::tools
