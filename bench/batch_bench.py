#!/usr/bin/env python3
"""What `corsieve batch` takes for a case, in one run with Python's json module.

    bench/batch_bench.py PROGRAM                  CPU time, and what threads gain
    bench/batch_bench.py PROGRAM --memory N       resident memory over N cases

The cases are real heads (../shared/data/heads-real.ndjson, or --heads FILE), each
with its own URL. Python does json.loads and json.dumps on each line, and only
that loop is timed; of the program it is user and system time of all it does.
Both take turns, and the least of each counts: what is more is of the machine.
Threads are timed by the clock, in pairs right behind one another.
"""

import argparse
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
HEADS = os.path.join(os.path.dirname(ROOT), "shared", "data", "heads-real.ndjson")


def case_of(head, round_number):
    raw = head["raw"]
    return {"id": f"{head['id']}-{round_number}",
            "request": {"origin": "https://app.example", "url": head["url"]},
            "responses": [raw if raw.endswith("\r\n\r\n") else raw + "\r\n\r\n"]}


def write_cases(heads, count, out):
    with open(heads, encoding="utf-8") as file:
        read = [json.loads(line) for line in file]
    # Some have a port that was made unreadable, and so no URL.
    read = [h for h in read if re.match(r"https?://[^/:]+(:\d+)?/", h.get("url", ""))]
    for i in range(count):
        out.write(json.dumps(case_of(read[i % len(read)], i // len(read))).encode() + b"\n")
    out.flush()


def python_time(path):
    with open(path, "rb") as file:
        lines = file.readlines()
    start = time.process_time()
    for line in lines:
        json.dumps(json.loads(line))
    return time.process_time() - start


def run(program, path, threads=1, out=subprocess.DEVNULL):
    """The user, system and wall time of a run."""
    with open(path, "rb") as file:
        start = time.perf_counter()
        process = subprocess.Popen([program, "batch", "--threads", str(threads)], stdin=file,
                                   stdout=out)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{program} failed")
    return usage.ru_utime, usage.ru_stime, wall


def report_times(program, path, count, runs):
    ours, python = [], []
    for i in range(runs):
        ours.append(run(program, path)[:2])
        if i % 3 == 0:
            python.append(python_time(path))
    least = min(ours, key=sum)
    a_case = 1e6 / count
    print(f"batch:  {sum(least) * a_case:.2f} us a case ({least[0] * a_case:.2f} user, "
          f"{least[1] * a_case:.2f} system), least of {runs}; "
          f"median {statistics.median(map(sum, ours)) * a_case:.2f}")
    print(f"python: {min(python) * a_case:.2f} us a case, least of {len(python)}; "
          f"median {statistics.median(python) * a_case:.2f}")
    print(f"ratio:  {sum(least) / min(python):.3f}")


def report_threads(program, path, runs):
    gains = []
    for _ in range(runs):
        one, two = run(program, path)[2], run(program, path, threads=2)[2]
        gains.append((one / two, one, two))
    best = max(gains)
    print(f"two threads: {best[0]:.2f} x in the best of {runs} pairs "
          f"({best[1]:.3f} s and {best[2]:.3f} s), "
          f"median {statistics.median(g[0] for g in gains):.2f} x, "
          f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")


def resident(pid):
    with open(f"/proc/{pid}/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def report_memory(program, path, count, total, threads):
    """Feeds the same cases again and again; memory is looked at on the way."""
    with open(path, "rb") as file:
        cases = file.read()
    process = subprocess.Popen([program, "batch", "--threads", str(threads)],
                               stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    fed, next_look = 0, 0
    while fed < total:
        process.stdin.write(cases)
        fed += count
        if fed >= next_look:
            print(f"{fed:>10} cases: {resident(process.pid) / 1e6:.1f} MB", flush=True)
            next_look += total / 10
    process.stdin.close()
    if process.wait() != 0:
        sys.exit(f"{program} failed")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--heads", default=HEADS)
    parser.add_argument("--cases", type=int, default=100000)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--memory", type=int, metavar="N")
    parser.add_argument("--threads", type=int, default=1, help="for --memory")
    options = parser.parse_args()
    with tempfile.NamedTemporaryFile() as file:
        write_cases(options.heads, options.cases, file)
        size = os.path.getsize(file.name)
        print(f"{options.cases} cases of {size / options.cases:.0f} bytes; Python "
              f"{platform.python_version()}, {platform.machine()}, "
              f"Linux {platform.release()}")
        if options.memory:
            report_memory(options.program, file.name, options.cases, options.memory,
                          options.threads)
            return
        report_times(options.program, file.name, options.cases, options.runs)
        report_threads(options.program, file.name, options.runs)


if __name__ == "__main__":
    main()
