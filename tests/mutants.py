#!/usr/bin/env python3
"""Breaks the engine, one line at a time, and runs the tests: all must notice.

    tests/mutants.py          all of them, half an hour
    tests/mutants.py 3 17     only these
    tests/mutants.py exchange only those of files with this in their name

It works on a copy in build/mutants, with CMake and the packages that
tools/test.sh installs, and fails if the tests pass on any broken copy. Tests of
one subject run first, for they are fast; CORSIEVE_MUTANT_TESTS may have a
regular expression of test programs, and the others do not run at all.
"""

import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
TREE = ROOT / "build" / "mutants"
# Those that take a second or more, but for what they are the first to notice.
SLOW = "^(exchange_random|hot_path|simd|reference|conformance|advice|batch)_test$"

# (file, what stands there, once; what stands there instead)
MUTANTS = [
    ("cors_check.h", '!include && *allow_origin == "*"', '*allow_origin == "*"'),
    ("cors_check.h", 'allow_credentials == "true"', "allow_credentials"),
    ("header_name.h", "id <= HeaderId::kPragma", "id < HeaderId::kPragma"),
    ("header_name.h", " || id == HeaderId::kSetCookie2", ""),
    ("exposed_header_names.cc", "star_is_literal_ = has_star && !may_be_wildcard",
     "star_is_literal_ = false"),
    ("exposed_header_names.cc", "if (tokens == Tokens::kUnmarked) Mark(marking)", ""),
    ("hot_path.h", "list.size() < 64 &&", "list.size() <= 64 &&"),
    ("header_lookup.h", "list.FindNext(id, row) == list.size()", "true"),
    ("header_list.cc", "return Find(id, i + 1)", "return Find(id, i + 2)"),
    ("header_list.cc", "rows &= ~(uint64_t{1} << i)", "rows &= ~(uint64_t{2} << i)"),
    ("header_list.cc", "      SortIndex();\n      break;", "      continue;"),
    ("clean_head-inl.h", "before = lf >> 62", "before = lf >> 63"),
    ("clean_head-inl.h", "sum.sum() + below_cap == kCap * at", "sum.sum() + below_cap <= kCap * at"),
    ("clean_head-inl.h", "controls == (lf | lf >> 1)", "(controls & lf) == lf"),
    ("clean_head-inl.h", "(count + cr_of_first)", "count"),
    ("clean_head-inl.h", "length == 0 || *end != '\\r'", "length == 0"),
    ("clean_head-inl.h", "place & (0 - AsNumber(", "place | (0 & AsNumber("),
    ("clean_head-inl.h", "*p == ':' ? p - line : 0", "p - line"),
    ("clean_head-inl.h", "head->status < 200", "head->status < 100"),
    ("clean_head-inl.h", "code + 0x76767600", "code + 0x75767600"),
    ("split_tokens-inl.h", "carry = (sum < blank) | (landed < sum)", "carry = sum < blank"),
    ("split_tokens-inl.h", " | (landed & token & ~blank)", ""),
    ("split_tokens-inl.h", "in_token = token >> 63", "in_token = 0"),
    ("split_tokens-inl.h", "HashByte(folded))) & rows", "HashByte(folded)))"),
    ("split_tokens-inl.h", "if (rows != 0) go_on = Mark(", "go_on = Mark("),
    ("split_tokens-inl.h", "{\n        result = Tokens::kUnmarked;", "{"),
    ("header_list.cc", "readable_end_ = nullptr;\n  headers_[size_]", "headers_[size_]"),
    ("header_list.cc", "names != 0 ? names < 0 : a < b", "names < 0"),
    ("header_list.cc", "both_plain && name.size()", "name.size()"),
    ("header_list.cc", "in_place ? value.size() : 0", "value.size()"),
    ("firefox_merge.cc", "last[first] = static_cast<uint32_t>(i);", ""),
    ("simd.h", "c != '^' && ", ""),
    ("simd.h", "_mm256_slli_epi16(x, 3)", "_mm256_slli_epi16(x, 4)"),
    ("simd.h", "between(x, '-', '.')", "between(x, ',', '.')"),
    ("simd.h", "size & ~3u", "(size + 3) & ~3u"),
    ("script_api.cc", "order == Order::kLowerCase ? LowerCased(folded) : folded", "folded"),
    ("script_api.cc", "rests == 0 ? a.row < b.row", "rests == 0 ? a.row > b.row"),
    ("script_api.cc", "b, kKeySize, order);\n  if (x != y) return x < y ? -1", "b, kKeySize, order);\n  if (x != y) return x < y ? 1"),
    ("script_api.cc", "size > kSlack / 2", "size > kSlack"),
    ("response_head.cc", "if (element != first)", "if (element.size() > first.size())"),
    ("response_head.cc", "colon == 0 || line[colon] != ':'", "line[colon] != ':'"),
    ("cross_origin_resource_policy.cc", 'url.scheme != "https"', 'url.scheme == "https"'),
    ("redirect.cc", "redirect_count >= kMaxRedirects", "redirect_count > kMaxRedirects"),
    ("redirect.cc", "status == 301 || status == 302", "status == 301"),
    ("preflight_cache.cc", "e.expires_ms <= now_ms", "e.expires_ms < now_ms"),
]


