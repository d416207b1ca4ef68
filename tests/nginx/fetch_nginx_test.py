"""`corsieve fetch` against nginx: each mistake that people make is mended by what it
prints, and by nothing else.

    CORSIEVE_PROGRAM=build/default/corsieve python3 tests/nginx/fetch_nginx_test.py
"""

import copy
import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from advice import Applier, corrections  # noqa: E402
from nginx import Config, Location, Nginx  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.path.abspath(os.environ.get("CORSIEVE_PROGRAM", "build/default/corsieve"))
PAGE = "https://app.example"
ALLOW = f'add_header Access-Control-Allow-Origin "{PAGE}" always;'
TOTAL = 'add_header X-Total-Count "42" always;'
EXPOSE = 'add_header Access-Control-Expose-Headers "X-Total-Count" always;'
VARY = 'add_header Vary "Origin" always;'
OK = "return 200 '[]';"


def fetch(url, *arguments, page=PAGE, environment=None, text=True):
    return subprocess.run([PROGRAM, "fetch", url, "--origin", page, *arguments],
                          capture_output=True, text=text, timeout=60, check=False,
                          env=dict(os.environ, **(environment or {})))


class NginxTest(unittest.TestCase):
    def setUp(self):
        self.nginx = Nginx()
        self.addCleanup(self.nginx.close)

    def fetch(self, path, *arguments, scheme="http", **options):
        return fetch(self.nginx.url(path, scheme), *arguments, **options)


