"""All cases of tests/cases/ through the package, in all four profiles, against
what `corsieve batch` prints for them if CORSIEVE_PROGRAM names the program;
else against what the cases themselves expect. CORSIEVE_SHARED adds its own."""

import json
import os
import pathlib
import re
import subprocess
import unittest

import corsieve
import run_case

ROOT = pathlib.Path(__file__).resolve().parents[3]
PROGRAM = os.environ.get("CORSIEVE_PROGRAM")
# What is compared only if script gets a response.
SEEN = ("type", "status", "statusText", "url", "redirected", "headers", "all",
        "set_cookie", "origin_sent", "body_null", "get", "all_contains",
        "all_lacks")
SHARED = os.environ.get("CORSIEVE_SHARED")


def case_files():
    folders = [ROOT / "tests/cases"]
    if SHARED:
        folders.append(pathlib.Path(SHARED) / "cases")
    return [path for folder in folders for path in sorted(folder.glob("*.ndjson"))]


# WPT expects them otherwise than the standards: docs/departures.md says why.
WPT = re.compile(r"fetch/security/1xx-response.any.js#101|"
                 r"fetch/api/redirect/redirect-origin.any.js#POST-307-so-so|"
                 r"fetch/h1-parsing/h1-parsing.tentative.html#.*")


def known_differences():
    """(profile, id) of what is known to be answered otherwise than recorded."""
    path = ROOT / "tests/cases/known_differences.ndjson"
    with open(path, encoding="utf-8") as lines:
        return {(line["profile"], name) for line in map(json.loads, lines)
                for name in line.get("left", [])}


def batch(cases, profile):
    """What the program prints for each case."""
    lines = "".join(json.dumps(case) + "\n" for case in cases)
    printed = subprocess.run([PROGRAM, "batch", "--profile", profile],
                             input=lines, capture_output=True, text=True,
                             check=False).stdout
    return [json.loads(line) for line in printed.splitlines()]


def lower_keys(pairs):
    return {key.lower(): value for key, value in pairs.items()}


def differences(expected, result):
    """What a result has otherwise than its case expects, as
    tests/conformance.cc compares them."""
    all_headers = result.get("all") or ""
    for key, want in expected.items():
        got = result.get(key)
        if key in ("hops", "preflights"):
            got = [{"method": s["method"], "url": s["url"]} for s in got or []]
        elif key == "include_credentials":
            got = [sent["include_credentials"] for sent in result["hops"]]
        elif key == "preflights_sent":
            got = len(result.get("preflights", []))
        elif key == "preflight_request":
            sent = lower_keys(got or {})
            got = {name: sent.get(name.lower()) for name in want}
        elif result["outcome"] == "network-error" and key in SEEN:
            continue
        elif key == "all_contains":
            got = [x for x in want if x.rstrip() in all_headers]
        elif key == "all_lacks":
            want, got = [], [x for x in want if x in all_headers]
        elif key == "get":
            visible = lower_keys(dict(result["headers"]))
            got = {name: visible.get(name.lower()) for name in want}
        if got != want:
            yield f"{key}: want {want!r}\n      got {got!r}"


class CasesTest(unittest.TestCase):
    maxDiff = None

    def check(self, path, profile):
        cases = run_case.read_cases(path)
        told = batch(cases, profile) if PROGRAM else [{}] * len(cases)
        self.assertEqual(len(told), len(cases))
        known = set() if PROGRAM else known_differences()
        ran = 0
        for case, printed in zip(cases, told):
            if PROGRAM:
                self.assertNotIn("error", printed)
            name = case.get("id", "")
            if not PROGRAM and ((profile, name) in known
                                or WPT.fullmatch(name)):
                continue
            expected = case.get("expect", {}).get(profile, {})
            try:
                result = run_case.run(case, profile, printed)
            except run_case.CannotRun:
                continue
            ran += 1
            with self.subTest(file=path.name, id=case.get("id"), profile=profile):
                if PROGRAM:
                    self.assertEqual(printed, result)
                else:
                    self.assertEqual([], list(differences(expected, result)))
        return ran, len(cases)


def add_test(path, profile):
    def test(self):
        ran, there = self.check(path, profile)
        self.assertGreaterEqual(ran, there * (0.9 if PROGRAM else 0.8))
        print(f"{path.parent.parent.name}/{path.name}, {profile}: {ran} of "
              f"{there} cases")
    name = f"{path.parent.parent.name}_{path.stem}_{profile}"
    setattr(CasesTest, "test_" + name, test)


for file in case_files():
    if run_case.read_cases(file):
        for each in corsieve.Profile:
            add_test(file, str(each))

if __name__ == "__main__":
    unittest.main()
