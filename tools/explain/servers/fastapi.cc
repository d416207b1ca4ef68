// FastAPI and Starlette; as ASGI, so that no middleware and no error is
// outside. https://asgi.readthedocs.io/en/latest/specs/www.html

#include "tools/explain/servers/syntax.h"

namespace corsieve::tools {
namespace {

std::string Bytes(std::string_view path) { return "b" + InDoubleQuotes(path); }

}  // namespace

constexpr ServerSyntax kFastApiSyntax = {
    "# ",
    // where
    "Behind the last line that does something with app: this is around all of "
    "it,\nCORSMiddleware and errors, too.\n",
    // begin
    "from starlette.datastructures import Headers, MutableHeaders\n"
    "from starlette.responses import Response\n"
    "def cors_lines(app):\n"
    "    async def answer(scope, receive, send):\n"
    "        if scope[\"type\"] != \"http\":\n"
    "            return await app(scope, receive, send)\n"
    "        asked = Headers(scope=scope)\n"
    "        preflight = (scope[\"method\"] == \"OPTIONS\"\n"
    "                     and \"Access-Control-Request-Method\" in asked)\n"
    "        async def send_changed(message):\n"
    "            if message[\"type\"] == \"http.response.start\":\n"
    "                message.setdefault(\"headers\", [])\n"
    "                headers = MutableHeaders(scope=message)\n",
    // conditions
    "scope[\"raw_path\"] == {path}",
    "preflight",
    "not preflight",
    "asked.get(\"Origin\") in [{origin}]",
    " and ",
    // open
    "                if {conditions}:\n",
    {"", "                    headers[{name}] = {value}\n",
     "                    del headers[{name}]\n",
     "                    headers.add_vary_header(\"Origin\")\n", ""},
    // close
    "",
    {},
    // between
    "            await send(message)\n",
    // answer
    "        if {conditions}:\n"
    "            return await Response(status_code={status})(scope, receive, "
    "send_changed)\n",
    // end
    "        await app(scope, receive, send_changed)\n"
    "    return answer\n"
    "app = cors_lines(app)\n",
    "asked[\"Origin\"]",
    InDoubleQuotes,
    InDoubleQuotes,
    Bytes,
};

}  // namespace corsieve::tools
