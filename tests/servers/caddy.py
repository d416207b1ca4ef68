"""Caddy: what is printed goes to the top of the site's block, in place of its header lines."""

import os
import re

from apache import own
from mistakes import ALLOW, EXPOSE, PAGE, PUT, TOTAL
from server import Proxy

TOP = """{{
\tadmin off
\tauto_https off
}}
http://127.0.0.1:{port} {{
{lines}
\treverse_proxy 127.0.0.1:{app}
}}
"""


class Caddy(Proxy):
    name = "caddy"
    programs = ("caddy",)
    native = {
        "an error of its own": own(f"""
            header Access-Control-Allow-Origin https://old.example
            header X-Total-Count 42
            error /items 404""", (200, [])),
        "of server and application": own(f"header Access-Control-Allow-Origin {PAGE}",
                                         (200, [ALLOW, EXPOSE, TOTAL])),
        # The password is "secret".
        "a password for OPTIONS": own("""
            basicauth /items {
              me JDJhJDE0JHBkVDdaMzJ4dW9VanRvMFBoWVk2NWVzU2E5eUVvd2ROTWNyN1VxQkU1TlpEZGptcW1wd2Z5
            }""", (200, [ALLOW, EXPOSE, TOTAL]),
            ("-H", "Authorization: Basic bWU6c2VjcmV0")),
        "a redirect of OPTIONS": own("""
            @options {
              method OPTIONS
            }
            redir @options /items/ permanent""", (200, [ALLOW, EXPOSE, TOTAL]),
            ("-X", "PUT"), (204, [ALLOW, PUT])),
    }

    def configure(self, lines, configurations):
        printed = "\n".join(reversed(configurations))
        # "in place of its header lines of these names"
        names = {n.lower() for n in re.findall(r'^\t[+-]?"?([\w-]+)"? .*', printed, re.M)}
        kept = [line for line in lines
                if not (line.split()[:1] == ["header"] and line.split()[1].lower() in names)]
        text = "\n".join(kept)
        # "give it the matcher"
        if matcher := re.search(r"^@no_preflight_\w+", printed, re.M):
            text = re.sub(r"basicauth \S+", f"basicauth {matcher[0]}", text)
            own_not, = re.findall(r"^@no_preflight_\w+ \{\n(.*?)^\}", printed, re.M | re.S)
            text = text.replace("method OPTIONS", "method OPTIONS\n" + own_not)
        config = self.folder / "Caddyfile"
        config.write_text(TOP.format(port=self.port, app=self.application.port,
                                     lines=printed + "\n" + text))
        self.run(self.program("caddy"), "run", "--config", config, "--adapter", "caddyfile",
                 env=dict(os.environ, HOME=str(self.folder)))
