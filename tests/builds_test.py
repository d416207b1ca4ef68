"""Checks that CMake compiles the sources and runs the tests that Bazel does.

Both build descriptions are read as text, so neither has to be installed. That
tests/README.md has a line for each test is checked, too.
"""

import ast
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
# What declares a test, and how the test's name ends beyond what it is given.
TEST_RULES = {"cc_test": "", "corsieve_test": "", "sh_test": "", "cc_fuzz_target": "_test"}


def bazel_calls(folder):
    """Yields the rules of a BUILD file, whose syntax is Python's: (rule, name)."""
    for node in ast.walk(ast.parse((ROOT / folder / "BUILD.bazel").read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            for argument in node.keywords:
                if argument.arg == "name":
                    yield node.func.id, ast.literal_eval(argument.value)


def bazel_tests():
    folders = [p.parent.name for p in ROOT.glob("*/BUILD.bazel")]
    return {name + TEST_RULES[rule] for folder in folders
            for rule, name in bazel_calls(folder) if rule in TEST_RULES}


def bazel_sources(folder):
    if folder == "engine":  # Its BUILD file has a glob.
        return {str(p.relative_to(ROOT)) for p in (ROOT / folder).rglob("*.cc")}
    tree = ast.parse((ROOT / folder / "BUILD.bazel").read_text())
    return {f"{folder}/{node.value}" for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and str(node.value).endswith(".cc")}


def cmake_list(name):
    text = (ROOT / "CMakeLists.txt").read_text()
    return set(re.search(rf"^set\({name}\n(.*?)\)", text, re.M | re.S)[1].split())


def cmake_tests():
    text = (ROOT / "CMakeLists.txt").read_text()
    single = re.findall(r"^ +corsieve_add_test\((\w+) ", text, re.M)
    fuzz = {name + "_test" for name in cmake_list("CORSIEVE_FUZZ_TARGETS")}
    return cmake_list("CORSIEVE_TESTS") | fuzz | set(single)


def main():
    pairs = [("tests", bazel_tests(), cmake_tests())]
    for folder, name in (("engine", "CORSIEVE_ENGINE"), ("tools", "CORSIEVE_TOOL")):
        sources = cmake_list(name) | (cmake_list("CORSIEVE_C") if folder == "engine" else set())
        pairs.append((f"sources of {folder}/", bazel_sources(folder), sources))
    bad = []
    for what, bazel, cmake in pairs:
        bad += [f"only Bazel has {name}" for name in sorted(bazel - cmake)]
        bad += [f"only CMake has {name}" for name in sorted(cmake - bazel)]
        print(f"{len(bazel)} {what}")
    readme = (ROOT / "tests/README.md").read_text()
    tests = [p.name for p in (ROOT / "tests").glob("*_test.py")]
    tests += [name for _, name in bazel_calls("tests") if re.search("_(test|example)$", name)]
    bad += [f"tests/README.md has no {name}" for name in sorted(tests)
            if f"`{name}`" not in readme]
    print("\n".join(bad) or "Bazel, CMake and the README have the same")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
