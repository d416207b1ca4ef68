"""Runs the commands in a Markdown file's ```console blocks.

A line that begins with "$ " is a command (it goes on while lines end with a
backslash); the lines up to the next command or the end of the block are what it
must print. A last line "..." stands for whatever else is printed.
"""

import difflib
import re
import subprocess
import sys


def commands(text):
    for block in re.findall(r"^```console\n(.*?)^```", text, re.M | re.S):
        command, output = None, []
        for line in block.splitlines():
            if command is not None and command.endswith("\\"):
                command += "\n" + line
            elif line.startswith("$ "):
                if command is not None:
                    yield command, output
                command, output = line[2:], []
            else:
                output.append(line)
        if command is not None:
            yield command, output


def code_not_compiled(text):
    """The ```cpp and ```c blocks that are in no program that the tests compile."""
    programs = ""
    for name in ("tests/readme_example.cc", "tests/embedder_example.cc", "tests/c_example.c"):
        with open(name, encoding="utf-8") as source:
            programs += " ".join(source.read().split()) + " "
    blocks = re.findall(r"^```c(?:pp)?\n(.*?)^```", text, re.M | re.S)
    return [block for block in blocks if " ".join(block.split()) not in programs]


def main(path):
    failed = ran = 0
    with open(path, encoding="utf-8") as readme:
        text = readme.read()
    for block in code_not_compiled(text):
        failed += 1
        print(f"in none of the programs that tests compile:\n{block}")
    found = list(commands(text))
    for command, want in found:
        ran += 1
        done = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
        got = done.stdout.replace("\r\n", "\n").splitlines()
        while want and not want[-1].strip():
            want.pop()
        while got and not got[-1].strip():
            got.pop()
        if want and want[-1] == "...":
            want = want[:-1]
            got = got[: len(want)]
        if done.returncode != 0 or got != want:
            failed += 1
            print(f"$ {command}\n  exit status {done.returncode}\n{done.stderr}")
            print("\n".join(difflib.unified_diff(want, got, "README", "printed", lineterm="")))
    print(f"{ran} commands of {path}, {failed} not as it says")
    return 1 if failed or not ran else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
