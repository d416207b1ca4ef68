"""Makes the amalgamation, and builds and runs a C program with it.

It is compiled as somebody does who has the two files and a compiler: by GCC and
Clang (those that are here), with warnings as errors, with no include path. The
object must have no names of ours but those of corsieve.h, and names that two
sources have in their unnamed namespaces must be refused.
"""

import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))
from amalgamation.names import clashes  # noqa: E402

WARNINGS = ["-Wall", "-Wextra", "-Werror"]
# (C++ compiler, C compiler, options)
BUILDS = [
    ("g++", "gcc", ["-O2"]),
    ("g++", "gcc", ["-O0", "-fno-exceptions", "-fno-rtti"]),
    ("clang++", "clang", ["-O2", "-fno-exceptions", "-fno-rtti"]),
    ("clang++", "clang", ["-O0"]),
]
# A mangled name of the C++ library: `st` or `__gnu_cxx`, a member's qualifiers
# before it; operator new and delete of <new>.
OF_CPP = re.compile(r"_Z+(N[KRO]*)?(S|9__gnu_cxx)|_Z(nwmPv|dlPvS_)$")
ANSWER = ROOT / "tests/amalgamation_demo.txt"
SAME_NAME = "namespace corsieve {\nnamespace {\n%s\n}  // namespace\n}  // namespace corsieve\n"


def run(*command, **options):
    return subprocess.run([str(c) for c in command], check=True, text=True,
                          capture_output=True, **options).stdout


def make(folder):
    run(sys.executable, ROOT / "tools/amalgamate.py", folder)
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir())}


def exported_names(object_file):
    """The names that it defines for others to see."""
    for line in run("readelf", "-sW", object_file).splitlines():
        words = line.split()
        if len(words) < 8 or words[4] not in ("GLOBAL", "WEAK", "UNIQUE"):
            continue
        if words[6] != "UND" and words[5] == "DEFAULT":
            yield words[7]


def check_names(object_file, header):
    declared = set(re.findall(r"CORSIEVE_API[^;]*?\b(corsieve_\w+)\s*\(", header))
    names = set(exported_names(object_file))
    ours = {name for name in names if not OF_CPP.match(name)}
    return ([f"{name} is exported" for name in sorted(ours - declared)] +
            [f"{name} is not exported" for name in sorted(declared - ours)])


def build(folder, cxx, cc, options):
    """Returns what is wrong."""
    place = folder / "-".join([cxx, *options])
    place.mkdir()
    for name in ("corsieve.h", "corsieve.cc"):
        shutil.copy(folder / "made" / name, place)
    shutil.copy(ROOT / "tests/amalgamation_demo.c", place / "demo.c")
    # Paths that the environment adds would hide that one is needed.
    env = {k: v for k, v in os.environ.items() if not k.endswith("_PATH")}
    here = {"cwd": place, "env": env}
    try:
        run(cxx, "-std=c++17", *WARNINGS, *options, "-c", "corsieve.cc", **here)
        run(cc, "-std=c11", "-pedantic", *WARNINGS, "-c", "demo.c", **here)
        run(cxx, "demo.o", "corsieve.o", "-o", "demo", **here)
        answer = run("./demo", **here)
    except subprocess.CalledProcessError as e:
        return [f"{' '.join(e.cmd)}: {e.returncode}\n{e.stdout}{e.stderr}"]
    bad = check_names(place / "corsieve.o", (place / "corsieve.h").read_text(encoding="utf-8"))
    if answer != ANSWER.read_text(encoding="utf-8"):
        bad.append(f"the program printed:\n{answer}")
    return bad


def check_clashes():
    """What `clashes` must find, and what it must not."""
    fold = SAME_NAME % "bool Fold(char c) { return c == '}'; }"
    for other, found in [
            ("int Fold(int c) { return c; }", True),
            ("class Fold {\n public:\n  int x = 0;\n};", True),
            ("constexpr int Fold[] = {1, 2};", True),
            ("using Fold = int;", True),
            ("template <typename T>\nT Fold(T t) {\n  return t;\n}", True),
            ("std::vector<int> Fold(const char* s = \"{\") { return {}; }", True),
            ("int Other(int c) { return Fold(c); }", False),
            ("struct Other {\n  int Fold(int c);\n};", False),
            ("int Other::Fold(int c) { return c; }", False),
            ("namespace other {\nint Fold(int c);\n}", False),
            ("// int Fold(int c);", False)]:
        got = bool(clashes({"a.cc": fold, "b.cc": SAME_NAME % other}))
        if got != found:
            yield f"clashes() says {got} of {other}"


def main():
    bad = list(check_clashes())
    with tempfile.TemporaryDirectory() as tmp:
        folder = pathlib.Path(tmp)
        first = make(folder / "made")
        if make(folder / "again") != first:
            bad.append("made twice, it differs")
        if sorted(first) != ["corsieve.cc", "corsieve.h"]:
            bad.append(f"the files are {sorted(first)}")
        builds = [b for b in BUILDS if shutil.which(b[0]) and shutil.which(b[1])]
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            for (cxx, _, options), wrong in zip(
                    builds, pool.map(lambda b: build(folder, *b), builds)):
                print(cxx, *options, "- good" if not wrong else "- bad")
                bad += wrong
    if not builds:
        bad.append("there is no compiler")
    print("\n".join(bad) or f"{len(first['corsieve.cc'])} bytes, built in {len(builds)} ways")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
