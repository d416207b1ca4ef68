"""The commands of docs/fetch.md, against nginx.

    CORSIEVE_PROGRAM=build/default/corsieve python3 tests/nginx/fetch_documentation_test.py
"""

import pathlib
import re
import subprocess
import sys
import textwrap
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from fetch_nginx_test import EXPOSE, OK, PROGRAM, ROOT, TOTAL, VARY, NginxTest  # noqa: E402
from nginx import Config, Location  # noqa: E402

TEXT = (ROOT / "docs/fetch.md").read_text()
ALLOW = "add_header Access-Control-Allow-Origin $allowed always;"
# The pages that the documentation has.
MAPS = [r"map $http_origin $allowed { ~^https://(app|admin)\.example$ $http_origin; }"]


class DocumentationTest(NginxTest):
    """What docs/fetch.md says to run, runs."""

    def serve(self, allow=ALLOW, without=None):
        lines = [allow, EXPOSE, VARY, TOTAL, OK,
                 'add_header Access-Control-Allow-Methods "PUT" always;',
                 'add_header Access-Control-Allow-Headers "Content-Type" always;',
                 'add_header Access-Control-Allow-Credentials "true" always;']
        lines = [line for line in lines if without is None or without not in line]
        self.nginx.serve(Config({"/items": Location(lines)}, maps=MAPS))

    def run_with(self, shell, command):
        """As it is written, but for the server's name."""
        command = command.replace("https://api.example", self.nginx.url("", "https"))
        corsieve = 'corsieve() { c=$1; shift; [ $c != fetch ] || set -- --insecure "$@"; ' \
                   f'"{PROGRAM}" $c "$@"; }}\n'
        return subprocess.run([*shell, "-c", corsieve + command], capture_output=True, text=True,
                              check=False)

    def test_commands(self):
        self.serve()
        text = re.sub(r"^```yaml\n.*?^```\n", "", TEXT, flags=re.M | re.S)
        blocks = re.findall(r"(?:^    .*\n)+", text, re.M)
        commands = [c for b in blocks for c in re.findall(r"(?:.*[\\|]\n)*.*[^\\|]\n", b)]
        self.assertEqual(len(commands), 11)
        for command in commands:
            result = self.run_with(["bash", "-o", "pipefail"], command)
            self.assertEqual(result.returncode, 0, command + result.stdout + result.stderr)

    def test_one_liner_is_red(self):
        self.serve('add_header Access-Control-Allow-Origin "https://old.example" always;')
        line, = re.findall(r"^    (.* \|\| exit 1)$", TEXT, re.M)
        self.assertEqual(self.run_with(["sh"], line).returncode, 1)

    def test_step_of_github_actions(self):
        """Its shell part, as a runner starts it."""
        script, = re.findall(r"^```yaml\n.*? run: \|\n(.*?)^```\n", TEXT, re.M | re.S)
        script = textwrap.dedent(script)
        self.assertTrue(script.startswith("for origin in "), script)
        self.serve()
        result = self.run_with(["bash", "-e"], script)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        # Each of its checks counts.
        one = 'add_header Access-Control-Allow-Origin "https://app.example" always;'
        for mistake in ({"allow": one}, {"without": "Expose-Headers"},
                        {"without": "Allow-Methods"}):
            self.serve(**mistake)
            result = self.run_with(["bash", "-e"], script)
            self.assertEqual(result.returncode, 1, result.stdout + result.stderr)


if __name__ == "__main__":
    unittest.main()
