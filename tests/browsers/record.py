#!/usr/bin/env python3
"""Records what real browsers let page script see of each case.

usage: record.py CASES --out DIR [--browsers chromium,firefox,webkit] [options]

Reads cases (one JSON object a line, the schema of tests/cases/), writes one line
per finished case to DIR/<browser>.ndjson as results come, so that an interrupted
run goes on where it stopped, and at the end DIR/recorded.ndjson: the cases with
`expect.<browser>` as recorded now. README.md tells how it works.
"""

import argparse
import hashlib
import json
import signal
import sys
import tempfile
import time
from pathlib import Path

import browsers as browser_programs
from cases import ALL_BROWSERS, ResultFile, assemble, load_cases, sample
from certificate import Certificate
from h3 import Front, why_not_sent
from server import PAGE_ORIGINS, TLS_PORTS, CaseServer
from work import Work, waits_of, warm_up, why_not_run

ORIGINS = (*PAGE_ORIGINS.values(), "http://localhost", "null")
START_LIMIT_S = 60  # a cold start on a busy machine


def scheme_of(case):
    """What the page is loaded with: a sandboxed frame's page is like the URL."""
    request = case["request"]
    asked = request["url"] if request["origin"] == "null" else request["origin"]
    return asked.partition(":")[0]


def answers_of(case):
    """All responses and preflight answers of a case."""
    for part in [case] + case.get("then", []):
        for member in ("preflights", "responses"):
            yield from part.get(member) or []
    yield case.get("loop")


def protocol_of(case):
    """How a case's answers are sent; None if the case mixes two."""
    found = {
        each.get("protocol", "h2") if isinstance(each, dict) else "http/1.1"
        for each in answers_of(case)
        if each is not None
    }
    return (found.pop() if found else "http/1.1") if len(found) < 2 else None


def check(cases):
    """Says early what could not be recorded faithfully."""
    for case in cases:
        request, where = case["request"], case["id"]
        if request["origin"] not in ORIGINS:
            raise SystemExit(f"{where}: page origin {request['origin']} is not served")
        if f"/case/{where}" not in request["url"]:
            raise SystemExit(f"{where}: the URL does not name the case: {request['url']}")
        protocol = protocol_of(case)
        if protocol is None:
            raise SystemExit(f"{where}: its responses are of two protocols")
        if protocol not in ("http/1.1", "h2", "h3"):
            raise SystemExit(f"{where}: there is no protocol {protocol}")
        if protocol != "http/1.1" and not request["url"].startswith("https://"):
            raise SystemExit(f"{where}: {protocol} is spoken over https only: {request['url']}")


def why_not_http3(browser, case):
    if browser == "webkit":
        return "WebKitGTK has no HTTP/3"
    return next((why for each in answers_of(case) if each and (why := why_not_sent(each))), None)


