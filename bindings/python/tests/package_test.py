"""The package's own: what it answers, how it is called wrongly, and lifetimes."""

import dataclasses
import doctest
import enum
import gc
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import unittest
from urllib.parse import urljoin

import corsieve
from corsieve import (CorsieveError, Exchange, Filter, Kind, PreflightCache,
                      Reason, Request, Response, Step)

HERE = pathlib.Path(__file__).resolve().parent
REQUEST = Request("https://app.example", "https://api.example/")
HEAD = (b"HTTP/1.1 200 Fine\r\nAccess-Control-Allow-Origin: *\r\n"
        b"Access-Control-Expose-Headers: X-A\r\nX-A: 1\r\nX-A: \xe9\r\n"
        b"X-B: 2\r\nSet-Cookie: a=b\r\n\r\nbody")
PAIRS = [("Access-Control-Allow-Origin", "*"),
         (b"Access-Control-Expose-Headers", "X-A"), ["X-A", b"1"],
         ("X-A", "\xe9"), ("X-B", " 2 "), ("Set-Cookie", "a=b")]


class FilterTest(unittest.TestCase):
    def test_bytes(self):
        for head in (HEAD, bytearray(HEAD), memoryview(HEAD),
                     HEAD.decode("latin-1")):
            seen = corsieve.filter(head, REQUEST)
            self.assertEqual("cors", seen.type)
            self.assertIs(corsieve.ResponseType.CORS, seen.type)
            self.assertEqual((200, "Fine"), (seen.status, seen.status_message))
            self.assertIs(Reason.CorsCheckPassed, seen.reason)
            self.assertEqual({"x-a": "1, \xe9"}, seen.visible)
            self.assertEqual((("x-a", "1, \xe9"),), seen.entries)
            self.assertEqual("1, \xe9", seen.get("X-a"))
            self.assertIsNone(seen.get(b"X-B"))
            self.assertEqual("x-a: 1, \xe9\r\n", seen.all_response_headers())
            self.assertEqual(("X-A", "X-A"), seen.exposed)
            self.assertEqual(("Access-Control-Allow-Origin",
                              "Access-Control-Expose-Headers", "X-B",
                              "Set-Cookie"), seen.hidden)
            self.assertEqual(HEAD.index(b"body"), seen.body_offset)
            self.assertIsNone(seen.error_offset)
            self.assertFalse(seen.is_network_error)

    def test_lists(self):
        of_bytes = corsieve.filter(HEAD, REQUEST)
        for given in (PAIRS, iter(PAIRS), Response(200, PAIRS)):
            seen = corsieve.filter(given, REQUEST)
            self.assertEqual(of_bytes.headers, seen.headers)
            self.assertEqual(of_bytes.entries, seen.entries)

    def test_errors_are_answers(self):
        seen = corsieve.filter(b"HTTP/1.1 200 OK\r\nbad name: 1\r\n\r\n", REQUEST)
        self.assertTrue(seen.is_network_error)
        self.assertEqual(20, seen.error_offset)
        seen = corsieve.filter([("a", "b"), ("bad name", "")], REQUEST)
        self.assertEqual(1, seen.error_header)
        self.assertEqual((0, {}), (seen.status, seen.visible))
        seen = corsieve.filter(b"", Request("https://app.example/", ""))
        self.assertIs(Kind.WRONG_CALL, seen.reason.kind)
        self.assertTrue(corsieve.filter([], REQUEST).is_network_error)

    def test_it_is_immutable(self):
        seen = corsieve.filter(HEAD, REQUEST)
        for thing, name in ((seen, "status"), (seen.headers[0], "name"),
                            (REQUEST, "url")):
            with self.assertRaises(dataclasses.FrozenInstanceError):
                setattr(thing, name, None)
        seen.visible["x-b"] = "2"
        self.assertIsNone(seen.get("x-b"))

    def test_profiles(self):
        head = b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n"
        same = Request("https://a.example", "https://a.example/")
        self.assertTrue(corsieve.filter(head, same).is_network_error)
        for profile in (corsieve.Profile.CHROMIUM, "firefox"):
            self.assertFalse(corsieve.filter(head, same, profile)
                             .is_network_error)
        self.assertIn("Chromium", corsieve.Profile("chromium").versions)

    def test_visible_headers(self):
        def names(*args):
            return [h.name for h in corsieve.visible_headers(*args)]
        self.assertEqual(["X-A", "X-A"], names(PAIRS))
        self.assertEqual(["X-B"], names(PAIRS, "x-b"))
        self.assertEqual(["X-B"], names(PAIRS, b"*, X-B", "include"))
        self.assertEqual(5, len(names(PAIRS, "*")))
        self.assertEqual([], names([], "*"))
        self.assertEqual("2", corsieve.visible_headers(PAIRS, "x-b")[0].value)
        fates = corsieve.judge_headers(PAIRS, "")
        self.assertEqual(len(PAIRS), len(fates))
        self.assertIs(Reason.NOT_EXPOSED, fates[2].reason)
        with self.assertRaisesRegex(ValueError, r"headers\[1\]: "):
            corsieve.visible_headers([("a", ""), ("", "")], "a")

    def test_origin_of(self):
        self.assertEqual("https://a.example:444",
                         corsieve.origin_of("https://a.example:444/b?c"))
        self.assertIsNone(corsieve.origin_of("a"))
        self.assertIsNone(corsieve.origin_of(b""))
        self.assertEqual("http://" + "a" * 9999,
                         corsieve.origin_of("http://" + "a" * 9999 + "/"))


