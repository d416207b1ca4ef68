"""Makes tables, and a plot, of what head_bench measured.

    report.py RESULTS.json RESULTS.md PLOT.svg COMMAND
    report.py --print RESULTS.json

Every number is the median of the repetitions of one process.
"""

import json
import os
import re
import statistics
import subprocess
import sys

BASE = "parse/picohttpparser-sse4.2"
REPEATED = ["small-repeated", "api-repeated", "cdn-repeated"]
STREAMS = ["small", "api", "cdn", "mixed", "odd", "unseen", "real"]


class Results:
    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            data = json.load(file)
        self.context = data["context"]
        samples = {}
        for run in data["benchmarks"]:
            if run.get("run_type") != "iteration":
                continue
            stream, contender = run["run_name"].split("/", 1)
            samples.setdefault((stream, contender), []).append(run)
        self.repetitions = max(len(runs) for runs in samples.values())
        self.rows = {
            key: {
                name: statistics.median(run[name] for run in runs)
                for name in ("heads", "head", "header", "bytes", "allocs")
            }
            for key, runs in samples.items()
        }
        self.spread = {
            key: (min(r["head"] for r in runs) * 1e9, max(r["head"] for r in runs) * 1e9)
            for key, runs in samples.items()
        }
        self.streams = list(dict.fromkeys(stream for stream, _ in samples))
        self.contenders = list(dict.fromkeys(contender for _, contender in samples))

    def ns(self, stream, contender):
        row = self.rows.get((stream, contender))
        return row and row["head"] * 1e9

    def ratio(self, stream, contender, base=BASE):
        a, b = self.ns(stream, contender), self.ns(stream, base)
        return a / b if a and b else None


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |",
             "|" + "---|" + "---:|" * (len(header) - 1)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines)


def number(value, digits=0):
    return "–" if value is None else f"{value:,.{digits}f}"


def times(results, streams, contenders):
    rows = []
    for contender in contenders:
        cells = [contender]
        for stream in streams:
            ns, ratio = results.ns(stream, contender), results.ratio(stream, contender)
            cells.append("–" if ns is None else f"{ns:,.0f}" +
                         (f" ({ratio:.2f})" if ratio else ""))
        rows.append(cells)
    return table(["ns per head (÷ picohttpparser's parse)"] + streams, rows)


def shapes(results):
    rows = []
    for stream in results.streams:
        contender = next(c for c in results.contenders if (stream, c) in results.rows)
        row = results.rows[stream, contender]
        rows.append([stream, number(row["heads"]), number(row["head"] / row["header"], 1),
                     number(row["bytes"] * row["head"])])
    return table(["stream", "heads", "headers per head", "bytes per head"], rows)


def details(results, streams, contenders):
    rows = []
    for stream in streams:
        for contender in contenders:
            row = results.rows.get((stream, contender))
            if not row:
                continue
            low, high = results.spread[stream, contender]
            rows.append([f"{stream}: {contender}", number(row["head"] * 1e9),
                         f"{low:,.0f}–{high:,.0f}", number(row["header"] * 1e9, 1),
                         number(row["bytes"] / 1e9, 2), number(row["allocs"], 2)])
    return table(["stream: what", "ns per head", "least–most", "ns per header", "GB/s",
                  "allocations per head"], rows)


def run(*command):
    return subprocess.run(command, capture_output=True, text=True).stdout.strip()


def h2o_version():
    setup = os.path.join(os.path.dirname(__file__), "../tools/debian/setup.sh")
    with open(setup, encoding="utf-8") as file:
        return re.search(r"^h2o_version=(\S+)", file.read(), re.M)[1]


def processor():
    for line in open("/proc/cpuinfo", encoding="utf-8"):
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return "unknown"


def bars(results, stream):
    """(label, ns, whether it is the engine) for the plot."""
    wanted = [
        ("corsieve, whole answer (AVX2)", "answer/avx2", True),
        ("corsieve, whole answer (SSE2)", "answer/sse2", True),
        ("corsieve + getAllResponseHeaders (AVX2)", "answer+xhr/avx2", True),
        ("picohttpparser (SSE4.2), parse only", BASE, False),
        ("Boost.Beast, parse only", "parse/beast-callbacks", False),
        ("picohttpparser + tidy views, same answer", "answer/views", False),
        ("http-parser, parse only", "parse/http-parser", False),
        ("picohttpparser + Abseil containers, same answer", "answer/absl-copies", False),
        ("libsoup, parse only", "parse/libsoup", False),
    ]
    found = [(label, results.ns(stream, c), ours) for label, c, ours in wanted]
    return [bar for bar in found if bar[1]]


