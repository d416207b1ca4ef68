#!/usr/bin/env python3
"""Records what real browsers let page script see of each case.

usage: record.py CASES --out DIR [--browsers chromium,firefox,webkit] [options]

Reads cases (one JSON object a line, the schema of tests/cases/), writes one line
per finished case to DIR/<browser>.ndjson as results come, so that an interrupted
run goes on where it stopped, and at the end DIR/recorded.ndjson: the cases with
`expect.<browser>` as recorded now. README.md tells how it works.
"""

import argparse
import collections
import hashlib
import json
import random
import signal
import sys
import threading
import time
from pathlib import Path

import browsers as browser_programs
from server import MAIN_PORT, CaseServer, CaseTraffic

ALL_BROWSERS = ("chromium", "firefox", "webkit")
ORIGINS = (f"http://localhost:{MAIN_PORT}", "http://localhost", "null")
START_LIMIT_S = 60  # a cold start on a busy machine
TRIES = 2  # a case that times out or takes the browser down is tried alone once more

# Run first in every browser and thrown away. Firefox looks the host up in its DNS
# cache when it uses a preflight cache entry and drops the entry when the name was
# not there yet, so that the first repeated request would be an odd one.
WARM_UP = {
    "id": "warm-up",
    "request": {
        "origin": ORIGINS[0],
        "url": "http://127.0.0.1:18081/case/warm-up",
        "api": "fetch",
        "method": "PUT",
    },
    "preflights": [
        "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nAccess-Control-Allow-Methods: PUT\r\n\r\n"
    ],
    "responses": ["HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n\r\n"],
    "then": [{}],
}


def requests_of(case):
    """The requests that the page makes for a case, in order.

    `then` (an extension of the case schema) lists further requests: each is the
    case's request with some members replaced, after an optional `wait_ms`.
    """
    first = dict(case["request"])
    first.pop("origin")
    return [first] + [{**first, **change} for change in case.get("then", [])]


class Work:
    """The cases that one browser has to run, and what came of them."""

    def __init__(self, cases, batch_size, limit_ms, on_result):
        self.cases = {case["id"]: case for case in cases}
        self.waiting = collections.deque(case["id"] for case in cases)
        self.batch_size = batch_size
        self.limit_ms = limit_ms
        self.on_result = on_result
        self.lock = threading.Lock()
        self.warm = False  # whether the current run had its warm-up
        self.run = None  # number of the browser run that may take work
        self.out = []  # ids handed out, not yet answered
        self.suspects = collections.deque()  # ids to be run one at a time
        self.tries = collections.Counter()
        self.traffic = {}
        self.hung = set()

    def start_run(self, number):
        """A new browser: what the last one left unanswered is run one at a time."""
        with self.lock:
            self.run = str(number)
            self.warm = False
            # An empty hand means that the browser died between batches.
            alone = len(self.out) == 1
            for case_id in reversed(self.out):
                if alone:
                    self._failed(case_id, {"outcome": "timeout"})
                else:
                    self.suspects.appendleft(case_id)
            self.out = []

    def next_batch(self, run):
        with self.lock:
            if run != self.run:
                return {"done": True}  # a page of a browser that was given up
            if not self.warm:
                self.warm = True
                return {"jobs": [self._job(WARM_UP)], "limit_ms": self.limit_ms}
            if self.suspects:
                self.out = [self.suspects.popleft()]
            else:
                count = min(self.batch_size, len(self.waiting))
                self.out = [self.waiting.popleft() for _ in range(count)]
            jobs = [self._job(self.cases[case_id]) for case_id in self.out]
            return {"jobs": jobs, "limit_ms": self.limit_ms} if jobs else {"done": True}

    def _job(self, case):
        self.traffic[case["id"]] = CaseTraffic(case)
        return {
            "id": case["id"],
            "origin": case["request"]["origin"],
            "requests": requests_of(case),
            "names": case.get("names"),
        }

    def take_results(self, posted):
        with self.lock:
            if posted["run"] != self.run:
                return
            for result in posted["results"]:
                case_id, seen = result["id"], result["seen"]
                if case_id not in self.out:
                    continue
                self.out.remove(case_id)
                if seen["outcome"] in ("timeout", "script-error"):
                    self._failed(case_id, seen)
                else:
                    self._done(case_id, seen)

    def case_answer(self, case_id, request, suffix):
        with self.lock:
            traffic = self.traffic.get(case_id)
            return traffic.answer(request, suffix) if traffic else None

    def mark(self, case_id):
        with self.lock:
            traffic = self.traffic.get(case_id)
            if traffic:
                traffic.marks.append(len(traffic.preflights))

    def finished(self):
        with self.lock:
            return not (self.waiting or self.suspects or self.out)

    def quiet_limit(self):
        """Seconds without any traffic after which the browser counts as hung."""
        with self.lock:
            slowest = self.limit_ms
            for case_id in self.out:
                requests = requests_of(self.cases[case_id])
                waits = sum(r.get("wait_ms", 0) for r in requests)
                slowest = max(slowest, len(requests) * self.limit_ms + waits)
            return slowest / 1000 + 5

    def _failed(self, case_id, seen):
        self.tries[case_id] += 1
        if self.tries[case_id] < TRIES:
            self.suspects.append(case_id)
        else:
            self._done(case_id, seen)

    def _done(self, case_id, seen):
        seen = dict(seen)
        traffic = self.traffic.pop(case_id, None)
        case = self.cases[case_id]
        if traffic and "preflights" in case:
            seen["did_preflight"] = bool(traffic.preflights)
            if traffic.preflights:
                seen["preflight_request"] = traffic.preflights[-1]
            seen["origin_sent"] = traffic.origin_sent
            if len(traffic.preflights) > 1:
                seen["preflights_sent"] = len(traffic.preflights)
            if traffic.marks:
                # Preflights of each of the page's requests, not the running total.
                ends = [0] + traffic.marks
                seen["preflights_by_request"] = [b - a for a, b in zip(ends, ends[1:])]
        order = traffic.preflight_order if traffic else []
        self.on_result(case_id, seen, order)


