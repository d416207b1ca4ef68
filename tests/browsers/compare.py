#!/usr/bin/env python3
"""Compares recordings with the profiles of corsieve, or with older recordings.

usage: compare.py RECORDED.ndjson --corsieve PATH          (the profiles' answers)
       compare.py RECORDED.ndjson --reference CASES.ndjson (what was expected before)

Prints every disagreement as a diff and a table of agreement by group. Those that
tests/cases/known_differences.ndjson has of a profile are called known. --json writes
the same for programs, --conformance replaces the table in a Markdown file.
Exit 0 if all that is not known agrees, 1 if not.
"""

import argparse
import collections
import json
import re
import subprocess
import sys
from pathlib import Path

from cases import group_of, load_cases
from differences import ANSWERED, differences
from repository import known_differences

BEGIN, END = "<!-- recorder: begin -->", "<!-- recorder: end -->"


def profile_answers(program, profile, cases):
    """{id: answer} of `corsieve batch`."""
    dropped = ("expect", "notes", "source", "group")
    feed = "".join(
        json.dumps({k: v for k, v in c.items() if k not in dropped}) + "\n" for c in cases
    )
    ran = subprocess.run(
        [program, "batch", f"--profile={profile}"], input=feed.encode(), capture_output=True
    )
    answers = [json.loads(l) for l in ran.stdout.decode().splitlines() if l.strip()]
    if len(answers) != len(cases):
        raise SystemExit(
            f"corsieve batch: {len(answers)} answers for {len(cases)} cases, exit "
            f"{ran.returncode}\n{ran.stderr.decode()[:2000]}"
        )
    return {case["id"]: answer for case, answer in zip(cases, answers)}


def reference_answers(path, browser):
    return {c["id"]: c["expect"][browser] for c in load_cases(path) if browser in c.get("expect", {})}


def shown(value, limit=300):
    text = json.dumps(value)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def diff_text(case, browser, found, other_name):
    request = {k: v for k, v in case["request"].items()}
    lines = [f"{case['id']} ({group_of(case)}) {browser}", f"    request  {shown(request)}"]
    for kind in ("preflights", "responses"):
        for hop, head in enumerate(case.get(kind) or []):
            lines.append(f"    {kind[:-1]}[{hop}]  {shown(head)}")
    for field, recorded, other in found:
        lines.append(f"    {field}:")
        lines.append(f"      - {browser:9} {shown(recorded)}")
        lines.append(f"      + {other_name:9} {shown(other)}")
    return "\n".join(lines)


def is_comparable(case, recorded, other, with_program):
    if other is None:
        return False
    # A program that knows nothing of `then` answers the first request only.
    if "then" in case and not ("preflights_by_request" in other or "outcomes" in other):
        return False
    # A program has no answer for a request that never ends, or was never made.
    return recorded["outcome"] in ANSWERED or not with_program


def compare(cases, browser, answers, other_name, known=frozenset()):
    """Returns (counts by group, disagreements, ids that have nothing to compare with).

    A disagreement is (case, differences, text, whether it is `known`).
    """
    counts = collections.defaultdict(lambda: [0, 0])
    disagreements, alone = [], []
    for case in cases:
        recorded = case["expect"].get(browser)
        if recorded is None:
            continue
        other = answers.get(case["id"])
        if not is_comparable(case, recorded, other, other_name == "corsieve"):
            alone.append(case["id"])
            continue
        found = differences(recorded, other)
        count = counts[group_of(case)]
        count[0] += not found
        count[1] += 1
        if found:
            text = diff_text(case, browser, found, other_name)
            disagreements.append((case, found, text, case["id"] in known))
    return counts, disagreements, alone


def cell(count):
    return "–" if not count[1] else f"{count[0]}/{count[1]}" + ("" if count[0] == count[1] else " ✗")


def table(tallies, browsers):
    """Markdown, one row a group; ✗ marks where something disagrees."""
    groups = sorted({g for counts in tallies.values() for g in counts})
    rows = [["group", *browsers]]
    for group in groups:
        rows.append([group] + [cell(tallies[b].get(group, [0, 0])) for b in browsers])
    totals = []
    for browser in browsers:
        counts = tallies[browser].values()
        totals.append(cell([sum(c[0] for c in counts), sum(c[1] for c in counts)]))
    rows.append(["**total**", *totals])
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = ["| " + " | ".join(c.ljust(w) for c, w in zip(row, widths)) + " |" for row in rows]
    lines.insert(1, "|" + "|".join("-" * (w + 2) for w in widths) + "|")
    return "\n".join(lines)


def write_conformance(path, title, text):
    """Replaces the section `title` between the markers of a Markdown file."""
    old = path.read_text(encoding="utf-8") if path.exists() else "# Conformance\n"
    if BEGIN not in old:
        old = old.rstrip("\n") + f"\n\n{BEGIN}\n{END}\n"
    head, _, rest = old.partition(BEGIN)
    inside, _, tail = rest.partition(END)
    section = f"\n## {title}\n\n{text}\n"
    pattern = re.compile(rf"\n## {re.escape(title)}\n.*?(?=\n## |\Z)", re.S)
    if pattern.search(inside):
        inside = pattern.sub(lambda _: section.rstrip("\n"), inside)
    else:
        inside = inside.rstrip("\n") + "\n" + section
    path.write_text(f"{head}{BEGIN}{inside.rstrip()}\n\n{END}{tail}", encoding="utf-8")