class ExchangeTest(unittest.TestCase):
    def test_a_loop(self):
        exchange = Exchange(cache=PreflightCache())
        step = exchange.start(dataclasses.replace(
            REQUEST, method="PUT", headers=[("X-A", "1")]), 0)
        self.assertIs(Step.SEND_PREFLIGHT, step)
        self.assertEqual("OPTIONS", exchange.outgoing.method)
        self.assertIn(("Access-Control-Request-Headers", "x-a"),
                      exchange.outgoing.headers)
        allow = b"Access-Control-Allow-Origin: *\r\n"
        step = exchange.receive(
            b"HTTP/1.1 204 No Content\r\n" + allow +
            b"Access-Control-Allow-Methods: PUT\r\n"
            b"Access-Control-Allow-Headers: X-A\r\n\r\n", 1)
        self.assertIs(Step.SEND_REQUEST, step)
        step = exchange.receive(
            b"HTTP/1.1 303 See Other\r\n" + allow + b"Location: /b\r\n\r\n")
        self.assertIs(Step.RESOLVE_LOCATION, step)
        self.assertEqual("/b", exchange.location)
        self.assertEqual("https://api.example/", exchange.url)
        self.assertIs(Reason.RedirectToFollow, exchange.latest.reason)
        exchange.resolved(urljoin(exchange.url, exchange.location))
        if exchange.next is Step.SEND_PREFLIGHT:
            exchange.receive(b"HTTP/1.1 200 OK\r\n" + allow +
                             b"Access-Control-Allow-Headers: X-A\r\n\r\n")
        self.assertEqual("GET", exchange.outgoing.method)
        self.assertIs(Step.DONE, exchange.receive(
            Response(200, [("Access-Control-Allow-Origin", "*")])))
        self.assertEqual("cors", exchange.response.type)
        self.assertEqual("https://api.example/b", exchange.response_url)
        self.assertEqual(("https://api.example/", "https://api.example/b"),
                         exchange.url_list)
        self.assertTrue(exchange.info.redirected)
        self.assertIs(corsieve.Tainting.CORS, exchange.info.response_tainting)
        self.assertEqual("OPTIONS", exchange.preflight.method)

    def test_run(self):
        answers = iter([b"HTTP/1.1 302 Found\r\nAccess-Control-Allow-Origin: *\r\n"
                        b"Location: /c\r\n\r\n", None])
        with Exchange("chromium") as exchange:
            seen = exchange.run(REQUEST, lambda out: next(answers), urljoin)
        self.assertIs(Reason.ConnectionClosed, seen.reason)

    def test_the_cache(self):
        cache = PreflightCache()
        self.assertTrue(cache)
        asked = dataclasses.replace(REQUEST, method="PUT")
        allowed = (b"HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n"
                   b"Access-Control-Allow-Methods: PUT\r\n\r\n")
        one = Exchange(cache=cache)
        one.start(asked, 0)
        one.receive(allowed, 0)
        self.assertEqual(1, len(cache))
        two = Exchange(cache=cache)
        self.assertIs(Step.SEND_REQUEST, two.start(asked, 1))
        cache.clear("https://app.example", "https://api.example/")
        self.assertEqual(0, len(cache))
        self.assertIs(Step.SEND_PREFLIGHT, two.start(asked, 1))
        two.receive(allowed, 1)
        self.assertIs(Step.SEND_PREFLIGHT, two.start(asked, 6000))
        self.assertIsNotNone(Exchange(cache=cache, partition="a").start(asked))

    def test_a_cache_may_be_closed_before(self):
        cache = PreflightCache()
        exchange = Exchange(cache=cache)
        cache.close()
        exchange.start(dataclasses.replace(REQUEST, method="PUT"))
        exchange.receive(HEAD)
        with self.assertRaises(CorsieveError):
            len(cache)
        with self.assertRaises(CorsieveError):
            Exchange(cache=cache)

    def test_a_304(self):
        exchange = Exchange()
        exchange.start(Request("https://a.example", "https://a.example/"))
        exchange.store([("ETag", "1"), ("X-A", "old")])
        exchange.receive(Response(304, [("ETag", "1"), ("X-A", "new")]))
        self.assertEqual((200, "new"), (exchange.response.status,
                                        exchange.response.get("x-a")))

    def test_calls_out_of_order(self):
        exchange = Exchange()
        for call in (lambda: exchange.next, lambda: exchange.outgoing,
                     lambda: exchange.preflight, lambda: exchange.url,
                     lambda: exchange.response, lambda: exchange.info,
                     lambda: exchange.url_list, lambda: exchange.response_url,
                     lambda: exchange.latest, lambda: exchange.receive(None),
                     lambda: exchange.receive(HEAD), lambda: exchange.store(HEAD),
                     lambda: exchange.resolved(None)):
            with self.assertRaises(CorsieveError) as caught:
                call()
            self.assertEqual(-7, caught.exception.status)
            self.assertTrue(str(caught.exception))
        exchange.start(REQUEST)
        for call in (lambda: exchange.location, lambda: exchange.resolved("a"),
                     lambda: exchange.response, lambda: exchange.info,
                     lambda: exchange.response_url):
            self.assertRaises(CorsieveError, call)
        self.assertIsNone(exchange.preflight)
        exchange.receive(HEAD)
        self.assertRaises(CorsieveError, exchange.receive, HEAD)

    def test_an_answer_outlives_all(self):
        exchange = Exchange()
        exchange.start(REQUEST)
        exchange.receive(bytearray(HEAD))
        seen = exchange.response
        exchange.close()
        del exchange
        gc.collect()
        self.assertEqual({"x-a": "1, \xe9"}, seen.visible)

    def test_heads_may_go_at_once(self):
        exchange = Exchange()
        exchange.start(REQUEST)
        for i in range(20):
            exchange.receive(bytes(f"HTTP/1.1 302 Found\r\nAccess-Control-Allow-"
                                   f"Origin: *\r\nLocation: /{i}\r\n\r\n", "ascii"))
            gc.collect()
            self.assertEqual(f"/{i}", exchange.location)
            exchange.resolved(f"https://api.example/{i}")
        exchange.receive([(b"Access-Control-Allow-Origin", b"*"),
                          (b"Content-" + b"Type", b"a/" + b"b" * 5000)])
        junk = [b"x" * 5000 for _ in range(1000)]
        self.assertEqual("a/" + "b" * 5000, exchange.response.get("content-type"))
        del junk


