#!/usr/bin/env python3
"""How the cost of a line grows with each member that it can have many of.

    bench/batch_growth.py PROGRAM             fails if something grows too much
    bench/batch_growth.py PROGRAM WORD...     only rows with one of the words

Each row is a line for `corsieve batch`, or a paste for `corsieve explain
--profile all`, of two sizes, one four times the other. callgrind counts the
instructions of the whole program, from which those of the smallest line are
taken; the e of cost ~ size^e may be 1.1 at most. For the larger line `batch` may
have had a hundred times its bytes of memory, and 16 MB: 6 it has anyway, and a
short line may send 1 MB of requests, which are kept, copied and written. What is
written is printed for it explains both. Lines of less than 64 KiB are copied
once less, so rows of bytes are longer.

Needs valgrind.
"""

import concurrent.futures
import json
import math
import os
import re
import subprocess
import sys
import tempfile

MAX_EXPONENT = 1.1
MAX_MEMORY = 100
ANY_MEMORY = 16 << 20
ORIGIN = "https://app.example"
URL = "https://api.example/data"
OK = "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n"
PREFLIGHT = ("HTTP/1.1 204 No Content\r\nAccess-Control-Allow-Origin: *\r\n"
             "Access-Control-Allow-Headers: *\r\n\r\n")


def line(responses=None, request=None, **members):
    case = {"id": "1", "request": {"origin": ORIGIN, "url": URL, **(request or {})},
            "responses": [OK + "\r\n"] if responses is None else responses, **members}
    return json.dumps(case).encode() + b"\n"


def head(lines):
    return OK + "".join(f"{text}\r\n" for text in lines) + "\r\n"


def parsed(n=0, **members):
    pairs = [["access-control-allow-origin", "*"]] + [[f"x-name-{i}", "v"] for i in range(n)]
    return {"status": 200, "headers": pairs, **members}


def names(n):
    return [f"X-Name-{i}" for i in range(n)]


def pairs(n, value="v"):
    return [[name, value] for name in names(n)]


def redirect(i, lines=()):
    return (f"HTTP/1.1 302 Found\r\nAccess-Control-Allow-Origin: *\r\nLocation: /{i}\r\n"
            + "".join(f"{text}\r\n" for text in lines) + "\r\n")


def repeated(n):
    return line()[:-2] + b"".join(b', "names": []' for _ in range(n)) + b"}\n"


