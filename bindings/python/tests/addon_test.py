"""The mitmproxy add-on in a real mitmdump, with curl through it, on loopback.

Needs Debian's mitmproxy and curl; without them all of it is skipped.
"""

import http.server
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest

try:
    from mitmproxy.io import FlowReader
except ImportError:
    FlowReader = None

HERE = pathlib.Path(__file__).resolve().parent
ADDON = HERE.parent / "mitmproxy_addon.py"
IS_HERE = FlowReader and shutil.which("mitmdump") and shutil.which("curl")
UNREADABLE, HIDDEN = ":heavy_multiplication_x:", ":warning:"
APP = "Origin: https://app.example"
OK = [("Access-Control-Allow-Origin", "*")]

# What the server answers: {path: (status, headers)}.
ANSWERS = {
    "/nothing": (200, []),
    "/exposed": (200, OK + [("Access-Control-Expose-Headers", "X-Total-Count"),
                            ("X-Total-Count", "7")]),
    "/count": (200, OK + [("X-Total-Count", "7")]),
    "/unwanted": (200, OK + [("X-Other", "7")]),
    "/other": (200, [("Access-Control-Allow-Origin", "https://b.example")]),
    "/unexpected": (500, [("ETag", '"1"')]),
    "/stored": (304, []),
    "/away": (302, OK + [("Location", "http://localhost:{port}/null")]),
    "/null": (200, [("Access-Control-Allow-Origin", "https://app.example"),
                    ("X-Total-Count", "7")]),
    "/there": (302, OK + [("Location", "/count")]),
    "/refused": (302, [("Location", "/count")]),
    "/secret": (302, OK + [("Location", "http://a:b@localhost:{port}/count")]),
    "/corp": (200, [("Cross-Origin-Resource-Policy", "same-origin")]),
    "/image": (200, [("ETag", '"1"')]),
    "/put": (200, OK + [("Access-Control-Expose-Headers", "*")]),
    "/put-no": (200, OK),
}
PREFLIGHTS = {
    "/put": (204, OK + [("Access-Control-Allow-Methods", "PUT"),
                        ("Access-Control-Allow-Headers", "authorization")]),
    "/put-accept": (204, OK),
    "/put-no": (204, OK + [("Access-Control-Allow-Methods", "PUT")]),
}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self):
        answers = PREFLIGHTS if self.command == "OPTIONS" else ANSWERS
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        status, headers = answers.get(self.path, (404, []))
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value.format(port=self.server.server_port))
        if status not in (204, 304):
            self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_PUT = do_OPTIONS = do_POST = answer

    def log_message(self, *_):
        pass


ASKS_PUT = ["-X", "OPTIONS", "-H", APP, "-H", "Access-Control-Request-Method: PUT",
            "-H", "Access-Control-Request-Headers: authorization"]
PUT = ["-X", "PUT", "-H", APP, "-H", "Authorization: Bearer x"]