def plot(results, stream):
    rows = bars(results, stream)
    longest = max(ns for _, ns, _ in rows)
    height, left, width = 26, 330, 760
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" '
           f'height="{height * len(rows) + 44}" font-family="sans-serif" font-size="13">',
           f'<rect width="100%" height="100%" fill="#ffffff"/>',
           f'<text x="12" y="20" font-weight="bold" fill="#222">'
           f'ns per head, stream “{stream}” (shorter is better)</text>']
    for i, (label, ns, ours) in enumerate(rows):
        y = 34 + i * height
        length = max(2, ns / longest * (width - left - 80))
        color = "#1f6feb" if ours else "#9aa4b2"
        out.append(f'<text x="{left - 8}" y="{y + 15}" text-anchor="end" fill="#222">'
                   f'{label}</text>')
        out.append(f'<rect x="{left}" y="{y + 2}" width="{length:.0f}" '
                   f'height="{height - 8}" fill="{color}"/>')
        out.append(f'<text x="{left + length + 6:.0f}" y="{y + 15}" fill="#222">'
                   f'{ns:,.0f}</text>')
    return "\n".join(out + ["</svg>"]) + "\n"


def claims(results):
    """What is promised, and what was measured."""
    rows = []

    def claim(what, contender, streams, limit, base=BASE):
        for stream in streams:
            ratio = results.ratio(stream, contender, base)
            if ratio is not None:
                rows.append([f"{what}, {stream}", f"≤ {limit}", f"{ratio:.2f}",
                             "yes" if ratio <= limit else "**no**"])

    likely = ["api", "cdn", "mixed", "real"]
    all_heads = likely + ["odd", "unseen"]
    claim("answer, AVX2 ÷ picohttpparser's parse", "answer/avx2", likely, 0.65)
    claim("answer, SSE2 ÷ the same", "answer/sse2", likely, 0.9)
    claim("answer, AVX2 ÷ the same", "answer/avx2", ["odd", "unseen"], 0.75)
    claim("answer, SSE2 ÷ the same", "answer/sse2", ["odd", "unseen"], 0.9)
    claim("answer, AVX2 ÷ the same", "answer/avx2", REPEATED, 1.25)
    claim("answer, AVX2 ÷ tidy views", "answer/avx2", all_heads, 0.5, "answer/views")
    claim("answer, AVX2 ÷ Abseil containers", "answer/avx2", all_heads, 0.12,
          "answer/absl-copies")
    claim("answer and XHR string, AVX2 ÷ picohttpparser's parse", "answer+xhr/avx2",
          all_heads + ["small"], 1.0)
    for profile in ("chromium", "firefox", "webkit"):
        claim(f"{profile} ÷ standard", f"answer/{profile}",
              [s for s in results.streams if s not in REPEATED], 3, "answer/avx2")
    return table(["claim", "limit", "measured", "holds"], rows)


def report(results, command):
    streams = [s for s in STREAMS if s in results.streams]
    others = [s for s in results.streams if s not in STREAMS + REPEATED]
    ours = [c for c in results.contenders if c.startswith("answer") and
            c not in ("answer/views", "answer/absl-copies")]
    theirs = [c for c in results.contenders if c not in ours]
    date = results.context["date"].split("T")[0]
    return f"""# Results

Written by `{command}`; [README.md](README.md) says how it measures.

- {date}, commit {run("git", "rev-parse", "--short", "HEAD")}, {processor()}, {run("nproc")} processors, {run("uname", "-sr")}
- {run("g++", "--version").splitlines()[0]}; Bazel's `-c opt`; picohttpparser (of Debian's source of h2o {h2o_version()}) with `-O3 -msse4.2`
- medians of {results.repetitions} repetitions in random order in one process

## What is promised

{claims(results)}

## Streams

{shapes(results)}

`small`, `api`, `cdn` and `mixed` (two api to one cdn) are written by `heads.cc` in the likeness of what servers send; `unseen` has
names, spellings and lengths that nothing was tuned to, for it was made after tuning (`unseen_heads.cc`); `odd` was its forerunner, after
which some tuning went on; `real` are heads of real servers, which are not part of the repository.

## Times

{times(results, streams, ours + theirs)}

One head again and again, which a branch predictor learns by heart:

{times(results, [s for s in REPEATED if s in results.streams], ours + theirs)}

Heads to make a parser slow (`bench/counts.sh` computes how their cost grows):

{times(results, others, ours + theirs)}

## Details

{details(results, streams, [c for c in results.contenders if c in
         ("answer/avx2", "answer/sse2", "answer/portable", BASE, "answer/views", "answer/absl-copies")])}
"""


def main(arguments):
    if arguments[0] == "--print":
        results = Results(arguments[1])
        print(times(results, results.streams, results.contenders))
        return
    source, target, svg, command = arguments
    results = Results(source)
    with open(target, "w", encoding="utf-8") as file:
        file.write(report(results, command))
    with open(svg, "w", encoding="utf-8") as file:
        file.write(plot(results, "mixed"))
    print(claims(results))


if __name__ == "__main__":
    if len(sys.argv) not in (3, 5):
        sys.exit(__doc__)
    main(sys.argv[1:])