class WrongCallsTest(unittest.TestCase):
    def test_wrong_types(self):
        for head in (None, 1, 1.5, object(), [1], [("a",)], ["ab"], [("a", None)],
                     [("a", 1)], [("a", "b", "c")], {"a": "b"}, [b"ab"],
                     Response("200"), Response(200.0), Response(None),
                     Response(200, None), Response(200, "ab"), Response(200, 5),
                     Response(200, interim=[1]), Response(200, message=1),
                     Response(200, trailers=b"ab"), Response(200, protocol=2)):
            with self.subTest(head=head):
                self.assertRaises(TypeError, corsieve.filter, head, REQUEST)
        for request in (None, {}, "https://a.example", HEAD):
            self.assertRaises(TypeError, corsieve.filter, HEAD, request)
        for name, value in (("origin", 1), ("url", ["a"]), ("method", 5),
                            ("headers", "ab"), ("headers", [1]), ("mode", 1),
                            ("credentials", None), ("destination", 1.5)):
            with self.subTest(name=name):
                request = dataclasses.replace(REQUEST, **{name: value})
                self.assertRaises(TypeError, corsieve.filter, HEAD, request)
        self.assertRaises(TypeError, Filter, 1)
        self.assertRaises(TypeError, Exchange, cache="cache")
        self.assertRaises(TypeError, Exchange, partition=1)
        self.assertRaises(TypeError, corsieve.origin_of, 5)
        self.assertRaises(TypeError, PreflightCache().clear, 1, 2)

    def test_wrong_values(self):
        for name, value in (("mode", "Cors"), ("credentials", ""),
                            ("redirect", "x"), ("origin", "\u20ac"),
                            ("headers", [("a", "\u20ac")])):
            with self.subTest(name=name):
                request = dataclasses.replace(REQUEST, **{name: value})
                self.assertRaises(ValueError, corsieve.filter, HEAD, request)
        for status in (2 ** 31, 2 ** 40 + 200, -2 ** 40):
            self.assertRaises(ValueError, corsieve.filter, Response(status),
                              REQUEST)
        self.assertRaises(ValueError, Exchange().start, REQUEST, 2 ** 63)
        self.assertRaises(ValueError, Filter, "opera")
        self.assertRaises(ValueError, PreflightCache, "standard", -1)
        self.assertRaises(CorsieveError, Exchange, "firefox", PreflightCache())

    def test_statuses_at_the_edge(self):
        for status in (-1, 0, 99, 100, 199, 600, 999, 1000, 99999, 2 ** 31 - 1):
            corsieve.filter(Response(status, PAIRS), REQUEST)
            corsieve.filter(Response(status, PAIRS, "HTTP/2"), REQUEST)

    def test_a_failing_iterator(self):
        def failing():
            yield "a", "b"
            raise KeyError("mine")
        with Filter() as f:
            self.assertRaises(KeyError, f.filter, failing(), REQUEST)
            self.assertTrue(f.filter(HEAD, REQUEST).visible)

    def test_an_iterator_that_uses_the_filter(self):
        with Filter() as f:
            def nested():
                yield "A", str(len(f.filter(HEAD, REQUEST).headers))
                f.close()
            self.assertRaises(CorsieveError, f.filter, nested(), REQUEST)

    def test_closed_handles(self):
        for handle, call in (
                (Filter(), lambda h: h.filter(HEAD, REQUEST)),
                (Filter(), lambda h: h.judge(PAIRS)),
                (Exchange(), lambda h: h.start(REQUEST)),
                (Exchange(), lambda h: h.next),
                (PreflightCache(), lambda h: h.clear("a", "b"))):
            self.assertFalse(handle.closed)
            handle.close()
            handle.close()
            self.assertTrue(handle.closed)
            with self.assertRaises(CorsieveError):
                call(handle)
            with self.assertRaises(CorsieveError):
                with handle:
                    pass

    def test_large(self):
        pairs = PAIRS + [("X-A", "v")] * 200000
        seen = corsieve.filter(pairs, REQUEST)
        self.assertEqual(200002, len(seen.exposed))
        self.assertEqual(len(pairs), len(seen.headers))
        head = b"HTTP/1.1 200 OK\r\nX-A: " + b"a" * (8 << 20) + b"\r\n\r\n"
        self.assertFalse(corsieve.filter(
            head, Request("https://a.example", "https://a.example/"))
            .is_network_error)

    def test_any_bytes(self):
        for i in range(256):
            byte = bytes([i])
            for head in (byte, HEAD + byte, HEAD.replace(b" ", byte),
                         HEAD.replace(b":", byte), byte * 100):
                for profile in corsieve.Profile:
                    corsieve.filter(head, REQUEST, profile)
            corsieve.filter([(byte, byte), (b"a" + byte, b"b" + byte + b"\0")],
                            Request(byte, byte, destination=byte))


