#!/usr/bin/env python3
"""Prints each browser's version beside its profile's, and writes both down.

usage: about.py CASES --browsers NAMES [--corsieve PATH] [--out FILE.json]
"""

import argparse
import datetime
import json
from pathlib import Path

import browsers
from repository import profile_versions


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cases", type=Path)
    parser.add_argument("--browsers", required=True)
    parser.add_argument("--corsieve", help="whose profiles; else those of the sources")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    names = options.browsers.split(",")
    installed = {name: browsers.version(name) for name in names}
    profiles = profile_versions(options.corsieve)
    for name in names:
        print(f"{name:9} installed: {installed[name]}; profile: {profiles.get(name, 'none')}")
    if options.out:
        about = {
            "date": datetime.date.today().isoformat(),
            "cases": options.cases.name,
            "versions": installed,
            "profiles": {name: profiles.get(name) for name in names},
        }
        options.out.write_text(json.dumps(about, indent=1) + "\n")


if __name__ == "__main__":
    main()
