"""Checks that every place that states corsieve's version states the same one."""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
VERSION = r"(\d+\.\d+\.\d+)"
# (file, what the version stands in, once)
PLACES = [
    ("CHANGELOG.md", rf"\A.*?^## \[{VERSION}\]"),  # The newest.
    ("CMakeLists.txt", rf"^project\(corsieve VERSION {VERSION} "),
    ("MODULE.bazel", rf'^module\([^)]*version = "{VERSION}"'),
    ("tools/commands/main.cc", rf'"corsieve {VERSION}\\n"'),
]


def main():
    found = {}
    for name, pattern in PLACES:
        text = (ROOT / name).read_text(encoding="utf-8")
        versions = re.findall(pattern, text, re.M | re.S)
        found[name] = versions[0] if len(versions) == 1 else f"{len(versions)} versions"
    good = len(set(found.values())) == 1 and re.fullmatch(VERSION, found["MODULE.bazel"])
    for name, version in found.items():
        print(f"{name} has {version}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
