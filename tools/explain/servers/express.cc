// Express, and what has its middleware.
// https://expressjs.com/en/guide/using-middleware.html

#include "tools/explain/servers/syntax.h"

namespace corsieve::tools {

constexpr ServerSyntax kExpressSyntax = {
    "// ",
    // where
    "Before every other app.use() and route, cors() too. It wants the package\n"
    "on-headers: what is set there is sent at last, with errors, too, and in "
    "place of\nwhat the routes set.\n",
    // begin
    "app.use((req, res, next) => {\n"
    "  const preflight = req.method === 'OPTIONS' &&\n"
    "      req.get('Access-Control-Request-Method') !== undefined;\n"
    "  require('on-headers')(res, () => {\n",
    // conditions
    "req.path === {path}",
    "preflight",
    "!preflight",
    "[{origin}].includes(req.get('Origin'))",
    " && ",
    // open
    "    if ({conditions}) {\n",
    {"", "      res.set({name}, {value});\n",
     "      res.removeHeader({name});\n", "      res.vary('Origin');\n", ""},
    // close
    "    }\n",
    {},
    // between
    "  });\n",
    // answer
    "  if ({conditions}) {\n"
    "    return res.status({status}).end();\n"
    "  }\n",
    // end
    "  next();\n"
    "});\n",
    "req.get('Origin')",
    InSingleQuotes,
    InSingleQuotes,
    InSingleQuotes,
};

}  // namespace corsieve::tools