# (path, what curl is given, [(mark, parts of the comment) of each flow]); a
# part after "!" is not in it.
ROWS = [
    ("nothing", ["-H", APP],
     [(UNREADABLE, "there is no Access-Control-Allow-Origin", "To change it: answer "
       "with Access-Control-Allow-Origin", "MissingAllowOriginHeader",
       "https://fetch.spec.whatwg.org/#concept-cors-check", "Assumed: mode cors")]),
    ("nothing", [], [("",)]),
    ("exposed", ["-H", APP], [("",)]),
    ("count", ["-H", APP],
     [(HIDDEN, "script cannot read X-Total-Count: ",
       "name it in Access-Control-Expose-Headers", "no credentials, as no cookie "
       "was sent (with them: Access-Control-Allow-Origin is *")]),
    ("count", ["-H", APP, "-H", "Cookie: a=b"],
     [(UNREADABLE, "WildcardOriginNotAllowed")]),
    ("count", ["-H", APP, "-H", "Authorization: Basic YTpi"],
     [(UNREADABLE, "WildcardOriginNotAllowed")]),
    ("unwanted", ["-H", APP], [("",)]),
    ("other", ["-H", APP], [(UNREADABLE, "AllowOriginMismatch")]),
    ("unexpected", ["-H", APP], [(UNREADABLE, "MissingAllowOriginHeader")]),
    ("stored", ["-H", APP], [("",)]),
    # Without Origin, Sec-Fetch-* and Referer say what it is.
    ("image", ["-H", "Sec-Fetch-Site: same-origin", "-H", "Sec-Fetch-Mode: cors",
               "-H", "Sec-Fetch-Dest: empty"], [("",)]),
    ("corp", ["-H", "Sec-Fetch-Site: cross-site", "-H", "Sec-Fetch-Mode: no-cors",
              "-H", "Sec-Fetch-Dest: image", "-e", "https://app.example/page"],
     [(UNREADABLE, "CorpNotSameOrigin", "Assumed: the page has Referer's origin")]),
    ("image", ["-H", "Sec-Fetch-Site: cross-site", "-H", "Sec-Fetch-Mode: no-cors",
               "-H", "Sec-Fetch-Dest: image", "-e", "https://app.example/page"],
     [("",)]),
    ("image", ["-H", "Sec-Fetch-Site: cross-site", "-H", "Sec-Fetch-Mode: no-cors",
               "-H", "Sec-Fetch-Dest: empty", "-e", "https://app.example/page"],
     [(HIDDEN, "script cannot read ETag: opaque response")]),
    ("nothing", ["-e", "https://app.example/"], [("",)]),
    ("nothing", ["-H", APP, "-H", "Sec-Fetch-Mode: navigate"], [("",)]),
    # Preflights are judged, and kept for their requests.
    ("put", ASKS_PUT, [("",)]),
    ("put", PUT, [("",)]),
    ("put", ["-X", "PUT", "-H", APP, "-H", "Authorization: Basic YTpi"],
     [("",)]),
    ("put-no", ASKS_PUT,
     [(UNREADABLE, "the browser does not send the PUT", "Access-Control-Allow-Headers",
       "HeaderDisallowedByPreflightResponse")]),
    ("put-accept", ["-X", "OPTIONS", "-H", APP,
                  "-H", "Access-Control-Request-Method: POST",
                  "-H", "Access-Control-Request-Headers: accept"],
     [(UNREADABLE, "HeaderDisallowedByPreflightResponse")]),
    ("put-no", PUT, [(UNREADABLE, "HeaderDisallowedByPreflightResponse")]),
    ("nothing", PUT, [(UNREADABLE, "MissingAllowOriginHeader",
                       "an earlier preflight allows this")]),
    # Redirects are carried on.
    ("there", ["-L", "-H", APP],
     [("",), (HIDDEN, "X-Total-Count",
              "this follows the redirect of http://127.0.0.1:{port}/there")]),
    ("away", ["-H", APP], [("",)]),
    # curl goes on with the Origin that a browser no longer sends.
    ("//localhost/null", ["-H", APP],
     [(HIDDEN, "X-Total-Count", "!this follows")]),
    ("//localhost/null", ["-H", "Origin: null"],
     [(UNREADABLE, "AllowOriginMismatch", "this follows the redirect of")]),
    ("//localhost/null", ["-H", "Origin: null"],
     [(UNREADABLE, "AllowOriginMismatch", "!this follows")]),
    ("refused", ["-H", APP], [(UNREADABLE, "MissingAllowOriginHeader")]),
    ("secret", ["-H", APP], [(UNREADABLE, "RedirectContainsCredentials")]),
    # Bytes that are no text.
    ("nothing", ["-H", "Origin: https://\u00e4\u20ac.example"], [("",)]),
    ("nothing", ["-H", "Origin: https://["], [("",)]),
    ("count?" + "%FF" + "\"<>", ["-H", APP], [(UNREADABLE,)]),
]


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


