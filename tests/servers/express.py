"""Express: what is printed goes before every other app.use() and route."""

import json
import os
import pathlib
import subprocess

from mistakes import ALLOW, EXPOSE, TOTAL, Mistake
from server import Server

# What npm is asked for, once.
PACKAGES = ("express@5.3.0", "cors@2.8.6", "on-headers@1.1.0")
MODULES = pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache"),
                       "corsieve-npm-" + "-".join(PACKAGES).replace("@", "-"))

TOP = """
const express = require('express');
const app = express();
app.set('etag', false).disable('x-powered-by');
%s
%s
const mistake = %s;
app.use((req, res) => {
  const special = req.path === '/moved' ? mistake.moved
      : req.method === 'OPTIONS' && mistake.options;
  const [status, lines] = special || mistake.answer;
  for (const [name, value] of lines) res.append(name, value);
  res.status(status).end();
});
app.listen(%d, '127.0.0.1');
"""


def own(code, *mistake, **more):
    made = Mistake(*mistake, **more)
    made.code = code
    return made


class Express(Server):
    name = "express"
    programs = ("node", "npm")
    native = {
        "cors() for another page": own("app.use(require('cors')({origin: 'https://old.example'}));",
                                       (200, [EXPOSE, TOTAL]), ("-X", "PUT")),
        "cors() for all with credentials": own("app.use(require('cors')());",
                                               (200, [EXPOSE, TOTAL]),
                                               ("--credentials", "include"), others=True),
        "cors() that exposes nothing": own("app.use(require('cors')());", (200, [TOTAL]),
                                           others=True),
        "an error that is thrown": own(
            "app.use((req, res) => { res.set('X-Total-Count', '42'); throw Error('no'); });",
            (200, [])),
        "a password for OPTIONS": own(
            "app.use((req, res, next) =>\n"
            "    req.get('Authorization') ? next() : res.status(401).end());",
            (200, [ALLOW, EXPOSE, TOTAL]), ("-H", "Authorization: Basic bWU6c2VjcmV0")),
        "cors() and the application": own(
            "app.use(require('cors')({origin: 'https://app.example'}));",
            (200, [ALLOW, EXPOSE, TOTAL])),
    }

    @classmethod
    def missing(cls):
        if why := super().missing():
            return why
        if not (MODULES / "done").exists():
            MODULES.mkdir(parents=True, exist_ok=True)
            done = subprocess.run(
                ["npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--prefix",
                 str(MODULES), *PACKAGES], capture_output=True, text=True, timeout=300,
                check=False)
            if done.returncode:
                return "npm does not install " + " ".join(PACKAGES)
            (MODULES / "done").touch()
        return ""

    def serve(self, mistake, configurations):
        self.stop()
        (self.folder / "app.js").write_text(TOP % (
            "\n".join(reversed(configurations)), getattr(mistake, "code", ""), json.dumps(mistake.data()),
            self.port))
        self.run(self.program("node"), "app.js",
                 env=dict(os.environ, NODE_PATH=str(MODULES / "node_modules")))
