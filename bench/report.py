"""Makes tables, and a plot, of what head_bench measured.

    report.py RESULTS.json RESULTS.md PLOT.svg COMMAND
    report.py --print RESULTS.json

Every number is the median of the repetitions of one process.
"""

import os
import re
import subprocess
import sys

from claims import claims
from results import BASE, PEERS, REPEATED, Results, is_adversary, table


def number(value, digits=0):
    return "–" if value is None else f"{value:,.{digits}f}"


def to_parse(results, stream, contender):
    ratio = results.ratio(stream, contender)
    return f"{ratio:.2f}" if ratio else None


def bytes_of(results, contender):
    """The answer from bytes that a row is to be compared with: of the same set or
    profile; the best set's for peers."""
    same = "answer/" + contender.split("/")[1]
    ours = same in results.contenders and same not in PEERS
    return same if ours else "answer/avx2"


def to_bytes(results, stream, contender):
    ratio = results.ratio(stream, contender, bytes_of(results, contender))
    return f"{ratio:.2f}" if ratio else None


def above_filter(results, stream, contender):
    base = bytes_of(results, contender)
    if contender.startswith("exchange-list/"):
        base = base.replace("answer/", "list/")
    more = results.difference(stream, contender, base)
    return None if more is None else f"{more:+,.0f}"


def times(results, streams, contenders, what="÷ picohttpparser's parse", compare=to_parse):
    rows = []
    for contender in contenders:
        cells = [contender]
        for stream in streams:
            ns, compared = results.ns(stream, contender), compare(results, stream, contender)
            cells.append("–" if ns is None else f"{ns:,.0f}" +
                         (f" ({compared})" if compared else ""))
        rows.append(cells)
    return table([f"ns per head ({what})"] + streams, rows)


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


def report(results, command):
    streams = [s for s in results.streams if s not in REPEATED and not is_adversary(s)]
    others = [s for s in results.streams if is_adversary(s)]
    ours = [c for c in results.contenders if c.startswith("answer") and c not in PEERS]
    theirs = [c for c in results.contenders if c.startswith("parse") or
              (c.startswith("answer") and c in PEERS)]
    lists = [c for c in results.contenders if c.startswith("list")]
    lists.sort(key=lambda c: c in PEERS)
    exchanges = [c for c in results.contenders if c.startswith("exchange")]
    repeated = [s for s in REPEATED if s in results.streams]
    lists_beside = (lists, "÷ the answer from bytes", to_bytes)
    exchanges_beside = (exchanges, "more than the filter alone", above_filter)
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

{times(results, repeated, ours + theirs)}

Heads to make a parser slow (`bench/counts.sh` holds how their cost grows to a limit):

{times(results, others, ours + theirs)}

## Lists

The same heads as lists of headers, as stacks of HTTP/2 and HTTP/3 have them: each name and each value in memory of its own. In
`list-of-views` they are stretches of the bytes. Profiles are measured with AVX2; peers are set against AVX2's answer from bytes.

{times(results, streams, *lists_beside)}

{times(results, repeated + others, *lists_beside)}

## Exchanges

A cross-origin GET from Start to the response, answered by each stream's bytes (`exchange`) or lists (`exchange-list`); and a PUT of
JSON to one of 10 or of 100,000 URLs, gone through in no order that memory has them in, whose preflights are all remembered (`exchange-put`).
After an answer that fails the CORS check, as 1 in 20 of `real` do, its preflight is forgotten, and stored anew within what is timed.

{times(results, streams, *exchanges_beside)}

{times(results, repeated + others, *exchanges_beside)}

## Details

{details(results, streams, [c for c in results.contenders if c in
         ("answer/avx2", "answer/sse2", "answer/portable", "list/avx2", "list/sse2", "exchange/avx2",
          "exchange-put-10/avx2", BASE, *PEERS)])}
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