# What a line has many of, the smaller number, and the line.
BATCH = [
    ("headers of a head", 10000, lambda n: line([head(f"{x}: v" for x in names(n))])),
    ("headers of one name", 2000, lambda n: line([head(["X-Name: v"] * n)])),
    ("exposed headers of one name", 2000, lambda n: line(
        [head(["Cache-Control: v"] * n)])),
    ("exposed headers", 2000, lambda n: line(
        [head(["Access-Control-Expose-Headers: *"] + [f"{x}: v" for x in names(n)])])),
    ("names of an expose list", 2000, lambda n: line(
        [head(["Access-Control-Expose-Headers: " + ", ".join(names(n))])])),
    ("listed headers", 1000, lambda n: line(
        [head(["Access-Control-Expose-Headers: " + ", ".join(names(n))]
              + [f"{x}: v" for x in names(n)])])),
    ("cookies", 2000, lambda n: line(
        [head(["Set-Cookie: a=b"] * n)], request={"url": ORIGIN + "/"})),
    ("bytes of a value", 800000, lambda n: line([head(["X-Name: " + "v" * n])])),
    ("bytes of an exposed value", 800000, lambda n: line([head(["Pragma: " + "v" * n])])),
    ("bytes of a name", 200000, lambda n: line([head(["X" * n + ": v"])])),
    ("bytes above 7F", 20000, lambda n: line([head(["Pragma: " + "\xe9" * n])])),
    ("quotes", 20000, lambda n: line([head(["Pragma: " + '"' * n])])),
    ("all, of an XMLHttpRequest", 2000, lambda n: line(
        [head(["Access-Control-Expose-Headers: *"] + [f"{x}: v" for x in names(n)])],
        request={"api": "xhr"})),
    ("lines that are no header", 10000, lambda n: line([head(["no header"] * n)])),
    ("lines that are continued", 2000, lambda n: line([head(["X: a"] + [" b"] * n)])),
    ("headers of a list", 2000, lambda n: line([parsed(n)])),
    ("interim responses", 1000, lambda n: line([parsed(interim=[
        {"status": 103, "headers": [["link", "v"]]}] * n)])),
    ("headers of an interim response", 2000, lambda n: line([parsed(interim=[
        {"status": 103, "headers": pairs(n)}])])),
    ("interim heads", 500, lambda n: line(
        ["HTTP/1.1 103 Early Hints\r\nLink: v\r\n\r\n" * n + OK + "\r\n"])),
    ("trailers", 2000, lambda n: line([parsed(trailers=pairs(n))])),
    ("responses", 250, lambda n: line([OK + "\r\n"] * n)),
    ("preflights", 250, lambda n: line(preflights=[PREFLIGHT] * n)),
    ("redirects", 5, lambda n: line([redirect(i) for i in range(n)] + [OK + "\r\n"])),
    ("headers of 20 redirects", 100, lambda n: line(
        [redirect(i, [f"{x}: v" for x in names(n)]) for i in range(20)] + [OK + "\r\n"])),
    ("request headers in a loop", 500, lambda n: line(
        [], loop=redirect(0), preflights=[PREFLIGHT] * 21,
        request={"url": ORIGIN + "/", "headers": pairs(n)})),
    ("bytes of a request in a loop and then", 1000, lambda n: line(
        [], loop=redirect(0), then=[{}] * 32,
        request={"url": ORIGIN + "/", "headers": [["X-Name", "v" * n]]})),
    ("headers of what is stored", 1000, lambda n: line(
        ["HTTP/1.1 304 Not Modified\r\nAccess-Control-Allow-Origin: *\r\n"
         + "".join(f"{x}: w\r\n" for x in names(n)) + "\r\n"],
        stored=head(f"{x}: v" for x in names(n)))),
    ("request headers", 1000, lambda n: line(
        preflights=[PREFLIGHT], request={"headers": pairs(n)})),
    ("request headers of one name", 1000, lambda n: line(
        preflights=[PREFLIGHT], request={"headers": [["X-Name", "v"]] * n})),
    ("request headers that are allowed", 1000, lambda n: line(
        preflights=[PREFLIGHT.replace(": *\r\n\r\n", ": " + ", ".join(names(n)) + "\r\n\r\n")],
        request={"headers": pairs(n)})),
    ("bytes of a request header", 200000, lambda n: line(
        preflights=[PREFLIGHT], request={"headers": [["X-Name", "v" * n]]})),
    ("bytes of a URL", 200000, lambda n: line(request={"url": URL + "/" + "v" * n})),
    ("segments of a URL", 5000, lambda n: line(request={"url": URL + "/a/.." * n})),
    ("carets of a URL", 5000, lambda n: line(request={"url": URL + "/^" * n})),
    ("bytes of a method", 200000, lambda n: line(request={"method": "V" * n})),
    ("then", 8, lambda n: line(then=[{}] * n)),
    ("headers, with then", 500, lambda n: line(
        [head(f"{x}: v" for x in names(n))], then=[{}] * 32)),
    ("request headers, with then", 500, lambda n: line(
        preflights=[PREFLIGHT] * 33, request={"headers": pairs(n)}, then=[{}] * 32)),
    ("names", 8000, lambda n: line(names=names(n))),
    ("names and headers", 1000, lambda n: line(
        [head(["Access-Control-Expose-Headers: *"] + [f"{x}: v" for x in names(n)])],
        names=names(n))),
    ("the same name", 10000, lambda n: line(names=["pragma"] * n)),
    ("names and headers of one name", 1000, lambda n: line(
        [head(["Pragma: v"] * n)], names=["pragma", "x"] * n)),
    ("set-cookie among names", 4000, lambda n: line(
        [head(["Set-Cookie: a=b"] * n)], names=["Set-Cookie"] * n,
        request={"url": ORIGIN + "/"})),
    ("bytes of a body", 200000, lambda n: line(body="v" * n)),
    ("bytes of an id", 200000, lambda n: line(id="v" * n)),
    ("digits of an id", 20000, lambda n: line()[:-2] .replace(b'"1"', b"1" * n, 1) + b"}\n"),
    ("members of an id", 2000, lambda n: line(id={str(i): i for i in range(n)})),
    ("elements of an id", 5000, lambda n: line(id=list(range(n)))),
    ("remarks", 2000, lambda n: line(**{f"_{i}": i for i in range(n)})),
    ("members of a remark", 2000, lambda n: line(expect={str(i): i for i in range(n)})),
    ("members that are there twice", 10000, repeated),
    ("members that are none", 10000, lambda n: line(**{f"x{i}": i for i in range(n)})),
    ("blanks", 200000, lambda n: line()[:-2] + b" " * n + b"}\n"),
    ("escapes", 30000, lambda n: line(body="\x01" * n)),
    ("what is no JSON", 200000, lambda n: b"[" * n + b"\n"),
    ("what is no UTF-8", 200000, lambda n: b"a" * n + b"\xff" * n + b"\n"),
    ("no UTF-8 in a body", 200000, lambda n: line(body="v" * n)[:-3] + b"\xff\"}\n"),
]

