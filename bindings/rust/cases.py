#!/usr/bin/env python3
"""Writes case files (docs/design.md, "Cases") as corsieve/tests/cases.rs reads
them: cases.py [--program CORSIEVE] FILE... > OUT

Rust has no JSON reader without dependencies, so all is netstrings here: what a
case is, member by member, and what is expected of it as pairs of strings. With
a program, that is what its `batch` answers; else what the case says it expects.
"""

import argparse
import json
import pathlib
import re
import subprocess
import sys

PROFILES = ("standard", "chromium", "firefox", "webkit")
MODES = ("cors", "no-cors", "same-origin", "navigate")
CREDENTIALS = ("same-origin", "omit", "include")
REDIRECTS = ("follow", "error", "manual")
POLICIES = ("strict-origin-when-cross-origin", "no-referrer", "no-referrer-when-downgrade",
            "same-origin", "origin", "strict-origin", "origin-when-cross-origin", "unsafe-url")
EMBEDDERS = ("unsafe-none", "require-corp", "credentialless")


class Writer:
    def __init__(self):
        self.parts = []

    def put(self, value):
        """A number, a bool, or text of which each character is a byte."""
        if isinstance(value, int):
            value = str(int(value))
        data = value.encode("latin-1")
        self.parts.append(b"%d:%s," % (len(data), data))

    def maybe(self, value, put):
        self.put(value is not None)
        if value is not None:
            put(value)

    def each(self, values, put):
        self.put(len(values))
        for value in values:
            put(value)

    def pair(self, pair):
        self.put(pair[0])
        self.put(pair[1])

    def answer(self, answer):
        """A head, a parsed response, or None: a closed connection."""
        if answer is None:
            return self.put("nothing")
        if isinstance(answer, str):
            self.put("head")
            return self.put(answer)
        self.put("parsed")
        self.put(2 if answer.get("protocol") == "h3" else 1)
        status = answer["status"]
        text = status if isinstance(status, str) else None
        if text is not None:
            digits = re.match(r"\s*\d+", text[:9])
            status = int(digits[0]) if digits else 0
        if status > 65535:
            raise ValueError("a status that u16 has not")
        self.put(status)
        self.maybe(text, self.put)
        self.each(answer["headers"], self.pair)
        self.each(answer.get("trailers", []), self.pair)
        self.each(answer.get("interim", []), self.interim)

    def interim(self, interim):
        self.put(interim["status"])
        self.each(interim["headers"], self.pair)

    def request(self, r):
        xhr = r.get("api") == "xhr"
        # https://xhr.spec.whatwg.org/#the-send()-method
        credentials = r.get("credentials", "same-origin")
        if xhr and credentials == "omit":
            credentials = "same-origin"
        for value in (r["origin"], r["url"], xhr,
                      0 if xhr else MODES.index(r.get("mode", "cors")),
                      CREDENTIALS.index(credentials),
                      0 if xhr else REDIRECTS.index(r.get("redirect", "follow")),
                      r.get("method", "GET"), r.get("upload_listener", False),
                      2 if r.get("stream") else int("body" in r), r.get("destination", ""),
                      POLICIES.index(r.get("referrer_policy", POLICIES[0])),
                      EMBEDDERS.index(r.get("embedder_policy", EMBEDDERS[0]))):
            self.put(value)
        self.maybe(r.get("schemelessly_same_site"), self.put)
        self.each(r.get("headers", []), self.pair)

    def case(self, case):
        self.request(case["request"])
        self.each(case["responses"], self.answer)
        self.each(case.get("preflights", []), self.answer)
        for key in ("stored", "loop"):
            self.maybe(case.get(key), self.answer)
        self.maybe(case.get("body"), self.put)
        self.each(case.get("then", []), lambda then: self.then(case, then))

    def then(self, case, then):
        self.put(then.get("wait_ms", 0))
        self.request({**case["request"], **then})
        for key in ("responses", "preflights"):
            self.maybe(then.get(key), lambda answers: self.each(answers, self.answer))


