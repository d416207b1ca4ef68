"""Checks what of tests/browsers/ needs no browser: frames of HTTP/2, answers, drift."""

import pathlib
import struct
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "tests/browsers"))

import compare  # noqa: E402
import drift  # noqa: E402
import h2  # noqa: E402
import h3  # noqa: E402
import record  # noqa: E402
import repository  # noqa: E402
from server import block_of  # noqa: E402
from traffic import CaseTraffic, Request  # noqa: E402
from work import Work, hops_asked_for, requests_of, warm_up, why_not_run  # noqa: E402


def literals(block):
    """Decodes what h2.header_block() writes."""
    def integer(at):
        value, shift = block[at] & 127, 0
        while block[at] == 127 if shift == 0 else block[at] >= 128:
            at += 1
            value += (block[at] & 127) << shift
            shift += 7
        return value, at + 1

    pairs, at = [], 0
    while at < len(block):
        assert block[at] == 0
        strings, at = [], at + 1
        for _ in range(2):
            length, at = integer(at)
            strings.append(block[at : at + length])
            at += length
        pairs.append(tuple(strings))
    return pairs


def frames(data):
    """[(kind, flags, stream, payload)]"""
    found = []
    while data:
        size = int.from_bytes(data[:3], "big")
        kind, flags, stream = struct.unpack(">BBI", data[3:9])
        found.append((kind, flags, stream, data[9 : 9 + size]))
        data = data[9 + size :]
    return found


def talk(received, answer):
    """The frames that a Connection sends back."""
    pieces = [h2.PREFACE + received]
    sent = []
    h2.Connection(lambda _: pieces.pop() if pieces else b"", sent.append, literals, answer).serve()
    return frames(b"".join(sent))


REQUEST = h2.header_block([(b":method", b"GET"), (b":path", b"/")])


class FramesTest(unittest.TestCase):
    def test_blocks_hold_any_bytes_of_any_length(self):
        pairs = [(b"", b""), (b"X \0", b"\r\n\xff"), (b"n" * 127, b"v" * 40000)]
        self.assertEqual(literals(h2.header_block(pairs)), pairs)

    def test_interim_body_and_trailers_come_in_order(self):
        answer = h2.Answer([[(b":status", b"103")], [(b":status", b"+200")]], b"ok", [(b"t", b"1")])
        sent = talk(h2.header_frames(1, REQUEST, end_stream=True), lambda *_: answer)
        self.assertEqual(sent[0], (h2.SETTINGS, 0, 0, b""))
        kinds = [(kind, flags & h2.END_STREAM) for kind, flags, _, _ in sent[1:]]
        self.assertEqual(
            kinds, [(h2.HEADERS, 0), (h2.HEADERS, 0), (h2.DATA, 0), (h2.HEADERS, h2.END_STREAM)])
        self.assertEqual(literals(sent[2][3]), [(b":status", b"+200")])

    def test_an_empty_body_ends_with_the_block(self):
        answer = h2.Answer([[(b":status", b"204")]])
        sent = talk(h2.header_frames(1, REQUEST, end_stream=True), lambda *_: answer)
        self.assertEqual(sent[1][:3], (h2.HEADERS, h2.END_HEADERS | h2.END_STREAM, 1))
        self.assertEqual(len(sent), 2)

    def test_long_blocks_continue(self):
        block = h2.header_block([(b"a", b"x" * 40000)])
        sent = frames(h2.header_frames(3, block, end_stream=True))
        self.assertEqual([f[0] for f in sent], [h2.HEADERS, h2.CONTINUATION, h2.CONTINUATION])
        self.assertEqual([f[1] for f in sent], [h2.END_STREAM, 0, h2.END_HEADERS])
        asked = []
        talk(h2.header_frames(1, block, end_stream=True), lambda *got: asked.append(got))
        self.assertEqual(asked, [([(b"a", b"x" * 40000)], b"")])

    def test_padding_and_priority_are_skipped(self):
        payload = b"\x02" + b"\0" * 5 + REQUEST + b"\0\0"
        flags = h2.PADDED | h2.PRIORITY | h2.END_HEADERS | h2.END_STREAM
        asked = []
        talk(h2.frame(h2.HEADERS, flags, 1, payload), lambda *got: asked.append(got))
        self.assertEqual(asked[0][0][0], (b":method", b"GET"))

    def test_data_waits_for_the_windows(self):
        body = b"x" * 70000
        received = h2.header_frames(1, REQUEST, end_stream=True)
        answer = h2.Answer([[(b":status", b"200")]], body)
        sent = [f for f in talk(received, lambda *_: answer) if f[0] == h2.DATA]
        self.assertEqual(sum(len(f[3]) for f in sent), h2.FIRST_WINDOW)
        more = struct.pack(">I", 10000)
        received += h2.frame(h2.WINDOW_UPDATE, 0, 0, more) + h2.frame(h2.WINDOW_UPDATE, 0, 1, more)
        sent = [f for f in talk(received, lambda *_: answer) if f[0] == h2.DATA]
        self.assertEqual(b"".join(f[3] for f in sent), body)
        self.assertTrue(sent[-1][1] & h2.END_STREAM)

    def test_bodies_pings_and_settings_are_answered(self):
        asked = []
        received = h2.frame(h2.SETTINGS, 0, 0) + h2.frame(h2.PING, 0, 0, b"12345678")
        received += h2.header_frames(1, REQUEST) + h2.frame(h2.DATA, 0, 1, b"a")
        received += h2.frame(h2.DATA, h2.END_STREAM, 1, b"b")
        sent = talk(received, lambda *got: asked.append(got))
        self.assertEqual(asked[0][1], b"ab")
        self.assertIn((h2.SETTINGS, h2.ACK, 0, b""), sent)
        self.assertIn((h2.PING, h2.ACK, 0, b"12345678"), sent)
        self.assertEqual(sent[-1][0], h2.RST_STREAM)  # for there was no answer

    def test_after_a_refusal_new_streams_are_for_another_connection(self):
        received = h2.header_frames(1, REQUEST, end_stream=True)
        received += h2.frame(h2.RST_STREAM, 0, 1, struct.pack(">I", h2.PROTOCOL_ERROR))
        received += h2.header_frames(3, REQUEST, end_stream=True)
        sent = talk(received, lambda *_: h2.Answer([[(b":status", b"200")]]))
        self.assertEqual([f[0] for f in sent], [h2.SETTINGS, h2.HEADERS, h2.GOAWAY])
        self.assertEqual(sent[2][3], struct.pack(">II", 1, 0))

    def test_what_no_browser_sends_is_an_error(self):
        with self.assertRaises(h2.ProtocolError):
            talk(h2.frame(h2.HEADERS, h2.PADDED | h2.END_HEADERS, 1, b"\xff"), None)