class ThreadsTest(unittest.TestCase):
    def in_threads(self, work):
        failed = []

        def run(number):
            try:
                work(number)
            except Exception as error:  # pylint: disable=broad-except
                failed.append(error)
        threads = [threading.Thread(target=run, args=(i,)) for i in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual([], failed)

    def test_one_filter(self):
        shared = Filter()

        def work(number):
            for i in range(200):
                count = (number * 31 + i) % 50
                seen = shared.filter([("X-A", str(number))] * count, Request(
                    "https://a.example", "https://a.example/"))
                assert seen.exposed == ("X-A",) * count
                assert {h.value for h in seen.headers} <= {str(number)}
        self.in_threads(work)

    def test_one_cache(self):
        cache = PreflightCache()

        def work(number):
            for i in range(100):
                exchange = Exchange(cache=cache)
                exchange.start(Request("https://app.example", "https://api.example/"
                                       f"{(number + i) % 7}", method="PUT"), i)
                if exchange.next is Step.SEND_PREFLIGHT:
                    exchange.receive(
                        b"HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n"
                        b"Access-Control-Allow-Methods: PUT\r\n\r\n", i)
                assert exchange.receive(HEAD) is Step.DONE
                assert exchange.response.visible == {"x-a": "1, \xe9"}
        self.in_threads(work)

    def test_a_cache_and_its_exchanges_wait_for_one_another(self):
        cache = PreflightCache()
        exchange = Exchange(cache=cache)
        for call in (lambda: exchange.start(REQUEST), lambda: exchange.next,
                     lambda: exchange.outgoing, exchange.close):
            thread = threading.Thread(target=call)
            with cache._lock:
                thread.start()
                thread.join(0.05)
                self.assertTrue(thread.is_alive())
            thread.join()

    def test_closing_in_use(self):
        for _ in range(20):
            shared = Filter()

            def work(number):
                try:
                    for _ in range(20):
                        shared.filter(PAIRS, REQUEST)
                    if number == 0:
                        shared.close()
                except CorsieveError:
                    assert shared.closed
            self.in_threads(work)


class TermsTest(unittest.TestCase):
    HEADER = HERE.parents[2] / "include/corsieve.h"

    def test_reasons(self):
        self.assertIs(Reason.NotExposed, Reason.NOT_EXPOSED)
        self.assertIs(Reason["NotExposed"], Reason(11))
        self.assertEqual("NotExposed", str(Reason(11)))
        self.assertTrue(Reason.ExposedByStar.exposed)
        self.assertFalse(Reason.NOT_EXPOSED.exposed)
        self.assertIs(Kind.HIDDEN, Reason.NOT_EXPOSED.kind)
        for reason in Reason:
            self.assertTrue(reason.text)
            self.assertTrue(reason.url.startswith("https://"), reason)
            self.assertIsInstance(reason.fix, str)
        self.assertRaises(ValueError, Reason, 255)

    def test_words_are_strings(self):
        self.assertEqual("no-cors", corsieve.Mode.NO_CORS)
        self.assertEqual("no-cors", f"{corsieve.Mode.NO_CORS}")
        self.assertIs(corsieve.Mode.NO_CORS, corsieve.Mode("no-cors"))

    @unittest.skipUnless(HEADER.exists(), "corsieve.h is not in the tree")
    def test_the_numbers_are_those_of_the_header(self):
        numbers = {name: int(value) for name, value in re.findall(
            r"^\s*CORSIEVE_(\w+) = (-?\d+)", self.HEADER.read_text(), re.M)}
        numbers.update((name, int(value)) for name, value in re.findall(
            r"[{,]\s*CORSIEVE_(\w+) = (-?\d+)", self.HEADER.read_text()))
        prefixes = {
            corsieve.Profile: "PROFILE_", corsieve.Mode: "MODE_",
            corsieve.Credentials: "CREDENTIALS_", corsieve.Redirect: "REDIRECT_",
            corsieve.Initiator: "INITIATOR_", corsieve.Body: "BODY_",
            corsieve.ReferrerPolicy: "REFERRER_",
            corsieve.EmbedderPolicy: "EMBEDDER_",
            corsieve.Tainting: "TAINTING_", corsieve.Protocol: "",
            corsieve.ResponseType: "TYPE_", Kind: "KIND_", Step: "STEP_",
            Reason: "REASON_"}
        for kind, prefix in prefixes.items():
            there = {name[len(prefix):]: value for name, value in numbers.items()
                     if (name.startswith(prefix) if prefix
                         else name.startswith("HTTP_"))}
            for name, value in there.items():
                member = kind[name]
                number = getattr(member, "number", None)
                self.assertEqual(value, int(member) if number is None else number,
                                 (kind, name))
            self.assertEqual(len(there), len(kind), kind)
        self.assertTrue(issubclass(Reason, enum.IntEnum))


class ReadmeTest(unittest.TestCase):
    def test_what_the_readme_shows(self):
        failed, tried = doctest.testfile(str(HERE.parent / "README.md"),
                                         module_relative=False)
        self.assertEqual((0, 14), (failed, tried))


class LoadingTest(unittest.TestCase):
    def python(self, code, **environment):
        return subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True,
            check=False, timeout=60, cwd="/", env={
                **os.environ, "PYTHONPATH": str(HERE.parent), **environment})

    def test_a_library_that_is_not_there(self):
        done = self.python("import corsieve", CORSIEVE_LIBRARY="/nowhere/lib.so")
        self.assertEqual(1, done.returncode)
        self.assertIn("ImportError: corsieve needs its C library: "
                      "/nowhere/lib.so", done.stderr)
        self.assertIn("apt install libcorsieve0", done.stderr)

    def test_a_library_that_is_another(self):
        done = self.python("import corsieve", CORSIEVE_LIBRARY="libc.so.6")
        self.assertIn("ImportError: corsieve needs its C library", done.stderr)
        self.assertIn("corsieve_version_number", done.stderr)

    def test_the_version(self):
        for number, is_good in ((99, False), (10000, False), (100, True)):
            done = self.python(
                "import ctypes\n"
                "real = ctypes.CDLL\n"
                "class Other:\n"
                "    def __init__(self, path): self.real = real(path)\n"
                "    def __getattr__(self, name):\n"
                "        if name != 'corsieve_version_number':\n"
                "            return getattr(self.real, name)\n"
                f"        return lambda: {number}\n"
                "ctypes.CDLL = Other\n"
                "import corsieve")
            self.assertEqual(is_good, done.returncode == 0, done.stderr)
            if not is_good:
                self.assertIn("in version 0.1.0 or later", done.stderr)

    def test_a_library_beside_the_package(self):
        library = corsieve._library.C._name
        if not os.path.isabs(library):
            self.skipTest("the library is the system's")
        with tempfile.TemporaryDirectory() as folder:
            package = pathlib.Path(folder, "corsieve")
            shutil.copytree(HERE.parent / "corsieve", package)
            for place in (package, package.parent):
                beside = place / "libcorsieve.so.0"
                shutil.copy(library, beside)
                done = self.python(
                    "import corsieve; print(corsieve._library.C._name)",
                    CORSIEVE_LIBRARY="", PYTHONPATH=folder)
                self.assertEqual(str(beside.resolve()), done.stdout.strip(),
                                 done.stderr)
                beside.unlink()

    def test_at_exit(self):
        done = self.python(
            "import corsieve, threading\n"
            "f = corsieve.Filter(); c = corsieve.PreflightCache()\n"
            "e = corsieve.Exchange(cache=c); e.me = e\n"
            "corsieve.filter([], corsieve.Request('a', 'b'))\n"
            "t = threading.Thread(target=lambda: corsieve.filter([],"
            " corsieve.Request('a', 'b'))); t.start(); t.join()")
        self.assertEqual((0, "", ""), (done.returncode, done.stdout, done.stderr))


if __name__ == "__main__":
    unittest.main()
