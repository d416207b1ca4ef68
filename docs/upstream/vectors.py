#!/usr/bin/env python3
"""Writes cors-vectors.json: what script sees of answers, by the Fetch standard, as
data that needs nothing of this project. vectors.md describes it.

    docs/upstream/vectors.py PROGRAM            writes it
    docs/upstream/vectors.py --check PROGRAM    fails if it would be another

The cases are those of tests/cases/ that any client of fetch() can be asked: heads
that every parser reads alike, no elements, no caches. PROGRAM is `corsieve`: what
it answers is held against what the case expects before it is written.
"""

import json
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
OUT = HERE / "cors-vectors.json"
FILES = ("own", "wpt", "facts", "recorded")
VERSION = 1
REQUEST = ("origin", "url", "api", "method", "mode", "credentials", "redirect", "headers")
LINE = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\x21-\x7e](?:[\x20-\x7e\t]*[\x21-\x7e])?|)")
STATUS = re.compile(r"HTTP/1\.1 ([2-5]\d\d)(?: ([\x20-\x7e]*))?")
# What clients take for their own: lengths and codings that do not fit a body.
FRAMING = {"content-length", "transfer-encoding", "content-encoding", "connection", "trailer"}


def parsed(head):
    """The answer that a head is; None: it is no plain one."""
    if head is None:
        return None
    if not isinstance(head, str) or not head.endswith("\r\n\r\n"):
        return None
    first, *lines = head[:-4].split("\r\n")
    status = STATUS.fullmatch(first)
    fields = [LINE.fullmatch(line) for line in lines]
    if not status or not all(fields):
        return None
    headers = [[f[1], f[2]] for f in fields]
    if any(name.lower() in FRAMING for name, _ in headers):
        return None
    return {"status": int(status[1]), "statusText": status[2] or "", "headers": headers}


def is_plain(case):
    request = case.get("request", {})
    return (set(case) <= {"id", "request", "responses", "preflights", "names", "expect", "source",
                          "group", "note", "notes"}
            and set(request) <= set(REQUEST)
            and re.match(r"https?://", request["origin"] + " ")
            and re.match(r"https?://", request["url"]))


def answers_of(case, result):
    """The answers in the order that they are asked for; None: some are not plain."""
    answers = []
    hops, preflights = list(result["hops"]), list(result.get("preflights", []))
    # In which order they are asked for is told by nothing else.
    if preflights and (len(hops) > 1 or preflights[0]["url"] != case["request"]["url"]):
        return None
    for kind, sent in (("preflights", preflights), ("responses", hops)):
        for i, request in enumerate(sent):
            heads = case.get(kind, [])
            answer = parsed(heads[i]) if i < len(heads) else None
            if answer is None:
                return None
            answers.append({"to": f"{request['method']} {request['url']}", **answer})
    return answers


def expectation(result):
    if result["outcome"] == "network-error":
        return {"type": "error", "reason": result["reason"]}
    expect = {key: result[key] for key in ("type", "status", "statusText", "url", "redirected",
                                           "headers")}
    if "all" in result:
        expect["getAllResponseHeaders"] = result["all"]
    return {**expect, "reason": result["reason"]}


def vectors(program):
    seen = set()
    for name in FILES:
        path = ROOT / "tests/cases" / f"{name}.ndjson"
        cases = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        cases = [case for case in cases if is_plain(case)]
        run = subprocess.run([program, "batch", "--profile", "standard"], check=False,
                             input="".join(json.dumps(case) + "\n" for case in cases).encode(),
                             stdout=subprocess.PIPE)
        for case, line in zip(cases, run.stdout.splitlines(), strict=True):
            result = json.loads(line)
            if "error" in result or differs(case, result):
                continue
            answers = answers_of(case, result)
            if not answers:
                continue
            request = {key: case["request"][key] for key in REQUEST if key in case["request"]}
            request.update(result["request"])
            vector = {"request": request, "answers": answers, "expect": expectation(result)}
            # Names of servers and paths are none of the matter.
            key = json.dumps(vector, sort_keys=True)
            key = re.sub(r"/case/[\w-]+", "/case", key)
            if key not in seen:
                seen.add(key)
                yield {"id": f"{name}/{case['id']}", **vector}


def differs(case, result):
    """Whether the case expects something else, or browsers disagree about it."""
    expect = case.get("expect", {})
    for profile in expect.values():
        for key in ("outcome", "type", "status", "headers"):
            if key == "headers" and result["outcome"] == "network-error":
                continue
            if key in profile and profile[key] != result[key] and result["outcome"] == "ok":
                return True
            if key == "outcome" and profile.get(key, result[key]) != result[key]:
                return True
    return False


def text(program):
    version = subprocess.run([program, "--version"], check=True, capture_output=True, text=True)
    standard = re.search(r"standard +(.*)", version.stdout)[1]
    lines = ",\n".join(json.dumps(vector, ensure_ascii=True) for vector in vectors(program))
    head = json.dumps({"version": VERSION, "standard": standard})[:-1]
    return f'{head}, "vectors": [\n{lines}\n]}}\n'


def main():
    check = sys.argv[1:2] == ["--check"]
    if len(sys.argv) != 2 + check or sys.argv[-1].startswith("-"):
        sys.exit(__doc__)
    made = text(sys.argv[-1])
    if not check:
        OUT.write_text(made, encoding="ascii")
    elif OUT.read_text(encoding="ascii") != made:
        sys.exit(f"{OUT} is not what {sys.argv[0]} writes: run it")
    print(f"{made.count(chr(10)) - 2} vectors, {len(made)} bytes")


if __name__ == "__main__":
    main()
