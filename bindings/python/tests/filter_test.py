"""One response: what is answered."""

import dataclasses
import unittest

import corsieve
from corsieve import Kind, Reason, Request, Response
from samples import HEAD, PAIRS, REQUEST


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


if __name__ == "__main__":
    unittest.main()
