"""Whole fetches, and the preflight cache."""

import dataclasses
import gc
import unittest
from urllib.parse import urljoin

import corsieve
from corsieve import (CorsieveError, Exchange, PreflightCache, Reason, Request,
                      Response, Step)
from samples import HEAD, REQUEST


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


if __name__ == "__main__":
    unittest.main()
