"""Handles that threads share."""

import threading
import unittest

from corsieve import (CorsieveError, Exchange, Filter, PreflightCache, Request,
                      Step)
from samples import HEAD, PAIRS, REQUEST


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


if __name__ == "__main__":
    unittest.main()
