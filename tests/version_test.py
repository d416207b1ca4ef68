"""Checks that every place that states corsieve's version states that of the C header."""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
VERSION = r"(\d+\.\d+\.\d+)"
# (file, what the version stands in, once)
PLACES = [
    ("CHANGELOG.md", rf"\A.*?^## \[{VERSION}\]"),  # The newest.
    ("MODULE.bazel", rf'^module\([^)]*version = "{VERSION}"'),
    ("bindings/npm/package.json", rf'^  "version": "{VERSION}"'),
]
# Builds and programs take it from here.
HEADER = "include/corsieve.h"


def main():
    header = (ROOT / HEADER).read_text(encoding="utf-8")
    found = {HEADER: ".".join(
        "/".join(re.findall(rf"^#define CORSIEVE_VERSION_{part} (\d+)$", header, re.M))
        for part in ("MAJOR", "MINOR", "PATCH"))}
    for name, pattern in PLACES:
        text = (ROOT / name).read_text(encoding="utf-8")
        versions = re.findall(pattern, text, re.M | re.S)
        found[name] = versions[0] if len(versions) == 1 else f"{len(versions)} versions"
    for path in sorted(ROOT.glob("bindings/rust/*/Cargo.toml")):
        versions = set(re.findall(rf'\bversion = "{VERSION}"', path.read_text("utf-8")))
        found[str(path.relative_to(ROOT))] = " and ".join(sorted(versions))
    good = len(set(found.values())) == 1 and re.fullmatch(VERSION, found[HEADER])
    for name, version in found.items():
        print(f"{name} has {version}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