def case_of(**members):
    request = {"origin": "http://localhost:18080", "url": "http://localhost:18080/case/A1"}
    return {"id": "A1", "request": request, "responses": ["HTTP/1.1 200 OK\r\n\r\n"], **members}


class CasesTest(unittest.TestCase):
    def test_then_has_answers_of_its_own(self):
        case = case_of(then=[{"responses": ["second"]}, {}])
        traffic = CaseTraffic(case)
        request = Request("http", "GET", "/case/A1", [("host", "localhost:18080")])
        heads = []
        for _ in range(3):
            heads.append(traffic.answer(request, "")[0])
            traffic.marks.append(0)
        self.assertEqual(heads, [case["responses"][0], "second", case["responses"][0]])
        self.assertEqual(traffic.hops, hops_asked_for(case))
        self.assertNotIn("responses", requests_of(case)[1])

    def test_unanswered_preflights_of_each_request_count(self):
        traffic = CaseTraffic(case_of(then=[{}]))
        asks = [("access-control-request-method", "PUT")]
        for marks in ([], [], [1], [1]):  # each is repeated by the browser
            traffic.marks = marks
            traffic.answer(Request("http", "OPTIONS", "/case/A1", asks), "")
        self.assertEqual(len(traffic.preflights), 2)

    def test_status_may_be_any_text(self):
        self.assertEqual(block_of({"status": "+200", "headers": [["a", "\xe9"]]}),
                         [(b":status", b"+200"), (b"a", b"\xe9")])

    def test_protocols_are_told_apart(self):
        third = {"status": 200, "headers": [], "protocol": "h3"}
        second = {"status": 200, "headers": []}
        self.assertEqual(record.protocol_of(case_of()), "http/1.1")
        self.assertEqual(record.protocol_of(case_of(responses=[None, second])), "h2")
        self.assertEqual(record.protocol_of(case_of(responses=[third])), "h3")
        self.assertIsNone(record.protocol_of(case_of(then=[{"responses": [second]}])))
        with self.assertRaisesRegex(SystemExit, "https only"):
            record.check([case_of(responses=[second])])

    def test_only_what_caddy_passes_on_is_recorded_over_http3(self):
        for status, headers, more in (
            (200, [["x-a", "\xe9 "]], {}), ("200", [], {}), (103, [], {}), (200, [["X-A", "1"]], {}),
            (200, [["x-a", "\n"]], {}), (200, [["server", "1"]], {}), (200, [], {"trailers": []}),
        ):
            response = {"status": status, "headers": headers, **more}
            passed = status == 200 and headers == [["x-a", "\xe9 "]]
            self.assertEqual(h3.why_not_sent(response) is None, passed, response)

    def test_what_no_page_can_say_is_not_run(self):
        case = case_of(then=[{"destination": "image"}])
        self.assertIn("destination", why_not_run(case))
        self.assertIsNone(why_not_run(case_of()))

    def test_a_request_that_never_ends_is_tried_again_in_another_browser(self):
        done = []
        cases = [case_of(), {**case_of(), "id": "A2"}]

        def on_result(name, seen, _):
            done.append((name, seen["outcome"]))

        work = Work(cases, 25, 8000, on_result, warm_up("http", "http/1.1"))
        for run in (1, 2):
            work.start_run(run)
            self.assertEqual(work.next_batch(str(run))["jobs"][0]["id"], "warm-up")
            work.next_batch(str(run))
            seen = {"outcome": "timeout"}
            work.take_results({"run": str(run), "results": [{"id": "A1", "seen": seen}]})
            self.assertTrue(work.wants_browser())
            self.assertEqual(work.next_batch(str(run)), {"done": True})
        self.assertEqual(done, [("A1", "timeout")])
        self.assertEqual(list(work.waiting), ["A2"])


