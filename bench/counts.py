"""Counts instructions per head and holds them against bench/counts.txt.

    counts.py COUNT_PROGRAM            compares; more than 3 % apart fails
    counts.py COUNT_PROGRAM --update   writes bench/counts.txt

It also computes how the cost of the adversarial heads grows with their size n,
from counts at n, 2n and 4n, as an exponent; more than 1.05 fails. Needs
valgrind.
"""

import glob
import math
import os
import re
import subprocess
import sys
import tempfile

COUNTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "counts.txt")
SETS = ("avx2", "sse2", "portable")
TOLERANCE = 0.03
MAX_EXPONENT = 1.05


def count(program, instruction_set):
    """Maps the name of each piece of work to its instructions per head."""
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "out")
        done = subprocess.run(
            ["valgrind", "--tool=callgrind", "--collect-atstart=no",
             f"--callgrind-out-file={out}", program, instruction_set],
            capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"{program} {instruction_set}: {done.stderr}")
        counts = {}
        for path in glob.glob(out + ".*"):
            with open(path, encoding="utf-8") as file:
                text = file.read()
            name = re.search(r"^desc: Trigger: Client Request: (\S+) (\d+)$", text, re.M)
            total = re.search(r"^totals: (\d+)", text, re.M)
            if name and total:
                counts[name[1]] = round(int(total[1]) / int(name[2]))
        return counts


def exponents(counts):
    """Maps the adversarial work to the exponent of its growth: the slope of the
    line through its counts at n, 2n and 4n that fits best (least squares), in
    which the middle one has no weight."""
    sizes = {}
    for name, instructions in counts.items():
        match = re.match(r"(\S+)-(\d+)$", name)
        if match:
            sizes.setdefault(match[1], {})[int(match[2])] = instructions
    return {
        f"{name}-{n}": math.log(points[4 * n] / points[n]) / math.log(4)
        for name, points in sizes.items() for n in points if 4 * n in points
    }


def read():
    kept = {}
    with open(COUNTS, encoding="utf-8") as file:
        for line in file:
            if line.strip() and not line.startswith("#"):
                instruction_set, name, instructions = line.split()
                kept[instruction_set, name] = int(instructions)
    return kept


def write(found):
    compiler = subprocess.run(["g++", "--version"], capture_output=True, text=True).stdout
    with open(COUNTS, "w", encoding="utf-8") as file:
        file.write("# Instructions per head, written by counts.py --update with\n"
                   f"# {compiler.splitlines()[0]}\n")
        for (instruction_set, name), instructions in found.items():
            file.write(f"{instruction_set:8} {name:32} {instructions}\n")


def main(program, update):
    there = subprocess.run([program], capture_output=True, text=True).stdout.split()
    found = {}
    failed = 0
    for instruction_set in SETS:
        if instruction_set not in there:
            print(f"{instruction_set}: not counted, this machine lacks it")
            continue
        counts = count(program, instruction_set)
        for name in sorted(counts):
            found[instruction_set, name] = counts[name]
        for name, exponent in sorted(exponents(counts).items()):
            if exponent > MAX_EXPONENT:
                failed += 1
                print(f"{instruction_set} {name}: grows with exponent {exponent:.3f}")
        if not counts:
            failed += 1
            print(f"{instruction_set}: nothing was counted")
        print(f"{instruction_set}: {len(counts)} counts, greatest exponent "
              f"{max(exponents(counts).values(), default=0):.3f}")
    if update:
        write(found)
        return failed
    kept = read()
    for key, instructions in found.items():
        if key not in kept:
            failed += 1
            print(f"{' '.join(key)}: {instructions}, not in {COUNTS}")
        elif abs(instructions / kept[key] - 1) > TOLERANCE:
            failed += 1
            print(f"{' '.join(key)}: {instructions} instructions per head, was {kept[key]} "
                  f"({instructions / kept[key] - 1:+.1%}); if that is meant: bench/counts.sh --update")
    for key in kept:
        if key not in found and key[0] in there:
            failed += 1
            print(f"{' '.join(key)}: was not counted")
    return failed


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3) or sys.argv[2:] not in ([], ["--update"]):
        sys.exit(__doc__)
    sys.exit(1 if main(os.path.abspath(sys.argv[1]), len(sys.argv) == 3) else 0)
