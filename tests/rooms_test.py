"""Checks that a file of engine/ includes only its own floor and those below it.

The floors are the folders of engine/, in the order of the table in
docs/design.md. A public header is on the floor of the file that implements it,
the one of its name; one that nothing implements is on the highest floor of
those that it includes.
"""

import functools
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def floors():
    text = (ROOT / "docs/design.md").read_text(encoding="utf-8")
    return re.findall(r"^\| `engine/(\w+)/` \|", text, re.M)


def includes(path):
    text = path.read_text(encoding="utf-8")
    return re.findall(r'#include "((?:engine|corsieve)/[\w./-]+)"', text)


def main():
    order = {name: i for i, name in enumerate(floors())}
    files = [p for p in (ROOT / "engine").rglob("*") if p.suffix in (".cc", ".h")]
    stems = {p.stem: p.parent.name for p in files}
    roof = len(order)  # Files in engine/ itself may include all.
    order["engine"] = roof

    @functools.cache
    def floor(include):
        name = pathlib.PurePath(include)
        if name.parts[0] == "engine":
            return order[name.parts[1]]
        if name.stem in stems:
            return order[stems[name.stem]]
        path = ROOT / "include" / include
        return max((floor(i) for i in includes(path)), default=0)

    bad = [f"engine/{folder}/ is not in docs/design.md"
           for folder in sorted({p.parent.name for p in files} - set(order))]
    for path in sorted(files if not bad else []):
        own = order[path.parent.name]
        bad += [f"{path.relative_to(ROOT)} includes {include}, a floor above its own"
                for include in includes(path) if floor(include) > own]
    names = [p.name for p in files]
    bad += [f"two files are called {name}" for name in sorted(set(names)) if names.count(name) > 1]
    print("\n".join(bad) or f"{len(files)} files keep to their {roof} floors")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
