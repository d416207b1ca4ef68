"""Checks that each case that a comment or a document cites is in the repository."""

import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDERS = ("bench", "docs", "engine", "fuzz", "include", "tests", "tools")
SUFFIXES = (".cc", ".h", ".md", ".py", ".sh")
# A recorded case (P06193), one of own.ndjson, one of web-platform-tests.
CITED = re.compile(r"\b(?:[A-Z]\d{5}|peer-\w+|own-[\w-]+|[\w./-]+\.(?:html|js)#[\w-]+)(?!\w)")


def ids():
    found = set()
    for folder in ("tests/cases", "tests/browsers"):
        for path in (ROOT / folder).glob("*.ndjson"):
            with open(path, encoding="utf-8") as lines:
                # Lists about cases have no id of their own.
                for line in lines:
                    known = json.loads(line)
                    found.add(known.get("id"))
                    found.update(known.get("left", []))
    return found


def cited():
    """Yields (id, where it is cited)."""
    files = [p for folder in FOLDERS for p in (ROOT / folder).rglob("*")]
    for path in sorted(files + list(ROOT.glob("*.md"))):
        if path.suffix not in SUFFIXES or path == pathlib.Path(__file__).resolve():
            continue
        if "node_modules" in path.parts:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for match in CITED.finditer(line):
                yield match.group(), f"{path.relative_to(ROOT)}:{number}"


def main():
    known = ids()
    found = list(cited())
    bad = [f"{where} cites {name}, which no case file has" for name, where in found
           if name not in known]
    names = {name for name, _ in found}
    print("\n".join(bad) or f"{len(names)} cited cases are in the repository")
    return 1 if bad or not names else 0


if __name__ == "__main__":
    sys.exit(main())
