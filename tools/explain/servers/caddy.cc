// Caddy 2, as a Caddyfile.
// https://caddyserver.com/docs/caddyfile/directives/header

#include "tools/explain/servers/syntax.h"

namespace corsieve::tools {

constexpr ServerSyntax kCaddySyntax = {
    "# ",
    // where
    "At the top of the site's block, in place of its header lines of these "
    "names.\n"
    "The lines are there twice: for errors that Caddy makes, and with defer\n"
    "in place of what the application behind it sends.\n",
    // begin
    "",
    // conditions
    "\tpath {path}\n",
    "\tmethod OPTIONS\n"
    "\theader Access-Control-Request-Method *\n",
    "\tnot header Access-Control-Request-Method *\n",
    "\theader Origin {origin}\n",
    "",
    // open
    "@cors_{id} {\n{conditions}}\n",
    {"header @cors_{id} {\n", "\t{name} {value}\n", "", "\t+Vary Origin\n",
     "}\n"},
    // close
    "",
    {"header @cors_{id} {\n", "\t{name} {value}\n", "\t-{name}\n", "",
     "\tdefer\n}\n"},
    // between
    "",
    // answer
    "@preflight_{id} {\n{conditions}}\n"
    "respond @preflight_{id} {status}\n"
    "# Caddy redirects and asks for passwords before it responds: where redir "
    "or\n"
    "# basicauth answers OPTIONS, give it the matcher @no_preflight_{id},\n"
    "# or put its not { } into the matcher that it has.\n"
    "@no_preflight_{id} {\n\tnot {\n{conditions}\t}\n}\n",
    // end
    "",
    "{http.request.header.Origin}",
    InDoubleQuotes,
    InDoubleQuotes,
    InDoubleQuotes,
    true,
};

}  // namespace corsieve::tools