class MistakesTest(NginxTest):
    """Red, applied what was printed, green."""

    def mend(self, config, path, *arguments, page=PAGE, check=None,
             ways=((), ("--for", "nginx"))):
        """Applies what is printed, as lines and as configuration; both texts."""
        url = self.nginx.url(path)
        wanted = (*arguments, "--expect-exposed", "X-Total-Count")
        texts = []
        for printed_as in ways:
            with self.subTest(printed_as):
                mended = copy.deepcopy(config)
                self.nginx.serve(mended)
                before = self.fetch(path, *wanted, *printed_as, page=page)
                self.assertEqual(before.returncode, 1, before.stdout + before.stderr)
                self.assertIn("expected to be exposed", before.stderr)
                text = before.stdout
                texts.append(text)
                applier = Applier(mended)
                self.assertTrue(applier.apply_configuration(text) if printed_as
                                else applier.apply(text, url), text)
                self.nginx.serve(mended)
                after = self.fetch(path, *wanted, page=page)
                self.assertEqual(after.returncode, 0, text + after.stdout + after.stderr)
                if check:
                    check()
        return texts

    def test_no_always(self):
        config = Config({"= /items": Location([
            f'add_header Access-Control-Allow-Origin "{PAGE}";',
            'add_header Access-Control-Expose-Headers "X-Total-Count";', TOTAL,
            "return 404;"])})
        text, _ = self.mend(config, "/items")
        self.assertIn("add_header ... always", text)

    def test_inheritance_lost(self):
        config = Config({"/items": Location([TOTAL, OK])}, server=[ALLOW, EXPOSE])
        text, _ = self.mend(config, "/items")
        self.assertIn("takes none from the blocks around it", text)

    def test_inner_block_that_inherits(self):
        config = Config({"/items": Location([OK])}, server=[ALLOW, TOTAL])
        text, _ = self.mend(config, "/items")
        self.assertIn("takes none from the blocks around it", text)

    def test_two_allow_origin_lines(self):
        config = Config({"/items": Location([ALLOW, "proxy_pass http://127.0.0.1:@app@;"])},
                        behind=[ALLOW, EXPOSE, TOTAL, "location / { return 200 '[]'; }"])
        text, _ = self.mend(config, "/items")
        self.assertIn("perhaps by the application and by a proxy", text)

    def test_wildcard_with_credentials(self):
        config = Config({"/items": Location([
            'add_header Access-Control-Allow-Origin "*" always;', EXPOSE, TOTAL, OK])})

        def check():
            # Who could read it before still can.
            other = self.fetch("/items", "--expect-exposed", "X-Total-Count",
                               page="https://other.example")
            self.assertEqual(other.returncode, 0, other.stdout)
            # Nor does a cache keep them from it.
            both = self.fetch("/items", "--credentials", "include", "--compare",
                              "https://other.example")
            self.assertEqual(both.returncode, 0, both.stdout)

        self.mend(config, "/items", "--credentials", "include", check=check)

    def test_preflight_of_an_application(self):
        """Its line is wrong, and the others stay."""
        config = Config(
            {"/items": Location(["proxy_pass http://127.0.0.1:@app@;"])},
            behind=["location / { if ($request_method = OPTIONS) {",
                    'add_header Access-Control-Allow-Origin "https://old.example";',
                    'add_header Access-Control-Allow-Methods "PUT"; return 204; }',
                    ALLOW, EXPOSE, TOTAL, "return 200 '[]'; }"])
        self.mend(config, "/items", "-X", "PUT", ways=(("--for", "nginx"),))

    def test_origin_that_is_long(self):
        config = Config({"/items": Location([
            'add_header Access-Control-Allow-Origin "*" always;', EXPOSE, TOTAL, OK])})
        self.mend(config, "/items", "--credentials", "include",
                  page=f"https://{'a' * 60}.app.example")

    def test_one_after_the_other(self):
        """What was applied for OPTIONS stays right with what is applied then."""
        config = Config({"/items": Location([
            'add_header Access-Control-Allow-Origin "*" always;', TOTAL, OK],
            options=["return 405;"])})
        arguments = ("-X", "PUT", "--credentials", "include", "--for", "nginx",
                     "--expect-exposed", "X-Total-Count")
        for status in (1, 1, 0):
            self.nginx.serve(config)
            result = self.fetch("/items", *arguments)
            self.assertEqual(result.returncode, status, result.stdout)
            Applier(config).apply_configuration(result.stdout)

    def test_name_with_a_dollar(self):
        """It would begin a variable, and cannot be escaped."""
        config = Config({"/items": Location([ALLOW, OK])})
        self.nginx.serve(config)
        arguments = ("-H", "X-$a: 1")
        before = self.fetch("/items", *arguments, "--for", "nginx")
        self.assertTrue(Applier(config).apply_configuration(before.stdout), before.stdout)
        self.nginx.serve(config)
        self.assertIn("cors 200 OK", self.fetch("/items", *arguments).stdout)

    def test_redirect_to_https(self):
        config = Config(
            {"/items": Location([ALLOW, EXPOSE, TOTAL, OK])},
            server=["if ($scheme = http) { return 301 https://127.0.0.1:@https@$request_uri; }"])
        self.nginx.serve(config)
        wanted = ("--insecure", "--expect-exposed", "X-Total-Count")
        before = self.fetch("/items", *wanted)
        self.assertEqual(before.returncode, 1)
        at_once, = re.findall(r"a redirect to (\S+), which .* Request that URL at once",
                              before.stdout)
        after = fetch(at_once, *wanted)
        self.assertEqual(after.returncode, 0, after.stdout)
        self.assertIn("over HTTP/2", after.stdout)

    def test_redirect_to_a_slash(self):
        config = Config({"= /items": Location(["return 301 /items/;"]),
                         "/items/": Location([ALLOW, EXPOSE, TOTAL, OK])})
        text, _ = self.mend(config, "/items")
        at_once, = re.findall(r"a redirect to (\S+), which .* Request that URL at once", text)
        self.nginx.serve(config)
        self.assertEqual(fetch(at_once, "--expect-exposed", "X-Total-Count").returncode, 0)

    def test_target_of_a_redirect(self):
        config = Config({"= /items": Location([ALLOW, EXPOSE, "return 301 /items/;"]),
                         "/items/": Location([ALLOW, TOTAL, OK])})
        text, _ = self.mend(config, "/items")
        self.assertIn(f"answer {self.nginx.url('/items/')} like this", text)

    def test_401_on_options(self):
        config = Config({"/items": Location([
            ALLOW, EXPOSE, TOTAL, 'auth_basic "items";', "auth_basic_user_file @folder@/users;",
            "try_files /users =404;"])})
        text, _ = self.mend(config, "/items", "-H", "Authorization: Basic bWU6c2VjcmV0")
        self.assertIn("OPTIONS was answered with 401", text)

    def test_preflight_404(self):
        config = Config({"/items": Location([ALLOW, EXPOSE, TOTAL, OK], options=["return 404;"])})
        text, _ = self.mend(config, "/items", "-X", "PUT", "-d", "{}", "-H",
                          "Content-Type: application/json")
        self.assertIn("OPTIONS was answered with 404", text)

    def test_expose_list_on_options_alone(self):
        config = Config({"/items": Location([ALLOW, TOTAL, OK], options=[
            ALLOW, 'add_header Access-Control-Allow-Methods "PUT" always;', EXPOSE,
            "return 204;"])})
        self.mend(config, "/items", "-X", "PUT")

    def test_missing_vary(self):
        config = Config({"/items": Location([
            "add_header Access-Control-Allow-Origin $allowed always;", EXPOSE, TOTAL,
            'add_header Cache-Control "max-age=60" always;', OK])},
            maps=["map $http_origin $allowed { ~\\.example$ $http_origin; }"])
        compare = ("--compare", "https://other.example", "--compare", "none")
        self.nginx.serve(config)
        before = self.fetch("/items", *compare)
        self.assertEqual(before.returncode, 1, before.stdout)
        self.assertIn("mixed up: a cache that keeps the answer to https://other.example hands it "
                      "to https://app.example, which cannot read it", before.stdout)
        self.assertIn("mixed up: a cache that keeps the answer to a request without Origin",
                      before.stdout)
        config_text = self.fetch("/items", *compare, "--for", "nginx").stdout
        self.assertIn('  add_header Vary "Origin" always;\n', config_text)
        self.assertTrue(Applier(config).apply(before.stdout, self.nginx.url("/items")))
        self.nginx.serve(config)
        after = self.fetch("/items", *compare)
        self.assertEqual(after.returncode, 0, after.stdout)
        self.assertIn("No cache mixes these up", after.stdout)
        data = json.loads(self.fetch("/items", *compare, "--format", "json").stdout)
        self.assertEqual([a["vary"] for a in data["comparison"]["answers"]], ["Origin"] * 3)


