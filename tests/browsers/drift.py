#!/usr/bin/env python3
"""Says what browsers answer otherwise than is recorded, by rule.

usage: drift.py RECORDED.ndjson CASES.ndjson [--browsers NAMES] [--show N]

RECORDED is what record.py wrote of CASES just now; CASES has what was recorded
before. Changes are put together by browser, group and the members that changed.
Rows of docs/departures.md that cite a case, or are about its group, are named.
Exit 0 if nothing changed, 1 if something did.
"""

import argparse
import collections
import json
import sys

from cases import ALL_BROWSERS, group_of, load_cases
from differences import ANSWERED, differences
from repository import departures_by_case, readers_by_group


def changes(recorded, before, browser):
    """(changes, counts): {(group, members): [(case, differences)]} and what was compared."""
    found, counts = collections.defaultdict(list), collections.Counter()
    for case in recorded:
        now = case["expect"].get(browser)
        old = before.get(case["id"], {}).get("expect", {}).get(browser)
        if now is None or now["outcome"] == "not-run":
            counts["not run"] += 1
        elif old is None:
            counts["without a stored answer"] += 1
        else:
            counts["compared"] += 1
            different = differences(now, old)
            if different:
                members = sorted({field.partition("[")[0] for field, _, _ in different})
                found[group_of(case), ", ".join(members)].append((case, different))
    return found, counts


def rules_of(case, departures, readers):
    """The rows of docs/departures.md that a case is evidence of, or may be."""
    rows = departures.get(case["id"])
    return rows or [f"{name}?" for name in readers.get(group_of(case), ())]


def text_of(browser, group, members, changed, departures, readers, show):
    """What is printed of one rule's changes."""
    rules = sorted({rule for case, _ in changed for rule in rules_of(case, departures, readers)})
    lines = [f"{browser}: {group}: {members}: {len(changed)} changed"]
    if rules:
        lines.append(f"    rows of docs/departures.md: {' '.join(rules)}")
    for case, different in changed[:show]:
        for field, now, old in different:
            lines.append(f"    {case['id']} {field}: {shown(old)} is now {shown(now)}")
    if len(changed) > show:
        rest = " ".join(case["id"] for case, _ in changed[show:])
        lines.append(f"    and {rest}")
    return "\n".join(lines)


def shown(value, limit=120):
    text = json.dumps(value)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("recorded")
    parser.add_argument("cases")
    parser.add_argument("--browsers", default=",".join(ALL_BROWSERS))
    parser.add_argument("--show", type=int, default=5, help="cases a rule that are shown whole")
    options = parser.parse_args()
    recorded = load_cases(options.recorded)
    before = {case["id"]: case for case in load_cases(options.cases)}
    departures, readers = departures_by_case(), readers_by_group()
    any_change = False
    for browser in options.browsers.split(","):
        found, counts = changes(recorded, before, browser)
        for (group, members), changed in sorted(found.items()):
            print(text_of(browser, group, members, changed, departures, readers, options.show))
        count = sum(len(changed) for changed in found.values())
        any_change = any_change or count > 0
        line = f"{browser}: {count} of {counts.pop('compared', 0)} answers changed"
        print(line + "".join(f", {number} {what}" for what, number in sorted(counts.items())))
        lost = [c["id"] for c in recorded
                if c["expect"].get(browser, {}).get("outcome") not in ANSWERED]
        if lost:
            print(f"  timed out or not run: {' '.join(lost)}")
    return 1 if any_change else 0


if __name__ == "__main__":
    sys.exit(main())
