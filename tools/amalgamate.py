#!/usr/bin/env python3
"""Writes the engine and its C interface as two files: corsieve.h and corsieve.cc.

    tools/amalgamate.py FOLDER

corsieve.cc needs a C++17 compiler, its own folder, and nothing else: the headers
first, each after those it includes; then the sources, sorted by name. What the
engine takes from Abseil is in tools/amalgamation/span.h instead. All that is not
of corsieve.h is in unnamed namespaces, so the object has no other names of ours.

Sources that share a translation unit share their unnamed namespaces: a name that
two of them have is refused.
"""

import pathlib
import re
import sys

from amalgamation.names import clashes

ROOT = pathlib.Path(__file__).resolve().parent.parent
SPAN = "tools/amalgamation/span.h"
API = "corsieve.h"
INCLUDE = re.compile(r'#include ["<]([\w./-]+)[">]')

BEGIN = """\
// corsieve {version}: which headers of a response page script can read, and why.
//
// The whole library in one file, which tools/amalgamate.py wrote: edit the
// sources instead. To build it: c++ -std=c++17 -O2 -c corsieve.cc; to use it:
// corsieve.h. The license, Apache-2.0, is at the end.

{includes}

#ifdef __GNUC__
// The C interface does not need all that the engine has.
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wunused-const-variable"
#pragma GCC visibility push(hidden)
#endif

#include "{api}"
"""
END = """
#ifdef __GNUC__
#pragma GCC visibility pop
#endif

/*
{license}
*/
"""


def path_of(include):
    """The file in the tree; None for a header of the system, or corsieve.h."""
    if include.startswith("absl/"):
        return SPAN
    if include.startswith("corsieve/"):
        return f"include/{include}"
    return include if include.startswith("engine/") else None


class Amalgamation:
    def __init__(self):
        self.sources = sorted(
            str(p.relative_to(ROOT)) for p in (ROOT / "engine").rglob("*.cc"))
        self.headers = {}  # Guarded ones, in the order they are written in.
        self.system = set()
        self.texts = {}  # Of all files that are read.

    def text(self, name):
        if name not in self.texts:
            self.texts[name] = (ROOT / name).read_text(encoding="utf-8")
        return self.texts[name]

    def guard(self, name):
        """What keeps a header from being included twice; None: nothing does."""
        guard = "CORSIEVE_" + re.sub(r"\W", "_", name.upper()) + "_"
        guard = guard.replace("CORSIEVE_INCLUDE_CORSIEVE_", "CORSIEVE_")
        return guard if f"\n#define {guard}\n" in self.text(name) else None

    def expand(self, name):
        """The lines of a file, with the headers it includes that have no guard."""
        guard = self.guard(name)
        depth = 0  # Of conditions.
        for line in self.text(name).splitlines():
            if guard and re.match(rf"#(ifndef|define) {guard}$|#endif  // {guard}$", line):
                continue
            depth += bool(re.match("#if", line)) - bool(re.match("#endif", line))
            include = INCLUDE.match(line)
            if not include:
                yield line
                continue
            path = path_of(include[1])
            if line[9] == "<" and depth == 0:
                self.system.add(include[1])
            elif line[9] == "<":  # Of GNU C: engine/simd/ has no others.
                yield from ("#pragma GCC visibility push(default)", line,
                            "#pragma GCC visibility pop")
            elif path is None:
                if include[1] != API:
                    sys.exit(f"{name} includes {include[1]}, which is not here")
            elif self.guard(path):
                if path not in self.headers:
                    self.headers[path] = None  # Its own includes come first.
                    lines = list(self.expand(path))
                    del self.headers[path]
                    self.headers[path] = lines
            else:
                yield from self.expand(path)

    def write(self, folder):
        bodies = {name: list(self.expand(name)) for name in self.sources}
        bad = clashes(self.texts)
        if bad:
            sys.exit("\n".join(bad))
        header = (ROOT / "include" / API).read_text(encoding="utf-8")
        numbers = re.findall(r"#define CORSIEVE_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)", header)
        parts = [BEGIN.format(
            version=".".join(numbers), api=API,
            includes="\n".join(f"#include <{name}>" for name in sorted(self.system)))]
        for name, lines in {**self.headers, **bodies}.items():
            parts.append(section(name, lines))
        parts.append(END.format(license=(ROOT / "LICENSE").read_text(encoding="utf-8").strip("\n")))
        folder.mkdir(parents=True, exist_ok=True)
        (folder / API).write_text(header, encoding="utf-8")
        (folder / "corsieve.cc").write_text("".join(parts), encoding="utf-8")


def section(name, lines):
    text = "\n".join(lines)
    text = text.replace("absl::Span", "Span").replace("ABSL_", "CORSIEVE_")
    text = re.sub(r"^namespace corsieve {$", r"\g<0>\nnamespace {", text, flags=re.M)
    text = re.sub(r"^}  // namespace corsieve$", r"}  // namespace\n\g<0>", text, flags=re.M)
    if "absl" in text and name != SPAN:
        sys.exit(f"{name} takes something from Abseil that {SPAN} has not")
    text = re.sub(r"\n{3,}", "\n\n", text.strip("\n"))
    if name.endswith(".cc"):
        text += "".join(f"\n#undef {macro}" for macro in macros_left(text))
    return f"\n// ---- {name}\n\n{text}\n"


def macros_left(text):
    left = {}
    for what, macro in re.findall(r"^#(define|undef) (\w+)", text, re.M):
        if what == "define":
            left[macro] = True
        else:
            left.pop(macro, None)
    return left


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    Amalgamation().write(pathlib.Path(sys.argv[1]))
