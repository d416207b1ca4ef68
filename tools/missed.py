"""Names the lines and the sides of branches that never ran.

Reads what `llvm-cov export -skip-functions` writes.
"""

import json
import sys


def main():
    for file in json.load(sys.stdin)["data"][0]["files"]:
        missed = set()
        for line, column, count, has_count, is_start, *_ in file["segments"]:
            if has_count and is_start and count == 0:
                missed.add((line, column, "never ran"))
        sides = {}
        # Of a template there may be several copies: each side once in any.
        for line, column, _, _, true, false, *_ in file["branches"]:
            ran = sides.setdefault((line, column), [0, 0])
            ran[0] += true
            ran[1] += false
        for (line, column), (true, false) in sides.items():
            if true == 0 or false == 0:
                missed.add((line, column, "never true" if true == 0 else "never false"))
        for line, column, what in sorted(missed):
            name = file["filename"].replace("/proc/self/cwd/", "")
            print(f"{name}:{line}:{column}: {what}")


if __name__ == "__main__":
    main()