def run(*command):
    return subprocess.run(command, cwd=TREE, capture_output=True, text=True)


def copy():
    shutil.rmtree(TREE, ignore_errors=True)
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True,
                            text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        (TREE / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, TREE / name)


def ctest(*options):
    """None if these tests pass; otherwise what failed first."""
    tested = run("ctest", "--test-dir", "build/default", "--stop-on-failure",
                 "--no-tests=error", "--timeout", "300", *options)
    if tested.returncode == 0:
        return None
    failed = [line for line in tested.stdout.splitlines() if "***" in line]
    return " ".join(failed[0].split()[3:]) if failed else tested.stdout


def test():
    built = run("cmake", "--build", "build/default")
    if built.returncode:
        sys.exit(built.stdout + built.stderr)  # It must compile, to mean anything.
    if only := os.environ.get("CORSIEVE_MUTANT_TESTS"):
        return ctest("-R", only)
    return ctest("-E", SLOW) or ctest("-R", SLOW)


def is_wanted(number, name, wanted):
    return not wanted or any(
        int(w) == number if w.isdigit() else w in name for w in wanted)


def main(wanted):
    copy()
    ccache = ["-DCMAKE_CXX_COMPILER_LAUNCHER=ccache"] if shutil.which("ccache") else []
    # A shared library, so that no mutant links all tests anew.
    configured = run("cmake", "--preset", "default", "-DCMAKE_BUILD_TYPE=",
                     "-DCMAKE_CXX_FLAGS=-O1", "-DCORSIEVE_WERROR=OFF",
                     "-DCORSIEVE_BUILD_TOOL=OFF", "-DBUILD_SHARED_LIBS=ON", *ccache)
    if configured.returncode:
        sys.exit(configured.stdout + configured.stderr)
    if failed := test():
        sys.exit(f"the tests fail on the engine as it is: {failed}")
    survived = tried = 0
    for number, (name, old, new) in enumerate(MUTANTS, 1):
        if not is_wanted(number, name, wanted):
            continue
        tried += 1
        path = TREE / "engine" / name
        text = path.read_text(encoding="utf-8")
        if text.count(old) != 1:
            sys.exit(f"{name} has {old!r} {text.count(old)} times; mend tests/mutants.py")
        path.write_text(text.replace(old, new), encoding="utf-8")
        failed = test()
        path.write_text(text, encoding="utf-8")
        survived += failed is None
        print(f"{number:2} {name}: {old!r} -> {new!r}: {failed or 'SURVIVED'}", flush=True)
    print(f"{tried - survived} caught, {survived} survived")
    return survived


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)