class AsABrowserTest(NginxTest):
    def echo(self, **more):
        return Config({"/": Location([
            "add_header Access-Control-Allow-Origin $http_origin always;",
            'add_header Access-Control-Allow-Credentials "true" always;',
            'add_header Access-Control-Allow-Headers "X-A" always;',
            'add_header Access-Control-Expose-Headers '
            '"X-Origin, X-Cookie, X-Method, X-Type, X-Length, X-Agent" always;',
            'add_header X-Origin "<$http_origin>" always;',
            'add_header X-Cookie "<$http_cookie>" always;',
            'add_header X-Method "<$request_method>" always;',
            'add_header X-Type "<$content_type>" always;',
            'add_header X-Length "<$content_length>" always;',
            OK]), **more})

    def seen(self, path, *arguments, **options):
        result = self.fetch(path, "--format", "json", *arguments, **options)
        self.assertIn(result.returncode, (0, 1), result.stderr)
        return dict(json.loads(result.stdout)["headers"])

    def test_null_behind_a_redirect_across_origins(self):
        self.nginx.serve(self.echo(**{"= /away": Location([
            "add_header Access-Control-Allow-Origin $http_origin always;",
            "return 302 https://127.0.0.1:@https@/;"])}))
        seen = self.seen("/away", "--insecure")
        self.assertEqual(seen["x-origin"], "<null>")
        text = self.fetch("/away", "--insecure").stdout
        self.assertIn(f"Asked 127.0.0.1 port {self.nginx.http} for http://", text)
        self.assertIn(f"Asked 127.0.0.1 port {self.nginx.https} for https://", text)

    def test_cookies(self):
        self.nginx.serve(self.echo(**{"= /login": Location([
            "add_header Access-Control-Allow-Origin $http_origin always;",
            'add_header Access-Control-Allow-Credentials "true" always;',
            'add_header Set-Cookie "b=2" always;', "return 302 /;"])}))
        self.assertEqual(self.seen("/login", "--cookie", "a=1")["x-cookie"], "<>")
        self.assertEqual(self.seen("/login", "--cookie", "a=1", "--credentials",
                                   "include")["x-cookie"], "<b=2; a=1>")

    def test_cookies_of_one_page_are_not_of_another(self):
        self.nginx.serve(Config({"/": Location([
            'if ($http_cookie) { add_header Access-Control-Allow-Origin "$http_cookie"; }',
            'add_header Set-Cookie "a=1" always;', OK])}))
        result = self.fetch("/", "--credentials", "include", "--format", "json",
                            "--compare", "https://other.example")
        answers = json.loads(result.stdout)["comparison"]["answers"]
        self.assertEqual([a["allow_origin"] for a in answers], ["", ""])

    def test_cookies_are_of_the_host(self):
        self.nginx.serve(self.echo(**{"= /away": Location([
            "add_header Access-Control-Allow-Origin $http_origin always;",
            'add_header Access-Control-Allow-Credentials "true" always;',
            "return 302 http://localhost:@http@/;"])}))
        self.assertEqual(self.seen("/away", "--cookie", "a=1", "--credentials", "include",
                                   "--resolve", f"localhost:{self.nginx.http}:127.0.0.1")
                         ["x-cookie"], "<>")

    def test_body_and_its_type(self):
        self.nginx.serve(self.echo(**{"= /see": Location([
            "add_header Access-Control-Allow-Origin $http_origin always;", "return 303 /;"])}))
        seen = self.seen("/", "--data", "four")
        self.assertEqual((seen["x-method"], seen["x-type"], seen["x-length"]),
                         ("<POST>", "<text/plain;charset=UTF-8>", "<4>"))
        seen = self.seen("/", "-X", "POST")
        self.assertEqual((seen["x-type"], seen["x-length"]), ("<>", "<0>"))
        seen = self.seen("/see", "--data", "four")
        self.assertEqual((seen["x-method"], seen["x-length"]), ("<GET>", "<>"))

    def test_head(self):
        self.nginx.serve(self.echo())
        self.assertEqual(self.seen("/", "-X", "HEAD")["x-method"], "<HEAD>")

    def test_raw_is_what_explain_reads(self):
        self.nginx.serve(self.echo())
        for scheme in ("http", "https"):
            arguments = ("-H", "X-A: 1", "--insecure")
            raw = self.fetch("/", "--raw", *arguments, scheme=scheme).stdout
            self.assertIn("> OPTIONS / HTTP/", raw)
            self.assertIn("< HTTP/", raw)
            told = subprocess.run([PROGRAM, "explain", "--format", "json", "-H", "X-A: 1"],
                                  input=raw, capture_output=True, text=True, check=True).stdout
            live = self.fetch("/", "--format", "json", *arguments, scheme=scheme).stdout
            for part in ("status", "type", "url", "headers", "fates"):
                # Of two answers, between which a second may end.
                told_part, live_part = (re.sub(r"\d\d:\d\d:\d\d GMT", "", json.dumps(json.loads(t)[part]))
                                        for t in (told, live))
                self.assertEqual(told_part, live_part, raw)

    def test_engines_side_by_side(self):
        self.nginx.serve(self.echo())
        text = self.fetch("/", "--profile", "all").stdout
        for word in ("standard", "chromium", "firefox", "webkit"):
            self.assertIn(word, text)

    def test_nobody_else_is_asked(self):
        self.nginx.serve(self.echo(**{"= /away": Location(["return 302 https://127.0.0.1:1/;"])}))
        with socket.create_server(("127.0.0.1", 0)) as proxy:
            proxy.settimeout(0)
            address = f"http://127.0.0.1:{proxy.getsockname()[1]}"
            result = self.fetch("/", "-H", "X-A: 1",
                                environment={"http_proxy": address, "ALL_PROXY": address})
            self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
            self.assertIn("The proxy that http_proxy names was not asked", result.stdout)
            with self.assertRaises(BlockingIOError):
                proxy.accept()
        self.assertEqual(self.fetch("/away").returncode, 0)
        self.assertEqual(self.nginx.requests()[-3:],
                         ["OPTIONS / HTTP/1.1", "GET / HTTP/1.1", "GET /away HTTP/1.1"])

    def test_wanted_lines_stand_alone(self):
        self.nginx.serve(self.echo())
        result = self.fetch("/", "--want", "X-Method")
        self.assertTrue(result.stdout.startswith('x-method: "<GET>"'), result.stdout)
        self.assertIn("Asked 127.0.0.1 port", result.stderr)


class TextTest(unittest.TestCase):
    def test_advice_is_read_as_it_is_written(self):
        text = ("To let this page read the response, answer OPTIONS https://a.example/ with "
                "Origin: null, and only these, like this:\n  status   204\n  one only A: b\n")
        self.assertEqual(corrections(text), [(True, "https://a.example/", "null", [
            ("status", "204"), ("one only", "A: b")])])


if __name__ == "__main__":
    unittest.main()