@unittest.skipUnless(IS_HERE, "Debian's mitmproxy and curl are not installed")
class AddonTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.saved = os.path.join(cls.folder.name, "flows")
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        cls.port = server.server_port
        threading.Thread(target=server.serve_forever, daemon=True).start()
        proxy = free_port()
        dump = cls.mitmdump("--listen-host", "127.0.0.1", "-p", str(proxy),
                            "-w", cls.saved)
        for _ in range(300):
            with socket.socket() as s:
                if s.connect_ex(("127.0.0.1", proxy)) == 0:
                    break
            time.sleep(0.1)
        for path, arguments, _ in ROWS:
            subprocess.run(
                ["curl", "-s", "-g", "-o", os.devnull, "--noproxy", "", "-x",
                 f"http://127.0.0.1:{proxy}", *arguments,
                 cls.url(path)], check=True, timeout=60)
        dump.terminate()
        cls.printed = dump.communicate(timeout=60)[0]
        server.shutdown()
        server.server_close()
        cls.flows = cls.read(cls.saved)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @classmethod
    def url(cls, path):
        host, path = (("localhost", path[12:]) if path.startswith("//") else
                      ("127.0.0.1", path))
        return f"http://{host}:{cls.port}/{path}"

    @classmethod
    def mitmdump(cls, *arguments):
        environment = dict(os.environ, HOME=cls.folder.name)
        return subprocess.Popen(
            ["mitmdump", "--set", "flow_detail=0", "-s", str(ADDON), *arguments],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env=environment)

    @staticmethod
    def read(path):
        with open(path, "rb") as file:
            return list(FlowReader(file).stream())

    def again(self, *options):
        """The saved flows, judged again by another mitmdump."""
        path = os.path.join(self.folder.name, "again")
        settings = [word for o in options for word in ("--set", o)]
        dump = self.mitmdump("-n", "-r", self.saved, "-w", path, *settings)
        printed = dump.communicate(timeout=60)[0]
        self.assertEqual(0, dump.returncode, printed)
        self.assertNotIn("Addon error", printed)
        flows = self.read(path)
        self.assertEqual(len(self.flows), len(flows))
        return flows

    def test_marks_and_comments(self):
        self.assertNotIn("Addon error", self.printed)
        rest = iter(self.flows)
        for path, arguments, wanted in ROWS:
            for mark, *parts in wanted:
                flow = next(rest)
                with self.subTest(path=path, arguments=arguments):
                    self.assertEqual(mark, flow.marked, flow.comment)
                    for part in parts:
                        part = part.format(port=self.port)
                        if part.startswith("!"):
                            self.assertNotIn(part[1:], flow.comment)
                        else:
                            self.assertIn(part, flow.comment)
                    if not mark:
                        self.assertEqual("", flow.comment)
        self.assertIsNone(next(rest, None))

    def test_what_is_marked_is_printed(self):
        for flow in self.flows:
            if flow.marked:
                self.assertIn(flow.comment.split(" Assumed")[0], self.printed)

    def test_of_a_saved_file_the_comments_are_the_same(self):
        self.assertEqual([(f.marked, f.comment) for f in self.flows],
                         [(f.marked, f.comment) for f in self.again()])

    def test_errors_alone(self):
        self.assertEqual({UNREADABLE, HIDDEN, ""}, {f.marked for f in self.flows})
        flows = self.again("corsieve_mark=errors")
        self.assertEqual([f.comment if f.marked == UNREADABLE else ""
                          for f in self.flows], [f.comment for f in flows])
        self.assertEqual({UNREADABLE, ""}, {f.marked for f in flows})

    def test_all(self):
        flows = self.again("corsieve_mark=all")
        comments = [f.comment for f in flows]
        self.assertTrue(all(c.startswith("corsieve: ") for c in comments))
        marks = dict(zip([f.request.path for f in flows],
                         [f.marked for f in flows]))
        self.assertEqual(HIDDEN, marks["/unwanted"])
        for part in ("not judged: there is no Origin", "is followed",
                     "Sec-Fetch-Mode is navigate", "the preflight allows the PUT",
                     "not judged: with a 304", "what is to be read (type cors)"):
            self.assertTrue(any(part in c for c in comments), part)

    def test_other_options(self):
        flows = self.again("corsieve_want=x-oth*", "corsieve_profile=firefox",
                           "corsieve_credentials=omit")
        marks = {f.request.path: f.comment for f in flows}
        self.assertIn("corsieve (firefox): script cannot read X-Other",
                      marks["/unwanted"])
        flows = self.again("corsieve_credentials=include")
        comments = {f.request.path: f.comment for f in flows}
        self.assertIn("WildcardOriginNotAllowed", comments["/unwanted"])

    def test_bad_options(self):
        for option in ("corsieve_profile=opera", "corsieve_want=\u20ac"):
            with self.subTest(option=option):
                dump = self.mitmdump("-n", "-r", self.saved, "--set", option)
                printed = dump.communicate(timeout=60)[0]
                self.assertIn(option.partition("=")[0], printed)
                self.assertNotEqual(0, dump.returncode)

    def test_comments_of_people_stay(self):
        path = os.path.join(self.folder.name, "mine")
        from mitmproxy.io import FlowWriter
        with open(path, "wb") as file:
            flow = self.read(self.saved)[0]
            flow.comment, flow.marked = (
                f"look at corsieve: here\n{flow.comment}\nand on", ":bomb:")
            FlowWriter(file).add(flow)
        out = path + ".out"
        dump = self.mitmdump("-n", "-r", path, "-w", out)
        dump.communicate(timeout=60)
        flow = self.read(out)[0]
        self.assertEqual(":bomb:", flow.marked)
        self.assertEqual("look at corsieve: here\nand on\n"
                         + self.flows[0].comment, flow.comment)