class ComparisonTest(unittest.TestCase):
    def setUp(self):
        ok = {"outcome": "ok", "type": "cors", "status": 200, "headers": [["a", "1"]]}
        self.ok, self.failed = ok, {"outcome": "network-error"}

    def recorded(self, seen):
        return [case_of(group="g", expect={"webkit": seen})]

    def test_known_differences_are_told_apart(self):
        for known in (set(), {"A1"}):
            _, found, _ = compare.compare(
                self.recorded(self.ok), "webkit", {"A1": self.failed}, "corsieve", known)
            self.assertEqual([is_known for *_, is_known in found], [bool(known)])

    def test_what_was_not_answered_is_not_held_against_a_program(self):
        lost = self.recorded({"outcome": "timeout"})
        self.assertEqual(compare.compare(lost, "webkit", {"A1": self.ok}, "corsieve")[1:],
                         ([], ["A1"]))
        self.assertEqual(len(compare.compare(lost, "webkit", {"A1": self.ok}, "reference")[1]), 1)

    def test_drift_is_put_together_by_group_and_members(self):
        before = {"A1": case_of(expect={"webkit": {**self.ok, "status": 201, "headers": []}})}
        found, counts = drift.changes(self.recorded(self.ok), before, "webkit")
        self.assertEqual(list(found), [("g", "headers, status")])
        self.assertEqual(counts["compared"], 1)
        text = drift.text_of("webkit", "g", "headers, status", found["g", "headers, status"],
                             {"A1": ["a_departure"]}, {"g": ["reader-x"]}, 5)
        self.assertIn("a_departure", text)
        self.assertIn("A1 status: 201 is now 200", text)

    def test_without_stored_answer_nothing_drifts(self):
        found, counts = drift.changes(self.recorded(self.ok), {"A1": case_of(expect={})}, "webkit")
        self.assertEqual((dict(found), counts["compared"]), ({}, 0))

    def test_the_repository_says_what_is_known(self):
        self.assertEqual(set(repository.profile_versions()),
                         {"standard", "chromium", "firefox", "webkit"})
        self.assertTrue(repository.known_differences()["chromium"])
        cited = repository.departures_by_case()
        self.assertTrue(cited)
        self.assertTrue(all(names for names in cited.values()))
        self.assertTrue(repository.readers_by_group())


if __name__ == "__main__":
    unittest.main()
