"""What the repository says about cases and versions."""

import json
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
CASE_ID = re.compile(r"\b[A-Z]\d{5}\b")


def known_differences(path=ROOT / "tests/cases/known_differences.ndjson"):
    """{profile: ids} of the recorded answers that a profile is known not to give."""
    known = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if "profile" in row:
            known.setdefault(row["profile"], set()).update(row["left"])
    return known


def departures_by_case(path=ROOT / "docs/departures.md"):
    """{id: [name]}: the rows of the tables, named by their first cell, that cite a case."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        name = re.match(r"\| `([\w-]+)` \|", line)
        for case_id in CASE_ID.findall(line) if name else ():
            found.setdefault(case_id, []).append(name[1])
    return found


def readers_by_group(path=ROOT / "tests/cases/known_differences.ndjson"):
    """{group: [name]}: the rows about readers that cases of a group show."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for group in row.get("groups", ()):
            found.setdefault(group, []).append(row["reader"])
    return found


def profile_versions(program=None):
    """{profile: version}, as the program prints them, or as the source has them."""
    if program is None:
        source = (ROOT / "engine/terms/profile.cc").read_text(encoding="utf-8")
        return dict(re.findall(r'\{Profile::\w+, "(\w+)",\s*"([^"]+)"\}', source))
    try:
        ran = subprocess.run([program, "--version"], capture_output=True, text=True)
    except OSError as error:
        raise SystemExit(f"{program}: {error.strerror}")
    versions = dict(re.findall(r"^  (\w+) +(.+)$", ran.stdout, re.M))
    if ran.returncode or "chromium" not in versions:
        raise SystemExit(f"{program} --version does not answer as corsieve does")
    return versions