class ResultFile:
    """DIR/<browser>.ndjson: a head line saying what was run, then one line a case."""

    def __init__(self, path, head):
        self.path = path
        self.done = {}
        self.orders = collections.Counter()
        if path.exists():
            lines = path.read_text(encoding="utf-8").splitlines()
            if not lines or json.loads(lines[0]) != head:
                raise SystemExit(f"{path} is of another run (cases or version differ): remove it")
            for line in lines[1:]:
                try:
                    row = json.loads(line)
                except ValueError:
                    continue  # the line that an interrupted run was writing
                self.done[row["id"]] = row
            # Written anew, so that a torn last line does not swallow the next one.
            rows = [head] + list(self.done.values())
            path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
        else:
            path.write_text(json.dumps(head) + "\n", encoding="utf-8")
        self.file = open(path, "a", encoding="utf-8")

    def add(self, case_id, seen, order):
        row = {"id": case_id, "seen": seen}
        if order:
            row["preflight_header_order"] = order
        self.done[case_id] = row
        self.file.write(json.dumps(row) + "\n")
        self.file.flush()


def load_cases(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def group_of(case):
    return case.get("group") or case.get("source", "?")


def sample(cases, count, seed):
    """About `count` cases: every group in proportion, with a floor of 8 a group."""
    groups = collections.defaultdict(list)
    for case in cases:
        groups[group_of(case)].append(case)
    chosen = set()
    for name in sorted(groups):
        members = groups[name]
        share = max(8, round(count * len(members) / len(cases)))
        picked = random.Random(f"{seed}/{name}").sample(members, min(share, len(members)))
        chosen.update(case["id"] for case in picked)
    return [case for case in cases if case["id"] in chosen]


def record(name, cases, directory, options, progress=sys.stderr):
    """Runs one browser over the cases; returns {id: seen}."""
    digest = hashlib.sha256()
    for case in cases:
        bare = {k: v for k, v in case.items() if k not in ("expect", "notes")}
        digest.update(json.dumps(bare, sort_keys=True).encode())
    head = {"browser": browser_programs.version(name), "cases": digest.hexdigest()}
    results = ResultFile(directory / f"{name}.ndjson", head)
    left = [case for case in cases if case["id"] not in results.done]
    work = Work(left, options.batch, options.case_limit_ms, results.add)
    server = CaseServer(work)
    if not server.has_port_80:
        # Never dropped: the case is reported as not run.
        for case in [c for c in left if c["request"]["origin"] == "http://localhost"]:
            work.waiting.remove(case["id"])
            results.add(case["id"], {"outcome": "not-run", "message": "port 80 is taken"}, [])
    started, runs, browser = time.monotonic(), 0, None
    shown = 0.0

    def show(end="\r"):
        rate = (len(results.done) - (len(cases) - len(left))) / max(0.1, time.monotonic() - started)
        print(
            f"{name}: {len(results.done)}/{len(cases)} cases, {rate:.0f}/s, "
            f"{max(0, runs - 1)} restarts ",
            end=end, file=progress, flush=True,
        )

    try:
        while not work.finished():
            if browser is None:
                runs += 1
                if runs > options.max_restarts + 1:
                    raise SystemExit(f"{name}: gave up after {options.max_restarts} restarts")
                work.start_run(runs)
                if work.finished():
                    break
                server.last_activity = time.monotonic() + START_LIMIT_S
                url = f"http://localhost:{MAIN_PORT}/_recorder/page?{runs}"
                browser = browser_programs.Browser(name, url)
            time.sleep(0.05)
            quiet = time.monotonic() - server.last_activity
            if not browser.alive() or quiet > work.quiet_limit():
                why = "hung" if browser.alive() else "exited"
                print(f"\n{name}: {why}, restarting", file=progress)
                browser.stop()
                browser = None
            if time.monotonic() - started > options.run_limit_s:
                raise SystemExit(f"{name}: run limit reached; start again to go on")
            if progress.isatty() or time.monotonic() - shown > 10:
                show("\r" if progress.isatty() else "\n")
                shown = time.monotonic()
    finally:
        if browser:
            browser.stop()
        server.close()
        results.file.close()
    show("\n")
    return {case_id: row["seen"] for case_id, row in results.done.items()}


def assemble(cases, directory, names):
    """The cases with the recorded answers in place of what they expected before."""
    seen = {}
    for name in names:
        path = directory / f"{name}.ndjson"
        if path.exists():
            rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
            seen[name] = {row["id"]: row["seen"] for row in rows[1:]}
    assembled = []
    for case in cases:
        expect = {n: seen[n][case["id"]] for n in names if case["id"] in seen.get(n, {})}
        assembled.append({**{k: v for k, v in case.items() if k != "expect"}, "expect": expect})
    return assembled


def check(cases):
    """Says early what could not be recorded faithfully."""
    for case in cases:
        request = case["request"]
        if request["origin"] not in ORIGINS:
            raise SystemExit(f"{case['id']}: page origin {request['origin']} is not served")
        if f"/case/{case['id']}" not in request["url"]:
            raise SystemExit(f"{case['id']}: the URL does not name the case: {request['url']}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cases")
    parser.add_argument("--out", required=True, type=Path, help="directory for results")
    parser.add_argument("--browsers", default=",".join(ALL_BROWSERS))
    parser.add_argument("--sample", type=int, help="about this many cases, spread over the groups")
    parser.add_argument("--seed", default="corsieve")
    parser.add_argument("--batch", type=int, default=25, help="cases per visit to the server")
    parser.add_argument("--case-limit-ms", type=int, default=8000)
    parser.add_argument("--run-limit-s", type=int, default=1800, help="per browser")
    parser.add_argument("--max-restarts", type=int, default=40)
    options = parser.parse_args()
    cases = load_cases(options.cases)
    if options.sample:
        cases = sample(cases, options.sample, options.seed)
    check(cases)
    options.out.mkdir(parents=True, exist_ok=True)
    names = options.browsers.split(",")
    # A plain kill must end the browsers too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    for name in names:
        record(name, cases, options.out, options)
    with open(options.out / "recorded.ndjson", "w", encoding="utf-8") as out:
        # All browsers that have a result file, also of earlier runs.
        for case in assemble(cases, options.out, ALL_BROWSERS):
            out.write(json.dumps(case, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
