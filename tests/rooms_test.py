"""Checks that a file of engine/ includes only its own room and rooms above it."""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
HEADER_ROOMS = {  # Public headers that several rooms implement.
    "cors.h": "response_tainting",
    "request.h": "referrer_policy",
}


def rooms():
    """Maps each stem in engine/ to the number of its room in docs/design.md."""
    number = {}
    table = re.findall(r"^\| (\w+) \| (`.*?`) \|", (ROOT / "docs/design.md").read_text(), re.M)
    for i, (_, files) in enumerate(table):
        for name in re.findall(r"`([\w.-]+)`", files):
            number[name.split(".")[0]] = i
    return number


def main():
    number = rooms()
    bad = []
    for path in sorted((ROOT / "engine").iterdir()):
        if path.suffix not in (".cc", ".h"):
            continue
        if path.stem not in number:
            bad.append(f"{path.name} is in no room of docs/design.md")
            continue
        for include in re.findall(r'#include "((?:engine|corsieve)/[\w.-]+)"', path.read_text()):
            name = pathlib.Path(include)
            room = HEADER_ROOMS.get(name.name, name.stem) if include.startswith("corsieve/") else name.stem
            if room not in number:
                bad.append(f"{path.name} includes {include}, which is in no room")
            elif number[room] > number[path.stem]:
                bad.append(f"{path.name} includes {include}, a room below its own")
    print("\n".join(bad) or f"{len(number)} files keep to their rooms")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
