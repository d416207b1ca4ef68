"""Calls that are wrong, handles that are closed, input of any kind."""

import dataclasses
import unittest

import corsieve
from corsieve import (CorsieveError, Exchange, Filter, PreflightCache, Request,
                      Response)
from samples import HEAD, PAIRS, REQUEST


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


if __name__ == "__main__":
    unittest.main()
