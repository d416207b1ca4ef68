"""Apache httpd: what is printed goes to the top of the virtual host."""

import os

from mistakes import ALLOW, EXPOSE, PAGE, PUT, STAR, TOTAL, Mistake
from server import Proxy

MODULES = "/usr/lib/apache2/modules"
NEEDED = ("mpm_event", "authn_core", "authn_file", "authz_core", "authz_user", "auth_basic",
          "alias", "headers", "proxy", "proxy_http", "rewrite")

TOP = """
ServerRoot "{folder}"
DefaultRuntimeDir "{folder}"
ServerName localhost
PidFile "{folder}/pid"
ErrorLog "{folder}/error.log"
{user}
Listen 127.0.0.1:{port}
{modules}
<VirtualHost *:{port}>
{printed}
{own}
ProxyPass "/" "http://127.0.0.1:{app}/"
</VirtualHost>
"""


def own(lines, *mistake, **more):
    made = Mistake(*mistake, **more)
    made.lines = lines.splitlines()
    return made


class Apache(Proxy):
    name = "apache"
    programs = ("apache2",)
    native = {
        "no always": own(f"""
            Header set Access-Control-Allow-Origin {PAGE}
            Header set Access-Control-Expose-Headers X-Total-Count
            Header always set X-Total-Count 42
            ProxyPass "/items" "!"
            Redirect 404 /items""", (200, [])),
        "of server and application": own(
            f"Header always add Access-Control-Allow-Origin {PAGE}",
            (200, [ALLOW, EXPOSE, TOTAL])),
        "a password for OPTIONS": own("""
            <Location "/items">
              AuthType Basic
              AuthName items
              AuthUserFile "users"
              Require valid-user
            </Location>""", (200, [ALLOW, EXPOSE, TOTAL]),
            ("-H", "Authorization: Basic bWU6c2VjcmV0")),
        "a redirect of OPTIONS": own("""
            RewriteEngine On
            RewriteCond %{REQUEST_METHOD} OPTIONS
            RewriteRule ^/items$ /items/ [R=301,L]""", (200, [ALLOW, EXPOSE, TOTAL]),
            ("-X", "PUT"), (204, [ALLOW, PUT])),
        "a star of the server": own("Header set Access-Control-Allow-Origin *",
                                    (200, [EXPOSE, TOTAL]), ("--credentials", "include"),
                                    others=True),
        "an error behind it": own("", (500, [STAR, TOTAL])),
    }

    def configure(self, lines, configurations):
        # The password is "secret".
        (self.folder / "users").write_text("me:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=\n")
        config = self.folder / "apache.conf"
        config.write_text(TOP.format(
            folder=self.folder, port=self.port, app=self.application.port,
            user="User www-data\nGroup www-data" if os.geteuid() == 0 else "",
            modules="\n".join(f"LoadModule {m}_module {MODULES}/mod_{m}.so" for m in NEEDED),
            printed="\n".join(reversed(configurations)), own="\n".join(lines)))
        self.run(self.program("apache2"), "-D", "FOREGROUND", "-f", config)