def known_but_agree(cases, known, disagreements):
    differ = {case["id"] for case, *_ in disagreements}
    return [case["id"] for case in cases if case["id"] in known and case["id"] not in differ]


def conformance_line(about, cases, against, found):
    """What the Markdown file says above a table."""
    versions = "; ".join(about.get("versions", {}).values()) or "versions not stated"
    line = f"Recorded {about.get('date', '?')} with {versions}. "
    if about.get("profiles"):
        line += f"The profiles were made with {'; '.join(map(str, about['profiles'].values()))}. "
    line += f"Cases: `{about.get('cases', cases)}`. Compared with: {against}."
    known = sum(len(each["known"]) for each in found)
    others = sum(len(each["disagreements"]) for each in found)
    if known:
        line += " What differs (✗) is known, \"What is left\" in departures.md"
        line += f", but for {others}." if others else "."
    lost = sum(len(each["not_answered"]) for each in found)
    if lost:
        line += f" {lost} answers are not compared: the request never ended or can't be made."
    return line


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("recorded")
    parser.add_argument("--corsieve", help="compare with this program's profiles")
    parser.add_argument("--reference", help="compare with this case file's expectations")
    parser.add_argument("--browsers", default="chromium,firefox,webkit")
    parser.add_argument("--about", type=Path, help="JSON with versions and date (run.sh writes it)")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--diffs", type=Path, help="write the diffs here instead of printing them")
    parser.add_argument("--conformance", type=Path)
    parser.add_argument("--title", default="Recorded on this machine")
    options = parser.parse_args()
    if bool(options.corsieve) == bool(options.reference):
        parser.error("exactly one of --corsieve and --reference")

    cases = load_cases(options.recorded)
    browsers = [b for b in options.browsers.split(",") if any(b in c["expect"] for c in cases)]
    against = "corsieve's profile" if options.corsieve else "the reference"
    other_name = "corsieve" if options.corsieve else "reference"
    about = json.loads(options.about.read_text()) if options.about else {}
    tallies, texts, summary = {}, [], {"compared_with": other_name, **about, "browsers": {}}
    known = known_differences() if options.corsieve else {}
    for browser in browsers:
        if options.corsieve:
            own = [c for c in cases if browser in c["expect"]]
            answers = profile_answers(options.corsieve, browser, own)
        else:
            answers = reference_answers(options.reference, browser)
        counts, disagreements, alone = compare(
            cases, browser, answers, other_name, known.get(browser, frozenset())
        )
        tallies[browser] = counts
        texts += [text for _, _, text, is_known in disagreements if not is_known]
        summary["browsers"][browser] = {
            "agree": sum(c[0] for c in counts.values()),
            "compared": sum(c[1] for c in counts.values()),
            "groups": {g: {"agree": c[0], "compared": c[1]} for g, c in sorted(counts.items())},
            "not_compared": alone,
            "not_answered": [
                c["id"]
                for c in cases
                if c["expect"].get(browser, {}).get("outcome") not in (*ANSWERED, None)
            ],
            "known": [c["id"] for c, _, _, is_known in disagreements if is_known],
            "known_but_agree": known_but_agree(cases, known.get(browser, ()), disagreements),
            "disagreements": [
                {"id": c["id"], "fields": [list(f) for f in found]}
                for c, found, _, is_known in disagreements
                if not is_known
            ],
        }
    if options.diffs:
        options.diffs.write_text("\n\n".join(texts) + "\n" if texts else "", encoding="utf-8")
    elif texts:
        print("\n\n".join(texts), end="\n\n")
    shown_table = table(tallies, browsers)
    print(shown_table)
    for browser, found in summary["browsers"].items():
        print(f"{browser}: {found['agree']}/{found['compared']} agree with {against}")
        if found["known"]:
            print(f"  differ and are known (docs/departures.md): {' '.join(found['known'])}")
        if found["known_but_agree"]:
            print(f"  known to differ, but agree: {' '.join(found['known_but_agree'])}")
        if found["not_compared"]:
            print(f"  {len(found['not_compared'])} not compared (--json has their ids)")
        if found["not_answered"]:
            print(f"  timed out or not run: {' '.join(found['not_answered'])}")
    if options.json:
        options.json.write_text(json.dumps(summary, indent=1) + "\n")
    if options.conformance:
        line = conformance_line(about, options.recorded, against, summary["browsers"].values())
        write_conformance(options.conformance, options.title, line + "\n\n" + shown_table)
    return 1 if any(b["disagreements"] for b in summary["browsers"].values()) else 0


if __name__ == "__main__":
    sys.exit(main())