class Recording:
    """One browser over all cases."""

    def __init__(self, name, cases, results, options, progress=sys.stderr):
        self.name, self.cases, self.results, self.options = name, cases, results, options
        self.progress = progress
        self.left = [case for case in cases if case["id"] not in results.done]
        self.before = len(cases) - len(self.left)
        self.waits = sum(waits_of(case) for case in self.left)
        self.waited = 0  # in the groups that are done
        self.started = time.monotonic()
        self.restarts = 0
        self.runs = 0
        self.shown = 0.0

    def run(self):
        if self.waits:
            print(
                f"{self.name}: {self.waits:.0f} s of the run are waits for entries of the "
                "preflight cache to expire",
                file=self.progress,
            )
        groups = {}
        for case in self.left:
            why = why_not_run(case)
            if protocol_of(case) == "h3":
                why = why or why_not_http3(self.name, case)
            if why:  # Never dropped: the case is reported as not run.
                self.results.add(case["id"], {"outcome": "not-run", "message": why})
            else:
                groups.setdefault((scheme_of(case), protocol_of(case)), []).append(case)
        for (scheme, protocol), cases in sorted(groups.items()):
            self._run_group(scheme, protocol, cases)
        self.show(None, "\n")

    def _run_group(self, scheme, protocol, cases):
        """Cases whose pages and answers are of one kind share a server and a browser."""
        work = Work(cases, self.options.batch, self.options.case_limit_ms, self.results.add,
                    warm_up(scheme, protocol), protocol == "h3")
        over_tls = scheme == "https" or any("https:" in json.dumps(case) for case in cases)
        with tempfile.TemporaryDirectory(prefix="corsieve-certificate-") as directory:
            certificate = Certificate(Path(directory)) if over_tls else None
            server = CaseServer(work, certificate, protocol)
            front = Front(certificate, TLS_PORTS) if protocol == "h3" else None
            if not server.has_port_80:
                for case in [c for c in cases if c["request"]["origin"] == "http://localhost"]:
                    work.waiting.remove(case["id"])
                    seen = {"outcome": "not-run", "message": "port 80 is taken"}
                    self.results.add(case["id"], seen)
            try:
                self._run_browser(work, server, certificate, PAGE_ORIGINS[scheme], bool(front))
            finally:
                server.close()
                if front:
                    front.close()
        self.waited += work.at()[1]

    def _run_browser(self, work, server, certificate, page_origin, is_http3):
        """Keeps a browser running until the work is done."""
        browser, before = None, self.restarts
        hosts = ["localhost", "127.0.0.1"] if is_http3 else []
        hosts = [f"{host}:{port}" for host in hosts for port in TLS_PORTS]
        try:
            while not work.finished():
                if browser is None:
                    self.runs += 1
                    if self.restarts - before > self.options.max_restarts:
                        raise SystemExit(f"{self.name}: gave up after {self.restarts} restarts")
                    work.start_run(self.runs)
                    if work.finished():
                        break
                    server.last_activity = time.monotonic() + START_LIMIT_S
                    url = f"{page_origin}/_recorder/page?{self.runs}"
                    browser = browser_programs.Browser(self.name, url, certificate, hosts)
                time.sleep(0.05)
                quiet = time.monotonic() - server.last_activity
                if work.wants_browser():
                    browser.stop()
                    browser = None
                elif not browser.alive() or quiet > work.quiet_limit():
                    why = "hung" if browser.alive() else "exited"
                    print(f"\n{self.name}: {why}, restarting", file=self.progress)
                    browser.stop()
                    browser = None
                    self.restarts += 1
                if time.monotonic() - self.started > self.options.run_limit_s:
                    raise SystemExit(f"{self.name}: run limit reached; start again to go on")
                if self.progress.isatty() or time.monotonic() - self.shown > 10:
                    self.show(work, "\r" if self.progress.isatty() else "\n")
        finally:
            if browser:
                browser.stop()

    def show(self, work, end):
        """One line of progress; `work` is what goes on, or None."""
        done = len(self.results.done)
        rate = (done - self.before) / max(0.1, time.monotonic() - self.started)
        line = f"{self.name}: {done}/{len(self.cases)} cases, {rate:.0f}/s"
        line += f", {self.restarts} restarts"
        if self.waits and work:
            ended, waited = work.at()
            line += f", {self.waited + waited:.0f} of {self.waits:.0f} s waited"
            line += f", {ended} requests into the next cases" if ended else ""
        print(line + "   ", end=end, file=self.progress, flush=True)
        self.shown = time.monotonic()


def record(name, cases, directory, options):
    """Runs one browser over the cases; the results are in DIR/<name>.ndjson."""
    digest = hashlib.sha256()
    for case in cases:
        bare = {k: v for k, v in case.items() if k not in ("expect", "notes")}
        digest.update(json.dumps(bare, sort_keys=True).encode())
    head = {"browser": browser_programs.version(name), "cases": digest.hexdigest()}
    results = ResultFile(directory / f"{name}.ndjson", head)
    try:
        Recording(name, cases, results, options).run()
    finally:
        results.file.close()


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
    names = options.browsers.split(",")
    unknown = [name for name in names if name not in ALL_BROWSERS]
    if unknown:
        parser.error(f"no such browser: {', '.join(unknown)} (there are {', '.join(ALL_BROWSERS)})")
    cases = load_cases(options.cases)
    if options.sample:
        cases = sample(cases, options.sample, options.seed)
    check(cases)
    options.out.mkdir(parents=True, exist_ok=True)
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
