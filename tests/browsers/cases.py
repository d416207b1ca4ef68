"""Case files and result files: read, sampled, written as results come, put together."""

import collections
import json
import random

ALL_BROWSERS = ("chromium", "firefox", "webkit")


def load_cases(path):
    """The cases of a file, one JSON object a line; says where a line is none."""
    cases = []
    try:
        with open(path, encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    cases.append(json.loads(line))
    except OSError as error:
        raise SystemExit(f"{path}: {error.strerror}")
    except ValueError as error:
        raise SystemExit(f"{path}:{number}: not JSON: {error}")
    return cases


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


class ResultFile:
    """DIR/<browser>.ndjson: a head line saying what was run, then one line a case."""

    def __init__(self, path, head):
        self.path = path
        self.done = {}
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

    def add(self, case_id, seen, order=()):
        row = {"id": case_id, "seen": seen}
        if order:
            row["preflight_header_order"] = order
        self.done[case_id] = row
        self.file.write(json.dumps(row) + "\n")
        self.file.flush()


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
