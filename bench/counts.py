"""Counts instructions: how costs grow, and what an answer costs.

    counts.py COUNT_PROGRAM            fails if something grows or costs too much
    counts.py COUNT_PROGRAM --update   writes bench/counts.txt
    counts.py COUNT_PROGRAM --print    prints all that was counted, too

Growth: each cost is counted at two sizes of its input. The e of cost ~ size^e
may be 1.05 at most; 1.12 for requests with many headers, whose names a preflight
has sorted; 0.02 for an operation on a preflight cache, of 10 entries and of
100,000: it takes a few steps more in a tree that is deeper.

Cost: what bench/counts.txt has may be exceeded by 3 %. Less is fine, but is to
be written down, so that it stays.

Needs valgrind.
"""

import concurrent.futures
import glob
import math
import os
import re
import subprocess
import sys
import tempfile

COUNTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "counts.txt")
TOLERANCE = 0.03
# By kind, as count_rows.h has it.
MAX_EXPONENT = {"l": 1.05, "s": 1.12, "c": 0.02}


def count(program, unit):
    """What was counted, by name, kind and size, and complaints of the program."""
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "out")
        done = subprocess.run(
            ["valgrind", "-q", "--tool=callgrind", "--instr-atstart=no",
             "--collect-atstart=no", f"--callgrind-out-file={out}", program, unit],
            capture_output=True, text=True,
            # Malloc clears its fast bins in one go, when it likes.
            env={**os.environ, "GLIBC_TUNABLES": "glibc.malloc.mxfast=0"})
        counts = {}
        for path in glob.glob(out + ".*"):
            with open(path, encoding="utf-8") as file:
                text = file.read()
            row = re.search(r"^desc: Trigger: Client Request: (\S+) (\S) (\d+) (\d+)$", text, re.M)
            total = re.search(r"^totals: (\d+)", text, re.M)
            if row and total:
                counts[row[1], row[2], int(row[3])] = int(total[1]) / int(row[4])
        complaints = done.stderr.splitlines()
        if not counts or (done.returncode and not complaints):
            complaints.append(f"{len(counts)} rows and exit status {done.returncode}")
        return counts, complaints


def read():
    kept = {}
    with open(COUNTS, encoding="utf-8") as file:
        for line in file:
            if line.strip() and not line.startswith("#"):
                unit, name, instructions = line.split()
                kept[unit, name] = int(instructions)
    return kept


def write(costs):
    compiler = subprocess.run(["g++", "--version"], capture_output=True, text=True).stdout
    with open(COUNTS, "w", encoding="utf-8") as file:
        file.write("# Instructions per head, written by bench/counts.sh --update with\n"
                   f"# {compiler.splitlines()[0]}\n")
        for (unit, name), instructions in sorted(costs.items()):
            file.write(f"{unit:5} {name:28} {instructions}\n")


def check_growth(unit, counts, print_all):
    points = {}
    for (name, kind, size), instructions in counts.items():
        if kind in MAX_EXPONENT:
            points.setdefault((name, kind), []).append((size, instructions))
    failed = 0
    for (name, kind), pair in sorted(points.items()):
        if len(pair) != 2:
            failed += 1
            print(f"{unit} {name}: counted at one size only")
            continue
        (small, cost), (large, more) = sorted(pair)
        exponent = math.log(more / cost) / math.log(large / small)
        too_much = exponent > MAX_EXPONENT[kind]
        failed += too_much
        if too_much or print_all:
            print(f"{unit} {name}: grows with exponent {exponent:.3f}, from {cost:,.0f} at "
                  f"{small:,} to {more:,.0f} at {large:,}" + (": TOO MUCH" if too_much else ""))
    print(f"{unit}: {len(points)} exponents, {failed} failed")
    return failed


def check_costs(costs, units):
    kept = read()
    failed = 0
    for key, instructions in sorted(costs.items()):
        name = " ".join(key)
        if key not in kept:
            failed += 1
            print(f"{name}: {instructions} instructions, not in {COUNTS}")
            continue
        change = instructions / kept[key] - 1
        if change > TOLERANCE:
            failed += 1
            print(f"{name}: {instructions} instructions per head, was {kept[key]} "
                  f"({change:+.1%}); if that is meant: bench/counts.sh --update")
        elif change < -TOLERANCE:
            print(f"{name}: {instructions} instructions per head, was {kept[key]} "
                  f"({change:+.1%}); write anew: bench/counts.sh --update")
    for key in kept:
        if key not in costs and key[0] in units:
            failed += 1
            print(f"{' '.join(key)}: was not counted")
    print(f"{len(costs)} costs, {len(kept)} in {os.path.basename(COUNTS)}")
    return failed


def main(program, option):
    units = subprocess.run([program], capture_output=True, text=True).stdout.split()
    # The best set's takes longest.
    units.reverse()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(lambda unit: count(program, unit), units))
    failed = 0
    costs = {}
    for unit, (counts, complaints) in zip(units, results):
        for complaint in complaints:
            failed += 1
            print(f"{unit} {complaint}")
        failed += check_growth(unit, counts, option == "--print")
        costs.update({(unit, name): round(instructions)
                      for (name, kind, _), instructions in counts.items()
                      if kind not in MAX_EXPONENT})
    if option == "--print":
        for key, instructions in sorted(costs.items()):
            print(f"{' '.join(key)}: {instructions}")
    if option == "--update":
        write(costs)
    else:
        failed += check_costs(costs, units)
    return failed


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3) or sys.argv[2:] not in ([], ["--update"], ["--print"]):
        sys.exit(__doc__)
    sys.exit(1 if main(os.path.abspath(sys.argv[1]), (sys.argv + [""])[2]) else 0)
