"""What --for prints, in the real servers: `corsieve fetch` is red with a mistake, what it
prints is applied, and it is green.

    CORSIEVE_PROGRAM=build/default/corsieve python3 tests/servers/servers_test.py apache

Exits 77 where that server is not installed, and says so.
"""

import json
import os
import pathlib
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from apache import Apache  # noqa: E402
from caddy import Caddy  # noqa: E402
from express import Express  # noqa: E402
from fastapi_server import FastApi  # noqa: E402
from go_server import Go  # noqa: E402
from mistakes import MISTAKES  # noqa: E402

PROGRAM = os.path.abspath(os.environ.get("CORSIEVE_PROGRAM", "build/default/corsieve"))
SERVERS = {server.name: server for server in (Apache, Caddy, Express, FastApi, Go)}
OTHER = "https://other.example"
SKIPPED = 77


def fetch(url, page, *arguments):
    return subprocess.run([PROGRAM, "fetch", url, "--origin", page, *arguments],
                          capture_output=True, text=True, timeout=60, check=False)


class MistakesTest(unittest.TestCase):
    kind = None

    def setUp(self):
        self.server = self.kind()
        self.addCleanup(self.server.close)

    def mend(self, mistake):
        url = self.server.url(mistake.path)
        wanted = (*mistake.arguments, *mistake.expect)
        compare = ("--compare", OTHER) if mistake.compare else ()
        configurations = []
        self.server.serve(mistake, configurations)
        if mistake.others:
            self.assert_others_read(mistake)
        for _ in range(3):
            printed = (*wanted, "--for", self.server.name)
            before = fetch(url, mistake.page, *printed)
            if not configurations and not mistake.compare:
                self.assertEqual(before.returncode, 1, before.stdout + before.stderr)
            if before.returncode == 0 and configurations:
                break
            data = json.loads(fetch(url, mistake.page, *printed, "--format", "json").stdout)
            configuration = data["advice"]["configuration"]
            self.assertTrue(configuration, before.stdout)
            self.assertIn(configuration, before.stdout)
            configurations.append(configuration)
            self.server.serve(mistake, configurations)
        after = fetch(url, mistake.page, *wanted, *compare)
        self.assertEqual(after.returncode, 0, "\n".join(configurations) + after.stdout)
        if mistake.compare:
            self.assertIn("Origin", fetch(url, mistake.page, "--raw").stdout)
            self.assertIn("\n< vary: origin", fetch(url, mistake.page, "--raw").stdout.lower())
        if mistake.others:
            self.assert_others_read(mistake)
            both = fetch(url, mistake.page, *mistake.arguments, "--credentials", "include")
            self.assertEqual(both.returncode, 0, both.stdout)

    def assert_others_read(self, mistake):
        result = fetch(self.server.url(mistake.path), OTHER, "--expect-type", "cors")
        self.assertEqual(result.returncode, 0, result.stdout)


def add_test(name, mistake):
    def test(self):
        self.mend(mistake)

    setattr(MistakesTest, "test_" + name.replace(" ", "_"), test)


def main():
    name = sys.argv.pop(1) if len(sys.argv) > 1 else ""
    if name not in SERVERS:
        sys.exit("usage: servers_test.py " + "|".join(SERVERS))
    MistakesTest.kind = SERVERS[name]
    if why := MistakesTest.kind.missing():
        print(f"skipped: {name}: {why}")
        sys.exit(SKIPPED)
    for mistake in (*MISTAKES.items(), *MistakesTest.kind.native.items()):
        add_test(*mistake)
    unittest.main()


if __name__ == "__main__":
    main()