@unittest.skipUnless(IS_HERE, "Debian's mitmproxy and curl are not installed")
class RequestTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        sys.path.insert(0, str(HERE.parent))

    def test_the_view(self):
        from mitmproxy import contentviews
        from mitmproxy.test import tflow
        import mitmproxy_view
        view = mitmproxy_view.ViewCorsieve()
        contentviews.add(view)
        self.addCleanup(contentviews.remove, view)
        flow = tflow.tflow(resp=True)
        flow.response.headers["Content-Type"] = "application/json"
        flow.response.content = b'{"a": 1}'

        def shown(message):
            what, lines, error = contentviews.get_message_content_view(
                "auto", message, flow)
            self.assertIsNone(error)
            return what, [text for line in lines for _, text in line]
        self.assertEqual("JSON", shown(flow.response)[0])
        flow.comment = "corsieve: because\nof " + "x" * 90
        what, texts = shown(flow.response)
        self.assertEqual("corsieve, JSON", what)
        self.assertEqual("corsieve: because of", texts[0])
        self.assertIn('"a"', "".join(texts))
        self.assertNotIn("corsieve", "".join(shown(flow.request)[1]))

    def test_the_protocol(self):
        import mitmproxy_request
        from mitmproxy import http as mitm
        for version, protocol in (("HTTP/1.1", "HTTP/1.1"), ("HTTP/1.0", "HTTP/1.1"),
                                  ("HTTP/2.0", "HTTP/2"), ("HTTP/3", "HTTP/3")):
            response = mitm.Response.make(200, b"", {"a": "b"})
            response.http_version = version
            got = mitmproxy_request.response_of(response)
            self.assertEqual(protocol, got.protocol)
            self.assertTrue(got.body_is_empty)


if __name__ == "__main__":
    unittest.main()
