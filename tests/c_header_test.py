"""Checks include/corsieve.h against the C++ headers, and by compilers of C.

Each enumeration that both have has the same names and numbers in both, so that
engine/c/ may cast. The header compiles alone, as C99 to C17 and C++17, with all
warnings; its structs begin with struct_size or never change.
"""

import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
# (C++ header, enumeration, what its constants are called in C, or for each
# enumerator that is called otherwise its own name)
PAIRS = [
    ("reason.h", "Reason", "REASON_", {}),
    ("reason.h", "ReasonKind", "KIND_", {}),
    ("profile.h", "Profile", "PROFILE_", {"kWebKit": "WEBKIT"}),
    ("request.h", "Mode", "MODE_", {}),
    ("request.h", "CredentialsMode", "CREDENTIALS_", {}),
    ("request.h", "RedirectMode", "REDIRECT_", {}),
    ("request.h", "Initiator", "INITIATOR_", {"kXmlHttpRequest": "XHR"}),
    ("request.h", "RequestBody", "BODY_", {}),
    ("referrer_policy.h", "ReferrerPolicy", "REFERRER_", {}),
    ("embedder_policy.h", "EmbedderPolicy", "EMBEDDER_", {}),
    ("response_tainting.h", "ResponseTainting", "TAINTING_", {}),
    ("parsed_response.h", "Protocol", "HTTP_",
     {"kHttp1": "1", "kHttp2": "2", "kHttp3": "3"}),
    ("filtered_response.h", "ResponseType", "TYPE_", {}),
]
COMPILERS = [(compiler, standard, language)
             for compilers, standards, language in [
                 (("gcc", "clang"), ("c99", "c11", "c17"), "c"),
                 (("g++", "clang++"), ("c++17", "c++20"), "c++")]
             for compiler in compilers for standard in standards]


def without_comments(text):
    return re.sub(r"//[^\n]*|/\*.*?\*/", "", text, flags=re.S)


def enumerators(body):
    """The (name, number) of each, counting on where no number is written."""
    found, number = {}, -1
    for item in filter(None, (i.strip() for i in body.split(","))):
        name, _, value = (part.strip() for part in item.partition("="))
        number = int(value) if value else number + 1
        found[name] = number
    return found


def c_name(name):
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name[1:]).upper()


def compare(c):
    bad, count = [], 0
    for header, enum, prefix, names in PAIRS:
        text = without_comments((ROOT / "include/corsieve" / header).read_text())
        body = re.search(rf"enum class {enum}[^{{]*{{(.*?)}}", text, re.S)[1]
        ours = {names.get(k, c_name(k)): v for k, v in enumerators(body).items()}
        theirs = {k[len(prefix):]: v for k, v in c.items() if k.startswith(prefix)}
        bad += [f"{enum}: C++ has {k} = {ours.get(k)}, corsieve.h {theirs.get(k)}"
                for k in sorted(ours.keys() | theirs.keys()) if ours.get(k) != theirs.get(k)]
        count += len(ours)
    return bad, count


def compile_alone():
    bad, count = [], 0
    for compiler, standard, language in COMPILERS:
        if shutil.which(compiler) is None:
            continue
        count += 1
        result = subprocess.run(
            [compiler, "-x", language, f"-std={standard}", "-pedantic", "-Wall", "-Wextra",
             "-Werror", "-Wno-unused-function", "-fsyntax-only", "-"],
            input=f'#include "{ROOT}/include/corsieve.h"\n'
                  "corsieve_request request = CORSIEVE_REQUEST_INIT;\n"
                  "corsieve_response response = CORSIEVE_RESPONSE_INIT;\n"
                  "corsieve_result result = CORSIEVE_RESULT_INIT;\n"
                  "corsieve_outgoing outgoing = CORSIEVE_OUTGOING_INIT;\n"
                  "corsieve_exchange_info info = CORSIEVE_EXCHANGE_INFO_INIT;\n"
                  "corsieve_reason_info reason = CORSIEVE_REASON_INFO_INIT;\n",
            capture_output=True, text=True, check=False)
        if result.returncode != 0:
            bad.append(f"{compiler} -std={standard}: {result.stderr}")
    return bad, count


def structs(text):
    """Structs that a caller fills in or reads begin with struct_size, but for
    those that stand in arrays or are handed over by value."""
    fixed = {"corsieve_str", "corsieve_pair", "corsieve_headers", "corsieve_interim"}
    bad = []
    for name, body in re.findall(r"typedef struct (\w+) {(.*?)}", text, re.S):
        has_size = body.split(";")[0].strip() == "uint32_t struct_size"
        if has_size == (name in fixed):
            bad.append(f"{name} {'has' if has_size else 'lacks'} struct_size")
    return bad


def main():
    text = without_comments((ROOT / "include/corsieve.h").read_text())
    constants = {}
    for body in re.findall(r"enum {(.*?)}", text, re.S):
        constants |= {k.removeprefix("CORSIEVE_"): v for k, v in enumerators(body).items()}
    bad, numbers = compare(constants)
    failures, compilers = compile_alone()
    bad += failures + structs(text)
    print("\n".join(bad) or f"{numbers} constants are those of C++; "
          f"{compilers} compilers and standards take the header")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