EXPLAIN = [
    ("headers", 1000, lambda n: head(f"{x}: v" for x in names(n))),
    ("exposed headers", 1000, lambda n: head(
        ["Access-Control-Expose-Headers: *"] + [f"{x}: v" for x in names(n)])),
    ("listed headers", 500, lambda n: head(
        ["Access-Control-Expose-Headers: " + ", ".join(names(n))]
        + [f"{x}: v" for x in names(n)])),
    ("listed names", 1000, lambda n: head(
        ["Access-Control-Expose-Headers: " + ", ".join(names(n))])),
    ("headers of one name", 1000, lambda n: head(["X-Name: v"] * n)),
    ("allowed origins", 1000, lambda n: head(["Access-Control-Allow-Origin: *"] * n)),
    ("cookies", 1000, lambda n: head(["Set-Cookie: a=b"] * n)),
    ("bytes of a value", 80000, lambda n: head(["X-Name: " + "v" * n])),
    ("bytes of an exposed value", 80000, lambda n: head(["Pragma: " + "v" * n])),
    ("lines that are no header", 1000, lambda n: head(["no header"] * n)),
    ("redirects", 5, lambda n: "".join(redirect(i) for i in range(n)) + OK + "\r\n"),
]


EXPLAIN_ARGUMENTS = ["explain", "--origin", ORIGIN, "--url", URL, "--profile", "all"]


def rows():
    for name, size, make in BATCH:
        yield "batch: " + name, ["batch"], size, make
    for name, size, make in EXPLAIN:
        for form in ("text", "json"):
            yield (f"explain {form}: {name}", EXPLAIN_ARGUMENTS + ["--format", form], size,
                   lambda n, make=make: make(n).encode("latin-1"))


def count(program, arguments, text):
    with tempfile.TemporaryDirectory() as folder:
        stdin = os.path.join(folder, "in")
        with open(stdin, "wb") as file:
            file.write(text)
        with open(stdin, "rb") as file:
            done = subprocess.run(
                ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out",
                 program, *arguments], stdin=file, capture_output=True)
    counted = re.search(rb"Collected : (\d+)", done.stderr)
    if not counted:
        sys.exit(f"{arguments}: {done.stderr.decode()}")
    return int(counted[1])


def memory(program, text):
    """The most memory `corsieve batch` has had once it answered, and its answer."""
    process = subprocess.Popen([program, "batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL)
    process.stdin.write(text)
    process.stdin.flush()
    written = len(process.stdout.readline())
    with open(f"/proc/{process.pid}/status", encoding="ascii") as file:
        most = int(re.search(r"VmHWM:\s+(\d+) kB", file.read())[1]) * 1024
    process.stdin.close()
    process.wait()
    return most, written


def measure(program, row, least):
    name, arguments, size, make = row
    small, large = make(size), make(4 * size)
    costs = [max(count(program, arguments, text) - least[arguments[0]], 1)
             for text in (small, large)]
    exponent = math.log(costs[1] / costs[0]) / math.log(4)
    most, written = memory(program, large) if arguments[0] == "batch" else (0, 0)
    return name, len(large), costs[1] / len(large), exponent, most, written


def main():
    program, words = sys.argv[1], sys.argv[2:]
    chosen = [r for r in rows() if not words or any(w in r[0] for w in words)]
    least = {"batch": count(program, ["batch"], line()),
             "explain": count(program, EXPLAIN_ARGUMENTS, head([]).encode())}
    failed = 0
    print(f"{'':52} {'bytes':>8} {'instr/B':>8} {'exponent':>8} {'memory':>8} {'written':>8}")
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for name, size, each, exponent, most, written in pool.map(
                lambda row: measure(program, row, least), chosen):
            wrong = exponent > MAX_EXPONENT or most > MAX_MEMORY * size + ANY_MEMORY
            failed += wrong
            print(f"{name:52} {size:8} {each:8.1f} {exponent:8.2f} {most / size:7.1f}x "
                  f"{written / size:7.1f}x" + (" TOO MUCH" if wrong else ""), flush=True)
    print(f"{len(chosen)} rows, {failed} too much")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