def text(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


def maybe(value):
    return "null" if value is None else "is " + value


def lines(pairs):
    return "".join(f"{a}: {b}\n" for a, b in pairs)


def expectation(want):
    """What is expected, as pairs of strings."""
    out = {"outcome": want["outcome"]}
    keys = ["preflights_sent", "did_preflight"]
    failed = want["outcome"] != "ok"
    if not failed:
        keys += ["type", "status", "statusText", "url", "redirected", "all", "body_null",
                 "timing_allow_passed"]
    out.update((key, text(want[key])) for key in keys if key in want)
    for key in ("outcomes", "preflights_by_request"):
        if key in want:
            out[key] = ",".join(map(text, want[key]))
    if "reason" in want:
        out["reason"] = want["reason"]
    if "fates" in want:
        out["fates"] = "".join(
            f"{f['name']}: {f['value']} {f['reason']} {text(f['exposed'])}\n" for f in want["fates"])
    if not failed:
        if "headers" in want:
            out["headers"] = lines(want["headers"])
        if "set_cookie" in want:
            out["set_cookie"] = "\n".join(want["set_cookie"])
        if "origin_sent" in want:
            out["origin_sent"] = maybe(want["origin_sent"])
        for name, value in want.get("get", {}).items():
            out["get " + name] = maybe(value)
    # Only the program says of all that were sent their headers.
    for key in ("hops", "preflights") if "reason" in want else ():
        if key in want:
            out[key] = "".join(f"{s['method']} {s['url']} {text(s['include_credentials'])}\n"
                               + lines(s["headers"]) for s in want[key])
    return out


def is_recorded(url):
    return re.match(r"https?://(localhost|127\.0\.0\.1)(:\d+)?/case/", url)


def answers_of(case):
    for one in [case] + case.get("then", []):
        yield from one.get("responses", [])
        yield from one.get("preflights", [])
    yield from (case[key] for key in ("stored", "loop") if key in case)


def is_for_curl(case):
    """Whether a head is written as curl writes HTTP/2, which is for tools/."""
    return not is_recorded(case["request"]["url"]) and any(
        isinstance(a, str) and re.match(r"HTTP/[23]", a) for a in answers_of(case))


def known_differences(cases):
    """(profile, id) of what browsers are known to do otherwise."""
    path = cases / "known_differences.ndjson"
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {(row["profile"], case) for row in rows if "left" in row for case in row["left"]}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program")
    parser.add_argument("files", nargs="+", type=pathlib.Path)
    arguments = parser.parse_args()
    root = pathlib.Path(__file__).resolve().parent.parent.parent
    known = known_differences(root / "tests/cases")
    written = left = 0
    for path in arguments.files:
        text_of_file = path.read_bytes()
        cases = [json.loads(line) for line in text_of_file.splitlines()]
        for profile in PROFILES:
            answers = [case.get("expect", {}).get(profile) for case in cases]
            if arguments.program:
                run = subprocess.run([arguments.program, "batch", "--profile", profile],
                                     input=text_of_file, stdout=subprocess.PIPE, check=False)
                answers = list(map(json.loads, run.stdout.splitlines()))
            for case, want in zip(cases, answers, strict=True):
                if want is None:
                    continue
                unsettled = ("conflict" in case or "open-pr" in case
                             or "outcomes" in want and "then" not in case)
                if not arguments.program and (unsettled or (profile, case["id"]) in known):
                    left += 1
                    continue
                if "error" in want or is_for_curl(case):
                    left += 1
                    continue
                out = Writer()
                try:
                    out.put(f"{path.name} {case['id']} {profile}")
                    out.put(PROFILES.index(profile))
                    # Serialized, where it is the only request that is told of.
                    told = want.get("request", {}) if "then" not in case else {}
                    out.case({**case, "request": {**case["request"], **told}})
                    out.each(sorted(expectation(want).items()), out.pair)
                except (ValueError, UnicodeEncodeError):
                    left += 1
                    continue
                sys.stdout.buffer.write(b"".join(out.parts))
                written += 1
    print(f"{written} cases; {left} are not for this test", file=sys.stderr)


if __name__ == "__main__":
    main()
