"""What head_bench measured: the median of each row's repetitions."""

import json
import re
import statistics

BASE = "parse/picohttpparser-sse4.2"
REPEATED = ["small-repeated", "api-repeated", "cdn-repeated"]
PEERS = ["answer/views", "answer/absl-copies", "list/views", "list/unordered-map"]
STREAMS = ["small", "api", "cdn", "mixed", "odd", "unseen", "real"]


def is_adversary(stream):
    return re.search(r"-\d+$", stream) is not None


def stream_key(stream):
    """Sorts: those of every run, those of CORSIEVE_BENCH_HEADS, adversaries."""
    known = STREAMS + REPEATED
    return (known.index(stream) if stream in known else len(known), is_adversary(stream), stream)


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
        # They ran in random order.
        self.streams = sorted({stream for stream, _ in samples}, key=stream_key)
        self.contenders = sorted({contender for _, contender in samples})

    def ns(self, stream, contender):
        row = self.rows.get((stream, contender))
        return row and row["head"] * 1e9

    def ratio(self, stream, contender, base=BASE):
        a, b = self.ns(stream, contender), self.ns(stream, base)
        return a / b if a and b else None

    def difference(self, stream, contender, base):
        a, b = self.ns(stream, contender), self.ns(stream, base)
        return a - b if a and b else None

    def allocations(self, doors, left_out=()):
        """Per head, where it is most."""
        return max((row["allocs"] for (stream, contender), row in self.rows.items()
                    if contender.split("/")[0] in doors and contender not in PEERS
                    and stream not in left_out), default=None)


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |",
             "|" + "---|" + "---:|" * (len(header) - 1)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines)
